/* SPDX-License-Identifier: MIT */
/* Wanted behaviour that no single line shows: two sets of capabilities, situations by number, other
 * protocols, secrets, and what writers are given.
 */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

static char buffer[1024];

/* ---- capabilities before and after TLS ---------------------------------------------------------
 */

static void read_set(mw_smtp_extensions *set, char *raw, size_t size, const char *reply)
{
  char storage[512];
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_reply_reader r;
  mw_smtp_reply_event event;
  mw_slice in = mw_slice_text(reply);
  mw_smtp_extensions_init(set, raw, size);
  assert_int_equal(mw_smtp_reply_reader_init(&r, storage, sizeof storage, 0), MW_OK);
  while (mw_smtp_reply_reader_next(&r, &in, &event) == MW_OK) {
    mw_smtp_extensions_add(set, &event.line, 0, &finding);
  }
  assert_int_equal(finding.fault, MW_FAULT_NONE);
}

/* The extensions that a has and b has not, by name. */
static const char *only_in(const mw_smtp_extensions *a, const mw_smtp_extensions *b)
{
  static char names[256];
  unsigned number;
  names[0] = '\0';
  for (number = 1; number < 64 * MW_SMTP_EXT_WORDS; number++) {
    if ((a->bits[number / 64] & ~b->bits[number / 64]) >> number % 64 & 1) {
      strcat(names, mw_smtp_extension_name((mw_smtp_extension)number));
      strcat(names, " ");
    }
  }
  return names;
}

static void T26_two_sets_and_their_difference(void **state)
{
  char first[256];
  char second[256];
  mw_smtp_extensions before;
  mw_smtp_extensions after;
  (void)state;
  read_set(&before, first, sizeof first, "250-mx\r\n250-SIZE 100\r\n250-BURL\r\n250 STARTTLS\r\n");
  read_set(&after, second, sizeof second,
           "250-mx\r\n250-SIZE 200\r\n250-BURL imap\r\n250 AUTH PLAIN\r\n");
  assert_false(mw_smtp_extensions_equal(&before, &after));
  assert_string_equal(only_in(&before, &after), "STARTTLS ");
  assert_string_equal(only_in(&after, &before), "AUTH ");
  assert_true(before.size == 100 && after.size == 200);
  read_set(&after, second, sizeof second,
           "250-other\r\n250-starttls\r\n250-burl\r\n250 size 100\r\n");
  assert_true(mw_smtp_extensions_equal(&before, &after));
  assert_string_equal(only_in(&before, &after), "");
}

/* RFC 3207 4.2: what was learned in the clear is discarded. */
static void TLS_10_a_set_begins_empty_under_tls(void **state)
{
  char raw[256];
  mw_smtp_extensions set;
  size_t at = 0;
  mw_slice line;
  (void)state;
  read_set(&set, raw, sizeof raw, "250-a\r\n250-SIZE 5\r\n250-X-OWN\r\n250 STARTTLS\r\n");
  assert_true(mw_smtp_extensions_has(&set, MW_SMTP_EXT_STARTTLS));
  read_set(&set, raw, sizeof raw, "250 a\r\n");
  assert_false(mw_smtp_extensions_has(&set, MW_SMTP_EXT_STARTTLS));
  assert_false(set.has_size || set.unknown != 0);
  assert_false(mw_announced_next(&set.lines, &at, &line));
}

/* ---- situations --------------------------------------------------------------------------------
 */

static void says(mw_smtp_situation situation, unsigned code)
{
  assert_int_equal(mw_smtp_situation_row(situation)->code, code);
}

/* The code that answers a line. */
static unsigned answer_to(const char *line)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_command command;
  mw_smtp_argument argument;
  mw_smtp_params params;
  if (mw_smtp_command_parse(mw_slice_text(line), NULL, &command, &argument, &params, &finding)) {
    return command.verb != MW_SMTP_UNKNOWN
               ? 250
               : mw_smtp_situation_row(MW_SMTP_SITUATION_UNKNOWN_VERB)->code;
  }
  return mw_smtp_situation_row(mw_smtp_situation_in(command.verb, finding.fault))->code;
}

static void T58_what_a_server_says_when(void **state)
{
  static const char *const malformed[] = {"RCPT TO:<a@b@c>", "RCPT TO:<@>", "RCPT TO:<a@>",
                                          "RCPT TO:<@b>",    "MAIL FROM:a", "RCPT TO:<a@[1]>"};
  size_t i;
  (void)state;
  assert_int_equal(answer_to("FROB"), 500);
  assert_int_equal(answer_to("MAIL"), 501);
  assert_int_equal(answer_to("RCPT"), 501);
  assert_int_equal(answer_to("VRFY"), 501);
  says(MW_SMTP_SITUATION_UNKNOWN_VERB, 500);
  says(MW_SMTP_SITUATION_BAD_ARGUMENT, 501);
  says(MW_SMTP_SITUATION_OUT_OF_ORDER, 503);
  says(MW_SMTP_SITUATION_PARAM_NOT_IMPLEMENTED, 504);
  says(MW_SMTP_SITUATION_AUTH_NEEDED, 530);
  for (i = 0; i < sizeof malformed / sizeof malformed[0]; i++) {
    assert_int_equal(answer_to(malformed[i]) / 100, 5);
  }
}

static void T89_T119_T130_what_comes_out_of_order(void **state)
{
  (void)state;
  says(MW_SMTP_SITUATION_OUT_OF_ORDER, 503);  /* MAIL in a transaction, RCPT before MAIL */
  says(MW_SMTP_SITUATION_NO_RECIPIENTS, 554); /* DATA without RCPT */
  says(MW_SMTP_SITUATION_AUTH_DONE, 503);
  says(MW_SMTP_SITUATION_UNKNOWN_VERB, 500); /* HELO in LMTP, LHLO in SMTP */
}

/* Whether a list of words, separated by blanks, has that one. */
static bool lists(const char *list, const char *word)
{
  size_t len = strlen(word);
  while (*list != '\0') {
    size_t count = strcspn(list, " ");
    if (count == len && memcmp(list, word, len) == 0) {
      return true;
    }
    list += list[count] == ' ' ? count + 1 : count;
  }
  return false;
}

/* RFC 5321 4.1.4: a refused EHLO is followed by HELO; that it may be refused so, the row tells. */
static void T71_codes_that_refuse_ehlo(void **state)
{
  static const char *const codes[] = {"500", "502", "504", "550"};
  const mw_smtp_verb_info *row = mw_smtp_verb_row(MW_SMTP_EHLO);
  size_t i;
  (void)state;
  for (i = 0; i < sizeof codes / sizeof codes[0]; i++) {
    assert_true(lists(row->failure, codes[i]));
  }
  assert_false(lists(row->failure, "450"));
}

static void T158_codes_that_greet(void **state)
{
  (void)state;
  assert_true(lists(mw_smtp_code_row(220)->commands, "greeting"));
  assert_true(lists(mw_smtp_code_row(421)->commands, "greeting"));
  assert_true(lists(mw_smtp_code_row(521)->commands, "greeting"));
  assert_true(lists(mw_smtp_code_row(554)->commands, "greeting"));
  assert_false(lists(mw_smtp_code_row(250)->commands, "greeting"));
}

/* ---- other protocols, commands -----------------------------------------------------------------
 */

static void T166_T167_servers_of_other_protocols(void **state)
{
  (void)state;
  assert_int_equal(mw_protocol_detect(mw_slice_of("\x17\x03\x03\x00P+OK Logged in.", 19)),
                   MW_PROTOCOL_TLS);
  assert_int_equal(mw_protocol_detect(mw_slice_text("* OK IMAP4rev1 ready\r\n")), MW_PROTOCOL_IMAP);
}

static bool reads(const char *line, uint64_t allow, mw_smtp_argument *argument,
                  mw_smtp_params *params)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_command command;
  mw_rules rules;
  mw_rules_init(&rules, allow);
  return mw_smtp_command_parse(mw_slice_text(line), &rules, &command, argument, params, &finding);
}

/* A server that announced SMTPUTF8 reads with the bit, and knows with the last parameter whether
 * the path may be UTF-8 (RFC 6531 3.5). */
static void T103_utf8_is_decided_after_all_parameters(void **state)
{
  static const char last[] = "MAIL FROM:<\xce\xb4@\xcf\x80.\xce\xb4> SIZE=5 BODY=8BITMIME SMTPUTF8";
  static const char without[] = "MAIL FROM:<\xce\xb4@\xcf\x80.\xce\xb4> SIZE=5 BODY=8BITMIME";
  mw_smtp_argument argument;
  mw_smtp_params params;
  (void)state;
  assert_true(reads(last, MW_ALLOW_UTF8, &argument, &params));
  assert_true(argument.path.is_utf8 && MW_SMTP_HAS(&params, SMTPUTF8));
  assert_true(reads(without, MW_ALLOW_UTF8, &argument, &params));
  assert_true(argument.path.is_utf8 && !MW_SMTP_HAS(&params, SMTPUTF8));
  says(MW_SMTP_SITUATION_UTF8_SENDER, 550);
  says(MW_SMTP_SITUATION_UTF8_RECIPIENT, 553);
  assert_string_equal(mw_smtp_situation_row(MW_SMTP_SITUATION_UTF8_SENDER)->enhanced, "5.6.7");
  assert_string_equal(mw_smtp_situation_row(MW_SMTP_SITUATION_UTF8_RECIPIENT)->enhanced, "5.6.7");
}

static void T160_T163_parameters_and_equals_signs(void **state)
{
  static const char srs[] = "SRS0=I7TD=ft=sender.example=mailer";
  mw_smtp_argument argument;
  mw_smtp_params params;
  (void)state;
  assert_true(reads("MAIL FROM:<a@b> BODY=8bitMIME", 0, &argument, &params));
  assert_int_equal(params.body, MW_SMTP_BODY_8BITMIME);
  assert_true(reads("MAIL FROM:<a@b> body=8bitmime", 0, &argument, &params));
  assert_int_equal(params.body, MW_SMTP_BODY_8BITMIME);
  assert_true(reads("MAIL FROM:<SRS0=I7TD=ft=sender.example=mailer@2tg.example> BODY=8BITMIME", 0,
                    &argument, &params));
  assert_slice(argument.path.local, srs);
  assert_slice(argument.path.host.text, "2tg.example");
  assert_slice(argument.params, "BODY=8BITMIME");
  assert_int_equal(params.unknown, 0);
}

/* ---- secrets -----------------------------------------------------------------------------------
 */

static void T121_secrets_are_marked(void **state)
{
  mw_smtp_command_reader r;
  mw_smtp_command_event event;
  mw_slice in = mw_slice_text("AUTH PLAIN AGEAYg==\r\nAUTH LOGIN\r\nc2VjcmV0\r\n");
  (void)state;
  assert_int_equal(mw_smtp_command_reader_init(&r, buffer, sizeof buffer, 0, 0), MW_OK);
  assert_int_equal(mw_smtp_command_reader_next(&r, &in, &event), MW_OK);
  assert_slice(event.command.secret, "AGEAYg==");
  assert_int_equal(mw_smtp_command_reader_expect(&r, MW_SMTP_EXPECT_COMMAND), MW_OK);
  assert_int_equal(mw_smtp_command_reader_next(&r, &in, &event), MW_OK);
  assert_absent(event.command.secret);
  assert_int_equal(mw_smtp_command_reader_expect(&r, MW_SMTP_EXPECT_AUTH), MW_OK);
  assert_int_equal(mw_smtp_command_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(event.kind, MW_SMTP_EVENT_AUTH);
  assert_slice(event.command.secret, "c2VjcmV0");
}

/* A response that is no base64 is answered with 501, and what follows is a command again. */
static void T115_a_bad_response_leaves_the_stream_in_step(void **state)
{
  static const char *const bad[] = {"dGV zdA==", "dGVzd", "dGVzdA=", "=AAA", "dGVz!A=="};
  static const size_t at[] = {3, 5, 7, 0, 4};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    assert_int_equal(mw_sasl_line_parse(mw_slice_text(bad[i]), false, &finding),
                     MW_SASL_LINE_BAD);
    assert_int_equal(finding.fault, MW_FAULT_BAD_BASE64);
    assert_int_equal(finding.offset, at[i]);
    says(mw_smtp_situation_in(MW_SMTP_AUTH, finding.fault), 501);
  }
  {
    mw_smtp_command_reader r;
    mw_smtp_command_event event;
    mw_slice in = mw_slice_text("AUTH LOGIN\r\ndGV zdA==\r\nNOOP\r\n");
    assert_int_equal(mw_smtp_command_reader_init(&r, buffer, sizeof buffer, 0, 0), MW_OK);
    assert_int_equal(mw_smtp_command_reader_next(&r, &in, &event), MW_OK);
    assert_int_equal(mw_smtp_command_reader_expect(&r, MW_SMTP_EXPECT_AUTH), MW_OK);
    assert_int_equal(mw_smtp_command_reader_next(&r, &in, &event), MW_OK);
    assert_slice(event.raw, "dGV zdA==");
    assert_int_equal(mw_smtp_command_reader_expect(&r, MW_SMTP_EXPECT_COMMAND), MW_OK);
    assert_int_equal(mw_smtp_command_reader_next(&r, &in, &event), MW_OK);
    assert_int_equal(event.command.verb, MW_SMTP_NOOP);
  }
}

/* ---- writers -----------------------------------------------------------------------------------
 */

/* What becomes of MAIL with that local part; NULL when it is refused. */
static const char *mail_of(mw_slice local)
{
  mw_smtp_argument a;
  mw_writer w;
  mw_slice out;
  memset(&a, 0, sizeof a);
  a.path.local = local;
  a.path.is_quoted = local.len > 0 && local.ptr[0] == '"';
  a.path.host.kind = MW_HOST_DOMAIN;
  a.path.host.text = mw_slice_text("x");
  mw_writer_init(&w, buffer, sizeof buffer - 1);
  mw_smtp_command_write(&w, MW_SMTP_MAIL, &a, NULL);
  if (mw_writer_result(&w, &out) != MW_OK) {
    assert_int_equal(out.len, 0);
    return NULL;
  }
  buffer[out.len] = '\0';
  return buffer;
}

/* Refused as it is; quoted where quotes can carry it. */
static void address_with(char octet, const char *quoted)
{
  const char local[] = {'a', octet, 'b'};
  char text[16];
  mw_room room = {text, sizeof text};
  assert_null(mail_of(mw_slice_of(local, sizeof local)));
  if (quoted == NULL) {
    assert_int_equal(mw_local_quote(mw_slice_of(local, sizeof local), &room), MW_E_ARGUMENT);
    return;
  }
  assert_int_equal(mw_local_quote(mw_slice_of(local, sizeof local), &room), MW_OK);
  assert_string_equal(mail_of(mw_slice_of(text, sizeof text - room.len)), quoted);
}

static void T106_addresses_that_need_quotes(void **state)
{
  (void)state;
  address_with('\r', NULL);
  address_with('\n', NULL);
  address_with('\0', NULL);
  address_with(' ', "MAIL FROM:<\"a b\"@x>\r\n");
  address_with('>', "MAIL FROM:<\"a>b\"@x>\r\n");
}

static bool mail_refused(const char *params_text, const mw_smtp_params *params)
{
  mw_smtp_argument a;
  mw_writer w;
  mw_slice out;
  memset(&a, 0, sizeof a);
  a.path.is_null = true;
  a.params = mw_slice_text(params_text);
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_command_write(&w, MW_SMTP_MAIL, &a, params);
  return mw_writer_result(&w, &out) == MW_E_ARGUMENT && out.len == 0;
}

static void T107_T109_parameters_that_go_on(void **state)
{
  static const char evil[] = "x\r\nRCPT TO:<x@y>";
  char text[64];
  mw_room room = {text, sizeof text};
  mw_smtp_params params;
  (void)state;
  assert_true(mail_refused("SIZE=100\r\nRCPT TO:<x@y>", NULL));
  memset(&params, 0, sizeof params);
  params.present = UINT64_C(1) << MW_SMTP_PARAM_SIZE; /* a number: it can hold nothing else */
  params.size = 100;
  assert_false(mail_refused(NULL, &params));
  params.present = UINT64_C(1) << MW_SMTP_PARAM_ENVID;
  params.envid = mw_slice_text(evil);
  assert_true(mail_refused(NULL, &params));
  assert_int_equal(mw_xtext_encode(mw_slice_text(evil), &room), MW_OK);
  assert_null(memchr(text, '\r', sizeof text - room.len));
  assert_null(memchr(text, '\n', sizeof text - room.len));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(T26_two_sets_and_their_difference),
      cmocka_unit_test(TLS_10_a_set_begins_empty_under_tls),
      cmocka_unit_test(T58_what_a_server_says_when),
      cmocka_unit_test(T89_T119_T130_what_comes_out_of_order),
      cmocka_unit_test(T71_codes_that_refuse_ehlo),
      cmocka_unit_test(T158_codes_that_greet),
      cmocka_unit_test(T166_T167_servers_of_other_protocols),
      cmocka_unit_test(T103_utf8_is_decided_after_all_parameters),
      cmocka_unit_test(T160_T163_parameters_and_equals_signs),
      cmocka_unit_test(T121_secrets_are_marked),
      cmocka_unit_test(T115_a_bad_response_leaves_the_stream_in_step),
      cmocka_unit_test(T106_addresses_that_need_quotes),
      cmocka_unit_test(T107_T109_parameters_that_go_on),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
