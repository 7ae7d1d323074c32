/* SPDX-License-Identifier: MIT */
/* Values of JSON. */
#include "json.h"

#include <inttypes.h>
#include <stdio.h>

/* How many octets the character has that text begins with; 0 where none is well formed. */
static size_t character(mw_slice text)
{
  size_t len = 1;
  while (len < 4 && len < text.len && !mw_utf8_valid(mw_slice_of(text.ptr, len))) {
    len++;
  }
  return mw_utf8_valid(mw_slice_of(text.ptr, len)) ? len : 0;
}

static void put_character(const char *ptr, size_t len)
{
  unsigned char c = (unsigned char)ptr[0];
  if (len == 0) {
    printf("\\\\x%02X", c);
  } else if (c == '"' || c == '\\') {
    printf("\\%c", c);
  } else if (c < 0x20 || c == 0x7f) {
    printf("\\u%04x", c);
  } else {
    fwrite(ptr, 1, len, stdout);
  }
}

static void put(mw_slice text, bool upper)
{
  if (text.ptr == NULL) {
    fputs("null", stdout);
    return;
  }
  putchar('"');
  while (text.len > 0) {
    size_t len = character(text);
    if (upper && *text.ptr >= 'a' && *text.ptr <= 'z') {
      putchar(*text.ptr - 'a' + 'A');
    } else {
      put_character(text.ptr, len);
    }
    len += len == 0 ? 1 : 0;
    text.ptr += len;
    text.len -= len;
  }
  putchar('"');
}

void json_put_string(mw_slice text)
{
  put(text, false);
}

void json_put_text(const char *text)
{
  put(mw_slice_text(text), false);
}

void json_put_upper(mw_slice text)
{
  put(text, true);
}

void json_put_member(const char *key, mw_slice text)
{
  printf(",\"%s\":", key);
  put(text, false);
}

void json_put_number(const char *key, uint64_t value)
{
  printf(",\"%s\":%" PRIu64, key, value);
}

void json_put_bool(const char *key, bool value)
{
  printf(",\"%s\":%s", key, value ? "true" : "false");
}

void json_put_fault(mw_fault fault, uint64_t at)
{
  if (fault == MW_FAULT_NONE) {
    fputs(",\"fault\":null", stdout);
  } else {
    printf(",\"fault\":\"%s\"", mw_fault_name(fault));
    json_put_number("at", at);
  }
}

void json_put_tolerated(uint64_t word)
{
  const char *comma = "";
  uint64_t bit;
  fputs(",\"tolerated\":[", stdout);
  for (bit = 1; bit != 0 && bit <= word; bit <<= 1) {
    if ((word & bit) != 0) {
      printf("%s\"%s\"", comma, mw_tolerance_name(bit));
      comma = ",";
    }
  }
  putchar(']');
}
