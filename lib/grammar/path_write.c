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

/* Whether the route is one as a whole. */
static bool is_route(mw_slice text, const mw_rules *rules)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mwi_cursor c = mwi_cursor_of(text, rules, &finding);
  mw_slice route;
  return mwi_take_route(&c, &route) && mwi_at_end(&c);
}

static bool is_local_part(mw_slice text, const mw_rules *rules, bool *postmaster)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_path path;
  bool good = mw_local_part_parse(text, rules, &path, &finding);
  *postmaster = path.is_postmaster;
  return good;
}

static bool is_host(mw_slice text, const mw_rules *rules)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_host host;
  return mw_host_parse(text, rules, &host, &finding);
}

/* Whether it is a mailbox, or for FORWARD <Postmaster>. */
static bool is_good_mailbox(const mw_path *path, mw_path_kind kind, const mw_rules *rules)
{
  bool postmaster;
  if (!is_local_part(path->local, rules, &postmaster)) {
    return false;
  }
  if (path->host.kind == MW_HOST_NONE) {
    return kind == MW_PATH_FORWARD && postmaster && path->host.text.len == 0;
  }
  return is_host(path->host.text, rules);
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
  if (!is_good_mailbox(path, kind, &rules) ||
      (path->route.ptr != NULL && !is_route(path->route, &rules))) {
    mwi_refuse(w);
    return;
  }
  if (path->route.ptr != NULL) {
    mwi_put(w, path->route);
    mwi_put(w, mw_slice_of(":", 1));
  }
  put_mailbox(w, path);
}

static bool is_empty(const mw_path *path)
{
  return path->local.len == 0 && path->route.len == 0 && path->host.kind == MW_HOST_NONE;
}

void mwi_put_path(mw_writer *w, mw_path_kind kind, const mw_path *path)
{
  size_t begin = w->len;
  mwi_put(w, mw_slice_of("<", 1));
  if (!path->is_null) {
    put_inside(w, kind, path);
  } else if (kind != MW_PATH_REVERSE || !is_empty(path)) {
    mwi_refuse(w);
  }
  mwi_put(w, mw_slice_of(">", 1));
  if (w->len - begin > mwi_rules_strict.path) {
    mwi_refuse(w);
  }
}

void mwi_put_host(mw_writer *w, const mw_host *host, bool literal)
{
  if (host->kind == MW_HOST_NONE || !is_host(host->text, NULL) ||
      (host->text.ptr[0] == '[' && !literal)) {
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
