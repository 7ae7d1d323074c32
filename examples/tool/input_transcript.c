/* SPDX-License-Identifier: MIT */
/* Transcripts: lines that a mark gives to the client or the server, and lines without one, which
 * go on with what was said before them. */
#include "input_prefix.h"

#include <string.h>

typedef struct transcript {
  builder *b;
  prefix_style style;
  size_t indent;       /* blanks behind each mark */
  bool greater_server; /* ">" marks the server's lines */
  bool one_sided;      /* no line is marked as the server's: its replies have no mark */
  bool log;            /* a program's: what has no mark is seldom said */
  bool more;           /* the last line is not its reply's last one */
  char last;           /* who spoke last */
  bool marked;         /* the line before this one was */
  size_t blank;        /* empty lines that may be a message's */
} transcript;

/* Whether commands are answered: capabilities look like commands, and a dot ends them. */
static bool is_answered(mw_slice text)
{
  mw_slice line;
  char side = 'C';
  while (side == 'C' && next_line(&text, &line)) {
    side = said_by(line);
  }
  return side != '\0';
}

/* A greeting, and behind a reply's last line the client's first command; nothing is marked. */
static bool is_screen(mw_slice text)
{
  mw_slice line;
  bool server = false;
  while (next_line(&text, &line)) {
    char side = said_by(line);
    if (side == 'C' || (side == '\0' && server)) {
      return side == 'C' && server && is_answered(text);
    }
    server = server || side == 'S';
  }
  return false;
}

unsigned transcript_like(mw_slice text)
{
  unsigned weight;
  (void)style_of(text, &weight);
  return weight == 0 && is_screen(text) ? 100 : weight;
}

/* The first character in full width: U+FF01 to U+FF5E, or U+3000. */
static mw_slice first_wide(mw_slice text)
{
  size_t i;
  for (i = 0; i + 2 < text.len; i++) {
    mw_slice at = slice_from(text, i);
    bool wide = begins_with(at, "\xEF\xBC") || begins_with(at, "\xEF\xBD") ||
                begins_with(at, "\xE3\x80\x80");
    if (wide && mw_utf8_valid(mw_slice_of(at.ptr, 3))) {
      return mw_slice_of(at.ptr, 3);
    }
  }
  return mw_slice_of(text.ptr, 0);
}

static void put(transcript *t, char dir, mw_slice line)
{
  build_line(t->b, dir == 'S', line);
  t->last = dir;
  t->more = dir == 'S' && said_by(line) == 'S' && line.len > 3 && line.ptr[3] == '-';
  t->blank = 0;
}

/* Exim says so in place of the message. */
static bool stands_for_message(mw_slice said)
{
  return begins_with(said, "writing message") || begins_with(said, "(writing message");
}

/* Not the whole line: it may hold a secret. */
static void note_wide(transcript *t, char dir, mw_slice line, mw_slice said)
{
  bool text = t->b->now.body || t->b->now.listing;
  mw_slice mark = mw_slice_of(line.ptr, (size_t)(said.ptr - line.ptr));
  mw_slice wide = first_wide(mark);
  wide = wide.len == 0 && !text ? first_wide(said) : wide;
  if (wide.len > 0) {
    build_note(t->b, NOTE_LOOKALIKE, dir, wide);
  }
}

/* The words of an RFC in place of what passed: "<open connection>". */
static bool is_direction(const transcript *t, mw_slice said)
{
  const watch *now = &t->b->now;
  bool text = now->body || (now->listing && now->lines > 0);
  return t->style == STYLE_LETTER && !text && said.len > 2 && said.ptr[0] == '<' &&
         said.ptr[said.len - 1] == '>' && memchr(said.ptr, ' ', said.len) != NULL;
}

/* Behind STARTTLS this can only have been said inside TLS. */
static bool is_inside_tls(mw_slice said)
{
  return begins_with(said, "EHLO") || begins_with(said, "CAPA");
}

static void put_remark(transcript *t, note_kind kind, mw_slice words)
{
  bool closed = t->style == STYLE_EXIM && begins_with(words, "SMTP(close)");
  size_t i;
  build_note(t->b, closed ? NOTE_CLOSED : kind, 0, words);
  for (i = 0; t->b->now.tls && i + 3 <= words.len; i++) {
    if (begins_with(slice_from(words, i), "TLS")) {
      build_recording(t->b)->shows_tls = true;
    }
  }
}

/* Programs that report the end of a message, and nothing of it. */
static bool lacks_message(const transcript *t, mw_slice said)
{
  const watch *now = &t->b->now;
  return t->log && t->style != STYLE_MSMTP && now->body && now->lines == 0 && !now->gap &&
         mw_slice_equal(said, mw_slice_text("."));
}

/* What stands in the place of something said. */
static bool take_direction(transcript *t, bool server, mw_slice said)
{
  const watch *now = &t->b->now;
  bool message = !server && t->style == STYLE_EXIM && now->body && stands_for_message(said);
  if (!message && !is_direction(t, said)) {
    return false;
  }
  if (message || now->listing) {
    build_missing(t->b, message ? 'C' : 'S', 0, said);
  } else {
    put_remark(t, NOTE_REMARK, said);
  }
  return true;
}

/* PHPMailer, in place of a line of an AUTH exchange. */
static bool is_hidden(mw_slice said)
{
  return mw_slice_equal(said, mw_slice_text("[credentials hidden]")) ||
         mw_slice_equal(said, mw_slice_text("<credentials hidden>"));
}

static void take_client(transcript *t, mw_slice said)
{
  if (t->b->now.auth && is_hidden(said)) {
    build_missing(t->b, 'C', 0, said);
    t->b->now.gap = false;
    put(t, 'C', mw_slice_of("", 0));
    return;
  }
  if (lacks_message(t, said)) {
    build_missing(t->b, 'C', 0, mw_slice_of("", 0));
  }
  if (t->b->now.tls && is_inside_tls(said)) {
    build_recording(t->b)->shows_tls = true;
  }
  put(t, 'C', said);
}

static bool is_server(const transcript *t, const prefix *p)
{
  return p->dir == 'S' || p->dir == (t->greater_server ? '>' : '<');
}

static void take_marked(transcript *t, mw_slice line, const prefix *p)
{
  size_t blanks = count_blanks(p->said);
  mw_slice said = slice_from(p->said, blanks < t->indent ? blanks : t->indent);
  bool server = is_server(t, p);
  if (take_direction(t, server, said)) {
    return;
  }
  note_wide(t, server ? 'S' : 'C', line, said);
  if (server) {
    put(t, 'S', said);
  } else {
    take_client(t, said);
  }
}

/* On a terminal's screen: what is no reply was typed, as long as there is a connection. */
static char typed_by(const transcript *t, char side)
{
  bool connected = t->last != 0 && !t->b->now.ended;
  return side == 'S' ? 'S' : connected ? 'C' : '\0';
}

/* A line of an exchange is one word; what a program says of it is more. */
static bool is_remark_on_auth(const transcript *t, mw_slice line)
{
  return t->log && memchr(line.ptr, ' ', line.len) != NULL;
}

/* Whose line it is that has no mark; 0: nobody's. */
static char owner_of(const transcript *t, mw_slice line)
{
  char side = said_by(line);
  if (t->b->now.auth) {
    return is_remark_on_auth(t, line) ? '\0' : 'C';
  }
  if (t->style == STYLE_NONE) {
    return typed_by(t, side);
  }
  if (side == 'S' && (t->one_sided || (t->last == 'S' && t->more))) {
    return 'S';
  }
  return side == t->last && !t->log ? side : '\0';
}

/* Empty lines amid a message's lines without a mark are its own; others part the text. */
static void put_blank(transcript *t)
{
  size_t blank = t->blank;
  while (blank-- > 0) {
    put(t, 'C', mw_slice_of("", 0));
  }
}

/* Lines of a message or listing need no mark. False: this is none. */
static bool take_text(transcript *t, mw_slice line, mw_slice words)
{
  const watch *now = &t->b->now;
  if (t->log) {
    return false;
  }
  if (now->body && !(now->lines == 0 && said_by(words) == 'S')) {
    put_blank(t);
    put(t, 'C', line);
    return true;
  }
  if (now->listing) {
    put(t, 'S', line);
  }
  return now->listing;
}

static void take_unmarked(transcript *t, mw_slice line)
{
  mw_slice words = slice_from(line, count_blanks(line));
  bool remark = begins_with(words, "#");
  char owner;
  if (remark && t->marked) {
    put_remark(t, NOTE_REMARK, words);
    return;
  }
  t->marked = false;
  if (take_text(t, line, words)) {
    return;
  }
  owner = owner_of(t, words);
  if (owner != '\0') {
    put(t, owner, words);
  } else {
    put_remark(t, remark ? NOTE_REMARK : NOTE_UNKNOWN, words);
  }
}

static void take_line(transcript *t, mw_slice line)
{
  prefix p = prefix_of(line, t->style);
  const watch *now = &t->b->now;
  if (p.dir != 0) {
    t->blank = 0;
    t->marked = true;
    take_marked(t, line, &p);
  } else if (count_blanks(line) < line.len) {
    take_unmarked(t, line);
  } else if (now->listing && !t->log) {
    put(t, 'S', line);
  } else if (now->body && !t->log && (t->last == 'C' || t->style == STYLE_NONE)) {
    t->blank++;
  }
}

static bool has_server(mw_slice text, const transcript *t)
{
  mw_slice line;
  while (next_line(&text, &line)) {
    prefix p = prefix_of(line, t->style);
    if (is_server(t, &p)) {
      return true;
    }
  }
  return false;
}

void transcript_read(builder *b, mw_slice text)
{
  transcript t;
  unsigned weight;
  mw_slice line;
  memset(&t, 0, sizeof t);
  t.b = b;
  t.style = style_of(text, &weight);
  t.log = t.style != STYLE_LETTER && t.style != STYLE_WORDS && t.style != STYLE_NONE;
  b->hides_messages = t.log;
  b->shows_tls = t.style != STYLE_LETTER; /* logs of programs are written inside TLS */
  t.indent = prefix_indent(text, t.style);
  t.greater_server = is_server_greater(text, t.style);
  t.one_sided = t.style == STYLE_ANGLES && !has_server(text, &t);
  while (next_line(&text, &line)) {
    b->line++;
    take_line(&t, line);
  }
}
