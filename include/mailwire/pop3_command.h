/* SPDX-License-Identifier: MIT */
/* POP3 commands on the line, taken apart, typed, read and written (RFC 1939, RFC 2449 3).
 *
 *   command = keyword [ SP argument ] CRLF      ; at most 255 octets
 *   keyword = 3*4VCHAR
 *
 * A keyword's case does not matter; one that the table does not have is delivered with its text.
 * The table: tables/pop3_verb.def.
 */
#ifndef MAILWIRE_POP3_COMMAND_H
#define MAILWIRE_POP3_COMMAND_H

#include <mailwire/fault.h>
#include <mailwire/writer.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The longest command line in octets, its CRLF included (RFC 2449 4). */
#define MW_POP3_COMMAND_LINE 255

/* One member for each row of tables/pop3_verb.def: MW_POP3_USER, MW_POP3_PASS ... */
typedef enum mw_pop3_verb {
  MW_POP3_UNKNOWN = 0, /* any other word, or none */
#define MW_POP3_VERB(id, number, keyword, form, answer, standing, states, capability, rfc)         \
  MW_POP3_##id = number,
#include <mailwire/tables/pop3_verb.def>
  MW_POP3_VERB_RESERVED = 0x7fff
} mw_pop3_verb;

/* How a command stands today. */
typedef enum mw_pop3_standing {
  MW_POP3_REQUIRED = 1,  /* every server has it */
  MW_POP3_OPTIONAL = 2,  /* of RFC 1939, but not every server has it */
  MW_POP3_EXTENSION = 3, /* of an extension's RFC */
  MW_POP3_HISTORIC = 4   /* recognised, not to be sent */
} mw_pop3_standing;

/* What the argument of a command is. */
typedef enum mw_pop3_form {
  MW_POP3_TAKES_NOTHING = 0,       /* no argument */
  MW_POP3_TAKES_TEXT = 1,          /* any text, or none: XTND, and unknown commands */
  MW_POP3_TAKES_NAME = 2,          /* name */
  MW_POP3_TAKES_PASSWORD = 3,      /* all that follows the one space, spaces included */
  MW_POP3_TAKES_DIGEST = 4,        /* name SP 32( %x30-39 / %x61-66 ) */
  MW_POP3_TAKES_MECHANISM = 5,     /* sasl-mech [ SP initial-response ] */
  MW_POP3_TAKES_MESSAGE = 6,       /* message-number */
  MW_POP3_TAKES_MAYBE_MESSAGE = 7, /* [ message-number ] */
  MW_POP3_TAKES_LINES = 8,         /* message-number SP line-count */
  MW_POP3_TAKES_MAYBE_LANGUAGE = 9 /* [ "*" / language-range ] */
} mw_pop3_form;

/* What a positive response to a command is. A negative one is always one line. */
typedef enum mw_pop3_answer {
  MW_POP3_ANSWER_LINE = 1,         /* the status line alone */
  MW_POP3_ANSWER_LINES = 2,        /* then lines, up to a dot alone on its line */
  MW_POP3_ANSWER_MESSAGE = 3,      /* then a message, up to the same */
  MW_POP3_ANSWER_LINES_IF_BARE = 4 /* LINES when the command has no argument, else LINE */
} mw_pop3_answer;

/* One row of the table. Static, constant. Fields are public. */
typedef struct mw_pop3_verb_info {
  mw_pop3_verb verb;
  mw_pop3_form form;
  mw_pop3_answer answer;
  mw_pop3_standing standing;
  const char *keyword;    /* upper case */
  const char *states;     /* "authorization", "transaction" or both */
  const char *capability; /* the CAPA tag that announces it; "" when none does */
  const char *rfc;        /* "RFC1939 5; ..." */
} mw_pop3_verb_info;

/* The verb of a whole word, ASCII case ignored; MW_POP3_UNKNOWN if the table has none. */
MW_API mw_pop3_verb mw_pop3_verb_find(mw_slice keyword);

/* The row of a verb; NULL for MW_POP3_UNKNOWN and for numbers without a row. */
MW_API const mw_pop3_verb_info *mw_pop3_verb_row(mw_pop3_verb verb);

/* "RETR"; "UNKNOWN" where mw_pop3_verb_row() is NULL. Never NULL, static. */
MW_API const char *mw_pop3_verb_name(mw_pop3_verb verb);

/* ---- a line taken apart --------------------------------------------------------------------- */

/* Fields are public; slices point into the line. */
typedef struct mw_pop3_command {
  mw_pop3_verb verb;
  mw_slice keyword;  /* as typed; empty for an empty line */
  mw_slice argument; /* all that follows the keyword and one separator; ptr NULL when no separator
                        follows */
  mw_slice secret;   /* part of the line that a log must not show: the argument of PASS, the last
                        word of APOP, what follows the mechanism of AUTH; ptr NULL when there is
                        none */
} mw_pop3_command;

/* Takes a line (without its CRLF) apart. *command is filled in whatever is found. Adds to *finding
 * what is wrong with the form of the line: EMPTY_LINE, LEADING_SPACE, BAD_SEPARATOR, BAD_KEYWORD.
 * What stands in the line octet by octet is not looked at: that is mw_line_judge(). */
MW_API void mw_pop3_command_split(mw_slice line, uint64_t allow, mw_pop3_command *command,
                                  mw_finding *finding);

/* ---- what it says --------------------------------------------------------------------------- */

/* What a command must keep to, beyond the grammar. A NULL pointer where rules are asked for means
 * strict. Fields are public. */
typedef struct mw_pop3_rules {
  uint64_t allow;  /* MW_ALLOW_* bits */
  size_t line;     /* most octets of a command line, its CRLF included: 255 (RFC 2449 4) */
  size_t argument; /* most octets of each argument: 0 for no limit of its own, 40 by RFC 1939 3 */
} mw_pop3_rules;

/* The strict rules with other tolerances. */
MW_API void mw_pop3_rules_init(mw_pop3_rules *rules, uint64_t allow);

/* The argument of a command; which fields are set depends on the verb. Fields are public; slices
 * point into the line, ptr NULL where they are absent. */
typedef struct mw_pop3_argument {
  mw_slice name;      /* USER APOP RPOP */
  mw_slice password;  /* PASS: every octet after the one space */
  mw_slice digest;    /* APOP: 32 hexadecimal digits. The digest itself, MD5 of the greeting's
                         timestamp and the shared secret, is the caller's to make (RFC 1939 7) */
  mw_slice mechanism; /* AUTH */
  mw_slice initial;   /* AUTH: the initial response as on the wire: base64, or "=" for an empty
                         one */
  mw_slice language;  /* LANG: "*" or a language range */
  mw_slice text;      /* XTND and commands that the table does not have: all of the argument */
  uint32_t message;   /* RETR DELE TOP LIST UIDL: the message's number, from 1; 0: none */
  uint32_t lines;     /* TOP: lines of the body */
} mw_pop3_argument;

/* Reads the argument of a command that was split. True: *argument is filled in, and tolerances used
 * are added to *finding. False: *finding has the fault, its offset from command->keyword.ptr:
 * BAD_ARGUMENT, NUMBER_TOO_LARGE (a number above 2^32-1), BAD_BASE64, EIGHT_BIT, BAD_UTF8; and
 * *argument what was read up to there. rules may be NULL. */
MW_API bool mw_pop3_argument_parse(const mw_pop3_command *command, const mw_pop3_rules *rules,
                                   mw_pop3_argument *argument, mw_finding *finding);

/* A whole line (without its CRLF) at once: its octets, its length, its split and its argument. True
 * when nothing is wrong with it; else *finding has the first fault, its offset from the line's
 * first octet. *command and *argument are filled in as far as they go. */
MW_API bool mw_pop3_command_parse(mw_slice line, const mw_pop3_rules *rules,
                                  mw_pop3_command *command, mw_pop3_argument *argument,
                                  mw_finding *finding);

/* Writes a command with its CRLF. Refused: a field that the verb does not take, an argument that
 * would not parse back strictly (UTF-8 where the writer allows it), more than 255 octets. argument
 * may be NULL for verbs that need none. */
MW_API void mw_pop3_command_write(mw_writer *w, mw_pop3_verb verb,
                                  const mw_pop3_argument *argument);

/* Writes a command of a keyword that the table does not have: 3 or 4 letters or digits, and an
 * argument of printable text (ptr NULL for none). */
MW_API void mw_pop3_command_write_other(mw_writer *w, mw_slice keyword, mw_slice argument);

/* The lines of an AUTH exchange are those of sasl.h: mw_sasl_line_parse(), mw_sasl_line_write(). */

/* ---- commands of the caller ----------------------------------------------------------------- */

/* A command that the caller adds. number: 0x4000 to 0x7ffe. Fields are public. */
typedef struct mw_pop3_own_verb {
  const char *keyword; /* upper case */
  int number;
  mw_pop3_answer answer; /* what a positive response to it is */
} mw_pop3_own_verb;

/* The caller's row of a word, NULL when none of the count rows has it. For use when command->verb
 * is MW_POP3_UNKNOWN. */
MW_API const mw_pop3_own_verb *mw_pop3_own_verb_find(const mw_pop3_own_verb *rows, size_t count,
                                                     mw_slice keyword);

#ifdef __cplusplus
}
#endif

#endif
