/* SPDX-License-Identifier: MIT */
/* Anomalies: how often, where first and last; marks beside items, and the list at the end. */
#include <inttypes.h>
#include <stdio.h>

#include "cells.h"
#include "json.h"
#include "print.h"
#include "text.h"

/* Those that a fault says beside its line already. */
static const uint64_t said_by_faults =
    MW_ANOMALY_BIT(MALFORMED) | MW_ANOMALY_BIT(LIMIT) | MW_ANOMALY_BIT(LINE_END) |
    MW_ANOMALY_BIT(CUT_OFF) | MW_ANOMALY_BIT(NOT_A_REPLY) | MW_ANOMALY_BIT(MIXED_CODES) |
    MW_ANOMALY_BIT(ENHANCED_CLASS) | MW_ANOMALY_BIT(BODY_LINE_END);

uint64_t odd_tellable(const conversation *c, uint64_t word)
{
  uint64_t untold = c->recording->has_order
                        ? 0
                        : MW_ANOMALY_BIT(UNSOLICITED) | MW_ANOMALY_BIT(UNANSWERED) |
                              MW_ANOMALY_BIT(UNEXPECTED_REPLY);
  return word & ~untold;
}

void odd_note(conversation *c, char dir, uint64_t begin, uint64_t word)
{
  odd_place *places = c->odd[dir == 'S' ? 1 : 0];
  word = odd_tellable(c, word);
  while (word != 0) {
    odd_place *p = &places[mw_anomaly_next(&word)];
    p->first = p->count == 0 ? begin : p->first;
    p->last = begin;
    p->count++;
  }
}

uint64_t odd_kinds(const conversation *c)
{
  uint64_t kinds = 0;
  int i;
  for (i = 0; i < ODD_PLACES; i++) {
    kinds += (c->odd[0][i].count > 0) + (uint64_t)(c->odd[1][i].count > 0);
  }
  return kinds;
}

/* ---- text ----------------------------------------------------------------------------------- */

static const char *severity_colour(mw_severity severity)
{
  return severity >= MW_SEVERITY_VIOLATION ? "31" : "33";
}

void odd_text_marks(const conversation *c, uint64_t word)
{
  word = odd_tellable(c, word) & ~said_by_faults;
  while (word != 0) {
    const mw_anomaly_info *row = mw_anomaly_row(mw_anomaly_next(&word));
    buffer words = {NULL, 0, 0};
    words_add(&words, "%s: %s", row->name, text_phrase(c, MW_TOPIC_ANOMALY, row->name));
    text_mark(c, severity_colour(row->severity), &words);
  }
}

static const char *severity_words(const mw_text *text, mw_severity severity)
{
  switch (severity) {
  case MW_SEVERITY_NOTE: return say(text, "note", "注記");
  case MW_SEVERITY_DEVIATION: return say(text, "deviation", "逸脱");
  case MW_SEVERITY_VIOLATION: return say(text, "violation", "違反");
  default: return say(text, "danger", "危険");
  }
}

/* Where the name of a kind stands, and what it means. */
enum { ODD_NAME = 25, ODD_MEANS = 27 };

static void text_kind(const conversation *c, char dir, const mw_anomaly_info *row,
                      const odd_place *p)
{
  buffer words = {NULL, 0, 0};
  text_colour(c, severity_colour(row->severity));
  words_add(&words, say(c->text, "anomaly  %c octet %" PRIu64, "異常     %c 位置%" PRIu64), dir,
            p->first);
  cells_put(words_text(&words), ODD_NAME);
  words.len = 0;
  cells_put(row->name, ODD_MEANS);
  text_colour(c, "0");
  words_add(&words, say(c->text, "%s (%s", "%s（%s"), text_phrase(c, MW_TOPIC_ANOMALY, row->name),
            severity_words(c->text, row->severity));
  if (p->count > 1) {
    words_add(&words, say(c->text, ", %" PRIu64 " times", "、%" PRIu64 "回"), p->count);
  }
  words_add(&words, "%s", say(c->text, ")", "）"));
  cells_put_paragraph(words_text(&words), ODD_NAME + ODD_MEANS, c->columns);
  buffer_free(&words);
}

static void text_row(const conversation *c, mw_anomaly anomaly, const mw_anomaly_info *row)
{
  static const char letters[] = {'C', 'S'};
  mw_explanation e;
  int side;
  for (side = 0; side < 2; side++) {
    const odd_place *p = &c->odd[side][anomaly];
    if (p->count > 0) {
      text_kind(c, letters[side], row, p);
    }
  }
  mw_explain(c->text, MW_TOPIC_ANOMALY, mw_slice_text(row->name), &e);
  if (row->severity >= MW_SEVERITY_VIOLATION) {
    text_advice(c, e.advice);
  }
}

void odd_text_end(const conversation *c)
{
  bool any = false;
  int severity;
  for (severity = MW_SEVERITY_DANGER; severity >= MW_SEVERITY_NOTE; severity--) {
    int i;
    for (i = 0; i < ODD_PLACES; i++) {
      const mw_anomaly_info *row = mw_anomaly_row((mw_anomaly)i);
      bool met = c->odd[0][i].count > 0 || c->odd[1][i].count > 0;
      if (row != NULL && met && (int)row->severity == severity) {
        text_row(c, (mw_anomaly)i, row);
        any = true;
      }
    }
  }
  fputs(any ? "\n" : "", stdout);
}

/* ---- JSON ----------------------------------------------------------------------------------- */

void odd_json_word(const conversation *c, uint64_t word)
{
  const char *comma = "";
  word = odd_tellable(c, word);
  fputs(",\"anomalies\":[", stdout);
  while (word != 0) {
    printf("%s\"%s\"", comma, mw_anomaly_name(mw_anomaly_next(&word)));
    comma = ",";
  }
  putchar(']');
}

void odd_json_list(const conversation *c)
{
  static const char letters[] = {'C', 'S'};
  const char *comma = "";
  int side;
  fputs(",\"anomalies\":[", stdout);
  for (side = 0; side < 2; side++) {
    int i;
    for (i = 0; i < ODD_PLACES; i++) {
      const mw_anomaly_info *row = mw_anomaly_row((mw_anomaly)i);
      const odd_place *p = &c->odd[side][i];
      if (p->count > 0 && row != NULL) {
        printf("%s{\"name\":\"%s\",\"dir\":\"%c\",\"severity\":\"%s\"", comma, row->name,
               letters[side], mw_severity_name(row->severity));
        json_put_number("count", p->count);
        json_put_number("first", p->first);
        json_put_number("last", p->last);
        putchar('}');
        comma = ",";
      }
    }
  }
  putchar(']');
}
