/* SPDX-License-Identifier: MIT */
/* What a server says that it can do: the reply to EHLO and LHLO, read into a set and written from
 * one (RFC 5321 4.1.1.1).
 *
 *   ehlo-ok-rsp = ( "250" SP Domain [ SP ehlo-greet ] CRLF ) /
 *                 ( "250-" Domain [ SP ehlo-greet ] CRLF
 *                   *( "250-" ehlo-line CRLF ) "250" SP ehlo-line CRLF )
 *   ehlo-line   = ehlo-keyword *( SP ehlo-param )
 *
 * The table: tables/smtp_extension.def. Keywords that it does not have are kept with their
 * parameters.
 */
#ifndef MAILWIRE_SMTP_EXTENSION_H
#define MAILWIRE_SMTP_EXTENSION_H

#include <mailwire/address.h>
#include <mailwire/announced.h>
#include <mailwire/sasl.h>
#include <mailwire/smtp_reply.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One member for each row of tables/smtp_extension.def: MW_SMTP_EXT_PIPELINING ... */
typedef enum mw_smtp_extension {
  MW_SMTP_EXT_UNKNOWN = 0,
#define MW_SMTP_EXTENSION(id, number, keyword, form, standing, params, verbs, mail_params,         \
                          rcpt_params, rfc)                                                        \
  MW_SMTP_EXT_##id = number,
#include <mailwire/tables/smtp_extension.def>
  MW_SMTP_EXT_RESERVED = 0x7fff
} mw_smtp_extension;

/* Words of 64 bits that hold a bit for each row. */
#define MW_SMTP_EXT_WORDS 2

/* What follows a keyword. Typed: the fields of mw_smtp_extensions; items: what a line says beside
 * them, see mw_smtp_extensions_item_next(). */
typedef enum mw_smtp_ehlo_form {
  MW_SMTP_SAYS_NOTHING = 0, /* nothing; if something does, clients pass over it */
  MW_SMTP_SAYS_WORDS = 1,   /* items: words. BURL (RFC 4468 3.1), XCLIENT, XFORWARD */
  MW_SMTP_SAYS_LIST = 2,    /* items: keywords separated by commas. NO-SOLICITING (RFC 3865 2) */
  MW_SMTP_SAYS_PROFILE =
      3, /* item: the name of a profile, or what stands in its place. MT-PRIORITY (RFC 6710 3) */
  MW_SMTP_SAYS_SIZE = 4,       /* typed: has_size, size */
  MW_SMTP_SAYS_MECHANISMS = 5, /* typed: sasl; items: those that the table does not have */
  MW_SMTP_SAYS_LIMITS = 6,     /* typed: mail_max and its kin; items: limits of other names */
  MW_SMTP_SAYS_BY_TIME = 7,    /* typed: deliver_by; items: extension-tokens (RFC 2852 2) */
  MW_SMTP_SAYS_RELEASE = 8     /* typed: hold_for, hold_until */
} mw_smtp_ehlo_form;

/* One row. Static, constant. Fields are public. */
typedef struct mw_smtp_extension_info {
  mw_smtp_extension extension;
  mw_smtp_ehlo_form form;
  const char *keyword;
  const char *standing;    /* "current", "experimental", "historic", "obsolete", "vendor" */
  const char *params;      /* of the EHLO line in ABNF; "" when it has none */
  const char *verbs;       /* commands that it adds */
  const char *mail_params; /* parameters that it adds */
  const char *rcpt_params;
  const char *rfc;
} mw_smtp_extension_info;

/* By keyword, ASCII case ignored: UNKNOWN if the table has none. By number: NULL, or
 * "UNKNOWN", if there is no such row. */
MW_API mw_smtp_extension mw_smtp_extension_find(mw_slice keyword);
MW_API const mw_smtp_extension_info *mw_smtp_extension_row(mw_smtp_extension extension);
MW_API const char *mw_smtp_extension_name(mw_smtp_extension extension);

/* ---- one line ------------------------------------------------------------------------------- */

/* Fields are public; slices point into the line. */
typedef struct mw_smtp_ehlo_line {
  mw_slice keyword;
  mw_slice params; /* what follows the keyword and one space, walked with mw_word_next(); ptr NULL
                      when nothing does */
  mw_smtp_extension extension;
} mw_smtp_ehlo_line;

/* Reads the text of one line of the reply but its first. True: *line is filled in. False: *finding
 * has BAD_EHLO_LINE. With MW_ALLOW_UNDERSCORE a keyword may hold one (Exim's
 * PIPE_CONNECT); with MW_ALLOW_AUTH_EQUALS "AUTH=LOGIN" reads as AUTH; with MW_ALLOW_SEPARATOR
 * a TAB and several blanks separate, and blanks may stand at the end. */
MW_API bool mw_smtp_ehlo_line_parse(mw_slice text, uint64_t allow, mw_smtp_ehlo_line *line,
                                    mw_finding *finding);

/* The next item of *params, by the form of the extension: what no typed field says, one by one.
 * What is none by that form is passed over. False at the end. */
MW_API bool mw_smtp_ehlo_item_next(mw_smtp_extension extension, mw_slice *params, mw_slice *item);

/* A limit of LIMITS: "RCPTMAX=100" (RFC 9422 4). True when it is well formed; *value is 0 when the
 * name is not one of the three or the value is void. */
MW_API bool mw_smtp_limit_parse(mw_slice param, mw_slice *name, uint32_t *value);

/* ---- the whole set -------------------------------------------------------------------------- */

/* What EHLO announced. A typed value needs its extension's bit, which reading sets. Fields are
 * public but those below the line. */
typedef struct mw_smtp_extensions {
  uint64_t bits[MW_SMTP_EXT_WORDS]; /* bit number MW_SMTP_EXT_<id>; see mw_smtp_extensions_has() */
  mw_sasl_set sasl;                 /* AUTH */
  unsigned unknown;                 /* keywords that the table does not have */
  bool has_size;                    /* SIZE had a value */
  uint64_t size;                    /* SIZE: octets; 0 for no fixed maximum; saturates */
  uint32_t mail_max;                /* LIMITS; 0 when absent or void */
  uint32_t rcpt_max;
  uint32_t rcpt_domain_max;
  uint32_t deliver_by; /* DELIVERBY: least seconds; 0 when absent */
  uint32_t hold_for;   /* FUTURERELEASE: most seconds, 1..999999999; 0 when one of both is void */
  int64_t hold_until;  /* FUTURERELEASE: the last date, in seconds since 1970-01-01T00:00:00Z, its
                          fraction left out; 0 with hold_for */
  mw_announced lines;  /* the keyword lines as they were; see mw_announced_next() */
  /* --- private */
  bool first_seen;
} mw_smtp_extensions;

/* Prepares an empty set. room: size octets of the caller's for the life of the set, where the
 * keyword lines are kept as they were; may be NULL with size 0. */
MW_API void mw_smtp_extensions_init(mw_smtp_extensions *set, char *room, size_t size);

/* Adds one line of the reply to EHLO or LHLO, in order, the first included: it is the greeting and
 * never a keyword. Adds to *finding what is wrong with the line: it is then passed over. Lines of
 * other codes than 250 are not added. */
MW_API void mw_smtp_extensions_add(mw_smtp_extensions *set, const mw_smtp_reply_line *line,
                                   uint64_t allow, mw_finding *finding);

MW_API bool mw_smtp_extensions_has(const mw_smtp_extensions *set, mw_smtp_extension extension);

/* Sets a bit by hand, to build a set that is then written; mechanisms: mw_sasl_set_put(). */
MW_API void mw_smtp_extensions_put(mw_smtp_extensions *set, mw_smtp_extension extension);

/* The next item that the lines of an extension announce, in the set's room; *at begins with 0:
 * what BURL takes, what NO-SOLICITING names, the profile of MT-PRIORITY, tokens of DELIVERBY,
 * mechanisms and limits that the library does not know. False at the end. */
MW_API bool mw_smtp_extensions_item_next(const mw_smtp_extensions *set, mw_smtp_extension extension,
                                         size_t *at, mw_slice *item);

/* Whether both announce the same: order, case, blanks and repetition do not matter; typed values,
 * items and unknown keywords count. A set that lost such a line for want of room (lines.lost) is
 * equal to none. Where a set has more than 256 lines and items, both must have the same lines in
 * the same order, so that no peer makes this take long. */
MW_API bool mw_smtp_extensions_equal(const mw_smtp_extensions *a, const mw_smtp_extensions *b);

/* Writes the reply to EHLO: the greeting line (domain and, when not empty, a text), then a line for
 * each extension in the order of the table, with its typed values and items, then lines that the
 * table does not have. Refused: a domain that is none, text that would forge a line, a typed value
 * that no line can say or whose extension has no bit, a keyword that was only tolerated (an
 * underscore), a set that lost lines (lines.lost): what cannot be written whole is not written. */
MW_API void mw_smtp_extensions_write(mw_writer *w, mw_slice domain, mw_slice text,
                                     const mw_smtp_extensions *set);

/* The longest command line in octets, its CRLF included, of a server that announces this set (RFC
 * 5321 4.5.3.1.4; tables/smtp_line.def): what a server hands to mw_smtp_command_reader_limits(),
 * with a storage of that size. 512 where nothing raises it, or for NULL. */
MW_API size_t mw_smtp_command_line_limit(const mw_smtp_extensions *announced);

/* ---- greeting ------------------------------------------------------------------------------- */

/* The first word of a 220 line, and of the first line of a 250 to EHLO, is the server's name (RFC
 * 5321 4.2). True: host and text (what follows, ptr NULL when nothing does) are stored; of a line
 * of another code than 2yz, a 554 in place of the greeting, host is none and text is its message.
 * False: BAD_GREETING is added to *finding. */
MW_API bool mw_smtp_greeting_parse(const mw_smtp_reply_line *line, const mw_rules *rules,
                                   mw_host *host, mw_slice *text, mw_finding *finding);

#ifdef __cplusplus
}
#endif

#endif
