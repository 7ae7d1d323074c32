/* SPDX-License-Identifier: MIT */
/* Where a production stands in its text, what it may tolerate, and what it found.
 *
 * A production takes what it matches and returns true, or returns false with its fault in the
 * finding; where the cursor stands then does not matter, since every public function starts with a
 * cursor of its own.
 */
#ifndef MWI_GRAMMAR_CURSOR_H
#define MWI_GRAMMAR_CURSOR_H

#include <mailwire/address.h>

#include "base/finding.h"
#include "base/slice.h"
#include "text/char_class.h"

typedef struct mwi_cursor {
  const char *begin; /* offsets count from here */
  const char *at;
  const char *end;
  const mw_rules *rules;
  uint64_t allow; /* rules->allow, less what this command never takes */
  mw_finding *finding;
} mwi_cursor;

/* The strict rules. */
extern const mw_rules mwi_rules_strict;

static inline mwi_cursor mwi_cursor_of(mw_slice text, const mw_rules *rules, mw_finding *finding)
{
  mwi_cursor c;
  c.begin = c.at = text.ptr;
  c.end = text.len > 0 ? text.ptr + text.len : text.ptr;
  c.rules = rules != NULL ? rules : &mwi_rules_strict;
  c.allow = c.rules->allow;
  c.finding = finding;
  return c;
}

static inline bool mwi_at_end(const mwi_cursor *c)
{
  return c->at == c->end;
}

/* Whether that octet comes next. */
static inline bool mwi_sees(const mwi_cursor *c, char octet)
{
  return c->at < c->end && *c->at == octet;
}

/* Takes that octet if it comes next. */
static inline bool mwi_takes(mwi_cursor *c, char octet)
{
  if (!mwi_sees(c, octet)) {
    return false;
  }
  c->at++;
  return true;
}

/* How many octets from 'from' up to here. */
static inline size_t mwi_since(const mwi_cursor *c, const char *from)
{
  return (size_t)(c->at - from);
}

static inline mw_slice mwi_slice_since(const mwi_cursor *c, const char *from)
{
  mw_slice text;
  text.ptr = from;
  text.len = mwi_since(c, from);
  return text;
}

static inline mw_slice mwi_rest(const mwi_cursor *c)
{
  mw_slice text;
  text.ptr = c->at;
  text.len = (size_t)(c->end - c->at);
  return text;
}

/* Always false. */
static inline bool mwi_fail_at(mwi_cursor *c, mw_fault fault, const char *at)
{
  mwi_find_fault(c->finding, fault, (size_t)(at - c->begin));
  return false;
}

static inline bool mwi_fail(mwi_cursor *c, mw_fault fault)
{
  return mwi_fail_at(c, fault, c->at);
}

/* Whether the deviation at that place is tolerated; else its fault. */
static inline bool mwi_tolerates_at(mwi_cursor *c, uint64_t bit, mw_fault fault, const char *at)
{
  if ((c->allow & bit) == 0) {
    return mwi_fail_at(c, fault, at);
  }
  c->finding->tolerated |= bit;
  return true;
}

static inline bool mwi_tolerates(mwi_cursor *c, uint64_t bit, mw_fault fault)
{
  return mwi_tolerates_at(c, bit, fault, c->at);
}

/* The end of the octets of these classes that stand next. */
static inline const char *mwi_run(const mwi_cursor *c, unsigned classes)
{
  const char *at = c->at;
  while (at < c->end && mwi_is_class(*at, classes)) {
    at++;
  }
  return at;
}

static inline bool mwi_sees_non_ascii(const mwi_cursor *c)
{
  return c->at < c->end && (unsigned char)*c->at >= 0x80;
}

/* What a backslash may quote: %d32-126. */
static inline bool mwi_may_be_quoted(char octet)
{
  return (unsigned char)octet >= 0x20 && (unsigned char)octet <= 0x7e;
}

/* <Postmaster> needs no domain, whatever its case (RFC 5321 4.5.1). */
static inline bool mwi_is_postmaster(mw_slice local)
{
  return local.len == 10 && mwi_to_upper(*local.ptr) == 'P' &&
         mw_slice_equal_nocase(local, mw_slice_of("postmaster", 10));
}

/* Whether a text that was taken holds octets above 127. */
bool mwi_has_non_ascii(const mwi_cursor *c, mw_slice text);

/* Passes over spaces; true when there was none or the bit tolerates them. */
bool mwi_pass_spaces(mwi_cursor *c, uint64_t bit, mw_fault fault);

/* Takes octets above 127, which stand next: well-formed UTF-8 where that is allowed (RFC 6531 3.3).
 */
bool mwi_take_non_ascii(mwi_cursor *c);

/* The productions. */
/* The opening DQUOTE stands next. */
bool mwi_take_quoted_string(mwi_cursor *c);
bool mwi_take_local_part(mwi_cursor *c, mw_path *path);
bool mwi_take_domain(mwi_cursor *c, mw_host *host);
bool mwi_take_literal(mwi_cursor *c, mw_host *host);
bool mwi_take_host(mwi_cursor *c, mw_host *host);
bool mwi_take_mailbox(mwi_cursor *c, mw_path *path);
/* "@", which stands next, and the host. */
bool mwi_take_at_host(mwi_cursor *c, mw_path *path);
bool mwi_take_path(mwi_cursor *c, mw_path_kind kind, mw_path *path);

/* A Domain where a literal may only be tolerated: HELO, source routes. */
bool mwi_take_domain_or_tolerated(mwi_cursor *c, mw_host *host);

/* Route without its last colon. */
bool mwi_take_route(mwi_cursor *c, mw_slice *route);

#endif
