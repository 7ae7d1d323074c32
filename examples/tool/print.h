/* SPDX-License-Identifier: MIT */
/* The two ways of showing items: print_text.c and print_json.c, and for what one protocol alone has
 * smtp_text.c, smtp_json.c, pop3_text.c, pop3_json.c.
 */
#ifndef TOOL_PRINT_H
#define TOOL_PRINT_H

#include "auth.h"
#include "pop3.h"
#include "smtp.h"

/* Where items go. */
typedef struct printer {
  void (*begin)(conversation *c, const char *name);
  void (*protocol)(conversation *c, char dir, mw_protocol protocol);
  void (*auth)(conversation *c, const auth_line *line);
  void (*body)(conversation *c, const body *b);
  void (*fault)(conversation *c, char dir, mw_fault fault, uint64_t at, uint64_t begin,
                uint64_t end);
  void (*skipped)(conversation *c, char dir, uint64_t begin, uint64_t end, mw_slice text);
  void (*odd)(conversation *c, char dir, uint64_t begin, uint64_t end, uint64_t anomalies);
  void (*tls)(conversation *c, char dir, uint64_t begin, uint64_t end, bool plaintext);
  void (*note)(conversation *c, const input_note *note, mw_slice text);
  const smtp_printer *smtp;
  const pop3_printer *pop3;
} printer;

extern const printer print_text;
extern const printer print_json;

#endif
