/* SPDX-License-Identifier: MIT */
/* The mechanisms that a server announces, as a set: read from words, written as words. */
#include <mailwire/announced.h>
#include <string.h>

#include "base/bits.h"
#include "base/writer.h"
#include "grammar/sasl.h"

bool mw_sasl_set_has(const mw_sasl_set *set, mw_sasl_mechanism mechanism)
{
  return set != NULL && mw_sasl_mechanism_row(mechanism) != NULL &&
         mwi_has_bit(set->bits, (size_t)mechanism);
}

void mw_sasl_set_put(mw_sasl_set *set, mw_sasl_mechanism mechanism)
{
  if (set != NULL && mw_sasl_mechanism_row(mechanism) != NULL) {
    mwi_put_bit(set->bits, (size_t)mechanism);
  }
}

bool mw_sasl_set_equal(const mw_sasl_set *a, const mw_sasl_set *b)
{
  return a != NULL && b != NULL && memcmp(a->bits, b->bits, sizeof a->bits) == 0 &&
         (a->unknown == 0) == (b->unknown == 0);
}

void mwi_sasl_set_read(mw_sasl_set *set, mw_slice words)
{
  mw_slice name;
  while (mw_word_next(&words, &name)) {
    mw_sasl_mechanism mechanism = mw_sasl_mechanism_find(name);
    mw_sasl_set_put(set, mechanism);
    set->unknown += mechanism == MW_SASL_UNKNOWN ? 1 : 0;
  }
}

bool mwi_next_unknown_sasl(mw_slice *words, mw_slice *name)
{
  while (mw_word_next(words, name)) {
    if (mw_sasl_mechanism_find(*name) == MW_SASL_UNKNOWN) {
      return true;
    }
  }
  return false;
}

bool mwi_sasl_set_says(const mw_sasl_set *set)
{
  static const mw_sasl_set none;
  return memcmp(set->bits, none.bits, sizeof none.bits) != 0 || set->unknown > 0;
}

void mwi_put_sasl_set(mw_writer *w, const mw_sasl_set *set)
{
  unsigned number;
  for (number = 1; number < 64 * MW_SASL_WORDS; number++) {
    if (mw_sasl_set_has(set, (mw_sasl_mechanism)number)) {
      mwi_put_word(w, mw_slice_text(mw_sasl_mechanism_name((mw_sasl_mechanism)number)));
    }
  }
}
