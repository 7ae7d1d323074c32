/* SPDX-License-Identifier: MIT */
/* mailwire what LINE...: a reply line, as a person has it, explained. */
#include <stdio.h>
#include <string.h>

#include "buffer.h"
#include "command.h"
#include "sense.h"
#include "what.h"

/* ---- what a line is ----------------------------------------------------------------------------
 */

mw_slice what_take_line(mw_slice *text)
{
  mw_slice line = mw_slice_of(text->ptr, 0);
  const char *end = memchr(text->ptr, '\n', text->len);
  line.len = end != NULL ? (size_t)(end - text->ptr) : text->len;
  *text = pasted_from(*text, end != NULL ? line.len + 1 : line.len);
  return line;
}

/* The code or status of the line, and what it says. */
static void read_line(what *w)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  mw_slice rest = w->found.reply;
  mw_slice line = what_take_line(&rest);
  mw_slice said;
  if (line.ptr[0] == '+' || line.ptr[0] == '-') {
    w->pop3 = mw_pop3_response_parse(line, MW_ALLOW_REPORTED, &w->response, &ignored);
    said = w->response.message;
  } else {
    w->smtp = mw_smtp_reply_line_parse(line, MW_ALLOW_REPORTED, &w->reply, &ignored);
    said = w->reply.message;
  }
  if (w->smtp && w->reply.enhanced.klass == 0) {
    mw_slice digits;
    said = pasted_from(said, pasted_enhanced(said, &digits));
  }
  buffer_add(&w->text, said.ptr, said.len);
  while (rest.len > 0) {
    line = what_take_line(&rest);
    buffer_add(&w->text, " ", 1);
    buffer_add(&w->text, line.ptr, line.len);
  }
}

/* A line that is no reply, but a known misprint of one, has the code that it was to have. */
static void mend_misprint(what *w)
{
  const mw_catalog_row *row = w->count > 0 ? w->rows[0].row : NULL;
  if (!w->smtp && !w->pop3 && row != NULL && row->code == 0 && row->of != NULL &&
      row->status == MW_POP3_STATUS_NONE) {
    const mw_catalog_row *meant = row_meant(row);
    w->smtp = meant != NULL && meant->code != 0;
    w->reply.code = w->smtp ? meant->code : 0;
  }
}

static void understand(what *w, mw_slice line)
{
  memset(w, 0, sizeof *w);
  w->line = line;
  pasted_find(line, &w->found);
  if (w->found.has_code) {
    read_line(w);
  }
  what_find_rows(w);
  mend_misprint(w);
}

/* ---- the command -------------------------------------------------------------------------------
 */

/* What was done so far. */
typedef struct run {
  const settings *s;
  size_t shown;
  size_t passed;      /* lines without a reply that were passed over */
  bool passes_others; /* a person does not want them: they are the rest of a message, of a log */
} run;

static void explain_line(run *r, mw_slice line)
{
  mw_explanation ignored;
  what w;
  understand(&w, line);
  if (r->s->format == RECORD_JSONL) {
    what_put_json(&w);
  } else if (r->passes_others && !what_explain(r->s->text, &w, &ignored)) {
    r->passed++;
  } else {
    fputs(r->shown++ > 0 ? "\n" : "", stdout);
    what_put_text(r->s->text, &w);
  }
  free_what(&w);
}

/* A line that begins with a blank goes on with the one before it, as mailers fold. */
static bool is_folded(mw_slice text)
{
  return text.len > 0 && (text.ptr[0] == ' ' || text.ptr[0] == '\t');
}

/* A line of a reply of several, which keeps its begin. */
static bool begins_with_code(mw_slice text)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  mw_smtp_reply_line reply;
  return text.len > 3 && (text.ptr[3] == '-' || text.ptr[3] == ' ') &&
         mw_smtp_reply_line_parse(mw_slice_of(text.ptr, 4), MW_ALLOW_REPORTED, &reply, &ignored);
}

/* The next line of *text in one piece, into line. False: the text is at its end. */
static bool take_unfolded(mw_slice *text, buffer *line)
{
  line->len = 0;
  while (text->len > 0 && line->len == 0) {
    mw_slice piece = what_take_line(text);
    while (piece.len > 0 && piece.ptr[piece.len - 1] == '\r') {
      piece.len--;
    }
    buffer_add(line, piece.ptr, piece.len);
    while (line->len > 0 && is_folded(*text)) {
      while (is_folded(*text)) {
        *text = pasted_from(*text, 1);
      }
      buffer_add(line, begins_with_code(*text) ? "\n" : " ", 1);
      piece = what_take_line(text);
      buffer_add(line, piece.ptr, piece.len);
    }
  }
  return line->len > 0;
}

/* What a further line of a reply has to begin with. */
typedef struct unfinished {
  char code[3];
  bool goes_on;
} unfinished;

/* Adds next's part of the reply to the line behind LF. False: it is no further line of it. */
static bool add_further(buffer *line, unfinished *reply, mw_slice next)
{
  pasted found;
  bool same = false;
  if (reply->goes_on) {
    pasted_find(next, &found);
    same = found.has_code && found.reply.len >= 3 && memcmp(found.reply.ptr, reply->code, 3) == 0;
    reply->goes_on = same && found.goes_on;
    if (same) {
      buffer_add(line, "\n", 1);
      buffer_add(line, found.reply.ptr, found.reply.len);
    }
    pasted_free(&found);
  }
  return same;
}

static unfinished begin_of(mw_slice line)
{
  unfinished reply = {{0, 0, 0}, false};
  pasted found;
  pasted_find(line, &found);
  if (found.goes_on) {
    memcpy(reply.code, found.reply.ptr, 3);
    reply.goes_on = true;
  }
  pasted_free(&found);
  return reply;
}

/* That lines were passed over. */
static void end_run(run *r)
{
  if (r->passed > 0) {
    printf(say(r->s->text, "%s(lines without a reply, not shown: %lu)\n",
               "%s（応答のない行は表示しない: %lu行）\n"),
           r->shown > 0 ? "\n" : "", (unsigned long)r->passed);
    r->shown++;
    r->passed = 0;
  }
}

/* Each reply of a text, in one line or several; false: it has none. */
static bool explain_text(run *r, mw_slice text)
{
  buffer line = {NULL, 0, 0};
  buffer next = {NULL, 0, 0};
  bool any = false;
  bool more = take_unfolded(&text, &line);
  r->passes_others = text.len > 0;
  while (more) {
    unfinished reply = begin_of(mw_slice_of(line.ptr, line.len));
    buffer taken;
    do {
      more = take_unfolded(&text, &next);
    } while (more && add_further(&line, &reply, mw_slice_of(next.ptr, next.len)));
    explain_line(r, mw_slice_of(line.ptr, line.len));
    any = true;
    taken = line;
    line = next;
    next = taken;
  }
  end_run(r);
  buffer_free(&line);
  buffer_free(&next);
  return any;
}

static int explain_stdin(run *r)
{
  buffer all = {NULL, 0, 0};
  size_t got;
  bool any;
  do {
    got = fread(buffer_room(&all, 4096), 1, 4096, stdin);
    all.len += got;
  } while (got > 0);
  any = explain_text(r, mw_slice_of(all.ptr, all.len));
  buffer_free(&all);
  return any ? 0 : fail_in("-", "there is no line", "行がありません");
}

static bool is_code(const char *word)
{
  return strlen(word) == 3 && strspn(word, "0123456789") == 3;
}

static bool is_enhanced(const char *word)
{
  mw_slice digits;
  return pasted_enhanced(mw_slice_text(word), &digits) == strlen(word);
}

/* Whether the words are one line that was not quoted: "550 5.1.1 User unknown". */
static bool is_unquoted(int words, char **arguments)
{
  int complete = 0;
  int i;
  for (i = 0; i < words; i++) {
    if (arguments[i][0] == '\0' || strpbrk(arguments[i], " \t\n") != NULL ||
        strcmp(arguments[i], "-") == 0) {
      return false;
    }
    complete += is_code(arguments[i]) || is_enhanced(arguments[i]) ? 1 : 0;
  }
  return words > 1 && (complete < words || (is_code(arguments[0]) && is_enhanced(arguments[1])));
}

static void explain_words(run *r, int words, char **arguments)
{
  buffer line = {NULL, 0, 0};
  int i;
  for (i = 0; i < words; i++) {
    buffer_add(&line, " ", i > 0 ? 1 : 0);
    buffer_add(&line, arguments[i], strlen(arguments[i]));
  }
  explain_text(r, mw_slice_of(line.ptr, line.len));
  buffer_free(&line);
}

static int explain_arguments(run *r, int words, char **arguments)
{
  int status = 0;
  int i;
  for (i = 0; i < words && status == 0; i++) {
    if (strcmp(arguments[i], "-") == 0) {
      status = explain_stdin(r);
    } else if (!explain_text(r, mw_slice_text(arguments[i]))) {
      status = fail_in("what", "the line is empty", "行が空です");
    }
  }
  return status;
}

int command_what(int words, char **arguments)
{
  settings s;
  run r = {&s, 0, 0, false};
  settings_init(&s);
  words = settings_take_all(&s, words, arguments);
  if (words < 0) {
    return 2;
  }
  if (s.format == RECORD_TSV || s.format == RECORD_CSV) {
    return fail_in("what", "the formats are text and jsonl", "形式はtextとjsonlです");
  }
  if (words == 0) {
    return fail_in("what", "it needs a line to explain, or - for stdin; --help tells the rest",
                   "説明する行、または標準入力の - が要ります。詳しくは--help");
  }
  if (is_unquoted(words, arguments)) {
    explain_words(&r, words, arguments);
    return 0;
  }
  return explain_arguments(&r, words, arguments);
}
