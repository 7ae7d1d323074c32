/* SPDX-License-Identifier: MIT */
/* What STAT, LIST, UIDL and LANG answer: items, read and written (RFC 1939 5 and 7, RFC 6856 3).
 *
 *   drop-listing = number SP octets [ SP text ]               ; after the +OK of STAT
 *   scan-listing = message-number SP octets [ SP text ]       ; a line of LIST, or after its +OK
 *   unique-id    = message-number SP 1*70( %x21-7E )          ; a line of UIDL, or after its +OK
 *   language     = language-tag [ SP text ]                   ; a line of LANG, or after its +OK
 *
 * A text that the library reads is what stands in one line: a line event of the response reader, or
 * mw_pop3_response.text. Numbers have no sign; a message's number begins with 1 and is at most
 * 2^32-1, octets are at most 2^64-1.
 */
#ifndef MAILWIRE_POP3_LISTING_H
#define MAILWIRE_POP3_LISTING_H

#include <mailwire/fault.h>
#include <mailwire/writer.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The longest unique-id in octets (RFC 1939 7). */
#define MW_POP3_UNIQUE_ID 70

/* Fields are public; slices point into the text. */
typedef struct mw_pop3_drop_listing {
  uint32_t messages; /* in the maildrop, those marked as deleted not counted */
  uint64_t octets;   /* of them all */
  mw_slice extra;    /* legal, but discouraged; ptr NULL: none */
} mw_pop3_drop_listing;

typedef struct mw_pop3_scan_listing {
  uint32_t message;
  uint64_t octets;
  mw_slice extra; /* the same */
} mw_pop3_scan_listing;

/* The unique-id comes from the peer: never take it for the name of a file. */
typedef struct mw_pop3_unique_id {
  uint32_t message;
  mw_slice id;
} mw_pop3_unique_id;

typedef struct mw_pop3_language {
  mw_slice tag;
  mw_slice text; /* ptr NULL: none */
} mw_pop3_language;

/* Each reads one text. True: *item is filled in, and tolerances used are added to *finding. False:
 * *finding has the fault and its offset in the text: BAD_LISTING, NUMBER_TOO_LARGE, BAD_UNIQUE_ID.
 * Tolerances: EXTRA_SPACE, SEPARATOR (a TAB separates), TRAILING_SPACE; for unique-ids EXTRA_TEXT
 * (something follows the id), LONG_UNIQUE_ID (more than 70 octets), ODD_UNIQUE_ID (octets above
 * 126). */
MW_API bool mw_pop3_drop_listing_parse(mw_slice text, uint64_t allow, mw_pop3_drop_listing *item,
                                       mw_finding *finding);
MW_API bool mw_pop3_scan_listing_parse(mw_slice text, uint64_t allow, mw_pop3_scan_listing *item,
                                       mw_finding *finding);
MW_API bool mw_pop3_unique_id_parse(mw_slice text, uint64_t allow, mw_pop3_unique_id *item,
                                    mw_finding *finding);
MW_API bool mw_pop3_language_parse(mw_slice text, uint64_t allow, mw_pop3_language *item,
                                   mw_finding *finding);

/* Each writes one item as a line of a listing. alone: as a response of its own, "+OK " in front of
 * it (STAT has no other form). Refused: what would not parse back strictly; a line of more than 512
 * octets. */
MW_API void mw_pop3_drop_listing_write(mw_writer *w, const mw_pop3_drop_listing *item);
MW_API void mw_pop3_scan_listing_write(mw_writer *w, const mw_pop3_scan_listing *item, bool alone);
MW_API void mw_pop3_unique_id_write(mw_writer *w, const mw_pop3_unique_id *item, bool alone);
MW_API void mw_pop3_language_write(mw_writer *w, const mw_pop3_language *item, bool alone);

/* Writes any other line of a multi-line response, with a dot added where it begins with one, of any
 * length (RFC 1939 gives those lines none); and the line that ends every multi-line response.
 * Messages go through mw_dot_encode(). */
MW_API void mw_pop3_line_write(mw_writer *w, mw_slice text);
MW_API void mw_pop3_end_write(mw_writer *w);

#ifdef __cplusplus
}
#endif

#endif
