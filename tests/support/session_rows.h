/* SPDX-License-Identifier: MIT */
/* What the conditions of reference/smtp-state.tsv mean in facts, by the row's id, and how the row
 * is played. For test_session_state.c.
 */
#ifndef TESTS_SUPPORT_SESSION_ROWS_H
#define TESTS_SUPPORT_SESSION_ROWS_H

#include "support/session.h"

/* How the row is played. */
typedef enum how {
  COMMAND = 0, /* the command is judged by the session alone; then each reply */
  REFUSED,     /* the caller refuses it, with each of the codes */
  GREETING,    /* the server greets with each of the codes */
  NO_COMMAND,  /* what comes is no command: none may be taken from it, and the state stays */
  MESSAGE,     /* the end of the data */
  AUTH_LINE,   /* a line of the exchange that succeeds */
  LAYER,       /* the same, and a security layer begins */
  AUTH_BEGINS, /* 334 leads to the row's state, 235 to greeted */
  LOST,        /* the connection ends */
  TLS_WORKS,
  TLS_FAILS,
  LAST_OF_GROUP, /* a rule for clients: the verbs end a group */
  IN_A_GROUP,    /* each command of a group is answered in order */
  SHUTDOWN,      /* 421 */
  BAD_LINE,      /* what is wrong is the line, whatever its verb */
  PER_RECIPIENT  /* a reply for each accepted recipient */
} how;

/* Verbs of no name in the row's column. */
enum { AS_NAMED = 0, NO_VERB = -1 };

static const struct {
  const char *id;
  const char *condition;
  how play;
  unsigned by;
  unsigned flags;
  unsigned policies;
  int verb;
  mw_smtp_situation refused;
} rows[] = {
#define ROW(id, condition, ...)                                                                    \
  {                                                                                                \
    id, condition, __VA_ARGS__                                                                     \
  }
    ROW("st001", "normal", GREETING, 0, 0, 0, 0, 0),
    ROW("st002", "service refused", GREETING, 0, 0, 0, 0, 0),
    ROW("st003", "host never takes mail", GREETING, 0, 0, 0, 0, 0),
    ROW("st004", "shutting down", GREETING, 0, 0, 0, 0, 0),
    ROW("st005", "client talks before the greeting", COMMAND, 0, 0, 0, 0, 0),
    ROW("st006", "after 554 or 521 greeting", COMMAND, 0, 0, 0, 0, 0),
    ROW("st006", "after 554 or 521 greeting", COMMAND, BY_521, 0, 0, 0, 0),
    ROW("st007", "after 554 greeting", COMMAND, 0, 0, 0, 0, 0),
    ROW("st008", "after 521 greeting", COMMAND, BY_521, 0, 0, 0, 0),
    ROW("st009", "acceptable", COMMAND, 0, 0, 0, 0, 0),
    ROW("st010", "acceptable", COMMAND, 0, 0, 0, 0, 0),
    ROW("st011", "not acceptable", REFUSED, 0, 0, 0, 0, 0),
    ROW("st012", "syntax error", REFUSED, 0, 0, 0, 0, 0),
    ROW("st013", "name does not match client address", COMMAND, 0, 0, 0, 0, 0),
    ROW("st020", "no EHLO or HELO yet", COMMAND, 0, 0, 0, 0, 0),
    ROW("st023", "no EHLO yet", COMMAND, 0, 0, 0, 0, 0),
    ROW("st024", "no EHLO yet", COMMAND, 0, 0, 0, 0, 0),
    ROW("st025", "repeat", COMMAND, 0, 0, 0, 0, 0),
    ROW("st026", "repeat", COMMAND, 0, 0, 0, 0, 0),
    ROW("st026", "repeat", COMMAND, BY_HELO, 0, 0, 0, 0),
    ROW("st027", "argument acceptable", COMMAND, 0, 0, 0, 0, 0),
    ROW("st028", "argument not acceptable", REFUSED, 0, 0, 0, 0, 0),
    ROW("st029", "unknown parameter", REFUSED, 0, 0, 0, 0, 0),
    ROW("st030", "parameter temporarily impossible", REFUSED, 0, 0, 0, 0, 0),
    ROW("st031", "parameters after HELO", COMMAND, BY_HELO, MW_SMTP_STEP_PARAMS, 0, 0, 0),
    ROW("st032", "authentication required", COMMAND, 0, 0, MW_SMTP_POLICY_AUTH_FIRST, 0, 0),
    ROW("st033", "TLS required", COMMAND, 0, 0, MW_SMTP_POLICY_TLS_FIRST, 0, 0),
    ROW("st034", "no MAIL", COMMAND, 0, 0, 0, 0, 0),
    ROW("st035", "no MAIL", COMMAND, 0, 0, 0, 0, 0),
    ROW("st036", "no MAIL", COMMAND, 0, 0, 0, 0, 0),
    ROW("st038", "with argument", REFUSED, 0, 0, 0, 0, 0),
    ROW("st039", "with argument", REFUSED, 0, 0, 0, 0, 0),
    ROW("st040", "with argument", COMMAND, 0, MW_SMTP_STEP_ARGUMENT, 0, 0,
        MW_SMTP_SITUATION_BAD_ARGUMENT),
    ROW("st043", "authenticated", COMMAND, BY_AUTH, 0, 0, 0, 0),
    ROW("st044", "not authenticated", COMMAND, 0, 0, 0, 0, 0),
    ROW("st045", "", COMMAND, 0, 0, 0, NO_VERB, 0),
    ROW("st046", "", COMMAND, BY_LITTLE, 0, 0, MW_SMTP_ETRN, 0),
    ROW("st047", "not implemented", COMMAND, 0, 0, 0, 0, 0),
    ROW("st048", "accepted", COMMAND, 0, 0, 0, 0, 0),
    ROW("st049", "refused", REFUSED, 0, 0, 0, 0, 0),
    ROW("st050", "nested", COMMAND, 0, 0, 0, 0, 0),
    ROW("st051", "no recipient accepted", COMMAND, 0, 0, 0, 0, 0),
    ROW("st052", "no recipient accepted", COMMAND, 0, 0, 0, 0, 0),
    ROW("st053", "no recipient accepted", COMMAND, 0, 0, 0, 0, 0),
    ROW("st057", "during a transaction", COMMAND, 0, 0, 0, 0, 0),
    ROW("st058", "during a transaction", COMMAND, 0, 0, 0, 0, 0),
    ROW("st059", "during a transaction", COMMAND, 0, 0, 0, 0, 0),
    ROW("st061", "more", COMMAND, 0, 0, 0, 0, 0),
    ROW("st062", "implementation limit reached", REFUSED, 0, 0, 0, 0, 0),
    ROW("st063", "nested", COMMAND, 0, 0, 0, 0, 0),
    ROW("st065", "with argument", REFUSED, 0, 0, 0, 0, 0),
    ROW("st066", "MAIL had BODY=BINARYMIME", COMMAND, BY_BINARY, 0, 0, 0, 0),
    ROW("st067", "not LAST", COMMAND, 0, 0, 0, 0, 0),
    ROW("st068", "LAST", COMMAND, 0, MW_SMTP_STEP_LAST, 0, 0, 0),
    ROW("st069", "LAST", COMMAND, 0, MW_SMTP_STEP_LAST, 0, 0, 0),
    ROW("st070", "not LAST", COMMAND, 0, 0, 0, 0, 0),
    ROW("st072", "", NO_COMMAND, 0, 0, 0, NO_VERB, 0),
    ROW("st073", "accepted", MESSAGE, 0, 0, 0, NO_VERB, 0),
    ROW("st074", "refused", MESSAGE, 0, 0, 0, NO_VERB, 0),
    ROW("st075", "bare line feeds", NO_COMMAND, 0, 0, 0, NO_VERB, 0),
    ROW("st076", "", LOST, 0, 0, 0, NO_VERB, 0),
    ROW("st077", "more", COMMAND, 0, 0, 0, 0, 0),
    ROW("st078", "LAST", COMMAND, 0, MW_SMTP_STEP_LAST, 0, 0, 0),
    ROW("st079", "after BDAT", COMMAND, 0, 0, 0, 0, 0),
    ROW("st081", "chunk failed", REFUSED, 0, 0, 0, 0, 0),
    ROW("st083", "after BDAT LAST", COMMAND, BY_LAST, 0, 0, 0, 0),
    ROW("st085", "mechanism available", AUTH_BEGINS, 0, MW_SMTP_STEP_ARGUMENT, 0, 0, 0),
    ROW("st086", "mechanism unknown or not usable", REFUSED, 0, 0, 0, 0, 0),
    ROW("st087", "already authenticated", COMMAND, BY_AUTH, 0, 0, 0, 0),
    ROW("st088", "initial response for a server-first mechanism", REFUSED, 0, 0, 0, 0, 0),
    ROW("st089", "cancel", REFUSED, 0, 0, 0, NO_VERB, 0),
    ROW("st090", "", REFUSED, 0, 0, 0, NO_VERB, 0),
    ROW("st091", "", REFUSED, 0, 0, 0, NO_VERB, 0),
    ROW("st092", "", REFUSED, 0, 0, 0, NO_VERB, 0),
    ROW("st093", "", REFUSED, 0, 0, 0, NO_VERB, 0),
    ROW("st094", "no security layer", AUTH_LINE, 0, 0, 0, NO_VERB, 0),
    ROW("st095", "security layer negotiated", LAYER, 0, 0, 0, NO_VERB, 0),
    ROW("st096", "server policy", SHUTDOWN, 0, 0, 0, NO_VERB, 0),
    ROW("st097", "available", COMMAND, 0, 0, 0, 0, 0),
    ROW("st098", "not available now", REFUSED, 0, 0, 0, 0, 0),
    ROW("st099", "with argument", REFUSED, 0, 0, 0, 0, 0),
    ROW("st100", "TLS already active", COMMAND, BY_TLS, 0, 0, 0, 0),
    ROW("st101", "buffered with STARTTLS", COMMAND, 0, 0, 0, 0, 0),
    ROW("st102", "", TLS_WORKS, 0, 0, 0, NO_VERB, 0),
    ROW("st103", "", TLS_FAILS, 0, 0, 0, NO_VERB, 0),
    ROW("st104", "security level too low after TLS", COMMAND, BY_WEAK_TLS, 0, 0, 0, 0),
    ROW("st105", "followed by more commands in one group", LAST_OF_GROUP, 0, 0, 0, 0, 0),
    ROW("st106", "pipelined group", IN_A_GROUP, 0, 0, 0, 0, 0),
    ROW("st107", "service shutting down", SHUTDOWN, 0, 0, 0, 0, 0),
    ROW("st108", "", BAD_LINE, 0, 0, 0, NO_VERB, MW_SMTP_SITUATION_LINE_TOO_LONG),
    ROW("st109", "no SMTPUTF8", BAD_LINE, 0, 0, 0, NO_VERB, MW_SMTP_SITUATION_NOT_ASCII),
    ROW("st110", "server timeout", LOST, 0, 0, 0, NO_VERB, 0),
    ROW("st114", "no successful RCPT", COMMAND, 0, 0, 0, 0, 0),
    ROW("st116", "", PER_RECIPIENT, 0, 0, 0, NO_VERB, 0),
    ROW("st117", "LAST", PER_RECIPIENT, 0, MW_SMTP_STEP_LAST, 0, 0, 0),
    ROW("st118", "LAST without successful RCPT", PER_RECIPIENT, 0, MW_SMTP_STEP_LAST, 0, 0, 0),
    ROW("st119", "not LAST", PER_RECIPIENT, 0, 0, 0, 0, 0),
    ROW("st120", "", LOST, 0, 0, 0, NO_VERB, 0),
    ROW("st121", "not authenticated", COMMAND, 0, 0, 0, 0, 0),
    ROW("st122", "improper content of the command", REFUSED, BY_AUTH, 0, 0, 0, 0),
    ROW("st123", "address syntax", REFUSED, BY_AUTH, 0, 0, 0, 0),
    ROW("st124", "no permission", REFUSED, BY_AUTH, 0, 0, 0, 0),
    ROW("st125", "policy violation", MESSAGE, BY_AUTH, 0, 0, NO_VERB, 0),
    ROW("st127", "521", GREETING, 0, 0, 0, 0, 0),
    ROW("-", "", COMMAND, 0, 0, 0, 0, 0), /* of rows that have no condition: the last */
};

#undef ROW

#endif
