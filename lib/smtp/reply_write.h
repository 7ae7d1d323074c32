/* SPDX-License-Identifier: MIT */
/* Where a long text of a reply goes on in a further line. */
#ifndef MWI_SMTP_REPLY_WRITE_H
#define MWI_SMTP_REPLY_WRITE_H

#include <mailwire/smtp_reply.h>

/* How much of text goes into a line with that room: all, or up to the last border of a character.
 * room is 4 at least. */
size_t mwi_reply_cut(mw_slice text, size_t room);

#endif
