/* SPDX-License-Identifier: MIT */
/* Which digits in a text are a reply code: by what stands in front of them and behind them. */
#include <string.h>

#include "known.h"
#include "pasted.h"

/* So many places are looked up in the catalogue when nothing else tells. */
enum { LOOKED_UP = 4, LOOKED_UP_LITERAL = 8 };

static bool is_digit_in(mw_slice t, size_t at, char low, char high)
{
  return at < t.len && t.ptr[at] >= low && t.ptr[at] <= high;
}

static char octet_at(mw_slice t, size_t at)
{
  return at < t.len ? t.ptr[at] : '\0';
}

static bool is_one_of(char c, const char *set)
{
  return c != '\0' && strchr(set, c) != NULL;
}

static bool is_word_octet(char c)
{
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         is_one_of(c, ".-_/@+$");
}

/* Where digits and dots end that begin there; dots that end a sentence are not among them. */
static size_t dotted_end(mw_slice t, size_t begin)
{
  size_t end = begin;
  while (end < t.len && (is_digit_in(t, end, '0', '9') || t.ptr[end] == '.')) {
    end++;
  }
  while (end > begin && t.ptr[end - 1] == '.') {
    end--;
  }
  return end;
}

/* How many octets belong to an enhanced status code behind its digits: the bracket that was opened,
 * a blank, a colon or comma in front of it. False: these are no such digits. */
static bool close_enhanced(mw_slice t, bool opened, size_t *end)
{
  if (opened ? !is_one_of(octet_at(t, *end), ")]") : is_word_octet(octet_at(t, *end))) {
    return false;
  }
  *end += opened ? 1 : 0;
  *end += is_one_of(octet_at(t, *end), ":,") && octet_at(t, *end + 1) == ' ' ? 1 : 0;
  *end += octet_at(t, *end) == ' ' ? 1 : 0;
  return true;
}

size_t pasted_enhanced(mw_slice t, mw_slice *digits)
{
  mw_enhanced e;
  size_t open = is_one_of(octet_at(t, 0), "([") ? 1 : 0;
  size_t begin = open + (octet_at(t, open) == '#' ? 1 : 0);
  size_t end = dotted_end(t, begin);
  *digits = mw_slice_of(t.ptr + begin, end - begin);
  if (end == begin || mw_enhanced_parse(*digits, &e, NULL) != digits->len) {
    return 0;
  }
  return close_enhanced(t, open > 0, &end) ? end : 0;
}

/* ---- behind the digits
 * ------------------------------------------------------------------------- */

static size_t skip(mw_slice t, size_t at, const char *set)
{
  while (at < t.len && is_one_of(t.ptr[at], set)) {
    at++;
  }
  return at;
}

/* Behind ": ", ", ", "): ", "] ": where the text begins; 0: it follows no code. */
static size_t behind_marks(mw_slice t, size_t at)
{
  bool colon = t.ptr[at] == ':';
  at = skip(t, at, ":,;.)]\"'>\t");
  if (at < t.len && t.ptr[at] != ' ' && t.ptr[at] != '\\' &&
      (!colon || is_digit_in(t, at, '0', '9'))) {
    return 0;
  }
  at = skip(t, at, " ");
  return at + (pasted_begins(pasted_from(t, at), "Msg: ") ? 5 : 0);
}

/* Whether Japanese goes on there, and no full-width colon or bracket. */
static bool is_japanese(char octet)
{
  return ((unsigned char)octet & 0xf0) == 0xe0 && (unsigned char)octet != 0xef;
}

/* Where the text of a code begins. 0: what follows the digits follows no code. */
static size_t behind_code(mw_slice t, size_t code, pasted_mark *mark)
{
  size_t at = code + 3;
  char next = octet_at(t, at);
  if (at == t.len || next == ' ' || next == '-') {
    mark->goes_on = next == '-';
    return at + (at < t.len ? 1 : 0);
  }
  if (code > 0 && is_japanese(next)) {
    return t.len; /* "コード550が返る"; "550件" alone is a count */
  }
  return is_one_of(next, ":,;.)]\"'>\\\t") ? behind_marks(t, at) : 0;
}

/* The same, behind the quote that programs print around the text: (550, b'text'). */
static size_t behind_quote(mw_slice t, size_t at, pasted_mark *mark)
{
  size_t quoted = at + (octet_at(t, at) == 'b' ? 1 : 0);
  if (at == 0 || mark->quote != '\0' || !is_one_of(octet_at(t, quoted), "'\"")) {
    return at;
  }
  mark->quote = t.ptr[quoted];
  return quoted + 1;
}

static unsigned code_of(mw_slice t, size_t at)
{
  return (unsigned)((t.ptr[at] - '0') * 100 + (t.ptr[at + 1] - '0') * 10 + (t.ptr[at + 2] - '0'));
}

/* Whether an enhanced status code of the class follows. */
static bool has_enhanced(mw_slice t, const pasted_mark *mark)
{
  mw_slice digits;
  mw_enhanced e;
  return mark->text < t.len && pasted_enhanced(pasted_from(t, mark->text), &digits) > 0 &&
         mw_enhanced_parse(digits, &e, NULL) > 0 && mw_enhanced_fits(e, code_of(t, mark->at));
}

/* ---- in front of them
 * -------------------------------------------------------------------------- */

static bool ends_with_one_of(mw_slice before, const char *const *words)
{
  while (*words != NULL && !pasted_ends(before, *words)) {
    words++;
  }
  return *words != NULL;
}

/* "mx.example.org:", "[192.0.2.1]:", "TO:<x@example.org>:"; "sshd[123]:" is none. */
static bool ends_with_a_host(mw_slice before)
{
  bool dotted = false;
  if (before.len == 0 || before.ptr[--before.len] != ':') {
    return false;
  }
  while (before.len > 0 && !is_one_of(before.ptr[before.len - 1], " ([<")) {
    dotted = dotted || before.ptr[before.len - 1] == '.';
    before.len--;
  }
  return dotted;
}

/* "<", "SMTP<", "4<": a line from the server. */
static bool ends_with_an_arrow(mw_slice before)
{
  return pasted_ends(before, "<") && (before.len == 1 || is_word_octet(before.ptr[before.len - 2]));
}

/* What stands in front of a reply that someone quotes. */
static bool is_introduced(mw_slice before, bool refuses)
{
  static const char *const any[] = {
      "said:",   "smtp;",       "response:", "was:", "returned:", "replied:",   "reply:",
      "server:", "<<<",         "<<",        "S:",   "<-",        "<~",         "<**",
      "code:",   "code\":",     "code=",     "me:",  "client:",   "responded:", "answered:",
      "data:",   "connection:", "lmtp;",     "<,",   "応答:",     "応答：",     NULL};
  static const char *const refusing[] = {
      "error:",   "failed:", "denied:", "rejected:",   "refused:", "exception:",
      "error",    "code",    "status:", "status code", "エラー",   "エラー:",
      "エラー：", "コード",  "コード:", "コード：",    NULL};
  while (before.len > 0 && is_one_of(before.ptr[before.len - 1], " \t(['\"#")) {
    before.len--;
  }
  return ends_with_one_of(before, any) || ends_with_an_arrow(before) ||
         (refuses &&
          (ends_with_one_of(before, refusing) || ends_with_a_host(before) ||
           (pasted_ends(before, ":") && pasted_where(before, "mail server after ") < before.len)));
}

/* Whether nothing but brackets and quotes stands in front. */
static bool is_first(mw_slice t, size_t at)
{
  size_t open = skip(t, 0, "'\"([#<");
  return at == open || (at == open + 1 && t.ptr[open] == 'b');
}

/* ---- which of them
 * ----------------------------------------------------------------------------- */

enum { WORTH_NOTHING = 0, WORTH_A_LOOK = 1, WORTH_INTRODUCED = 2, WORTH_ENHANCED = 3, FIRST = 9 };

static char quote_before(mw_slice t, size_t at)
{
  return at > 0 && is_one_of(t.ptr[at - 1], "'\"") ? t.ptr[at - 1] : '\0';
}

/* Three digits of a reply: first of all any, elsewhere those that SMTP uses. */
static bool is_code_at(mw_slice t, size_t at, bool first)
{
  return is_digit_in(t, at, first ? '0' : '2', first ? '9' : '5') &&
         is_digit_in(t, at + 1, '0', first ? '9' : '5') && is_digit_in(t, at + 2, '0', '9');
}

static int worth_of_code(mw_slice t, size_t at, pasted_mark *mark)
{
  bool first = is_first(t, at);
  int worth = WORTH_A_LOOK;
  mark->at = at;
  mark->smtp = true;
  mark->goes_on = false;
  mark->quote = quote_before(t, at);
  mark->text = is_code_at(t, at, first) ? behind_quote(t, behind_code(t, at, mark), mark) : 0;
  if (mark->text == 0 || first) {
    return mark->text == 0 ? WORTH_NOTHING : FIRST;
  }
  worth += has_enhanced(t, mark) ? WORTH_ENHANCED : 0;
  worth += t.ptr[at - 1] == '\n' || quote_before(t, at) != '\0' ? WORTH_INTRODUCED : 0;
  return worth + (is_introduced(mw_slice_of(t.ptr, at), t.ptr[at] >= '4') ? WORTH_INTRODUCED : 0);
}

/* "+ ", alone or with base64 behind it. */
static bool is_challenge(mw_slice rest)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_response response;
  return octet_at(rest, 0) == '+' && (rest.len == 1 || rest.ptr[1] == ' ') &&
         mw_pop3_response_parse(rest, MW_ALLOW_REPORTED, &response, &finding) &&
         finding.fault == MW_FAULT_NONE && response.status == MW_POP3_STATUS_CHALLENGE;
}

/* How long "+OK" or "-ERR" is, as a word; 0: it is none. */
static size_t status_len(mw_slice rest)
{
  static const char *const words[] = {"+OK", "-ERR"};
  size_t i;
  for (i = 0; i < 2; i++) {
    size_t len = strlen(words[i]);
    if (rest.len >= len && memcmp(rest.ptr, words[i], len) == 0 &&
        !is_word_octet(octet_at(rest, len))) {
      return len;
    }
  }
  return 0;
}

static int worth_of_status(mw_slice t, size_t at, pasted_mark *mark)
{
  mw_slice rest = pasted_from(t, at);
  size_t len = status_len(rest);
  mark->at = at;
  mark->smtp = mark->goes_on = false;
  mark->quote = quote_before(t, at);
  mark->text = at + len;
  if (len > 0) {
    return is_first(t, at) ? FIRST : WORTH_INTRODUCED;
  }
  if (at > 0 && !is_introduced(mw_slice_of(t.ptr, at), false)) {
    return WORTH_NOTHING;
  }
  return is_challenge(rest) ? WORTH_INTRODUCED : WORTH_NOTHING;
}

static int worth_at(mw_slice t, size_t at, pasted_mark *mark)
{
  if (at > 0 && (is_word_octet(t.ptr[at - 1]) ||
                 (t.ptr[at - 1] == '[' && at > 1 && is_word_octet(t.ptr[at - 2])))) {
    return WORTH_NOTHING;
  }
  if (t.ptr[at] == '+' || t.ptr[at] == '-') {
    return worth_of_status(t, at, mark);
  }
  return worth_of_code(t, at, mark);
}

/* Whether the catalogue has a line from there on that is more than a few octets of its own. */
static bool is_known(mw_slice t, size_t at)
{
  mw_catalog_match match;
  return mw_catalog_match_line(known_lines(), pasted_from(t, at), &match, 1) > 0 &&
         match.literal >= LOOKED_UP_LITERAL;
}

bool pasted_mark_in(mw_slice text, pasted_mark *mark)
{
  pasted_mark one;
  int best = WORTH_NOTHING;
  int looked_up = 0;
  size_t at;
  memset(mark, 0, sizeof *mark);
  for (at = 0; at < text.len && best < FIRST; at++) {
    int worth = worth_at(text, at, &one);
    if (worth == WORTH_A_LOOK && best == WORTH_NOTHING && looked_up < LOOKED_UP) {
      looked_up++;
      worth += is_known(text, at) ? WORTH_INTRODUCED : 0;
    }
    if (worth > WORTH_A_LOOK && worth > best) {
      best = worth;
      *mark = one;
    }
  }
  return best > WORTH_NOTHING;
}
