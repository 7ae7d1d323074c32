/* SPDX-License-Identifier: MIT */
/* Reads whole conversations once, for dialogue.sh to count:
 *
 *   bench_dialogue --readers|--bare-readers|--dialogue NAME OCTETS
 *   bench_dialogue --readers|--bare-readers|--dialogue FILE.conv ...
 *
 * by the dialogue; by its two readers alone, told at each hold what the dialogue tells, with what
 * whoever uses them has to do to know what was said: the arguments of MAIL and RCPT are typed, and
 * a queue of verbs tells what each reply answers; by the readers without these two. Nobody reads
 * what EHLO announces there, asks a session, or counts the lines of chunks. Prints how many octets
 * were read. All that is to be counted happens in measured(). The events of both must be the same.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "talk.h"

#if defined(__GNUC__)
#define KEPT __attribute__((noinline))
#else
#define KEPT
#endif

enum { STORAGE = MW_SASL_LINE, RING = 1024 };

static char client_storage[STORAGE];
static char server_storage[STORAGE];

/* What is said at each hold, in order; NOTHING: the reader stays held. */
enum { NOTHING = 0 };

typedef struct script {
  int *expects;
  size_t count;
  size_t cap;
  size_t at;
} script;

/* ---- the readers alone ---------------------------------------------------------------------- */

typedef struct readers {
  mw_smtp_command_reader commands;
  mw_smtp_reply_reader replies;
  mw_smtp_argument argument;
  mw_smtp_params params;
  mw_finding finding;
  script *script;
  bool knowing; /* arguments are typed, replies paired */
  bool lmtp;
  bool message;        /* the body that is read ends in a dot */
  uint8_t queue[RING]; /* verbs that wait for their replies */
  unsigned oldest;
  unsigned newest;
  unsigned accepted; /* recipients */
  unsigned answered; /* the verb that the last reply answers */
  uint64_t events;
} readers;

/* In the queue: the message behind DATA. */
enum { MESSAGE = 255 };

static void push_verb(readers *r, unsigned verb)
{
  r->queue[r->newest++ % RING] = (uint8_t)verb;
}

/* The reply is complete: what does it answer? In LMTP each accepted recipient has one. */
static void pair_reply(readers *r, unsigned code)
{
  if (r->oldest == r->newest) {
    r->answered = 0;
    return;
  }
  r->answered = r->queue[r->oldest % RING];
  if (r->answered == MW_SMTP_RCPT) {
    r->accepted += code / 100 == 2;
  } else if (r->answered == MESSAGE) {
    if (r->lmtp && r->accepted > 1) {
      r->accepted--;
      return;
    }
    r->accepted = 0;
  }
  r->oldest++;
}

static void type_argument(readers *r, const mw_smtp_command *command)
{
  bool mail = command->verb == MW_SMTP_MAIL;
  if ((mail || command->verb == MW_SMTP_RCPT) &&
      mw_smtp_argument_parse(command, NULL, &r->argument, &r->finding) &&
      r->argument.params.ptr != NULL) {
    mw_smtp_params_parse(r->argument.params, mail ? MW_SMTP_PARAMS_MAIL : MW_SMTP_PARAMS_RCPT, NULL,
                         &r->params, &r->finding);
  }
}

/* What the event makes known, and what waits for a reply now. */
static void know(readers *r, const mw_smtp_command_event *event)
{
  if (event->kind == MW_SMTP_EVENT_COMMAND) {
    type_argument(r, &event->command);
    r->lmtp = r->lmtp || event->command.verb == MW_SMTP_LHLO;
    push_verb(r, (unsigned)event->command.verb);
  } else if (event->kind == MW_SMTP_EVENT_AUTH) {
    push_verb(r, MW_SMTP_AUTH);
  } else if (event->kind == MW_SMTP_EVENT_BODY_END && r->message) {
    push_verb(r, MESSAGE);
    r->message = false;
  }
}

static void read_client(readers *r, mw_slice in)
{
  mw_smtp_command_event event;
  while (mw_smtp_command_reader_next(&r->commands, &in, &event) == MW_OK) {
    r->events++;
    if (r->knowing) {
      know(r, &event);
    }
    if (event.kind == MW_SMTP_EVENT_COMMAND && event.command.verb == MW_SMTP_STARTTLS) {
      (void)mw_smtp_reply_reader_expect_tls(&r->replies);
    }
    if (event.held && r->script->at < r->script->count) {
      int what = r->script->expects[r->script->at++];
      r->message = what == MW_SMTP_EXPECT_DATA;
      if (what != NOTHING) {
        (void)mw_smtp_command_reader_expect(&r->commands, (mw_smtp_expect)what);
      }
    }
  }
}

static void read_server(readers *r, mw_slice in)
{
  mw_smtp_reply_event event;
  while (mw_smtp_reply_reader_next(&r->replies, &in, &event) == MW_OK) {
    r->events++;
    if (r->knowing && event.kind == MW_SMTP_EVENT_REPLY_LINE && event.line.last) {
      pair_reply(r, event.code);
    }
  }
}

static void begin_readers(readers *r)
{
  (void)mw_smtp_command_reader_init(&r->commands, client_storage, STORAGE, 0, MW_SMTP_HOLD_BDAT);
  (void)mw_smtp_command_reader_policy(&r->commands, MW_DOT_REPORT);
  (void)mw_smtp_reply_reader_init(&r->replies, server_storage, STORAGE, 0);
  r->oldest = r->newest = r->accepted = 0;
  r->lmtp = r->message = false;
}

static uint64_t by_readers(const talk *t, script *s, bool knowing)
{
  const char *at[2];
  readers r;
  size_t i;
  memset(&r, 0, sizeof r);
  at[0] = t->side[0].octets;
  at[1] = t->side[1].octets;
  r.script = s;
  r.knowing = knowing;
  for (i = 0; i < t->count; i++) {
    const talk_piece *p = &t->pieces[i];
    const char **from = &at[p->from - MW_FROM_CLIENT];
    if (p->opens) {
      begin_readers(&r);
    }
    if (p->from == MW_FROM_CLIENT) {
      read_client(&r, mw_slice_of(*from, p->len));
    } else {
      read_server(&r, mw_slice_of(*from, p->len));
    }
    *from += p->len;
  }
  return r.events;
}

/* ---- the dialogue --------------------------------------------------------------------------- */

/* What a direction has that was given and not taken: of which piece, how much of it, and where. */
typedef struct rest {
  size_t piece;
  size_t left;
  const char *at;
  const char *end;
} rest;

typedef struct watcher {
  mw_smtp_dialogue d;
  mw_smtp_unit ring[RING];
  const talk *talk;
  rest rests[2];
  bool behind; /* one of them is not empty */
  uint64_t events;
  script *script; /* to be written; NULL */
  bool held;      /* what follows the last hold is not known yet */
} watcher;

static void write_script(script *s, int what)
{
  if (s->count == s->cap) {
    s->cap += s->cap / 2 + 64;
    s->expects = realloc(s->expects, s->cap * sizeof *s->expects);
    if (s->expects == NULL) {
      abort();
    }
  }
  s->expects[s->count++] = what;
}

/* What the item shows of the hold before it. */
static mw_smtp_expect shown(const mw_smtp_item *item)
{
  switch (item->kind) {
  case MW_SMTP_ITEM_BODY_BEGIN:
    return item->octets == MW_OCTETS_UNKNOWN ? MW_SMTP_EXPECT_DATA : MW_SMTP_EXPECT_CHUNK;
  case MW_SMTP_ITEM_TLS: return MW_SMTP_EXPECT_TLS;
  case MW_SMTP_ITEM_AUTH_LINE: return MW_SMTP_EXPECT_AUTH;
  default: return MW_SMTP_EXPECT_COMMAND;
  }
}

static void follow_script(watcher *w, const mw_smtp_item *item)
{
  bool line = item->kind == MW_SMTP_ITEM_COMMAND || item->kind == MW_SMTP_ITEM_AUTH_LINE;
  if (w->held &&
      (line || item->kind == MW_SMTP_ITEM_BODY_BEGIN || item->kind == MW_SMTP_ITEM_TLS)) {
    write_script(w->script, (int)shown(item));
    w->held = false;
  }
  w->held = w->held || (line && item->command.held);
}

/* Octets of a piece, as far as they may be taken; its place is their stamp. */
static inline void feed(watcher *w, mw_direction from, size_t piece, mw_slice *in)
{
  const bool scripting = w->script != NULL;
  mw_smtp_item item;
  while (mw_smtp_dialogue_next(&w->d, from, piece + 1, in, &item) == MW_OK) {
    w->events += item.kind < MW_SMTP_ITEM_TRANSACTION;
    if (scripting) {
      follow_script(w, &item);
    }
  }
}

/* What is left of one direction, piece by piece; whether any octet was taken. */
static bool take_rest(watcher *w, mw_direction from)
{
  rest *r = &w->rests[from - MW_FROM_CLIENT];
  const char *begin = r->at;
  while (r->at < r->end) {
    mw_slice in = mw_slice_of(r->at, r->left);
    feed(w, from, r->piece, &in);
    r->at += r->left - in.len;
    if ((r->left = in.len) > 0) {
      break;
    }
    while (r->at < r->end && w->talk->pieces[++r->piece].from != from) {
    }
    r->left = w->talk->pieces[r->piece].len;
  }
  return r->at > begin;
}

/* A piece that is not taken at once: reads on as long as one side sets the other free. */
static void take_rests(watcher *w, mw_direction from, size_t piece, mw_slice in)
{
  mw_direction other = from == MW_FROM_CLIENT ? MW_FROM_SERVER : MW_FROM_CLIENT;
  rest *own = &w->rests[from - MW_FROM_CLIENT];
  const rest *others = &w->rests[other - MW_FROM_CLIENT];
  if (own->at == own->end) {
    *own = (rest){piece, in.len, in.ptr, in.ptr};
  }
  own->end += in.len;
  (void)take_rest(w, from);
  while (take_rest(w, other) && take_rest(w, from)) {
  }
  w->behind = own->at < own->end || others->at < others->end;
}

static void begin_dialogue(watcher *w)
{
  mw_smtp_dialogue_setup setup;
  memset(&setup, 0, sizeof setup);
  setup.size = sizeof setup;
  setup.client = client_storage;
  setup.server = server_storage;
  setup.client_size = setup.server_size = STORAGE;
  setup.ring = w->ring;
  setup.ring_size = RING;
  setup.variant = MW_SMTP_VARIANT_SMTP;
  setup.options = MW_DIALOGUE_IN_ORDER;
  if (mw_smtp_dialogue_init(&w->d, &setup) != MW_OK) {
    abort();
  }
  memset(w->rests, 0, sizeof w->rests);
  w->behind = w->held = false;
}

/* The client ended first: what the server said and had to wait with is read then. */
static void end_dialogue(watcher *w)
{
  mw_smtp_item item;
  while (mw_smtp_dialogue_finish(&w->d, MW_FROM_CLIENT, &item) == MW_OK) {
  }
  (void)take_rest(w, MW_FROM_SERVER);
  while (mw_smtp_dialogue_finish(&w->d, MW_FROM_SERVER, &item) == MW_OK) {
  }
  if (w->script != NULL && w->held) {
    write_script(w->script, NOTHING);
  }
}

static uint64_t by_dialogue(const talk *t, script *s)
{
  static watcher w;
  const char *at[2];
  size_t i;
  at[0] = t->side[0].octets;
  at[1] = t->side[1].octets;
  w.talk = t;
  w.events = 0;
  w.script = s;
  for (i = 0; i < t->count; i++) {
    const talk_piece *p = &t->pieces[i];
    const char **from = &at[p->from - MW_FROM_CLIENT];
    mw_slice in = mw_slice_of(*from, p->len);
    if (p->opens) {
      begin_dialogue(&w);
    }
    if (!w.behind) {
      feed(&w, p->from, i, &in);
    }
    if (in.len > 0) {
      take_rests(&w, p->from, i, in);
    }
    *from += p->len;
    if (i + 1 == t->count || t->pieces[i + 1].opens) {
      end_dialogue(&w);
    }
  }
  return w.events;
}

/* ---- what is counted ------------------------------------------------------------------------ */

KEPT uint64_t measured(const char *way, const talk *t, script *s)
{
  return strcmp(way, "--dialogue") == 0 ? by_dialogue(t, NULL)
                                        : by_readers(t, s, strcmp(way, "--readers") == 0);
}

static bool make_talk(talk *t, int argc, char **argv)
{
  int i;
  if (argc == 4 && talk_make(t, argv[2], (size_t)strtoull(argv[3], NULL, 10))) {
    return true;
  }
  memset(t, 0, sizeof *t);
  for (i = 2; i < argc; i++) {
    if (!talk_add_file(t, argv[i])) {
      return false;
    }
  }
  return argc > 2;
}

static int usage(void)
{
  fputs("usage: bench_dialogue --readers|--bare-readers|--dialogue"
        " delivery|small|recipients|bdat|lmtp OCTETS\n"
        "       bench_dialogue --readers|--bare-readers|--dialogue FILE.conv ...\n",
        stderr);
  return 2;
}

int main(int argc, char **argv)
{
  static script s;
  talk t;
  uint64_t expected;
  if (argc < 3 || argv[1][0] != '-' || !make_talk(&t, argc, argv)) {
    return usage();
  }
  expected = by_dialogue(&t, &s);
  if (measured(argv[1], &t, &s) != expected) {
    fputs("the readers alone tell other events\n", stderr);
    return 1;
  }
  printf("%" PRIu64 "\n", (uint64_t)talk_octets(&t));
  free(s.expects);
  talk_free(&t);
  return 0;
}
