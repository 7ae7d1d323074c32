/* SPDX-License-Identifier: MIT */
/* Items as lines:
 *
 *   [#SEQUENCE C [OFFSET,END) t=STAMP] KIND what it says [doubtful] [!ANOMALIES@C0]
 *
 * What stands in brackets is not there when it says nothing, and not in the brief form. An
 * anomaly's place is its item's direction and offset.
 */
#include <stdlib.h>
#include <string.h>

#include "pop3_chat.h"

static char letter_of(const mw_pop3_item *item)
{
  return item->direction == MW_FROM_CLIENT ? 'C' : 'S';
}

static void put_word(text_buffer *out, const char *word)
{
  text_add(out, " ");
  text_add(out, word);
}

static void put_number(text_buffer *out, const char *before, uint64_t number)
{
  text_add(out, before);
  if (number == MW_OCTETS_UNKNOWN) {
    text_add(out, "?");
  } else {
    text_number(out, number);
  }
}

static void put_octets(text_buffer *out, mw_slice octets)
{
  text_add(out, " ");
  text_quote(out, octets);
}

/* ---- parts ---------------------------------------------------------------------------------- */

static const char *unit_name(const mw_pop3_unit *u)
{
  switch (u->step.place) {
  case MW_POP3_PLACE_AUTH_LINE: return "AUTH_LINE";
  default: return u->sequence == 0 ? "NAMELESS" : mw_pop3_verb_name(u->step.verb);
  }
}

static void put_unit(const script_printer *p, const mw_pop3_unit *u)
{
  put_word(p->out, unit_name(u));
  if ((p->form & (SCRIPT_BRIEF | SCRIPT_SORTED)) == 0) {
    put_number(p->out, " #", u->sequence);
    put_number(p->out, " [", u->offset);
    put_number(p->out, ",", u->end);
    text_add(p->out, ")");
  }
}

/* Whether the item's place depends on which direction was read first. */
static bool is_placed(const script_printer *p, const mw_pop3_item *item)
{
  return (p->form & SCRIPT_NO_ORDER) == 0 || item->kind != MW_POP3_ITEM_AUTH_END;
}

static void put_head(const script_printer *p, const mw_pop3_item *item)
{
  char letter[] = {letter_of(item), '\0'};
  if ((p->form & SCRIPT_BRIEF) == 0) {
    put_number(p->out, "#", (p->form & SCRIPT_SORTED) != 0 ? 0 : item->sequence);
    put_word(p->out, letter);
    put_number(p->out, " [", is_placed(p, item) ? item->offset : 0);
    put_number(p->out, ",", is_placed(p, item) ? item->end : 0);
    text_add(p->out, ") ");
    if ((p->form & SCRIPT_NO_STAMPS) == 0) {
      put_number(p->out, "t=", item->stamp);
      text_add(p->out, " ");
    }
  }
  text_add(p->out, mw_pop3_item_name(item->kind));
}

static uint64_t anomalies_of(const script_printer *p, const mw_pop3_item *item)
{
  const uint64_t order = MW_ANOMALY_BIT(PIPELINING) | MW_ANOMALY_BIT(EARLY_TALKER) |
                         MW_ANOMALY_BIT(UNSOLICITED) | MW_ANOMALY_BIT(OUT_OF_ORDER) |
                         MW_ANOMALY_BIT(UNANNOUNCED);
  return (p->form & SCRIPT_NO_ORDER) != 0 ? item->anomalies & ~order : item->anomalies;
}

static void put_tail(const script_printer *p, const mw_pop3_item *item)
{
  uint64_t word = anomalies_of(p, item);
  const char *before = " !";
  mw_anomaly anomaly;
  if (item->together && (p->form & SCRIPT_NO_STAMPS) == 0) {
    put_word(p->out, "together");
  }
  if (item->doubtful) {
    put_word(p->out, "doubtful");
  }
  while ((anomaly = mw_anomaly_next(&word)) != MW_ANOMALY_NONE) {
    text_add(p->out, before);
    text_add(p->out, mw_anomaly_name(anomaly));
    before = ",";
  }
  if (anomalies_of(p, item) != 0) {
    put_number(p->out, item->direction == MW_FROM_CLIENT ? "@C" : "@S",
               is_placed(p, item) ? item->offset : 0);
  }
  text_add(p->out, "\n");
}

/* ---- kinds ---------------------------------------------------------------------------------- */

static void put_fault(const script_printer *p, mw_fault fault, uint64_t offset)
{
  if (fault != MW_FAULT_NONE && (p->form & SCRIPT_BRIEF) == 0) {
    text_add(p->out, " fault=");
    text_add(p->out, mw_fault_name(fault));
    put_number(p->out, "@", offset);
  }
}

static void put_command(const script_printer *p, const mw_pop3_item *item)
{
  put_octets(p->out, item->command.raw);
  if (item->command.command.secret.ptr != NULL) {
    text_add(p->out, " secret");
    put_octets(p->out, item->command.command.secret);
  }
  put_fault(p, item->command.fault, item->command.fault_offset);
}

static void put_answered(const script_printer *p, const mw_pop3_item *item)
{
  if (item->answers) {
    text_add(p->out, " to");
    put_unit(p, &item->unit);
  }
  text_add(p->out, item->message ? " message" : "");
  put_fault(p, item->response.fault, item->response.fault_offset);
}

static void put_response(const script_printer *p, const mw_pop3_item *item)
{
  put_word(p->out, mw_pop3_status_name(item->response.response.status));
  if ((p->form & SCRIPT_BRIEF) == 0) {
    put_octets(p->out, item->response.raw);
  }
  text_add(p->out, item->greeting ? " greeting" : "");
  put_answered(p, item);
  text_add(p->out, item->response.more ? " more" : "");
}

static void put_end(const script_printer *p, const mw_pop3_item *item)
{
  put_number(p->out, " ", item->count);
  if (item->message) {
    put_number(p->out, "/", item->lines);
  }
  put_answered(p, item);
  text_add(p->out, item->cut ? " cut" : "");
}

static void put_unfinished(const script_printer *p, const mw_pop3_item *item)
{
  put_octets(p->out, item->raw);
  if (item->direction == MW_FROM_CLIENT && item->command.command.secret.len > 0) {
    text_add(p->out, " secret");
    put_octets(p->out, item->command.command.secret);
  }
}

static void put_what(const script_printer *p, const mw_pop3_item *item)
{
  switch (item->kind) {
  case MW_POP3_ITEM_COMMAND:
  case MW_POP3_ITEM_AUTH_LINE: put_command(p, item); break;
  case MW_POP3_ITEM_BODY_FAULT: put_word(p->out, mw_fault_name(item->response.fault)); break;
  case MW_POP3_ITEM_END: put_end(p, item); break;
  case MW_POP3_ITEM_RESPONSE: put_response(p, item); break;
  case MW_POP3_ITEM_LINE:
    put_octets(p->out, item->response.text);
    put_answered(p, item);
    break;
  case MW_POP3_ITEM_GARBAGE:
  case MW_POP3_ITEM_SKIPPED: put_octets(p->out, item->raw); break;
  case MW_POP3_ITEM_UNFINISHED: put_unfinished(p, item); break;
  case MW_POP3_ITEM_AUTH_END: put_word(p->out, mw_pop3_status_name(item->status)); break;
  case MW_POP3_ITEM_GAP: put_number(p->out, " ", item->end - item->offset); break;
  case MW_POP3_ITEM_TLS:
    put_number(p->out, " ", item->offset);
    put_number(p->out, " ", item->unit.end);
    break;
  case MW_POP3_ITEM_UNANSWERED:
  case MW_POP3_ITEM_AUTH_BEGIN: put_unit(p, &item->unit); break;
  default: break;
  }
}

/* ---- bodies side by side -------------------------------------------------------------------- */

static bool is_portion(const mw_pop3_item *item)
{
  return item->kind == MW_POP3_ITEM_BODY || item->kind == MW_POP3_ITEM_LEFTOVER;
}

static mw_slice portion_of(const mw_pop3_item *item)
{
  return item->kind == MW_POP3_ITEM_BODY ? item->response.raw : item->raw;
}

void chat_flush(script_printer *p)
{
  if (p->first.pop3.kind != 0) {
    put_head(p, &p->first.pop3);
    put_octets(p->out, mw_slice_of(p->body.ptr, p->body.len));
    put_tail(p, &p->first.pop3);
  }
  memset(&p->first.pop3, 0, sizeof p->first.pop3);
  text_clear(&p->body);
}

static void print_portion(script_printer *p, const mw_pop3_item *item)
{
  if (p->first.pop3.kind != item->kind || p->first.pop3.direction != item->direction) {
    chat_flush(p);
    p->first.pop3 = *item;
  }
  p->first.pop3.end = item->end;
  p->first.pop3.stamp = item->stamp;
  p->first.pop3.anomalies |= item->anomalies;
  text_put(&p->body, portion_of(item).ptr, portion_of(item).len);
}

void chat_print(script_printer *p, const mw_pop3_item *item)
{
  if (is_portion(item)) {
    print_portion(p, item);
    return;
  }
  if ((p->form & SCRIPT_SORTED) == 0 || p->first.pop3.direction == item->direction) {
    chat_flush(p);
  }
  put_head(p, item);
  put_what(p, item);
  put_tail(p, item);
}
