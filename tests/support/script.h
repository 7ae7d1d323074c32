/* SPDX-License-Identifier: MIT */
/* A conversation in lines, and the orders and cuts in which it is given to a dialogue of any
 * protocol.
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
#ifndef TESTS_SUPPORT_SCRIPT_H
#define TESTS_SUPPORT_SCRIPT_H

#include <mailwire/mailwire.h>

#include "text.h"

typedef enum script_kind { SCRIPT_OCTETS, SCRIPT_GAP, SCRIPT_TLS } script_kind;

typedef struct script_piece {
  script_kind kind;
  mw_direction direction;
  size_t at; /* in the octets */
  size_t len;
  uint64_t stamp;
  uint64_t missing;
} script_piece;

typedef struct script {
  text_buffer octets;
  script_piece *pieces;
  size_t count;
  bool any; /* TLS may stand where nothing is handed over: it is passed over */
} script;

/* Adds the conversation that the text spells; aborts on a line that is none. */
void script_read(script *t, const char *text);
script_piece *script_add(script *t, script_kind kind, mw_direction direction, uint64_t stamp);
void script_free(script *t);

/* In which order the pieces are offered. */
typedef enum script_choice {
  SCRIPT_CAPTURE,
  SCRIPT_CLIENT_FIRST,
  SCRIPT_SERVER_FIRST,
  SCRIPT_ANY
} script_choice;

typedef enum script_cut { SCRIPT_WHOLE, SCRIPT_EACH_OCTET, SCRIPT_RANDOM } script_cut;

/* How a conversation is given to a dialogue. */
typedef struct script_way {
  script_choice choice;
  script_cut cut;
  uint64_t seed;
  bool in_order;
  bool stamps;
  bool late; /* both directions end behind all pieces, the client first */
} script_way;

/* What of an item is written. */
enum {
  SCRIPT_BRIEF = 1,     /* neither offsets, but of anomalies, nor numbers */
  SCRIPT_NO_STAMPS = 2, /* nothing that depends on stamps */
  SCRIPT_NO_ORDER = 4,  /* nothing that depends on the order of the directions */
  SCRIPT_SORTED = 8     /* the lines sorted, without numbers of items */
};

/* What the laws of items ask of an item of any protocol. */
typedef struct script_item {
  const char *name;
  mw_direction direction;
  bool has_octets;
  bool is_cut; /* the line was handed out at its limit: its rest is in no item */
  bool is_gap;
  bool is_tls;
  bool may_follow_tls;
  const char *broken; /* a law of its protocol alone; NULL: none */
  uint64_t offset, end;
  uint64_t sequence;
  uint64_t stamp;
} script_item;

/* The laws of items, in script_law.c. All zero to begin with. */
typedef struct script_law {
  uint64_t at[2]; /* where the octets of each direction were left */
  bool cut[2];    /* the line before was too long: its rest is in no item */
  bool rest;      /* TLS took over before such a rest ended */
  bool tls;
  uint64_t sequence;
  uint64_t stamp[2];
  uint64_t items;
  uint64_t octets;
} script_law;
/* NULL, or which law the item breaks, a static text. */
const char *script_law_item(script_law *law, const script_item *item, bool stamps);
/* A dialogue of what TLS carried begins. */
void script_law_secured(script_law *law);
/* Behind all: each octet was in an item. */
const char *script_law_end(const script_law *law, const script *t);

/* What a dialogue is made of. All zero is the usual. */
typedef struct script_setup {
  mw_smtp_variant variant; /* 0: SMTP; POP3 has none */
  unsigned options;        /* besides IN_ORDER; CHUNK_LINES here: they are not counted */
  unsigned policies;
  uint64_t allow;
  size_t ring;    /* 0: 64 */
  size_t storage; /* of both readers; 0: 12288 */
} script_setup;

/* What the caller of a dialogue supplies; each a block of its own. */
typedef struct script_room {
  char *client;
  char *server;
  size_t storage; /* of each */
  void *ring;
  size_t units;
  unsigned options;
} script_room;

typedef union script_dialogue {
  mw_smtp_dialogue smtp;
  mw_pop3_dialogue pop3;
} script_dialogue;

typedef union script_any_item {
  mw_smtp_item smtp;
  mw_pop3_item pop3;
} script_any_item;

/* One line for an item; bodies that lie side by side are one. */
typedef struct script_printer {
  text_buffer *out;
  text_buffer body; /* octets of a body, or leftover, not yet written */
  script_any_item first;
  unsigned form;
} script_printer;

enum { SCRIPT_SLICES = 3 };

/* The dialogue of one protocol, as a run uses it. */
typedef struct script_wire {
  size_t unit_size; /* of a unit of the ring */
  mw_status (*begin)(script_dialogue *d, const script_setup *setup, const script_room *room);
  mw_status (*next)(script_dialogue *d, mw_direction direction, uint64_t stamp, mw_slice *in,
                    script_any_item *item);
  mw_status (*gap)(script_dialogue *d, mw_direction direction, uint64_t stamp, uint64_t octets);
  mw_status (*finish)(script_dialogue *d, mw_direction direction, script_any_item *item);
  bool (*waits)(const script_dialogue *d, mw_direction direction);
  mw_status (*secured)(script_dialogue *d);
  script_item (*fact)(const script_any_item *item);
  /* The slices that the item hands out; those that it has not are empty. */
  void (*slices)(const script_any_item *item, mw_slice slices[SCRIPT_SLICES]);
  void (*print)(script_printer *p, const script_any_item *item);
  void (*flush)(script_printer *p); /* a body that was not yet written is */
} script_wire;

/* One run of a dialogue. NULL, and the items are added to *out as lines; or which law was broken, a
 * static text. */
const char *script_run(const script_wire *wire, const script *t, const script_setup *setup,
                       const script_way *way, unsigned form, text_buffer *out);

/* Runs it in every way; prints what differs from the expected lines, or between ways. True: nothing
 * does. given: NULL is the usual. order: whether the order matters, so that the unordered way says
 * something else. */
bool script_check(const script_wire *wire, const script_setup *given, const char *text, bool order,
                  const char *expected);

#endif
