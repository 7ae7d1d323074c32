/* SPDX-License-Identifier: MIT */
/* The step that a command is, from its typed fields. */
#include "smtp/argument.h"
#include "smtp/session.h"

#include <string.h>

mw_smtp_step mw_smtp_step_of(const mw_smtp_command *command, mw_fault fault)
{
  mw_smtp_step step;
  memset(&step, 0, sizeof step);
  if (command != NULL) {
    mwi_step_put(&step, command, fault);
  }
  return step;
}

/* RFC 6152 3, RFC 3030 3; with SMTPUTF8 the header may be (RFC 6531 3.6). */
static bool is_eight_bit(const mw_smtp_params *params)
{
  return params->body >= MW_SMTP_BODY_8BITMIME || MW_SMTP_HAS(params, SMTPUTF8);
}

void mw_smtp_step_add(mw_smtp_step *step, const mw_smtp_argument *argument,
                      const mw_smtp_params *params)
{
  if (step == NULL || argument == NULL) {
    return;
  }
  step->flags |= argument->last ? MW_SMTP_STEP_LAST : 0;
  step->flags |= argument->params.ptr != NULL ? MW_SMTP_STEP_PARAMS : 0;
  if (params != NULL && mwi_form_of(step->verb) == MW_SMTP_TAKES_REVERSE_PATH) {
    step->octets = MW_SMTP_HAS(params, SIZE) ? params->size : 0;
    step->flags |= params->body == MW_SMTP_BODY_BINARYMIME ? MW_SMTP_STEP_BINARY : 0;
    step->flags |= is_eight_bit(params) ? MW_SMTP_STEP_EIGHT_BIT : 0;
  }
}
