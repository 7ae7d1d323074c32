/* SPDX-License-Identifier: MIT */
/* Octets from anywhere, so that a terminal takes none of them for a command. */
#ifndef TOOL_VISIBLE_H
#define TOOL_VISIBLE_H

#include <mailwire/base.h>

/* A text ended by NUL, to be freed: control characters, and what is no UTF-8, as \xNN. */
char *visible(mw_slice octets);

#endif
