/* SPDX-License-Identifier: MIT */
/* The units under test behind one face, so that one runner can cut the input of all of them, and
 * the law that each call is held to. */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include "trace.h"
#include "vector.h"

/* How the unit is driven. */
typedef enum drive {
  DRIVE_NEXT,       /* next(), the rest stays where it is */
  DRIVE_MOVE,       /* next(), the rest is moved to a new block after each event */
  DRIVE_FEED,       /* feed() without pauses; callbacks end holds */
  DRIVE_PAUSE,      /* feed(), each callback pauses */
  DRIVE_PAUSE_HALF, /* feed(), every second callback pauses; holds end outside the callbacks */
  DRIVE_ROOM        /* dot_encode: mw_dot_encode() into rooms of target.room octets */
} drive;

struct unit_ops;

/* One reader at work on one vector. */
typedef struct target {
  const vector *vector;
  const struct unit_ops *ops;
  trace trace;
  drive drive;
  size_t room;
  mw_slice block;  /* what the caller offers, whole */
  uint64_t at;     /* where in the stream it begins */
  size_t taken;    /* octets of the stream that were taken */
  size_t answered; /* holds that were ended */
  size_t callbacks;
  uint64_t passed;   /* where in the stream the last event ended */
  bool refused;      /* dot_encode */
  bool paused;       /* the last callback wanted a pause */
  bool reply_is_due; /* smtp_reply_reader: on_line() saw a last line, on_reply() did not */
  char *storage;     /* on the heap, of exact size */
  size_t storage_size;
  void *state;           /* the unit's struct, on the heap, of exact size */
  mw_pop3_waiting *ring; /* pop3_response_reader: on the heap, of exact size; else NULL */
  size_t told;           /* commands that it was told of */
  size_t waiting;        /* those of them that wait */
  size_t answers;        /* answers that are complete */
  uint64_t lines;        /* of the listing, or octets of the message, that is read */
  int verb;              /* that it answers */
} target;

typedef struct unit_ops {
  size_t state_size;
  size_t events_per_octet; /* at most that many, and a few */
  bool feeds;              /* it has feed() */
  bool resets;             /* it has reset() */
  /* Begins a stream. False: the unit refused its configuration. */
  bool (*begin)(target *t);
  void (*reset)(target *t);
  /* One call. MW_OK: go on with what is left. MW_NEED_MORE: all was taken. MW_PAUSED: nothing more
   * will be taken. Below zero: it failed. ended: nothing follows this block. */
  mw_status (*step)(target *t, mw_slice *in, bool ended);
  /* The stream ended; rest was not taken. */
  void (*end)(target *t, mw_slice rest);
} unit_ops;

const unit_ops *unit_ops_of(vector_unit unit);

extern const unit_ops unit_line;
extern const unit_ops unit_dot_decode;
extern const unit_ops unit_dot_encode;
extern const unit_ops unit_counted;
extern const unit_ops unit_command_reader;
extern const unit_ops unit_reply_reader;
extern const unit_ops unit_pop3_command_reader;
extern const unit_ops unit_pop3_response_reader;

/* The limit that the vector gives, or another. */
size_t unit_limit(const target *t, size_t index, size_t otherwise);

/* pop3_response_reader: how many commands may wait. */
size_t unit_ring(const target *t);

/* Adds "REST [offset,end) octets" when rest is not empty. */
void unit_rest(target *t, mw_slice rest);

/* A callback was called: whether it pauses. */
mw_flow unit_flow(target *t);

/* feed() has returned; may_pause: it may have paused by itself. */
void unit_fed(target *t, mw_status status, bool may_pause);

/* What next() said of a reader that was held, or was not; *in was before. */
void law_hold(target *t, bool held, mw_status status, mw_slice before, mw_slice in);

/* A reader of commands says when it is held at the end. */
void unit_held(target *t, bool held);

/* What an answer to a hold came to. */
void unit_expected(target *t, mw_status status);

/* Where octets of an event may lie, besides in the block that was offered. */
enum { LIE_IN_BLOCK = 0, LIE_IN_STORAGE = 1, LIE_IN_CONSTANTS = 2 };

/* Each adds a line "LAW: ..." to the trace when its article is broken. */
void law(target *t, bool kept, const char *article);
void law_octets(target *t, mw_slice octets, uint64_t offset, unsigned where);
void law_part(target *t, mw_slice part, mw_slice whole);
void law_tail(target *t, mw_slice tail, mw_slice whole);
void law_order(target *t, uint64_t offset, uint64_t end);

#endif
