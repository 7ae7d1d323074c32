/* SPDX-License-Identifier: MIT */
/* Commands on their way out: every field is read by its own production before it is written.
 *
 *   command = keyword [ SP argument ] CRLF      ; RFC 1939 3, at most 255 octets (RFC 2449 4)
 */
#include "base/writer.h"
#include "grammar/sasl.h"
#include "pop3/argument.h"

/* The fields of an argument, a bit each. */
enum {
  POP3_FIELD_NAME = 1,
  POP3_FIELD_PASSWORD = 2,
  POP3_FIELD_DIGEST = 4,
  POP3_FIELD_MECHANISM = 8,
  POP3_FIELD_INITIAL = 16,
  POP3_FIELD_LANGUAGE = 32,
  POP3_FIELD_TEXT = 64,
  POP3_FIELD_MESSAGE = 128,
  POP3_FIELD_LINES = 256
};

static unsigned if_there(mw_slice part, unsigned field)
{
  return part.ptr != NULL ? field : 0;
}

/* Which fields say something. */
static unsigned pop3_fields_of(const mw_pop3_argument *a)
{
  return if_there(a->name, POP3_FIELD_NAME) | if_there(a->password, POP3_FIELD_PASSWORD) |
         if_there(a->digest, POP3_FIELD_DIGEST) | if_there(a->mechanism, POP3_FIELD_MECHANISM) |
         if_there(a->initial, POP3_FIELD_INITIAL) | if_there(a->language, POP3_FIELD_LANGUAGE) |
         if_there(a->text, POP3_FIELD_TEXT) | (a->message != 0 ? POP3_FIELD_MESSAGE : 0u) |
         (a->lines != 0 ? POP3_FIELD_LINES : 0u);
}

/* A cursor over what is to be written, that allows what the writer does. */
static mwi_cursor written(const mw_writer *w, mw_slice text, mw_finding *finding)
{
  mwi_cursor c = mwi_cursor_of(text, NULL, finding);
  finding->fault = MW_FAULT_NONE;
  finding->tolerated = 0;
  c.allow = w->utf8 ? MW_ALLOW_UTF8 : 0;
  return c;
}

/* " text", if it was read as what it is to be, and to its end. */
static void put_pop3_part(mw_writer *w, bool good, mw_slice text)
{
  if (!good || text.ptr == NULL) {
    mwi_refuse(w);
    return;
  }
  mwi_put(w, mw_slice_of(" ", 1));
  mwi_put(w, text);
}

static void put_no_argument(mw_writer *w, const mw_pop3_argument *a)
{
  (void)w;
  (void)a;
}

static void put_free_text(mw_writer *w, const mw_pop3_argument *a)
{
  if (a->text.ptr != NULL) {
    mwi_put(w, mw_slice_of(" ", 1));
    mwi_put_text(w, a->text);
  }
}

static void put_name(mw_writer *w, const mw_pop3_argument *a)
{
  mw_finding finding;
  mw_slice read;
  mwi_cursor c = written(w, a->name, &finding);
  put_pop3_part(w, mwi_take_pop3_name(&c, c.end, &read), a->name);
}

/* Every octet that a line may hold, a TAB too. */
static void put_password(mw_writer *w, const mw_pop3_argument *a)
{
  if (a->password.len == 0) {
    mwi_refuse(w);
    return;
  }
  mwi_put(w, mw_slice_of(" ", 1));
  mwi_put_text(w, a->password);
}

static void put_digest(mw_writer *w, const mw_pop3_argument *a)
{
  mw_finding finding;
  mw_slice read;
  mwi_cursor c = written(w, a->digest, &finding);
  put_name(w, a);
  put_pop3_part(w, mwi_take_pop3_digest(&c, &read), a->digest);
}

static void put_sasl(mw_writer *w, const mw_pop3_argument *a)
{
  mwi_put_auth_argument(w, a->mechanism, a->initial);
}

static void put_message_number(mw_writer *w, const mw_pop3_argument *a)
{
  if (a->message == 0) {
    mwi_refuse(w);
  }
  mwi_put(w, mw_slice_of(" ", 1));
  mwi_put_number(w, a->message);
}

static void put_maybe_message(mw_writer *w, const mw_pop3_argument *a)
{
  if (a->message != 0) {
    put_message_number(w, a);
  }
}

static void put_top_lines(mw_writer *w, const mw_pop3_argument *a)
{
  put_message_number(w, a);
  mwi_put(w, mw_slice_of(" ", 1));
  mwi_put_number(w, a->lines);
}

static void put_language(mw_writer *w, const mw_pop3_argument *a)
{
  mw_finding finding;
  mw_slice read;
  mwi_cursor c = written(w, a->language, &finding);
  if (a->language.ptr != NULL) {
    put_pop3_part(w, mwi_take_pop3_language(&c, &read) && mwi_at_end(&c), a->language);
  }
}

/* One row a form: how it is written, and which fields it takes. */
static const struct {
  void (*put)(mw_writer *, const mw_pop3_argument *);
  unsigned fields;
} pop3_written_forms[] = {
    [MW_POP3_TAKES_NOTHING] = {put_no_argument, 0},
    [MW_POP3_TAKES_TEXT] = {put_free_text, POP3_FIELD_TEXT},
    [MW_POP3_TAKES_NAME] = {put_name, POP3_FIELD_NAME},
    [MW_POP3_TAKES_PASSWORD] = {put_password, POP3_FIELD_PASSWORD},
    [MW_POP3_TAKES_DIGEST] = {put_digest, POP3_FIELD_NAME | POP3_FIELD_DIGEST},
    [MW_POP3_TAKES_MECHANISM] = {put_sasl, POP3_FIELD_MECHANISM | POP3_FIELD_INITIAL},
    [MW_POP3_TAKES_MESSAGE] = {put_message_number, POP3_FIELD_MESSAGE},
    [MW_POP3_TAKES_MAYBE_MESSAGE] = {put_maybe_message, POP3_FIELD_MESSAGE},
    [MW_POP3_TAKES_LINES] = {put_top_lines, POP3_FIELD_MESSAGE | POP3_FIELD_LINES},
    [MW_POP3_TAKES_MAYBE_LANGUAGE] = {put_language, POP3_FIELD_LANGUAGE},
};

/* The line's end, and its length. */
static void end_pop3_command(mw_writer *w, size_t begin)
{
  mwi_put_crlf(w);
  if (w->len - begin > MW_POP3_COMMAND_LINE) {
    mwi_refuse(w);
  }
  mwi_item_end(w, begin);
}

void mw_pop3_command_write(mw_writer *w, mw_pop3_verb verb, const mw_pop3_argument *argument)
{
  static const mw_pop3_argument none;
  const mw_pop3_argument *a = argument != NULL ? argument : &none;
  const mw_pop3_verb_info *row = mw_pop3_verb_row(verb);
  size_t begin = mwi_item_begin(w);
  if (w == NULL) {
    return;
  }
  if (row == NULL || (pop3_fields_of(a) & ~pop3_written_forms[row->form].fields) != 0) {
    mwi_refuse(w);
    return;
  }
  mwi_put(w, mw_slice_text(row->keyword));
  pop3_written_forms[row->form].put(w, a);
  end_pop3_command(w, begin);
}

/* 3*4( ALPHA / DIGIT ), and none that the table has. */
static bool is_other_word(mw_slice keyword)
{
  mw_finding finding;
  mwi_cursor c = mwi_cursor_of(keyword, NULL, &finding);
  return keyword.len >= MWI_POP3_VERB_SHORTEST && keyword.len <= MWI_POP3_VERB_LONGEST &&
         mwi_run(&c, MWI_CLASS_LET_DIG) == c.end && mw_pop3_verb_find(keyword) == MW_POP3_UNKNOWN;
}

void mw_pop3_command_write_other(mw_writer *w, mw_slice keyword, mw_slice argument)
{
  size_t begin = mwi_item_begin(w);
  if (w == NULL) {
    return;
  }
  if (!is_other_word(keyword)) {
    mwi_refuse(w);
    return;
  }
  mwi_put(w, keyword);
  if (argument.ptr != NULL) {
    mwi_put(w, mw_slice_of(" ", 1));
    mwi_put_text(w, argument);
  }
  end_pop3_command(w, begin);
}
