/* SPDX-License-Identifier: MIT */
/* One reply line taken apart: code, separator, enhanced status code, text (RFC 5321 4.2, RFC 2034
 * 4).
 *
 *   reply-line = 3DIGIT ( "-" / SP / end-of-line ) [ status-code SP ] *octet
 *
 * Any three digits are a code. Whether they are digits that SMTP uses is a deviation of its own.
 */
#include <mailwire/smtp_reply.h>
#include <string.h>

#include "base/finding.h"
#include "base/slice.h"
#include "smtp/reply_parse.h"

void mwi_reply_split_enhanced(mw_smtp_reply_line *reply, size_t at)
{
  mw_slice rest = mwi_slice_from(reply->text, at);
  mw_enhanced enhanced;
  size_t len = mwi_enhanced_parse(rest, &enhanced, &reply->enhanced_fault);
  if (len == 0) {
    return;
  }
  if (!mw_enhanced_fits(enhanced, reply->code)) {
    reply->enhanced_fault = MW_FAULT_ENHANCED_CLASS;
    return;
  }
  len += at;
  len += len < reply->text.len ? 1 : 0;
  reply->enhanced = enhanced;
  reply->message.ptr += len;
  reply->message.len -= len;
}

/* "#5.1.0", which some servers write (not RFC 2034). */
static void split_hash_enhanced(mw_smtp_reply_line *reply, uint64_t allow, mw_finding *finding)
{
  mwi_reply_split_enhanced(reply, 1);
  if (reply->enhanced.klass == 0) {
    reply->enhanced_fault = MW_FAULT_NONE;
  } else if ((allow & MW_ALLOW_HASH_ENHANCED) != 0) {
    finding->tolerated |= MW_ALLOW_HASH_ENHANCED;
  } else {
    memset(&reply->enhanced, 0, sizeof reply->enhanced);
    reply->enhanced_fault = MW_FAULT_ENHANCED_SYNTAX;
    reply->message = reply->text;
  }
}

static void look_for_enhanced(mw_smtp_reply_line *reply, uint64_t allow, mw_finding *finding)
{
  if (reply->text.ptr[0] == '#') {
    split_hash_enhanced(reply, allow, finding);
  } else {
    mwi_reply_split_enhanced(reply, 0);
  }
}

/* The length of the code and its separator: 3 or 4; 0 when there is no separator. */
static size_t head_of(mw_slice line)
{
  if (line.len == 3) {
    return 3;
  }
  return line.ptr[3] == ' ' || line.ptr[3] == '-' ? 4 : 0;
}

static void judge_code(unsigned code, mw_slice line, uint64_t allow, mw_finding *finding)
{
  if (!mw_smtp_code_is_regular(code)) {
    mwi_deviate(finding, allow, MW_ALLOW_ODD_CODE, MW_FAULT_ODD_CODE, 0);
  }
  if (code == 334 && line.len == 3) {
    mwi_deviate(finding, allow, MW_ALLOW_BARE_CHALLENGE, MW_FAULT_BARE_CHALLENGE, 3);
  }
}

bool mw_smtp_reply_line_parse(mw_slice line, uint64_t allow, mw_smtp_reply_line *reply,
                              mw_finding *finding)
{
  unsigned code = line.len >= 3 ? mwi_code_of(line.ptr) : 1000;
  size_t head = code <= 999 ? head_of(line) : 0;
  if (reply == NULL || finding == NULL) {
    return false;
  }
  memset(reply, 0, sizeof *reply);
  reply->text = line;
  if (head == 0) {
    mwi_find_fault(finding, MW_FAULT_NOT_A_REPLY, code <= 999 ? 3 : 0);
    return false;
  }
  reply->code = code;
  reply->last = line.ptr[head - 1] != '-';
  reply->text.ptr += head;
  reply->text.len -= head;
  reply->message = reply->text;
  judge_code(code, line, allow, finding);
  if (reply->text.len > 0 && mwi_may_be_enhanced(reply->text.ptr[0])) {
    look_for_enhanced(reply, allow, finding);
  }
  return true;
}
