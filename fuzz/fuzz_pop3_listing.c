/* SPDX-License-Identifier: MIT */
/* Any lines of a listing, and any octets in its fields: what is read as an item is written and read
 * back the same; what is refused leaves nothing; what is written is one line. The lines as
 * capabilities make a set that is equal to itself, and is written and comes back.
 *
 *   input: tolerances (1), numbers (1), then lines
 */
#include "capa.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEAD = 2, LINES = 64, ROOM = 16384 };

static char buffer[ROOM * 2];

/* Tolerances of a listing, by the bits of an octet. */
static uint64_t allowed(unsigned bits)
{
  static const uint64_t all[] = {MW_ALLOW_EXTRA_SPACE,    MW_ALLOW_SEPARATOR,
                                 MW_ALLOW_TRAILING_SPACE, MW_ALLOW_EXTRA_TEXT,
                                 MW_ALLOW_LONG_UNIQUE_ID, MW_ALLOW_ODD_UNIQUE_ID};
  uint64_t allow = 0;
  size_t i;
  for (i = 0; i < 6; i++) {
    allow |= (bits >> i & 1) != 0 ? all[i] : 0;
  }
  return allow;
}

/* Whether the text holds nothing but printable ASCII and fits into a line. */
static bool is_plain(mw_slice text)
{
  size_t i;
  for (i = 0; i < text.len; i++) {
    if (text.ptr[i] < 0x20 || text.ptr[i] == 0x7f) {
      return false;
    }
  }
  return text.len <= 450;
}

static mw_writer begin(void)
{
  mw_writer w;
  mw_writer_init(&w, buffer, sizeof buffer);
  return w;
}

static bool strictly(bool good, uint64_t allow, const mw_finding *finding)
{
  must(good == (finding->fault == MW_FAULT_NONE), "read and a fault, or neither");
  must((finding->tolerated & ~allow) == 0, "tolerated what was not to be");
  return good && finding->tolerated == 0;
}

/* The text of a line that is a response of its own. */
static mw_slice behind_status(mw_slice line)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_response response;
  must(mw_pop3_response_parse(line, 0, &response, &finding) &&
           response.status == MW_POP3_STATUS_OK && finding.fault == MW_FAULT_NONE,
       "what was written is no response");
  return response.text;
}

static bool same(mw_slice a, mw_slice b)
{
  return (a.ptr == NULL) == (b.ptr == NULL) && mw_slice_equal(a, b);
}

static void drop(mw_slice text, uint64_t allow)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_drop_listing item;
  mw_pop3_drop_listing back;
  mw_writer w = begin();
  mw_slice line;
  bool good = mw_pop3_drop_listing_parse(text, allow, &item, &finding);
  bool strict = strictly(good, allow, &finding);
  if (!good) {
    return;
  }
  mw_pop3_drop_listing_write(&w, &item);
  if (!written_line(&w, &line)) {
    must(!strict || !is_plain(text), "a drop listing that was read is not written");
    return;
  }
  must(mw_pop3_drop_listing_parse(behind_status(line), 0, &back, &finding) &&
           back.messages == item.messages && back.octets == item.octets &&
           same(back.extra, item.extra),
       "another drop listing comes back");
}

static void scan(mw_slice text, uint64_t allow, bool alone)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_scan_listing item;
  mw_pop3_scan_listing back;
  mw_writer w = begin();
  mw_slice line;
  bool good = mw_pop3_scan_listing_parse(text, allow, &item, &finding);
  bool strict = strictly(good, allow, &finding);
  if (!good) {
    return;
  }
  mw_pop3_scan_listing_write(&w, &item, alone);
  if (!written_line(&w, &line)) {
    must(!strict || !is_plain(text), "a scan listing that was read is not written");
    return;
  }
  must(mw_pop3_scan_listing_parse(alone ? behind_status(line) : line, 0, &back, &finding) &&
           back.message == item.message && back.octets == item.octets &&
           same(back.extra, item.extra),
       "another scan listing comes back");
}

static void unique_id(mw_slice text, uint64_t allow, bool alone)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_unique_id item;
  mw_pop3_unique_id back;
  mw_writer w = begin();
  mw_slice line;
  bool good = mw_pop3_unique_id_parse(text, allow, &item, &finding);
  bool strict = strictly(good, allow, &finding);
  if (!good) {
    return;
  }
  mw_pop3_unique_id_write(&w, &item, alone);
  if (!written_line(&w, &line)) {
    must(!strict, "a unique-id that was read is not written");
    return;
  }
  must(mw_pop3_unique_id_parse(alone ? behind_status(line) : line, 0, &back, &finding) &&
           back.message == item.message && same(back.id, item.id) &&
           back.id.len <= MW_POP3_UNIQUE_ID,
       "another unique-id comes back");
}

static void language(mw_slice text, uint64_t allow, bool alone)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_language item;
  mw_pop3_language back;
  mw_writer w = begin();
  mw_slice line;
  bool good = mw_pop3_language_parse(text, allow, &item, &finding);
  bool strict = strictly(good, allow, &finding);
  if (!good) {
    return;
  }
  mw_pop3_language_write(&w, &item, alone);
  if (!written_line(&w, &line)) {
    must(!strict || !is_plain(text), "a language that was read is not written");
    return;
  }
  must(mw_pop3_language_parse(alone ? behind_status(line) : line, 0, &back, &finding) &&
           same(back.tag, item.tag) && same(back.text, item.text),
       "another language comes back");
}

/* Fields that nobody read: written only when they are what the line must hold. */
static void any_fields(mw_slice octets, uint32_t number)
{
  mw_pop3_scan_listing listed = {number, number, octets};
  mw_pop3_unique_id id = {number, octets};
  mw_pop3_unique_id back;
  mw_pop3_language tongue = {octets, octets};
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_slice line;
  mw_writer w = begin();
  mw_pop3_scan_listing_write(&w, &listed, false);
  (void)written_line(&w, &line);
  w = begin();
  mw_pop3_language_write(&w, &tongue, true);
  (void)written_line(&w, &line);
  w = begin();
  mw_pop3_unique_id_write(&w, &id, false);
  if (written_line(&w, &line)) {
    must(mw_pop3_unique_id_parse(line, 0, &back, &finding) && same(back.id, octets),
         "a unique-id of any octets");
  }
  w = begin();
  mw_pop3_line_write(&w, octets);
  if (written_line(&w, &line)) {
    must(line.len != 1 || line.ptr[0] != '.', "a line that ends its listing");
  }
}

static void add_all(mw_pop3_capabilities *set, const mw_slice *lines, size_t count, uint64_t allow)
{
  size_t i;
  for (i = 0; i < count; i++) {
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    mw_pop3_capabilities_add(set, lines[i], allow, &finding);
    must(finding.offset <= lines[i].len, "a fault beyond the line");
  }
}

static void capabilities(const mw_slice *lines, size_t count, uint64_t allow)
{
  static char rooms[3][ROOM];
  mw_pop3_capabilities set;
  mw_pop3_capabilities twice;
  mw_pop3_capabilities back;
  mw_writer w = begin();
  mw_slice out;
  mw_pop3_capabilities_init(&set, rooms[0], ROOM);
  mw_pop3_capabilities_init(&twice, rooms[1], ROOM);
  mw_pop3_capabilities_init(&back, rooms[2], ROOM);
  add_all(&set, lines, count, allow);
  add_all(&twice, lines, count, allow);
  must(mw_pop3_capabilities_equal(&set, &twice), "a set is not equal to the same");
  mw_pop3_capabilities_write(&w, mw_slice_text("list follows"), &set);
  out = written(&w);
  if (out.len == 0 || set.lines.overflow) {
    return;
  }
  (void)lines_of(out);
  read_capabilities(&back, out, 0);
  must(mw_pop3_capabilities_equal(&set, &back), "another set comes back");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  mw_slice lines[LINES];
  size_t count;
  size_t i;
  char *block;
  uint64_t allow;
  if (size < HEAD) {
    return 0;
  }
  block = calloc(size - HEAD + 1, 1);
  if (block == NULL) {
    abort();
  }
  memcpy(block, data + HEAD, size - HEAD);
  allow = allowed(data[0]);
  count = split_lines(mw_slice_of(block, size - HEAD), lines, LINES);
  for (i = 0; i < count; i++) {
    bool alone = (data[1] >> (i % 8) & 1) != 0;
    drop(lines[i], allow);
    scan(lines[i], allow, alone);
    unique_id(lines[i], allow, alone);
    language(lines[i], allow, alone);
  }
  any_fields(mw_slice_of(block, size - HEAD), data[1]);
  capabilities(lines, count, allow);
  free(block);
  return 0;
}
