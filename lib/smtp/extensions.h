/* SPDX-License-Identifier: MIT */
/* The raw lines of a set, for those who look for more than bits. */
#ifndef MWI_SMTP_EXTENSIONS_H
#define MWI_SMTP_EXTENSIONS_H

#include <mailwire/smtp_extension.h>

#include "grammar/announced.h"

/* The next line of that extension, or with UNKNOWN of a keyword that the table does not have; *at
 * begins with 0. False: there is no more. */
bool mwi_extension_line_next(const mw_smtp_extensions *set, mw_smtp_extension extension, size_t *at,
                             mw_slice *raw, mw_smtp_ehlo_line *line);

/* The lines of EHLO: items by the form of their extension; whole lines of unknown keywords. */
extern const mwi_announced_kind mwi_ehlo_kind;

#endif
