/* SPDX-License-Identifier: MIT */
/* Bodies that end in a dot, read (RFC 5321 4.5.2, RFC 1939 3): dots away, the one end found, the
 * rest told.
 *
 * The law of this machine:
 *   - The state says what the last octets taken were, and nothing else does:
 *       LINE    the begin, or CRLF: a line begins here (with MW_ALLOW_LF_DOT_END also LF)
 *       TEXT    anything else
 *       CR      a CR that is held back: it was the last octet of its input
 *       DOT     a dot at the begin of a line, not delivered
 *       DOT_CR  such a dot and a CR, neither delivered
 *       END     CRLF "." CRLF
 *   - END is entered from DOT_CR by LF alone (with MW_ALLOW_LF_DOT_END also from DOT).
 *   - A fault is told before the octet that shows it is delivered, and once.
 *   - Spans of octets that need no second look are delivered as they lie in the input.
 */
#include <mailwire/dot.h>
#include <string.h>

#include "wire/body_span.h"

enum { LINE, TEXT, CR, DOT, DOT_CR, END };

/* mode: the policy in the two lowest bits, and these. */
enum {
  POLICY = 3,
  LF_ENDS = 4,  /* MW_ALLOW_LF_DOT_END */
  TOLD = 8,     /* the fault of the next octet was told */
  LONG = 16,    /* this line is over its limit, and that was told */
  REFUSED = 32, /* a fault was told under MW_DOT_REFUSE: nothing more is delivered */
  AFTER_LF = 64 /* this line began after a bare LF */
};

static unsigned policy_of(const mw_dot_decoder *d)
{
  return d->mode & POLICY;
}

static void set(mw_dot_decoder *d, unsigned bits)
{
  d->mode = (uint8_t)(d->mode | bits);
}

static void clear(mw_dot_decoder *d, unsigned bits)
{
  d->mode = (uint8_t)(d->mode & ~bits);
}

/* The most octets that the line may have before its CRLF. */
static size_t most_text(const mw_dot_decoder *d)
{
  return d->limit == 0 || (d->mode & LONG) != 0 ? MWI_SPAN_NO_LIMIT : d->limit - 2;
}

static void begin_line(mw_dot_decoder *d, unsigned after_lf)
{
  d->state = LINE;
  d->line = 0;
  clear(d, LONG | AFTER_LF);
  set(d, after_lf);
}

/* One octet of text more. A line that nobody measures is not counted. */
static void count_text(mw_dot_decoder *d)
{
  d->state = TEXT;
  if (d->line < UINT32_MAX) {
    d->line++;
  }
}

static void take(mw_dot_decoder *d, mw_slice *in, size_t count)
{
  d->offset += count;
  in->ptr += count;
  in->len -= count;
}

/* Delivers octets of one line, without any above 127, that begin at offset. False: they are not to
 * be delivered. */
static bool deliver(const mw_dot_decoder *d, const char *octets, size_t count, uint64_t offset,
                    mw_dot_event *event)
{
  if (count == 0 || (d->mode & REFUSED) != 0) {
    return false;
  }
  event->kind = MW_DOT_OCTETS;
  event->fault = MW_FAULT_NONE;
  event->octets.ptr = octets;
  event->octets.len = count;
  event->offset = offset;
  event->tolerated = 0;
  event->lines = octets[count - 1] == '\n' ? 1 : 0;
  event->eight_bit = false;
  return true;
}

/* Tells a fault. False: it is not to be told. */
static bool tell(mw_dot_decoder *d, mw_fault fault, uint64_t offset, mw_dot_event *event)
{
  if (policy_of(d) == MW_DOT_KEEP || (d->mode & REFUSED) != 0) {
    return false;
  }
  if (policy_of(d) == MW_DOT_REFUSE && fault != MW_FAULT_UNSTUFFED_DOT) {
    d->fault = (uint16_t)fault;
    set(d, REFUSED);
  }
  event->kind = MW_DOT_FAULT;
  event->fault = fault;
  event->octets.ptr = NULL;
  event->octets.len = 0;
  event->offset = offset;
  event->tolerated = 0;
  event->lines = 0;
  event->eight_bit = false;
  return true;
}

static void decode_end(mw_dot_decoder *d, bool lenient, mw_dot_event *event)
{
  memset(event, 0, sizeof *event);
  event->kind = MW_DOT_END;
  event->fault = (mw_fault)d->fault;
  event->offset = d->offset;
  event->tolerated = lenient ? MW_ALLOW_LF_DOT_END : 0;
  d->state = END;
}

/* The octets that need no second look: how many they are. */
static size_t span(const mw_dot_decoder *d, const mw_slice *in, mwi_span *s)
{
  s->line = d->line;
  s->most = most_text(d);
  s->limit = d->limit == 0 ? MWI_SPAN_NO_LIMIT : d->limit - 2;
  s->at_line = d->state == LINE;
  s->ended = s->high = false;
  s->lines = 0;
  return mwi_span_take(s, in->ptr, in->len);
}

/* Takes and delivers them. */
static bool take_span(mw_dot_decoder *d, mw_slice *in, const mwi_span *s, size_t count,
                      mw_dot_event *event)
{
  const char *from = in->ptr;
  uint64_t offset = d->offset;
  if (s->ended) {
    begin_line(d, 0);
  }
  d->state = s->at_line ? LINE : TEXT;
  d->line = s->line < UINT32_MAX ? (uint32_t)s->line : UINT32_MAX;
  take(d, in, count);
  if (!deliver(d, from, count, offset, event)) {
    return false;
  }
  event->lines = s->lines;
  event->eight_bit = s->high;
  return true;
}

/* A CR that no LF follows, at offset; next is the octet behind it. True: *event was stored. */
static bool bare_cr(mw_dot_decoder *d, uint64_t offset, char next, mw_dot_event *event)
{
  bool normalise = policy_of(d) == MW_DOT_NORMALISE;
  if (d->line >= most_text(d)) {
    set(d, LONG);
    if (tell(d, MW_FAULT_LINE_TOO_LONG, offset, event)) {
      return true;
    }
  }
  if ((d->mode & TOLD) == 0) {
    set(d, TOLD);
    if (tell(d, MW_FAULT_BARE_CR, offset, event)) {
      return true;
    }
  }
  clear(d, TOLD);
  count_text(d);
  d->offset = offset + 1;
  if (normalise && next == '\r') {
    return false;
  }
  return deliver(d, "\r\n", normalise ? 2 : 1, offset, event);
}

/* A bare LF, a NUL, or the first octet over the limit, at in->ptr. True: *event was stored. */
static bool odd_octet(mw_dot_decoder *d, mw_slice *in, mw_dot_event *event)
{
  const char *at = in->ptr;
  uint64_t offset = d->offset;
  bool lf = *at == '\n';
  if (d->line >= most_text(d)) {
    set(d, LONG);
    return tell(d, MW_FAULT_LINE_TOO_LONG, offset, event);
  }
  if ((d->mode & TOLD) == 0) {
    set(d, TOLD);
    if (tell(d, lf ? MW_FAULT_BARE_LF : MW_FAULT_NUL_OCTET, offset, event)) {
      return true;
    }
  }
  clear(d, TOLD);
  take(d, in, 1);
  if (lf && (d->mode & LF_ENDS) != 0) {
    begin_line(d, AFTER_LF);
  } else {
    count_text(d);
  }
  if (lf && policy_of(d) == MW_DOT_NORMALISE) {
    return deliver(d, "\r\n", 2, offset, event);
  }
  return deliver(d, at, 1, offset, event);
}

/* States LINE and TEXT. True: *event was stored. False: go on. */
static bool in_text(mw_dot_decoder *d, mw_slice *in, mw_dot_event *event)
{
  const char *from = in->ptr;
  mwi_span s;
  size_t count = (d->mode & TOLD) == 0 ? span(d, in, &s) : 0;
  if (count > 0) {
    return take_span(d, in, &s, count, event);
  }
  if (*from == '.' && d->state == LINE) {
    take(d, in, 1);
    d->state = DOT;
    return false;
  }
  if (*from != '\r') {
    return odd_octet(d, in, event);
  }
  take(d, in, 1);
  d->state = CR;
  return false;
}

/* State CR: the octet behind a CR that was held back. */
static bool after_cr(mw_dot_decoder *d, mw_slice *in, mw_dot_event *event)
{
  uint64_t offset = d->offset - 1;
  if (in->ptr[0] != '\n') {
    return bare_cr(d, offset, in->ptr[0], event);
  }
  take(d, in, 1);
  begin_line(d, 0);
  return deliver(d, "\r\n", 2, offset, event);
}

/* State DOT: the octet behind a dot at the begin of a line. */
static bool after_dot(mw_dot_decoder *d, mw_slice *in, mw_dot_event *event)
{
  char octet = in->ptr[0];
  if (octet == '\r') {
    take(d, in, 1);
    d->state = DOT_CR;
    return false;
  }
  if (octet == '\n' && (d->mode & LF_ENDS) != 0) {
    take(d, in, 1);
    decode_end(d, true, event);
    return true;
  }
  d->state = TEXT;
  return octet != '.' && tell(d, MW_FAULT_UNSTUFFED_DOT, d->offset - 1, event);
}

/* State DOT_CR: the octet behind such a dot and a CR. */
static bool after_dot_cr(mw_dot_decoder *d, mw_slice *in, mw_dot_event *event)
{
  if (in->ptr[0] == '\n') {
    take(d, in, 1);
    decode_end(d, (d->mode & AFTER_LF) != 0, event);
    return true;
  }
  d->state = CR;
  return tell(d, MW_FAULT_UNSTUFFED_DOT, d->offset - 2, event);
}

static bool step(mw_dot_decoder *d, mw_slice *in, mw_dot_event *event)
{
  switch (d->state) {
  case CR: return after_cr(d, in, event);
  case DOT: return after_dot(d, in, event);
  case DOT_CR: return after_dot_cr(d, in, event);
  default: return in_text(d, in, event);
  }
}

mw_status mw_dot_decoder_next(mw_dot_decoder *d, mw_slice *in, mw_dot_event *event)
{
  if (d == NULL || in == NULL || event == NULL) {
    return MW_E_ARGUMENT;
  }
  if (d->state == END) {
    return MW_PAUSED;
  }
  while (in->len > 0) {
    if (step(d, in, event)) {
      return MW_OK;
    }
  }
  return MW_NEED_MORE;
}

mw_status mw_dot_decoder_init(mw_dot_decoder *d, mw_dot_policy policy, size_t limit, uint64_t allow)
{
  if (d == NULL || (unsigned)policy > MW_DOT_NORMALISE || limit == 1 || limit == 2 ||
      limit > (size_t)1 << 31) {
    return MW_E_ARGUMENT;
  }
  memset(d, 0, sizeof *d);
  d->limit = (uint32_t)limit;
  d->mode = (uint8_t)policy;
  if ((allow & MW_ALLOW_LF_DOT_END) != 0) {
    set(d, LF_ENDS);
  }
  return MW_OK;
}

mw_fault mw_dot_decoder_finish(const mw_dot_decoder *d, uint64_t *offset)
{
  if (offset != NULL) {
    *offset = d != NULL ? d->offset : 0;
  }
  return d != NULL && d->state == END ? MW_FAULT_NONE : MW_FAULT_UNFINISHED;
}
