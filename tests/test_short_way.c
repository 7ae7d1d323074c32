/* SPDX-License-Identifier: MIT */
/* The short way of grammar/scan_path.h against its oracle: arguments read whole, most of which go
 * that way, and the productions for paths and hosts, which do not know it. Each line stands in
 * memory of its own, so that a sanitizer sees what is read outside of it. */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

#include <mailwire/smtp_argument.h>
#include <stdlib.h>

/* Octets in front of a path and of a host, and the most behind them. */
enum { BEFORE_PATH = 9, BEFORE_HOST = 5, MOST = 200 };

/* More than a local part may have, and more octets than the short way looks at. */
enum { SIZES = 70 };

/* An octet of a random path: mostly what a plain one has. */
static char some_octet(uint64_t *seed)
{
  static const char all[] = "abcxyz019AZ.-_abcxyz.-.@>+='\"\\ <[:/\x10\x7f\x80";
  *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407;
  return all[(*seed >> 33) % ((*seed >> 60) != 0 ? 21 : sizeof all - 1)];
}

/* A number below most. */
static size_t some_size(uint64_t *seed, size_t most)
{
  (void)some_octet(seed);
  return (size_t)(*seed >> 33) % most;
}

/* A line of one command, whose octets are to be freed. */
static char *own_line(const char *octets, size_t len, mw_smtp_command *command)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  char *line = malloc(len);
  assert_non_null(line);
  memcpy(line, octets, len);
  mw_smtp_command_split(mw_slice_of(line, len), 0, command, &finding);
  return line;
}

/* Whether what follows a path is nothing, or a space and parameters. */
static bool may_follow(mw_slice rest)
{
  return rest.len == 0 || (rest.len > 1 && rest.ptr[0] == ' ' && rest.ptr[1] != ' ');
}

/* Whether the line, an RCPT, is good; both must say the same of that and of the path. */
static bool agree_on_path(const char *octets, size_t len)
{
  mw_smtp_command command;
  char *line = own_line(octets, len, &command);
  mw_slice rest = mw_slice_of(line + BEFORE_PATH - 1, len - (BEFORE_PATH - 1));
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_argument argument;
  mw_path path;
  bool good = mw_path_parse(&rest, MW_PATH_FORWARD, NULL, &path, &finding) && may_follow(rest);
  memset(&finding, 0, sizeof finding);
  assert_int_equal(mw_smtp_argument_parse(&command, NULL, &argument, &finding), good);
  if (good) {
    assert_memory_equal(&argument.path, &path, sizeof path);
    assert_int_equal(argument.params.len, rest.len > 0 ? rest.len - 1 : 0);
    assert_ptr_equal(argument.params.ptr, rest.len > 0 ? rest.ptr + 1 : NULL);
  }
  free(line);
  return good;
}

/* The same for an EHLO and its host. */
static bool agree_on_host(const char *octets, size_t len)
{
  mw_smtp_command command;
  char *line = own_line(octets, len, &command);
  mw_slice host_text = mw_slice_of(line + BEFORE_HOST, len - BEFORE_HOST);
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_argument argument;
  mw_host host;
  bool good = mw_host_parse(host_text, NULL, &host, &finding);
  memset(&finding, 0, sizeof finding);
  assert_int_equal(mw_smtp_argument_parse(&command, NULL, &argument, &finding), good);
  if (good) {
    assert_memory_equal(&argument.host, &host, sizeof host);
  }
  free(line);
  return good;
}

static void test_short_way_random_paths(void **state)
{
  uint64_t seed = 1;
  unsigned good = 0;
  unsigned i;
  (void)state;
  for (i = 0; i < 200000; i++) {
    char octets[MOST] = "RCPT TO:<";
    size_t sign = BEFORE_PATH + some_size(&seed, i % 4 != 0 ? 14 : SIZES);
    size_t close = sign + 1 + some_size(&seed, i % 3 != 0 ? 20 : SIZES);
    size_t at;
    for (at = BEFORE_PATH; at < close; at++) {
      octets[at] = some_octet(&seed);
    }
    octets[sign] = '@';
    octets[close] = '>';
    good += agree_on_path(octets, close + 1);
  }
  assert_true(good > 1000);
}

static void test_short_way_random_hosts(void **state)
{
  uint64_t seed = 2;
  unsigned good = 0;
  unsigned i;
  (void)state;
  for (i = 0; i < 100000; i++) {
    char octets[MOST] = "EHLO ";
    size_t end = BEFORE_HOST + 1 + some_size(&seed, i % 3 != 0 ? 20 : SIZES);
    size_t at;
    for (at = BEFORE_HOST; at < end; at++) {
      octets[at] = some_octet(&seed);
    }
    good += agree_on_host(octets, end);
  }
  assert_true(good > 1000);
}

/* A path of every size, so that blocks and windows end at every octet of it, in a line that ends
 * with it and in lines that go on: good ones, and then with another octet somewhere. */
static void test_short_way_sizes_of_paths(void **state)
{
  static const char *const behind[] = {
      "", " ", " A", "  A", " A=..-.>@ ", "x", " A=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"};
  uint64_t seed = 3;
  size_t size;
  (void)state;
  for (size = 0; size < SIZES * SIZES * sizeof behind / sizeof behind[0]; size++) {
    size_t local = size % SIZES + 1;
    size_t domain = size / SIZES % SIZES + 1;
    mw_slice rest = mw_slice_text(behind[size / SIZES / SIZES]);
    size_t len = BEFORE_PATH + local + domain + 2;
    char octets[MOST];
    memset(octets, 'a', sizeof octets);
    memcpy(octets, "RCPT TO:<", BEFORE_PATH);
    octets[BEFORE_PATH + local] = '@';
    octets[len - 1] = '>';
    memcpy(octets + len, rest.ptr, rest.len);
    len += rest.len;
    assert_int_equal(agree_on_path(octets, len), local <= 64 && may_follow(rest));
    octets[BEFORE_PATH + some_size(&seed, len - BEFORE_PATH)] = some_octet(&seed);
    (void)agree_on_path(octets, len);
  }
}

/* Every octet at every place of hosts and paths of every size. */
static void test_short_way_every_octet(void **state)
{
  size_t size;
  size_t at;
  int octet;
  (void)state;
  for (size = 1; size < SIZES; size += size < 20 ? 1 : 7) {
    for (at = 0; at < size; at++) {
      for (octet = 0; octet < 256; octet++) {
        char octets[MOST] = "EHLO ";
        memset(octets + BEFORE_HOST, 'a', size);
        octets[BEFORE_HOST + at] = (char)octet;
        (void)agree_on_host(octets, BEFORE_HOST + size);
        memcpy(octets, "RCPT TO:<a@b", BEFORE_PATH + 3);
        memset(octets + BEFORE_PATH + 3, 'a', size);
        octets[BEFORE_PATH + at] = (char)octet;
        octets[BEFORE_PATH + 3 + size] = '>';
        (void)agree_on_path(octets, BEFORE_PATH + 4 + size);
      }
    }
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_short_way_random_paths),
      cmocka_unit_test(test_short_way_random_hosts),
      cmocka_unit_test(test_short_way_sizes_of_paths),
      cmocka_unit_test(test_short_way_every_octet),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
