/* SPDX-License-Identifier: MIT */
/* Parts that many conversations of POP3 begin with, and their items. */
#ifndef TESTS_SUPPORT_POP3_CHAT_PARTS_H
#define TESTS_SUPPORT_POP3_CHAT_PARTS_H

#include "pop3_chat.h"

/* 11 octets from the server. */
#define CHAT_GREETING "S: +OK hello\n"
#define CHAT_GREETING_ITEMS "RESPONSE +OK greeting\n"

/* From the client 16 octets, from the server 21. */
#define CHAT_LOGIN CHAT_GREETING "C: USER a\nS: +OK\nC: PASS b\nS: +OK\n"
#define CHAT_LOGIN_ITEMS                                                                           \
  CHAT_GREETING_ITEMS "COMMAND \"USER a\"\nRESPONSE +OK to USER\n"                                 \
                      "COMMAND \"PASS b\" secret \"b\" !auth-in-clear@C8\nRESPONSE +OK to PASS\n"

#define CHAT_CAPA "C: CAPA\nS: +OK\nS: PIPELINING\nS: USER\nS: STLS\nS: SASL CRAM-MD5\nS: .\n"
#define CHAT_CAPA_ITEMS                                                                            \
  "COMMAND \"CAPA\"\nRESPONSE +OK to CAPA more\nLINE \"PIPELINING\" to CAPA\n"                     \
  "LINE \"USER\" to CAPA\nLINE \"STLS\" to CAPA\nLINE \"SASL CRAM-MD5\" to CAPA\nEND 4 to CAPA\n"

#define CHAT_NOOP "C: NOOP\nS: +OK\n"
#define CHAT_NOOP_ITEMS "COMMAND \"NOOP\"\nRESPONSE +OK to NOOP\n"

#define CHAT_QUIT "C: QUIT\nS: +OK\n"
#define CHAT_QUIT_ITEMS "COMMAND \"QUIT\"\nRESPONSE +OK to QUIT\n"

#endif
