/* SPDX-License-Identifier: MIT */
/* Pointers that are NULL, one at a time: nothing is followed, nothing is written (base.h). */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

static const mw_slice abc = {"abc", 3};

static void test_misuse_null_is_no_address(void **state)
{
  mw_finding f = {MW_FAULT_NONE, 0, 0};
  mw_slice in = mw_slice_text("<a@b>");
  mw_path path;
  mw_host host;
  (void)state;
  mw_rules_init(NULL, 0);
  assert_false(mw_path_parse(NULL, MW_PATH_PLAIN, NULL, &path, &f));
  assert_false(mw_path_parse(&in, MW_PATH_PLAIN, NULL, NULL, &f));
  assert_false(mw_path_parse(&in, MW_PATH_PLAIN, NULL, &path, NULL));
  assert_false(mw_mailbox_parse(abc, NULL, NULL, &f));
  assert_false(mw_mailbox_parse(abc, NULL, &path, NULL));
  assert_false(mw_local_part_parse(abc, NULL, NULL, &f));
  assert_false(mw_local_part_parse(abc, NULL, &path, NULL));
  assert_false(mw_host_parse(abc, NULL, NULL, &f));
  assert_false(mw_host_parse(abc, NULL, &host, NULL));
  assert_false(mw_domain_parse(abc, NULL, NULL, &f));
  assert_false(mw_domain_parse(abc, NULL, &host, NULL));
  assert_false(mw_route_next(NULL, &in));
  assert_false(mw_route_next(&in, NULL));
  assert_int_equal(mw_local_unquote(abc, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_local_quote(abc, NULL), MW_E_ARGUMENT);
  assert_true(mw_path_parse(&in, MW_PATH_PLAIN, NULL, &path, &f));
  assert_false(mw_mailbox_equal(NULL, &path) || mw_mailbox_equal(&path, NULL));
}

static void test_misuse_null_is_nothing_to_decode(void **state)
{
  mw_base64_decoder d;
  mw_base64_encoder e;
  mw_finding f;
  mw_utf8 u;
  mw_room out = {NULL, 0};
  mw_slice in = abc;
  (void)state;
  mw_base64_decoder_init(NULL);
  mw_base64_encoder_init(NULL);
  mw_utf8_init(NULL);
  mw_base64_decoder_init(&d);
  mw_base64_encoder_init(&e);
  mw_utf8_init(&u);
  assert_int_equal(mw_base64_decode(NULL, &in, &out, &f), MW_E_ARGUMENT);
  assert_int_equal(mw_base64_decode(&d, NULL, &out, &f), MW_E_ARGUMENT);
  assert_int_equal(mw_base64_decode(&d, &in, NULL, &f), MW_E_ARGUMENT);
  assert_int_equal(mw_base64_decode(&d, &in, &out, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_base64_decode_finish(NULL), MW_FAULT_BAD_BASE64);
  assert_int_equal(mw_base64_decode_all(abc, NULL, &f), MW_E_ARGUMENT);
  assert_int_equal(mw_base64_decode_all(abc, &out, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_base64_encode(NULL, &in, &out), MW_E_ARGUMENT);
  assert_int_equal(mw_base64_encode(&e, NULL, &out), MW_E_ARGUMENT);
  assert_int_equal(mw_base64_encode(&e, &in, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_base64_encode_finish(NULL, &out), MW_E_ARGUMENT);
  assert_int_equal(mw_base64_encode_finish(&e, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_xtext_decode(abc, false, NULL, &f), MW_E_ARGUMENT);
  assert_int_equal(mw_xtext_decode(abc, false, &out, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_xtext_encode(abc, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_utf8_addr_decode(abc, false, NULL, &f), MW_E_ARGUMENT);
  assert_int_equal(mw_utf8_addr_decode(abc, false, &out, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_utf8_addr_encode(abc, NULL), MW_E_ARGUMENT);
  assert_false(mw_utf8_next(NULL, &in) || mw_utf8_next(&u, NULL) || mw_utf8_finish(NULL));
}

static void test_misuse_null_is_no_stream(void **state)
{
  uint64_t offset = 7;
  size_t at = 0;
  mw_finding f = {MW_FAULT_NONE, 0, 0};
  mw_line line = {{"a", 1}, 0, 3, MW_LINE_END_CRLF, 0};
  mw_line_mark mark;
  mw_slice in = abc;
  mw_slice octets;
  mw_counted c;
  (void)state;
  mw_chunk_parse(abc, NULL);
  mw_counted_init(NULL, 1);
  mw_counted_init(&c, 1);
  assert_true(mw_counted_left(NULL) == 0);
  assert_int_equal(mw_counted_next(NULL, &in, &octets), MW_E_ARGUMENT);
  assert_int_equal(mw_counted_next(&c, NULL, &octets), MW_E_ARGUMENT);
  assert_int_equal(mw_counted_next(&c, &in, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_dot_decoder_finish(NULL, &offset), MW_FAULT_UNFINISHED);
  assert_true(offset == 0);
  mw_line_framer_reset(NULL);
  mw_smtp_command_reader_reset(NULL);
  mw_smtp_reply_reader_reset(NULL);
  assert_false(mw_smtp_command_reader_held(NULL));
  assert_false(mw_line_mark_next(NULL, &at, &mark) || mw_line_mark_next(&line, NULL, &mark) ||
               mw_line_mark_next(&line, &at, NULL));
  mw_line_judge(NULL, 0, &f);
  mw_line_judge(&line, 0, NULL);
  assert_int_equal(f.fault, MW_FAULT_NONE);
}

static void test_misuse_null_is_no_line(void **state)
{
  mw_finding f = {MW_FAULT_NONE, 0, 0};
  mw_smtp_command command;
  mw_smtp_argument argument;
  mw_smtp_reply_line reply;
  mw_smtp_params params;
  mw_param param;
  mw_slice in = abc;
  mw_fault fault = MW_FAULT_BARE_LF;
  (void)state;
  mw_smtp_command_split(abc, 0, NULL, &f);
  mw_smtp_command_split(abc, 0, &command, NULL);
  assert_false(mw_smtp_command_parse(abc, NULL, NULL, &argument, NULL, &f));
  assert_false(mw_smtp_command_parse(abc, NULL, &command, NULL, NULL, &f));
  assert_false(mw_smtp_command_parse(abc, NULL, &command, &argument, NULL, NULL));
  assert_false(mw_smtp_reply_line_parse(abc, 0, NULL, &f));
  assert_false(mw_smtp_reply_line_parse(abc, 0, &reply, NULL));
  assert_int_equal(mw_enhanced_parse(mw_slice_text("5.1.1"), NULL, &fault), 5);
  assert_int_equal(fault, MW_FAULT_NONE);
  assert_false(mw_param_next(NULL, NULL, &param, &f) || mw_param_next(&in, NULL, NULL, &f) ||
               mw_param_next(&in, NULL, &param, NULL));
  assert_int_equal(mw_smtp_param_read(NULL, MW_SMTP_PARAMS_MAIL, NULL, &params, &f), 0);
  mw_smtp_params_parse(abc, MW_SMTP_PARAMS_MAIL, NULL, NULL, &f);
  mw_smtp_params_parse(abc, MW_SMTP_PARAMS_MAIL, NULL, &params, NULL);
  assert_int_equal(mw_sasl_line_parse(abc, false, NULL), MW_SASL_LINE_BAD);
  assert_false(mw_smtp_attribute_next(NULL, &param, &f));
  assert_int_equal(mw_smtp_own_verb_find(NULL, 1, abc), 0);
  assert_int_equal(f.fault, MW_FAULT_NONE);
}

static void test_misuse_null_announces_nothing(void **state)
{
  mw_finding f = {MW_FAULT_NONE, 0, 0};
  mw_smtp_extensions set;
  mw_smtp_ehlo_line line;
  mw_smtp_reply_line reply;
  mw_host host;
  uint32_t value;
  size_t at = 0;
  mw_slice in = abc;
  mw_slice text;
  (void)state;
  memset(&reply, 0, sizeof reply);
  reply.code = 250;
  mw_smtp_extensions_init(NULL, NULL, 0);
  mw_smtp_extensions_init(&set, NULL, 0);
  mw_smtp_extensions_add(NULL, &reply, 0, &f);
  mw_smtp_extensions_add(&set, NULL, 0, &f);
  mw_smtp_extensions_add(&set, &reply, 0, NULL);
  mw_smtp_extensions_put(NULL, MW_SMTP_EXT_DSN);
  mw_sasl_set_put(NULL, MW_SASL_PLAIN);
  assert_false(mw_smtp_extensions_has(NULL, MW_SMTP_EXT_DSN));
  assert_false(mw_sasl_set_has(NULL, MW_SASL_PLAIN));
  assert_false(mw_announced_next(NULL, &at, &text));
  assert_false(mw_announced_next(&set.lines, NULL, &text));
  assert_false(mw_smtp_extensions_item_next(NULL, MW_SMTP_EXT_BURL, &at, &text));
  assert_false(mw_smtp_extensions_item_next(&set, MW_SMTP_EXT_BURL, NULL, &text));
  assert_false(mw_smtp_extensions_item_next(&set, MW_SMTP_EXT_BURL, &at, NULL));
  assert_false(mw_smtp_extensions_equal(NULL, &set) || mw_smtp_extensions_equal(&set, NULL));
  assert_false(mw_smtp_ehlo_line_parse(abc, 0, NULL, &f));
  assert_false(mw_smtp_ehlo_line_parse(abc, 0, &line, NULL));
  assert_false(mw_word_next(NULL, &text) || mw_word_next(&in, NULL));
  assert_false(mw_smtp_ehlo_item_next(MW_SMTP_EXT_BURL, NULL, &text));
  assert_false(mw_smtp_ehlo_item_next(MW_SMTP_EXT_BURL, &in, NULL));
  assert_false(mw_smtp_limit_parse(abc, NULL, &value) || mw_smtp_limit_parse(abc, &text, NULL));
  assert_false(mw_smtp_greeting_parse(NULL, NULL, &host, &text, &f));
  assert_false(mw_smtp_greeting_parse(&reply, NULL, NULL, &text, &f));
  assert_false(mw_smtp_greeting_parse(&reply, NULL, &host, NULL, &f));
  assert_false(mw_smtp_greeting_parse(&reply, NULL, &host, &text, NULL));
}

/* Nothing is written where there is no writer. */
static void test_misuse_null_is_no_writer(void **state)
{
  static const mw_path path = {
      {NULL, 0}, {"a", 1}, {MW_HOST_NONE, {NULL, 0}, {NULL, 0}, {NULL, 0}, {0}}, false, false,
      false,     false};
  static const mw_enhanced none = {0, 0, 0};
  const mw_param param = {abc, {NULL, 0}};
  mw_smtp_params params;
  mw_smtp_extensions set;
  mw_slice out = abc;
  (void)state;
  memset(&params, 0, sizeof params);
  mw_smtp_extensions_init(&set, NULL, 0);
  mw_writer_init(NULL, NULL, 0);
  mw_writer_allow_utf8(NULL, true);
  assert_int_equal(mw_writer_result(NULL, &out), MW_E_ARGUMENT);
  assert_true(out.ptr == NULL && out.len == 0);
  assert_int_equal(mw_writer_needed(NULL), 0);
  mw_write_line(NULL, abc, 512);
  mw_path_write(NULL, MW_PATH_PLAIN, &path);
  mw_mailbox_write(NULL, &path);
  mw_param_write(NULL, &param);
  mw_smtp_params_write(NULL, MW_SMTP_PARAMS_MAIL, &params);
  mw_smtp_command_write(NULL, MW_SMTP_QUIT, NULL, NULL);
  mw_smtp_command_write(NULL, MW_SMTP_UNKNOWN, NULL, NULL);
  mw_smtp_command_write_other(NULL, abc, abc);
  mw_smtp_command_write_other(NULL, mw_slice_text("a b"), abc);
  mw_sasl_line_write(NULL, abc);
  mw_sasl_cancel_write(NULL);
  mw_smtp_reply_write(NULL, 250, none, &abc, 1);
  mw_smtp_reply_write(NULL, 999, none, NULL, 1);
  mw_smtp_reply_write_line(NULL, 250, none, abc);
  mw_smtp_situation_write(NULL, MW_SMTP_SITUATION_OK, true, abc);
  mw_smtp_situation_write(NULL, MW_SMTP_SITUATION_NONE, true, abc);
  mw_smtp_extensions_write(NULL, abc, abc, &set);
}

static void refuses(void (*write)(mw_writer *w))
{
  char buffer[512];
  mw_writer w;
  mw_slice out;
  mw_writer_init(&w, buffer, sizeof buffer);
  write(&w);
  assert_int_equal(mw_writer_result(&w, &out), MW_E_ARGUMENT);
  assert_int_equal(out.len, 0);
}

static void null_path(mw_writer *w)
{
  mw_path_write(w, MW_PATH_REVERSE, NULL);
}

static void null_mailbox(mw_writer *w)
{
  mw_mailbox_write(w, NULL);
}

static void null_param(mw_writer *w)
{
  mw_param_write(w, NULL);
}

static void null_params(mw_writer *w)
{
  mw_smtp_params_write(w, MW_SMTP_PARAMS_MAIL, NULL);
}

static void null_texts(mw_writer *w)
{
  static const mw_enhanced none = {0, 0, 0};
  mw_smtp_reply_write(w, 250, none, NULL, 2);
}

static void null_set(mw_writer *w)
{
  mw_smtp_extensions_write(w, abc, abc, NULL);
}

static void test_misuse_null_is_not_written(void **state)
{
  (void)state;
  refuses(null_path);
  refuses(null_mailbox);
  refuses(null_param);
  refuses(null_params);
  refuses(null_texts);
  refuses(null_set);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_misuse_null_is_no_address),
      cmocka_unit_test(test_misuse_null_is_nothing_to_decode),
      cmocka_unit_test(test_misuse_null_is_no_stream),
      cmocka_unit_test(test_misuse_null_is_no_line),
      cmocka_unit_test(test_misuse_null_announces_nothing),
      cmocka_unit_test(test_misuse_null_is_no_writer),
      cmocka_unit_test(test_misuse_null_is_not_written),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
