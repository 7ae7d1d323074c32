/* SPDX-License-Identifier: MIT */
/* JSON Lines: one object for each item, flushed, and a summary at the end. Here: the items that
 * both protocols have. */
#include <inttypes.h>
#include <stdio.h>

#include "json.h"
#include "lines.h"
#include "odd.h"
#include "print.h"

static void json_begin(conversation *c, const char *name)
{
  (void)c;
  (void)name;
}

static void json_protocol(conversation *c, char dir, mw_protocol protocol)
{
  (void)c;
  json_begin_item("protocol", dir, 0, 0);
  json_put_member("protocol", mw_slice_text(mw_protocol_name(protocol)));
  json_end_item();
}

static void json_auth(conversation *c, const auth_line *line)
{
  mw_slice mechanism = mw_slice_text(c->mechanism[0] != '\0' ? c->mechanism : NULL);
  json_begin_item("auth", 'C', line->offset, line->end);
  json_put_member("text", c->show_secrets ? line->raw : mw_slice_text(NULL));
  putchar(',');
  auth_json(mechanism, &line->response, false);
  json_put_fault(line->fault, line->fault_offset);
  json_put_tolerated(line->tolerated);
  odd_json_word(c, line->anomalies);
  json_end_item();
}

static void json_body(conversation *c, const body *b)
{
  bool known = !conversation_lacks(c, b->dir, b->offset, b->end);
  json_begin_item("body", b->dir, b->offset, b->end);
  json_put_known("octets", b->octets, known);
  json_put_known("lines", b->lines, known);
  json_put_member("mode", mw_slice_text(b->mode));
  json_put_fault(b->fault, b->fault_offset);
  json_put_number("seq", b->sequence);
  odd_json_word(c, b->anomalies);
  if (c->recording->has_line_ends && known) {
    putchar(',');
    lines_json("ledger", &b->ledger, b->offset);
    lines_json_readings(b);
  }
  if (c->show_bodies) {
    json_put_base64("data_b64", mw_slice_of(b->data.ptr, b->data.len));
  }
  json_end_item();
}

static void json_fault(conversation *c, char dir, mw_fault fault, uint64_t at, uint64_t begin,
                       uint64_t end)
{
  (void)c;
  json_begin_item("fault", dir, begin, end);
  json_put_fault(fault, at);
  json_put_member("text", mw_slice_text(mw_fault_text(fault)));
  json_end_item();
}

static void json_skipped(conversation *c, char dir, uint64_t begin, uint64_t end, mw_slice text)
{
  (void)c;
  json_begin_item("skipped", dir, begin, end);
  json_put_member("text", text);
  json_end_item();
}

static void json_odd(conversation *c, char dir, uint64_t begin, uint64_t end, uint64_t anomalies)
{
  (void)c;
  json_begin_item("anomaly", dir, begin, end);
  odd_json_word(c, anomalies);
  json_end_item();
}

static void json_tls(conversation *c, char dir, uint64_t begin, uint64_t end, bool plaintext)
{
  (void)c;
  json_begin_item("tls", dir, begin, end);
  printf(",\"fault\":%s", plaintext ? "\"PLAINTEXT_LEFT\"" : "null");
  json_end_item();
}

static void json_note(conversation *c, const input_note *note, mw_slice text)
{
  static const char *const kinds[] = {[NOTE_REMARK] = "remark",
                                      [NOTE_UNKNOWN] = "unknown",
                                      [NOTE_MISSING] = "missing",
                                      [NOTE_LOOKALIKE] = "lookalike",
                                      [NOTE_CLOSED] = "closed"};
  (void)c;
  fputs("{\"v\":1,\"type\":\"note\"", stdout);
  json_put_member("kind", mw_slice_text(kinds[note->kind]));
  json_put_number("line", note->line);
  json_put_member("dir", mw_slice_of(note->dir != 0 ? &note->dir : NULL, note->dir != 0 ? 1 : 0));
  if (note->octets > 0) {
    json_put_number("octets", note->octets);
  }
  json_put_member("text", text);
  json_end_item();
}

const printer print_json = {json_begin, json_protocol, json_auth, json_body,
                            json_fault, json_skipped,  json_odd,  json_tls,
                            json_note,  &smtp_json,    &pop3_json};
