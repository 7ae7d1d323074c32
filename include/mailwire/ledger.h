/* SPDX-License-Identifier: MIT */
/* The line-end ledger: what does not belong in a stream of mail, how often, and where first and
 * last.
 *
 * It decides nothing and ends nothing: it is for captured streams, of which somebody wants to know
 * what was there before he asks what anybody made of it. Give it the octets of one direction, or of
 * one body as it was on the wire, in any cuts: after the same octets it says the same.
 *
 * CRLF is a CR with a LF right behind it. It ends a line, and nothing else does; it is no kind:
 * mw_ledger_line_ends() counts it. The kinds (tables/ledger.def), each with the offset that is
 * kept:
 *
 *   CRCRLF      a CR right before CRLF; its offset. That CR is not a BARE_CR too: it was made by
 *               turning the LF of a CRLF into CRLF once more, readers that strip CRs see a good
 *               line end there, and one octet is counted once.
 *   BARE_CR     any other CR without LF behind it; its offset. Of CR CR CR LF the first is a
 *               BARE_CR, the second a CRCRLF, the third part of a CRLF.
 *   BARE_LF     a LF without a CR right before it; its offset.
 *   NUL         an octet 0; its offset.
 *   EIGHT_BIT   an octet above 127; its offset.
 *   LONG_LINE   a line that has more octets than the limit with its CRLF, or would have with one;
 *               the offset of its first octet. It is counted once, as soon as it is certain.
 *   LONE_DOT    a dot that looks like the end of a body and is none: CR or LF right before it, or
 *               the stream begins with it, and CR or LF right behind it; but not one that is the
 *               end, with CRLF, or the begin, before it and CRLF behind it. The offset of the dot.
 *
 * A line begins with the first octet of the stream and with every octet behind a CRLF.
 */
#ifndef MAILWIRE_LEDGER_H
#define MAILWIRE_LEDGER_H

#include <mailwire/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One member for each row of tables/ledger.def: MW_LEDGER_BARE_CR ... */
typedef enum mw_ledger_kind {
#define MW_LEDGER(id, number, sentence, rfc) MW_LEDGER_##id = number,
#include <mailwire/tables/ledger.def>
  MW_LEDGER_RESERVED = 0x7fff /* never used: makes the type at least 16 bits wide everywhere */
} mw_ledger_kind;

/* How many kinds there are; their numbers are 1 to this. */
enum {
  MW_LEDGER_KINDS = 0
#define MW_LEDGER(id, number, sentence, rfc) +1
#include <mailwire/tables/ledger.def>
};

/* What is kept of a kind. Fields are public. */
typedef struct mw_ledger_entry {
  uint64_t count;
  uint64_t first; /* offset in the stream; 0 when count is 0 */
  uint64_t last;
} mw_ledger_entry;

/* Counts. All fields are private. */
typedef struct mw_ledger {
  mw_ledger_entry entries[MW_LEDGER_KINDS];
  uint64_t offset;
  uint64_t lost;
  uint64_t lines;
  uint64_t line_ends;
  uint64_t line;
  uint32_t limit;
  uint8_t state;
  uint8_t mode;
} mw_ledger;

/* Prepares l for a stream whose first octet comes next. limit: the longest line in octets, its CRLF
 * included; 0 for no limit. A dot that was added at the begin of a line counts as an octet of it:
 * for a body of RFC 5321 the limit is 1001. MW_E_ARGUMENT when l is NULL, or limit is 1, 2 or above
 * 2^31. */
MW_API mw_status mw_ledger_init(mw_ledger *l, size_t limit);

/* Takes the next octets, all of them. */
MW_API void mw_ledger_add(mw_ledger *l, mw_slice octets);

/* That many octets were lost: offsets go on behind them. Nothing is concluded across: a CR before
 * the gap and a LF behind it are not counted, a line that the gap cuts is not measured behind it,
 * and the next line begins behind the next CRLF. 0 changes nothing. */
MW_API void mw_ledger_gap(mw_ledger *l, uint64_t octets);

/* The stream ended: a CR as its last octet is a BARE_CR. What is added all the same counts as
 * octets behind a gap. */
MW_API void mw_ledger_finish(mw_ledger *l);

/* What was counted of a kind; all zero for a number that is no kind. */
MW_API mw_ledger_entry mw_ledger_get(const mw_ledger *l, mw_ledger_kind kind);

/* How often a kind was met: the count of mw_ledger_get(). */
MW_API uint64_t mw_ledger_count(const mw_ledger *l, mw_ledger_kind kind);

/* How many octets were taken; those lost are not among them. */
MW_API uint64_t mw_ledger_octets(const mw_ledger *l);

/* How many CRLFs there were. */
MW_API uint64_t mw_ledger_line_ends(const mw_ledger *l);

/* How many lines began: one more than line ends when octets stand behind the last CRLF. */
MW_API uint64_t mw_ledger_lines(const mw_ledger *l);

/* "BARE_CR"; "UNKNOWN" for a number without a row. Never NULL, static. */
MW_API const char *mw_ledger_kind_name(mw_ledger_kind kind);

/* One English sentence for a person. Never NULL, static. */
MW_API const char *mw_ledger_kind_text(mw_ledger_kind kind);

/* The kind of that name (upper case, as mw_ledger_kind_name() gives it); 0 if there is none. */
MW_API mw_ledger_kind mw_ledger_kind_find(mw_slice name);

#ifdef __cplusplus
}
#endif

#endif
