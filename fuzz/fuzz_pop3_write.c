/* SPDX-License-Identifier: MIT */
/* Any fields in a command, a response, a greeting, a challenge, a set of capabilities: an error and
 * nothing written, or octets that are read back strictly as the same value.
 *
 *   input: verb, flags, numbers (4), which fields (2), lengths (4), then the octets of the fields
 */
#include "capa.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEAD = 12, ROOM = 4096 };

static char buffer[ROOM * 8];

static mw_writer begin(bool utf8)
{
  mw_writer w;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_writer_allow_utf8(&w, utf8);
  return w;
}

/* Octets, or absent when the bit is not set. */
static mw_slice maybe(const uint8_t *head, unsigned bit, mw_slice octets)
{
  mw_slice none = {NULL, 0};
  unsigned which = head[6] | (unsigned)head[7] << 8;
  return (which >> bit & 1) != 0 ? octets : none;
}

static mw_pop3_argument argument_of(const uint8_t *head, mw_slice rest)
{
  mw_slice first = field(&rest, head[8]);
  mw_slice second = field(&rest, head[9]);
  mw_pop3_argument a;
  a.name = maybe(head, 0, first);
  a.password = maybe(head, 1, first);
  a.digest = maybe(head, 2, second);
  a.mechanism = maybe(head, 3, first);
  a.initial = maybe(head, 4, second);
  a.language = maybe(head, 5, first);
  a.text = maybe(head, 6, first);
  a.message = (head[1] & 2) != 0 ? head[2] * 65537u + head[3] : 0;
  a.lines = (head[1] & 4) != 0 ? head[4] * 16777217u + head[5] : 0;
  return a;
}

static bool same_argument(const mw_pop3_argument *a, const mw_pop3_argument *b)
{
  return mw_slice_equal(a->name, b->name) && mw_slice_equal(a->password, b->password) &&
         mw_slice_equal(a->digest, b->digest) && mw_slice_equal(a->mechanism, b->mechanism) &&
         mw_slice_equal(a->initial, b->initial) && mw_slice_equal(a->language, b->language) &&
         mw_slice_equal(a->text, b->text) && a->message == b->message && a->lines == b->lines;
}

static void read_command(mw_slice line, bool utf8, mw_pop3_command *command,
                         mw_pop3_argument *argument)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_rules rules;
  must(line.len + 2 <= MW_POP3_COMMAND_LINE, "a command over its limit");
  mw_pop3_rules_init(&rules, utf8 ? MW_ALLOW_UTF8 : 0);
  must(mw_pop3_command_parse(line, &rules, command, argument, &finding),
       "the command is not read back");
}

static void command(const uint8_t *head, mw_slice rest, bool utf8)
{
  mw_pop3_verb verb = (mw_pop3_verb)(head[0] % 24);
  mw_pop3_argument a = argument_of(head, rest);
  mw_pop3_argument again;
  mw_pop3_command back;
  mw_writer w = begin(utf8);
  mw_slice line;
  mw_pop3_command_write(&w, verb, &a);
  if (written_line(&w, &line)) {
    read_command(line, utf8, &back, &again);
    must(back.verb == verb && same_argument(&a, &again), "another command comes back");
  }
}

static void other_command(const uint8_t *head, mw_slice rest, bool utf8)
{
  mw_slice keyword = field(&rest, 3 + (head[8] & 1u));
  mw_slice argument = maybe(head, 8, rest);
  mw_pop3_argument again;
  mw_pop3_command back;
  mw_writer w = begin(utf8);
  mw_slice line;
  mw_pop3_command_write_other(&w, keyword, argument);
  if (written_line(&w, &line)) {
    read_command(line, utf8, &back, &again);
    must(back.verb == MW_POP3_UNKNOWN && mw_slice_equal(back.keyword, keyword) &&
             mw_slice_equal(back.argument, argument),
         "another command of no row comes back");
  }
}

static bool read_response(mw_slice line, mw_pop3_response *response)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  must(line.len + 2 <= MW_POP3_RESPONSE_LINE, "a response over its limit");
  return mw_pop3_response_parse(line, 0, response, &finding) && finding.fault == MW_FAULT_NONE &&
         response->code_fault == MW_FAULT_NONE;
}

static void response(const uint8_t *head, mw_slice rest, bool utf8)
{
  mw_pop3_status status = (mw_pop3_status)(head[0] % 5);
  mw_slice code = maybe(head, 9, field(&rest, head[8]));
  mw_slice text = maybe(head, 10, rest);
  mw_pop3_response back;
  mw_writer w = begin(utf8);
  mw_slice line;
  mw_pop3_response_write(&w, status, code, text);
  if (written_line(&w, &line)) {
    must(read_response(line, &back), "the response is not read back");
    must(back.status == status && mw_slice_equal(back.code, code) &&
             (back.code.ptr == NULL) == (code.ptr == NULL) && mw_slice_equal(back.message, text),
         "another response comes back");
  }
}

static void greeting(const uint8_t *head, mw_slice rest, bool utf8)
{
  mw_slice text = maybe(head, 11, field(&rest, head[8]));
  mw_slice timestamp = maybe(head, 12, rest);
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_response back;
  mw_slice found = {NULL, 0};
  mw_writer w = begin(utf8);
  mw_slice line;
  mw_pop3_greeting_write(&w, text, timestamp);
  if (written_line(&w, &line)) {
    must(read_response(line, &back) && mw_pop3_greeting_parse(&back, 0, &found, &finding),
         "the greeting is not read back");
    must(mw_slice_equal(found, timestamp) && (found.ptr == NULL) == (timestamp.ptr == NULL),
         "another timestamp comes back");
  }
}

static void challenge(mw_slice octets)
{
  static char plain[ROOM * 4];
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_room room = {plain, sizeof plain};
  mw_pop3_response back;
  mw_writer w = begin(false);
  mw_slice line;
  mw_pop3_challenge_write(&w, octets);
  if (written_line(&w, &line)) {
    must(mw_pop3_response_parse(line, 0, &back, &finding) &&
             back.status == MW_POP3_STATUS_CHALLENGE && finding.fault == MW_FAULT_NONE,
         "the challenge is not read back");
    must(mw_base64_decode_all(back.message, &room, &finding) == MW_OK &&
             mw_slice_equal(mw_slice_of(plain, sizeof plain - room.len), octets),
         "another challenge comes back");
  }
}

static void capabilities(const uint8_t *head, mw_slice text)
{
  static char rooms[2][ROOM];
  mw_pop3_capabilities set;
  mw_pop3_capabilities back;
  mw_writer w = begin(false);
  mw_slice out;
  unsigned bits = head[2] | (unsigned)head[3] << 8;
  int i;
  mw_pop3_capabilities_init(&set, rooms[0], ROOM);
  mw_pop3_capabilities_init(&back, rooms[1], ROOM);
  for (i = 1; i <= 13; i++) {
    if ((bits >> i & 1) != 0) {
      mw_pop3_capabilities_put(&set, (mw_pop3_capability)i);
    }
  }
  mw_sasl_set_put(&set.sasl, (mw_sasl_mechanism)(head[4] % 32));
  set.has_login_delay = (head[5] & 1) != 0;
  set.has_expire = (head[5] & 2) != 0;
  set.login_delay_user = (head[5] & 4) != 0;
  set.expire_user = (head[5] & 8) != 0;
  set.utf8_user = (head[5] & 16) != 0;
  set.login_delay = head[10] * 16777217u;
  set.expire = (head[5] & 32) != 0 ? MW_POP3_EXPIRE_NEVER : head[11] * 65537u;
  mw_pop3_capabilities_write(&w, text, &set);
  out = written(&w);
  if (out.len > 0) {
    (void)lines_of(out);
    read_capabilities(&back, out, MW_ALLOW_LONG_LINE);
    must(memcmp(set.bits, back.bits, sizeof set.bits) == 0, "other capabilities come back");
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  char *block;
  mw_slice octets;
  bool utf8;
  if (size < HEAD || size > ROOM) {
    return 0;
  }
  block = calloc(size - HEAD + 1, 1);
  if (block == NULL) {
    abort();
  }
  memcpy(block, data + HEAD, size - HEAD);
  octets = mw_slice_of(block, size - HEAD);
  utf8 = (data[1] & 1) != 0;
  command(data, octets, utf8);
  other_command(data, octets, utf8);
  response(data, octets, utf8);
  greeting(data, octets, utf8);
  challenge(octets);
  capabilities(data, octets);
  free(block);
  return 0;
}
