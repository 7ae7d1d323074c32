/* SPDX-License-Identifier: MIT */
/* SMTP, LMTP and submission commands on the line (RFC 5321 4.1).
 *
 *   command = keyword [ SP argument ] CRLF
 *
 * A keyword is a whole word; its case does not matter; one that the table does not have is delivered
 * with its text. The table: tables/smtp_verb.def.
 */
#ifndef MAILWIRE_SMTP_COMMAND_H
#define MAILWIRE_SMTP_COMMAND_H

#include <mailwire/counted.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One member for each row of tables/smtp_verb.def: MW_SMTP_HELO, MW_SMTP_EHLO ... */
typedef enum mw_smtp_verb {
  MW_SMTP_UNKNOWN = 0, /* any other word, or none */
#define MW_SMTP_VERB(id, number, keyword, standing, extension, success, intermediate, failure, rfc) \
  MW_SMTP_##id = number,
#include <mailwire/tables/smtp_verb.def>
  MW_SMTP_VERB_RESERVED = 0x7fff
} mw_smtp_verb;

/* How a verb stands today. */
typedef enum mw_smtp_standing {
  MW_SMTP_CURRENT = 1,   /* RFC 5321 */
  MW_SMTP_EXTENSION = 2, /* of an extension's RFC */
  MW_SMTP_OBSOLETE = 3,  /* recognised, not to be sent */
  MW_SMTP_VENDOR = 4     /* documented by a vendor alone */
} mw_smtp_standing;

/* One row of the table. Static, constant. Fields are public. */
typedef struct mw_smtp_verb_info {
  mw_smtp_verb verb;
  mw_smtp_standing standing;
  const char *keyword;      /* upper case */
  const char *extension;    /* the EHLO keyword that announces it; "" when none is needed */
  const char *success;      /* codes that mean it was done, separated by blanks */
  const char *intermediate; /* codes that ask for more; "" when there are none */
  const char *failure;      /* codes that refuse it */
  const char *rfc;          /* "RFC5321 4.1.1.2; ..."; "vendor: ..." */
} mw_smtp_verb_info;

/* The verb of a whole word, ASCII case ignored; MW_SMTP_UNKNOWN if the table has none. */
MW_API mw_smtp_verb mw_smtp_verb_find(mw_slice keyword);

/* The row of a verb; NULL for MW_SMTP_UNKNOWN and for numbers without a row. */
MW_API const mw_smtp_verb_info *mw_smtp_verb_row(mw_smtp_verb verb);

/* "MAIL"; "UNKNOWN" where mw_smtp_verb_row() is NULL. Never NULL, static. */
MW_API const char *mw_smtp_verb_name(mw_smtp_verb verb);

/* A command line taken apart. Fields are public; slices point into the line. */
typedef struct mw_smtp_command {
  mw_smtp_verb verb;
  mw_slice keyword;  /* as typed; empty for an empty line */
  mw_slice argument; /* all that follows the keyword and one separator; ptr NULL when no separator
                        follows */
  mw_slice secret;   /* part of the line that a log must not show (the initial response of AUTH);
                        ptr NULL when there is none */
  mw_chunk chunk;    /* BDAT: what its argument says; else all zero */
} mw_smtp_command;

/* Takes a line (without its CRLF) apart. *command is filled in whatever is found. Adds to *finding what
 * is wrong with the form of the line: EMPTY_LINE, LEADING_SPACE, BAD_SEPARATOR, and for BDAT
 * BAD_CHUNK_SIZE and BAD_CHUNK_END. What stands in the line octet by octet is not looked at: that is
 * mw_line_judge(). */
MW_API void mw_smtp_command_split(mw_slice line, uint64_t allow, mw_smtp_command *command,
                                  mw_finding *finding);

#ifdef __cplusplus
}
#endif

#endif
