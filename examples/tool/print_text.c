/* SPDX-License-Identifier: MIT */
/* Text for a person: what was said, and beside it what it means. ASCII alone, so that columns stay
 * columns. Here: the items that both protocols have. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "odd.h"
#include "cells.h"
#include "print.h"
#include "summary.h"
#include "text.h"
#include "visible.h"

static void text_begin(conversation *c, const char *name)
{
  buffer words = {NULL, 0, 0};
  char *shown = visible(mw_slice_text(name));
  ends_counts counts;
  ends_count(c, &counts);
  words_add(&words,
            say(c->text, "session %zu   input: %s   %s   ", "セッション%zu   入力: %s   %s   "),
            c->session, input_form_name(c->recording->form), shown);
  summary_counts(c, &counts, &words);
  puts(words_text(&words));
  buffer_free(&words);
  free(shown);
  if (!c->recording->has_line_ends) {
    puts(say(c->text, "  (how lines ended was not recorded)", "  （行末は記録されていない）"));
  }
  if (c->assumed) {
    puts(say(c->text, "  (the server was not recorded: read as if each command had been accepted)",
             "  （サーバーの記録がないので、すべて受け入れられたものとして読む）"));
  }
  putchar('\n');
  summary_text_ends(c);
}

static const char *words_for(const mw_text *text, mw_protocol protocol)
{
  switch (protocol) {
  case MW_PROTOCOL_TLS: return say(text, "TLS from the first octet on", "最初からTLS");
  case MW_PROTOCOL_HTTP: return "HTTP";
  case MW_PROTOCOL_PROXY1:
    return say(text, "the PROXY protocol, version 1", "PROXYプロトコル第1版");
  case MW_PROTOCOL_PROXY2:
    return say(text, "the PROXY protocol, version 2", "PROXYプロトコル第2版");
  case MW_PROTOCOL_SSH: return "SSH";
  case MW_PROTOCOL_POP3: return "POP3";
  case MW_PROTOCOL_IMAP: return "IMAP";
  case MW_PROTOCOL_TELNET: return "TELNET";
  default: return mw_protocol_name(protocol);
  }
}

static void text_protocol(conversation *c, char dir, mw_protocol protocol)
{
  buffer words = {NULL, 0, 0};
  words_add(
      &words,
      say(c->text, "the %s begins with %s, which is not %s", "%sの最初は%sであり、%sではない"),
      dir == 'C' ? say(c->text, "client", "クライアント") : say(c->text, "server", "サーバー"),
      words_for(c->text, protocol), c->half->name);
  text_mark(c, "33", &words);
}

static void text_auth(conversation *c, const auth_line *line)
{
  auth_text(c, &line->response, text_secret_line(c, line->raw, line->raw));
  text_deviations(c, line->fault, line->fault_offset, line->tolerated, line->offset);
  odd_text_marks(c, line->anomalies);
}

static const char *body_name(const mw_text *text, const body *b)
{
  if (strcmp(b->mode, "BDAT") == 0) {
    return say(text, "chunk", "チャンク");
  }
  return strcmp(b->mode, "TOP") == 0 ? say(text, "top of a message", "メールの先頭")
                                     : say(text, "message", "メール本体");
}

static const char *body_end(const mw_text *text, const body *b)
{
  if (b->fault == MW_FAULT_UNFINISHED) {
    return say(text, "the recording ends in it", "記録はこの途中で終わる");
  }
  return strcmp(b->mode, "BDAT") == 0
             ? say(text, "counted, as announced", "予告されたオクテット数まで")
             : say(text, "up to the line with a single dot", "ドットだけの行まで");
}

/* The lines of a message, as far as they are text. */
static void show_data(mw_slice octets)
{
  while (octets.len > 0) {
    const char *lf = memchr(octets.ptr, '\n', octets.len);
    size_t whole = lf != NULL ? (size_t)(lf - octets.ptr) + 1 : octets.len;
    size_t len = whole - (lf != NULL);
    len -= len > 0 && lf != NULL && octets.ptr[len - 1] == '\r';
    fputs("     | ", stdout);
    text_put(mw_slice_of(octets.ptr, len), TEXT_LINE);
    putchar('\n');
    octets.ptr += whole;
    octets.len -= whole;
  }
}

static void text_body(conversation *c, const body *b)
{
  buffer words = {NULL, 0, 0};
  char what[120];
  int width;
  printf("  %c  ", b->dir);
  text_colour(c, "34");
  if (conversation_lacks(c, b->dir, b->offset, b->end)) {
    snprintf(what, sizeof what, say(c->text, "(%s: not recorded)", "（%s: 記録なし）"),
             body_name(c->text, b));
  } else {
    snprintf(what, sizeof what,
             say(c->text, "(%s: %" PRIu64 " octets, %" PRIu64 " lines)",
                 "（%s: %" PRIu64 "オクテット、%" PRIu64 "行）"),
             body_name(c->text, b), b->octets, b->lines);
  }
  fputs(what, stdout);
  width = 5 + cells_of(what);
  text_colour(c, "0");
  words_add(&words, "%s", body_end(c->text, b));
  text_column(c, width, 0, &words);
  if (c->recording->has_line_ends) {
    lines_text(c, &b->ledger, b->offset);
  }
  odd_text_marks(c, b->anomalies);
  lines_text_readings(c, b);
  show_data(mw_slice_of(b->data.ptr, b->data.len));
  fflush(stdout);
}

/* What the ledger of a message tells is not told for each octet. */
static bool is_told_by_ledger(mw_fault fault)
{
  return fault == MW_FAULT_BARE_LF || fault == MW_FAULT_BARE_CR || fault == MW_FAULT_NUL_OCTET ||
         fault == MW_FAULT_LINE_TOO_LONG;
}

static void text_fault(conversation *c, char dir, mw_fault fault, uint64_t at, uint64_t begin,
                       uint64_t end)
{
  const buffer *octets = dir == 'C' ? &c->recording->client : &c->recording->server;
  bool secret = dir == 'C' && c->secret_at > 0 && !c->show_secrets;
  if (begin == end && is_told_by_ledger(fault) && c->recording->has_line_ends) {
    return;
  }
  printf("  %c  ", dir);
  if (secret) {
    text_put(mw_slice_of(octets->ptr + begin, (size_t)(c->secret_at - begin)), 60);
    fputs("****", stdout);
  } else if (end > begin && end <= octets->len) {
    text_put(mw_slice_of(octets->ptr + begin, (size_t)(end - begin)), 60);
  } else {
    fputs(say(c->text, "(in the message)", "（メールの中）"), stdout);
  }
  putchar('\n');
  text_deviations(c, fault, at, 0, begin);
}

/* The verb of the line that begins there, if it is known: other words may be secrets. */
static const char *verb_at(const conversation *c, uint64_t begin)
{
  const buffer *octets = &c->recording->client;
  mw_slice line;
  const char *lf;
  char name[20];
  if (begin >= octets->len) {
    return "";
  }
  line = mw_slice_of(octets->ptr + begin, octets->len - (size_t)begin);
  lf = memchr(line.ptr, '\n', line.len);
  line.len = lf != NULL ? (size_t)(lf - line.ptr) : line.len;
  line.len -= line.len > 0 && line.ptr[line.len - 1] == '\r';
  verb_of_line(line, name);
  return c->half->verb_name(name);
}

static void text_skipped(conversation *c, char dir, uint64_t begin, uint64_t end, mw_slice text)
{
  char what[60];
  int width = printf("  %c  ", dir);
  if (text.ptr != NULL) {
    width += text_put(text, TEXT_LINE);
  } else {
    snprintf(what, sizeof what,
             say(c->text, "(%" PRIu64 " octets, not shown)", "（%" PRIu64 "オクテット、非表示）"),
             end - begin);
    fputs(what, stdout);
    width += cells_of(what);
  }
  text_pad(width);
  puts(say(c->text, "behind the gap: nobody knows what it is", "欠落の後で、何かは不明"));
}

static void text_odd(conversation *c, char dir, uint64_t begin, uint64_t end, uint64_t anomalies)
{
  bool unanswered = dir == 'C' && (anomalies & MW_ANOMALY_BIT(UNANSWERED)) != 0;
  const char *verb = unanswered ? verb_at(c, begin) : "";
  (void)end;
  while (anomalies != 0) {
    const char *name = mw_anomaly_name(mw_anomaly_next(&anomalies));
    buffer words = {NULL, 0, 0};
    words_add(&words,
              say(c->text, "%s: %s (%c, %s%soctet %" PRIu64 ")",
                  "%s: %s（%c、%s%sオクテット%" PRIu64 "）"),
              name, text_phrase(c, MW_TOPIC_ANOMALY, name), dir, verb,
              verb[0] != '\0' ? say(c->text, ", ", "、") : "", begin);
    text_mark(c, "33", &words);
  }
}

static void text_tls(conversation *c, char dir, uint64_t begin, uint64_t end, bool plaintext)
{
  buffer words = {NULL, 0, 0};
  char what[60];
  snprintf(what, sizeof what, say(c->text, "(%" PRIu64 " octets)", "（%" PRIu64 "オクテット）"),
           end - begin);
  printf("  %c  %s", dir, what);
  words_add(&words, "%s",
            plaintext
                ? say(c->text, "! not TLS, although TLS was agreed on", "! 合意に反してTLSではない")
                : say(c->text, "TLS: cannot be read", "TLSなので読めない"));
  text_column(c, 5 + cells_of(what), 0, &words);
  fflush(stdout);
}

static void note_words(const conversation *c, const input_note *note)
{
  if (note->kind == NOTE_MISSING && note->octets > 0) {
    printf(say(c->text, "(%" PRIu64 " octets that were not recorded)  ",
               "（記録されていない%" PRIu64 "オクテット）  "),
           note->octets);
  } else if (note->kind == NOTE_MISSING) {
    fputs(say(c->text, "(octets that were not recorded)  ", "（記録されていない部分）  "), stdout);
  } else if (note->kind == NOTE_CLOSED && note->dir != 0) {
    fputs(note->dir == 'C'
              ? say(c->text, "the client closes its side  ", "クライアント側が閉じる  ")
              : say(c->text, "the server closes its side  ", "サーバー側が閉じる  "),
          stdout);
  } else if (note->kind == NOTE_LOOKALIKE) {
    fputs(say(c->text, "full-width characters, read as ASCII, from this line on: ",
              "この行から全角文字をASCIIとして読む: "),
          stdout);
  }
}

/* "C closed 22.5": who, and that, is said in words. */
static mw_slice without_who(const input_note *note, mw_slice text)
{
  static const char closed[] = "X closed ";
  if (note->kind == NOTE_CLOSED && note->dir != 0 && text.len >= sizeof closed - 1) {
    text = mw_slice_of(text.ptr + sizeof closed - 1, text.len - (sizeof closed - 1));
  }
  return text;
}

/* Whether a note before that one has the same full-width character. */
static bool was_met(const recording *r, const input_note *note)
{
  const input_note *n;
  mw_slice text = mw_slice_of(r->note_text.ptr + note->text, note->len);
  for (n = r->notes; n < note; n++) {
    if (n->kind == NOTE_LOOKALIKE &&
        mw_slice_equal(mw_slice_of(r->note_text.ptr + n->text, n->len), text)) {
      return true;
    }
  }
  return false;
}

static void text_remark(conversation *c, const input_note *note, mw_slice text)
{
  if (note->kind == NOTE_LOOKALIKE && was_met(c->recording, note)) {
    return;
  }
  text_colour(c, "2");
  printf("  %c  ", note->kind == NOTE_UNKNOWN ? '?' : '#');
  note_words(c, note);
  if (note->kind == NOTE_LOOKALIKE) { /* as they are: escaped, nobody would know them */
    fwrite(text.ptr, 1, text.len, stdout);
  } else {
    text_put(without_who(note, text), TEXT_WIDEST);
  }
  text_colour(c, "0");
  putchar('\n');
}

const printer print_text = {text_begin,  text_protocol, text_auth, text_body,
                            text_fault,  text_skipped,  text_odd,  text_tls,
                            text_remark, &smtp_text,    &pop3_text};
