/* SPDX-License-Identifier: MIT */
/* Where TLS takes over: what is still given to a reader is reported and never read.
 *
 *   Only the first octet behind the last line is looked at: a TLS record that begins a handshake
 *   begins with 16 (RFC 8446 5.1), anything else is plain text that somebody put there.
 */
#ifndef MWI_WIRE_HANDOVER_H
#define MWI_WIRE_HANDOVER_H

#include "wire/line.h"

/* Bits of a reader's flags. */
enum {
  MWI_HANDOVER_BEGUN = 0x40,    /* octets came */
  MWI_HANDOVER_PLAINTEXT = 0x80 /* and they did not begin a TLS record */
};

/* Takes all of *in as left over; *octets is what was taken, and stood at *offset. *begin: where the
 * first of them all stood. False: there was nothing to take. */
bool mwi_handover_take(mw_line_framer *lines, uint8_t *flags, uint64_t *begin, mw_slice *in,
                       mw_slice *octets, uint64_t *offset);

static inline bool mwi_handover_is_plaintext(uint8_t flags)
{
  return (flags & MWI_HANDOVER_PLAINTEXT) != 0;
}

#endif
