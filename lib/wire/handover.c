/* SPDX-License-Identifier: MIT */
/* Octets behind the line that TLS begins with (RFC 3207 4, RFC 2595 4). */
#include "wire/handover.h"

enum { TLS_HANDSHAKE = 0x16 };

bool mwi_handover_take(mw_line_framer *lines, uint8_t *flags, uint64_t *begin, mw_slice *in,
                       mw_slice *octets, uint64_t *offset)
{
  if (mwi_line_skipping(lines) && mwi_line_skip(lines, in) == MW_LINE_END_NONE) {
    return false;
  }
  if (in->len == 0) {
    return false;
  }
  if ((*flags & MWI_HANDOVER_BEGUN) == 0) {
    *flags |= in->ptr[0] == TLS_HANDSHAKE ? MWI_HANDOVER_BEGUN
                                          : MWI_HANDOVER_BEGUN | MWI_HANDOVER_PLAINTEXT;
    *begin = lines->offset;
  }
  *octets = *in;
  *offset = lines->offset;
  lines->offset += in->len;
  in->ptr += in->len;
  in->len = 0;
  return true;
}
