/* SPDX-License-Identifier: MIT */
/* A conversation in lines, given to a dialogue in any order and any cuts; its items as lines.
 *
 *   C: text     a line from the client, with CRLF; \r \n \0 \xhh as in vectors, {X*N} repeats
 *   S: text     the same from the server
 *   C| text     octets without CRLF
 *   C+ text     a line that came together with the piece before it: the same stamp
 *   C&text      octets that came together with the piece before it
 *   C? 12       12 octets are missing; "C? *": nobody knows how many
 *   T!          TLS took over
 *
 * Each line is a piece, with a stamp of its own. A direction ends behind its last piece.
 */
#ifndef TESTS_SUPPORT_TALK_H
#define TESTS_SUPPORT_TALK_H

#include <mailwire/mailwire.h>

#include "text.h"

typedef enum talk_kind { TALK_OCTETS, TALK_GAP, TALK_TLS } talk_kind;

typedef struct talk_piece {
  talk_kind kind;
  mw_direction direction;
  size_t at; /* in the octets */
  size_t len;
  uint64_t stamp;
  uint64_t missing;
} talk_piece;

typedef struct talk {
  text_buffer octets;
  talk_piece *pieces;
  size_t count;
  bool any; /* TLS may stand where nothing is handed over: it is passed over */
} talk;

/* Adds the conversation that the text spells; aborts on a line that is none. */
void talk_read(talk *t, const char *text);
talk_piece *talk_add(talk *t, talk_kind kind, mw_direction direction, uint64_t stamp);
void talk_free(talk *t);

/* In which order the pieces are offered. */
typedef enum talk_choice {
  TALK_CAPTURE,
  TALK_CLIENT_FIRST,
  TALK_SERVER_FIRST,
  TALK_ANY
} talk_choice;

typedef enum talk_cut { TALK_WHOLE, TALK_EACH_OCTET, TALK_RANDOM } talk_cut;

/* How a conversation is given to a dialogue. */
typedef struct talk_way {
  talk_choice choice;
  talk_cut cut;
  uint64_t seed;
  bool in_order;
  bool stamps;
  bool late; /* both directions end behind all pieces */
} talk_way;

/* What a dialogue is made of. All zero but `variant` is the usual. */
typedef struct talk_setup {
  mw_smtp_variant variant; /* 0: SMTP */
  unsigned options;        /* besides IN_ORDER; CHUNK_LINES here: they are not counted */
  unsigned policies;
  uint64_t allow;
  size_t ring;    /* 0: 64 */
  size_t storage; /* of both readers; 0: 12288 */
} talk_setup;

/* What of an item is written. */
enum {
  TALK_BRIEF = 1,     /* neither offsets, but of anomalies, nor numbers */
  TALK_NO_STAMPS = 2, /* nothing that depends on stamps */
  TALK_NO_ORDER = 4,  /* nothing that depends on the order of the directions */
  TALK_SORTED = 8     /* the lines sorted, without numbers of items */
};

/* One run. NULL, and the items are added to *out; or which law was broken, a static text. */
const char *talk_run(const talk *t, const talk_setup *setup, const talk_way *way, unsigned form,
                     text_buffer *out);

/* One line for an item; bodies that lie side by side are one (see talk_print.c). */
typedef struct talk_printer {
  text_buffer *out;
  text_buffer body; /* octets of a body, or leftover, not yet written */
  mw_smtp_item first;
  unsigned form;
} talk_printer;
void talk_print(talk_printer *p, const mw_smtp_item *item);
void talk_print_end(talk_printer *p);

/* The laws of items, in talk_law.c. All zero to begin with. */
typedef struct talk_law {
  uint64_t at[2]; /* where the octets of each direction were left */
  bool cut[2];    /* the line before was too long: its rest is in no item */
  bool rest;      /* TLS took over before such a rest ended */
  uint64_t sequence;
  uint64_t stamp[2];
  uint64_t items;
  uint64_t octets;
  bool tls;
} talk_law;
const char *talk_law_item(talk_law *law, const mw_smtp_item *item, bool stamps);
void talk_law_secured(talk_law *law);
/* Behind all: each octet was in an item. */
const char *talk_law_end(const talk_law *law, const talk *t);

/* Runs it in every way; prints what differs from the expected lines, or between ways. True: nothing
 * does. order: whether the order matters, so that the unordered way says something else. */
bool talk_check(const char *text, const talk_setup *setup, bool order, const char *expected);

/* The same as an assertion, with the usual setup. */
#define assert_talk(text, expected) assert_true(talk_check(text, NULL, true, expected))
#define assert_talk_unordered(text, expected) assert_true(talk_check(text, NULL, false, expected))
#define assert_talk_of(text, setup, expected) assert_true(talk_check(text, setup, true, expected))

#endif
