/* SPDX-License-Identifier: MIT */
/* The lines of a set of capabilities, for those who compare them and those who write them. */
#ifndef MWI_POP3_CAPABILITIES_H
#define MWI_POP3_CAPABILITIES_H

#include <mailwire/pop3_capability.h>

/* The next line of that capability, or, for UNKNOWN, of a tag that the table does not have; *at
 * begins with 0. False at the end. */
bool mwi_pop3_capability_line_next(const mw_pop3_capabilities *set, mw_pop3_capability capability,
                                   size_t *at, mw_pop3_capability_line *line);

#endif
