/* SPDX-License-Identifier: MIT */
/* SMTP and LMTP: the items of a dialogue, counted and shown. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "odd.h"
#include "print.h"

/* ---- the client ----------------------------------------------------------------------------- */

static const char *const known_verbs[] = {
    "HELO", "EHLO", "LHLO", "MAIL", "RCPT",    "DATA",     "BDAT",     "BURL", "RSET",
    "QUIT", "NOOP", "VRFY", "EXPN", "HELP",    "AUTH",     "STARTTLS", "ETRN", "ATRN",
    "TURN", "SEND", "SOML", "SAML", "XCLIENT", "XFORWARD", "VERB",     "ONEX"};

static bool is_known(const char *verb)
{
  size_t i;
  for (i = 0; i < sizeof known_verbs / sizeof known_verbs[0]; i++) {
    if (strcmp(known_verbs[i], verb) == 0) {
      return true;
    }
  }
  return false;
}

/* A line that is secret as a whole has no verb to show. */
static void hide_whole(const conversation *c, mw_smtp_command_event *event)
{
  const mw_slice secret = event->command.secret;
  if (secret.ptr == event->raw.ptr && secret.len == event->raw.len && !c->show_secrets) {
    event->raw.len = event->command.keyword.len = event->command.argument.len = 0;
  }
}

static void take_command(conversation *c, const mw_smtp_item *item)
{
  mw_smtp_command_event shown = item->command;
  smtp_command t;
  tally_command(&c->tally, shown.raw, shown.ending, is_known);
  c->smtp->tally.lmtp = c->smtp->tally.lmtp || shown.command.verb == MW_SMTP_LHLO;
  c->tally.pipelined += item->together;
  c->tally.unanswered += c->assumed;
  hide_whole(c, &shown);
  smtp_read_command(&t, &shown);
  t.anomalies = item->anomalies;
  if (shown.command.verb == MW_SMTP_AUTH) {
    auth_begin(c, t.argument.text);
  }
  c->print->smtp->command(c, &shown, &t);
}

static void take_auth(conversation *c, const mw_smtp_item *item)
{
  const mw_smtp_command_event *event = &item->command;
  auth_line line = {.offset = event->offset, .end = event->end, .raw = event->raw};
  line.fault = event->fault;
  line.fault_offset = event->fault_offset;
  line.tolerated = event->tolerated;
  line.anomalies = item->anomalies;
  c->tally.pipelined += item->together;
  auth_take(c, &line);
}

static void begin_body(conversation *c, const mw_smtp_item *item)
{
  smtp_half *half = c->smtp;
  body *b;
  half->bodies = grow(half->bodies, half->body_count, sizeof *half->bodies);
  b = &half->bodies[half->body_count++];
  memset(b, 0, sizeof *b);
  b->dir = 'C';
  b->sequence = item->sequence;
  b->command = item->unit.sequence;
  b->offset = item->offset;
  b->mode = item->octets == MW_OCTETS_UNKNOWN ? "DATA" : "BDAT";
}

static void keep_body(conversation *c, const mw_smtp_item *item)
{
  body *b = &c->smtp->bodies[c->smtp->body_count - 1];
  b->anomalies |= item->anomalies & MW_ANOMALY_BIT(PIPELINING); /* the first octets tell */
  if (c->show_bodies) {
    buffer_add(&b->data, item->command.raw.ptr, item->command.raw.len);
  }
}

static void end_body(conversation *c, const mw_smtp_item *item)
{
  body *b = &c->smtp->bodies[c->smtp->body_count - 1];
  b->end = item->end;
  b->octets = item->octets;
  b->lines = item->lines;
  b->fault = item->command.fault;
  b->fault_offset = item->command.fault_offset;
  b->tolerated = item->command.tolerated;
  b->anomalies |= item->anomalies;
  if (lines_of_message(c, b) && (b->anomalies & MW_ANOMALY_BIT(SMUGGLING)) == 0) {
    b->anomalies |= MW_ANOMALY_BIT(SMUGGLING);
    odd_note(c, 'C', b->offset, MW_ANOMALY_BIT(SMUGGLING));
  }
  c->print->body(c, b);
}

/* ---- the server ----------------------------------------------------------------------------- */

static void tally_reply(smtp_tally *t, const smtp_reply *r)
{
  char name[20];
  snprintf(name, sizeof name, "%03u", r->first.line.code);
  tally_add(&t->replies, name);
  t->reply_count++;
  t->reply_lines += r->count;
  t->multiline += r->count > 1 ? 1 : 0;
  t->mixed += r->mixed_codes ? 1 : 0;
  t->bare_lf_lines += r->bare_lf_lines;
}

/* The extensions of a positive reply to EHLO or LHLO: all lines but the first. */
static void keep_extensions(conversation *c, const smtp_reply *r)
{
  size_t i;
  free(c->smtp->extensions);
  c->smtp->extensions = NULL;
  c->smtp->extension_count = 0;
  for (i = 1; i < r->count; i++) {
    c->smtp->extensions =
        grow(c->smtp->extensions, c->smtp->extension_count, sizeof *c->smtp->extensions);
    c->smtp->extensions[c->smtp->extension_count++] = r->lines[i];
  }
}

static void deliver(conversation *c, smtp_reply *r)
{
  if (r->greeting) {
    c->smtp->tally.greeting = (int)r->first.line.code;
  } else if (!r->answered && !r->doubtful) {
    c->tally.unsolicited++;
  }
  tally_reply(&c->smtp->tally, r);
  if (smtp_announces(r)) {
    keep_extensions(c, r);
  }
  smtp_read_reply(c, r);
  if (mw_smtp_contradiction(mw_catalog_standard(), smtp_first_line(c, r))) {
    r->anomalies |= MW_ANOMALY_BIT(TEXT_CONTRADICTS);
    odd_note(c, 'S', r->offset, MW_ANOMALY_BIT(TEXT_CONTRADICTS));
  }
  c->print->smtp->reply(c, r);
  free(r->lines);
  memset(r, 0, sizeof *r);
}

static void begin_reply(smtp_reply *r, const mw_smtp_item *item)
{
  memset(r, 0, sizeof *r);
  r->first = item->reply;
  r->offset = item->offset;
  r->sequence = item->sequence;
  r->greeting = item->greeting;
  r->final = item->final;
  r->doubtful = item->doubtful;
}

static void take_reply(conversation *c, const mw_smtp_item *item)
{
  const mw_smtp_reply_event *event = &item->reply;
  smtp_reply *r = &c->smtp->current;
  kept_line *line;
  if (event->number == 1) {
    begin_reply(r, item);
  }
  r->lines = grow(r->lines, r->count, sizeof *r->lines);
  line = &r->lines[r->count++];
  line->offset = event->offset + (uint64_t)(event->line.text.ptr - event->raw.ptr);
  line->len = event->line.text.len;
  r->end = event->end;
  r->answered = item->answers;
  r->answers = item->unit;
  r->anomalies |= item->anomalies;
  r->tolerated |= event->tolerated;
  r->mixed_codes = event->mixed_codes;
  r->bare_lf_lines += event->ending == MW_LINE_END_LF ? 1 : 0;
  if (r->fault == MW_FAULT_NONE && event->fault != MW_FAULT_NONE) {
    r->fault = event->fault;
    r->fault_offset = event->fault_offset;
  }
  if (event->line.last) {
    c->smtp->unexpected += (item->anomalies & MW_ANOMALY_BIT(UNEXPECTED_REPLY)) != 0;
    smtp_take_transaction(c, item);
    deliver(c, r);
  }
}

static void take_tls(conversation *c, const mw_smtp_item *item)
{
  if (c->recording->shows_tls) {
    return;
  }
  c->tally.tls = true;
  c->tally.tls_client = item->unit.end;
  c->tally.tls_server = item->offset;
}

static void take_unfinished(conversation *c, const mw_smtp_item *item)
{
  if (item->direction == MW_FROM_SERVER) {
    c->tally.truncated = !c->tally.tls;
    c->print->fault(c, 'S', item->reply.fault, item->reply.fault_offset, item->reply.reply_offset,
                    item->end);
  } else {
    conversation_cut(c, item->offset, item->raw, item->command.command.secret);
    c->print->fault(c, 'C', item->command.fault, item->command.fault_offset, item->offset,
                    item->end);
  }
}

/* ---- items ---------------------------------------------------------------------------------- */

static char letter_of(mw_direction direction)
{
  return direction == MW_FROM_CLIENT ? 'C' : 'S';
}

static void take_leftover(conversation *c, const mw_smtp_item *item)
{
  mw_fault fault = item->direction == MW_FROM_CLIENT ? item->command.fault : item->reply.fault;
  conversation_tls(c, letter_of(item->direction), item->offset, item->end, fault);
}

static void take_octets(conversation *c, const mw_smtp_item *item)
{
  switch (item->kind) {
  case MW_SMTP_ITEM_BODY_FAULT:
    c->print->fault(c, 'C', item->command.fault, item->command.fault_offset, item->offset,
                    item->end);
    break;
  case MW_SMTP_ITEM_GARBAGE:
    c->smtp->tally.garbage++;
    c->print->fault(c, 'S', item->reply.fault, item->reply.fault_offset, item->offset, item->end);
    break;
  case MW_SMTP_ITEM_LEFTOVER: take_leftover(c, item); break;
  case MW_SMTP_ITEM_UNFINISHED: take_unfinished(c, item); break;
  case MW_SMTP_ITEM_SKIPPED:
    conversation_skipped(c, item->direction == MW_FROM_SERVER ? 'S' : 'C', item->offset, item->end,
                         item->raw);
    break;
  default: break;
  }
}

/* What follows from octets has no line of its own. */
static void note_odd(conversation *c, const mw_smtp_item *item)
{
  char dir = letter_of(item->direction);
  if (item->kind == MW_SMTP_ITEM_LEFTOVER && conversation_is_tls(c, dir)) {
    return; /* one of several portions */
  }
  odd_note(c, dir, item->offset, item->anomalies);
  if (item->kind >= MW_SMTP_ITEM_TRANSACTION && odd_tellable(c, item->anomalies) != 0) {
    c->print->odd(c, dir, item->offset, item->end, item->anomalies);
  }
}

static void take_item(conversation *c, const mw_smtp_item *item)
{
  conversation_reach(c, item->stamp);
  note_odd(c, item);
  switch (item->kind) {
  case MW_SMTP_ITEM_COMMAND: take_command(c, item); break;
  case MW_SMTP_ITEM_AUTH_LINE: take_auth(c, item); break;
  case MW_SMTP_ITEM_REPLY: take_reply(c, item); break;
  case MW_SMTP_ITEM_BODY_BEGIN: begin_body(c, item); break;
  case MW_SMTP_ITEM_BODY: keep_body(c, item); break;
  case MW_SMTP_ITEM_BODY_END: end_body(c, item); break;
  case MW_SMTP_ITEM_TLS: take_tls(c, item); break;
  case MW_SMTP_ITEM_UNANSWERED:
    c->tally.unanswered += item->unit.step.place == MW_SMTP_PLACE_COMMAND && item->unit.got == 0;
    break;
  default: take_octets(c, item);
  }
  if (item->kind != MW_SMTP_ITEM_REPLY) {
    smtp_take_transaction(c, item);
  }
}

/* ---- the whole ------------------------------------------------------------------------------ */

static void begin(conversation *c)
{
  mw_smtp_dialogue_setup setup;
  size_t ring = conversation_ring(c);
  smtp_half *half = grow(NULL, 0, sizeof *half);
  memset(half, 0, sizeof *half);
  c->smtp = half;
  half->command_storage = grow(NULL, 0, LINE_STORAGE);
  half->reply_storage = grow(NULL, 0, LINE_STORAGE);
  half->ring = grow(NULL, 0, ring * sizeof *half->ring);
  half->tally.greeting = -1;
  half->tally.lmtp = c->speaks == LANGUAGE_LMTP;
  memset(&setup, 0, sizeof setup);
  setup.size = sizeof setup;
  setup.client = half->command_storage;
  setup.client_size = LINE_STORAGE;
  setup.server = half->reply_storage;
  setup.server_size = LINE_STORAGE;
  setup.ring = half->ring;
  setup.ring_size = ring;
  setup.allow = MW_ALLOW_REPORTED | (c->feed.lf_dot ? MW_ALLOW_LF_DOT_END : 0);
  setup.variant = half->tally.lmtp ? MW_SMTP_VARIANT_LMTP : MW_SMTP_VARIANT_SMTP;
  setup.options = conversation_options(c) | MW_DIALOGUE_CHUNK_LINES |
                  (c->feed.hold_bdat ? MW_DIALOGUE_HOLD_BDAT : 0);
  (void)mw_smtp_dialogue_init(&half->dialogue, &setup);
}

static mw_status next(conversation *c, mw_direction direction, uint64_t stamp, mw_slice *in)
{
  smtp_half *half = c->smtp;
  mw_status status = mw_smtp_dialogue_next(&half->dialogue, direction, stamp, in, &half->item);
  if (status == MW_OK) {
    take_item(c, &half->item);
  }
  return status;
}

static mw_status finish(conversation *c, mw_direction direction)
{
  smtp_half *half = c->smtp;
  mw_status status = mw_smtp_dialogue_finish(&half->dialogue, direction, &half->item);
  if (status == MW_OK) {
    take_item(c, &half->item);
  }
  return status;
}

static mw_status gap(conversation *c, mw_direction direction, uint64_t stamp, uint64_t octets)
{
  return mw_smtp_dialogue_gap(&c->smtp->dialogue, direction, stamp, octets);
}

static void summarise(conversation *c, const char *name)
{
  c->print->smtp->end(c, name);
}

static void end(conversation *c)
{
  smtp_half *half = c->smtp;
  size_t i;
  free(half->current.lines);
  free(half->command_storage);
  free(half->reply_storage);
  free(half->ring);
  for (i = 0; i < half->body_count; i++) {
    buffer_free(&half->bodies[i].data);
  }
  free(half->bodies);
  free(half->extensions);
  free(half->tally.replies.list);
  smtp_free_transactions(half);
  free(half);
}

static const char *verb_name(const char *name)
{
  mw_smtp_verb verb = mw_smtp_verb_find(mw_slice_text(name));
  return verb != MW_SMTP_UNKNOWN ? mw_smtp_verb_name(verb) : "";
}

const protocol_half smtp_reads = {"SMTP", MW_PROTOCOL_NONE, verb_name, begin, next, finish,
                                  gap,    summarise,        end};
