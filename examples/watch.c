/* SPDX-License-Identifier: MIT */
/* What an SMTP client and its server said to each other: which reply answers what, what became of
 * each transaction and its recipients, and what was remarkable.
 *
 *   build/bin/watch < TRANSCRIPT     lines "C: ..." and "S: ..." in the order in which they passed
 *   build/bin/watch CLIENT SERVER    files of what each side sent; in which order is not known
 */
#include <mailwire/mailwire.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct side {
  mw_direction from;
  char *octets; /* all that is known of it */
  size_t len, offered, taken;
  bool over, ended;
} side;

static side client = {.from = MW_FROM_CLIENT};
static side server = {.from = MW_FROM_SERVER};

static const char *asked(const mw_smtp_item *item)
{
  static const char *const places[] = {NULL, NULL, "AUTH", "the message"};
  const char *place = item->answers ? places[item->unit.step.place] : "nothing";
  place = item->greeting ? "the connection" : place;
  return place != NULL ? place : mw_smtp_verb_name(item->unit.step.verb);
}

/* README: watch */
static void show(mw_smtp_item *item)
{
  if (item->kind == MW_SMTP_ITEM_REPLY && item->reply.line.last) {
    printf("%u answers %s\n", item->code, asked(item));
  } else if (item->kind == MW_SMTP_ITEM_RECIPIENT) {
    const char *rcpt = client.octets + item->unit.offset;
    printf("  %u for %.*s\n", item->code, (int)strcspn(rcpt, "\r\n"), rcpt);
  } else if (item->kind == MW_SMTP_ITEM_TRANSACTION_END) {
    printf("transaction %u %s\n", (unsigned)item->transaction,
           mw_transaction_end_name(item->outcome));
  }
  while (item->anomalies != 0) {
    printf("! %s\n", mw_anomaly_name(mw_anomaly_next(&item->anomalies)));
  }
}
/* end */

/* Whether that side went on: it may have to wait for the other one. */
static bool go_on(mw_smtp_dialogue *d, side *s)
{
  mw_smtp_item item;
  size_t from = s->taken, end = s->offered > from ? s->offered : s->len; /* first what waited */
  mw_slice in = mw_slice_of(s->octets + from, end - from);
  bool ends = in.len == 0 && s->over && !s->ended;
  while ((ends ? mw_smtp_dialogue_finish(d, s->from, &item)
               : mw_smtp_dialogue_next(d, s->from, 0, &in, &item)) == MW_OK) {
    show(&item);
  }
  s->ended = s->ended || ends;
  s->offered = end;
  s->taken = end - in.len;
  return ends || s->taken > from;
}

static void add(side *s, const char *octets, size_t len)
{
  if ((s->octets = realloc(s->octets, s->len + len + 1)) == NULL) {
    exit(2);
  }
  memcpy(s->octets + s->len, octets, len);
  s->octets[s->len += len] = '\0';
}

static void add_file(side *s, const char *path) /* NULL: nothing */
{
  static char buffer[4096];
  FILE *f = path != NULL ? fopen(path, "rb") : NULL;
  size_t got = 0;
  do {
    add(s, buffer, got);
  } while (f != NULL && (got = fread(buffer, 1, sizeof buffer, f)) > 0);
  if (path != NULL && (f == NULL || ferror(f))) {
    perror(path);
    exit(2);
  }
}

/* A line of a transcript; what neither side said is passed over. */
static void add_line(const char *line)
{
  if ((line[0] == 'C' || line[0] == 'S') && line[1] == ':') {
    side *s = line[0] == 'C' ? &client : &server;
    line += line[2] == ' ' ? 3 : 2;
    add(s, line, strcspn(line, "\r\n"));
    add(s, "\r\n", 2);
  }
}

int main(int argc, char **argv)
{
  enum { LINE = MW_SASL_LINE, RING = 256 };
  static char line[LINE], storage[2][LINE];
  static mw_smtp_unit ring[RING]; /* what waits for replies */
  unsigned options = argc == 3 ? 0 : MW_DIALOGUE_IN_ORDER;
  mw_smtp_dialogue d;
  mw_smtp_dialogue_setup setup = {
      sizeof setup,      storage[0],           LINE, storage[1], LINE, ring, RING,
      MW_ALLOW_REPORTED, MW_SMTP_VARIANT_SMTP, 0,    options};
  (void)mw_smtp_dialogue_init(&d, &setup);
  add_file(&client, argc == 3 ? argv[1] : NULL);
  add_file(&server, argc == 3 ? argv[2] : NULL);
  do {
    client.over = server.over = argc == 3 || fgets(line, sizeof line, stdin) == NULL;
    add_line(client.over ? "" : line);
    while (go_on(&d, &client) || go_on(&d, &server)) {
    }
  } while (!client.over);
  return 0;
}
