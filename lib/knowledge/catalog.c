/* SPDX-License-Identifier: MIT */
/* The rows that come with the library: those of the catalogue's tables, and what the tables of
 * situations and of EHLO say on the wire.
 */
#include <mailwire/catalog.h>

#include "knowledge/catalog.h"

/* Where the rows of situations stand: behind all others, and those whose text is the caller's
 * affair behind the last that counts. Each row has a place; a row of the other sort leaves the
 * place to the one behind it. */
enum {
  STANDARD_TABLED = 0
#define MW_SMTP_REPLY(name, code, enhanced, text, commands, servers, rfc) +1
#define MW_SMTP_ALIAS(name, of, code, text) +1
#include <mailwire/tables/smtp_catalog.def>
#define MW_SMTP_EXTENSION(id, number, keyword, form, standing, params, verbs, mail, rcpt, rfc) +2
#include <mailwire/tables/smtp_extension.def>
#define MW_POP3_REPLY(name, status, code, text, commands, servers, rfc) +1
#define MW_POP3_ALIAS(name, of, status, text) +1
#include <mailwire/tables/pop3_catalog.def>
  ,
  STANDARD_LAST_TABLED = STANDARD_TABLED - 1,
#define MW_SMTP_SITUATION(id, number, code, enhanced, text, rfc)                                   \
  SMTP_SAID_##id, SMTP_SAID_END_##id = SMTP_SAID_##id - (sizeof(text) == 1),
#include <mailwire/tables/smtp_situation.def>
#define MW_POP3_SITUATION(id, number, status, code, text, rfc)                                     \
  POP3_SAID_##id, POP3_SAID_END_##id = POP3_SAID_##id - (sizeof(text) == 1),
#include <mailwire/tables/pop3_situation.def>
  STANDARD_ROWS,
  STANDARD_LAST = STANDARD_ROWS - 1,
#define MW_SMTP_SITUATION(id, number, code, enhanced, text, rfc)                                   \
  SMTP_UNSAID_##id, SMTP_UNSAID_END_##id = SMTP_UNSAID_##id - (sizeof(text) > 1),
#include <mailwire/tables/smtp_situation.def>
#define MW_POP3_SITUATION(id, number, status, code, text, rfc)                                     \
  POP3_UNSAID_##id, POP3_UNSAID_END_##id = POP3_UNSAID_##id - (sizeof(text) > 1),
#include <mailwire/tables/pop3_situation.def>
};

/* A keyword alone, and with what may follow it. */
#define MWI_EHLO_ROW(keyword, rfc)                                                                 \
  {                                                                                                \
    "smtp.ehlo." keyword, NULL, 250, MW_POP3_STATUS_NONE, "", keyword, "EHLO LHLO", "", rfc        \
  }
#define MWI_EHLO_ALIAS(keyword)                                                                    \
  {                                                                                                \
    "smtp.ehlo." keyword, "smtp.ehlo." keyword, 250, MW_POP3_STATUS_NONE, "", keyword " {text}",   \
        "", "", ""                                                                                 \
  }

static const mw_catalog_row standard_rows[] = {
#define MW_SMTP_REPLY(name, code, enhanced, text, commands, servers, rfc)                          \
  {name, NULL, code, MW_POP3_STATUS_NONE, enhanced, text, commands, servers, rfc},
#define MW_SMTP_ALIAS(name, of, code, text)                                                        \
  {name, of, code, MW_POP3_STATUS_NONE, "", text, "", "", ""},
#include <mailwire/tables/smtp_catalog.def>
#define MW_SMTP_EXTENSION(id, number, keyword, form, standing, params, verbs, mail, rcpt, rfc)     \
  MWI_EHLO_ROW(keyword, rfc), MWI_EHLO_ALIAS(keyword),
#include <mailwire/tables/smtp_extension.def>
#define MW_POP3_REPLY(name, status, code, text, commands, servers, rfc)                            \
  {name, NULL, 0, MW_POP3_STATUS_##status, code, text, commands, servers, rfc},
#define MW_POP3_ALIAS(name, of, status, text)                                                      \
  {name, of, 0, MW_POP3_STATUS_##status, "", text, "", "", ""},
#include <mailwire/tables/pop3_catalog.def>
#define MW_SMTP_SITUATION(id, number, code, enhanced, text, rfc)                                   \
  [sizeof(text) > 1 ? SMTP_SAID_##id : SMTP_UNSAID_##id] = {                                       \
      "smtp.situation." #id, NULL, code, MW_POP3_STATUS_NONE, enhanced, text, "any", "", rfc},
#include <mailwire/tables/smtp_situation.def>
#define MW_POP3_SITUATION(id, number, status, code, text, rfc)                                     \
  [sizeof(text) > 1 ? POP3_SAID_##id : POP3_UNSAID_##                                              \
      id] = {"pop3.situation." #id, NULL, 0, MW_POP3_STATUS_##status, code, text, "any", "", rfc},
#include <mailwire/tables/pop3_situation.def>
};

/* A phrase as it may stand in a line. */
#define MWI_ALIAS_ROW(of, code, status, text)                                                      \
  {                                                                                                \
    of, of, code, status, "", text, "", "", ""                                                     \
  }
#define MWI_PHRASE_ROWS(of, code, status, words)                                                   \
  MWI_ALIAS_ROW(of, code, status, words), MWI_ALIAS_ROW(of, code, status, "{before}" words),       \
      MWI_ALIAS_ROW(of, code, status, words "{behind}"),                                           \
      MWI_ALIAS_ROW(of, code, status, "{before}" words "{behind}")

/* Below all others: whole lines and situations come first. */
static const mw_catalog_row phrase_rows[] = {
#define MW_SMTP_PHRASE(of, code, words) MWI_PHRASE_ROWS(of, code, MW_POP3_STATUS_NONE, words),
#include <mailwire/tables/smtp_catalog.def>
#define MW_POP3_PHRASE(of, status, words) MWI_PHRASE_ROWS(of, 0, MW_POP3_STATUS_##status, words),
#include <mailwire/tables/pop3_catalog.def>
};

static const mw_catalog phrase_catalog = {phrase_rows, sizeof phrase_rows / sizeof phrase_rows[0],
                                          NULL};

static const mw_catalog standard_catalog = {standard_rows, STANDARD_ROWS, &phrase_catalog};

const mw_catalog *mw_catalog_standard(void)
{
  return &standard_catalog;
}

const mw_catalog_row *mw_catalog_find(const mw_catalog *catalog, mw_slice name)
{
  for (; catalog != NULL; catalog = catalog->base) {
    size_t i;
    for (i = 0; catalog->rows != NULL && i < catalog->count; i++) {
      const mw_catalog_row *row = &catalog->rows[i];
      if (row->of == NULL && row->name != NULL && mw_slice_equal(mw_slice_text(row->name), name)) {
        return row;
      }
    }
  }
  return NULL;
}

/* ---- flaws ---------------------------------------------------------------------------------- */

static const char *const flaw_names[] = {
    [MW_CATALOG_FLAW_NONE] = "NONE",
    [MW_CATALOG_FLAW_NO_ROW] = "NO_ROW",
    [MW_CATALOG_FLAW_NO_NAME] = "NO_NAME",
    [MW_CATALOG_FLAW_NAME_TWICE] = "NAME_TWICE",
    [MW_CATALOG_FLAW_BAD_CODE] = "BAD_CODE",
    [MW_CATALOG_FLAW_BAD_DETAIL] = "BAD_DETAIL",
    [MW_CATALOG_FLAW_BAD_TEMPLATE] = "BAD_TEMPLATE",
    [MW_CATALOG_FLAW_BAD_OCTET] = "BAD_OCTET",
    [MW_CATALOG_FLAW_BAD_ALIAS] = "BAD_ALIAS",
    [MW_CATALOG_FLAW_PARAMS_DIFFER] = "PARAMS_DIFFER",
    [MW_CATALOG_FLAW_MISSING] = "MISSING",
    [MW_CATALOG_FLAW_SURPLUS] = "SURPLUS",
    [MW_CATALOG_FLAW_BAD_VALUE] = "BAD_VALUE",
    [MW_CATALOG_FLAW_AMBIGUOUS] = "AMBIGUOUS",
    [MW_CATALOG_FLAW_TOO_LONG] = "TOO_LONG",
};

const char *mw_catalog_flaw_name(mw_catalog_flaw_kind kind)
{
  size_t number = (size_t)kind;
  return number < sizeof flaw_names / sizeof flaw_names[0] ? flaw_names[number] : "UNKNOWN";
}

bool mwi_catalog_flaw(mw_catalog_flaw *flaw, mw_catalog_flaw_kind kind, mw_slice param,
                      size_t offset)
{
  flaw->kind = kind;
  flaw->param = param;
  flaw->offset = offset;
  return false;
}
