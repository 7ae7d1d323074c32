/* SPDX-License-Identifier: MIT */
/* A conversation of POP3 in lines, given to a dialogue in any order and any cuts; its items as
 * lines.
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
#ifndef TESTS_SUPPORT_CHAT_H
#define TESTS_SUPPORT_CHAT_H

#include <mailwire/mailwire.h>

#include "text.h"

typedef enum chat_kind { CHAT_OCTETS, CHAT_GAP, CHAT_TLS } chat_kind;

typedef struct chat_piece {
  chat_kind kind;
  mw_direction direction;
  size_t at; /* in the octets */
  size_t len;
  uint64_t stamp;
  uint64_t missing;
} chat_piece;

typedef struct chat {
  text_buffer octets;
  chat_piece *pieces;
  size_t count;
} chat;

/* Adds the conversation that the text spells; aborts on a line that is none. */
void chat_read(chat *t, const char *text);
chat_piece *chat_add(chat *t, chat_kind kind, mw_direction direction, uint64_t stamp);
void chat_free(chat *t);

/* In which order the pieces are offered. */
typedef enum chat_choice {
  CHAT_CAPTURE,
  CHAT_CLIENT_FIRST,
  CHAT_SERVER_FIRST,
  CHAT_ANY
} chat_choice;

typedef enum chat_cut { CHAT_WHOLE, CHAT_EACH_OCTET, CHAT_RANDOM } chat_cut;

/* How a conversation is given to a dialogue. */
typedef struct chat_way {
  chat_choice choice;
  chat_cut cut;
  uint64_t seed;
  bool in_order;
  bool stamps;
  bool late; /* both directions end behind all pieces */
} chat_way;

/* What a dialogue is made of. All zero is the usual. */
typedef struct chat_setup {
  unsigned options; /* besides IN_ORDER */
  unsigned policies;
  uint64_t allow;
  size_t ring;    /* 0: 64 */
  size_t storage; /* of both readers; 0: 12288 */
} chat_setup;

/* What of an item is written. */
enum {
  CHAT_BRIEF = 1,     /* neither offsets, but of anomalies, nor numbers */
  CHAT_NO_STAMPS = 2, /* nothing that depends on stamps */
  CHAT_NO_ORDER = 4,  /* nothing that depends on the order of the directions */
  CHAT_SORTED = 8     /* the lines sorted, without numbers of items */
};

/* One run. NULL, and the items are added to *out; or which law was broken, a static text. */
const char *chat_run(const chat *t, const chat_setup *setup, const chat_way *way, unsigned form,
                     text_buffer *out);

/* One line for an item; bodies that lie side by side are one (see chat_print.c). */
typedef struct chat_printer {
  text_buffer *out;
  text_buffer body; /* octets of a body, or leftover, not yet written */
  mw_pop3_item first;
  unsigned form;
} chat_printer;
void chat_print(chat_printer *p, const mw_pop3_item *item);
void chat_print_end(chat_printer *p);

/* The laws of items, in chat_law.c. All zero to begin with. */
typedef struct chat_law {
  uint64_t at[2]; /* where the octets of each direction were left */
  bool cut[2];    /* the line before was too long: its rest is in no item */
  bool gap[2];    /* an item may begin at a new place */
  uint64_t sequence;
  uint64_t stamp[2];
  uint64_t items;
  uint64_t octets;
  bool tls;
  bool skipped; /* before TLS, the rest of a line is in no item */
} chat_law;
const char *chat_law_item(chat_law *law, const mw_pop3_item *item, bool stamps);
void chat_law_secured(chat_law *law);
/* Behind all: each octet was in an item. */
const char *chat_law_end(const chat_law *law, const chat *t);

/* Runs it in every way; prints what differs from the expected lines, or between ways. True: nothing
 * does. order: whether the order matters, so that the unordered way says something else. */
bool chat_check(const char *text, const chat_setup *setup, bool order, const char *expected);

/* The same as an assertion, with the usual setup. */
#define assert_chat(text, expected) assert_true(chat_check(text, NULL, true, expected))
#define assert_chat_unordered(text, expected) assert_true(chat_check(text, NULL, false, expected))
#define assert_chat_of(text, setup, expected) assert_true(chat_check(text, setup, true, expected))

#endif
