/* SPDX-License-Identifier: MIT */
/* A POP3 server on stdin and stdout, with two messages in memory: the command reader and its holds,
 * arguments, typed answers, a set of capabilities written, and messages with their dots doubled.
 *
 *   printf 'USER joe\r\nPASS open sesame\r\nRETR 2\r\nQUIT\r\n' | build/bin/maildrop
 */
#include <mailwire/mailwire.h>
#include <stdio.h>
#include <string.h>

typedef struct mail {
  const char *id;
  const char *octets; /* as they are: the dots that the wire adds are not counted anywhere */
} mail;

static const mail mails[] = {
    {"first-1", "Subject: lunch\r\n\r\nAt noon.\r\n"},
    {"second-2", "From: ann@example\r\nSubject: dots\r\n\r\n.one\r\n.\r\nlast\r\n"},
};
#define MAILS (sizeof mails / sizeof *mails)

typedef enum state { NOBODY, STRANGER, OWNER, LOGGED_IN } state; /* OWNER: lacks the password */

typedef struct session {
  mw_pop3_command_reader reader;
  state state;
  bool deleted[MAILS];
  bool over; /* nothing more is read */
} session;

static void put(mw_slice octets)
{
  fwrite(octets.ptr, 1, octets.len, stdout);
}

/* What a writer did not write whole is no answer, and without one the client is out of step. */
static void send_written(session *s, const mw_writer *w)
{
  mw_slice written;
  if (mw_writer_result(w, &written) == MW_OK) {
    put(written);
  } else {
    s->over = true;
  }
}

static void say(session *s, mw_pop3_status status, const char *code, const char *text)
{
  char buffer[MW_POP3_RESPONSE_LINE];
  mw_writer w;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_pop3_response_write(&w, status, mw_slice_text(code), mw_slice_text(text));
  send_written(s, &w);
}

static void ok(session *s, const char *text)
{
  say(s, MW_POP3_STATUS_OK, NULL, text);
}

static void err(session *s, const char *text)
{
  say(s, MW_POP3_STATUS_ERR, NULL, text);
}

static void greet(session *s)
{
  char buffer[MW_POP3_RESPONSE_LINE];
  mw_writer w;
  mw_writer_init(&w, buffer, sizeof buffer); /* no timestamp: there is no APOP here */
  mw_pop3_greeting_write(&w, mw_slice_text("maildrop ready"), mw_slice_text(NULL));
  send_written(s, &w);
}

/* Tags and typed values are put; what no field types is added as the line that it is. */
static void capa(session *s)
{
  static const mw_pop3_capability can[] = {
      MW_POP3_CAP_TOP,        MW_POP3_CAP_USER, MW_POP3_CAP_RESP_CODES, MW_POP3_CAP_AUTH_RESP_CODE,
      MW_POP3_CAP_PIPELINING, MW_POP3_CAP_UIDL, MW_POP3_CAP_EXPIRE};
  char room[64];
  char buffer[1024];
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_capabilities set;
  mw_writer w;
  mw_pop3_capabilities_init(&set, room, sizeof room);
  for (size_t i = 0; i < sizeof can / sizeof *can; i++) {
    mw_pop3_capabilities_put(&set, can[i]);
  }
  set.has_expire = true;
  set.expire = MW_POP3_EXPIRE_NEVER;
  mw_pop3_capabilities_add(&set, mw_slice_text("IMPLEMENTATION maildrop"), 0, &finding);
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_pop3_capabilities_write(&w, mw_slice_text("what this can"), &set);
  send_written(s, &w);
}

static void user(session *s, mw_slice name)
{
  s->state = mw_slice_equal(name, mw_slice_text("joe")) ? OWNER : STRANGER;
  ok(s, "the password, please"); /* whoever it is */
}

static void pass(session *s, mw_slice password)
{
  state was = s->state;
  bool right = was == OWNER && mw_slice_equal(password, mw_slice_text("open sesame"));
  s->state = right ? LOGGED_IN : NOBODY;
  if (right) {
    ok(s, "welcome");
  } else if (was == NOBODY) {
    err(s, "USER comes first");
  } else {
    say(s, MW_POP3_STATUS_ERR, "AUTH", "wrong name or password");
  }
}

static bool is_there(const session *s, uint32_t number)
{
  return number >= 1 && number <= MAILS && !s->deleted[number - 1];
}

static void total(session *s)
{
  char buffer[MW_POP3_RESPONSE_LINE];
  mw_pop3_drop_listing drop = {0, 0, {NULL, 0}};
  mw_writer w;
  for (uint32_t n = 1; n <= MAILS; n++) {
    if (is_there(s, n)) {
      drop.messages++;
      drop.octets += strlen(mails[n - 1].octets);
    }
  }
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_pop3_drop_listing_write(&w, &drop);
  send_written(s, &w);
}

static void write_item(mw_writer *w, mw_pop3_verb verb, uint32_t number, bool alone)
{
  const mail *m = &mails[number - 1];
  if (verb == MW_POP3_LIST) {
    mw_pop3_scan_listing item = {number, strlen(m->octets), {NULL, 0}};
    mw_pop3_scan_listing_write(w, &item, alone);
  } else {
    mw_pop3_unique_id item = {number, mw_slice_text(m->id)};
    mw_pop3_unique_id_write(w, &item, alone);
  }
}

/* LIST and UIDL, of one message or (number 0) of all. */
static void list(session *s, mw_pop3_verb verb, uint32_t number)
{
  char buffer[1024];
  mw_writer w;
  mw_writer_init(&w, buffer, sizeof buffer);
  if (number != 0) {
    write_item(&w, verb, number, true);
  } else {
    mw_pop3_response_write(&w, MW_POP3_STATUS_OK, mw_slice_text(NULL), mw_slice_text(NULL));
    for (uint32_t n = 1; n <= MAILS; n++) {
      if (is_there(s, n)) {
        write_item(&w, verb, n, false);
      }
    }
    mw_pop3_end_write(&w);
  }
  send_written(s, &w);
}

/* The header, the empty line, and so many lines of the body. */
static mw_slice top_of(mw_slice message, uint32_t lines)
{
  size_t at = 0;
  bool body = false;
  while (at < message.len && (!body || lines > 0)) {
    const char *lf = memchr(message.ptr + at, '\n', message.len - at);
    size_t next = lf != NULL ? (size_t)(lf - message.ptr) + 1 : message.len;
    lines -= body ? 1 : 0;
    body = body || next - at == strlen("\r\n");
    at = next;
  }
  return mw_slice_of(message.ptr, at);
}

/* +OK and the message. One that the encoder refuses has no end: the connection is closed. */
static void send_message(session *s, mw_slice message)
{
  mw_dot_encoder encoder;
  mw_slice octets;
  ok(s, "the message follows");
  (void)mw_dot_encoder_init(&encoder, MW_DOT_REFUSE);
  while (mw_dot_encoder_next(&encoder, &message, &octets) == MW_OK) {
    put(octets);
  }
  if (mw_dot_encoder_finish(&encoder, &octets) == MW_OK) {
    put(octets);
  } else {
    s->over = true;
  }
}

static void retrieve(session *s, mw_pop3_verb verb, const mw_pop3_argument *a)
{
  mw_slice message = mw_slice_text(mails[a->message - 1].octets);
  send_message(s, verb == MW_POP3_TOP ? top_of(message, a->lines) : message);
}

static void run(session *s, mw_pop3_verb verb, const mw_pop3_argument *a)
{
  switch (verb) {
  case MW_POP3_CAPA: capa(s); break;
  case MW_POP3_USER: user(s, a->name); break;
  case MW_POP3_PASS: pass(s, a->password); break;
  case MW_POP3_STAT: total(s); break;
  case MW_POP3_LIST:
  case MW_POP3_UIDL: list(s, verb, a->message); break;
  case MW_POP3_RETR:
  case MW_POP3_TOP: retrieve(s, verb, a); break;
  case MW_POP3_DELE:
    s->deleted[a->message - 1] = true;
    ok(s, "marked");
    break;
  case MW_POP3_RSET:
    memset(s->deleted, 0, sizeof s->deleted);
    ok(s, "no message is marked");
    break;
  case MW_POP3_NOOP: ok(s, NULL); break;
  case MW_POP3_QUIT:
    ok(s, "bye");
    s->over = true;
    break;
  default: err(s, "not implemented"); /* AUTH and STLS, too */
  }
}

/* A command without fault: known, in its state (which the table tells), of a message that exists?
 */
static void obey(session *s, mw_pop3_verb verb, const mw_pop3_argument *a)
{
  const mw_pop3_verb_info *row = mw_pop3_verb_row(verb);
  const char *now = s->state == LOGGED_IN ? "transaction" : "authorization";
  if (row == NULL) {
    err(s, "unknown command");
  } else if (strstr(row->states, now) == NULL) {
    err(s, s->state == LOGGED_IN ? "not after the login" : "not before the login");
  } else if (a->message != 0 && !is_there(s, a->message)) {
    err(s, "no such message");
  } else {
    run(s, verb, a);
  }
}

static mw_flow on_command(void *opaque, const mw_pop3_command_event *event)
{
  session *s = opaque;
  mw_finding finding = {event->fault, 0, 0};
  mw_pop3_argument argument;
  if (event->fault == MW_FAULT_NONE &&
      mw_pop3_argument_parse(&event->command, NULL, &argument, &finding)) {
    obey(s, event->command.verb, &argument);
  } else { /* the library's own sentence, never the peer's octets: they may hold a password */
    err(s, mw_fault_text(finding.fault));
  }
  fflush(stdout);
  if (event->held) { /* AUTH or STLS, which was refused: commands go on */
    (void)mw_pop3_command_reader_expect(&s->reader, MW_POP3_EXPECT_COMMAND);
  }
  return s->over ? MW_ABORT : MW_CONTINUE;
}

/* Up to the end of a line, NULs and all. */
static size_t read_some(char *buffer, size_t size)
{
  size_t len = 0;
  int octet = 0;
  while (len < size && octet != '\n' && (octet = getchar()) != EOF) {
    buffer[len++] = (char)octet;
  }
  return len;
}

static int fail(const char *sentence)
{
  fprintf(stderr, "maildrop: %s\n", sentence);
  return 2;
}

int main(void)
{
  static const mw_pop3_command_callbacks callbacks = {sizeof callbacks, on_command, NULL, NULL};
  static char storage[MW_POP3_COMMAND_LINE]; /* no AUTH exchange, no longer lines */
  static session s;
  char buffer[4096];
  size_t len;
  mw_pop3_command_event event;
  mw_status status = mw_pop3_command_reader_init(&s.reader, storage, sizeof storage, 0);
  greet(&s);
  fflush(stdout);
  while (status >= MW_OK && (len = read_some(buffer, sizeof buffer)) > 0) {
    mw_slice in = mw_slice_of(buffer, len);
    status = mw_pop3_command_reader_feed(&s.reader, &in, &callbacks, &s);
  }
  if (ferror(stdin) || ferror(stdout)) {
    return fail("The input or the output failed");
  }
  if (mw_pop3_command_reader_finish(&s.reader, &event) == MW_OK) {
    return fail(mw_fault_text(event.fault)); /* a line without its end is no command */
  }
  return 0;
}
