/* SPDX-License-Identifier: MIT */
/* The catalogue: reply lines that servers really send, recognised and written.
 *
 * A row has a text with named placeholders, "OK: queued as {queue-id}". Recognising takes a line
 * and gives the rows that fit it with the values of their placeholders; writing takes a row and
 * values and gives the line. Callers can have catalogues of their own, in a house style or another
 * language, over the one that comes with the library. What a row means is told by explanation.h.
 *
 *   text        = *( literal / placeholder )
 *   literal     = 1*( any octet but "{" / "{{" )      ; "{{" is one brace
 *   placeholder = "{" 1*( a-z / 0-9 / "-" ) "}"       ; each name once, never two side by side
 *
 * The rows: tables/smtp_catalog.def, tables/pop3_catalog.def; the texts of the situations and the
 * keywords of EHLO are rows, too. The kinds of placeholders: tables/catalog_param.def.
 */
#ifndef MAILWIRE_CATALOG_H
#define MAILWIRE_CATALOG_H

#include <mailwire/pop3_response.h>
#include <mailwire/smtp_reply.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- rows ----------------------------------------------------------------------------------- */

/* Of one text, at most: placeholders; octets, its values among them; lines, when it is written. */
#define MW_CATALOG_PARAMS 8
#define MW_CATALOG_TEXT 2048
#define MW_CATALOG_LINES 32

/* One row. Fields are public; strings live as long as the catalogue; NULL is the same as "". One of
 * code and status is zero; both are in an alias whose text is the whole line. */
typedef struct mw_catalog_row {
  const char *name; /* "smtp.reply.250.queued": its identity */
  const char *of;   /* of an alias: the name of the row whose other spelling it is; else NULL. An
                       alias is recognised, never written; its own name need not differ from of */
  uint16_t code;    /* SMTP: the reply code (of an alias any three digits but 000, or one digit for
                       all codes that begin with it); 0 for POP3 */
  mw_pop3_status status; /* POP3: OK or ERR; NONE for SMTP */
  const char *detail;    /* the usual enhanced status code or response code; "" for none, and in an
                            alias */
  const char *text;      /* with placeholders; SMTP: LF begins a further line of the reply */
  const char *commands;  /* after which it comes, separated by blanks */
  const char *servers;   /* whose wording it is, separated by "; "; "" for that of the RFCs */
  const char *rfc;       /* sources, separated by "; " */
} mw_catalog_row;

/* A catalogue: count rows of the caller's or the library's, and the one that it stands over (NULL:
 * none). Fields are public. */
typedef struct mw_catalog {
  const mw_catalog_row *rows;
  size_t count;
  const struct mw_catalog *base;
} mw_catalog;

/* The one that comes with the library. Its base has phrases: aliases of its rows for words that
 * stand in the sentences of many servers. Static, constant. */
MW_API const mw_catalog *mw_catalog_standard(void);

/* The row of that name that is no alias: the catalogue's own, else that of its base, and so on;
 * NULL if there is none. Names compare octet by octet. */
MW_API const mw_catalog_row *mw_catalog_find(const mw_catalog *catalog, mw_slice name);

/* ---- recognise ------------------------------------------------------------------------------ */

/* A placeholder's name, without its braces, and its value. */
typedef struct mw_catalog_param {
  mw_slice name;
  mw_slice value;
} mw_catalog_param;

/* A row that fits a line. Fields are public; names point into the row, values into the line. */
typedef struct mw_catalog_match {
  const mw_catalog_row *row;
  size_t literal; /* octets of the text that are the row's own */
  size_t count;
  mw_catalog_param params[MW_CATALOG_PARAMS];
} mw_catalog_match;

/* Finds the rows that fit a reply line (without its CRLF): of POP3 when its first octet is "+" or
 * "-", else of SMTP. Of a reply of several lines, to fit rows with LF in them: its first line, and
 * after LF the text of each further one, without its enhanced status code when the first has one.
 *
 * The line's code or status is the row's. Its enhanced status code or response code may be any, or
 * missing, and stands for no octet of the text, nor does a colon behind an enhanced one
 * ("250 2.0.0: Ok"); one of another class ("550 4.7.1 Denied") may, or may not. ASCII letters of
 * the text may be in either case. Blanks at the end of the line are nothing, and one "." there may
 * be missing in the row; a placeholder that ends the row has it in its value if values of its kind
 * may end so. A placeholder takes one octet at least, all of its value of its kind, and ends at the
 * first place after it where the literal that follows it stands; the literal that ends the row ends
 * the line. Where a host is the whole text, it has a dot or is an address literal, and no enhanced
 * code is in front unless the row has one: any word could be a host.
 *
 * Stores the best matches, room of them at most: most literal octets first, then in the order of
 * the table, the catalogue's own rows in front of its base's. An alias is a row of its own here, so
 * that a name may be there twice. Returns how many rows fit, which can be more than room; 0: the
 * line's digits say all that is known. matches may be NULL when room is 0. A row whose text is not
 * of the form above fits nothing, and a text of more than MW_CATALOG_TEXT octets fits no row: none
 * could be written so. Time: for each row no more than the octets of the text times those of the
 * row's longest literal, and linear in the line beyond that. */
MW_API size_t mw_catalog_match_line(const mw_catalog *catalog, mw_slice line,
                                    mw_catalog_match *matches, size_t room);

/* ---- write ---------------------------------------------------------------------------------- */

/* What is wrong with a row, or with the values for it. Numbers are never reused. */
typedef enum mw_catalog_flaw_kind {
  MW_CATALOG_FLAW_NONE = 0,
  MW_CATALOG_FLAW_NO_ROW = 1,     /* there is no row of that name that could be written */
  MW_CATALOG_FLAW_NO_NAME = 2,    /* a row without a name, or without a text */
  MW_CATALOG_FLAW_NAME_TWICE = 3, /* two rows of one catalogue, no aliases, have the name */
  MW_CATALOG_FLAW_BAD_CODE = 4,   /* the code or status cannot be written */
  MW_CATALOG_FLAW_BAD_DETAIL = 5, /* no enhanced status code of the code's class, no response code;
                                     an alias with one */
  MW_CATALOG_FLAW_BAD_TEMPLATE = 6,  /* the text is not of the form above */
  MW_CATALOG_FLAW_BAD_OCTET = 7,     /* an octet that no line may hold: a forged line, for one */
  MW_CATALOG_FLAW_BAD_ALIAS = 8,     /* an alias of nothing */
  MW_CATALOG_FLAW_PARAMS_DIFFER = 9, /* not the placeholders of the row that it replaces */
  MW_CATALOG_FLAW_MISSING = 10,      /* a placeholder without a value */
  MW_CATALOG_FLAW_SURPLUS = 11,      /* a value without a placeholder, or a second one */
  MW_CATALOG_FLAW_BAD_VALUE = 12,    /* the value is empty, or not of the placeholder's kind */
  MW_CATALOG_FLAW_AMBIGUOUS = 13,    /* with the value the line would be read as something else */
  MW_CATALOG_FLAW_TOO_LONG = 14      /* the text, its lines, or the line of POP3 are too many */
} mw_catalog_flaw_kind;

/* Fields are public. */
typedef struct mw_catalog_flaw {
  mw_catalog_flaw_kind kind;
  const mw_catalog_row *row; /* NULL for NO_ROW */
  mw_slice param;            /* the placeholder or value that it is about; ptr NULL: the text */
  size_t offset;             /* of the octet in the text or in the value */
} mw_catalog_flaw;

/* "NONE", "MISSING" ...; "UNKNOWN" for a number that is none. Never NULL, static. */
MW_API const char *mw_catalog_flaw_name(mw_catalog_flaw_kind kind);

/* Checks a catalogue's own rows (not those of its base): each can be recognised and, if it is no
 * alias, written with fitting values, with its detail and without. utf8: whether texts that are
 * written may hold UTF-8 (SMTPUTF8; POP3 with UTF8 or LANG); aliases always may. False: *flaw (may
 * be NULL) tells the first that is wrong; NO_ROW when there is no catalogue, or none of its rows.
 */
MW_API bool mw_catalog_check(const mw_catalog *catalog, bool utf8, mw_catalog_flaw *flaw);

/* Writes the row of that name with count values, one for each placeholder, in any order. detail:
 * whether the row's enhanced status code or response code is sent. Long texts of SMTP go on in
 * further lines (mw_smtp_reply_write). What is written is recognised as that row, with these
 * values, once its lines are put together as above (a long text's without LF). Values may hold
 * UTF-8 when the writer allows it. False: nothing is written, w is refused, and *flaw (may be NULL)
 * tells why. True: what did not find room is for mw_writer_result() to tell. w may be NULL: nothing
 * is to be written, only checked, without UTF-8. */
MW_API bool mw_catalog_write(mw_writer *w, const mw_catalog *catalog, mw_slice name, bool detail,
                             const mw_catalog_param *params, size_t count, mw_catalog_flaw *flaw);

#ifdef __cplusplus
}
#endif

#endif
