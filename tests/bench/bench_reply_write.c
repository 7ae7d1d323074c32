/* SPDX-License-Identifier: MIT */
/* Checked reply writing against snprintf(), which checks nothing: both write the same lines, by
 * turns, in one run.
 *
 * Prints nanoseconds a line of each and how many times as fast the writer is; the best of several
 * rounds.
 */
#include <mailwire/mailwire.h>
#include <stdio.h>
#include <time.h>

enum { LINES = 400000, ROUNDS = 7, BUFFER = 1024 };

typedef struct line {
  unsigned code;
  mw_enhanced enhanced;
  const char *text;
} line;

/* Replies as a busy server gives them. */
static const line lines[] = {
    {250, {2, 1, 0}, "Ok"},
    {250, {2, 1, 5}, "Ok"},
    {354, {0, 0, 0}, "End data with <CR><LF>.<CR><LF>"},
    {250, {2, 0, 0}, "Ok: queued as 4F7A2C0D1E"},
    {550, {5, 1, 1}, "<john.doe@example.com>: Recipient address rejected: User unknown"},
    {221, {2, 0, 0}, "Bye"},
    {450, {4, 2, 0}, "<alice@corp.example>: Recipient address rejected: Greylisted"},
    {235, {2, 7, 0}, "Authentication successful"},
};

enum { KINDS = sizeof lines / sizeof lines[0] };

/* How many octets were written, so that nothing is left out. */
static size_t by_writer(void)
{
  char buffer[BUFFER];
  mw_slice texts[KINDS]; /* as a caller has them */
  size_t octets = 0;
  size_t i;
  for (i = 0; i < KINDS; i++) {
    texts[i] = mw_slice_text(lines[i].text);
  }
  for (i = 0; i < LINES; i++) {
    const line *l = &lines[i % KINDS];
    mw_writer w;
    mw_slice out;
    mw_writer_init(&w, buffer, sizeof buffer);
    mw_smtp_reply_write_line(&w, l->code, l->enhanced, texts[i % KINDS]);
    (void)mw_writer_result(&w, &out);
    octets += out.len;
  }
  return octets;
}

static size_t by_snprintf(void)
{
  char buffer[BUFFER];
  size_t octets = 0;
  size_t i;
  for (i = 0; i < LINES; i++) {
    const line *l = &lines[i % KINDS];
    int len = l->enhanced.klass == 0
                  ? snprintf(buffer, sizeof buffer, "%u %s\r\n", l->code, l->text)
                  : snprintf(buffer, sizeof buffer, "%u %u.%u.%u %s\r\n", l->code,
                             (unsigned)l->enhanced.klass, (unsigned)l->enhanced.subject,
                             (unsigned)l->enhanced.detail, l->text);
    octets += (size_t)len;
  }
  return octets;
}

static double seconds(size_t (*write)(void), size_t *octets)
{
  clock_t begin = clock();
  *octets = write();
  return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

int main(void)
{
  double writer = 1e9;
  double printer = 1e9;
  int round;
  for (round = 0; round < ROUNDS; round++) {
    size_t a;
    size_t b;
    double one = seconds(by_writer, &a);
    double other = seconds(by_snprintf, &b);
    if (a != b) {
      fputs("the two write different octets\n", stderr);
      return 1;
    }
    writer = one < writer ? one : writer;
    printer = other < printer ? other : printer;
  }
  printf("mw_smtp_reply_write_line %.1f ns, snprintf %.1f ns a line: %.1f times as fast\n",
         writer / LINES * 1e9, printer / LINES * 1e9, printer / writer);
  return 0;
}
