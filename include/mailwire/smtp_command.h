/* SPDX-License-Identifier: MIT */
/* SMTP, LMTP and submission commands on the line (RFC 5321 4.1).
 *
 *   command = keyword [ SP argument ] CRLF
 *
 * A keyword is a whole word; its case does not matter; one that the table does not have is
 * delivered with its text. The table: tables/smtp_verb.def.
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
#define MW_SMTP_VERB(id, number, keyword, form, standing, extension, success, intermediate,        \
                     failure, rfc)                                                                 \
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

/* What the argument of a verb is; smtp_argument.h reads and writes it. */
typedef enum mw_smtp_form {
  MW_SMTP_TAKES_NOTHING = 0,      /* no argument */
  MW_SMTP_TAKES_TEXT = 1,         /* any text, or none: verbs of vendors, and unknown ones */
  MW_SMTP_TAKES_HOST = 2,         /* Domain / address-literal */
  MW_SMTP_TAKES_DOMAIN = 3,       /* Domain */
  MW_SMTP_TAKES_REVERSE_PATH = 4, /* "FROM:" Reverse-path [SP Mail-parameters] */
  MW_SMTP_TAKES_FORWARD_PATH = 5, /* "TO:" Forward-path [SP Rcpt-parameters] */
  MW_SMTP_TAKES_STRING = 6,       /* String [SP "SMTPUTF8"] */
  MW_SMTP_TAKES_MAYBE_STRING = 7, /* [String] */
  MW_SMTP_TAKES_MECHANISM = 8,    /* sasl-mech [SP initial-response] */
  MW_SMTP_TAKES_CHUNK = 9,        /* 1*DIGIT [SP "LAST"] */
  MW_SMTP_TAKES_URL = 10,         /* absolute-URI [SP "LAST"] */
  MW_SMTP_TAKES_NODE = 11,        /* [ "@" / "#" ] node-name */
  MW_SMTP_TAKES_DOMAINS = 12,     /* [ domain *( "," domain ) ] */
  MW_SMTP_TAKES_ATTRIBUTES = 13   /* 1*( attribute-name "=" xtext ) */
} mw_smtp_form;

/* One row of the table. Static, constant. Fields are public. */
typedef struct mw_smtp_verb_info {
  mw_smtp_verb verb;
  mw_smtp_form form;
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

/* Takes a line (without its CRLF) apart. *command is filled in whatever is found. Adds to *finding
 * what is wrong with the form of the line: EMPTY_LINE, LEADING_SPACE, BAD_SEPARATOR, and for BDAT
 * BAD_CHUNK_SIZE and BAD_CHUNK_END. What stands in the line octet by octet is not looked at: that
 * is mw_line_judge(). */
MW_API void mw_smtp_command_split(mw_slice line, uint64_t allow, mw_smtp_command *command,
                                  mw_finding *finding);

#ifdef __cplusplus
}
#endif

#endif
