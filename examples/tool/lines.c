/* SPDX-License-Identifier: MIT */
/* Line ends, and where readers end a message: what was there, kept apart from what was made of it.
 */
#include "lines.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cells.h"
#include "json.h"
#include "text.h"

/* The longest text line with a dot that was added, and its CRLF (RFC 5321 4.5.3.1.6). */
enum { TEXT_LIMIT = 1001 };

void lines_of(mw_ledger *ledger, mw_slice octets)
{
  (void)mw_ledger_init(ledger, TEXT_LIMIT);
  mw_ledger_add(ledger, octets);
  mw_ledger_finish(ledger);
}

bool lines_of_message(const conversation *c, body *b)
{
  const buffer *octets = b->dir == 'C' ? &c->recording->client : &c->recording->server;
  lines_of(&b->ledger, mw_slice_of(octets->ptr + b->offset, (size_t)(b->end - b->offset)));
  if (strcmp(b->mode, "DATA") != 0) {
    return false;
  }
  mw_reading_init(&b->readings);
  (void)mw_reading_add(&b->readings,
                       mw_slice_of(octets->ptr + b->offset, octets->len - (size_t)b->offset));
  return mw_reading_differs(&b->readings);
}

/* Octets above 127 are no matter of line ends. */
static bool is_told(const mw_ledger *ledger, mw_ledger_kind kind)
{
  return kind != MW_LEDGER_EIGHT_BIT && mw_ledger_count(ledger, kind) > 0;
}

void lines_text(const conversation *c, const mw_ledger *ledger, uint64_t at)
{
  int number;
  for (number = 1; number <= MW_LEDGER_KINDS; number++) {
    mw_ledger_kind kind = (mw_ledger_kind)number;
    mw_ledger_entry e = mw_ledger_get(ledger, kind);
    if (is_told(ledger, kind)) {
      const char *phrase = text_phrase(c, MW_TOPIC_LEDGER, mw_ledger_kind_name(kind));
      buffer words = {NULL, 0, 0};
      if (e.count == 1) {
        words_add(&words, say(c->text, "%s, at octet %" PRIu64, "%s、オクテット%" PRIu64), phrase,
                  at + e.first);
      } else {
        words_add(&words,
                  say(c->text, "%s: %" PRIu64 ", from octet %" PRIu64 " to %" PRIu64,
                      "%s: %" PRIu64 "件、オクテット%" PRIu64 "から%" PRIu64 "まで"),
                  phrase, e.count, at + e.first, at + e.last);
      }
      text_mark(c, "33", &words);
    }
  }
}

static void text_model(const conversation *c, const body *b, mw_reading_model model)
{
  const char *name = mw_reading_model_name(model);
  const char *phrase = text_phrase(c, MW_TOPIC_READING, name);
  buffer words = {NULL, 0, 0};
  uint64_t end;
  printf("       %-9s ", name);
  if (mw_reading_get(&b->readings, model, &end) == MW_READING_ENDED) {
    words_add(&words,
              say(c->text, "ends it before octet %" PRIu64 ": %s",
                  "オクテット%" PRIu64 "の前で終わる: %s"),
              b->offset + end, phrase);
  } else {
    words_add(&words, say(c->text, "sees no end: %s", "終わりを見ない: %s"), phrase);
  }
  cells_put_paragraph(words_text(&words), 17, c->columns);
  buffer_free(&words);
}

void lines_text_readings(const conversation *c, const body *b)
{
  uint64_t strict;
  int number;
  if (strcmp(b->mode, "DATA") != 0 || !mw_reading_differs(&b->readings)) {
    return;
  }
  (void)mw_reading_get(&b->readings, MW_READING_STRICT, &strict);
  for (number = 1; number <= MW_READING_MODELS; number++) {
    mw_reading_model model = (mw_reading_model)number;
    uint64_t end;
    (void)mw_reading_get(&b->readings, model, &end);
    if (model == MW_READING_STRICT || end != strict) {
      text_model(c, b, model);
    }
  }
}

void lines_json(const char *key, const mw_ledger *ledger, uint64_t at)
{
  const char *comma = "";
  int number;
  printf("\"%s\":{", key);
  for (number = 1; number <= MW_LEDGER_KINDS; number++) {
    mw_ledger_kind kind = (mw_ledger_kind)number;
    mw_ledger_entry e = mw_ledger_get(ledger, kind);
    if (e.count > 0) {
      printf("%s\"%s\":{\"count\":%" PRIu64 ",\"first\":%" PRIu64 ",\"last\":%" PRIu64 "}", comma,
             mw_ledger_kind_name(kind), e.count, at + e.first, at + e.last);
      comma = ",";
    }
  }
  putchar('}');
}

void lines_json_readings(const body *b)
{
  const char *comma = "";
  int number;
  if (strcmp(b->mode, "DATA") != 0 || !mw_reading_differs(&b->readings)) {
    return;
  }
  fputs(",\"readings\":{", stdout);
  for (number = 1; number <= MW_READING_MODELS; number++) {
    mw_reading_model model = (mw_reading_model)number;
    uint64_t end;
    printf("%s\"%s\":", comma, mw_reading_model_name(model));
    if (mw_reading_get(&b->readings, model, &end) == MW_READING_ENDED) {
      printf("%" PRIu64, b->offset + end);
    } else {
      fputs("null", stdout);
    }
    comma = ",";
  }
  putchar('}');
}
