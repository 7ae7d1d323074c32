/* SPDX-License-Identifier: MIT */
/* Arguments of POP3 commands, field by field, and what is written of them. */
#include "support/assert_mw.h"

#include "support/pop3_argument.h"

mw_pop3_argument pop3_full(mw_pop3_verb verb)
{
  mw_pop3_argument a;
  memset(&a, 0, sizeof a);
  switch (mw_pop3_verb_row(verb)->form) {
  case MW_POP3_TAKES_TEXT: a.text = mw_slice_text("ARCHIVE"); break;
  case MW_POP3_TAKES_DIGEST:
    a.digest = mw_slice_text("c4c9334bac560ecc979e58001b3e22fb"); /* fall through */
  case MW_POP3_TAKES_NAME: a.name = mw_slice_text("mrose"); break;
  case MW_POP3_TAKES_PASSWORD: a.password = mw_slice_text("secret"); break;
  case MW_POP3_TAKES_MECHANISM:
    a.mechanism = mw_slice_text("PLAIN");
    a.initial = mw_slice_text("AAAA");
    break;
  case MW_POP3_TAKES_LINES: a.lines = 3; /* fall through */
  case MW_POP3_TAKES_MESSAGE:
  case MW_POP3_TAKES_MAYBE_MESSAGE: a.message = 1; break;
  case MW_POP3_TAKES_MAYBE_LANGUAGE: a.language = mw_slice_text("de"); break;
  default: break;
  }
  return a;
}

mw_slice *pop3_slice_of(mw_pop3_argument *a, int which)
{
  mw_slice *all[POP3_SLICES];
  all[0] = &a->name;
  all[1] = &a->password;
  all[2] = &a->digest;
  all[3] = &a->mechanism;
  all[4] = &a->initial;
  all[5] = &a->language;
  all[6] = &a->text;
  return all[which];
}

mw_slice pop3_written(mw_pop3_verb verb, const mw_pop3_argument *a, bool utf8)
{
  static char buffer[1024];
  static const char first[] = "NOOP\r\n";
  mw_writer w;
  mw_slice out;
  mw_status status;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_writer_allow_utf8(&w, utf8);
  mw_pop3_command_write(&w, MW_POP3_NOOP, NULL);
  mw_pop3_command_write(&w, verb, a);
  status = mw_writer_result(&w, &out);
  assert_true(out.len >= sizeof first - 1);
  assert_memory_equal(out.ptr, first, sizeof first - 1);
  out = mw_slice_of(out.ptr + sizeof first - 1, out.len - (sizeof first - 1));
  assert_int_equal(status, out.len == 0 ? MW_E_ARGUMENT : MW_OK);
  return out;
}
