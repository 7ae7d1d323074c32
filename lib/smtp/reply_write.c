/* SPDX-License-Identifier: MIT */
/* Replies written: several lines, wrapped, an enhanced code on each of them (RFC 5321 4.2, RFC 2034
 * 4).
 *
 *   reply = *( code "-" [ status-code SP ] text CRLF ) code SP [ status-code SP ] text CRLF
 */
#include "smtp/reply_write.h"

#include <mailwire/sasl.h>
#include <string.h>

#include "base/writer.h"
#include "smtp/code.h"

/* The longest head: "550-5.999.999 ". */
enum { HEAD_OCTETS = 14, SEPARATOR = 3 };

/* What every line of the reply begins with. */
typedef struct reply_head {
  char octets[HEAD_OCTETS];
  size_t len;
} reply_head;

/* Appends a number of at most three digits. */
static void put_part(reply_head *head, unsigned part)
{
  if (part >= 100) {
    head->octets[head->len++] = (char)('0' + part / 100);
  }
  if (part >= 10) {
    head->octets[head->len++] = (char)('0' + part / 10 % 10);
  }
  head->octets[head->len++] = (char)('0' + part % 10);
}

static void make_head(reply_head *head, unsigned code, mw_enhanced enhanced)
{
  head->len = 0;
  put_part(head, code);
  head->octets[head->len++] = '-';
  if (enhanced.klass != 0) {
    put_part(head, enhanced.klass);
    head->octets[head->len++] = '.';
    put_part(head, enhanced.subject);
    head->octets[head->len++] = '.';
    put_part(head, enhanced.detail);
    head->octets[head->len++] = ' ';
  }
}

/* A text that is not UTF-8 has no borders; the writer refuses it anyway. */
size_t mwi_reply_cut(mw_slice text, size_t room)
{
  size_t len = room;
  if (text.len <= room) {
    return text.len;
  }
  while (len > room - 4 && ((unsigned char)text.ptr[len] & 0xc0) == 0x80) {
    len--;
  }
  return len;
}

/* The longest line: a challenge is whole on its line (RFC 4954 4). */
static size_t line_octets(unsigned code)
{
  return code == 334 ? MW_SASL_LINE : MW_SMTP_REPLY_LINE;
}

/* One text in as many lines of at most limit octets as it needs. last: no other text follows. */
static void put_lines(mw_writer *w, reply_head *head, mw_slice text, size_t limit, bool last)
{
  size_t room = limit - 2 - head->len;
  do {
    size_t len = mwi_reply_cut(text, room);
    head->octets[SEPARATOR] = last && len == text.len ? ' ' : '-';
    mwi_put(w, mw_slice_of(head->octets, head->len));
    mwi_put_text(w, mw_slice_of(text.ptr, len));
    mwi_put_crlf(w);
    text.ptr = len > 0 ? text.ptr + len : text.ptr;
    text.len -= len;
  } while (text.len > 0);
}

/* ---- one plain line ------------------------------------------------------------------------- */

/* Copies text, and tells whether all of it is plain. */
static bool copy_plain(char *to, mw_slice text)
{
  uint64_t odd = 0;
  uint64_t v;
  size_t i;
  if (text.len < sizeof v) {
    for (i = 0; i < text.len; i++) {
      to[i] = text.ptr[i];
      odd |= (unsigned char)(text.ptr[i] - 0x20) > 0x7e - 0x20;
    }
    return odd == 0;
  }
  for (i = 0; i + sizeof v <= text.len; i += sizeof v) {
    memcpy(&v, text.ptr + i, sizeof v);
    memcpy(to + i, &v, sizeof v);
    odd |= mwi_odd_octets(v);
  }
  memcpy(&v, text.ptr + text.len - sizeof v, sizeof v);
  memcpy(to + text.len - sizeof v, &v, sizeof v);
  return (odd | mwi_odd_octets(v)) == 0;
}

/* Nearly every reply: one line of plain text that fits, with an enhanced code of single digits or
 * none. False: it is another, and nothing counts as written. */
static bool write_plain(mw_writer *w, unsigned code, mw_enhanced enhanced, mw_slice text)
{
  char *at = w->ptr + w->len;
  size_t head = enhanced.klass != 0 ? 10 : 4;
  size_t len = head + text.len + 2;
  if (w->status != MW_OK || w->done != w->len || text.len > MW_SMTP_REPLY_LINE - HEAD_OCTETS - 2 ||
      w->cap - w->len < len || enhanced.subject > 9 || enhanced.detail > 9) {
    return false;
  }
  at[0] = (char)('0' + code / 100);
  at[1] = (char)('0' + code / 10 % 10);
  at[2] = (char)('0' + code % 10);
  at[3] = ' ';
  if (enhanced.klass != 0) {
    at[4] = (char)('0' + enhanced.klass);
    at[5] = '.';
    at[6] = (char)('0' + enhanced.subject);
    at[7] = '.';
    at[8] = (char)('0' + enhanced.detail);
    at[9] = ' ';
  }
  if (!copy_plain(at + head, text)) {
    return false;
  }
  at[len - 2] = '\r';
  at[len - 1] = '\n';
  w->len += len;
  w->done = w->len;
  return true;
}

/* Whether the numbers are those of a reply. */
static bool may_say(unsigned code, mw_enhanced enhanced)
{
  return mwi_code_is_regular(code) && (enhanced.klass == 0 || mwi_enhanced_fits(enhanced, code));
}

void mw_smtp_reply_write(mw_writer *w, unsigned code, mw_enhanced enhanced, const mw_slice *texts,
                         size_t count)
{
  static const mw_slice empty = {NULL, 0};
  size_t begin = mwi_item_begin(w);
  reply_head head;
  size_t i;
  if (w == NULL) {
    return;
  }
  if (count == 0) {
    texts = &empty;
    count = 1;
  }
  if (!may_say(code, enhanced) || texts == NULL) {
    mwi_refuse(w);
    return;
  }
  if (count == 1 && w->cap > w->len && write_plain(w, code, enhanced, texts[0])) {
    return;
  }
  make_head(&head, code, enhanced);
  for (i = 0; i < count; i++) {
    put_lines(w, &head, texts[i], line_octets(code), i + 1 == count);
  }
  mwi_item_end(w, begin);
}

void mw_smtp_reply_write_line(mw_writer *w, unsigned code, mw_enhanced enhanced, mw_slice text)
{
  mw_smtp_reply_write(w, code, enhanced, &text, 1);
}
