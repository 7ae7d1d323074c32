/* SPDX-License-Identifier: MIT */
/* Lines recognised: which rows fit one, and what stands in their placeholders.
 *
 * A row's text is held against a line's from left to right, once: its first literal begins the
 * line's text, each further one is looked for behind the octet that its placeholder takes at least,
 * and the last one ends the text. Nothing is tried again with another place for a literal.
 */
#include <string.h>

#include "base/slice.h"
#include "knowledge/catalog.h"

/* ---- the line ------------------------------------------------------------------------------- */

static mw_slice without_blanks_behind(mw_slice text)
{
  while (text.len > 0 && (text.ptr[text.len - 1] == ' ' || text.ptr[text.len - 1] == '\t')) {
    text.len--;
  }
  return text;
}

/* What follows an enhanced status code of another class, which is text to the reply and none to
 * those who wrote it. */
static void add_behind_other_class(const mw_smtp_reply_line *reply, mwi_catalog_line *line)
{
  mw_enhanced enhanced;
  size_t len;
  if (reply->enhanced_fault != MW_FAULT_ENHANCED_CLASS) {
    return;
  }
  len = mw_enhanced_parse(reply->message, &enhanced, NULL);
  if (len < reply->message.len) {
    line->texts[line->count++] = mwi_slice_from(reply->message, len + 1);
  }
}

/* Where the text goes on behind an enhanced status code and a colon, "2.0.0: Ok"; 0 when it does
 * not begin so. */
static size_t behind_code_and_colon(const mw_smtp_reply_line *reply)
{
  mw_slice message = reply->message;
  const char *blank = message.len > 0 ? memchr(message.ptr, ' ', message.len) : NULL;
  size_t len = blank != NULL ? (size_t)(blank - message.ptr) : 0;
  mw_enhanced enhanced;
  if (len < 2 || reply->enhanced.klass != 0 || message.ptr[len - 1] != ':' ||
      mw_enhanced_parse(mwi_slice_head(message, len - 1), &enhanced, NULL) != len - 1 ||
      !mw_enhanced_fits(enhanced, reply->code)) {
    return 0;
  }
  return len + 1;
}

static void read_smtp(mwi_catalog_line *line)
{
  const uint64_t allow = MW_ALLOW_ODD_CODE | MW_ALLOW_BARE_CHALLENGE | MW_ALLOW_HASH_ENHANCED;
  mw_smtp_reply_line reply;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  if (mw_smtp_reply_line_parse(line->whole, allow, &reply, &finding)) {
    size_t begin = behind_code_and_colon(&reply);
    line->code = reply.code;
    line->enhanced = reply.enhanced.klass != 0 || begin > 0;
    line->texts[line->count++] = mwi_slice_from(reply.message, begin);
    add_behind_other_class(&reply, line);
  }
}

static void read_pop3(mwi_catalog_line *line)
{
  mw_pop3_response response;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  if (mw_pop3_response_parse(line->whole, MW_ALLOW_STATUS_CASE, &response, &finding)) {
    line->status = response.status;
    line->texts[line->count++] = response.message;
  }
}

void mwi_catalog_line_read(mw_slice octets, mwi_catalog_line *line)
{
  memset(line, 0, sizeof *line);
  line->whole = without_blanks_behind(octets);
  if (line->whole.len > 0 && (line->whole.ptr[0] == '+' || line->whole.ptr[0] == '-')) {
    read_pop3(line);
  } else {
    read_smtp(line);
  }
}

/* ---- one row -------------------------------------------------------------------------------- */

/* Where the literal stands first, behind the octet at `at`; text.len when it stands nowhere. */
static size_t first_place(mw_slice text, size_t at, mw_slice literal, size_t len)
{
  for (at++; at < text.len && text.len - at >= len; at++) {
    if (mwi_literal_is_at(literal, text.ptr + at)) {
      return at;
    }
  }
  return text.len;
}

/* Takes the value of the placeholder with that number, which begins at *at, and the literal behind
 * it. */
static bool take_value(const mwi_template *t, size_t number, mw_slice text, size_t *at,
                       mw_catalog_match *match)
{
  mw_slice literal = t->literals[number + 1];
  size_t len = mwi_literal_length(literal);
  bool last = number + 1 == t->count;
  size_t end;
  size_t offset;
  mw_slice value;
  if (*at >= text.len || len >= text.len - *at) {
    return false;
  }
  end = last ? text.len - len : first_place(text, *at, literal, len);
  if (end == text.len ? len > 0 : last && !mwi_literal_is_at(literal, text.ptr + end)) {
    return false;
  }
  value = mw_slice_of(text.ptr + *at, end - *at);
  if (!mwi_template_takes(t, number, value, &offset)) {
    return false;
  }
  match->params[number].name = t->names[number];
  match->params[number].value = value;
  match->literal += len;
  *at = end + len;
  return true;
}

/* Whether the template is the whole text. */
static bool is_text(const mwi_template *t, mw_slice text, mw_catalog_match *match)
{
  size_t at = mwi_literal_length(t->literals[0]);
  size_t i;
  match->count = t->count;
  match->literal = at;
  if (at > text.len || !mwi_literal_is_at(t->literals[0], text.ptr)) {
    return false;
  }
  for (i = 0; i < t->count; i++) {
    if (!take_value(t, i, text, &at, match)) {
      return false;
    }
  }
  return at == text.len;
}

/* The same, and one dot at the end of the text may be missing in the row. */
static bool is_text_or_sentence(const mwi_template *t, mw_slice row_text, mw_slice text,
                                mw_catalog_match *match)
{
  if (is_text(t, text, match)) {
    return true;
  }
  return text.len > 0 && text.ptr[text.len - 1] == '.' && row_text.ptr[row_text.len - 1] != '.' &&
         is_text(t, mwi_slice_head(text, text.len - 1), match);
}

/* Of an alias the first digit may be the whole code. */
static bool code_fits(const mw_catalog_row *row, unsigned code)
{
  return row->code == code || (row->of != NULL && row->code != 0 && row->code == code / 100);
}

/* The texts of the line that a row's text may be, and how many: an alias without a code has the
 * whole line. */
static const mw_slice *texts_for(const mw_catalog_row *row, const mwi_catalog_line *line,
                                 size_t *count)
{
  if (row->code == 0 && row->status == MW_POP3_STATUS_NONE) {
    *count = 1;
    return &line->whole;
  }
  *count = code_fits(row, line->code) && row->status == line->status ? line->count : 0;
  return line->texts;
}

bool mwi_catalog_row_fits(const mw_catalog_row *row, const mwi_catalog_line *line,
                          mw_catalog_match *match)
{
  mw_slice text = mw_slice_text(row->text);
  size_t count;
  const mw_slice *texts = texts_for(row, line, &count);
  mwi_template t;
  size_t offset;
  size_t i;
  if (count == 0 || text.len == 0 || !mwi_template_split(text, &t, &offset) ||
      (mwi_template_is_host(&t) && line->enhanced && mw_slice_text(row->detail).len == 0)) {
    return false;
  }
  match->row = row;
  for (i = 0; i < count; i++) {
    if (texts[i].len <= MW_CATALOG_TEXT && is_text_or_sentence(&t, text, texts[i], match)) {
      return true;
    }
  }
  return false;
}

/* ---- all rows ------------------------------------------------------------------------------- */

/* Puts a match behind those that are as good or better; count of them are stored. */
static void keep_match(mw_catalog_match *matches, size_t room, size_t count,
                       const mw_catalog_match *match)
{
  size_t at = count < room ? count : room;
  while (at > 0 && matches[at - 1].literal < match->literal) {
    at--;
  }
  if (at < room) {
    size_t behind = (count < room ? count : room - 1) - at;
    memmove(matches + at + 1, matches + at, behind * sizeof *matches);
    matches[at] = *match;
  }
}

size_t mw_catalog_match_line(const mw_catalog *catalog, mw_slice line, mw_catalog_match *matches,
                             size_t room)
{
  mwi_catalog_line read;
  mw_catalog_match match;
  size_t found = 0;
  size_t i;
  if (matches == NULL && room > 0) {
    return 0;
  }
  memset(&match, 0, sizeof match);
  mwi_catalog_line_read(line, &read);
  for (; catalog != NULL; catalog = catalog->base) {
    for (i = 0; catalog->rows != NULL && i < catalog->count; i++) {
      if (mwi_catalog_row_fits(&catalog->rows[i], &read, &match)) {
        keep_match(matches, room, found, &match);
        found++;
      }
    }
  }
  return found;
}
