/* SPDX-License-Identifier: MIT */
/* What a command says, typed, read and written (RFC 5321 4.1.1 and the RFC of each extension).
 *
 * mw_smtp_command_split(), or the command reader, takes a line apart; this reads the argument by
 * the rule of its verb. What is written parses back to the same value, or is not written.
 */
#ifndef MAILWIRE_SMTP_ARGUMENT_H
#define MAILWIRE_SMTP_ARGUMENT_H

#include <mailwire/smtp_command.h>
#include <mailwire/smtp_params.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The argument of a command; which fields are set depends on the verb. Fields are public; slices
 * point into the line. */
typedef struct mw_smtp_argument {
  mw_host host;    /* HELO EHLO LHLO; ETRN: the node, kind NONE when it is no domain (see text) */
  mw_path path;    /* MAIL RCPT SEND SOML SAML */
  mw_slice params; /* MAIL RCPT SEND SOML SAML: the parameters' text, read with
                      mw_smtp_params_parse(); ptr NULL when there is none */
  mw_slice text; /* VRFY EXPN HELP NOOP: the String as on the wire, ptr NULL when absent; AUTH: the
                    mechanism; BURL: the URL; ETRN: the node; ATRN: the domains, separated by
                    commas; XCLIENT XFORWARD: the attributes, read with mw_smtp_attribute_next() */
  mw_slice initial; /* AUTH: the initial response as on the wire: base64, or "=" for an empty one;
                       ptr NULL when there is none */
  mw_chunk chunk;   /* BDAT */
  char option;      /* ETRN: '@', '#', or 0 */
  bool last;        /* BDAT, BURL */
  bool utf8;        /* VRFY EXPN: SMTPUTF8 was there, with which the String and the reply may hold
                       UTF-8 (RFC 6531 3.7.4.2) */
} mw_smtp_argument;

/* Reads the argument of a command that was split. True: *argument is filled in, and tolerances used
 * are added to *finding. False: *finding has the fault, its offset from command->keyword.ptr, and
 * *argument what was read up to there. Verbs that the table does not have: true, with text the
 * whole argument. MAIL and RCPT: the parameters are not looked at here but by
 * mw_smtp_params_parse(). rules may be NULL; rules->allow and the tolerances of the reader that
 * gave the command should be the same word, or the one refuses what the other let pass. A path with
 * is_utf8 needs the parameter SMTPUTF8 (RFC 6531 3.4), a String with octets above 127 the word: the
 * server compares them. EXTRA_SPACE does not apply between the words of BDAT and AUTH, which the
 * reader takes apart itself. */
MW_API bool mw_smtp_argument_parse(const mw_smtp_command *command, const mw_rules *rules,
                                   mw_smtp_argument *argument, mw_finding *finding);

/* A whole line (without its CRLF) at once: its octets, its length, its split, its argument and, for
 * MAIL and RCPT, its parameters. *command, *argument and *params (which may be NULL) are filled in
 * as far as they go. True when nothing is wrong with it; else *finding has the first fault, its
 * offset from the line's first octet. LINE_TOO_LONG: more than 512 octets with its CRLF, not
 * counting the parameters that extensions define, which have limits of their own (RFC
 * 5321 4.5.3.1.4). */
MW_API bool mw_smtp_command_parse(mw_slice line, const mw_rules *rules, mw_smtp_command *command,
                                  mw_smtp_argument *argument, mw_smtp_params *params,
                                  mw_finding *finding);

/* Writes a command with its CRLF. params: of MAIL and RCPT, or NULL; they come first, and
 * argument->params, where set, follows as it is (parameters that the table does not have). Refused:
 * a field that the verb does not take, an argument that would not parse back strictly (UTF-8 where
 * the writer allows it), parameters that mw_smtp_params_parse() would find a fault in, the typed
 * ones and the text taken together, a line that would be LINE_TOO_LONG. argument may be NULL for
 * verbs that need none. */
MW_API void mw_smtp_command_write(mw_writer *w, mw_smtp_verb verb, const mw_smtp_argument *argument,
                                  const mw_smtp_params *params);

/* Writes a command of a verb that the table does not have: 1 to 12 letters, digits or "-", and an
 * argument of printable text (ptr NULL for none). */
MW_API void mw_smtp_command_write_other(mw_writer *w, mw_slice keyword, mw_slice argument);

/* The lines of an AUTH exchange: sasl.h. */

/* ---- XCLIENT and XFORWARD attributes -------------------------------------------------------- */

/* The next attribute of *rest: name "=" xtext, which may hold encoded control characters: who
 * decodes the value looks at them. False at the end. With *finding's fault set
 * (BAD_PARAMETER) it is the malformed text. */
MW_API bool mw_smtp_attribute_next(mw_slice *rest, mw_param *attribute, mw_finding *finding);

/* ---- verbs of the caller -------------------------------------------------------------------- */

/* A verb that the caller adds. number: 0x4000 to 0x7ffe. Fields are public. */
typedef struct mw_smtp_own_verb {
  const char *keyword; /* upper case */
  int number;
} mw_smtp_own_verb;

/* The caller's number of a word, MW_SMTP_UNKNOWN (0) when none of the count rows has it. For use
 * when command->verb is MW_SMTP_UNKNOWN. */
MW_API int mw_smtp_own_verb_find(const mw_smtp_own_verb *rows, size_t count, mw_slice keyword);

#ifdef __cplusplus
}
#endif

#endif
