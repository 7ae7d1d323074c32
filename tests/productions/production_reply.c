/* SPDX-License-Identifier: MIT */
/* Replies, enhanced codes, greetings, and the reply to EHLO. */
#include "productions/production.h"

void fact_enhanced(facts *f, const mw_enhanced *enhanced)
{
  text_buffer *to;
  if (enhanced->klass == 0) {
    return;
  }
  to = fact_begin(f, "enhanced");
  text_number(to, enhanced->klass);
  text_add(to, ".");
  text_number(to, enhanced->subject);
  text_add(to, ".");
  text_number(to, enhanced->detail);
}

/* A whole reply as it goes by. */
typedef struct whole {
  unsigned code;
  unsigned lines;
  bool good;
  bool ended;
  bool mixed;
  mw_enhanced enhanced;
  text_buffer text;
} whole;

static void take_reply_event(whole *w, const mw_smtp_reply_event *event)
{
  if (event->kind != MW_SMTP_EVENT_REPLY_LINE || event->fault != MW_FAULT_NONE || w->ended) {
    w->good = false;
    return;
  }
  w->code = event->code;
  w->enhanced = event->line.enhanced;
  w->mixed = event->mixed_enhanced;
  w->ended = event->line.last;
  text_add(&w->text, w->lines > 0 ? "|" : "");
  if (event->line.message.len > 0) {
    text_put(&w->text, event->line.message.ptr, event->line.message.len);
  }
  w->lines++;
}

bool read_reply(mw_slice input, const mode *m, facts *f)
{
  static char storage[16384];
  mw_smtp_reply_reader reader;
  mw_smtp_reply_event event;
  whole w = {0, 0, true, false, false, {0, 0, 0}, {NULL, 0, 0}};
  mw_slice in = input;
  if (mw_smtp_reply_reader_init(&reader, storage, sizeof storage, m->rules.allow) != MW_OK) {
    return false;
  }
  while (mw_smtp_reply_reader_next(&reader, &in, &event) == MW_OK) {
    take_reply_event(&w, &event);
  }
  if (mw_smtp_reply_reader_finish(&reader, &event) != MW_NEED_MORE) {
    w.good = false;
  }
  fact_number(f, "code", w.code);
  fact_number(f, "lines", w.lines);
  fact_slice(f, "text", mw_slice_of(w.text.ptr, w.text.len));
  fact_enhanced(f, &w.enhanced);
  text_free(&w.text);
  return w.good && w.ended && !(m->enhanced && w.mixed);
}

bool read_status_code(mw_slice input, const mode *m, facts *f)
{
  mw_enhanced enhanced;
  mw_fault fault;
  (void)m;
  if (input.len == 0 || mw_enhanced_parse(input, &enhanced, &fault) != input.len) {
    return false;
  }
  fact_number(f, "class", enhanced.klass);
  fact_number(f, "subject", enhanced.subject);
  fact_number(f, "detail", enhanced.detail);
  return true;
}

bool read_enhanced_code(mw_slice input, const mode *m, facts *f)
{
  mw_enhanced enhanced;
  mw_fault fault;
  size_t taken = mw_enhanced_parse(input, &enhanced, &fault);
  (void)m;
  if (taken == 0) {
    return false;
  }
  fact_enhanced(f, &enhanced);
  fact_slice(f, "rest", mw_slice_of(input.ptr + taken, input.len - taken));
  return true;
}

/* Calls take for each line of the only reply in the input; false when one of them is faulty. */
typedef bool (*take_line)(const mw_smtp_reply_event *event, const mode *m, facts *f, void *state);

static bool each_line(mw_slice input, const mode *m, facts *f, take_line take, void *state)
{
  static char storage[16384];
  mw_smtp_reply_reader reader;
  mw_smtp_reply_event event;
  bool ended = false;
  if (mw_smtp_reply_reader_init(&reader, storage, sizeof storage, m->rules.allow) != MW_OK) {
    return false;
  }
  while (mw_smtp_reply_reader_next(&reader, &input, &event) == MW_OK) {
    if (ended || event.fault != MW_FAULT_NONE || event.kind != MW_SMTP_EVENT_REPLY_LINE ||
        !take(&event, m, f, state)) {
      return false;
    }
    ended = event.line.last;
  }
  return ended && mw_smtp_reply_reader_finish(&reader, &event) == MW_NEED_MORE;
}

static bool take_greeting(const mw_smtp_reply_event *event, const mode *m, facts *f, void *state)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_host host;
  mw_slice text;
  (void)state;
  if (event->number > 1) {
    return true;
  }
  if (!mw_smtp_greeting_parse(&event->line, &m->rules, &host, &text, &finding)) {
    return false;
  }
  fact_number(f, "code", event->code);
  if (host.kind != MW_HOST_NONE) {
    fact_slice(f, "domain", host.text);
  }
  if (text.ptr != NULL) {
    fact_slice(f, "text", text);
  }
  return true;
}

bool read_greeting(mw_slice input, const mode *m, facts *f)
{
  return each_line(input, m, f, take_greeting, NULL);
}

/* Whether each limit of LIMITS is one (RFC 9422 3). */
static bool limits_are_good(const mw_smtp_ehlo_line *line)
{
  mw_slice params = line->params;
  mw_slice param;
  mw_slice name;
  uint32_t value;
  while (line->extension == MW_SMTP_EXT_LIMITS && mw_word_next(&params, &param)) {
    if (!mw_smtp_limit_parse(param, &name, &value)) {
      return false;
    }
  }
  return true;
}

bool read_ehlo_line(mw_slice input, const mode *m, facts *f)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_ehlo_line line;
  if (!mw_smtp_ehlo_line_parse(input, m->rules.allow, &line, &finding) || !limits_are_good(&line)) {
    return false;
  }
  fact_upper(f, "keyword", line.keyword);
  if (line.params.ptr != NULL) {
    fact_list(f, "params", line.params);
  }
  return true;
}

static bool take_ehlo(const mw_smtp_reply_event *event, const mode *m, facts *f, void *state)
{
  mw_smtp_extensions *set = state;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_reply_line line = event->line;
  mw_host host;
  mw_slice text;
  mw_smtp_extensions_add(set, &line, m->rules.allow, &finding);
  if (event->number > 1) {
    return event->code == 250 && finding.fault == MW_FAULT_NONE;
  }
  if (event->code != 250 || !mw_smtp_greeting_parse(&line, &m->rules, &host, &text, &finding)) {
    return false;
  }
  fact_slice(f, "domain", host.text);
  if (text.ptr != NULL) {
    fact_slice(f, "text", text);
  }
  return true;
}

/* Typed values, names of mechanisms, and the lines as they stand, joined by LF. */
static void fact_set(facts *f, const mw_smtp_extensions *set)
{
  text_buffer *to;
  mw_slice line;
  size_t at = 0;
  int i;
  fact_number(f, "size", set->size);
  fact_number(f, "deliver-by", set->deliver_by);
  fact_number(f, "hold-for", set->hold_for);
  to = fact_begin(f, "sasl");
  for (i = 1; i < 64; i++) {
    const mw_sasl_mechanism_info *row = mw_sasl_mechanism_row((mw_sasl_mechanism)i);
    if (row != NULL && mw_sasl_set_has(&set->sasl, row->mechanism)) {
      text_add(to, to->len > 0 ? "," : "");
      text_add(to, row->name);
    }
  }
  to = fact_begin(f, "raw");
  while (mw_announced_next(&set->lines, &at, &line)) {
    text_add(to, to->len > 0 ? "\n" : "");
    text_put(to, line.ptr, line.len);
  }
}

bool read_ehlo_response(mw_slice input, const mode *m, facts *f)
{
  char raw[16384];
  mw_smtp_extensions set;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_ehlo_line line;
  mw_slice text;
  text_buffer *to;
  size_t at = 0;
  mw_smtp_extensions_init(&set, raw, sizeof raw);
  if (!each_line(input, m, f, take_ehlo, &set)) {
    return false;
  }
  fact_set(f, &set);
  to = fact_begin(f, "keywords");
  while (mw_announced_next(&set.lines, &at, &text)) {
    size_t i;
    text_add(to, to->len > 0 ? "," : "");
    (void)mw_smtp_ehlo_line_parse(text, m->rules.allow, &line, &finding);
    for (i = 0; i < line.keyword.len; i++) {
      char octet = line.keyword.ptr[i];
      octet = octet >= 'a' && octet <= 'z' ? (char)(octet - 'a' + 'A') : octet;
      text_put(to, &octet, 1);
    }
  }
  return true;
}

bool read_limits_value(mw_slice input, const mode *m, facts *f)
{
  text_buffer limit = {NULL, 0, 0};
  mw_slice name;
  uint32_t value = 0;
  bool good;
  (void)m;
  text_add(&limit, "RCPTMAX=");
  text_put(&limit, input.ptr, input.len);
  good = mw_smtp_limit_parse(mw_slice_of(limit.ptr, limit.len), &name, &value) && value != 0;
  fact_number(f, "value", value);
  text_free(&limit);
  return good;
}
