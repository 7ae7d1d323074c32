/* SPDX-License-Identifier: MIT */
/* Quotes off and on: what a local part means, and how the wire spells it (RFC 5321 4.1.2). */
#include <string.h>

#include <mailwire/codec.h>

#include "grammar/cursor.h"

/* How many octets the local part has without quotes and backslashes; they go to out unless it is
 * NULL. */
static size_t unquote(mw_slice local, char *out)
{
  bool quoted = local.len > 1 && local.ptr[0] == '"';
  size_t end = quoted ? local.len - 1 : local.len;
  size_t count = 0;
  size_t i;
  for (i = quoted ? 1 : 0; i < end; i++) {
    if (local.ptr[i] == '\\' && i + 1 < end) {
      i++;
    }
    if (out != NULL) {
      out[count] = local.ptr[i];
    }
    count++;
  }
  return count;
}

mw_status mw_local_unquote(mw_slice local, mw_room *out)
{
  size_t count;
  if (out == NULL || (local.ptr == NULL && local.len > 0)) {
    return MW_E_ARGUMENT;
  }
  count = unquote(local, NULL);
  if (count > out->len) {
    return MW_E_SPACE;
  }
  if (count > 0) {
    unquote(local, out->ptr);
    out->ptr += count;
    out->len -= count;
  }
  return MW_OK;
}

/* Whether a Quoted-string can carry the octets. */
static bool can_be_quoted(mw_slice octets)
{
  size_t i;
  for (i = 0; i < octets.len; i++) {
    if ((unsigned char)octets.ptr[i] < 0x80 && !mwi_may_be_quoted(octets.ptr[i])) {
      return false;
    }
  }
  return mw_utf8_valid(octets);
}

static bool needs_pair(char octet)
{
  return octet == '"' || octet == '\\';
}

/* The octets between quotes; as unquote(). */
static size_t quote(mw_slice octets, char *out)
{
  size_t count = 0;
  size_t i;
  for (i = 0; i < octets.len; i++) {
    if (needs_pair(octets.ptr[i])) {
      if (out != NULL) {
        out[1 + count] = '\\';
      }
      count++;
    }
    if (out != NULL) {
      out[1 + count] = octets.ptr[i];
    }
    count++;
  }
  if (out != NULL) {
    out[0] = '"';
    out[1 + count] = '"';
  }
  return count + 2;
}

static bool is_dot_string(mw_slice octets)
{
  mw_rules rules;
  mw_path path;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_rules_init(&rules, MW_ALLOW_UTF8);
  rules.local_part = SIZE_MAX;
  return mw_local_part_parse(octets, &rules, &path, &finding) && !path.is_quoted;
}

mw_status mw_local_quote(mw_slice octets, mw_room *out)
{
  bool bare;
  size_t count;
  if (out == NULL || (octets.ptr == NULL && octets.len > 0) || !can_be_quoted(octets)) {
    return MW_E_ARGUMENT;
  }
  bare = is_dot_string(octets);
  count = bare ? octets.len : quote(octets, NULL);
  if (count > out->len) {
    return MW_E_SPACE;
  }
  if (bare) {
    memcpy(out->ptr, octets.ptr, count);
  } else {
    quote(octets, out->ptr);
  }
  out->ptr += count;
  out->len -= count;
  return MW_OK;
}
