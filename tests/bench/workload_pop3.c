/* SPDX-License-Identifier: MIT */
/* Workload W4: commands of POP3 sessions, and the listings that answer LIST and UIDL. */
#include "workload_parts.h"

static void hex_digits(workload *w, unsigned count)
{
  while (count-- > 0) {
    workload_put(w, &"0123456789abcdef"[workload_draw(w, 16)], 1);
  }
}

static void pop3_line(workload *w, const char *s)
{
  workload_text(w, s);
  workload_end_line(w);
}

static void login(workload *w)
{
  if (workload_draw(w, 4) != 0) {
    workload_text(w, "USER ");
    workload_address(w);
    workload_end_line(w);
    workload_text(w, "PASS ");
    workload_letters(w, 8 + workload_draw(w, 9));
  } else {
    workload_text(w, "APOP ");
    workload_text(w, workload_locals[workload_draw(w, 24)]);
    workload_text(w, " ");
    hex_digits(w, 32);
  }
  workload_end_line(w);
}

void workload_pop3_login(workload *w)
{
  if (workload_draw(w, 3) == 0) {
    pop3_line(w, "CAPA");
  }
  login(w);
  if (workload_draw(w, 5) == 0) {
    pop3_line(w, "NOOP");
  }
  pop3_line(w, "QUIT");
}

/* The message's number is drawn before the command. */
static void message_command(workload *w)
{
  static const char *const verbs[8] = {"LIST ", "UIDL ", "TOP ",  "DELE ",
                                       "DELE ", "RETR ", "RETR ", "RETR "};
  unsigned message = 1 + workload_draw(w, 2000);
  unsigned verb = workload_draw(w, 8);
  workload_text(w, verbs[verb]);
  workload_number(w, message);
  workload_text(w, verb == 2 ? " 0" : "");
  workload_end_line(w);
}

void workload_pop3_transaction(workload *w)
{
  unsigned count;
  pop3_line(w, "STAT");
  pop3_line(w, "LIST");
  pop3_line(w, "UIDL");
  for (count = 1 + workload_draw(w, 12); count > 0; count--) {
    message_command(w);
  }
  if (workload_draw(w, 10) == 0) {
    pop3_line(w, "RSET");
  }
  pop3_line(w, "QUIT");
}

void workload_pop3_listing(workload *w, size_t messages, bool unique_ids)
{
  size_t i;
  workload_text(w, "+OK ");
  workload_number(w, (unsigned)messages);
  pop3_line(w, " messages:");
  for (i = 1; i <= messages; i++) {
    workload_number(w, (unsigned)i);
    workload_text(w, " ");
    if (unique_ids) {
      hex_digits(w, 16);
    } else {
      unsigned magnitude = workload_draw(w, 16);
      workload_number(w, 500 + workload_draw(w, 1u << (8 + magnitude / 2)));
    }
    workload_end_line(w);
  }
  pop3_line(w, ".");
  w->items = messages;
}
