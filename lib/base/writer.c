/* SPDX-License-Identifier: MIT */
/* Octets on their way out: whole items, never half ones, never an octet that would forge a line.
 *
 * The law of this machine:
 *   - len counts what was asked for, also past the buffer's end; done counts what may be sent.
 *   - done only ever moves to the end of an item that lies in the buffer with all those before it.
 *   - A refused item leaves len where the item began, and nothing is accepted after it.
 */
#include "base/writer.h"

#include <string.h>

#include "base/slice.h"
#include "base/utf8.h"

void mw_writer_init(mw_writer *w, char *buffer, size_t cap)
{
  if (w == NULL) {
    return;
  }
  memset(w, 0, sizeof *w);
  w->ptr = buffer;
  w->cap = buffer != NULL ? cap : 0;
}

void mw_writer_allow_utf8(mw_writer *w, bool allowed)
{
  if (w != NULL) {
    w->utf8 = allowed;
  }
}

mw_status mw_writer_result(const mw_writer *w, mw_slice *written)
{
  if (written != NULL) {
    written->ptr = w != NULL ? w->ptr : NULL;
    written->len = w != NULL ? w->done : 0;
  }
  if (w == NULL) {
    return MW_E_ARGUMENT;
  }
  if (w->status != MW_OK) {
    return w->status;
  }
  return w->done == w->len ? MW_OK : MW_E_SPACE;
}

size_t mw_writer_needed(const mw_writer *w)
{
  return w != NULL ? w->len : 0;
}

void mwi_refuse(mw_writer *w)
{
  w->status = MW_E_ARGUMENT;
}

size_t mwi_item_begin(const mw_writer *w)
{
  return w != NULL ? w->len : 0;
}

bool mwi_may_write(mw_writer *w, const void *item)
{
  if (w != NULL && item == NULL) {
    mwi_refuse(w);
  }
  return w != NULL && item != NULL;
}

void mwi_item_end(mw_writer *w, size_t begin)
{
  if (w->status != MW_OK) {
    w->len = begin;
  } else if (w->done == begin && w->len <= w->cap) {
    w->done = w->len;
  }
}

void mwi_put(mw_writer *w, mw_slice octets)
{
  if (w->status != MW_OK || octets.len == 0) {
    return;
  }
  if (octets.len > SIZE_MAX - w->len) {
    mwi_refuse(w);
    return;
  }
  if (w->len < w->cap) {
    size_t room = w->cap - w->len;
    memcpy(w->ptr + w->len, octets.ptr, octets.len < room ? octets.len : room);
  }
  w->len += octets.len;
}

/* How many octets of text, from the first on, need no second look. */
static size_t plain_octets(mw_slice text)
{
  size_t i = 0;
  while (text.len - i >= 8) {
    uint64_t v;
    memcpy(&v, text.ptr + i, 8);
    if (mwi_odd_octets(v) != 0) {
      break;
    }
    i += 8;
  }
  while (i < text.len && (unsigned char)text.ptr[i] >= 0x20 && (unsigned char)text.ptr[i] < 0x7f) {
    i++;
  }
  return i;
}

/* Whether the caller's octet may stand in text. utf8 knows what the character before it needs. */
static bool may_stand(bool utf8_allowed, mw_utf8 *utf8, unsigned char octet)
{
  if (octet < 0x80) {
    return octet == '\t' && utf8->need == 0;
  }
  return utf8_allowed && mwi_utf8_step(utf8, octet);
}

size_t mwi_text_octets(mw_slice text, bool utf8_allowed)
{
  mw_utf8 utf8 = {0, 0, 0};
  size_t at = plain_octets(text);
  size_t character = at;
  while (at < text.len) {
    character = utf8.need == 0 ? at : character;
    if (!may_stand(utf8_allowed, &utf8, (unsigned char)text.ptr[at])) {
      return character;
    }
    at++;
    at += utf8.need == 0 ? plain_octets(mwi_slice_from(text, at)) : 0;
  }
  return utf8.need == 0 ? text.len : character;
}

void mwi_put_text(mw_writer *w, mw_slice text)
{
  if (mwi_text_octets(text, w->utf8) != text.len) {
    mwi_refuse(w);
  }
  mwi_put(w, text);
}

void mwi_put_number(mw_writer *w, uint64_t value)
{
  char digits[20];
  size_t at = sizeof digits;
  do {
    digits[--at] = (char)('0' + value % 10);
    value /= 10;
  } while (value > 0);
  mwi_put(w, mw_slice_of(digits + at, sizeof digits - at));
}

void mwi_put_word(mw_writer *w, mw_slice word)
{
  mwi_put(w, mw_slice_of(" ", 1));
  mwi_put(w, word);
}

void mwi_put_crlf(mw_writer *w)
{
  mwi_put(w, mw_slice_of("\r\n", 2));
}

void mw_write_line(mw_writer *w, mw_slice text, size_t limit)
{
  size_t begin = mwi_item_begin(w);
  if (w == NULL) {
    return;
  }
  if (limit < 2 || text.len > limit - 2) {
    mwi_refuse(w);
  }
  mwi_put_text(w, text);
  mwi_put_crlf(w);
  mwi_item_end(w, begin);
}
