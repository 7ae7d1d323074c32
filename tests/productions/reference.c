/* SPDX-License-Identifier: MIT */
/* Runs a file of reference vectors (the form of tests/reference/grammar-vectors.tsv):
 * test_reference FILE.tsv
 *
 * For each row: the verdict, and every fact of its column `parsed`. An unknown production or mode
 * fails. The last line is "N passed, N failed".
 *
 * test_reference --facts FILE.tsv expects nothing, but prints for each row what it is: its id,
 * "valid", "invalid" or "unknown", and each fact as KEY=HEX, separated by TABs. The column `limit`
 * bounds lines, 0 for the limits of the RFCs. FILE.tsv may be a pipe.
 */
#define _POSIX_C_SOURCE 200112L
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "productions/production.h"
#include "support/tsv.h"

#define STRICT                                                                                     \
  {                                                                                                \
    0, 64, 255, 256, 0, 1, false                                                                   \
  }
#define LENIENT                                                                                    \
  (MW_ALLOW_LONG_PATH | MW_ALLOW_LOOSE_DOTS | MW_ALLOW_ROOT_DOT | MW_ALLOW_UNDERSCORE |            \
   MW_ALLOW_NO_BRACKETS | MW_ALLOW_PATH_SPACE | MW_ALLOW_UNQUALIFIED | MW_ALLOW_TRAILING_SPACE |   \
   MW_ALLOW_ANY_STRING | MW_ALLOW_LOWER_HEX | MW_ALLOW_AUTH_EQUALS | MW_ALLOW_BARE_LF |            \
   MW_ALLOW_ODD_CODE | MW_ALLOW_BARE_CHALLENGE | MW_ALLOW_SEPARATOR | MW_ALLOW_LONG_LINE |         \
   MW_ALLOW_EXTRA_SPACE | MW_ALLOW_LITERAL | MW_ALLOW_NAME_SPACE | MW_ALLOW_UPPER_DIGEST |         \
   MW_ALLOW_BARE_AUTH | MW_ALLOW_STATUS_CASE | MW_ALLOW_NEGATIVE_GREETING |                        \
   MW_ALLOW_STAMP_WITHOUT_AT | MW_ALLOW_EXTRA_TEXT | MW_ALLOW_LONG_UNIQUE_ID |                     \
   MW_ALLOW_ODD_UNIQUE_ID)
#define OBSOLETE                                                                                   \
  (MW_ALLOW_BACKSLASH | MW_ALLOW_HOST_NUMBER | MW_ALLOW_LITERAL | MW_ALLOW_EXTRA_SPACE |           \
   MW_ALLOW_DEL_IN_VALUE)

/* As tests/README.md has them. */
static const mode modes[] = {
    {"strict", STRICT, false, 0, 0, false},
    {"semantic", STRICT, false, 0, 0, false},
    {"vendor", STRICT, false, 0, 0, false},
    {"incomplete", STRICT, false, 0, 0, false},
    {"enhanced", STRICT, true, 0, 0, false},
    {"smtputf8", {MW_ALLOW_UTF8, 64, 255, 256, 0, 1, false}, false, 0, 0, false},
    {"lenient", {LENIENT, 64, 255, 256, 0, 1, false}, false, 0, 0, true},
    {"lenient-smtputf8", {LENIENT | MW_ALLOW_UTF8, 64, 255, 256, 0, 1, false}, false, 0, 0, true},
    {"obsolete", {OBSOLETE, 64, 255, 256, 0, 2, true}, false, 0, 0, false},
    {"dns", {0, 64, 255, 256, 63, 1, false}, false, 0, 0, false},
    {"rfc1939", STRICT, false, 0, 40, false},
};

static const struct {
  const char *name;
  production read;
} productions[] = {
    {"address-literal", read_address_literal},
    {"auth-response", read_auth_response},
    {"base64", read_base64},
    {"command", read_command},
    {"command-stream", read_command_stream},
    {"data-encode", read_data_encode},
    {"data-line", read_data_line},
    {"data-stream", read_data_stream},
    {"domain", read_domain},
    {"ehlo-line", read_ehlo_line},
    {"ehlo-response", read_ehlo_response},
    {"enhanced-code", read_enhanced_code},
    {"esmtp-param", read_param},
    {"first-reply", read_first_reply},
    {"forward-path", read_forward_path},
    {"greeting", read_greeting},
    {"limits-value", read_limits_value},
    {"local-part", read_local_part},
    {"mail-params", read_mail_params},
    {"mailbox", read_mailbox},
    {"path", read_path},
    {"pop3-capability", read_pop3_capability},
    {"pop3-command", read_pop3_command},
    {"pop3-drop-listing", read_pop3_drop_listing},
    {"pop3-greeting", read_pop3_greeting},
    {"pop3-multiline", read_pop3_multiline},
    {"pop3-response", read_pop3_response},
    {"pop3-scan-listing", read_pop3_scan_listing},
    {"pop3-uidl", read_pop3_uidl},
    {"rcpt-params", read_rcpt_params},
    {"refused-stream", read_refused_stream},
    {"replies", read_replies},
    {"reply", read_reply},
    {"reverse-path", read_reverse_path},
    {"status-code", read_status_code},
    {"string", read_string},
    {"xtext", read_xtext},
};

production production_find(const char *name)
{
  size_t i;
  if (strncmp(name, "param-", 6) == 0) {
    return read_typed_param;
  }
  for (i = 0; i < sizeof productions / sizeof productions[0]; i++) {
    if (strcmp(name, productions[i].name) == 0) {
      return productions[i].read;
    }
  }
  return NULL;
}

static const mode *mode_find(const char *name)
{
  size_t i;
  for (i = 0; i < sizeof modes / sizeof modes[0]; i++) {
    if (strcmp(name, modes[i].name) == 0) {
      return &modes[i];
    }
  }
  return NULL;
}

static void complain(const tsv *t, const char *what, const char *detail)
{
  printf("%s %s: %s%s\n", tsv_field(t, "id"), tsv_field(t, "mode"), what, detail);
}

/* An expected value as fact_host() writes it: addresses in hexadecimal digits. */
static size_t canonical(const char *key, char *value, size_t len)
{
  unsigned char octets[16];
  bool six = strcmp(key, "ipv6") == 0;
  size_t i;
  value[len] = '\0';
  if ((!six && strcmp(key, "ipv4") != 0) ||
      inet_pton(six ? AF_INET6 : AF_INET, value, octets) != 1) {
    return len;
  }
  for (i = 0; i < (six ? 16u : 4u); i++) {
    snprintf(value + 2 * i, 3, "%02x", octets[i]);
  }
  return 2 * i;
}

/* Whether one of the facts has that key and value. */
static bool holds(const facts *f, const char *key, mw_slice value)
{
  size_t i;
  for (i = 0; i < f->count; i++) {
    if (strcmp(f->all[i].key, key) == 0 &&
        mw_slice_equal(mw_slice_of(f->all[i].value.ptr, f->all[i].value.len), value)) {
      return true;
    }
  }
  return false;
}

/* Whether every "key=value" of the column is held; they are separated by the octet 1F. */
static bool parsed_holds(const tsv *t, const facts *f, char *parsed, size_t len)
{
  char *end = parsed + len;
  bool good = true;
  while (parsed < end) {
    static char value[70000];
    char *next = memchr(parsed, 0x1f, (size_t)(end - parsed));
    char *stop = next != NULL ? next : end;
    char *equals = memchr(parsed, '=', (size_t)(stop - parsed));
    size_t count;
    if (equals == NULL) {
      complain(t, "column parsed has no =", "");
      return false;
    }
    *equals = '\0';
    count = (size_t)(stop - equals - 1);
    memcpy(value, equals + 1, count);
    count = canonical(parsed, value, count);
    if (!holds(f, parsed, mw_slice_of(value, count))) {
      complain(t, "another value, or none, of ", parsed);
      good = false;
    }
    parsed = stop + 1;
  }
  return good;
}

static void facts_free(facts *f)
{
  while (f->count > 0) {
    text_free(&f->all[--f->count].value);
  }
}

/* The row's input in a block of exactly its size. */
static char *input_block(const tsv *t, size_t *len)
{
  static char octets[140000];
  char *block;
  *len = tsv_octets(tsv_field(t, "input"), octets, sizeof octets);
  block = malloc(*len > 0 ? *len : 1);
  if (block == NULL) {
    abort();
  }
  memcpy(block, octets, *len);
  return block;
}

/* Runs one row. */
static bool run_row(const tsv *t, production read, const mode *m)
{
  static char parsed[70000];
  static facts f;
  size_t len;
  size_t expected = tsv_octets(tsv_field(t, "parsed"), parsed, sizeof parsed - 1);
  bool wanted = strcmp(tsv_field(t, "verdict"), "valid") == 0;
  char *block = input_block(t, &len);
  bool good;
  memset(&f, 0, sizeof f);
  good = read(mw_slice_of(block, len), m, &f);
  fact_number(&f, "input-octets", len);
  if (good != wanted) {
    complain(t, "it is not ", tsv_field(t, "verdict"));
    good = false;
  } else {
    good = !wanted || parsed_holds(t, &f, parsed, expected);
  }
  facts_free(&f);
  free(block);
  return good;
}

/* Says what one row is: its id, "valid" or "invalid", and each fact as KEY=HEX. */
static void answer_row(const tsv *t, production read, const mode *m)
{
  static facts f;
  mode limited = *m;
  size_t len;
  size_t i;
  size_t j;
  char *block = input_block(t, &len);
  memset(&f, 0, sizeof f);
  limited.limit = (size_t)strtoul(tsv_field(t, "limit"), NULL, 10);
  printf("%s", read(mw_slice_of(block, len), &limited, &f) ? "valid" : "invalid");
  for (i = 0; i < f.count; i++) {
    printf("\t%s=", f.all[i].key);
    for (j = 0; j < f.all[i].value.len; j++) {
      printf("%02x", (unsigned char)f.all[i].value.ptr[j]);
    }
  }
  facts_free(&f);
  free(block);
}

/* Answers each row as it comes. */
static int answer(const char *path)
{
  static tsv t;
  tsv_open(&t, path);
  while (tsv_next(&t)) {
    production read = production_find(tsv_field(&t, "production"));
    const mode *m = mode_find(tsv_field(&t, "mode"));
    printf("%s\t", tsv_field(&t, "id"));
    if (read != NULL && m != NULL) {
      answer_row(&t, read, m);
    } else {
      printf("unknown");
    }
    printf("\n");
    fflush(stdout);
  }
  return 0;
}

int main(int argc, char **argv)
{
  static tsv t;
  unsigned passed = 0;
  unsigned failed = 0;
  if (argc == 3 && strcmp(argv[1], "--facts") == 0) {
    return answer(argv[2]);
  }
  if (argc != 2) {
    fputs("usage: test_reference [--facts] FILE.tsv\n", stderr);
    return 2;
  }
  tsv_open(&t, argv[1]);
  while (tsv_next(&t)) {
    production read = production_find(tsv_field(&t, "production"));
    const mode *m = mode_find(tsv_field(&t, "mode"));
    if (read == NULL || m == NULL) {
      complain(&t, "unknown production or mode: ", tsv_field(&t, "production"));
      failed++;
    } else if (run_row(&t, read, m)) {
      passed++;
    } else {
      failed++;
    }
  }
  printf("%u passed, %u failed\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}
