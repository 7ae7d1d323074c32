/* SPDX-License-Identifier: MIT */
/* SASL as mail speaks it: the mechanisms by name, and the lines of an AUTH exchange, the same in
 * SMTP (RFC 4954 4) and POP3 (RFC 5034 4).
 *
 *   initial-response = base64 / "="
 *   continue-line    = [ base64 ] CRLF / "*" CRLF
 *
 * The table: tables/sasl_mechanism.def. What a mechanism says in its octets is not looked at.
 */
#ifndef MAILWIRE_SASL_H
#define MAILWIRE_SASL_H

#include <mailwire/fault.h>
#include <mailwire/writer.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The longest line of an exchange in octets, its CRLF included (RFC 4954 4; RFC 5034 4 leaves it
 * open). */
#define MW_SASL_LINE 12288

/* One member for each row of tables/sasl_mechanism.def: MW_SASL_PLAIN ... */
typedef enum mw_sasl_mechanism {
  MW_SASL_UNKNOWN = 0,
#define MW_SASL_MECHANISM(id, number, name, client_first, source) MW_SASL_##id = number,
#include <mailwire/tables/sasl_mechanism.def>
  MW_SASL_RESERVED = 0x7fff
} mw_sasl_mechanism;

/* Words of 64 bits that hold a bit for each row. */
#define MW_SASL_WORDS 1

/* One row. Static, constant. Fields are public. */
typedef struct mw_sasl_mechanism_info {
  mw_sasl_mechanism mechanism;
  const char *name;  /* upper case */
  bool client_first; /* AUTH may carry an initial response */
  const char *source;
} mw_sasl_mechanism_info;

/* By name, ASCII case ignored: UNKNOWN if the table has none. By number: NULL, or "UNKNOWN", if
 * there is no such row. */
MW_API mw_sasl_mechanism mw_sasl_mechanism_find(mw_slice name);
MW_API const mw_sasl_mechanism_info *mw_sasl_mechanism_row(mw_sasl_mechanism mechanism);
MW_API const char *mw_sasl_mechanism_name(mw_sasl_mechanism mechanism);

/* Mechanisms that a server announces. Fields are public. */
typedef struct mw_sasl_set {
  uint64_t bits[MW_SASL_WORDS]; /* bit number MW_SASL_<id> */
  unsigned unknown;             /* names that the table does not have */
} mw_sasl_set;

MW_API bool mw_sasl_set_has(const mw_sasl_set *set, mw_sasl_mechanism mechanism);
MW_API void mw_sasl_set_put(mw_sasl_set *set, mw_sasl_mechanism mechanism);

/* Whether both have the same rows, and names beyond the table or none. */
MW_API bool mw_sasl_set_equal(const mw_sasl_set *a, const mw_sasl_set *b);

typedef enum mw_sasl_line_kind {
  MW_SASL_LINE_RESPONSE = 1, /* base64, not empty */
  MW_SASL_LINE_EMPTY = 2,    /* an empty line; for an initial response: "=" */
  MW_SASL_LINE_CANCEL = 3,   /* "*" */
  MW_SASL_LINE_BAD = 4       /* no base64: *finding has BAD_BASE64 with its offset */
} mw_sasl_line_kind;

/* What a client's line of the exchange is (without its CRLF). initial: it is the initial response
 * of the AUTH command, where "=" is the empty one and "*" is nothing. */
MW_API mw_sasl_line_kind mw_sasl_line_parse(mw_slice line, bool initial, mw_finding *finding);

/* The initial response of AUTH for octets: their base64, "=" for none. MW_E_SPACE: nothing was
 * written; four octets of room for each three, and one, are always enough. A challenge, the message
 * of a 334 or what follows "+ ", is decoded by mw_base64_decode_all(). */
MW_API mw_status mw_sasl_initial_encode(mw_slice octets, mw_room *room);

/* Writes such a line: the octets as base64 (none: an empty line), or the cancel "*". Refused: more
 * than 12288 octets of line. */
MW_API void mw_sasl_line_write(mw_writer *w, mw_slice octets);
MW_API void mw_sasl_cancel_write(mw_writer *w);

#ifdef __cplusplus
}
#endif

#endif
