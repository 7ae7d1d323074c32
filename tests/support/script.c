/* SPDX-License-Identifier: MIT */
/* The lines of a conversation to pieces; a check in every way. */
#include "script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void must_be(bool kept, const char *what, const char *line)
{
  if (!kept) {
    fprintf(stderr, "%s: %s\n", what, line);
    abort();
  }
}

script_piece *script_add(script *t, script_kind kind, mw_direction direction, uint64_t stamp)
{
  script_piece *piece;
  t->pieces = realloc(t->pieces, (t->count + 1) * sizeof *t->pieces);
  must_be(t->pieces != NULL, "no memory", "");
  piece = &t->pieces[t->count++];
  memset(piece, 0, sizeof *piece);
  piece->kind = kind;
  piece->direction = direction;
  piece->at = t->octets.len;
  piece->stamp = stamp;
  return piece;
}

static uint64_t last_stamp(const script *t)
{
  return t->count > 0 ? t->pieces[t->count - 1].stamp : 0;
}

static void read_octets(script *t, mw_direction direction, char how, mw_slice text)
{
  text_buffer expanded = {NULL, 0, 0};
  bool together = how == '+' || how == '&';
  script_piece *piece = script_add(t, SCRIPT_OCTETS, direction, last_stamp(t) + (together ? 0 : 1));
  must_be(text_expand(&expanded, text), "a number too large", text.ptr);
  if (expanded.len > 0) {
    must_be(text_unescape(&t->octets, mw_slice_of(expanded.ptr, expanded.len)), "an escape",
            text.ptr);
  }
  if (how == ':' || how == '+') {
    text_put(&t->octets, "\r\n", 2);
  }
  piece->len = t->octets.len - piece->at;
  text_free(&expanded);
}

static void read_line(script *t, const char *line, size_t len)
{
  mw_direction direction = line[0] == 'S' ? MW_FROM_SERVER : MW_FROM_CLIENT;
  size_t skip = len > 2 && line[2] == ' ' ? 3 : 2;
  if (len >= 2 && line[0] == 'T' && line[1] == '!') {
    script_add(t, SCRIPT_TLS, direction, last_stamp(t));
    return;
  }
  must_be(len >= 2 && (line[0] == 'C' || line[0] == 'S'), "no line of a conversation", line);
  if (line[1] == '?') {
    script_piece *piece = script_add(t, SCRIPT_GAP, direction, last_stamp(t) + 1);
    piece->missing = line[skip] == '*' ? MW_OCTETS_UNKNOWN : strtoull(line + skip, NULL, 10);
    return;
  }
  must_be(strchr(":|+&", line[1]) != NULL, "no line of a conversation", line);
  skip = skip < len ? skip : len;
  read_octets(t, direction, line[1], mw_slice_of(line + skip, len - skip));
}

void script_read(script *t, const char *text)
{
  while (*text != '\0') {
    size_t len = strcspn(text, "\n");
    if (len > 0) {
      read_line(t, text, len);
    }
    text += len + (text[len] == '\n');
  }
}

void script_free(script *t)
{
  text_free(&t->octets);
  free(t->pieces);
  memset(t, 0, sizeof *t);
}

/* ---- every way ------------------------------------------------------------------------------ */

static bool same_text(const text_buffer *a, const text_buffer *b)
{
  return a->len == b->len && (a->len == 0 || memcmp(a->ptr, b->ptr, a->len) == 0);
}

static void say_difference(const char *title, const text_buffer *a, const text_buffer *b)
{
  fprintf(stderr, "%s\n---- expected\n%.*s---- found\n%.*s", title, (int)a->len,
          a->len > 0 ? a->ptr : "", (int)b->len, b->len > 0 ? b->ptr : "");
}

static bool check_way(const script *t, const script_wire *wire, const script_setup *setup,
                      const script_way *way, unsigned form, const text_buffer *expected)
{
  text_buffer found = {NULL, 0, 0};
  const char *broken = script_run(wire, t, setup, way, form, &found);
  bool good = broken == NULL && same_text(expected, &found);
  if (!good) {
    char title[160];
    snprintf(title, sizeof title, "choice %d cut %d seed %d in_order %d stamps %d late %d: %s",
             (int)way->choice, (int)way->cut, (int)way->seed, way->in_order, way->stamps, way->late,
             broken != NULL ? broken : "other items");
    say_difference(title, expected, &found);
  }
  text_free(&found);
  return good;
}

/* One run whose items are taken for right. */
static bool obeys(const script *t, const script_wire *wire, const script_setup *setup,
                  const script_way *way, unsigned form, text_buffer *out)
{
  const char *broken = script_run(wire, t, setup, way, form, out);
  if (broken != NULL) {
    fprintf(stderr, "%s behind\n%.*s", broken, (int)out->len, out->len > 0 ? out->ptr : "");
  }
  return broken == NULL;
}

static const script_way plain_way = {SCRIPT_CAPTURE, SCRIPT_WHOLE, 0, true, true, false};

/* Stamped, in every order and with every cut: all of an item is the same. */
static bool check_stamped(const script *t, const script_wire *wire, const script_setup *setup)
{
  text_buffer all = {NULL, 0, 0};
  bool good = obeys(t, wire, setup, &plain_way, 0, &all);
  script_way way = plain_way;
  int choice;
  int cut;
  for (choice = SCRIPT_CAPTURE; choice <= SCRIPT_ANY; choice++) {
    for (cut = SCRIPT_WHOLE; cut <= SCRIPT_RANDOM; cut++) {
      int runs = choice == SCRIPT_ANY || cut == SCRIPT_RANDOM ? 12 : 1;
      way.choice = (script_choice)choice;
      way.cut = (script_cut)cut;
      for (way.seed = 1; good && (int)way.seed <= runs; way.seed++) {
        way.in_order = false;
        good = check_way(t, wire, setup, &way, 0, &all);
        way.in_order = choice == SCRIPT_CAPTURE;
        good = good && check_way(t, wire, setup, &way, 0, &all);
      }
    }
  }
  text_free(&all);
  return good;
}

/* In the order of the wire, without stamps. */
static bool check_in_order(const script *t, const script_wire *wire, const script_setup *setup)
{
  text_buffer all = {NULL, 0, 0};
  script_way way = plain_way;
  bool good = obeys(t, wire, setup, &plain_way, SCRIPT_NO_STAMPS, &all);
  way.stamps = false;
  for (way.seed = 1; good && way.seed < 12; way.seed++) {
    way.cut = way.seed == 1 ? SCRIPT_WHOLE : way.seed == 2 ? SCRIPT_EACH_OCTET : SCRIPT_RANDOM;
    good = check_way(t, wire, setup, &way, SCRIPT_NO_STAMPS, &all);
  }
  text_free(&all);
  return good;
}

/* Where the order does not matter. */
static bool check_unordered(const script *t, const script_wire *wire, const script_setup *setup)
{
  const unsigned form = SCRIPT_NO_STAMPS | SCRIPT_NO_ORDER | SCRIPT_SORTED;
  text_buffer all = {NULL, 0, 0};
  script_way way = plain_way;
  bool good = obeys(t, wire, setup, &plain_way, form, &all);
  way.stamps = way.in_order = false;
  for (way.seed = 1; good && way.seed < 24; way.seed++) {
    way.choice = (script_choice)(way.seed % 4);
    way.cut = (script_cut)(way.seed / 4 % 3);
    good = check_way(t, wire, setup, &way, form, &all);
  }
  text_free(&all);
  return good;
}

bool script_check(const script_wire *wire, const script_setup *given, const char *text, bool order,
                  const char *expected)
{
  static const script_setup usual;
  const script_setup *setup = given != NULL ? given : &usual;
  text_buffer lines = {NULL, 0, 0};
  script t;
  script_way late = plain_way;
  text_buffer unused = {NULL, 0, 0};
  bool good;
  memset(&t, 0, sizeof t);
  script_read(&t, text);
  must_be(text_expand(&lines, mw_slice_text(expected)), "a number too large", expected);
  late.late = true;
  good = check_way(&t, wire, setup, &plain_way, SCRIPT_BRIEF, &lines) &&
         check_stamped(&t, wire, setup) && check_in_order(&t, wire, setup) &&
         (order || check_unordered(&t, wire, setup)) &&
         obeys(&t, wire, setup, &late, SCRIPT_BRIEF, &unused);
  text_free(&unused);
  text_free(&lines);
  script_free(&t);
  return good;
}
