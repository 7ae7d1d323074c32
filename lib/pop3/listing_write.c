/* SPDX-License-Identifier: MIT */
/* The items of listings on their way out, and the other lines of multi-line responses (RFC 1939 3).
 *
 *   multi-line = status-line *( [ "." ] text CRLF ) "." CRLF
 */
#include "base/writer.h"
#include "pop3/listing.h"

/* What stands in front of an item that is a response of its own. */
static size_t begin_listing(mw_writer *w, bool alone)
{
  size_t begin = mwi_item_begin(w);
  mwi_put(w, mw_slice_text(alone ? "+OK " : ""));
  return begin;
}

/* A listing's lines are as short as status lines; RFC 1939 gives them no limit of their own. */
static void end_listing(mw_writer *w, size_t begin)
{
  enum { LONGEST = 512 };
  mwi_put_crlf(w);
  if (w->len - begin > LONGEST) {
    mwi_refuse(w);
  }
  mwi_item_end(w, begin);
}

/* " text", which must not be empty nor go on with the gap; nothing when ptr is NULL. */
static void put_extra(mw_writer *w, mw_slice text)
{
  if (text.ptr == NULL) {
    return;
  }
  if (text.len == 0 || mwi_is_wsp(text.ptr[0])) {
    mwi_refuse(w);
    return;
  }
  mwi_put(w, mw_slice_of(" ", 1));
  mwi_put_text(w, text);
}

void mw_pop3_drop_listing_write(mw_writer *w, const mw_pop3_drop_listing *item)
{
  size_t begin;
  if (!mwi_may_write(w, item)) {
    return;
  }
  begin = begin_listing(w, true);
  mwi_put_number(w, item->messages);
  mwi_put(w, mw_slice_of(" ", 1));
  mwi_put_number(w, item->octets);
  put_extra(w, item->extra);
  end_listing(w, begin);
}

/* message-number SP */
static void put_listed_message(mw_writer *w, uint32_t message)
{
  if (message == 0) {
    mwi_refuse(w);
  }
  mwi_put_number(w, message);
  mwi_put(w, mw_slice_of(" ", 1));
}

void mw_pop3_scan_listing_write(mw_writer *w, const mw_pop3_scan_listing *item, bool alone)
{
  size_t begin;
  if (!mwi_may_write(w, item)) {
    return;
  }
  begin = begin_listing(w, alone);
  put_listed_message(w, item->message);
  mwi_put_number(w, item->octets);
  put_extra(w, item->extra);
  end_listing(w, begin);
}

void mw_pop3_unique_id_write(mw_writer *w, const mw_pop3_unique_id *item, bool alone)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mwi_cursor c;
  mw_slice id;
  size_t begin;
  if (!mwi_may_write(w, item)) {
    return;
  }
  c = mwi_cursor_of(item->id, NULL, &finding);
  begin = begin_listing(w, alone);
  put_listed_message(w, item->message);
  if (!mwi_take_unique_id(&c, &id) || !mwi_at_end(&c)) {
    mwi_refuse(w);
  }
  mwi_put(w, item->id);
  end_listing(w, begin);
}

void mw_pop3_language_write(mw_writer *w, const mw_pop3_language *item, bool alone)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mwi_cursor c;
  mw_slice tag;
  size_t begin;
  if (!mwi_may_write(w, item)) {
    return;
  }
  c = mwi_cursor_of(item->tag, NULL, &finding);
  begin = begin_listing(w, alone);
  if (!mwi_take_language_tag(&c, &tag) || !mwi_at_end(&c)) {
    mwi_refuse(w);
  }
  mwi_put(w, item->tag);
  put_extra(w, item->text);
  end_listing(w, begin);
}

void mw_pop3_line_write(mw_writer *w, mw_slice text)
{
  size_t begin = mwi_item_begin(w);
  if (w == NULL) {
    return;
  }
  if (text.len > 0 && text.ptr[0] == '.') {
    mwi_put(w, mw_slice_of(".", 1));
  }
  mwi_put_text(w, text);
  mwi_put_crlf(w);
  mwi_item_end(w, begin);
}

void mw_pop3_end_write(mw_writer *w)
{
  size_t begin = mwi_item_begin(w);
  if (w == NULL) {
    return;
  }
  mwi_put(w, mw_slice_of(".\r\n", 3));
  mwi_item_end(w, begin);
}
