/* SPDX-License-Identifier: MIT */
/* Transactions for the summary: who, to whom, what, and how it ended. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "smtp.h"

/* ---- gathered ------------------------------------------------------------------------------- */

/* What stands behind the colon of a line of the client's, up to its end; behind the verb where
 * there is no such word. */
static kept_line behind_word(const conversation *c, const mw_smtp_unit *u, const char *word)
{
  const char *line = c->recording->client.ptr + u->offset;
  size_t len = (size_t)(u->end - u->offset);
  size_t at = len > 4 && line[4] == ' ' ? 5 : 4;
  kept_line kept;
  size_t i;
  len -= len > 0 && line[len - 1] == '\n';
  len -= len > 0 && line[len - 1] == '\r';
  for (i = 4; i + strlen(word) <= len && line[i] != '<'; i++) {
    if (mw_slice_equal_nocase(mw_slice_of(line + i, strlen(word)), mw_slice_text(word))) {
      at = i + strlen(word);
      break;
    }
  }
  at = at < len ? at : len;
  kept.offset = u->offset + at;
  kept.len = len - at;
  return kept;
}

static bool is_command(const mw_smtp_unit *u, mw_smtp_verb verb)
{
  return u->step.place == MW_SMTP_PLACE_COMMAND && u->step.verb == verb;
}

static smtp_transaction *open_one(const conversation *c, uint32_t number)
{
  return number > 0 && number <= c->smtp->transaction_count ? &c->smtp->transactions[number - 1]
                                                            : NULL;
}

static void begin(conversation *c, const mw_smtp_item *item)
{
  smtp_half *half = c->smtp;
  smtp_transaction *t;
  half->transactions =
      grow(half->transactions, half->transaction_count, sizeof *half->transactions);
  t = &half->transactions[half->transaction_count++];
  memset(t, 0, sizeof *t);
  t->mail_known = is_command(&item->unit, MW_SMTP_MAIL);
  t->mail = behind_word(c, &item->unit, "FROM:");
}

static void add_recipient(const conversation *c, smtp_transaction *t, const mw_smtp_item *item,
                          unsigned code)
{
  smtp_recipient *r;
  t->recipients = grow(t->recipients, t->recipient_count, sizeof *t->recipients);
  r = &t->recipients[t->recipient_count++];
  r->text = behind_word(c, &item->unit, "TO:");
  r->code = code;
}

static void add_body(smtp_transaction *t, size_t place)
{
  t->bodies = grow(t->bodies, t->body_count, sizeof *t->bodies);
  t->bodies[t->body_count++] = place;
}

/* A chunk belongs to the transaction in which its BDAT was answered. */
static void add_chunk(const conversation *c, smtp_transaction *t, const mw_smtp_unit *u,
                      unsigned code)
{
  size_t i = c->smtp->body_count;
  while (i > 0 && c->smtp->bodies[i - 1].command != u->sequence) {
    i--;
  }
  if (i == 0) { /* its octets were read as commands, or come behind the reply */
    c->smtp->late_chunk = code / 100 == 2 ? u->sequence : 0;
    c->smtp->late_transaction = (size_t)(t - c->smtp->transactions);
    return;
  }
  t->chunks = grow(t->chunks, t->chunk_count, sizeof *t->chunks);
  t->chunks[t->chunk_count++] = u->step.octets;
  if (code / 100 == 2) {
    add_body(t, i - 1);
  }
}

/* The octets of a message, or of a chunk whose reply came before them. */
static void end_octets(const conversation *c, smtp_transaction *t)
{
  smtp_half *half = c->smtp;
  const body *b = &half->bodies[half->body_count - 1];
  if (b->mode[0] == 'D') {
    if (t != NULL) {
      add_body(t, half->body_count - 1);
    }
  } else if (b->command == half->late_chunk) {
    smtp_transaction *late = &half->transactions[half->late_transaction];
    late->chunks = grow(late->chunks, late->chunk_count, sizeof *late->chunks);
    late->chunks[late->chunk_count++] = b->octets;
    add_body(late, half->body_count - 1);
  }
}

static void take_answer(const conversation *c, const mw_smtp_item *item)
{
  smtp_transaction *t = open_one(c, item->transaction);
  if (t == NULL || !item->answers) {
    return;
  }
  if (is_command(&item->unit, MW_SMTP_BDAT) && item->unit.got == 1) {
    add_chunk(c, t, &item->unit, item->code);
  }
  if (item->final) {
    t->final = grow(t->final, t->final_count, sizeof *t->final);
    t->final[t->final_count++] = item->code;
  }
}

static void take_unanswered(const conversation *c, smtp_transaction *t, const mw_smtp_item *item)
{
  if (item->unit.chunk && item->unit.got == 0) {
    add_chunk(c, t, &item->unit, 0);
  } else if (is_command(&item->unit, MW_SMTP_RCPT)) {
    add_recipient(c, t, item, 0);
    t->unanswered++;
  }
}

static void end_one(smtp_transaction *t, const mw_smtp_item *item)
{
  t->outcome = item->outcome;
  t->accepted = item->accepted;
  t->rejected = item->rejected + t->unanswered;
}

void smtp_take_transaction(conversation *c, const mw_smtp_item *item)
{
  smtp_transaction *t = open_one(c, item->transaction);
  switch (item->kind) {
  case MW_SMTP_ITEM_TRANSACTION: begin(c, item); break;
  case MW_SMTP_ITEM_REPLY: take_answer(c, item); break;
  case MW_SMTP_ITEM_UNANSWERED:
    if (t != NULL) {
      take_unanswered(c, t, item);
    }
    break;
  case MW_SMTP_ITEM_RECIPIENT:
    if (t != NULL) {
      add_recipient(c, t, item, item->code);
    }
    break;
  case MW_SMTP_ITEM_BODY_END: end_octets(c, t); break;
  case MW_SMTP_ITEM_TRANSACTION_END:
    if (t != NULL) {
      end_one(t, item);
    }
    break;
  default: break;
  }
}

void smtp_free_transactions(smtp_half *half)
{
  size_t i;
  for (i = 0; i < half->transaction_count; i++) {
    smtp_transaction *t = &half->transactions[i];
    free(t->recipients);
    free(t->chunks);
    free(t->bodies);
    free(t->final);
  }
  free(half->transactions);
}

/* ---- what is on the wire -------------------------------------------------------------------- */

typedef struct wire_facts {
  uint64_t octets, bare_lf, bare_cr, longest, high;
} wire_facts;

/* The octets of a message without the line that holds the last dot. */
static mw_slice wire_of(const conversation *c, const body *b)
{
  const char *octets = c->recording->client.ptr;
  uint64_t end = b->end;
  if (b->fault != MW_FAULT_UNFINISHED) {
    end -= octets[end - 2] == '\r' ? 3 : 2;
  }
  return mw_slice_of(octets + b->offset, (size_t)(end - b->offset));
}

static wire_facts facts_of(mw_slice wire)
{
  wire_facts f = {wire.len, 0, 0, 0, 0};
  uint64_t line = 0;
  size_t i;
  for (i = 0; i < wire.len; i++) {
    bool lf = wire.ptr[i] == '\n';
    bool cr = wire.ptr[i] == '\r';
    bool crlf = cr && i + 1 < wire.len && wire.ptr[i + 1] == '\n';
    f.bare_lf += lf && (i == 0 || wire.ptr[i - 1] != '\r');
    f.bare_cr += cr && !crlf;
    f.high += (unsigned char)wire.ptr[i] > 0x7f;
    line = lf ? 0 : line + !crlf;
    f.longest = line > f.longest ? line : f.longest;
  }
  return f;
}

/* ---- told ----------------------------------------------------------------------------------- */

static const char *state_of(mw_transaction_end outcome)
{
  switch (outcome) {
  case MW_TRANSACTION_RESET: return "RSET";
  case MW_TRANSACTION_REPLACED: return "replaced by MAIL";
  case MW_TRANSACTION_HELLO: return "reset by greeting command";
  case MW_TRANSACTION_QUIT: return "QUIT";
  case MW_TRANSACTION_STARTTLS: return "STARTTLS";
  case MW_TRANSACTION_XCLIENT: return "XCLIENT";
  case MW_TRANSACTION_NOT_TERMINATED: return "data not terminated";
  case MW_TRANSACTION_NO_REPLY: return "no final reply";
  default: return mw_transaction_end_name(outcome);
  }
}

static void put_code(unsigned code)
{
  if (code > 0) {
    printf("%u", code);
  } else {
    fputs("null", stdout);
  }
}

static void put_recipients(const conversation *c, const smtp_transaction *t)
{
  size_t i;
  fputs(",\"rcpts\":[", stdout);
  for (i = 0; i < t->recipient_count; i++) {
    fputs(i > 0 ? ",[" : "[", stdout);
    json_put_string(client_text(c, &t->recipients[i].text));
    putchar(',');
    put_code(t->recipients[i].code);
    putchar(']');
  }
  putchar(']');
  json_put_number("rcpt_accepted", t->accepted);
  json_put_number("rcpt_rejected", t->rejected);
}

/* The octets of the message, and which items have them. */
static void put_octets(const conversation *c, const smtp_transaction *t)
{
  uint64_t octets = 0;
  size_t i;
  for (i = 0; i < t->body_count; i++) {
    octets += c->smtp->bodies[t->bodies[i]].octets;
  }
  printf(",\"body\":{\"bytes\":%" PRIu64 ",\"seq\":[", octets);
  for (i = 0; i < t->body_count; i++) {
    printf("%s%" PRIu64, i > 0 ? "," : "", c->smtp->bodies[t->bodies[i]].sequence);
  }
  fputs("]}", stdout);
  if (t->chunk_count > 0) {
    json_put_number("wire_bytes", octets);
  }
}

/* What only DATA has. */
static void put_wire(const conversation *c, const smtp_transaction *t)
{
  const body *b = &c->smtp->bodies[t->bodies[0]];
  wire_facts f = facts_of(wire_of(c, b));
  json_put_number("wire_bytes", f.octets);
  if (b->fault != MW_FAULT_UNFINISHED) {
    json_put_number("stuffed_lines", f.octets - b->octets);
    json_put_number("bare_lf", f.bare_lf);
    json_put_number("bare_cr", f.bare_cr);
    json_put_number("max_line", f.longest);
    json_put_number("octets_8bit", f.high);
  }
}

static void put_body(const conversation *c, const smtp_transaction *t)
{
  size_t i;
  if (t->body_count == 0 && t->chunk_count == 0) {
    fputs(",\"body\":null,\"chunks\":null", stdout);
    return;
  }
  json_put_member("mode", mw_slice_text(t->chunk_count > 0 ? "BDAT" : "DATA"));
  put_octets(c, t);
  if (t->chunk_count == 0) {
    put_wire(c, t);
    fputs(",\"chunks\":null", stdout);
    return;
  }
  fputs(",\"chunks\":[", stdout);
  for (i = 0; i < t->chunk_count; i++) {
    printf("%s%" PRIu64, i > 0 ? "," : "", t->chunks[i]);
  }
  putchar(']');
}

static void put_transaction(const conversation *c, const smtp_transaction *t)
{
  size_t i;
  fputs("{\"mail\":", stdout);
  json_put_string(t->mail_known ? client_text(c, &t->mail) : mw_slice_text(NULL));
  put_recipients(c, t);
  put_body(c, t);
  fputs(",\"final\":[", stdout);
  for (i = 0; i < t->final_count; i++) {
    printf("%s%u", i > 0 ? "," : "", t->final[i]);
  }
  putchar(']');
  json_put_member("state", mw_slice_text(state_of(t->outcome)));
  putchar('}');
}

/* By which rule messages end, and what the other one reads. */
static void put_ends(const conversation *c)
{
  size_t i;
  json_put_member("eod_rule", mw_slice_text(c->feed.lf_dot ? "lenient" : "strict"));
  if (!c->ambiguous) {
    return;
  }
  json_put_bool("eod_ambiguous", true);
  printf(",\"%s\":[", c->feed.lf_dot ? "strict_reading" : "lenient_reading");
  for (i = 0; i < c->other.count; i++) {
    const reading_body *b = &c->other.list[i];
    fputs(i > 0 ? "," : "", stdout);
    if (!b->present) {
      fputs("null", stdout);
      continue;
    }
    printf("{\"bytes\":%" PRIu64, b->octets);
    if (c->show_bodies) {
      json_put_base64("data_b64", mw_slice_of(b->data.ptr, b->data.len));
    }
    putchar('}');
  }
  putchar(']');
}

void smtp_json_transactions(const conversation *c)
{
  uint64_t delivered = 0;
  uint64_t accepted = 0;
  size_t i;
  fputs(",\"transactions\":[", stdout);
  for (i = 0; i < c->smtp->transaction_count; i++) {
    const smtp_transaction *t = &c->smtp->transactions[i];
    fputs(i > 0 ? "," : "", stdout);
    put_transaction(c, t);
    delivered += t->outcome == MW_TRANSACTION_DELIVERED;
    accepted += t->accepted;
  }
  putchar(']');
  put_ends(c);
  json_put_number("completed_transactions", delivered);
  json_put_number("recipients_accepted", accepted);
}
