/* SPDX-License-Identifier: MIT */
/* The situations of a server as a table: by number, by name, by the fault that makes them. */
#include <mailwire/smtp_situation.h>
#include <string.h>

#include "base/writer.h"
#include "grammar/cursor.h"
#include "grammar/sasl.h"

typedef struct situation_row {
  mw_smtp_situation_info info;
  const char *name;
} situation_row;

/* By number; a number without a row has name NULL. */
static const situation_row situation_rows[] = {
#define MW_SMTP_SITUATION(id, number, code, enhanced, text, rfc)                                   \
  [number] = {{MW_SMTP_SITUATION_##id, code, enhanced, text, rfc}, #id},
#include <mailwire/tables/smtp_situation.def>
};

enum { SITUATIONS = sizeof situation_rows / sizeof situation_rows[0] };

/* By the fault's number. The faults of replies are not there: no server answers them. */
static const uint8_t fault_situations[] = {
    [MW_FAULT_LINE_TOO_LONG] = MW_SMTP_SITUATION_LINE_TOO_LONG,
    [MW_FAULT_BARE_LF] = MW_SMTP_SITUATION_BARE_NEWLINE,
    [MW_FAULT_BARE_CR] = MW_SMTP_SITUATION_BARE_NEWLINE,
    [MW_FAULT_NUL_OCTET] = MW_SMTP_SITUATION_BAD_CHARACTER,
    [MW_FAULT_CONTROL_OCTET] = MW_SMTP_SITUATION_BAD_CHARACTER,
    [MW_FAULT_EIGHT_BIT] = MW_SMTP_SITUATION_NOT_ASCII,
    [MW_FAULT_BAD_UTF8] = MW_SMTP_SITUATION_BAD_UTF8,
    [MW_FAULT_UNFINISHED] = MW_SMTP_SITUATION_CONNECTION_LOST,
    [MW_FAULT_UNSTUFFED_DOT] = MW_SMTP_SITUATION_BAD_CONTENT,
    [MW_FAULT_EMPTY_LINE] = MW_SMTP_SITUATION_BAD_SYNTAX,
    [MW_FAULT_LEADING_SPACE] = MW_SMTP_SITUATION_BAD_SYNTAX,
    [MW_FAULT_BAD_SEPARATOR] = MW_SMTP_SITUATION_BAD_SYNTAX,
    [MW_FAULT_BAD_CHUNK_SIZE] = MW_SMTP_SITUATION_BAD_CHUNK,
    [MW_FAULT_BAD_CHUNK_END] = MW_SMTP_SITUATION_BAD_CHUNK,
    [MW_FAULT_BAD_ARGUMENT] = MW_SMTP_SITUATION_BAD_ARGUMENT,
    [MW_FAULT_BAD_PATH] = MW_SMTP_SITUATION_BAD_ADDRESS,
    [MW_FAULT_BAD_LOCAL_PART] = MW_SMTP_SITUATION_BAD_ADDRESS,
    [MW_FAULT_BAD_DOMAIN] = MW_SMTP_SITUATION_BAD_ADDRESS,
    [MW_FAULT_BAD_LITERAL] = MW_SMTP_SITUATION_BAD_ADDRESS,
    [MW_FAULT_PATH_TOO_LONG] = MW_SMTP_SITUATION_PATH_TOO_LONG,
    [MW_FAULT_BAD_PARAMETER] = MW_SMTP_SITUATION_BAD_PARAM,
    [MW_FAULT_BAD_PARAM_VALUE] = MW_SMTP_SITUATION_BAD_PARAM_VALUE,
    [MW_FAULT_PARAM_TWICE] = MW_SMTP_SITUATION_PARAM_TWICE,
    [MW_FAULT_PARAM_CONFLICT] = MW_SMTP_SITUATION_PARAM_CONFLICT,
    [MW_FAULT_NUMBER_TOO_LARGE] = MW_SMTP_SITUATION_BAD_PARAM_VALUE,
    [MW_FAULT_BAD_BASE64] = MW_SMTP_SITUATION_AUTH_BAD_BASE64,
    [MW_FAULT_BAD_XTEXT] = MW_SMTP_SITUATION_BAD_PARAM_VALUE,
    [MW_FAULT_DECODED_CONTROL] = MW_SMTP_SITUATION_BAD_PARAM_VALUE,
    [MW_FAULT_PLAINTEXT_LEFT] = MW_SMTP_SITUATION_PLAINTEXT_LEFT,
};

static const situation_row *situation_at(mw_smtp_situation situation)
{
  size_t number = (size_t)situation;
  if (number >= SITUATIONS || situation_rows[number].name == NULL) {
    return NULL;
  }
  return &situation_rows[number];
}

const mw_smtp_situation_info *mw_smtp_situation_row(mw_smtp_situation situation)
{
  const situation_row *row = situation_at(situation);
  return row == NULL ? NULL : &row->info;
}

const char *mw_smtp_situation_name(mw_smtp_situation situation)
{
  const situation_row *row = situation_at(situation);
  if (situation == MW_SMTP_SITUATION_NONE) {
    return "NONE";
  }
  return row == NULL ? "UNKNOWN" : row->name;
}

mw_smtp_situation mw_smtp_situation_find(mw_slice name)
{
  size_t i;
  for (i = 0; i < SITUATIONS; i++) {
    const char *known = situation_rows[i].name;
    if (known != NULL && mw_slice_equal(name, mw_slice_text(known))) {
      return situation_rows[i].info.situation;
    }
  }
  return MW_SMTP_SITUATION_NONE;
}

mw_smtp_situation mw_smtp_situation_of(mw_fault fault)
{
  size_t number = (size_t)fault;
  return number < sizeof fault_situations ? (mw_smtp_situation)fault_situations[number]
                                          : MW_SMTP_SITUATION_NONE;
}

/* What a situation is in a command whose argument has that form. BAD_ADDRESS is BAD_ARGUMENT in the
 * others. */
static const struct {
  uint8_t form;
  uint8_t of;
  uint8_t in;
} form_situations[] = {
#define IN(form, of, in)                                                                           \
  {                                                                                                \
    MW_SMTP_TAKES_##form, MW_SMTP_SITUATION_##of, MW_SMTP_SITUATION_##in                           \
  }
    IN(NOTHING, BAD_ARGUMENT, NO_ARGUMENT_ALLOWED),
    IN(REVERSE_PATH, BAD_ADDRESS, BAD_SENDER),
    IN(FORWARD_PATH, BAD_ADDRESS, BAD_RECIPIENT),
    IN(REVERSE_PATH, NOT_ASCII, UTF8_SENDER),
    IN(FORWARD_PATH, NOT_ASCII, UTF8_RECIPIENT),
    IN(MECHANISM, LINE_TOO_LONG, AUTH_LINE_TOO_LONG),
    /* Replies to these have no enhanced code (RFC 2034 4). */
    IN(HOST, BAD_ADDRESS, BAD_HELLO),
    IN(HOST, BAD_ARGUMENT, BAD_HELLO),
    IN(HOST, PATH_TOO_LONG, BAD_HELLO),
    IN(HOST, BAD_SYNTAX, BAD_HELLO_LINE),
    IN(HOST, BAD_CHARACTER, BAD_HELLO_LINE),
    IN(HOST, NOT_ASCII, BAD_HELLO_LINE),
    IN(HOST, BAD_UTF8, BAD_HELLO_LINE),
    IN(HOST, BARE_NEWLINE, BAD_HELLO_LINE),
    IN(HOST, LINE_TOO_LONG, BAD_HELLO_LINE),
#undef IN
};

/* The form of the verb's argument; any text for verbs that the table does not have. A Domain is a
 * host here. */
static mw_smtp_form form_of(mw_smtp_verb verb)
{
  const mw_smtp_verb_info *row = mw_smtp_verb_row(verb);
  mw_smtp_form form = row == NULL ? MW_SMTP_TAKES_TEXT : row->form;
  return form == MW_SMTP_TAKES_DOMAIN ? MW_SMTP_TAKES_HOST : form;
}

mw_smtp_situation mw_smtp_situation_in(mw_smtp_verb verb, mw_fault fault)
{
  mw_smtp_situation situation = mw_smtp_situation_of(fault);
  mw_smtp_form form = form_of(verb);
  size_t i;
  for (i = 0; i < sizeof form_situations / sizeof form_situations[0]; i++) {
    if (form_situations[i].form == form && form_situations[i].of == situation) {
      return (mw_smtp_situation)form_situations[i].in;
    }
  }
  return situation == MW_SMTP_SITUATION_BAD_ADDRESS ? MW_SMTP_SITUATION_BAD_ARGUMENT : situation;
}

/* Behind a body the codes are those of RFC 5321 4.3.2: what is no end of the stream is the
 * message's own fault. */
mw_smtp_situation mw_smtp_situation_of_body(mw_fault fault)
{
  mw_smtp_situation situation = mw_smtp_situation_of(fault);
  switch (situation) {
  case MW_SMTP_SITUATION_NONE:
  case MW_SMTP_SITUATION_CONNECTION_LOST: return situation;
  case MW_SMTP_SITUATION_LINE_TOO_LONG: return MW_SMTP_SITUATION_TEXT_LINE_TOO_LONG;
  default: return MW_SMTP_SITUATION_BAD_CONTENT;
  }
}

/* A host, and a text behind a space. */
static bool begins_with_host(mw_slice text)
{
  const char *space = text.len > 0 ? memchr(text.ptr, ' ', text.len) : NULL;
  mw_finding unused = {MW_FAULT_NONE, 0, 0};
  mw_host host;
  if (space != NULL) {
    text.len = (size_t)(space - text.ptr);
  }
  return mw_host_parse(text, NULL, &host, &unused);
}

static bool is_challenge(mw_slice text)
{
  mw_finding unused = {MW_FAULT_NONE, 0, 0};
  return text.len == 0 || mwi_is_base64_text(text, &unused);
}

/* An octet's number, alone or with a text behind a blank (RFC 1845 3). */
static bool begins_with_offset(mw_slice text)
{
  size_t digits = 0;
  while (digits < text.len && text.ptr[digits] >= '0' && text.ptr[digits] <= '9') {
    digits++;
  }
  return digits > 0 && (digits == text.len || text.ptr[digits] == ' ' || text.ptr[digits] == '\t');
}

/* Whether machines can read the text where they do. */
static bool is_text_of(mw_smtp_situation situation, mw_slice text)
{
  switch (situation) {
  case MW_SMTP_SITUATION_GREETING:
  case MW_SMTP_SITUATION_HELLO: return begins_with_host(text);
  case MW_SMTP_SITUATION_AUTH_CHALLENGE: return is_challenge(text);
  case MW_SMTP_SITUATION_RESUME_AT: return begins_with_offset(text);
  default: return text.len > 0 || mw_smtp_situation_row(situation)->text[0] != '\0';
  }
}

void mw_smtp_situation_write(mw_writer *w, mw_smtp_situation situation, bool enhanced,
                             mw_slice text)
{
  const mw_smtp_situation_info *row = mw_smtp_situation_row(situation);
  mw_enhanced status = {0, 0, 0};
  if (w == NULL) {
    return;
  }
  if (row == NULL) {
    mwi_refuse(w);
    return;
  }
  if (text.ptr == NULL) {
    text = mw_slice_text(row->text);
  }
  if (!is_text_of(situation, text)) {
    mwi_refuse(w);
    return;
  }
  if (enhanced) {
    mw_enhanced_parse(mw_slice_text(row->enhanced), &status, NULL);
  }
  mw_smtp_reply_write_line(w, row->code, status, text);
}
