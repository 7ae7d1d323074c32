/* SPDX-License-Identifier: MIT */
/* Any text as the parameters of MAIL and of RCPT: the iterator takes all of it, what is typed
 * strictly and has no unknown ones is written and comes back the same, and no octet outside of the
 * text is read.
 */
#include <mailwire/mailwire.h>
#include <stdlib.h>
#include <string.h>

#include "must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Goes through all parameters; what is well formed is written again. */
static void iterate(mw_slice text)
{
  mw_slice rest = text;
  mw_param param;
  size_t left = text.len;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  while (mw_param_next(&rest, NULL, &param, &finding)) {
    must(rest.len < left, "no octet was taken");
    left = rest.len;
    if (finding.fault == MW_FAULT_NONE) {
      char *buffer = malloc(text.len + 2);
      mw_writer w;
      mw_writer_init(&w, buffer, text.len + 2);
      mw_param_write(&w, &param);
      must(mw_writer_result(&w, NULL) == MW_OK, "a parameter that was read is refused");
      free(buffer);
    }
    must(finding.offset <= text.len, "a fault beyond the text");
    memset(&finding, 0, sizeof finding);
  }
  must(rest.len == 0, "octets are left");
}

static bool same_slice(mw_slice a, mw_slice b)
{
  return (a.ptr == NULL) == (b.ptr == NULL) && mw_slice_equal(a, b);
}

static bool same_numbers(const mw_smtp_params *a, const mw_smtp_params *b)
{
  return a->present == b->present && a->size == b->size && a->body == b->body && a->ret == b->ret &&
         a->by_time == b->by_time && a->by_mode == b->by_mode && a->by_trace == b->by_trace &&
         a->hold_for == b->hold_for && a->mtrk_timeout == b->mtrk_timeout &&
         a->priority == b->priority && a->notify == b->notify && a->rrvs_action == b->rrvs_action;
}

static bool same_texts(const mw_smtp_params *a, const mw_smtp_params *b)
{
  return same_slice(a->envid, b->envid) && same_slice(a->auth, b->auth) &&
         same_slice(a->hold_until, b->hold_until) && same_slice(a->mtrk, b->mtrk) &&
         same_slice(a->solicit, b->solicit) && same_slice(a->submitter, b->submitter) &&
         same_slice(a->transid, b->transid) && same_slice(a->alt_address, b->alt_address) &&
         same_slice(a->orcpt_type, b->orcpt_type) && same_slice(a->orcpt, b->orcpt) &&
         same_slice(a->rrvs_time, b->rrvs_time);
}

static void typed(mw_slice text, mw_smtp_params_of of)
{
  static char buffer[8192];
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_params params;
  mw_smtp_params back;
  mw_writer w;
  mw_slice out;
  mw_smtp_params_parse(text, of, NULL, &params, &finding);
  must(finding.offset <= text.len, "a fault beyond the text");
  if (finding.fault != MW_FAULT_NONE || params.present == 0) {
    return;
  }
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_params_write(&w, of, &params);
  must(mw_writer_result(&w, &out) == MW_OK, "parameters that were read are refused");
  must(out.len > 1 && out.ptr[0] == ' ', "no space in front");
  mw_smtp_params_parse(mw_slice_of(out.ptr + 1, out.len - 1), of, NULL, &back, &finding);
  must(finding.fault == MW_FAULT_NONE && same_numbers(&params, &back) && same_texts(&params, &back),
       "other parameters come back");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  char *block = calloc(size > 0 ? size : 1, 1);
  mw_slice text = mw_slice_of(block, size);
  if (size > 8000) {
    free(block);
    return 0;
  }
  if (size > 0) {
    memcpy(block, data, size);
  }
  iterate(text);
  typed(text, MW_SMTP_PARAMS_MAIL);
  typed(text, MW_SMTP_PARAMS_RCPT);
  free(block);
  return 0;
}
