/* SPDX-License-Identifier: MIT */
/* POP3: the items of a dialogue, counted and shown. */
#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "odd.h"
#include "print.h"

/* Where servers end their lines in LF, a dot line between two LF ends a listing or message. */
#define ALLOWED_TO_SERVERS (MW_ALLOW_REPORTED | MW_ALLOW_LF_DOT_END)

/* ---- the client ----------------------------------------------------------------------------- */

static bool is_known(const char *verb)
{
  return mw_pop3_verb_find(mw_slice_text(verb)) != MW_POP3_UNKNOWN;
}

/* A line that is secret as a whole has no verb to show. */
static void hide_whole(const conversation *c, mw_pop3_command_event *event)
{
  const mw_slice secret = event->command.secret;
  if (secret.ptr == event->raw.ptr && secret.len == event->raw.len && !c->show_secrets) {
    event->raw.len = event->command.keyword.len = event->command.argument.len = 0;
  }
}

static void take_command(conversation *c, const mw_pop3_item *item)
{
  mw_pop3_command_event shown = item->command;
  pop3_command t;
  tally_command(&c->tally, shown.raw, shown.ending, is_known);
  c->tally.pipelined += item->together;
  hide_whole(c, &shown);
  pop3_read_command(&t, &shown);
  t.anomalies = item->anomalies;
  if (shown.command.verb == MW_POP3_AUTH) {
    auth_begin(c, t.argument.mechanism);
  }
  c->print->pop3->command(c, &shown, &t);
}

static void take_auth(conversation *c, const mw_pop3_item *item)
{
  const mw_pop3_command_event *event = &item->command;
  auth_line line = {.offset = event->offset, .end = event->end, .raw = event->raw};
  line.fault = event->fault;
  line.fault_offset = event->fault_offset;
  line.tolerated = event->tolerated;
  line.anomalies = item->anomalies;
  c->tally.pipelined += item->together;
  auth_take(c, &line);
}

/* ---- the server ----------------------------------------------------------------------------- */

static void take_fault(pop3_reply *r, const mw_pop3_response_event *event)
{
  r->tolerated |= event->tolerated;
  if (r->fault == MW_FAULT_NONE && event->fault != MW_FAULT_NONE) {
    r->fault = event->fault;
    r->fault_offset = event->fault_offset;
  }
}

/* Prints what is complete, or as complete as it will be. */
static void deliver(conversation *c)
{
  pop3_reply *r = &c->pop3->current;
  pop3_read_reply(c, r);
  c->print->pop3->reply(c, r);
  free(r->lines);
  r->lines = NULL;
  r->count = 0;
}

static void begin_body(conversation *c)
{
  const pop3_reply *r = &c->pop3->current;
  body *b = &c->pop3->open_body;
  memset(b, 0, sizeof *b);
  b->dir = 'S';
  b->sequence = r->sequence;
  b->offset = r->end;
  b->mode = mw_pop3_verb_name(r->answers.verb);
}

static void take_unsolicited(conversation *c, pop3_reply *r)
{
  c->tally.unsolicited++;
  if (r->fault == MW_FAULT_NONE) {
    r->fault = MW_FAULT_NOT_ASKED_FOR;
    r->fault_offset = r->offset;
  }
}

static void begin_status(conversation *c, const mw_pop3_item *item)
{
  pop3_reply *r = &c->pop3->current;
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  memset(r, 0, sizeof *r);
  r->offset = item->offset;
  r->end = item->end;
  r->status.offset = item->offset;
  r->status.len = item->response.raw.len;
  (void)mw_pop3_response_parse(kept_text(c, &r->status), ALLOWED_TO_SERVERS, &r->response,
                               &ignored);
  r->sequence = item->sequence;
  r->anomalies = item->anomalies;
  r->greeting = item->greeting;
  r->more = item->response.more;
  r->message = item->message;
  r->answered = item->answers;
  if (r->answered) {
    r->answers = pop3_unit_of(c, &item->unit);
  }
  take_fault(r, &item->response);
}

/* The first line of a connection is its greeting. */
static void keep_welcome(conversation *c, uint64_t offset, size_t len)
{
  if (!c->pop3->spoke) {
    c->pop3->spoke = true;
    c->pop3->welcome.offset = offset;
    c->pop3->welcome.len = len;
  }
}

/* A status line, or a challenge. */
static void take_status(conversation *c, const mw_pop3_item *item)
{
  pop3_half *half = c->pop3;
  pop3_reply *r = &half->current;
  begin_status(c, item);
  if (item->greeting) {
    keep_welcome(c, item->offset, item->response.raw.len);
  }
  half->spoke = true;
  half->statuses[r->response.status]++;
  half->multiline += r->more ? 1 : 0;
  if (!r->answered && !r->greeting) {
    take_unsolicited(c, r);
  }
  if (r->message) {
    deliver(c);
    begin_body(c);
  } else if (!r->more) {
    deliver(c);
  }
}

static void take_line(conversation *c, const mw_pop3_response_event *event)
{
  pop3_reply *r = &c->pop3->current;
  kept_line *line;
  r->lines = grow(r->lines, r->count, sizeof *r->lines);
  r->begin = r->count == 0 ? event->offset : r->begin;
  line = &r->lines[r->count++];
  line->offset = event->offset + (uint64_t)(event->text.ptr - event->raw.ptr);
  line->len = event->text.len;
  r->octets += event->end - line->offset;
  r->end = event->end;
  take_fault(r, event);
}

static void keep_part(conversation *c, const pop3_part *part)
{
  pop3_half *half = c->pop3;
  half->parts = grow(half->parts, half->part_count, sizeof *half->parts);
  half->parts[half->part_count++] = *part;
}

static void end_message(conversation *c, const mw_pop3_item *item, pop3_part *part)
{
  body *b = &c->pop3->open_body;
  b->octets = item->count;
  b->lines = item->lines;
  b->end = item->end;
  b->fault = item->cut ? item->response.fault : MW_FAULT_NONE;
  b->fault_offset = item->response.fault_offset;
  b->tolerated = item->response.tolerated;
  b->anomalies = item->anomalies;
  (void)lines_of_message(c, b);
  part->offset = b->offset;
  part->octets = b->octets;
  part->lines = b->lines;
  c->print->body(c, b);
  buffer_free(&b->data);
}

/* The listing or message is complete, or the recording ended in it. */
static void end_part(conversation *c, const mw_pop3_item *item)
{
  pop3_reply *r = &c->pop3->current;
  pop3_part part;
  memset(&part, 0, sizeof part);
  part.command = r->answers;
  part.message = r->message;
  part.truncated = item->cut;
  part.end = item->end;
  if (r->message) {
    end_message(c, item, &part);
  } else {
    part.offset = r->count > 0 ? r->begin : item->offset;
    part.octets = r->octets;
    part.lines = r->count;
    r->end = item->end;
    take_fault(r, &item->response);
    deliver(c);
  }
  c->tally.truncated = c->tally.truncated || item->cut;
  keep_part(c, &part);
}

/* ---- items ---------------------------------------------------------------------------------- */

static void show_fault(conversation *c, const mw_pop3_item *item)
{
  if (item->direction == MW_FROM_SERVER) {
    c->print->fault(c, 'S', item->response.fault, item->response.fault_offset, item->offset,
                    item->end);
  } else {
    c->print->fault(c, 'C', item->command.fault, item->command.fault_offset, item->offset,
                    item->end);
  }
}

static void take_unfinished(conversation *c, const mw_pop3_item *item)
{
  if (item->direction == MW_FROM_SERVER) {
    c->tally.truncated = true;
  } else {
    conversation_cut(c, item->offset, item->raw, item->command.command.secret);
  }
  show_fault(c, item);
}

static void take_leftover(conversation *c, const mw_pop3_item *item)
{
  bool client = item->direction == MW_FROM_CLIENT;
  conversation_tls(c, client ? 'C' : 'S', item->offset, item->end,
                   client ? item->command.fault : item->response.fault);
}

static void take_other(conversation *c, const mw_pop3_item *item)
{
  switch (item->kind) {
  case MW_POP3_ITEM_GARBAGE:
    keep_welcome(c, item->offset, item->raw.len);
    c->pop3->garbage++;
    if (!conversation_aside(c, item->raw)) {
      show_fault(c, item);
    }
    break;
  case MW_POP3_ITEM_BODY_FAULT: show_fault(c, item); break;
  case MW_POP3_ITEM_LEFTOVER: take_leftover(c, item); break;
  case MW_POP3_ITEM_UNFINISHED: take_unfinished(c, item); break;
  case MW_POP3_ITEM_SKIPPED:
    conversation_skipped(c, item->direction == MW_FROM_SERVER ? 'S' : 'C', item->offset, item->end,
                         item->raw);
    break;
  case MW_POP3_ITEM_TLS:
    c->tally.tls = !c->recording->shows_tls;
    c->tally.tls_client = item->unit.end;
    c->tally.tls_server = item->offset;
    break;
  case MW_POP3_ITEM_UNANSWERED:
    c->tally.unanswered += item->unit.step.place == MW_POP3_PLACE_COMMAND;
    break;
  default: break;
  }
}

/* What follows from octets has no line of its own. */
static void note_odd(conversation *c, const mw_pop3_item *item)
{
  char dir = item->direction == MW_FROM_SERVER ? 'S' : 'C';
  if (item->kind == MW_POP3_ITEM_LEFTOVER && conversation_is_tls(c, dir)) {
    return; /* one of several portions */
  }
  if (item->kind == MW_POP3_ITEM_GARBAGE && !c->recording->has_order) {
    return; /* of a listing or message: nobody knows what was asked for */
  }
  odd_note(c, dir, item->offset, item->anomalies);
  if (item->kind >= MW_POP3_ITEM_AUTH_BEGIN && odd_tellable(c, item->anomalies) != 0) {
    c->print->odd(c, dir, item->offset, item->end, item->anomalies);
  }
}

static void take_item(conversation *c, const mw_pop3_item *item)
{
  conversation_reach(c, item->stamp);
  note_odd(c, item);
  switch (item->kind) {
  case MW_POP3_ITEM_COMMAND: take_command(c, item); break;
  case MW_POP3_ITEM_AUTH_LINE: take_auth(c, item); break;
  case MW_POP3_ITEM_RESPONSE: take_status(c, item); break;
  case MW_POP3_ITEM_LINE: take_line(c, &item->response); break;
  case MW_POP3_ITEM_BODY:
    if (c->show_bodies) {
      buffer_add(&c->pop3->open_body.data, item->response.raw.ptr, item->response.raw.len);
    }
    break;
  case MW_POP3_ITEM_END: end_part(c, item); break;
  default: take_other(c, item);
  }
}

/* ---- the whole ------------------------------------------------------------------------------ */

static void begin(conversation *c)
{
  mw_pop3_dialogue_setup setup;
  size_t ring = conversation_ring(c);
  pop3_half *half = grow(NULL, 0, sizeof *half);
  memset(half, 0, sizeof *half);
  c->pop3 = half;
  half->command_storage = grow(NULL, 0, LINE_STORAGE);
  half->response_storage = grow(NULL, 0, LINE_STORAGE);
  half->ring = grow(NULL, 0, ring * sizeof *half->ring);
  memset(&setup, 0, sizeof setup);
  setup.size = sizeof setup;
  setup.client = half->command_storage;
  setup.client_size = LINE_STORAGE;
  setup.server = half->response_storage;
  setup.server_size = LINE_STORAGE;
  setup.ring = half->ring;
  setup.ring_size = ring;
  setup.allow = ALLOWED_TO_SERVERS;
  setup.options = conversation_options(c);
  (void)mw_pop3_dialogue_init(&half->dialogue, &setup);
  half->spoke = c->recording->lacks_greeting;
}

static mw_status next(conversation *c, mw_direction direction, uint64_t stamp, mw_slice *in)
{
  pop3_half *half = c->pop3;
  mw_status status = mw_pop3_dialogue_next(&half->dialogue, direction, stamp, in, &half->item);
  if (status == MW_OK) {
    take_item(c, &half->item);
  }
  return status;
}

static mw_status finish(conversation *c, mw_direction direction)
{
  pop3_half *half = c->pop3;
  mw_status status = mw_pop3_dialogue_finish(&half->dialogue, direction, &half->item);
  if (status == MW_OK) {
    take_item(c, &half->item);
  }
  return status;
}

static mw_status gap(conversation *c, mw_direction direction, uint64_t stamp, uint64_t octets)
{
  return mw_pop3_dialogue_gap(&c->pop3->dialogue, direction, stamp, octets);
}

static void summarise(conversation *c, const char *name)
{
  c->print->pop3->end(c, name);
}

static void end(conversation *c)
{
  pop3_half *half = c->pop3;
  free(half->current.lines);
  free(half->command_storage);
  free(half->response_storage);
  free(half->ring);
  free(half->parts);
  free(half);
}

static const char *verb_name(const char *name)
{
  mw_pop3_verb verb = mw_pop3_verb_find(mw_slice_text(name));
  return verb != MW_POP3_UNKNOWN ? mw_pop3_verb_name(verb) : "";
}

const protocol_half pop3_reads = {"POP3", MW_PROTOCOL_POP3, verb_name, begin, next, finish,
                                  gap,    summarise,        end};
