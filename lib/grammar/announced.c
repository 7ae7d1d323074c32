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

static bool says_something(mw_slice line, const mwi_announced_kind *kind)
{
  mw_slice says = {NULL, 0};
  mw_slice item;
  unsigned of;
  return kind->read(line, &of, &says) && says.len > 0 && kind->next(of, &says, &item);
}

void mwi_announced_keep(mw_announced *lines, mw_slice line, const mwi_announced_kind *kind)
{
  if (lines->overflow || line.len + 1 > lines->size - lines->used) {
    lines->overflow = true;
    lines->lost = lines->lost || says_something(line, kind);
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
  if (lines == NULL || at == NULL || line == NULL || *at >= lines->used) {
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
  if (words == NULL || word == NULL) {
    return false;
  }
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

/* Whether both have the same words, whatever their case and the blanks between them. */
static bool same_words(mw_slice a, mw_slice b)
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

/* ---- items ---------------------------------------------------------------------------------- */

bool mwi_item_next(mwi_item_walk *walk)
{
  mw_slice line;
  for (;;) {
    walk->steps++;
    if (walk->says.len > 0 && walk->kind->next(walk->of, &walk->says, &walk->text)) {
      return true;
    }
    if (!mw_announced_next(walk->lines, &walk->at, &line)) {
      return false;
    }
    walk->says.len = 0;
    if (!walk->kind->read(line, &walk->of, &walk->says)) {
      walk->says.len = 0;
    }
  }
}

static mwi_item_walk walk_of(const mw_announced *lines, const mwi_announced_kind *kind)
{
  mwi_item_walk walk;
  memset(&walk, 0, sizeof walk);
  walk.lines = lines;
  walk.kind = kind;
  return walk;
}

/* Whether the item stands among those of lines, in front of that octet where it is not NULL. */
static bool has_item(const mw_announced *lines, const mwi_item_walk *item, const char *before)
{
  mwi_item_walk walk = walk_of(lines, item->kind);
  while (mwi_item_next(&walk) && (before == NULL || walk.text.ptr < before)) {
    if (walk.of == item->of && same_words(walk.text, item->text)) {
      return true;
    }
  }
  return false;
}

bool mwi_item_repeats(const mwi_item_walk *walk)
{
  return has_item(walk->lines, walk, walk->text.ptr);
}

static bool is_within(const mw_announced *a, const mw_announced *b, const mwi_announced_kind *kind)
{
  mwi_item_walk walk = walk_of(a, kind);
  while (mwi_item_next(&walk)) {
    if (!has_item(b, &walk, NULL)) {
      return false;
    }
  }
  return true;
}

/* Whether a whole walk takes no more steps than are compared one by one. */
static bool has_few_steps(const mw_announced *lines, const mwi_announced_kind *kind)
{
  mwi_item_walk walk = walk_of(lines, kind);
  while (walk.steps <= MWI_ANNOUNCED_MOST && mwi_item_next(&walk)) {
  }
  return walk.steps <= MWI_ANNOUNCED_MOST;
}

bool mwi_announced_same(const mw_announced *a, const mw_announced *b,
                        const mwi_announced_kind *kind)
{
  if (a->lost || b->lost) {
    return false;
  }
  if (!has_few_steps(a, kind) || !has_few_steps(b, kind)) {
    return a->used == b->used && memcmp(a->room, b->room, a->used) == 0;
  }
  return is_within(a, b, kind) && is_within(b, a, kind);
}

void mwi_put_words(mw_writer *w, mw_slice words)
{
  mw_slice word;
  while (mw_word_next(&words, &word)) {
    mwi_put(w, mw_slice_of(" ", 1));
    mwi_put_text(w, word);
  }
}
