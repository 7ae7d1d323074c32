/* SPDX-License-Identifier: MIT */
/* Address literals (RFC 5321 4.1.3).
 *
 *   address-literal         = "[" ( IPv4-address-literal / IPv6-address-literal /
 *                                   General-address-literal ) "]"
 *   IPv4-address-literal    = Snum 3( "." Snum )              ; Snum: 1*3DIGIT, 0 to 255
 *   IPv6-address-literal    = "IPv6:" IPv6-addr
 *   IPv6-addr               = IPv6-full / IPv6-comp / IPv6v4-full / IPv6v4-comp
 *   General-address-literal = Standardized-tag ":" 1*dcontent ; Standardized-tag: Ldh-str
 *
 * "::" stands for two groups at least. A literal with the tag IPv6 is an IPv6 address or nothing.
 */
#include <string.h>

#include "base/slice.h"
#include "grammar/cursor.h"

enum { GROUPS = 8, GROUP_OCTETS = 2, IPV4_GROUPS = 2, LEAST_COMPRESSED = 2 };

static bool take_snum(mwi_cursor *c, uint8_t *octet)
{
  unsigned value = 0;
  int digits = 0;
  while (c->at < c->end && mwi_is_digit(*c->at) && digits < 3) {
    value = value * 10 + (unsigned)(*c->at - '0');
    c->at++;
    digits++;
  }
  *octet = (uint8_t)value;
  return digits > 0 && value <= 255;
}

static bool take_ipv4(mwi_cursor *c, uint8_t *octets)
{
  int i;
  for (i = 0; i < 4; i++) {
    if ((i > 0 && !mwi_takes(c, '.')) || !take_snum(c, octets + i)) {
      return false;
    }
  }
  return true;
}

static unsigned hex_value(char digit)
{
  return mwi_is_digit(digit) ? (unsigned)(digit - '0') : (unsigned)(mwi_to_upper(digit) - 'A') + 10;
}

/* Whether an IPv4 address stands here rather than a group. */
static bool sees_ipv4(const mwi_cursor *c)
{
  const char *end = mwi_run(c, MWI_CLASS_DIGIT);
  return end < c->end && *end == '.';
}

/* 1*4HEXDIG */
static bool take_group(mwi_cursor *c, uint8_t *octets)
{
  const char *begin = c->at;
  unsigned value = 0;
  c->at = mwi_run(c, MWI_CLASS_HEXDIG);
  if (c->at == begin || mwi_since(c, begin) > 4) {
    return false;
  }
  for (; begin < c->at; begin++) {
    value = value << 4 | hex_value(*begin);
  }
  octets[0] = (uint8_t)(value >> 8);
  octets[1] = (uint8_t)(value & 0xff);
  return true;
}

/* The groups of an IPv6 address as far as they were read. */
typedef struct groups {
  uint8_t octets[GROUPS * GROUP_OCTETS];
  int count;
  int gap; /* how many groups stand in front of "::"; -1: there is none */
} groups;

/* A group, or the IPv4 address that ends it all (*last). */
static bool take_part(mwi_cursor *c, groups *g, bool *last)
{
  int width = sees_ipv4(c) ? IPV4_GROUPS : 1;
  uint8_t *octets = g->octets + g->count * GROUP_OCTETS;
  *last = width == IPV4_GROUPS;
  if (g->count + width > GROUPS) {
    return false;
  }
  g->count += width;
  return *last ? take_ipv4(c, octets) : take_group(c, octets);
}

static bool take_gap(mwi_cursor *c, groups *g)
{
  if (g->gap >= 0) {
    return false;
  }
  g->gap = g->count;
  c->at++;
  return true;
}

/* Between two groups, and in front of the first: *more tells whether a group must follow. */
static bool take_colon(mwi_cursor *c, groups *g, bool *more)
{
  *more = true;
  if (g->count > 0 || mwi_sees(c, ':')) {
    if (!mwi_takes(c, ':')) {
      *more = false;
      return true;
    }
    if (mwi_sees(c, ':')) {
      *more = c->end - c->at > 1 && mwi_is_hexdig(c->at[1]);
      return take_gap(c, g);
    }
    return g->count > 0;
  }
  return true;
}

static bool take_ipv6(mwi_cursor *c, uint8_t *octets)
{
  groups g;
  bool more;
  bool last = false;
  int behind;
  memset(&g, 0, sizeof g);
  g.gap = -1;
  do {
    if (!take_colon(c, &g, &more) || (more && !take_part(c, &g, &last))) {
      return false;
    }
  } while (more && !last);
  if (g.gap < 0 ? g.count != GROUPS : g.count > GROUPS - LEAST_COMPRESSED) {
    return false;
  }
  behind = g.gap < 0 ? 0 : g.count - g.gap;
  memset(octets, 0, sizeof g.octets);
  memcpy(octets, g.octets, (size_t)(g.count - behind) * GROUP_OCTETS);
  memcpy(octets + (GROUPS - behind) * GROUP_OCTETS, g.octets + (g.count - behind) * GROUP_OCTETS,
         (size_t)behind * GROUP_OCTETS);
  return true;
}

/* Ldh-str ":" 1*dcontent, or with the tag IPv6 an address. */
static bool take_tagged(mwi_cursor *c, mw_host *host)
{
  const char *begin = c->at;
  c->at = mwi_run(c, MWI_CLASS_LDH);
  host->tag = mwi_slice_since(c, begin);
  if (host->tag.len == 0 || c->at[-1] == '-' || !mwi_takes(c, ':')) {
    return false;
  }
  begin = c->at;
  if (mw_slice_equal_nocase(host->tag, mw_slice_of("IPv6", 4))) {
    host->kind = MW_HOST_IPV6;
    if (!take_ipv6(c, host->octets)) {
      return false;
    }
  } else {
    host->kind = MW_HOST_GENERAL;
    c->at = mwi_run(c, MWI_CLASS_DCONTENT);
  }
  host->content = mwi_slice_since(c, begin);
  return host->content.len > 0;
}

bool mwi_take_literal(mwi_cursor *c, mw_host *host)
{
  const char *begin = c->at++;
  bool good;
  if (sees_ipv4(c)) {
    host->kind = MW_HOST_IPV4;
    good = take_ipv4(c, host->octets);
    host->content = mwi_slice_from(mwi_slice_since(c, begin), 1);
  } else {
    good = take_tagged(c, host);
  }
  if (!good || !mwi_takes(c, ']')) {
    return mwi_fail(c, MW_FAULT_BAD_LITERAL);
  }
  host->text = mwi_slice_since(c, begin);
  return host->text.len <= c->rules->domain ||
         mwi_tolerates_at(c, MW_ALLOW_LONG_PATH, MW_FAULT_PATH_TOO_LONG, begin + c->rules->domain);
}
