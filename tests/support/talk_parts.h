/* SPDX-License-Identifier: MIT */
/* Parts that many conversations begin with, and their items. */
#ifndef TESTS_SUPPORT_TALK_PARTS_H
#define TESTS_SUPPORT_TALK_PARTS_H

#include "talk.h"

#define TALK_GREETING "S: 220 mx\n"
#define TALK_GREETING_ITEMS "REPLY 220 greeting\n"

#define TALK_EHLO                                                                                  \
  "C: EHLO a\nS: 250-mx\nS: 250-PIPELINING\nS: 250-CHUNKING\nS: 250-STARTTLS\n"                    \
  "S: 250 AUTH CRAM-MD5\n"
#define TALK_EHLO_ITEMS                                                                            \
  "COMMAND \"EHLO a\"\nREPLY 250- to EHLO\nREPLY 250- to EHLO\nREPLY 250- to EHLO\n"               \
  "REPLY 250- to EHLO\nREPLY 250 to EHLO\n"

#define TALK_HELLO TALK_GREETING TALK_EHLO
#define TALK_HELLO_ITEMS TALK_GREETING_ITEMS TALK_EHLO_ITEMS

#define TALK_MAIL "C: MAIL FROM:<a@b>\nS: 250 ok\n"
#define TALK_MAIL_ITEMS "COMMAND \"MAIL FROM:<a@b>\"\nREPLY 250 to MAIL\nTRANSACTION MAIL t1\n"

#define TALK_RCPT "C: RCPT TO:<c@d>\nS: 250 ok\n"
#define TALK_RCPT_ITEMS                                                                            \
  "COMMAND \"RCPT TO:<c@d>\" t1\nREPLY 250 to RCPT t1\nRECIPIENT 250 RCPT t1\n"

#define TALK_DATA "C: DATA\nS: 354 go\n"
#define TALK_DATA_ITEMS "COMMAND \"DATA\" t1\nREPLY 354 to DATA t1\nBODY_BEGIN ? t1\n"

#define TALK_ENVELOPE TALK_HELLO TALK_MAIL TALK_RCPT
#define TALK_ENVELOPE_ITEMS TALK_HELLO_ITEMS TALK_MAIL_ITEMS TALK_RCPT_ITEMS

#define TALK_QUIT "C: QUIT\nS: 221 bye\n"
#define TALK_QUIT_ITEMS "COMMAND \"QUIT\"\nREPLY 221 to QUIT\n"

#define TALK_LHLO "S: 220 mx\nC: LHLO a\nS: 250-mx\nS: 250-PIPELINING\nS: 250 CHUNKING\n"
#define TALK_LHLO_ITEMS                                                                            \
  "REPLY 220 greeting\nCOMMAND \"LHLO a\"\nREPLY 250- to LHLO\nREPLY 250- to LHLO\n"               \
  "REPLY 250 to LHLO\n"

#endif
