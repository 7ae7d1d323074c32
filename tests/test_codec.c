/* SPDX-License-Identifier: MIT */
/* base64, xtext, utf-8-addr-xtext and UTF-8: known values, every cut, every room, and what must be refused. */
#include <stdlib.h>

#include "support/assert_mw.h"
#include "support/tsv.h"

static const char *reference = MAILWIRE_TESTS_DIR "/reference/grammar-vectors.tsv";

/* ---- base64 ------------------------------------------------------------------------------------------ */

typedef struct base64_case {
  const char *text;
  const char *octets;
  size_t len;
} base64_case;

/* RFC 4648 10, and a NUL inside (RFC 4954 4.1). */
static const base64_case base64_cases[] = {
    {"", "", 0},
    {"Zg==", "f", 1},
    {"Zm8=", "fo", 2},
    {"Zm9v", "foo", 3},
    {"Zm9vYg==", "foob", 4},
    {"Zm9vYmE=", "fooba", 5},
    {"Zm9vYmFy", "foobar", 6},
    {"dGVzdAB0ZXN0ADEyMzQ=", "test\0test\0001234", 14},
};

enum { BASE64_CASES = sizeof base64_cases / sizeof base64_cases[0] };

/* Decodes in pieces cut at `cut`, with rooms of `step` octets, each in a block of its own. */
static size_t decode_pieces(const char *text, size_t cut, size_t step, char *to, mw_fault *fault)
{
  mw_base64_decoder d;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  size_t len = strlen(text);
  size_t got = 0;
  size_t i;
  mw_base64_decoder_init(&d);
  for (i = 0; i < 2; i++) {
    size_t count = i == 0 ? cut : len - cut;
    char *block = malloc(count + (count == 0));
    mw_slice in = mw_slice_of(block, count);
    mw_status status;
    memcpy(block, text + (i == 0 ? 0 : cut), count);
    do {
      char *room_block = malloc(step);
      mw_room room = {room_block, step};
      status = mw_base64_decode(&d, &in, &room, &finding);
      memcpy(to + got, room_block, step - room.len);
      got += step - room.len;
      free(room_block);
    } while (status == MW_E_SPACE);
    free(block);
  }
  *fault = finding.fault != MW_FAULT_NONE ? finding.fault : mw_base64_decode_finish(&d);
  return got;
}

static void test_base64_decodes_under_every_cut(void **state)
{
  size_t i;
  size_t cut;
  size_t step;
  (void)state;
  for (i = 0; i < BASE64_CASES; i++) {
    const base64_case *c = &base64_cases[i];
    for (cut = 0; cut <= strlen(c->text); cut++) {
      for (step = 1; step <= c->len + 1; step++) {
        char got[32];
        mw_fault fault;
        size_t len = decode_pieces(c->text, cut, step, got, &fault);
        assert_int_equal(fault, MW_FAULT_NONE);
        assert_int_equal(len, c->len);
        assert_memory_equal(got, c->octets, c->len);
      }
    }
  }
}

static void test_base64_encodes_in_exactly_enough_room(void **state)
{
  size_t i;
  (void)state;
  for (i = 0; i < BASE64_CASES; i++) {
    const base64_case *c = &base64_cases[i];
    size_t need = strlen(c->text);
    char *block = malloc(need + 1);
    mw_slice in = mw_slice_of(c->octets, c->len);
    mw_room room = {block, need};
    mw_base64_encoder e;
    mw_base64_encoder_init(&e);
    assert_int_equal(mw_base64_encode(&e, &in, &room), MW_OK);
    assert_int_equal(mw_base64_encode_finish(&e, &room), MW_OK);
    assert_int_equal(room.len, 0);
    assert_memory_equal(block, c->text, need);
    if (need > 0) {
      room.ptr = block;
      room.len = need - 1;
      in = mw_slice_of(c->octets, c->len);
      mw_base64_encoder_init(&e);
      assert_true(mw_base64_encode(&e, &in, &room) == MW_E_SPACE ||
                  mw_base64_encode_finish(&e, &room) == MW_E_SPACE);
    }
    free(block);
  }
}

/* CMD-17: a length of 4n+3 never writes more than 3n; "YR==": bits that nobody needs are not zero. */
static void test_base64_refuses_with_the_offset(void **state)
{
  static const struct {
    const char *text;
    size_t offset;
  } bad[] = {{"YQ=", 3}, {"YQ", 2}, {"YR==", 2}, {"=", 0}, {"YQ==YQ==", 4}, {"Y!==", 1}, {"YWI=x", 4}};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    char block[8];
    mw_room room = {block, sizeof block};
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    assert_int_equal(mw_base64_decode_all(mw_slice_text(bad[i].text), &room, &finding), MW_OK);
    assert_int_equal(finding.fault, MW_FAULT_BAD_BASE64);
    assert_int_equal(finding.offset, bad[i].offset);
    assert_int_equal(room.len, sizeof block);
  }
}

/* ---- the reference vectors ---------------------------------------------------------------------------- */

/* What `decoded=` says, in out; false when the row has none. */
static bool decoded_of(const char *parsed, char *out, size_t size, size_t *len)
{
  if (strncmp(parsed, "decoded=", 8) != 0) {
    return false;
  }
  *len = tsv_octets(parsed + 8, out, size);
  return true;
}

static void check_vector(const tsv *rows, bool base64)
{
  char input[512];
  char wanted[512];
  char got[512];
  mw_room room = {got, sizeof got};
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  size_t len = tsv_octets(tsv_field(rows, "input"), input, sizeof input);
  bool lenient = strcmp(tsv_field(rows, "mode"), "lenient") == 0;
  bool valid = strcmp(tsv_field(rows, "verdict"), "valid") == 0;
  mw_slice text = mw_slice_of(input, len);
  mw_status status = base64 ? mw_base64_decode_all(text, &room, &finding)
                            : mw_xtext_decode(text, lenient, &room, &finding);
  assert_int_equal(status, MW_OK);
  if (!valid) {
    assert_int_not_equal(finding.fault, MW_FAULT_NONE);
    return;
  }
  assert_int_equal(finding.fault, MW_FAULT_NONE);
  if (decoded_of(tsv_field(rows, "parsed"), wanted, sizeof wanted, &len)) {
    assert_int_equal(sizeof got - room.len, len);
    assert_memory_equal(got, wanted, len);
  }
}

static void test_codec_agrees_with_the_reference(void **state)
{
  tsv rows;
  unsigned base64 = 0;
  unsigned xtext = 0;
  (void)state;
  tsv_open(&rows, reference);
  while (tsv_next(&rows)) {
    const char *production = tsv_field(&rows, "production");
    if (strcmp(production, "base64") == 0) {
      check_vector(&rows, true);
      base64++;
    } else if (strcmp(production, "xtext") == 0) {
      check_vector(&rows, false);
      xtext++;
    }
  }
  assert_int_equal(base64, 9);
  assert_int_equal(xtext, 15);
}

/* ---- xtext -------------------------------------------------------------------------------------------- */

/* CMD-13, CMD-14: an encoded line end is told, with its place, and never silent. */
static void test_xtext_tells_of_control_characters(void **state)
{
  char block[16];
  mw_room room = {block, sizeof block};
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  (void)state;
  assert_int_equal(mw_xtext_decode(mw_slice_text("x+0D+0Ay"), false, &room, &finding), MW_OK);
  assert_int_equal(finding.fault, MW_FAULT_DECODED_CONTROL);
  assert_int_equal(finding.offset, 1);
  assert_int_equal(sizeof block - room.len, 4);
  assert_memory_equal(block, "x\r\ny", 4);
}

static void test_xtext_comes_back_for_all_octets(void **state)
{
  unsigned octet;
  (void)state;
  for (octet = 0; octet < 256; octet++) {
    char one = (char)octet;
    char text[3];
    char back[1];
    mw_room room = {text, sizeof text};
    mw_room out = {back, sizeof back};
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    bool plain = octet >= 33 && octet <= 126 && octet != '+' && octet != '=';
    assert_int_equal(mw_xtext_encode(mw_slice_of(&one, 1), &room), MW_OK);
    assert_int_equal(room.len, plain ? 2 : 0);
    assert_int_equal(
        mw_xtext_decode(mw_slice_of(text, sizeof text - room.len), false, &out, &finding), MW_OK);
    assert_int_equal(back[0], one);
    room.len = plain ? 0 : 2;
    assert_int_equal(mw_xtext_encode(mw_slice_of(&one, 1), &room), MW_E_SPACE);
  }
}

/* ---- utf-8-addr-xtext ----------------------------------------------------------------------------------- */

static void test_utf8_addr_comes_back_for_all_characters(void **state)
{
  unsigned long point;
  (void)state;
  for (point = 0x80; point <= 0x10ffff; point += point < 0x3000 ? 1 : 61) {
    char utf8[4];
    size_t len = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    char text[10];
    char back[4];
    mw_room room = {text, sizeof text};
    mw_room out = {back, sizeof back};
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    size_t i;
    unsigned long rest = point;
    if (point >= 0xd800 && point <= 0xdfff) {
      continue;
    }
    for (i = len; i-- > 1; rest >>= 6) {
      utf8[i] = (char)(0x80 | (rest & 0x3f));
    }
    utf8[0] = (char)((len == 2 ? 0xc0 : len == 3 ? 0xe0 : 0xf0) | rest);
    assert_int_equal(mw_utf8_addr_encode(mw_slice_of(utf8, len), &room), MW_OK);
    assert_int_equal(
        mw_utf8_addr_decode(mw_slice_of(text, sizeof text - room.len), false, &out, &finding), MW_OK);
    assert_int_equal(finding.fault, MW_FAULT_NONE);
    assert_int_equal(sizeof back - out.len, len);
    assert_memory_equal(back, utf8, len);
  }
}

/* RFC 6533 3: the forms of HEXPOINT, and what is none. */
static void test_utf8_addr_takes_only_hexpoints(void **state)
{
  static const struct {
    const char *text;
    const char *octets; /* NULL: refused */
  } cases[] = {{"a\\x{3B1}", "a\xce\xb1"}, {"\\x{2B}", "+"},      {"\\x{5C}", "\\"}, {"\\x{20}", " "},
               {"\\x{41}", NULL},          {"\\x{3b1}", NULL},    {"\\x{03B1}", NULL}, {"\\x{D800}", NULL},
               {"\\x{110000}", NULL},      {"\\x{10FFFF}", "\xf4\x8f\xbf\xbf"}, {"\\x{3B1", NULL},
               {"a+b", NULL},              {"", NULL},            {"\\", NULL},      {"\xce\xb1", NULL}};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char block[16];
    mw_room room = {block, sizeof block};
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    assert_int_equal(mw_utf8_addr_decode(mw_slice_text(cases[i].text), false, &room, &finding), MW_OK);
    if (cases[i].octets == NULL) {
      assert_int_equal(finding.fault, MW_FAULT_BAD_XTEXT);
      assert_int_equal(room.len, sizeof block);
    } else {
      assert_int_equal(finding.fault, MW_FAULT_NONE);
      assert_int_equal(sizeof block - room.len, strlen(cases[i].octets));
      assert_memory_equal(block, cases[i].octets, strlen(cases[i].octets));
    }
  }
}

/* ---- UTF-8 ---------------------------------------------------------------------------------------------- */

/* RFC 3629 3 by its table, written anew: is this sequence of 1 to 4 octets one character? */
static bool is_character(const unsigned char *o, size_t len)
{
  unsigned long point;
  size_t i;
  static const unsigned long least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (len == 1) {
    return o[0] < 0x80;
  }
  if ((unsigned)o[0] >> (7 - len) != (2u << len) - 2) {
    return false;
  }
  point = o[0] & (0x7fu >> len);
  for (i = 1; i < len; i++) {
    if (o[i] >> 6 != 2) {
      return false;
    }
    point = point << 6 | (o[i] & 0x3f);
  }
  return point >= least[len] && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
}

static void test_utf8_judges_all_short_sequences(void **state)
{
  static const unsigned char tails[] = {0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff};
  enum { TAILS = sizeof tails };
  unsigned lead;
  size_t len;
  unsigned long n;
  unsigned long checked = 0;
  (void)state;
  for (lead = 0; lead < 256; lead++) {
    for (len = 1; len <= 4; len++) {
      unsigned long count = len == 1 ? 1 : len == 2 ? TAILS : len == 3 ? TAILS * TAILS : TAILS * TAILS * TAILS;
      for (n = 0; n < count; n++) {
        unsigned char o[4];
        unsigned long rest = n;
        size_t i;
        bool wanted = true;
        size_t at = 0;
        o[0] = (unsigned char)lead;
        for (i = 1; i < len; i++, rest /= TAILS) {
          o[i] = tails[rest % TAILS];
        }
        while (wanted && at < len) {
          size_t take = 1;
          while (take <= len - at && !is_character(o + at, take)) {
            take++;
          }
          wanted = take <= len - at;
          at += take;
        }
        assert_int_equal(mw_utf8_valid(mw_slice_of(o, len)), wanted);
        checked++;
      }
    }
  }
  assert_true(checked > 300000);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_base64_decodes_under_every_cut),
      cmocka_unit_test(test_base64_encodes_in_exactly_enough_room),
      cmocka_unit_test(test_base64_refuses_with_the_offset),
      cmocka_unit_test(test_codec_agrees_with_the_reference),
      cmocka_unit_test(test_xtext_tells_of_control_characters),
      cmocka_unit_test(test_xtext_comes_back_for_all_octets),
      cmocka_unit_test(test_utf8_addr_comes_back_for_all_characters),
      cmocka_unit_test(test_utf8_addr_takes_only_hexpoints),
      cmocka_unit_test(test_utf8_judges_all_short_sequences),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
