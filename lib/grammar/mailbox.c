/* SPDX-License-Identifier: MIT */
/* A local part at a host, read and compared.
 *
 *   Mailbox = Local-part "@" ( Domain / address-literal )      ; RFC 5321 4.1.2
 */
#include <string.h>

#include "base/slice.h"
#include "grammar/cursor.h"

bool mwi_take_at_host(mwi_cursor *c, mw_path *path)
{
  c->at++;
  if (!mwi_take_host(c, &path->host)) {
    return false;
  }
  path->is_utf8 = path->is_utf8 || mwi_has_non_ascii(c, path->host.text);
  return true;
}

bool mwi_take_mailbox(mwi_cursor *c, mw_path *path)
{
  if (!mwi_take_local_part(c, path)) {
    return false;
  }
  return mwi_sees(c, '@') ? mwi_take_at_host(c, path)
                          : mwi_tolerates(c, MW_ALLOW_UNQUALIFIED, MW_FAULT_BAD_PATH);
}

bool mw_mailbox_parse(mw_slice text, const mw_rules *rules, mw_path *path, mw_finding *finding)
{
  mwi_cursor c = mwi_cursor_of(text, rules, finding);
  if (path == NULL || finding == NULL) {
    return false;
  }
  memset(path, 0, sizeof *path);
  return mwi_take_mailbox(&c, path) && (mwi_at_end(&c) || mwi_fail(&c, MW_FAULT_BAD_PATH));
}

/* The next octet as it is meant; *at is advanced, and counts from behind the first quote. */
static int next_meant(mw_slice inner, size_t *at)
{
  if (*at >= inner.len) {
    return -1;
  }
  if (inner.ptr[*at] == '\\' && *at + 1 < inner.len) {
    (*at)++;
  }
  return (unsigned char)inner.ptr[(*at)++];
}

static mw_slice inner_of(const mw_path *path)
{
  bool quoted = path->local.len > 1 && path->local.ptr[0] == '"';
  return quoted ? mwi_slice_head(mwi_slice_from(path->local, 1), path->local.len - 2) : path->local;
}

/* Whether both local parts mean the same octets (RFC 5321 4.1.2: quotes do not change the meaning).
 */
static bool same_local(const mw_path *a, const mw_path *b)
{
  mw_slice x = inner_of(a);
  mw_slice y = inner_of(b);
  size_t i = 0;
  size_t k = 0;
  int octet;
  do {
    octet = next_meant(x, &i);
    if (octet != next_meant(y, &k)) {
      return false;
    }
  } while (octet >= 0);
  return true;
}

static bool same_host(const mw_host *a, const mw_host *b)
{
  if (a->kind != b->kind) {
    return false;
  }
  switch (a->kind) {
  case MW_HOST_IPV4: return memcmp(a->octets, b->octets, 4) == 0;
  case MW_HOST_IPV6: return memcmp(a->octets, b->octets, 16) == 0;
  case MW_HOST_GENERAL:
    return mw_slice_equal_nocase(a->tag, b->tag) && mw_slice_equal(a->content, b->content);
  default: return mw_slice_equal_nocase(a->text, b->text);
  }
}

bool mw_mailbox_equal(const mw_path *a, const mw_path *b)
{
  if (a == NULL || b == NULL) {
    return false;
  }
  if (a->is_null != b->is_null || !same_host(&a->host, &b->host)) {
    return false;
  }
  return same_local(a, b) || (a->is_postmaster && b->is_postmaster);
}
