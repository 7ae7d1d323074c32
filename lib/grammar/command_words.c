/* SPDX-License-Identifier: MIT */
/* A command line taken apart into its word and its argument (RFC 5321 4.1.1, RFC 1939 3).
 *
 *   command = keyword [ SP argument ]
 *
 * The word goes up to the first octet that no word can hold: a space, a control character, a colon.
 * So a word is recognised however a careless peer would split the line, and the reader holds after
 * it; that the octet is not a space is a fault of its own.
 */
#include "grammar/command_words.h"

#include "base/finding.h"
#include "base/slice.h"
#include "text/char_class.h"

static size_t leading_space(mw_slice line)
{
  size_t n = 0;
  while (n < line.len && (line.ptr[n] == ' ' || line.ptr[n] == '\t')) {
    n++;
  }
  return n;
}

/* Where the word ends that stands at `from`. */
static size_t word_end(mw_slice text, size_t from)
{
  while (from < text.len && !mwi_ends_word(text.ptr[from])) {
    from++;
  }
  return from;
}

bool mwi_split_command(mw_slice line, uint64_t allow, mwi_command_words *words, mw_finding *finding)
{
  size_t begin = leading_space(line);
  size_t end;
  words->keyword.ptr = line.ptr;
  words->keyword.len = 0;
  words->argument.ptr = NULL;
  words->argument.len = 0;
  if (begin == line.len) {
    mwi_find_fault(finding, MW_FAULT_EMPTY_LINE, 0);
    return false;
  }
  if (begin > 0) {
    mwi_deviate(finding, allow, MW_ALLOW_LEADING_SPACE, MW_FAULT_LEADING_SPACE, 0);
  }
  end = word_end(line, begin);
  words->keyword = mwi_slice_head(mwi_slice_from(line, begin), end - begin);
  if (end < line.len) {
    if (line.ptr[end] != ' ') {
      mwi_deviate(finding, allow, MW_ALLOW_SEPARATOR, MW_FAULT_BAD_SEPARATOR, end);
    }
    words->argument = mwi_slice_from(line, end + 1);
  }
  return true;
}

mw_slice mwi_behind_mechanism(mw_slice argument)
{
  mw_slice behind = {NULL, 0};
  size_t len = leading_space(argument);
  while (len < argument.len && mwi_is_mech_char(argument.ptr[len])) {
    len++;
  }
  if (len < argument.len) {
    behind = mwi_slice_from(argument, len + 1);
  }
  return behind;
}
