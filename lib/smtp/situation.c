/* SPDX-License-Identifier: MIT */
/* The situations of a server as a table: by number, by name, by the fault that makes them. */
#include <mailwire/smtp_situation.h>

#include "base/writer.h"

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
    [MW_FAULT_EIGHT_BIT] = MW_SMTP_SITUATION_BAD_CHARACTER,
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

/* The form of the verb's argument; any text for verbs that the table does not have. */
static mw_smtp_form form_of(mw_smtp_verb verb)
{
  const mw_smtp_verb_info *row = mw_smtp_verb_row(verb);
  return row == NULL ? MW_SMTP_TAKES_TEXT : row->form;
}

/* What an address is that stands in an argument of that form. */
static mw_smtp_situation bad_address_in(mw_smtp_form form)
{
  switch (form) {
  case MW_SMTP_TAKES_REVERSE_PATH: return MW_SMTP_SITUATION_BAD_SENDER;
  case MW_SMTP_TAKES_FORWARD_PATH: return MW_SMTP_SITUATION_BAD_RECIPIENT;
  case MW_SMTP_TAKES_HOST:
  case MW_SMTP_TAKES_DOMAIN: return MW_SMTP_SITUATION_BAD_HELLO;
  default: return MW_SMTP_SITUATION_BAD_ARGUMENT;
  }
}

/* The same for an argument as a whole. */
static mw_smtp_situation bad_argument_in(mw_smtp_form form)
{
  switch (form) {
  case MW_SMTP_TAKES_NOTHING: return MW_SMTP_SITUATION_NO_ARGUMENT_ALLOWED;
  case MW_SMTP_TAKES_HOST:
  case MW_SMTP_TAKES_DOMAIN: return MW_SMTP_SITUATION_BAD_HELLO;
  default: return MW_SMTP_SITUATION_BAD_ARGUMENT;
  }
}

mw_smtp_situation mw_smtp_situation_in(mw_smtp_verb verb, mw_fault fault)
{
  mw_smtp_situation situation = mw_smtp_situation_of(fault);
  switch (situation) {
  case MW_SMTP_SITUATION_BAD_ADDRESS: return bad_address_in(form_of(verb));
  case MW_SMTP_SITUATION_BAD_ARGUMENT: return bad_argument_in(form_of(verb));
  default: return situation;
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
  if (text.len == 0 && row->text[0] == '\0' && situation != MW_SMTP_SITUATION_AUTH_CHALLENGE) {
    mwi_refuse(w);
    return;
  }
  if (enhanced) {
    mw_enhanced_parse(mw_slice_text(row->enhanced), &status, NULL);
  }
  mw_smtp_reply_write_line(w, row->code, status, text);
}
