/* SPDX-License-Identifier: MIT */
/* What stands in a line that may not stand there: its marks one by one, and what the caller
 * tolerates of them (RFC 5321 2.3.8, 4.1.2; RFC 3629).
 */
#include <mailwire/codec.h>
#include <string.h>

#include "base/finding.h"
#include "wire/line.h"

/* The mark behind the text, if there is one. */
static unsigned end_mark(const mw_line *line)
{
  if ((line->marks & MW_LINE_TOO_LONG) != 0) {
    return MW_LINE_TOO_LONG;
  }
  return line->ending == MW_LINE_END_LF ? MW_LINE_BARE_LF : 0;
}

bool mw_line_mark_next(const mw_line *line, size_t *at, mw_line_mark *mark)
{
  const char *text;
  size_t count;
  size_t i;
  if (line == NULL || at == NULL || mark == NULL) {
    return false;
  }
  text = line->text.ptr;
  count = line->text.len;
  i = *at;
  mark->kind = 0;
  if (line->marks == 0 || i > count) {
    return false;
  }
  while (i < count && mark->kind == 0) {
    i = (size_t)(mwi_scan_text(text + i, text + count) - text);
    if (i < count) {
      mark->kind = mwi_mark_of(text[i]);
      mark->offset = line->offset + i;
      i++;
    }
  }
  if (mark->kind == 0) {
    mark->kind = end_mark(line);
    mark->offset = line->offset + count;
    i = count + 1;
  }
  *at = i;
  return mark->kind != 0;
}

/* What the octets above 127 of a line are. */
typedef struct eight_bits {
  uint64_t bit; /* the tolerance that they need */
  mw_fault fault;
  size_t bad; /* BAD_UTF8: where the sequence begins; SIZE_MAX: each octet is at fault */
} eight_bits;

/* Where the sequence begins that is not well formed: UTF-8 broke off at `at`, or text ended there.
 */
static size_t bad_sequence(mw_slice text, size_t at, const mw_utf8 *check)
{
  if (mw_utf8_finish(check)) {
    return at;
  }
  do {
    at--;
  } while (((unsigned char)text.ptr[at] & 0xc0) == 0x80);
  return at;
}

/* A line that was cut at its limit may end within a character. */
static void look_at_eight_bits(const mw_line *line, uint64_t allow, eight_bits *found)
{
  mw_slice rest = line->text;
  mw_utf8 check;
  found->bit = MW_ALLOW_EIGHT_BIT;
  found->fault = MW_FAULT_EIGHT_BIT;
  found->bad = SIZE_MAX;
  if ((allow & MW_ALLOW_UTF8) == 0) {
    return;
  }
  mw_utf8_init(&check);
  if (mw_utf8_next(&check, &rest) &&
      ((line->marks & MW_LINE_TOO_LONG) != 0 || mw_utf8_finish(&check))) {
    found->bit = MW_ALLOW_UTF8;
    return;
  }
  found->fault = MW_FAULT_BAD_UTF8;
  found->bad = bad_sequence(line->text, line->text.len - rest.len, &check);
}

/* The tolerance that a mark needs, 0 when none can help, and the fault without it. */
static uint64_t tolerance_of(unsigned kind, mw_fault *fault)
{
  switch (kind) {
  case MW_LINE_BARE_CR: *fault = MW_FAULT_BARE_CR; return MW_ALLOW_BARE_CR;
  case MW_LINE_BARE_LF: *fault = MW_FAULT_BARE_LF; return MW_ALLOW_BARE_LF;
  case MW_LINE_NUL: *fault = MW_FAULT_NUL_OCTET; return MW_ALLOW_NUL;
  case MW_LINE_CONTROL: *fault = MW_FAULT_CONTROL_OCTET; return MW_ALLOW_CONTROL;
  default: *fault = MW_FAULT_LINE_TOO_LONG; return 0;
  }
}

/* One mark of the line. */
static void judge_mark(const eight_bits *eight, unsigned kind, size_t at, uint64_t allow,
                       mw_finding *finding)
{
  mw_fault fault;
  uint64_t bit;
  if (kind != MW_LINE_EIGHT_BIT) {
    bit = tolerance_of(kind, &fault);
    mwi_deviate(finding, allow, bit, fault, at);
  } else if ((allow & eight->bit) != 0 || eight->bad == SIZE_MAX || eight->bad == at) {
    mwi_deviate(finding, allow, eight->bit, eight->fault, at);
  }
}

void mw_line_judge(const mw_line *line, uint64_t allow, mw_finding *finding)
{
  eight_bits eight = {0, MW_FAULT_NONE, SIZE_MAX};
  mw_line_mark mark;
  size_t at = 0;
  if (line == NULL || finding == NULL) {
    return;
  }
  if ((line->marks & MW_LINE_EIGHT_BIT) != 0 && line->text.len > 0) {
    look_at_eight_bits(line, allow, &eight);
  }
  while (mw_line_mark_next(line, &at, &mark)) {
    judge_mark(&eight, mark.kind, (size_t)(mark.offset - line->offset), allow, finding);
  }
}

/* Nothing but plain text is cheap to see. A LF that may end a line is none of its octets. */
void mwi_line_judge_text(mw_slice text, uint64_t allow, mw_finding *finding)
{
  mw_line whole;
  if (text.len == 0 || mwi_scan_text(text.ptr, text.ptr + text.len) == text.ptr + text.len) {
    return;
  }
  memset(&whole, 0, sizeof whole);
  whole.text = text;
  whole.end = text.len;
  whole.ending = MW_LINE_END_CRLF;
  whole.marks =
      MW_LINE_BARE_CR | MW_LINE_BARE_LF | MW_LINE_NUL | MW_LINE_CONTROL | MW_LINE_EIGHT_BIT;
  mw_line_judge(&whole, allow & ~MW_ALLOW_BARE_LF, finding);
}

void mwi_line_cut(mw_line *line, size_t limit, uint64_t allow, mw_finding *finding)
{
  if (line->text.len + 2 <= limit) {
    return;
  }
  if ((allow & MW_ALLOW_LONG_LINE) != 0) {
    finding->tolerated |= line->ending != MW_LINE_END_NONE ? MW_ALLOW_LONG_LINE : 0;
    return;
  }
  line->text.len = limit - 2;
  line->end = line->offset + line->text.len;
  line->ending = MW_LINE_END_NONE;
  line->marks |= MW_LINE_TOO_LONG;
}
