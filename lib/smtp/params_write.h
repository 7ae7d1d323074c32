/* SPDX-License-Identifier: MIT */
/* Parameters as a part of an item that another writes. */
#ifndef MWI_SMTP_PARAMS_WRITE_H
#define MWI_SMTP_PARAMS_WRITE_H

#include <mailwire/smtp_params.h>

/* As mw_smtp_params_write(), without an item of its own. */
void mwi_put_params(mw_writer *w, mw_smtp_params_of of, const mw_smtp_params *params);

#endif
