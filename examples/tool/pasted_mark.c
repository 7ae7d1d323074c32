/* SPDX-License-Identifier: MIT */
/* Which digits in a text are a reply code: by what stands in front of them and behind them. */
#include <string.h>

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

size_t pasted_enhanced(mw_slice t, mw_slice *digits)
{
  mw_enhanced e;
  size_t open = is_one_of(octet_at(t, 0), "([") ? 1 : 0;
  size_t begin = open + (octet_at(t, open) == '#' ? 1 : 0);
  size_t len = begin;
  while (len < t.len && (is_digit_in(t, len, '0', '9') || t.ptr[len] == '.')) {
    len++;
  }
  while (len > begin && t.ptr[len - 1] == '.') { /* the end of a sentence */
    len--;
  }
  *digits = mw_slice_of(t.ptr + begin, len - begin);
  if (len == begin || mw_enhanced_parse(*digits, &e, NULL) != digits->len) {
    return 0;
  }
  if (open > 0 && is_one_of(octet_at(t, len), ")]")) {
    len++;
  } else if (open > 0 || is_word_octet(octet_at(t, len))) {
    return 0;
  }
  len += is_one_of(octet_at(t, len), ":,") && octet_at(t, len + 1) == ' ' ? 1 : 0;
  return len + (octet_at(t, len) == ' ' ? 1 : 0);
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

/* Where the text of a code begins: behind " ", "-", ": ", ", ", "): ", "] ", and, as programs print
 * their errors, behind a quote. 0: what follows the digits follows no code. */
static size_t text_behind(mw_slice t, size_t code, pasted_mark *mark)
{
  size_t at = code + 3;
  char next = octet_at(t, at);
  size_t quoted;
  if (at == t.len || next == ' ' || next == '-') {
    mark->goes_on = next == '-';
    at += at < t.len ? 1 : 0;
  } else if (code > 0 && ((unsigned char)next & 0xf0) == 0xe0 && (unsigned char)next != 0xef) {
    at = t.len; /* "コード550が返る"; "550件" alone is a count */
  } else if (is_one_of(next, ":,;.)]\"'>\\\t")) {
    at = skip(t, at, ":,;.)]\"'>\t");
    if (at < t.len && t.ptr[at] != ' ' && t.ptr[at] != '\\' &&
        (next != ':' || is_digit_in(t, at, '0', '9'))) {
      return 0;
    }
    at = skip(t, at, " ");
    at += pasted_begins(pasted_from(t, at), "Msg: ") ? 5 : 0;
  } else {
    return 0;
  }
  quoted = at + (octet_at(t, at) == 'b' ? 1 : 0);
  if (mark->quote == '\0' && is_one_of(octet_at(t, quoted), "'\"")) {
    mark->quote = t.ptr[quoted];
    at = quoted + 1;
  }
  return at;
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

/* Three digits of a reply: first of all any, elsewhere those that SMTP uses. */
static int worth_of_code(mw_slice t, size_t at, pasted_mark *mark)
{
  bool first = is_first(t, at);
  int worth = WORTH_A_LOOK;
  if (!is_digit_in(t, at, first ? '0' : '2', first ? '9' : '5') ||
      !is_digit_in(t, at + 1, '0', first ? '9' : '5') || !is_digit_in(t, at + 2, '0', '9')) {
    return WORTH_NOTHING;
  }
  mark->at = at;
  mark->smtp = true;
  mark->goes_on = false;
  mark->quote = at > 0 && is_one_of(t.ptr[at - 1], "'\"") ? t.ptr[at - 1] : '\0';
  mark->text = text_behind(t, at, mark);
  if (mark->text == 0) {
    return WORTH_NOTHING;
  }
  if (first) {
    return FIRST;
  }
  worth += has_enhanced(t, mark) ? WORTH_ENHANCED : 0;
  worth += t.ptr[at - 1] == '\n' ? WORTH_INTRODUCED : 0;
  worth += mark->quote != '\0' && t.ptr[at - 1] == mark->quote ? WORTH_INTRODUCED : 0;
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

static int worth_of_status(mw_slice t, size_t at, pasted_mark *mark)
{
  mw_slice rest = pasted_from(t, at);
  bool named =
      memchr("+-", t.ptr[at], 2) != NULL && ((rest.len >= 3 && memcmp(rest.ptr, "+OK", 3) == 0) ||
                                             (rest.len >= 4 && memcmp(rest.ptr, "-ERR", 4) == 0));
  size_t len = t.ptr[at] == '+' ? 3 : 4;
  mark->at = at;
  mark->smtp = mark->goes_on = false;
  mark->quote = at > 0 && is_one_of(t.ptr[at - 1], "'\"") ? t.ptr[at - 1] : '\0';
  mark->text = at + (named ? len : 1);
  if (named && !is_word_octet(octet_at(rest, len))) {
    return is_first(t, at) ? FIRST : WORTH_INTRODUCED;
  }
  if (t.ptr[at] == '+' && (at == 0 || is_introduced(mw_slice_of(t.ptr, at), false))) {
    return is_challenge(rest) ? WORTH_INTRODUCED : WORTH_NOTHING;
  }
  return WORTH_NOTHING;
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
  return mw_catalog_match_line(mw_catalog_standard(), pasted_from(t, at), &match, 1) > 0 &&
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
