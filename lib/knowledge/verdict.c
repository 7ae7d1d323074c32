/* SPDX-License-Identifier: MIT */
/* The verdicts as a table, by number and by name, and the names of what they say. */
#include "knowledge/verdict.h"

#include <string.h>

typedef struct verdict_entry {
  mw_verdict_info info;
  const char *name;
} verdict_entry;

/* By number; a number without a row has name NULL. */
static const verdict_entry verdict_entries[] = {
#define MW_SMTP_VERDICT(id, number, places, verbs, codes, when, outcome, retry, connection,        \
                        meaning, rfc)                                                              \
  [number] = {{MW_VERDICT_##id, MW_OUTCOME_##outcome, MW_RETRY_##retry,                            \
               MW_CONNECTION_##connection, meaning, rfc},                                          \
              #id},
#define MW_POP3_VERDICT(id, number, places, verbs, statuses, codes, when, outcome, retry,          \
                        connection, meaning, rfc)                                                  \
  [number] = {{MW_VERDICT_##id, MW_OUTCOME_##outcome, MW_RETRY_##retry,                            \
               MW_CONNECTION_##connection, meaning, rfc},                                          \
              #id},
#include <mailwire/tables/verdict.def>
};

enum { VERDICTS = sizeof verdict_entries / sizeof verdict_entries[0] };

static const char *const outcome_names[] = {
    [MW_OUTCOME_DONE] = "DONE",
    [MW_OUTCOME_CONTINUE] = "CONTINUE",
    [MW_OUTCOME_TRANSIENT] = "TRANSIENT",
    [MW_OUTCOME_PERMANENT] = "PERMANENT",
    [MW_OUTCOME_PROTOCOL_ERROR] = "PROTOCOL_ERROR",
};

static const char *const retry_names[] = {
    [MW_RETRY_NO_NEED] = "NO_NEED",
    [MW_RETRY_NEVER] = "NEVER",
    [MW_RETRY_LATER] = "LATER",
    [MW_RETRY_WITH_HELO] = "WITH_HELO",
    [MW_RETRY_WITH_LHLO] = "WITH_LHLO",
    [MW_RETRY_AFTER_STARTTLS] = "AFTER_STARTTLS",
    [MW_RETRY_AFTER_AUTH] = "AFTER_AUTH",
    [MW_RETRY_AFTER_AUTH_OR_STARTTLS] = "AFTER_AUTH_OR_STARTTLS",
    [MW_RETRY_WITHOUT_PARAMETERS] = "WITHOUT_PARAMETERS",
    [MW_RETRY_WITHOUT_EXTENSION] = "WITHOUT_EXTENSION",
    [MW_RETRY_AFTER_RSET] = "AFTER_RSET",
    [MW_RETRY_OTHER_ADDRESS] = "OTHER_ADDRESS",
    [MW_RETRY_OTHER_MECHANISM] = "OTHER_MECHANISM",
    [MW_RETRY_OTHER_CREDENTIALS] = "OTHER_CREDENTIALS",
    [MW_RETRY_WITH_UTF8] = "WITH_UTF8",
    [MW_RETRY_AFTER_HELLO] = "AFTER_HELLO",
    [MW_RETRY_AFTER_MAIL] = "AFTER_MAIL",
    [MW_RETRY_AFTER_RCPT] = "AFTER_RCPT",
    [MW_RETRY_AFTER_USER] = "AFTER_USER",
};

static const char *const connection_names[] = {
    [MW_CONNECTION_USABLE] = "USABLE",           [MW_CONNECTION_CLOSES] = "CLOSES",
    [MW_CONNECTION_DOUBTFUL] = "DOUBTFUL",       [MW_CONNECTION_QUIT_ONLY] = "QUIT_ONLY",
    [MW_CONNECTION_AFTER_RESET] = "AFTER_RESET",
};

static const char *const place_names[] = {
    [MW_PLACE_GREETING] = "GREETING",   [MW_PLACE_COMMAND] = "COMMAND",
    [MW_PLACE_AUTH_LINE] = "AUTH_LINE", [MW_PLACE_END_OF_DATA] = "END_OF_DATA",
    [MW_PLACE_CHUNK] = "CHUNK",         [MW_PLACE_NOTHING] = "NOTHING",
};

/* The name of that number among count ones. */
static const char *verdict_word_at(const char *const *names, size_t count, int number)
{
  size_t at = (size_t)number;
  return at < count && names[at] != NULL ? names[at] : "UNKNOWN";
}

#define MWI_NAME_AMONG(names, number)                                                              \
  verdict_word_at(names, sizeof(names) / sizeof(names)[0], (int)(number))

const char *mw_outcome_name(mw_outcome outcome)
{
  return MWI_NAME_AMONG(outcome_names, outcome);
}

const char *mw_retry_name(mw_retry retry)
{
  return MWI_NAME_AMONG(retry_names, retry);
}

const char *mw_connection_name(mw_connection connection)
{
  return MWI_NAME_AMONG(connection_names, connection);
}

const char *mw_place_name(mw_place place)
{
  return MWI_NAME_AMONG(place_names, place);
}

static const verdict_entry *verdict_at(mw_verdict verdict)
{
  size_t number = (size_t)verdict;
  return number < VERDICTS && verdict_entries[number].name != NULL ? &verdict_entries[number]
                                                                   : NULL;
}

const mw_verdict_info *mw_verdict_row(mw_verdict verdict)
{
  const verdict_entry *entry = verdict_at(verdict);
  return entry == NULL ? NULL : &entry->info;
}

const char *mw_verdict_name(mw_verdict verdict)
{
  const verdict_entry *entry = verdict_at(verdict);
  if (verdict == MW_VERDICT_NONE) {
    return "NONE";
  }
  return entry == NULL ? "UNKNOWN" : entry->name;
}

mw_verdict mw_verdict_find(mw_slice name)
{
  size_t i;
  for (i = 0; i < VERDICTS; i++) {
    const char *known = verdict_entries[i].name;
    if (known != NULL && mw_slice_equal(name, mw_slice_text(known))) {
      return verdict_entries[i].info.verdict;
    }
  }
  return MW_VERDICT_NONE;
}

/* ---- by text -------------------------------------------------------------------------------- */

typedef struct text_verdict {
  const char *row;
  mw_verdict verdict;
} text_verdict;

static const text_verdict text_verdicts[] = {
#define MW_VERDICT_BY_TEXT(row, id) {row, MW_VERDICT_##id},
#include <mailwire/tables/verdict.def>
};

mw_verdict mwi_verdict_of_text(const mw_catalog_row *row)
{
  const char *name = row == NULL ? NULL : row->of != NULL ? row->of : row->name;
  size_t i;
  for (i = 0; name != NULL && i < sizeof text_verdicts / sizeof text_verdicts[0]; i++) {
    if (mw_slice_equal(mw_slice_text(name), mw_slice_text(text_verdicts[i].row))) {
      return text_verdicts[i].verdict;
    }
  }
  return MW_VERDICT_NONE;
}

/* ---- what the rules share ------------------------------------------------------------------- */

bool mwi_words_have(const char *list, const char *word)
{
  size_t len = strlen(word);
  const char *end = list + strlen(list);
  while (list < end) {
    const char *blank = memchr(list, ' ', (size_t)(end - list));
    size_t span = (size_t)((blank == NULL ? end : blank) - list);
    if (span == len && memcmp(list, word, len) == 0) {
      return true;
    }
    list += span + (blank == NULL ? 0 : 1);
  }
  return false;
}

bool mwi_words_fit(const char *list, const char *word)
{
  return list[0] == '\0' || mwi_words_have(list, word);
}

void mwi_judge(mw_verdict verdict, bool expected, mw_judgement *judgement)
{
  const mw_verdict_info *row = &verdict_entries[verdict].info;
  judgement->verdict = verdict;
  judgement->expected = expected;
  judgement->outcome = row->outcome;
  judgement->retry = row->retry;
  judgement->connection = row->connection;
}
