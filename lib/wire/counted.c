/* SPDX-License-Identifier: MIT */
/* Chunks of BDAT: the size on the line, and the octets that it counts (RFC 3030 2).
 *
 *   chunk-size = 1*DIGIT
 *   end-marker = "LAST"
 */
#include <mailwire/counted.h>
#include <string.h>

#include "base/number.h"

/* What stands behind the size: nothing, or one space and LAST. */
static bool is_end_marker(mw_slice rest)
{
  return mw_slice_equal_nocase(rest, mw_slice_of(" LAST", 5));
}

void mw_chunk_parse(mw_slice argument, mw_chunk *chunk)
{
  mw_slice rest = argument;
  if (chunk == NULL) {
    return;
  }
  memset(chunk, 0, sizeof *chunk);
  if (mwi_number_parse(&rest, INT64_MAX, &chunk->octets) != MWI_NUMBER_OK ||
      (rest.len > 0 && rest.ptr[0] != ' ')) {
    chunk->fault = MW_FAULT_BAD_CHUNK_SIZE;
    chunk->octets = MW_OCTETS_UNKNOWN;
  } else if (rest.len > 0 && !is_end_marker(rest)) {
    chunk->fault = MW_FAULT_BAD_CHUNK_END;
  } else {
    chunk->last = rest.len > 0;
    return;
  }
  chunk->at = argument.len - rest.len;
}

void mw_counted_init(mw_counted *c, uint64_t octets)
{
  if (c == NULL) {
    return;
  }
  c->left = octets;
}

mw_status mw_counted_next(mw_counted *c, mw_slice *in, mw_slice *octets)
{
  if (c == NULL || in == NULL || octets == NULL) {
    return MW_E_ARGUMENT;
  }
  if (c->left == 0) {
    return MW_PAUSED;
  }
  if (in->len == 0) {
    return MW_NEED_MORE;
  }
  octets->ptr = in->ptr;
  octets->len = in->len < c->left ? in->len : (size_t)c->left;
  c->left -= octets->len;
  in->ptr += octets->len;
  in->len -= octets->len;
  return MW_OK;
}

uint64_t mw_counted_left(const mw_counted *c)
{
  return c != NULL ? c->left : 0;
}
