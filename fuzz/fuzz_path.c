/* SPDX-License-Identifier: MIT */
/* Any text as a path, a mailbox, a host and a local part: what is read strictly is written and read
 * back the same, it is read under every tolerance, what is quoted comes back, and no octet outside
 * of the text is read.
 */
#include <mailwire/mailwire.h>
#include <stdlib.h>
#include <string.h>

#include "must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool same_slice(mw_slice a, mw_slice b)
{
  return (a.ptr == NULL) == (b.ptr == NULL) && mw_slice_equal(a, b);
}

static bool same_path(const mw_path *a, const mw_path *b)
{
  return same_slice(a->route, b->route) && same_slice(a->local, b->local) &&
         same_slice(a->host.text, b->host.text) && a->host.kind == b->host.kind &&
         memcmp(a->host.octets, b->host.octets, 16) == 0 && a->is_null == b->is_null &&
         a->is_quoted == b->is_quoted && a->is_postmaster == b->is_postmaster;
}

static void path_comes_back(const mw_path *path, mw_path_kind kind)
{
  char buffer[300];
  mw_writer w;
  mw_slice out;
  mw_path back;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_path_write(&w, kind, path);
  must(mw_writer_result(&w, &out) == MW_OK, "a path that was read is refused");
  must(mw_path_parse(&out, kind, NULL, &back, &finding) && out.len == 0, "it is not read back");
  must(same_path(path, &back), "another path comes back");
  must(path->is_null || mw_mailbox_equal(path, &back), "it is not equal to itself");
}

static void paths(mw_slice text)
{
  int kind;
  for (kind = MW_PATH_PLAIN; kind <= MW_PATH_FORWARD; kind++) {
    mw_slice rest = text;
    mw_slice tolerant = text;
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    mw_finding other = {MW_FAULT_NONE, 0, 0};
    mw_rules rules;
    mw_path path;
    mw_path same;
    mw_rules_init(&rules, MW_ALLOW_REPORTED);
    if (mw_path_parse(&rest, (mw_path_kind)kind, NULL, &path, &finding)) {
      must(finding.fault == MW_FAULT_NONE && finding.tolerated == 0, "strict, but not clean");
      path_comes_back(&path, (mw_path_kind)kind);
      must(mw_path_parse(&tolerant, (mw_path_kind)kind, &rules, &same, &other),
           "a tolerance refuses what is strict");
      must(same_path(&path, &same), "a tolerance reads another path");
    } else {
      must(finding.fault != MW_FAULT_NONE && finding.offset <= text.len, "refused without a place");
      must(rest.ptr == text.ptr && rest.len == text.len, "refused, but taken");
      if (mw_path_parse(&tolerant, (mw_path_kind)kind, &rules, &same, &other)) {
        must(other.tolerated != 0, "tolerated, but not told");
      }
    }
  }
}

static void hosts(mw_slice text)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_host host;
  if (mw_host_parse(text, NULL, &host, &finding)) {
    must(host.kind != MW_HOST_NONE && mw_slice_equal(host.text, text),
         "a host that is not the text");
  } else {
    must(finding.fault != MW_FAULT_NONE && finding.offset <= text.len, "refused without a place");
  }
}

static void quotes(mw_slice octets)
{
  size_t most = octets.len * 2 + 2;
  char *wire = malloc(most);
  char *meant = malloc(octets.len + 1);
  mw_room room = {wire, most};
  mw_room out = {meant, octets.len};
  if (mw_local_quote(octets, &room) == MW_OK) {
    mw_rules rules;
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    mw_path path;
    mw_slice local = mw_slice_of(wire, most - room.len);
    mw_rules_init(&rules, MW_ALLOW_UTF8);
    rules.local_part = SIZE_MAX;
    must(mw_local_part_parse(local, &rules, &path, &finding), "what was quoted is no local part");
    must(mw_local_unquote(local, &out) == MW_OK && out.len == 0 &&
             memcmp(meant, octets.ptr, octets.len) == 0,
         "what was quoted does not come back");
  }
  free(wire);
  free(meant);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  char *block = calloc(size > 0 ? size : 1, 1);
  mw_slice text = mw_slice_of(block, size);
  if (size > 0) {
    memcpy(block, data, size);
  }
  paths(text);
  hosts(text);
  quotes(text);
  free(block);
  return 0;
}
