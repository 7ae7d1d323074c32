/* SPDX-License-Identifier: MIT */
/* How long a command line may be, for those who read one and those who write one. */
#ifndef MWI_SMTP_COMMAND_LENGTH_H
#define MWI_SMTP_COMMAND_LENGTH_H

#include <mailwire/smtp_argument.h>
#include <mailwire/smtp_command_reader.h>

static inline bool mwi_has_path(mw_smtp_form form)
{
  return form == MW_SMTP_TAKES_FORWARD_PATH || form == MW_SMTP_TAKES_REVERSE_PATH;
}

static inline mw_smtp_params_of mwi_params_of(mw_smtp_form form)
{
  return form == MW_SMTP_TAKES_FORWARD_PATH ? MW_SMTP_PARAMS_RCPT : MW_SMTP_PARAMS_MAIL;
}

/* The octets of those parameters that extensions define, with the space in front of each. */
size_t mwi_known_octets(mw_slice params, mw_smtp_params_of of, const mw_rules *rules);

#endif
