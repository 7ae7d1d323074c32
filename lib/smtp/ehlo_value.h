/* SPDX-License-Identifier: MIT */
/* What the lines of a set say beside their keywords. */
#ifndef MWI_SMTP_EHLO_VALUE_H
#define MWI_SMTP_EHLO_VALUE_H

#include <mailwire/smtp_extension.h>

/* Stores what a line says in the typed fields of its form. */
void mwi_ehlo_read(mw_smtp_extensions *set, const mw_smtp_ehlo_line *line);

/* The form of an extension; NOTHING for numbers without a row. */
mw_smtp_ehlo_form mwi_ehlo_form_of(mw_smtp_extension extension);

/* What separates the items of that form. */
char mwi_ehlo_separator(mw_smtp_ehlo_form form);

#endif
