/* SPDX-License-Identifier: MIT */
/* Items as lines:
 *
 *   [#SEQUENCE C [OFFSET,END) t=STAMP] KIND what it says [tN] [doubtful] [!ANOMALIES@C0]
 *
 * What stands in brackets is not there when it says nothing, and not in the brief form. An
 * anomaly's place is its item's direction and offset.
 */
#include <stdlib.h>
#include <string.h>

#include "talk.h"

static char letter_of(const mw_smtp_item *item)
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

static const char *unit_name(const mw_smtp_unit *u)
{
  switch (u->step.place) {
  case MW_SMTP_PLACE_AUTH_LINE: return "AUTH_LINE";
  case MW_SMTP_PLACE_MESSAGE: return "MESSAGE";
  default: return u->sequence == 0 ? "NAMELESS" : mw_smtp_verb_name(u->step.verb);
  }
}

static void put_unit(const script_printer *p, const mw_smtp_unit *u)
{
  put_word(p->out, unit_name(u));
  if (u->due > 1) {
    put_number(p->out, " ", u->got);
    put_number(p->out, "/", u->due);
  }
  if ((p->form & (SCRIPT_BRIEF | SCRIPT_SORTED)) == 0) {
    put_number(p->out, " #", u->sequence);
    put_number(p->out, " [", u->offset);
    put_number(p->out, ",", u->end);
    text_add(p->out, u->chunk ? ") chunk" : ")");
  }
}

/* Whether the item's place, or its transaction, depends on which direction was read first. */
static bool is_placed(const script_printer *p, const mw_smtp_item *item)
{
  return (p->form & SCRIPT_NO_ORDER) == 0 ||
         (item->kind != MW_SMTP_ITEM_TRANSACTION_END && item->kind != MW_SMTP_ITEM_AUTH_END);
}

static bool is_counted(const script_printer *p, const mw_smtp_item *item)
{
  return item->transaction > 0 &&
         ((p->form & SCRIPT_NO_ORDER) == 0 || item->kind == MW_SMTP_ITEM_REPLY ||
          item->kind == MW_SMTP_ITEM_RECIPIENT || item->kind == MW_SMTP_ITEM_TRANSACTION ||
          item->kind == MW_SMTP_ITEM_TRANSACTION_END);
}

static void put_head(const script_printer *p, const mw_smtp_item *item)
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
  text_add(p->out, mw_smtp_item_name(item->kind));
}

static uint64_t anomalies_of(const script_printer *p, const mw_smtp_item *item)
{
  const uint64_t order = MW_ANOMALY_BIT(PIPELINING) | MW_ANOMALY_BIT(EARLY_TALKER) |
                         MW_ANOMALY_BIT(UNSOLICITED) | MW_ANOMALY_BIT(OUT_OF_ORDER) |
                         MW_ANOMALY_BIT(UNANNOUNCED);
  return (p->form & SCRIPT_NO_ORDER) != 0 ? item->anomalies & ~order : item->anomalies;
}

static void put_tail(const script_printer *p, const mw_smtp_item *item)
{
  uint64_t word = anomalies_of(p, item);
  const char *before = " !";
  mw_anomaly anomaly;
  if (item->together && (p->form & SCRIPT_NO_STAMPS) == 0) {
    put_word(p->out, "together");
  }
  if (is_counted(p, item)) {
    put_number(p->out, " t", item->transaction);
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

static void put_command(const script_printer *p, const mw_smtp_item *item)
{
  put_octets(p->out, item->command.raw);
  put_fault(p, item->command.fault, item->command.fault_offset);
  if (item->command.command.secret.ptr != NULL) {
    text_add(p->out, " secret=");
    text_quote(p->out, item->command.command.secret);
  }
}

/* Of the server's it is not set. */
static void put_unfinished(const script_printer *p, const mw_smtp_item *item)
{
  put_octets(p->out, item->raw);
  if (item->direction == MW_FROM_CLIENT && item->command.command.secret.ptr != NULL) {
    text_add(p->out, " secret=");
    text_quote(p->out, item->command.command.secret);
  }
}

static void put_reply(const script_printer *p, const mw_smtp_item *item)
{
  put_number(p->out, " ", item->reply.line.code);
  text_add(p->out, item->reply.line.last ? "" : "-");
  if ((p->form & SCRIPT_BRIEF) == 0) {
    put_octets(p->out, item->reply.raw);
    put_number(p->out, " of ", item->code);
    put_fault(p, item->reply.fault, item->reply.fault_offset);
  }
  if (item->greeting) {
    put_word(p->out, "greeting");
  }
  if (item->answers) {
    text_add(p->out, " to");
    put_unit(p, &item->unit);
  }
  if (item->final && item->unit.step.place != MW_SMTP_PLACE_MESSAGE) {
    put_word(p->out, "final");
  }
}

static void put_transaction_end(const script_printer *p, const mw_smtp_item *item)
{
  put_word(p->out, mw_transaction_end_name(item->outcome));
  put_number(p->out, " ", item->accepted);
  put_number(p->out, "+", item->rejected);
  put_number(p->out, " ", item->octets);
}

static void put_body_end(const script_printer *p, const mw_smtp_item *item)
{
  put_number(p->out, " ", item->octets);
  put_number(p->out, "/", item->lines);
  text_add(p->out, item->command.last ? " last" : "");
  put_fault(p, item->command.fault, item->command.fault_offset);
}

static void put_what(const script_printer *p, const mw_smtp_item *item)
{
  switch (item->kind) {
  case MW_SMTP_ITEM_COMMAND:
  case MW_SMTP_ITEM_AUTH_LINE: put_command(p, item); break;
  case MW_SMTP_ITEM_BODY_FAULT: put_word(p->out, mw_fault_name(item->command.fault)); break;
  case MW_SMTP_ITEM_BODY_END: put_body_end(p, item); break;
  case MW_SMTP_ITEM_REPLY: put_reply(p, item); break;
  case MW_SMTP_ITEM_GARBAGE:
  case MW_SMTP_ITEM_UNFINISHED: put_unfinished(p, item); break;
  case MW_SMTP_ITEM_SKIPPED: put_octets(p->out, item->raw); break;
  case MW_SMTP_ITEM_RECIPIENT: put_number(p->out, " ", item->code); break;
  case MW_SMTP_ITEM_AUTH_END: put_number(p->out, " ", item->code); break;
  case MW_SMTP_ITEM_BODY_BEGIN: put_number(p->out, " ", item->octets); break;
  case MW_SMTP_ITEM_TRANSACTION_END: put_transaction_end(p, item); break;
  case MW_SMTP_ITEM_GAP: put_number(p->out, " ", item->end - item->offset); break;
  case MW_SMTP_ITEM_TLS:
    put_number(p->out, " ", item->offset);
    put_number(p->out, " ", item->unit.end);
    break;
  default: break;
  }
  if (item->kind == MW_SMTP_ITEM_RECIPIENT || item->kind == MW_SMTP_ITEM_TRANSACTION ||
      item->kind == MW_SMTP_ITEM_UNANSWERED || item->kind == MW_SMTP_ITEM_AUTH_BEGIN) {
    put_unit(p, &item->unit);
  }
}

/* ---- bodies side by side -------------------------------------------------------------------- */

static bool is_portion(const mw_smtp_item *item)
{
  return item->kind == MW_SMTP_ITEM_BODY || item->kind == MW_SMTP_ITEM_LEFTOVER;
}

static mw_slice portion_of(const mw_smtp_item *item)
{
  return item->kind == MW_SMTP_ITEM_BODY ? item->command.raw : item->raw;
}

void talk_flush(script_printer *p)
{
  if (p->first.smtp.kind != 0) {
    put_head(p, &p->first.smtp);
    put_octets(p->out, mw_slice_of(p->body.ptr, p->body.len));
    put_tail(p, &p->first.smtp);
  }
  memset(&p->first.smtp, 0, sizeof p->first.smtp);
  text_clear(&p->body);
}

static void print_portion(script_printer *p, const mw_smtp_item *item)
{
  if (p->first.smtp.kind != item->kind || p->first.smtp.direction != item->direction) {
    talk_flush(p);
    p->first.smtp = *item;
  }
  p->first.smtp.end = item->end;
  p->first.smtp.stamp = item->stamp;
  p->first.smtp.anomalies |= item->anomalies;
  text_put(&p->body, portion_of(item).ptr, portion_of(item).len);
}

/* Where the order does not matter, what the other side says, and what follows from it, does not
 * part two portions. */
static bool parts(const script_printer *p, const mw_smtp_item *item)
{
  bool other = item->direction != p->first.smtp.direction || item->kind >= MW_SMTP_ITEM_TRANSACTION;
  return (p->form & SCRIPT_SORTED) == 0 || !other || item->kind == MW_SMTP_ITEM_BODY_BEGIN;
}

void talk_print(script_printer *p, const mw_smtp_item *item)
{
  if (is_portion(item)) {
    print_portion(p, item);
    return;
  }
  if (parts(p, item)) {
    talk_flush(p);
  }
  put_head(p, item);
  put_what(p, item);
  put_tail(p, item);
}
