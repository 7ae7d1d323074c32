/* SPDX-License-Identifier: MIT */
/* Paths, mailboxes and hosts (RFC 5321 4.1.2, 4.1.3; RFC 6531 3.3 for UTF-8).
 *
 *   Reverse-path = Path / "<>"
 *   Forward-path = Path / "<Postmaster>"
 *   Path         = "<" [ A-d-l ":" ] Mailbox ">"
 *   A-d-l        = At-domain *( "," At-domain )      ; source route: accepted, to be ignored
 *   Mailbox      = Local-part "@" ( Domain / address-literal )
 *
 * All slices point into the text that was parsed. What is written parses back to the same value.
 */
#ifndef MAILWIRE_ADDRESS_H
#define MAILWIRE_ADDRESS_H

#include <mailwire/fault.h>
#include <mailwire/writer.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a text must keep to, beyond the grammar. A NULL pointer where rules are asked for means
 * strict: no tolerance, and the sizes that RFC 5321 4.5.3.1 says. Fields are public. */
typedef struct mw_rules {
  uint64_t allow;    /* MW_ALLOW_* bits */
  size_t local_part; /* most octets as on the wire: 64 */
  size_t domain;     /* most octets of a domain or literal: 255 */
  size_t path;       /* most octets of a path, its brackets included: 256 */
  size_t label;      /* most octets of a label: 63 by RFC 1035 2.3.4, 0 for no limit (RFC 5321) */
  unsigned least_labels; /* fewest labels of a domain: 1 (RFC 5321), 2 (RFC 2821) */
  bool rfc821_names; /* labels begin with a letter and have at least three octets (RFC 821 4.1.2) */
} mw_rules;

/* The strict rules with other tolerances. */
MW_API void mw_rules_init(mw_rules *rules, uint64_t allow);

typedef enum mw_host_kind {
  MW_HOST_NONE = 0,
  MW_HOST_DOMAIN = 1,
  MW_HOST_IPV4 = 2,    /* [192.0.2.1]: octets[0..3] */
  MW_HOST_IPV6 = 3,    /* [IPv6:...]: octets[0..15] */
  MW_HOST_GENERAL = 4, /* [tag:content] */
  MW_HOST_NUMBER = 5   /* #12345 (RFC 821; MW_ALLOW_HOST_NUMBER) */
} mw_host_kind;

/* A domain or an address literal. Fields are public. */
typedef struct mw_host {
  mw_host_kind kind;
  mw_slice text;    /* as on the wire, brackets included; a tolerated root dot is not part of it */
  mw_slice tag;     /* GENERAL and IPV6: before the colon */
  mw_slice content; /* literals: between the brackets, after the tag's colon; NUMBER: the digits */
  uint8_t octets[16];
} mw_host;

/* A path or mailbox. Fields are public. */
typedef struct mw_path {
  mw_slice route;     /* the source route without its last colon: "@a,@b"; ptr NULL: none */
  mw_slice local;     /* as on the wire, quotes included; see mw_local_unquote() */
  mw_host host;       /* kind NONE for the null path and for <Postmaster> */
  bool is_null;       /* <> */
  bool is_quoted;     /* local is a Quoted-string */
  bool is_utf8;       /* some octet, also of the route, is above 127: SMTPUTF8 is needed */
  bool is_postmaster; /* local is "postmaster", whatever its case, unquoted */
} mw_path;

/* Which paths may stand there. */
typedef enum mw_path_kind {
  MW_PATH_PLAIN = 0,   /* Path */
  MW_PATH_REVERSE = 1, /* also <> (MAIL) */
  MW_PATH_FORWARD = 2  /* also <Postmaster> (RCPT) */
} mw_path_kind;

/* Reads the path that *in begins with and shortens *in by it. Returns true when there is one that
 * rules allow; its tolerances are added to *finding. False: *in is untouched, and *finding has the
 * fault and its offset from in->ptr: BAD_PATH, BAD_LOCAL_PART, BAD_DOMAIN, BAD_LITERAL,
 * PATH_TOO_LONG, EIGHT_BIT, BAD_UTF8. rules may be NULL. */
MW_API bool mw_path_parse(mw_slice *in, mw_path_kind kind, const mw_rules *rules, mw_path *path,
                          mw_finding *finding);

/* The same for a whole text: a Mailbox without brackets; a Local-part; a Domain or address literal
 * (both, as EHLO takes them); a Domain alone (HELO, ETRN, ATRN). */
MW_API bool mw_mailbox_parse(mw_slice text, const mw_rules *rules, mw_path *path,
                             mw_finding *finding);
MW_API bool mw_local_part_parse(mw_slice text, const mw_rules *rules, mw_path *path,
                                mw_finding *finding);
MW_API bool mw_host_parse(mw_slice text, const mw_rules *rules, mw_host *host, mw_finding *finding);
MW_API bool mw_domain_parse(mw_slice text, const mw_rules *rules, mw_host *host,
                            mw_finding *finding);

/* The next hop of a source route: "@a,@b" gives a, then b. False at the end. *route is advanced. */
MW_API bool mw_route_next(mw_slice *route, mw_slice *host);

/* The local part without quotes and backslashes. MW_E_SPACE: nothing was written; as much room as
 * local has octets is always enough. */
MW_API mw_status mw_local_unquote(mw_slice local, mw_room *out);

/* The local part for the wire: as it is when it is a Dot-string, else as a Quoted-string.
 * MW_E_ARGUMENT: it holds octets that no Quoted-string can carry (CR, LF, NUL, other control
 * characters), or octets above 127 that are not well-formed UTF-8. MW_E_SPACE: nothing was written;
 * twice the octets and 2 is always enough. */
MW_API mw_status mw_local_quote(mw_slice octets, mw_room *out);

/* Writes a path with its brackets, or a mailbox without. Refused: whatever would not parse back to
 * the same value strictly, in every field: a kind, octets or a flag that the texts do not say, too
 * (is_utf8 needs a writer that allows UTF-8). mw_mailbox_parse() fills all of them in. A source
 * route is written when path->route is set. */
MW_API void mw_path_write(mw_writer *w, mw_path_kind kind, const mw_path *path);
MW_API void mw_mailbox_write(mw_writer *w, const mw_path *path);

/* Whether two mailboxes are the same: local parts octet by octet after unquoting (without regard to
 * case for postmaster), hosts without regard to case, literals by value (RFC 5321 2.4). */
MW_API bool mw_mailbox_equal(const mw_path *a, const mw_path *b);

#ifdef __cplusplus
}
#endif

#endif
