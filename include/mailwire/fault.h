/* SPDX-License-Identifier: MIT */
/* What the peer did wrong, and which of it the caller tolerates.
 *
 * A fault is never a reason to stop reading: it comes on an event, with the offset of the octet at
 * which it shows and the raw line, and the reader goes on with the next line.
 *
 * Each deviation that may be tolerated has one bit. With the bit off the event carries the fault;
 * with the bit on it carries the bit in its `tolerated` word instead, and what was meant is read.
 * The octets that an event stands for stay the same, but where the deviation is about a line's end
 * (BARE_LF, LONG_LINE, LF_DOT_END). A reader has a word of tolerances, and so have the rules by
 * which arguments are read (mw_rules): set both alike. Strict is zero. Both come from one table:
 * tables/fault.def and tables/tolerance.def.
 */
#ifndef MAILWIRE_FAULT_H
#define MAILWIRE_FAULT_H

#include <mailwire/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One member for each row of tables/fault.def: MW_FAULT_LINE_TOO_LONG, MW_FAULT_BARE_LF ... */
typedef enum mw_fault {
  MW_FAULT_NONE = 0,
#define MW_FAULT(id, number, sentence) MW_FAULT_##id = number,
#include <mailwire/tables/fault.def>
  MW_FAULT_RESERVED = 0x7fff /* never used: makes the type at least 16 bits wide everywhere */
} mw_fault;

/* "BARE_LF"; "NONE" for MW_FAULT_NONE, "UNKNOWN" for a number without a row. Never NULL, static. */
MW_API const char *mw_fault_name(mw_fault fault);

/* One English sentence for a person. Never NULL, static. */
MW_API const char *mw_fault_text(mw_fault fault);

/* The fault of that name (upper case, as mw_fault_name() gives it); MW_FAULT_NONE if there is none.
 */
MW_API mw_fault mw_fault_find(mw_slice name);

/* What was found in a text: the first fault that was met with its place, in octets from the text's
 * first one, and every tolerance that was used. Octets are looked at before words, and words before
 * what they say, so that a later fault may stand at a smaller offset. Begin with all zero;
 * functions that look at the same text add to it (the codecs of codec.h store theirs instead).
 * Fields are public. */
typedef struct mw_finding {
  mw_fault fault;
  size_t offset;
  uint64_t tolerated;
} mw_finding;

/* ---- tolerances: one row each in tables/tolerance.def --------------------------------------- */

/* A LF without CR ends a command line, an AUTH line or a reply line. Never a body, never its end.
 */
#define MW_ALLOW_BARE_LF (UINT64_C(1) << 0)
/* A CR without LF stays in a line as an octet like others. */
#define MW_ALLOW_BARE_CR (UINT64_C(1) << 1)
/* A NUL stays in a line. */
#define MW_ALLOW_NUL (UINT64_C(1) << 2)
/* A control character besides CR, LF, NUL and TAB stays in a line. */
#define MW_ALLOW_CONTROL (UINT64_C(1) << 3)
/* Octets above 127 stay in a line, whatever they are. */
#define MW_ALLOW_EIGHT_BIT (UINT64_C(1) << 4)
/* Well-formed UTF-8 in a line: the session speaks SMTPUTF8 (RFC 6531) or POP3 UTF8 (RFC 6856). */
#define MW_ALLOW_UTF8 (UINT64_C(1) << 5)
/* A line longer than the limit of its kind, up to the size of the storage. */
#define MW_ALLOW_LONG_LINE (UINT64_C(1) << 6)
/* Spaces or tabs in front of a command. */
#define MW_ALLOW_LEADING_SPACE (UINT64_C(1) << 7)
/* A tab, or another octet that no word can hold, between a command and its argument, or a status of
 * POP3 and its text. */
#define MW_ALLOW_SEPARATOR (UINT64_C(1) << 8)
/* A reply code outside 2..5, 0..5, 0..9 (RFC 5321 4.2). */
#define MW_ALLOW_ODD_CODE (UINT64_C(1) << 9)
/* "334", or "+", without the space that RFC 4954 4 and RFC 5034 4 want, as the empty challenge. */
#define MW_ALLOW_BARE_CHALLENGE (UINT64_C(1) << 10)
/* "#5.1.0" as an enhanced status code. */
#define MW_ALLOW_HASH_ENHANCED (UINT64_C(1) << 11)
/* A dot alone on its line ends a body after any LF, and with LF alone. The one bit that moves the
 * end of a message: for readers of captures only, to learn what a lenient server made of them. */
#define MW_ALLOW_LF_DOT_END (UINT64_C(1) << 12)
/* A path longer than its sizes (RFC 5321 4.5.3.1.1 to 4.5.3.1.3). */
#define MW_ALLOW_LONG_PATH (UINT64_C(1) << 13)
/* Dots at either end of a local part, or side by side. */
#define MW_ALLOW_LOOSE_DOTS (UINT64_C(1) << 14)
/* A backslash outside quotes quotes the next octet (RFC 821 4.1.2). */
#define MW_ALLOW_BACKSLASH (UINT64_C(1) << 15)
/* A dot at the end of a domain. */
#define MW_ALLOW_ROOT_DOT (UINT64_C(1) << 16)
/* An underscore in a domain or in a keyword of EHLO. */
#define MW_ALLOW_UNDERSCORE (UINT64_C(1) << 17)
/* "#12345" in place of a domain (RFC 821 4.1.2). */
#define MW_ALLOW_HOST_NUMBER (UINT64_C(1) << 18)
/* An address literal where only a domain may stand: HELO, source routes (RFC 2821 4.1.2). */
#define MW_ALLOW_LITERAL (UINT64_C(1) << 19)
/* A path without its brackets. */
#define MW_ALLOW_NO_BRACKETS (UINT64_C(1) << 20)
/* Spaces around a path: after the colon, inside the brackets. */
#define MW_ALLOW_PATH_SPACE (UINT64_C(1) << 21)
/* A recipient without a domain other than Postmaster. */
#define MW_ALLOW_UNQUALIFIED (UINT64_C(1) << 22)
/* More than one space between words (RFC 821 4.1.2); not between the words of AUTH, nor in front of
 * a number of octets. */
#define MW_ALLOW_EXTRA_SPACE (UINT64_C(1) << 23)
/* Spaces or tabs at the end of a command, of its parameters, or of a POP3 capability (RFC
 * 5321 4.1.1 and 4.1.2 let none stand there). */
#define MW_ALLOW_TRAILING_SPACE (UINT64_C(1) << 24)
/* A String of VRFY, EXPN, HELP or NOOP that is neither an Atom nor a Quoted-string (RFC
 * 5321 3.5.1, 4.1.1.9). */
#define MW_ALLOW_ANY_STRING (UINT64_C(1) << 25)
/* DEL in the value of a parameter (RFC 2821 4.1.2). */
#define MW_ALLOW_DEL_IN_VALUE (UINT64_C(1) << 26)
/* "=" in the value of a parameter. */
#define MW_ALLOW_EQUALS_IN_VALUE (UINT64_C(1) << 27)
/* Lower-case digits in xtext (RFC 4954 8). */
#define MW_ALLOW_LOWER_HEX (UINT64_C(1) << 28)
/* "AUTH=" in place of "AUTH " in the reply to EHLO. */
#define MW_ALLOW_AUTH_EQUALS (UINT64_C(1) << 29)

/* POP3: a command word of other than three or four characters (RFC 2449 3). */
#define MW_ALLOW_KEYWORD_LENGTH (UINT64_C(1) << 30)
/* POP3: spaces in the name of a mailbox (USER, APOP). */
#define MW_ALLOW_NAME_SPACE (UINT64_C(1) << 31)
/* POP3: upper-case digits in the digest of APOP (RFC 1939 7). */
#define MW_ALLOW_UPPER_DIGEST (UINT64_C(1) << 32)
/* POP3: AUTH alone, which asks old servers for their mechanisms. */
#define MW_ALLOW_BARE_AUTH (UINT64_C(1) << 33)
/* POP3: "+ok" and the like (RFC 1939 3). */
#define MW_ALLOW_STATUS_CASE (UINT64_C(1) << 34)
/* POP3: a greeting that is -ERR. */
#define MW_ALLOW_NEGATIVE_GREETING (UINT64_C(1) << 35)
/* POP3: "<...>" without "@" as the greeting's timestamp. */
#define MW_ALLOW_STAMP_WITHOUT_AT (UINT64_C(1) << 36)
/* POP3: text after a unique-id. */
#define MW_ALLOW_EXTRA_TEXT (UINT64_C(1) << 37)
/* POP3: a unique-id of more than 70 octets. */
#define MW_ALLOW_LONG_UNIQUE_ID (UINT64_C(1) << 38)
/* POP3: octets above 126 in a unique-id. */
#define MW_ALLOW_ODD_UNIQUE_ID (UINT64_C(1) << 39)

/* Every tolerance but the one that moves the end of a message. */
#define MW_ALLOW_REPORTED (((UINT64_C(1) << 40) - 1) & ~MW_ALLOW_LF_DOT_END)

/* "BARE_LF" for the single bit MW_ALLOW_BARE_LF; "UNKNOWN" if there is no row of that one bit.
 * Never NULL, static. To name all bits of a word, ask for each bit set. */
MW_API const char *mw_tolerance_name(uint64_t bit);

/* One English sentence for a person. Never NULL, static. */
MW_API const char *mw_tolerance_text(uint64_t bit);

/* The bit of that name, 0 if there is none. For bindings and command lines. */
MW_API uint64_t mw_tolerance_find(mw_slice name);

#ifdef __cplusplus
}
#endif

#endif
