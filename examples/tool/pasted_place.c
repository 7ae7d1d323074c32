/* SPDX-License-Identifier: MIT */
/* What a reply answers, as mailers, libraries and logs say it. */
#include "pasted.h"

/* The words that a command stands behind. */
static const char *const before_command[] = {
    "in reply to ",      "mail server after ", "while talking after ", "after pipelined ",
    "NOQUEUE: reject: ", "\"command\":\"",     "\"command\": \"",      "command: '"};

/* The words of programs that name no command. */
static const struct {
  const char *words;
  mw_place place;
  mw_smtp_verb verb;
} spoken[] = {
    {"refused to talk to me: ", MW_PLACE_GREETING, MW_SMTP_UNKNOWN},
    {"initial connection", MW_PLACE_GREETING, MW_SMTP_UNKNOWN},
    {"SMTPConnectError", MW_PLACE_GREETING, MW_SMTP_UNKNOWN},
    {"SMTPHeloError", MW_PLACE_COMMAND, MW_SMTP_EHLO},
    {"SMTPAuthenticationError", MW_PLACE_COMMAND, MW_SMTP_AUTH},
    {"AuthenticationFailedException", MW_PLACE_COMMAND, MW_SMTP_AUTH},
    {"Password command failed", MW_PLACE_COMMAND, MW_SMTP_AUTH},
    {"Invalid login: ", MW_PLACE_COMMAND, MW_SMTP_AUTH},
    {"SMTPSenderRefused", MW_PLACE_COMMAND, MW_SMTP_MAIL},
    {"SMTPSenderFailedException", MW_PLACE_COMMAND, MW_SMTP_MAIL},
    {"Failed to set sender", MW_PLACE_COMMAND, MW_SMTP_MAIL},
    {"MAIL FROM command failed", MW_PLACE_COMMAND, MW_SMTP_MAIL},
    {"Mail command failed: ", MW_PLACE_COMMAND, MW_SMTP_MAIL},
    {"MAIL failed: ", MW_PLACE_COMMAND, MW_SMTP_MAIL},
    {"SMTPRecipientsRefused", MW_PLACE_COMMAND, MW_SMTP_RCPT},
    {"SMTPAddressFailedException", MW_PLACE_COMMAND, MW_SMTP_RCPT},
    {"Failed to add recipient", MW_PLACE_COMMAND, MW_SMTP_RCPT},
    {"RCPT TO command failed", MW_PLACE_COMMAND, MW_SMTP_RCPT},
    {"all recipients were rejected", MW_PLACE_COMMAND, MW_SMTP_RCPT},
    {"RCPT failed: ", MW_PLACE_COMMAND, MW_SMTP_RCPT},
    {"DATA command failed", MW_PLACE_COMMAND, MW_SMTP_DATA},
    {"DATA END command failed", MW_PLACE_END_OF_DATA, MW_SMTP_DATA},
    {"SMTPDataError", MW_PLACE_END_OF_DATA, MW_SMTP_DATA},
    {"Message failed: ", MW_PLACE_END_OF_DATA, MW_SMTP_DATA},
};

/* "RCPT TO", "RCPT TO:<x>:", "end of data". */
static void read_command(mw_slice rest, pasted *found)
{
  mw_slice word;
  if (pasted_begins(rest, "end of")) {
    found->place = MW_PLACE_END_OF_DATA;
    found->verb = MW_SMTP_DATA;
  } else if (mw_word_next(&rest, &word)) {
    while (word.len > 0 && !(word.ptr[word.len - 1] >= 'A' && word.ptr[word.len - 1] <= 'Z')) {
      word.len--;
    }
    found->verb = mw_smtp_verb_find(word);
    found->place = found->verb != MW_SMTP_UNKNOWN ? MW_PLACE_COMMAND : (mw_place)0;
  }
}

void pasted_place(mw_slice text, pasted *found)
{
  size_t i;
  for (i = 0; i < sizeof before_command / sizeof before_command[0] && found->place == 0; i++) {
    size_t at = pasted_where(text, before_command[i]);
    if (at < text.len) {
      read_command(pasted_from(text, at + mw_slice_text(before_command[i]).len), found);
    }
  }
  for (i = 0; i < sizeof spoken / sizeof spoken[0] && found->place == 0; i++) {
    if (pasted_where(text, spoken[i].words) < text.len) {
      found->place = spoken[i].place;
      found->verb = spoken[i].verb;
    }
  }
}
