/* SPDX-License-Identifier: MIT */
/* Reads one workload once, for instructions.sh to count: bench_count NAME OCTETS
 *
 * Prints how many lines or octets were read. All that is to be counted happens in measured().
 */
#include <mailwire/mailwire.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench_count.h"
#include "wire/scan_lines.h"

#if defined(__GNUC__)
#define KEPT __attribute__((noinline))
#else
#define KEPT
#endif

/* Bodies come in pieces of this size, as from a socket. */
enum { PIECE = 16384 };

/* What a callback knows. */
typedef struct reader {
  mw_smtp_command_reader commands;
  uint64_t lines;
  mw_smtp_argument argument;
  mw_smtp_params params;
  mw_finding finding; /* over all commands: the workloads are strict, so nothing is found */
} reader;

static mw_flow on_command(void *user, const mw_smtp_command_event *event)
{
  reader *r = user;
  r->lines++;
  if (event->held) {
    (void)mw_smtp_command_reader_expect(&r->commands, MW_SMTP_EXPECT_COMMAND);
  }
  return MW_CONTINUE;
}

/* A command in full: its argument typed, and the parameters of MAIL and RCPT. */
static mw_flow on_full_command(void *user, const mw_smtp_command_event *event)
{
  reader *r = user;
  mw_smtp_verb verb = event->command.verb;
  if (mw_smtp_argument_parse(&event->command, NULL, &r->argument, &r->finding) &&
      r->argument.params.ptr != NULL) {
    mw_smtp_params_parse(r->argument.params,
                         verb == MW_SMTP_RCPT ? MW_SMTP_PARAMS_RCPT : MW_SMTP_PARAMS_MAIL, NULL,
                         &r->params, &r->finding);
  }
  return on_command(user, event);
}

static mw_flow on_line(void *user, const mw_smtp_reply_event *event)
{
  (void)event;
  ++*(uint64_t *)user;
  return MW_CONTINUE;
}

static uint64_t read_commands(const workload *w, bool full)
{
  mw_smtp_command_callbacks callbacks = {
      sizeof callbacks, full ? on_full_command : on_command, NULL, NULL, NULL, NULL};
  static char storage[MW_SASL_LINE];
  mw_slice in = mw_slice_of(w->octets, w->len);
  reader r;
  memset(&r, 0, sizeof r);
  (void)mw_smtp_command_reader_init(&r.commands, storage, sizeof storage, 0, 0);
  (void)mw_smtp_command_reader_feed(&r.commands, &in, &callbacks, &r);
  if (r.finding.fault != MW_FAULT_NONE) {
    fputs("a command is faulty\n", stderr);
    exit(1);
  }
  return r.lines;
}

static uint64_t read_replies(const workload *w)
{
  static const mw_smtp_reply_callbacks callbacks = {sizeof callbacks, on_line, NULL, NULL, NULL};
  static char storage[MW_SASL_LINE];
  mw_slice in = mw_slice_of(w->octets, w->len);
  mw_smtp_reply_reader r;
  uint64_t lines = 0;
  (void)mw_smtp_reply_reader_init(&r, storage, sizeof storage, 0);
  (void)mw_smtp_reply_reader_feed(&r, &in, &callbacks, &lines);
  return lines;
}

static uint64_t decode(const workload *w)
{
  mw_dot_decoder d;
  mw_dot_event event;
  uint64_t octets = 0;
  size_t at;
  (void)mw_dot_decoder_init(&d, MW_DOT_REFUSE, MW_SMTP_TEXT_LINE, 0);
  for (at = 0; at < w->len; at += PIECE) {
    mw_slice in = mw_slice_of(w->octets + at, w->len - at < PIECE ? w->len - at : PIECE);
    while (mw_dot_decoder_next(&d, &in, &event) == MW_OK) {
      octets += event.octets.len;
    }
  }
  return octets;
}

/* As a dialogue does it, octets above 127 looked for. */
static uint64_t count_body_lines(const workload *w)
{
  uint64_t lines = 0;
  bool high = false;
  size_t at;
  for (at = 0; at < w->len; at += PIECE) {
    lines += mwi_count_lines(w->octets + at, w->len - at < PIECE ? w->len - at : PIECE, &high);
  }
  if (lines != w->lines || high) {
    fputs("lines are not counted\n", stderr);
    exit(1);
  }
  return w->len;
}

KEPT uint64_t measured(const char *name, const workload *w)
{
  if (strncmp(name, "body-", 5) == 0) {
    return count_body_lines(w);
  }
  switch (name[0]) {
  case 'w':
    return strcmp(name, "w2") == 0 ? read_replies(w)
                                   : read_commands(w, name[2] != '\0' || name[1] == '5');
  case 'p':
    if (strncmp(name, "pop3-", 5) == 0) {
      return read_pop3_commands(w, strstr(name, "-full") != NULL);
    }
    return decode(w);
  case 'l':
  case 'u': return read_pop3_listing(w, name[0] == 'u');
  default: return decode(w);
  }
}

/* The workload of a row, without the word that says how it is read. */
static void workload_name(char *name, size_t size, const char *row)
{
  size_t len = strlen(row);
  bool full = len > 5 && strcmp(row + len - 5, "-full") == 0;
  snprintf(name, size, "%.*s", (int)(full ? len - 5 : len), row);
}

int main(int argc, char **argv)
{
  char name[32];
  workload w;
  workload_name(name, sizeof name, argc == 3 ? argv[1] : "");
  if (argc != 3 || !workload_make(&w, name, (size_t)strtoull(argv[2], NULL, 10))) {
    fputs("usage: bench_count WORKLOAD OCTETS; w1, w5, pop3-login and pop3-transaction also with"
          " -full\n",
          stderr);
    return 2;
  }
  printf("%llu\n", (unsigned long long)measured(argv[1], &w));
  workload_free(&w);
  return 0;
}
