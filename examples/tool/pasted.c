/* SPDX-License-Identifier: MIT */
/* A reply as a person has it: within the words of a bounce message, a log, a transcript. */
#include "pasted.h"

#include <string.h>

mw_slice pasted_from(mw_slice text, size_t at)
{
  return mw_slice_of(text.ptr + at, text.len - at);
}

bool pasted_begins(mw_slice text, const char *word)
{
  mw_slice w = mw_slice_text(word);
  return text.len >= w.len && mw_slice_equal_nocase(mw_slice_of(text.ptr, w.len), w);
}

bool pasted_ends(mw_slice text, const char *word)
{
  mw_slice w = mw_slice_text(word);
  return text.len >= w.len && mw_slice_equal_nocase(pasted_from(text, text.len - w.len), w);
}

size_t pasted_where(mw_slice text, const char *word)
{
  size_t len = strlen(word);
  size_t at = 0;
  while (at + len <= text.len) {
    const char *next = memchr(text.ptr + at, word[0], text.len - len - at + 1);
    if (next == NULL) {
      break;
    }
    at = (size_t)(next - text.ptr);
    if (memcmp(next, word, len) == 0) {
      return at;
    }
    at++;
  }
  return text.len;
}

/* ---- where a reply ends
 * ------------------------------------------------------------------------ */

/* At the quote that closes: one that no letter follows. */
static mw_slice until_quote(mw_slice t, char quote)
{
  size_t at;
  for (at = 0; at < t.len; at++) {
    if (t.ptr[at] == '\\') {
      at++;
    } else if (t.ptr[at] == quote &&
               (at + 1 == t.len || memchr(",)}] \t\n", t.ptr[at + 1], 7) != NULL)) {
      return mw_slice_of(t.ptr, at);
    }
  }
  return t;
}

/* A bracket that closes at the end, and opens nowhere in t. */
static bool closes_alone(mw_slice t)
{
  static const char pairs[] = "()[]<>{}";
  const char *close = t.len > 0 ? strchr(pairs, t.ptr[t.len - 1]) : NULL;
  size_t opened = 0;
  size_t closed = 0;
  size_t i;
  if (close == NULL || *close == '\0' || (close - pairs) % 2 == 0) {
    return false;
  }
  for (i = 0; i < t.len; i++) {
    opened += t.ptr[i] == close[-1] ? 1 : 0;
    closed += t.ptr[i] == *close ? 1 : 0;
  }
  return closed > opened;
}

/* A quote that closes at the end, and opens nowhere in t. */
static bool is_odd_quote(mw_slice t)
{
  size_t quotes = 0;
  size_t i;
  for (i = 0; i < t.len; i++) {
    quotes += t.ptr[i] == '"' ? 1 : 0;
  }
  return t.len > 0 && t.ptr[t.len - 1] == '"' && quotes % 2 == 1;
}

/* Without what a program says behind a reply: "(in reply to RCPT TO command)", "; from=<a@b>", its
 * brackets. */
static mw_slice without_tail(mw_slice t)
{
  static const char *const tails[] = {" (in reply to ", "; from=<", "> #SMTP", " ##"};
  int most = 4; /* brackets one in the other */
  size_t before;
  size_t i;
  for (i = 0; i < sizeof tails / sizeof tails[0]; i++) {
    t.len = pasted_where(t, tails[i]);
  }
  do {
    before = t.len;
    while (t.len > 0 && memchr(" \t\r\n", t.ptr[t.len - 1], 4) != NULL) {
      t.len--;
    }
    t.len -= closes_alone(t) || is_odd_quote(t) ? 1 : 0;
  } while (t.len < before && --most > 0);
  return t;
}

/* Behind 「 or （ until 」 or ）, and behind a comma without the one at the end. */
static mw_slice within_marks(mw_slice t, mw_slice before)
{
  static const char *const marks[][2] = {{"「", "」"}, {"（", "）"}, {"『", "』"}};
  size_t i;
  for (i = 0; i < sizeof marks / sizeof marks[0]; i++) {
    if (pasted_ends(before, marks[i][0])) {
      t.len = pasted_where(t, marks[i][1]);
    }
  }
  t.len -= pasted_ends(before, ",") && pasted_ends(t, ",") ? 1 : 0;
  return t;
}

/* Of "Failed to add recipient "x" (4.2.0 reason)" what the server said. */
static mw_slice within_parentheses(mw_slice t)
{
  size_t open = pasted_where(t, " (");
  if (pasted_begins(t, "Failed to ") && open < t.len) {
    t = pasted_from(t, open + 2);
    t.len -= t.ptr[t.len - 1] == ')' ? 1 : 0;
  }
  return t;
}

/* ---- its octets
 * -------------------------------------------------------------------------------- */

static int hex_digit(char c)
{
  const char *digits = "0123456789abcdef";
  const char *at = c != '\0' ? strchr(digits, c) : NULL;
  return at != NULL ? (int)(at - digits) : -1;
}

/* One character of a quoted text, as Python and JSON print it, behind its backslash; how many
 * octets it had. */
static size_t unescape(mw_slice rest, char *octet)
{
  static const char names[] = "nrt";
  static const char octets[] = "\n\r\t";
  const char *name = strchr(names, rest.ptr[0]);
  *octet = name != NULL && *name != '\0' ? octets[name - names] : rest.ptr[0];
  if (rest.len >= 3 && rest.ptr[0] == 'x' && hex_digit(rest.ptr[1]) >= 0 &&
      hex_digit(rest.ptr[2]) >= 0) {
    *octet = (char)(hex_digit(rest.ptr[1]) * 16 + hex_digit(rest.ptr[2]));
    return 3;
  }
  return 1;
}

/* The text with its escapes undone: all of them in quotes, elsewhere a line end before the code. */
static void add_unescaped(buffer *b, mw_slice t, bool quoted, mw_slice code)
{
  size_t at = 0;
  while (at < t.len) {
    mw_slice rest = pasted_from(t, at);
    char octet = rest.ptr[0];
    size_t used = 1;
    if (octet == '\\' && rest.len > 1 && quoted) {
      used += unescape(pasted_from(rest, 1), &octet);
    } else if (octet == '\\' && rest.len > 5 && rest.ptr[1] == 'n' &&
               memcmp(rest.ptr + 2, code.ptr, code.len) == 0) {
      octet = '\n';
      used = 2;
    }
    buffer_add(b, &octet, 1);
    at += used;
  }
}

/* ---- its lines
 * --------------------------------------------------------------------------------- */

/* What a reply of several lines repeats. */
typedef struct repeated {
  mw_slice code;
  mw_slice enhanced; /* len 0: none */
} repeated;

/* How many octets of t repeat the code, its separator and the enhanced status code; 0: t begins
 * otherwise. */
static size_t repeats(mw_slice t, const repeated *r, bool *goes_on)
{
  size_t len = r->code.len;
  mw_slice digits;
  size_t enhanced;
  if (t.len < len || memcmp(t.ptr, r->code.ptr, len) != 0 ||
      (t.len > len && t.ptr[len] != ' ' && t.ptr[len] != '-')) {
    return 0;
  }
  *goes_on = t.len > len && t.ptr[len] == '-';
  len += t.len > len ? 1 : 0;
  enhanced = pasted_enhanced(pasted_from(t, len), &digits);
  return len + (enhanced > 0 && mw_slice_equal(digits, r->enhanced) ? enhanced : 0);
}

/* Whether a further line of the reply begins there, amid a line into which someone joined them all:
 * "550-5.1.1 No such 550 5.1.1 user". */
static bool is_joined(mw_slice t, const repeated *r)
{
  bool goes_on = false;
  size_t len = repeats(t, r, &goes_on);
  return len > 0 && (goes_on || r->enhanced.len > 0) &&
         (r->enhanced.len == 0 || len > r->code.len + 1);
}

/* How many octets at the begin of a further line are not its text. */
static size_t further_begin(mw_slice t, const repeated *r, bool *goes_on)
{
  size_t len = repeats(t, r, goes_on);
  mw_slice digits;
  size_t enhanced = len == 0 ? pasted_enhanced(t, &digits) : 0;
  len += enhanced > 0 && mw_slice_equal(digits, r->enhanced) ? enhanced : 0;
  while (len < t.len && t.ptr[len] == ' ') {
    len++;
  }
  return len;
}

/* Adds the text, each further line of it behind LF alone. */
static void join_lines(pasted *found, buffer *b, const repeated *r, mw_slice t)
{
  while (t.len > 0) {
    bool blank = t.ptr[0] == ' ' && t.len > 1 && found->goes_on && is_joined(pasted_from(t, 1), r);
    if (blank || t.ptr[0] == '\n') {
      t = pasted_from(t, 1);
      buffer_add(b, "\n", 1);
      t = pasted_from(t, further_begin(t, r, &found->goes_on));
      continue;
    }
    buffer_add(b, t.ptr, t.ptr[0] != '\r' ? 1 : 0);
    t = pasted_from(t, 1);
  }
}

/* ---- all of it
 * --------------------------------------------------------------------------------- */

/* "550 5.1.1 No such user" from its place in the text. */
static void take_reply(mw_slice text, const pasted_mark *mark, pasted *found)
{
  mw_slice said = pasted_from(text, mark->text);
  repeated r = {mw_slice_of(text.ptr + mark->at, 3), mw_slice_of(text.ptr, 0)};
  buffer plain = {NULL, 0, 0};
  bool doubled = false;
  size_t used;
  said = mark->quote != '\0' ? until_quote(said, mark->quote) : said;
  said = within_marks(within_parentheses(said), mw_slice_of(text.ptr, mark->at));
  said = without_tail(said);
  add_unescaped(&plain, said, mark->quote != '\0', r.code);
  said = mw_slice_of(plain.ptr, plain.len);
  used = repeats(said, &r, &doubled); /* "550 550 5.1.1 ..." */
  if (used == 4) {
    found->goes_on = found->goes_on || doubled;
    said = pasted_from(said, used);
  }
  buffer_add(&found->kept, r.code.ptr, r.code.len);
  buffer_add(&found->kept, found->goes_on ? "-" : " ", said.len > 0 || found->goes_on ? 1 : 0);
  if (pasted_enhanced(said, &r.enhanced) == 0) {
    r.enhanced.len = 0;
  }
  join_lines(found, &found->kept, &r, said);
  found->reply = without_tail(mw_slice_of(found->kept.ptr, found->kept.len));
  buffer_free(&plain);
}

/* An enhanced status code that stands alone. */
static mw_slice enhanced_in(mw_slice t)
{
  size_t at;
  for (at = 0; at < t.len; at++) {
    bool inside = at > 0 && t.ptr[at - 1] != ' ' && t.ptr[at - 1] != '=' && t.ptr[at - 1] != ';';
    mw_slice digits;
    if (!inside && memchr("245#([", t.ptr[at], 6) != NULL &&
        pasted_enhanced(pasted_from(t, at), &digits) > 0) {
      return digits;
    }
  }
  return mw_slice_text(NULL);
}

static void find_in(mw_slice text, pasted *found)
{
  pasted_mark mark;
  found->reply = text;
  found->has_code = pasted_mark_in(text, &mark);
  if (!found->has_code) {
    found->enhanced = enhanced_in(text);
    return;
  }
  found->goes_on = mark.goes_on;
  if (mark.smtp) {
    take_reply(text, &mark, found);
    pasted_enhanced(pasted_from(found->reply, found->reply.len > 4 ? 4 : found->reply.len),
                    &found->enhanced);
  } else {
    found->reply = pasted_from(text, mark.at);
    found->reply = mark.quote != '\0' ? until_quote(found->reply, mark.quote) : found->reply;
    found->reply = mark.at > 0 ? without_tail(found->reply) : found->reply;
  }
}

/* Adds what qmail logs, "..._said:_550_5.1.1_No_user/Giving_up_on_192.0.2.1./", with blanks; false:
 * it is none of that. */
static bool add_spaced(buffer *b, mw_slice text)
{
  size_t at = pasted_where(text, "Remote_host_said:_");
  mw_slice said = pasted_from(text, at);
  size_t i;
  said.len = pasted_where(said, "/Giving_up_on_");
  said.len -= pasted_ends(said, "/") ? 1 : 0;
  buffer_add(b, said.ptr, said.len);
  for (i = 0; i < said.len; i++) {
    b->ptr[i] = b->ptr[i] == '_' ? ' ' : b->ptr[i];
  }
  return said.len > 0;
}

/* The octet of ASCII that the text's first three are the full-width form of; NUL: of none. */
static char narrow_of(mw_slice text)
{
  const unsigned char *o = (const unsigned char *)text.ptr;
  unsigned c;
  if (text.len < 3 || (o[0] != 0xef && o[0] != 0xe3)) {
    return '\0';
  }
  c = (o[0] & 0xfu) << 12 | (o[1] & 0x3fu) << 6 | (o[2] & 0x3fu);
  if (c == 0x3000) {
    return ' ';
  }
  return c >= 0xff01 && c <= 0xff5e ? (char)(c - 0xff01 + 0x21) : '\0';
}

bool pasted_narrow(buffer *b, mw_slice text)
{
  bool any = false;
  while (text.len > 0) {
    char narrow = narrow_of(text);
    buffer_add(b, narrow != '\0' ? &narrow : text.ptr, 1);
    text = pasted_from(text, narrow != '\0' ? 3 : 1);
    any = any || narrow != '\0';
  }
  return any;
}

void pasted_find(mw_slice text, pasted *found)
{
  memset(found, 0, sizeof *found);
  while (text.len > 0 && (text.ptr[0] == ' ' || text.ptr[0] == '\t')) {
    text = pasted_from(text, 1);
  }
  find_in(text, found);
  if (!found->has_code &&
      (add_spaced(&found->narrow, text) || pasted_narrow(&found->narrow, text))) {
    find_in(mw_slice_of(found->narrow.ptr, found->narrow.len), found);
  }
  pasted_place(text, found);
}

void pasted_free(pasted *found)
{
  buffer_free(&found->kept);
  buffer_free(&found->narrow);
}
