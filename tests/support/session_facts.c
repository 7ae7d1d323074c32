/* SPDX-License-Identifier: MIT */
#include "support/session_facts.h"

#include <stdlib.h>

#include "support/assert_mw.h"
#include "support/tsv.h"

static tsv facts;

void facts_open(void)
{
  tsv_open(&facts, MAILWIRE_TESTS_DIR "/reference/smtp-state.tsv");
}

bool facts_next(void)
{
  return tsv_next(&facts);
}

const char *fact(const char *column)
{
  return tsv_field(&facts, column);
}

void must(bool good, const char *what, unsigned number)
{
  if (!good) {
    print_error("%s: %s (%u)\n", fact("id"), what, number);
    fail();
  }
}

bool next_item(const char **list, const char *separators, char *item, size_t size)
{
  size_t len = strcspn(*list, separators);
  assert_true(len < size);
  memcpy(item, *list, len);
  item[len] = '\0';
  *list += len + ((*list)[len] != '\0');
  return len > 0;
}

unsigned code_of(const char *item)
{
  if (strcmp(item, "4yz") == 0) {
    return 452;
  }
  return strcmp(item, "5yz") == 0 ? 552 : (unsigned)strtoul(item, NULL, 10);
}

bool lists_code(unsigned code)
{
  const char *list = fact("reply");
  char item[64];
  while (next_item(&list, "|", item, sizeof item)) {
    if (code_of(item) == code) {
      return true;
    }
  }
  return false;
}

const char *fact_next(bool first)
{
  static char next[64];
  const char *list = fact("next_state");
  char item[64];
  next[0] = '\0';
  while (next_item(&list, "|", item, sizeof item)) {
    if (!first || next[0] == '\0') {
      memcpy(next, item, sizeof next);
    }
  }
  return next;
}

bool fact_has_views(void)
{
  return strchr(fact("next_state"), '|') != NULL;
}

mw_smtp_situation situation_with(unsigned code)
{
  int i;
  for (i = 1; i < 256; i++) {
    const mw_smtp_situation_info *row = mw_smtp_situation_row((mw_smtp_situation)i);
    if (row != NULL && row->code == code) {
      return row->situation;
    }
  }
  must(false, "no situation has the code", code);
  return MW_SMTP_SITUATION_NONE;
}
