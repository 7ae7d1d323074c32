/* SPDX-License-Identifier: MIT */
/* Paths on their way out: each part is read by its own production before it is written. */
#include <string.h>

#include "base/writer.h"
#include "grammar/address_write.h"
#include "grammar/cursor.h"

/* The strict rules, with UTF-8 where the writer allows it. */
static void rules_of(const mw_writer *w, mw_rules *rules)
{
  mw_rules_init(rules, w->utf8 ? MW_ALLOW_UTF8 : 0);
}

/* Each reads a part of the path as a whole. */
static bool read_route(mw_slice text, const mw_rules *rules, mw_path *read)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mwi_cursor c = mwi_cursor_of(text, rules, &finding);
  if (text.ptr == NULL) {
    return true;
  }
  if (!mwi_take_route(&c, &read->route) || !mwi_at_end(&c)) {
    return false;
  }
  read->is_utf8 = mwi_has_non_ascii(&c, text);
  return true;
}

static bool read_local_part(mw_slice text, const mw_rules *rules, mw_path *read)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mwi_cursor c = mwi_cursor_of(text, rules, &finding);
  return mwi_take_local_part(&c, read) && mwi_at_end(&c);
}

static bool read_host(mw_slice text, const mw_rules *rules, mw_path *read)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mwi_cursor c = mwi_cursor_of(text, rules, &finding);
  if (!mwi_take_host(&c, &read->host) || !mwi_at_end(&c)) {
    return false;
  }
  read->is_utf8 = read->is_utf8 || mwi_has_non_ascii(&c, text);
  return true;
}

static bool same_parts(const mw_host *a, const mw_host *b)
{
  return a->kind == b->kind && mw_slice_equal(a->text, b->text) && mw_slice_equal(a->tag, b->tag) &&
         mw_slice_equal(a->content, b->content) && memcmp(a->octets, b->octets, 16) == 0;
}

/* Whether both say the same in every field. */
static bool same_path(const mw_path *a, const mw_path *b)
{
  return mw_slice_equal(a->route, b->route) && mw_slice_equal(a->local, b->local) &&
         same_parts(&a->host, &b->host) && a->is_null == b->is_null &&
         a->is_quoted == b->is_quoted && a->is_utf8 == b->is_utf8 &&
         a->is_postmaster == b->is_postmaster;
}

/* Whether its texts are those of a mailbox, or for FORWARD of <Postmaster>, and the other fields
 * say what these texts do. */
static bool is_good_mailbox(const mw_path *path, mw_path_kind kind, const mw_rules *rules)
{
  mw_path read;
  memset(&read, 0, sizeof read);
  if (!read_route(path->route, rules, &read) || !read_local_part(path->local, rules, &read)) {
    return false;
  }
  if (path->host.kind == MW_HOST_NONE) {
    return kind == MW_PATH_FORWARD && read.is_postmaster && read.route.ptr == NULL &&
           same_path(path, &read);
  }
  return read_host(path->host.text, rules, &read) && same_path(path, &read);
}

static void put_mailbox(mw_writer *w, const mw_path *path)
{
  mwi_put(w, path->local);
  if (path->host.kind != MW_HOST_NONE) {
    mwi_put(w, mw_slice_of("@", 1));
    mwi_put(w, path->host.text);
  }
}

static void put_inside(mw_writer *w, mw_path_kind kind, const mw_path *path)
{
  mw_rules rules;
  rules_of(w, &rules);
  if (!is_good_mailbox(path, kind, &rules)) {
    mwi_refuse(w);
    return;
  }
  if (path->route.ptr != NULL) {
    mwi_put(w, path->route);
    mwi_put(w, mw_slice_of(":", 1));
  }
  put_mailbox(w, path);
}

/* Whether it says that it is null, and nothing else. */
static bool is_null_alone(const mw_path *path)
{
  mw_path null;
  memset(&null, 0, sizeof null);
  null.is_null = true;
  return same_path(path, &null);
}

void mwi_put_path(mw_writer *w, mw_path_kind kind, const mw_path *path)
{
  size_t begin = w->len;
  mwi_put(w, mw_slice_of("<", 1));
  if (!path->is_null) {
    put_inside(w, kind, path);
  } else if (kind != MW_PATH_REVERSE || !is_null_alone(path)) {
    mwi_refuse(w);
  }
  mwi_put(w, mw_slice_of(">", 1));
  if (w->len - begin > mwi_rules_strict.path) {
    mwi_refuse(w);
  }
}

void mwi_put_host(mw_writer *w, const mw_host *host, bool literal)
{
  mw_path read;
  memset(&read, 0, sizeof read);
  if (!read_host(host->text, NULL, &read) || !same_parts(host, &read.host) ||
      (host->kind != MW_HOST_DOMAIN && !literal)) {
    mwi_refuse(w);
    return;
  }
  mwi_put(w, host->text);
}

void mw_path_write(mw_writer *w, mw_path_kind kind, const mw_path *path)
{
  size_t begin = mwi_item_begin(w);
  if (mwi_may_write(w, path)) {
    mwi_put_path(w, kind, path);
    mwi_item_end(w, begin);
  }
}

void mw_mailbox_write(mw_writer *w, const mw_path *path)
{
  size_t begin = mwi_item_begin(w);
  mw_rules rules;
  if (!mwi_may_write(w, path)) {
    return;
  }
  rules_of(w, &rules);
  if (path->is_null || path->route.ptr != NULL || !is_good_mailbox(path, MW_PATH_PLAIN, &rules)) {
    mwi_refuse(w);
  } else {
    put_mailbox(w, path);
  }
  mwi_item_end(w, begin);
}
