/* SPDX-License-Identifier: MIT */
/* The situations of a POP3 server as a table: by number, by name, by the fault that makes them. */
#include <mailwire/pop3_situation.h>

#include "base/writer.h"

/* By number; a number without a row has name NULL. */
static const struct {
  mw_pop3_situation_info info;
  const char *name;
} pop3_situation_rows[] = {
#define MW_POP3_SITUATION(id, number, status, code, text, rfc)                                     \
  [number] = {{MW_POP3_SITUATION_##id, MW_POP3_STATUS_##status, code, text, rfc}, #id},
#include <mailwire/tables/pop3_situation.def>
};

enum { POP3_SITUATIONS = sizeof pop3_situation_rows / sizeof pop3_situation_rows[0] };

/* By the fault's number. */
static const uint8_t pop3_fault_situations[] = {
    [MW_FAULT_LINE_TOO_LONG] = MW_POP3_SITUATION_LINE_TOO_LONG,
    [MW_FAULT_BARE_LF] = MW_POP3_SITUATION_BARE_NEWLINE,
    [MW_FAULT_BARE_CR] = MW_POP3_SITUATION_BARE_NEWLINE,
    [MW_FAULT_NUL_OCTET] = MW_POP3_SITUATION_BAD_CHARACTER,
    [MW_FAULT_CONTROL_OCTET] = MW_POP3_SITUATION_BAD_CHARACTER,
    [MW_FAULT_EIGHT_BIT] = MW_POP3_SITUATION_BAD_CHARACTER,
    [MW_FAULT_BAD_UTF8] = MW_POP3_SITUATION_BAD_CHARACTER,
    [MW_FAULT_EMPTY_LINE] = MW_POP3_SITUATION_BAD_SYNTAX,
    [MW_FAULT_LEADING_SPACE] = MW_POP3_SITUATION_BAD_SYNTAX,
    [MW_FAULT_BAD_SEPARATOR] = MW_POP3_SITUATION_BAD_SYNTAX,
    [MW_FAULT_BAD_KEYWORD] = MW_POP3_SITUATION_UNKNOWN_COMMAND,
    [MW_FAULT_BAD_ARGUMENT] = MW_POP3_SITUATION_BAD_ARGUMENT,
    [MW_FAULT_NUMBER_TOO_LARGE] = MW_POP3_SITUATION_NO_SUCH_MESSAGE,
    [MW_FAULT_BAD_BASE64] = MW_POP3_SITUATION_AUTH_BAD_BASE64,
    [MW_FAULT_PLAINTEXT_LEFT] = MW_POP3_SITUATION_PLAINTEXT_LEFT,
};

static bool is_pop3_situation(size_t number)
{
  return number < POP3_SITUATIONS && pop3_situation_rows[number].name != NULL;
}

const mw_pop3_situation_info *mw_pop3_situation_row(mw_pop3_situation situation)
{
  size_t number = (size_t)situation;
  return is_pop3_situation(number) ? &pop3_situation_rows[number].info : NULL;
}

const char *mw_pop3_situation_name(mw_pop3_situation situation)
{
  size_t number = (size_t)situation;
  if (situation == MW_POP3_SITUATION_NONE) {
    return "NONE";
  }
  return is_pop3_situation(number) ? pop3_situation_rows[number].name : "UNKNOWN";
}

mw_pop3_situation mw_pop3_situation_find(mw_slice name)
{
  size_t i;
  for (i = 0; i < POP3_SITUATIONS; i++) {
    if (is_pop3_situation(i) && mw_slice_equal(name, mw_slice_text(pop3_situation_rows[i].name))) {
      return pop3_situation_rows[i].info.situation;
    }
  }
  return MW_POP3_SITUATION_NONE;
}

mw_pop3_situation mw_pop3_situation_of(mw_fault fault)
{
  size_t number = (size_t)fault;
  return number < sizeof pop3_fault_situations ? (mw_pop3_situation)pop3_fault_situations[number]
                                               : MW_POP3_SITUATION_NONE;
}

void mw_pop3_situation_write(mw_writer *w, mw_pop3_situation situation, bool codes, mw_slice text)
{
  const mw_pop3_situation_info *row = mw_pop3_situation_row(situation);
  mw_slice code = {NULL, 0};
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
  if (text.len == 0 && row->text[0] == '\0') {
    mwi_refuse(w);
    return;
  }
  if (codes && row->code[0] != '\0') {
    code = mw_slice_text(row->code);
  }
  mw_pop3_response_write(w, row->status, code, text);
}
