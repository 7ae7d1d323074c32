/* SPDX-License-Identifier: MIT */
/* Lines that a server announced: kept as they were, walked word by word. */
#include "grammar/announced.h"

#include <string.h>

#include "base/slice.h"
#include "base/writer.h"
#include "text/char_class.h"

void mwi_announced_init(mw_announced *lines, char *room, size_t size)
{
  memset(lines, 0, sizeof *lines);
  lines->room = room;
  lines->size = room != NULL ? size : 0;
}

void mwi_announced_keep(mw_announced *lines, mw_slice line)
{
  if (lines->overflow || line.len + 1 > lines->size - lines->used) {
    lines->overflow = true;
    return;
  }
  if (line.len > 0) {
    memcpy(lines->room + lines->used, line.ptr, line.len);
  }
  lines->used += line.len;
  lines->room[lines->used++] = '\n';
}

bool mw_announced_next(const mw_announced *lines, size_t *at, mw_slice *line)
{
  const char *end;
  if (*at >= lines->used) {
    return false;
  }
  line->ptr = lines->room + *at;
  end = memchr(line->ptr, '\n', lines->used - *at);
  line->len = (size_t)(end - line->ptr);
  *at += line->len + 1;
  return true;
}

bool mw_word_next(mw_slice *words, mw_slice *word)
{
  size_t len = 0;
  while (words->len > 0 && mwi_is_wsp(words->ptr[0])) {
    *words = mwi_slice_from(*words, 1);
  }
  while (len < words->len && !mwi_is_wsp(words->ptr[len])) {
    len++;
  }
  *word = mwi_slice_head(*words, len);
  if (len > 0) {
    *words = mwi_slice_from(*words, len);
  }
  return len > 0;
}

bool mwi_same_words(mw_slice a, mw_slice b)
{
  mw_slice one;
  mw_slice other;
  bool more;
  do {
    more = mw_word_next(&a, &one);
    if (more != mw_word_next(&b, &other) || (more && !mw_slice_equal_nocase(one, other))) {
      return false;
    }
  } while (more);
  return true;
}

static bool has_line(const mw_announced *lines, mw_slice wanted)
{
  mw_slice line;
  size_t at = 0;
  while (mw_announced_next(lines, &at, &line)) {
    if (mwi_same_words(line, wanted)) {
      return true;
    }
  }
  return false;
}

bool mwi_announced_within(const mw_announced *a, const mw_announced *b,
                          bool (*counts)(mw_slice line))
{
  mw_slice line;
  size_t at = 0;
  while (mw_announced_next(a, &at, &line)) {
    if (counts(line) && !has_line(b, line)) {
      return false;
    }
  }
  return true;
}

void mwi_put_words(mw_writer *w, mw_slice words)
{
  mw_slice word;
  while (mw_word_next(&words, &word)) {
    mwi_put(w, mw_slice_of(" ", 1));
    mwi_put_text(w, word);
  }
}
