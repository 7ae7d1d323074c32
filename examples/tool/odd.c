/* SPDX-License-Identifier: MIT */
/* Anomalies: how often, where first and last; marks beside items, and the list at the end. */
#include <inttypes.h>
#include <stdio.h>

#include "json.h"
#include "print.h"
#include "text.h"

/* Those that a fault says beside its line already. */
static const uint64_t said_by_faults =
    MW_ANOMALY_BIT(MALFORMED) | MW_ANOMALY_BIT(LIMIT) | MW_ANOMALY_BIT(LINE_END) |
    MW_ANOMALY_BIT(CUT_OFF) | MW_ANOMALY_BIT(NOT_A_REPLY) | MW_ANOMALY_BIT(MIXED_CODES) |
    MW_ANOMALY_BIT(ENHANCED_CLASS) | MW_ANOMALY_BIT(BODY_LINE_END);

void odd_note(conversation *c, char dir, uint64_t begin, uint64_t word)
{
  odd_place *places = c->odd[dir == 'S' ? 1 : 0];
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
  size_t i;
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
  word &= ~said_by_faults;
  while (word != 0) {
    const mw_anomaly_info *row = mw_anomaly_row(mw_anomaly_next(&word));
    text_colour(c, severity_colour(row->severity));
    printf("     ! %s: %s\n", row->name, text_phrase(c, MW_TOPIC_ANOMALY, row->name));
    text_colour(c, "0");
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

static void text_kind(const conversation *c, char dir, const mw_anomaly_info *row,
                      const odd_place *p)
{
  mw_explanation e;
  text_colour(c, severity_colour(row->severity));
  printf("%s  %c %-8" PRIu64 " %-27s ", say(c->text, "anomaly", "異常   "), dir, p->first,
         row->name);
  text_colour(c, "0");
  fputs(text_phrase(c, MW_TOPIC_ANOMALY, row->name), stdout);
  printf(say(c->text, " (%s", "（%s"), severity_words(c->text, row->severity));
  if (p->count > 1) {
    printf(say(c->text, ", %" PRIu64 " times", "、%" PRIu64 "回"), p->count);
  }
  puts(say(c->text, ")", "）"));
  mw_explain(c->text, MW_TOPIC_ANOMALY, mw_slice_text(row->name), &e);
  if (row->severity >= MW_SEVERITY_VIOLATION) {
    text_advice(e.advice);
  }
}

void odd_text_end(const conversation *c)
{
  static const char letters[] = {'C', 'S'};
  int severity;
  for (severity = MW_SEVERITY_DANGER; severity >= MW_SEVERITY_NOTE; severity--) {
    int side;
    for (side = 0; side < 2; side++) {
      int i;
      for (i = 0; i < ODD_PLACES; i++) {
        const mw_anomaly_info *row = mw_anomaly_row((mw_anomaly)i);
        const odd_place *p = &c->odd[side][i];
        if (p->count > 0 && row != NULL && (int)row->severity == severity) {
          text_kind(c, letters[side], row, p);
        }
      }
    }
  }
  fputs(odd_kinds(c) > 0 ? "\n" : "", stdout);
}

/* ---- JSON ----------------------------------------------------------------------------------- */

void odd_json_word(uint64_t word)
{
  const char *comma = "";
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
