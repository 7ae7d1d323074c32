/* SPDX-License-Identifier: MIT */
/* A conversation in numbers, for a person. */
#include "summary.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cells.h"
#include "pop3.h"
#include "smtp.h"
#include "text.h"

/* Where the words of a summary begin. */
enum { SUMMARY_COLUMN = 9 };

/* "1 reply", "2 replies". */
static void add_count(buffer *words, uint64_t number, const char *one, const char *many)
{
  words_add(words, number == 1 ? one : many, number);
}

void summary_counts(const conversation *c, const ends_counts *counts, buffer *words)
{
  add_count(words, counts->commands, say(c->text, "%" PRIu64 " command", "コマンド%" PRIu64 "件"),
            say(c->text, "%" PRIu64 " commands", "コマンド%" PRIu64 "件"));
  add_count(words, counts->replies, say(c->text, ", %" PRIu64 " reply", "、応答%" PRIu64 "件"),
            say(c->text, ", %" PRIu64 " replies", "、応答%" PRIu64 "件"));
  if (counts->transactions > 0) {
    add_count(words, counts->transactions,
              say(c->text, ", %" PRIu64 " transaction", "、トランザクション%" PRIu64 "件"),
              say(c->text, ", %" PRIu64 " transactions", "、トランザクション%" PRIu64 "件"));
  }
}

/* A number of a list in brackets; nothing for none. */
static void add_part(const mw_text *text, buffer *parts, uint64_t number, const char *format)
{
  if (number > 0) {
    words_add(parts, "%s", parts->len > 0 ? say(text, ", ", "、") : "");
    words_add(parts, format, number);
  }
}

/* The list behind its words, and frees it. */
static void add_parts(const mw_text *text, buffer *words, buffer *parts)
{
  if (parts->len > 0) {
    words_add(words, say(text, " (%s)", "（%s）"), words_text(parts));
  }
  buffer_free(parts);
}

/* ---- SMTP ----------------------------------------------------------------------------------- */

/* What became of messages, and of recipients. */
typedef struct fates {
  uint64_t messages, delivered, refused, given_up, cut_off, unknown;
  uint64_t recipients, accepted, for_now, for_good, unanswered, late;
} fates;

static void count_message(fates *f, const smtp_transaction *t)
{
  f->messages++;
  switch (t->outcome) {
  case MW_TRANSACTION_DELIVERED: f->delivered++; break;
  case MW_TRANSACTION_REFUSED: f->refused++; break;
  case MW_TRANSACTION_NONE:
  case MW_TRANSACTION_UNFINISHED:
  case MW_TRANSACTION_NOT_TERMINATED:
  case MW_TRANSACTION_NO_REPLY: f->cut_off++; break;
  case MW_TRANSACTION_LOST: f->unknown++; break;
  default: f->given_up++; break;
  }
}

static void count_recipient(fates *f, unsigned code)
{
  f->recipients++;
  f->accepted += code / 100 == 2;
  f->for_now += code / 100 == 4;
  f->unanswered += code == 0;
  f->for_good += code / 100 != 2 && code / 100 != 4 && code != 0;
}

static void add_recipients(const mw_text *text, const fates *f, buffer *words)
{
  buffer parts = {NULL, 0, 0};
  words_add(words,
            f->recipients == 1 ? say(text, "; %" PRIu64 " of %" PRIu64 " recipient accepted",
                                     "。宛先の受け付け%" PRIu64 "件（全%" PRIu64 "件）")
                               : say(text, "; %" PRIu64 " of %" PRIu64 " recipients accepted",
                                     "。宛先の受け付け%" PRIu64 "件（全%" PRIu64 "件）"),
            f->accepted, f->recipients);
  add_part(text, &parts, f->for_now,
           say(text, "%" PRIu64 " refused for now", "一時エラー%" PRIu64 "件"));
  add_part(text, &parts, f->for_good,
           f->for_now > 0 ? say(text, "%" PRIu64 " for good", "恒久エラー%" PRIu64 "件")
                          : say(text, "%" PRIu64 " refused for good", "恒久エラー%" PRIu64 "件"));
  add_part(text, &parts, f->unanswered,
           say(text, "%" PRIu64 " without a reply", "応答なし%" PRIu64 "件"));
  add_part(text, &parts, f->late,
           say(text, "%" PRIu64 " refused after the message", "本文の後に拒否%" PRIu64 "件"));
  add_parts(text, words, &parts);
}

static void add_messages(const mw_text *text, const fates *f, buffer *words)
{
  buffer parts = {NULL, 0, 0};
  words_add(words,
            f->messages == 1 ? say(text, "%" PRIu64 " of %" PRIu64 " message delivered",
                                   "メールの配送%" PRIu64 "通（全%" PRIu64 "通）")
                             : say(text, "%" PRIu64 " of %" PRIu64 " messages delivered",
                                   "メールの配送%" PRIu64 "通（全%" PRIu64 "通）"),
            f->delivered, f->messages);
  add_part(text, &parts, f->refused, say(text, "%" PRIu64 " refused", "拒否%" PRIu64 "通"));
  add_part(text, &parts, f->given_up, say(text, "%" PRIu64 " given up", "取りやめ%" PRIu64 "通"));
  add_part(text, &parts, f->cut_off, say(text, "%" PRIu64 " cut off", "途中まで%" PRIu64 "通"));
  add_part(text, &parts, f->unknown, say(text, "%" PRIu64 " unknown", "不明%" PRIu64 "通"));
  add_parts(text, words, &parts);
}

static void add_transactions(const conversation *c, buffer *words)
{
  fates f;
  size_t i;
  size_t k;
  memset(&f, 0, sizeof f);
  for (i = 0; i < c->smtp->transaction_count; i++) {
    const smtp_transaction *t = &c->smtp->transactions[i];
    count_message(&f, t);
    for (k = 0; k < t->recipient_count; k++) {
      count_recipient(&f, t->recipients[k].code);
    }
    for (k = 0; c->smtp->tally.lmtp && k < t->final_count; k++) {
      f.late += t->final[k] >= 400;
    }
  }
  if (f.messages > 0 && !c->assumed) {
    add_messages(c->text, &f, words);
    if (f.recipients > 0) {
      add_recipients(c->text, &f, words);
    }
  }
}

/* ---- POP3 ----------------------------------------------------------------------------------- */

static void add_read(const conversation *c, buffer *words)
{
  uint64_t messages = 0;
  uint64_t octets = 0;
  uint64_t listings = 0;
  uint64_t cut_off = 0;
  buffer parts = {NULL, 0, 0};
  size_t i;
  for (i = 0; i < c->pop3->part_count; i++) {
    const pop3_part *part = &c->pop3->parts[i];
    bool whole = !part->truncated;
    messages += part->message && whole;
    octets += part->message && whole ? part->octets : 0;
    listings += !part->message && whole;
    cut_off += part->truncated;
  }
  if (c->pop3->part_count == 0) {
    return;
  }
  add_count(words, messages, say(c->text, "%" PRIu64 " message read", "読んだメール%" PRIu64 "通"),
            say(c->text, "%" PRIu64 " messages read", "読んだメール%" PRIu64 "通"));
  add_part(c->text, &parts, octets, say(c->text, "%" PRIu64 " octets", "%" PRIu64 "オクテット"));
  add_parts(c->text, words, &parts);
  if (listings > 0) {
    add_count(words, listings, say(c->text, ", %" PRIu64 " listing", "、一覧%" PRIu64 "件"),
              say(c->text, ", %" PRIu64 " listings", "、一覧%" PRIu64 "件"));
  }
  add_part(c->text, &parts, cut_off,
           say(c->text, "%" PRIu64 " more cut off", "ほかに途中まで%" PRIu64 "件"));
  add_parts(c->text, words, &parts);
}

/* ---- both ----------------------------------------------------------------------------------- */

static void put_line(const conversation *c, const char *label, buffer *words)
{
  if (words->len > 0) {
    cells_put(label, SUMMARY_COLUMN);
    cells_put_paragraph(words_text(words), SUMMARY_COLUMN, c->columns);
  }
  buffer_free(words);
}

static void add_answers(const conversation *c, buffer *words)
{
  const tally *t = &c->tally;
  if (!c->recording->has_order) { /* one side alone */
    return;
  }
  if (t->unsolicited > 0) {
    words_add(words,
              t->unsolicited == 1 ? say(c->text, "; %" PRIu64 " reply answers nothing",
                                        "。対応するコマンドのない応答%" PRIu64 "件")
                                  : say(c->text, "; %" PRIu64 " replies answer nothing",
                                        "。対応するコマンドのない応答%" PRIu64 "件"),
              t->unsolicited);
  }
  if (t->unanswered > 0) {
    words_add(words,
              t->unanswered == 1 ? say(c->text, "; %" PRIu64 " command has no reply",
                                       "。応答のないコマンド%" PRIu64 "件")
                                 : say(c->text, "; %" PRIu64 " commands have no reply",
                                       "。応答のないコマンド%" PRIu64 "件"),
              t->unanswered);
  }
}

static void put_tls(const conversation *c)
{
  buffer words = {NULL, 0, 0};
  if (c->tally.tls) {
    words_add(&words,
              say(c->text,
                  "TLS was agreed on: encrypted from octet %" PRIu64
                  " of the client and octet %" PRIu64 " of the server",
                  "TLSを開始: クライアントのオクテット%" PRIu64 "、サーバーのオクテット%" PRIu64
                  "から暗号化"),
              c->tally.tls_client, c->tally.tls_server);
    put_line(c, "", &words);
  }
}

void summary_text(const conversation *c, const ends_counts *counts)
{
  bool pop3 = c->half == &pop3_reads;
  buffer words = {NULL, 0, 0};
  putchar('\n');
  summary_counts(c, counts, &words);
  if (pop3 || c->smtp->tally.lmtp) {
    words_add(&words, "%s%s", say(c->text, ", ", "、"), pop3 ? "POP3" : "LMTP");
  }
  add_answers(c, &words);
  put_line(c, say(c->text, "summary", "まとめ"), &words);
  if (pop3) {
    add_read(c, &words);
  } else {
    add_transactions(c, &words);
  }
  put_line(c, "", &words);
  put_tls(c);
  putchar('\n');
}

/* ---- where messages end ---------------------------------------------------------------------- */

static void add_other(const conversation *c, buffer *words)
{
  const char *between = "";
  size_t i;
  for (i = 0; i < c->other.count; i++) {
    const reading_body *b = &c->other.list[i];
    if (b->present) {
      words_add(words, say(c->text, "%s%" PRIu64 " octets", "%s%" PRIu64 "オクテット"), between,
                b->octets);
      between = say(c->text, ", ", "、");
    }
  }
  if (between[0] == '\0') {
    words_add(words, "%s", say(c->text, "none", "なし"));
  }
}

void summary_text_ends(const conversation *c)
{
  bool lenient = c->feed.lf_dot;
  buffer words = {NULL, 0, 0};
  if (!c->ambiguous) {
    return;
  }
  words_add(&words, "%s",
            lenient ? say(c->text,
                          "messages end at a dot line behind any LF here, for the replies fit that "
                          "better; strict readers, who want CRLF dot CRLF, find messages of: ",
                          "本文の終わりは、LFだけの行末に続くドット行も認めて読む。応答がそれに"
                          "合うため。CRLF.CRLFだけを認める読み方での本文: ")
                    : say(c->text,
                          "messages end at CRLF dot CRLF alone here, for the replies do not fit "
                          "another end better; lenient readers, who take a dot line behind any LF, "
                          "find messages of: ",
                          "本文の終わりは、CRLF.CRLFだけを認めて読む。ほかの読み方が応答により合う"
                          "わけではないため。LFだけの行末に続くドット行も認める読み方での本文: "));
  add_other(c, &words);
  text_mark(c, "33", &words);
}
