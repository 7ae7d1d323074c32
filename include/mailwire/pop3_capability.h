/* SPDX-License-Identifier: MIT */
/* What a POP3 server says that it can do: the lines of CAPA, read into a set and written from one
 * (RFC 2449 5 and 6).
 *
 *   capability = capa-tag *( SP param ) CRLF      ; at most 512 octets
 *   capa-tag   = 1*cchar                          ; printable, no "."
 *
 * The table: tables/pop3_capability.def. Tags that it does not have are kept with their parameters.
 * A server may announce other values after the login, and after TLS: keep a set for each.
 */
#ifndef MAILWIRE_POP3_CAPABILITY_H
#define MAILWIRE_POP3_CAPABILITY_H

#include <mailwire/announced.h>
#include <mailwire/fault.h>
#include <mailwire/sasl.h>
#include <mailwire/writer.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One member for each row of tables/pop3_capability.def: MW_POP3_CAP_TOP ... */
typedef enum mw_pop3_capability {
  MW_POP3_CAP_UNKNOWN = 0,
#define MW_POP3_CAPABILITY(id, number, tag, params, commands, affected, differs, valid_states,     \
                           rfc)                                                                    \
  MW_POP3_CAP_##id = number,
#include <mailwire/tables/pop3_capability.def>
  MW_POP3_CAP_RESERVED = 0x7fff
} mw_pop3_capability;

/* Words of 64 bits that hold a bit for each row. */
#define MW_POP3_CAP_WORDS 1

/* One row. Static, constant. Fields are public. */
typedef struct mw_pop3_capability_info {
  mw_pop3_capability capability;
  bool differs;             /* its value before and after the login may differ */
  const char *tag;          /* upper case */
  const char *params;       /* in ABNF; "" when nothing follows the tag */
  const char *commands;     /* that it announces */
  const char *affected;     /* commands that it changes; "all" */
  const char *valid_states; /* in which its commands are valid */
  const char *rfc;
} mw_pop3_capability_info;

/* By tag, ASCII case ignored: UNKNOWN if the table has none. By number: NULL, or "UNKNOWN", if
 * there is no such row. */
MW_API mw_pop3_capability mw_pop3_capability_find(mw_slice tag);
MW_API const mw_pop3_capability_info *mw_pop3_capability_row(mw_pop3_capability capability);
MW_API const char *mw_pop3_capability_name(mw_pop3_capability capability);

/* ---- one line ------------------------------------------------------------------------------- */

/* Fields are public; slices point into the line. */
typedef struct mw_pop3_capability_line {
  mw_slice tag;
  mw_slice params; /* what follows the tag and one space, walked with mw_word_next(); ptr NULL when
                      nothing does */
  mw_pop3_capability capability;
} mw_pop3_capability_line;

/* Reads the text of one line. True: *line is filled in. False: *finding has BAD_CAPABILITY. With
 * MW_ALLOW_SEPARATOR a TAB and several blanks separate, with MW_ALLOW_TRAILING_SPACE blanks may
 * stand at the end. */
MW_API bool mw_pop3_capability_parse(mw_slice text, uint64_t allow, mw_pop3_capability_line *line,
                                     mw_finding *finding);

/* ---- the whole set -------------------------------------------------------------------------- */

/* EXPIRE NEVER: messages are never deleted by the server. */
#define MW_POP3_EXPIRE_NEVER UINT32_MAX

/* What CAPA announced. Fields are public. */
typedef struct mw_pop3_capabilities {
  uint64_t bits[MW_POP3_CAP_WORDS]; /* bit number MW_POP3_CAP_<id> */
  mw_sasl_set sasl;                 /* SASL */
  unsigned unknown;                 /* tags that the table does not have */
  bool has_login_delay;             /* LOGIN-DELAY had a value, and it fits */
  bool has_expire;                  /* EXPIRE had a value, and it fits */
  uint32_t login_delay;             /* seconds */
  uint32_t expire;                  /* days; MW_POP3_EXPIRE_NEVER; 0: read messages may vanish */
  bool login_delay_user; /* the value may be another for each user, and smaller after the login */
  bool expire_user;      /* the same, and larger */
  bool utf8_user;        /* UTF8 USER: names and passwords may hold UTF-8 */
  mw_announced lines;    /* the lines as they were; see mw_announced_next() */
} mw_pop3_capabilities;

/* Prepares an empty set. room: size octets of the caller's for the life of the set, where the lines
 * are kept as they were; may be NULL with size 0. */
MW_API void mw_pop3_capabilities_init(mw_pop3_capabilities *set, char *room, size_t size);

/* Adds the text of one line of the listing. Adds to *finding what is wrong with the line: it is
 * then passed over. */
MW_API void mw_pop3_capabilities_add(mw_pop3_capabilities *set, mw_slice text, uint64_t allow,
                                     mw_finding *finding);

MW_API bool mw_pop3_capabilities_has(const mw_pop3_capabilities *set,
                                     mw_pop3_capability capability);

/* Sets a bit by hand, to build a set that is then written; mechanisms: mw_sasl_set_put();
 * LOGIN-DELAY and EXPIRE need their fields too. IMPLEMENTATION, and tags that the table does not
 * have, come in as lines: mw_pop3_capabilities_add(). */
MW_API void mw_pop3_capabilities_put(mw_pop3_capabilities *set, mw_pop3_capability capability);

/* Whether both announce the same: order, case, blanks and repetition do not matter; typed values,
 * parameters that no field types, and unknown tags count. A set that lost such a line for want of
 * room (lines.lost) is equal to none; where a set has more than 256 lines and items, both must have
 * the same lines in the same order. */
MW_API bool mw_pop3_capabilities_equal(const mw_pop3_capabilities *a,
                                       const mw_pop3_capabilities *b);

/* Writes the response to CAPA: "+OK" and the text (may be empty), a line for each capability in the
 * order of the table with its typed values, lines that the table does not have, and the end.
 * Refused: text that would forge a line, octets above 127 unless the writer allows UTF-8, a line of
 * more than 512 octets, a tag without the parameters that its row demands, a typed value whose tag
 * has no bit, a set that lost lines (lines.lost): what cannot be written whole is not written. */
MW_API void mw_pop3_capabilities_write(mw_writer *w, mw_slice text,
                                       const mw_pop3_capabilities *set);

#ifdef __cplusplus
}
#endif

#endif
