/* SPDX-License-Identifier: MIT */
/* What a production of the grammar says of an input: whether it is one, and which facts it holds.
 *
 * A fact has the key that the files of reference vectors use. A key may have several values where a
 * file may spell it in more than one way; one of them must then be the expected one.
 */
#ifndef TESTS_PRODUCTION_H
#define TESTS_PRODUCTION_H

#include <mailwire/mailwire.h>

#include "support/text.h"

/* A mode of the vectors: one word of tolerances and one set of rules. */
typedef struct mode {
  const char *name;
  mw_rules rules;
  bool enhanced;        /* the server offers ENHANCEDSTATUSCODES */
  size_t limit;         /* octets of a command or AUTH line with its end; 0 for those of the RFCs */
  size_t pop3_argument; /* most octets of each argument of a POP3 command; 0 for no limit */
  bool loose_codes;     /* a text of POP3 may begin with "[" and hold no response code */
} mode;

enum { FACTS = 64 };

typedef struct fact {
  const char *key;
  text_buffer value;
} fact;

typedef struct facts {
  fact all[FACTS];
  size_t count;
} facts;

/* Begins a fact; its value is then added to the buffer. */
text_buffer *fact_begin(facts *f, const char *key);

void fact_slice(facts *f, const char *key, mw_slice value);
void fact_text(facts *f, const char *key, const char *value);
void fact_number(facts *f, const char *key, uint64_t value);
void fact_upper(facts *f, const char *key, mw_slice value);

/* Typed parameters. value: the text of the only one, or empty where there may be several. */
void fact_params(facts *f, const mw_smtp_params *params, mw_slice value);

/* Those of a command: typed, each as it stands, and how many are unknown. */
void fact_all_params(facts *f, mw_slice text, const mw_smtp_params *params, const mw_rules *rules);

void fact_enhanced(facts *f, const mw_enhanced *enhanced);

/* Words separated by blanks, joined by commas. */
void fact_list(facts *f, const char *key, mw_slice words);

/* Facts of an address: local, unquoted, domain, ipv4, ipv6, tag, content, host-number, route. */
void fact_host(facts *f, const mw_host *host);
void fact_path(facts *f, const mw_path *path, const char *mailbox_key);

/* What a text of xtext means; false when it is none. */
bool fact_xtext(facts *f, const char *key, mw_slice text, bool lower_hex);
bool fact_base64(facts *f, const char *key, mw_slice text);

/* A local part, or any other Quoted-string or text, without its quotes. */
void fact_unquoted(facts *f, const char *key, mw_slice text);

typedef bool (*production)(mw_slice input, const mode *m, facts *f);

/* The only line of the input, which ends with it. storage: size octets that hold it. */
bool only_line(mw_slice input, const mode *m, char *storage, size_t size, mw_line *line);

/* The production of that name; NULL when there is none. */
production production_find(const char *name);

bool read_address_literal(mw_slice input, const mode *m, facts *f);
bool read_domain(mw_slice input, const mode *m, facts *f);
bool read_local_part(mw_slice input, const mode *m, facts *f);
bool read_mailbox(mw_slice input, const mode *m, facts *f);
bool read_path(mw_slice input, const mode *m, facts *f);
bool read_reverse_path(mw_slice input, const mode *m, facts *f);
bool read_forward_path(mw_slice input, const mode *m, facts *f);
bool read_string(mw_slice input, const mode *m, facts *f);
bool read_xtext(mw_slice input, const mode *m, facts *f);
bool read_base64(mw_slice input, const mode *m, facts *f);
bool read_command(mw_slice input, const mode *m, facts *f);
bool read_param(mw_slice input, const mode *m, facts *f);
bool read_typed_param(mw_slice input, const mode *m, facts *f);
bool read_reply(mw_slice input, const mode *m, facts *f);
bool read_status_code(mw_slice input, const mode *m, facts *f);
bool read_greeting(mw_slice input, const mode *m, facts *f);
bool read_ehlo_line(mw_slice input, const mode *m, facts *f);
bool read_ehlo_response(mw_slice input, const mode *m, facts *f);
bool read_limits_value(mw_slice input, const mode *m, facts *f);
bool read_data_line(mw_slice input, const mode *m, facts *f);
bool read_data_stream(mw_slice input, const mode *m, facts *f);
bool read_data_encode(mw_slice input, const mode *m, facts *f);
bool read_mail_params(mw_slice input, const mode *m, facts *f);
bool read_rcpt_params(mw_slice input, const mode *m, facts *f);
bool read_auth_response(mw_slice input, const mode *m, facts *f);
bool read_enhanced_code(mw_slice input, const mode *m, facts *f);
bool read_first_reply(mw_slice input, const mode *m, facts *f);
bool read_replies(mw_slice input, const mode *m, facts *f);
bool read_command_stream(mw_slice input, const mode *m, facts *f);
bool read_refused_stream(mw_slice input, const mode *m, facts *f);
bool read_pop3_command(mw_slice input, const mode *m, facts *f);
bool read_pop3_response(mw_slice input, const mode *m, facts *f);
bool read_pop3_greeting(mw_slice input, const mode *m, facts *f);
bool read_pop3_drop_listing(mw_slice input, const mode *m, facts *f);
bool read_pop3_scan_listing(mw_slice input, const mode *m, facts *f);
bool read_pop3_uidl(mw_slice input, const mode *m, facts *f);
bool read_pop3_capability(mw_slice input, const mode *m, facts *f);
bool read_pop3_multiline(mw_slice input, const mode *m, facts *f);

#endif
