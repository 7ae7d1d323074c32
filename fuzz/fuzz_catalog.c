/* SPDX-License-Identifier: MIT */
/* Any line held against the catalogue: rows in their order, values inside the line, what the row
 * says and the values are the whole text. Any row written with any values: nothing, or lines that
 * are recognised as that row with those values. Any text as a row of the caller's: checked, and
 * what passes behaves the same.
 *
 *   input: flags, row (2), three lengths, then the octets that line, values and text share
 */
#include <mailwire/catalog.h>

#include "lines.h"
#include "support/assert_mw.h"
#include "support/catalog.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEAD = 6, ROOM = 32, VALUES = 3 };

static char buffer[65536];
static char room[65536];

static bool lies_in(mw_slice part, mw_slice whole)
{
  return part.ptr >= whole.ptr && part.ptr + part.len <= whole.ptr + whole.len;
}

static void match(const mw_catalog *catalog, mw_slice line)
{
  mw_catalog_match found[ROOM];
  size_t count = mw_catalog_match_line(catalog, line, found, ROOM);
  size_t i;
  size_t k;
  must(count == mw_catalog_match_line(catalog, line, NULL, 0), "another number of rows");
  for (i = 0; i < count && i < ROOM; i++) {
    size_t octets = found[i].literal;
    must(i == 0 || found[i - 1].literal >= found[i].literal, "a worse row comes first");
    for (k = 0; k < found[i].count; k++) {
      must(lies_in(found[i].params[k].value, line), "a value is not in the line");
      must(found[i].params[k].value.len > 0, "a value is empty");
      octets += found[i].params[k].value.len;
    }
    must(octets <= line.len, "a row has more than the line");
  }
}

/* The values in the order of the names in the row's text. */
static size_t fill(const mw_catalog_row *row, mw_slice octets, const uint8_t *lengths,
                   mw_catalog_param *params)
{
  const char *at = row->text;
  size_t count = 0;
  while ((at = strchr(at, '{')) != NULL && count < MW_CATALOG_PARAMS) {
    if (at[1] == '{') {
      at += 2;
      continue;
    }
    params[count].name = mw_slice_of(at + 1, strcspn(at + 1, "}"));
    params[count].value = field(&octets, lengths[count % VALUES]);
    at += params[count].name.len + 1;
    count++;
  }
  return count;
}

static void write_row(const mw_catalog *catalog, const mw_catalog_row *row, mw_slice octets,
                      const uint8_t *head)
{
  mw_catalog_param params[MW_CATALOG_PARAMS];
  mw_catalog_match found[ROOM];
  const mw_catalog_match *again;
  mw_catalog_flaw flaw;
  mw_writer w;
  mw_slice out;
  size_t count = fill(row, octets, head + 3, params);
  size_t i;
  bool done;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_writer_allow_utf8(&w, (head[0] & 1) != 0);
  done = mw_catalog_write(&w, catalog, mw_slice_text(row->name), (head[0] & 2) != 0, params, count,
                          &flaw);
  must(done == (flaw.kind == MW_CATALOG_FLAW_NONE), "a flaw and no refusal, or the other way");
  must(done == (mw_writer_result(&w, &out) == MW_OK), "the writer says something else");
  must(done == (out.len > 0), "a refusal that was written");
  if (!done || row->code == 0 || memchr(out.ptr, '\n', out.len - 1) != NULL) {
    must(!done || out.ptr[out.len - 1] == '\n', "a line without its end");
    return;
  }
  out = catalog_line(out, false, room);
  again = catalog_match_of(found, mw_catalog_match_line(catalog, out, found, ROOM), row);
  must(again != NULL && again->count == count, "the line is not that row");
  for (i = 0; i < count; i++) {
    must(mw_slice_equal(again->params[i].value, params[i].value), "another value comes back");
  }
}

/* A text of the caller's as a row. */
static void own_row(mw_slice octets, const uint8_t *head)
{
  mw_catalog_row row = SMTP_ROW("own", 550, "5.7.1", "");
  mw_catalog catalog = {&row, 1, NULL};
  mw_catalog_flaw flaw;
  char *text = malloc(octets.len + 1);
  if (octets.len > 0) {
    memcpy(text, octets.ptr, octets.len);
  }
  text[octets.len] = '\0';
  row.text = text;
  match(&catalog, octets);
  if (mw_catalog_check(&catalog, (head[0] & 1) != 0, &flaw)) {
    write_row(&catalog, &row, octets, head);
  } else {
    must(flaw.kind != MW_CATALOG_FLAW_NONE, "a flaw without a name");
  }
  free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  const mw_catalog *catalog = mw_catalog_standard();
  const mw_catalog_row *row;
  char *block;
  mw_slice octets;
  if (size < HEAD) {
    return 0;
  }
  block = calloc(size > HEAD ? size - HEAD : 1, 1);
  octets = mw_slice_of(block, size - HEAD);
  if (size > HEAD) {
    memcpy(block, data + HEAD, size - HEAD);
  }
  match(catalog, octets);
  row = &catalog->rows[((size_t)data[1] << 8 | data[2]) % catalog->count];
  if (row->of == NULL) {
    write_row(catalog, row, octets, data);
  }
  own_row(octets, data);
  free(block);
  return 0;
}
