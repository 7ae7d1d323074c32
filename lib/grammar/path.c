/* SPDX-License-Identifier: MIT */
/* Paths (RFC 5321 4.1.2).
 *
 *   Reverse-path = Path / "<>"
 *   Forward-path = Path / "<Postmaster>"                      ; 4.1.1.3
 *   Path         = "<" [ A-d-l ":" ] Mailbox ">"
 *   A-d-l        = At-domain *( "," At-domain )
 *   At-domain    = "@" Domain
 */
#include <string.h>

#include "base/slice.h"
#include "grammar/cursor.h"

bool mwi_take_route(mwi_cursor *c, mw_slice *route)
{
  const char *begin = c->at;
  mw_host hop;
  do {
    if (!mwi_takes(c, '@')) {
      return mwi_fail(c, MW_FAULT_BAD_PATH);
    }
    if (!mwi_take_domain_or_tolerated(c, &hop)) {
      return false;
    }
  } while (mwi_takes(c, ','));
  *route = mwi_slice_since(c, begin);
  return true;
}

/* [ A-d-l ":" ] */
static bool take_maybe_route(mwi_cursor *c, mw_path *path)
{
  if (!mwi_sees(c, '@')) {
    return true;
  }
  if (!mwi_take_route(c, &path->route)) {
    return false;
  }
  path->is_utf8 = mwi_has_non_ascii(c, path->route);
  return mwi_takes(c, ':') || mwi_fail(c, MW_FAULT_BAD_PATH);
}

/* What stands between the brackets: a mailbox with its route, or the one recipient that needs no
 * domain, and takes no route. */
static bool take_inside(mwi_cursor *c, mw_path_kind kind, mw_path *path)
{
  if (!take_maybe_route(c, path) || !mwi_take_local_part(c, path)) {
    return false;
  }
  if (mwi_sees(c, '@')) {
    return mwi_take_at_host(c, path);
  }
  return (kind == MW_PATH_FORWARD && path->is_postmaster && path->route.ptr == NULL) ||
         mwi_tolerates(c, MW_ALLOW_UNQUALIFIED, MW_FAULT_BAD_PATH);
}

/* Behind "<". */
static bool take_bracketed(mwi_cursor *c, mw_path_kind kind, mw_path *path)
{
  if (!mwi_pass_spaces(c, MW_ALLOW_PATH_SPACE, MW_FAULT_BAD_PATH)) {
    return false;
  }
  if (mwi_sees(c, '>')) {
    path->is_null = kind == MW_PATH_REVERSE;
    return path->is_null ? mwi_takes(c, '>') : mwi_fail(c, MW_FAULT_BAD_PATH);
  }
  if (!take_inside(c, kind, path) || !mwi_pass_spaces(c, MW_ALLOW_PATH_SPACE, MW_FAULT_BAD_PATH)) {
    return false;
  }
  return mwi_takes(c, '>') || mwi_fail(c, MW_FAULT_BAD_PATH);
}

bool mwi_take_path(mwi_cursor *c, mw_path_kind kind, mw_path *path)
{
  const char *begin;
  bool good;
  if (!mwi_pass_spaces(c, MW_ALLOW_PATH_SPACE, MW_FAULT_BAD_PATH)) {
    return false;
  }
  begin = c->at;
  if (mwi_takes(c, '<')) {
    good = take_bracketed(c, kind, path);
  } else {
    good = !mwi_at_end(c) ? mwi_tolerates(c, MW_ALLOW_NO_BRACKETS, MW_FAULT_BAD_PATH)
                          : mwi_fail(c, MW_FAULT_BAD_PATH);
    good = good && take_inside(c, kind, path);
  }
  if (!good) {
    return false;
  }
  return mwi_since(c, begin) <= c->rules->path ||
         mwi_tolerates_at(c, MW_ALLOW_LONG_PATH, MW_FAULT_PATH_TOO_LONG, begin + c->rules->path);
}

bool mw_path_parse(mw_slice *in, mw_path_kind kind, const mw_rules *rules, mw_path *path,
                   mw_finding *finding)
{
  mwi_cursor c;
  uint64_t before;
  if (in == NULL || path == NULL || finding == NULL) {
    return false;
  }
  c = mwi_cursor_of(*in, rules, finding);
  before = finding->tolerated;
  memset(path, 0, sizeof *path);
  if (!mwi_take_path(&c, kind, path)) {
    finding->tolerated = before;
    return false;
  }
  *in = mwi_rest(&c);
  return true;
}

bool mw_route_next(mw_slice *route, mw_slice *host)
{
  const char *comma;
  if (route == NULL || host == NULL || route->len == 0) {
    return false;
  }
  *host = mwi_slice_from(*route, route->ptr[0] == '@' ? 1 : 0);
  comma = memchr(host->ptr, ',', host->len);
  if (comma == NULL) {
    *route = mwi_slice_from(*host, host->len);
    return true;
  }
  host->len = (size_t)(comma - host->ptr);
  *route = mwi_slice_from(*route, (size_t)(comma + 1 - route->ptr));
  return true;
}
