/* SPDX-License-Identifier: MIT */
/* The reading half of a POP3 client: what a server sent, on stdin, read as the answers to the
 * commands that are the arguments. The pull face of the response reader, and typed answers.
 *
 *   printf '+OK hello\r\n+OK 2 320\r\n+OK\r\n1 120\r\n2 200\r\n.\r\n' | build/bin/fetch STAT LIST
 */
#include <inttypes.h>
#include <mailwire/mailwire.h>
#include <stdio.h>

#define MOST_COMMANDS 64

static int fail(const char *sentence)
{
  fprintf(stderr, "fetch: %s\n", sentence);
  return 2;
}

static void put(const char *before, mw_slice text, const char *after)
{
  fputs(before, stdout);
  if (text.len > 0) {
    fwrite(text.ptr, 1, text.len, stdout);
  }
  fputs(after, stdout);
}

static void complain(uint64_t offset, mw_fault fault)
{
  printf("! octet %" PRIu64 ": %s\n", offset, mw_fault_text(fault));
}

/* ---- one answer of a type each: false, and the finding tells why, when it is not of its type */

static bool show_drop(mw_slice text, mw_finding *finding)
{
  mw_pop3_drop_listing drop;
  if (!mw_pop3_drop_listing_parse(text, 0, &drop, finding)) {
    return false;
  }
  printf("  %" PRIu32 " messages, %" PRIu64 " octets\n", drop.messages, drop.octets);
  return true;
}

static bool show_scan(mw_slice text, mw_finding *finding)
{
  mw_pop3_scan_listing scan;
  if (!mw_pop3_scan_listing_parse(text, 0, &scan, finding)) {
    return false;
  }
  printf("  message %" PRIu32 ": %" PRIu64 " octets\n", scan.message, scan.octets);
  return true;
}

static bool show_id(mw_slice text, mw_finding *finding)
{
  mw_pop3_unique_id id;
  if (!mw_pop3_unique_id_parse(text, 0, &id, finding)) {
    return false;
  }
  printf("  message %" PRIu32 ": id ", id.message);
  put("", id.id, "\n");
  return true;
}

static bool show_capability(mw_slice text, mw_finding *finding)
{
  mw_pop3_capability_line line;
  mw_slice word;
  if (!mw_pop3_capability_parse(text, 0, &line, finding)) {
    return false;
  }
  put(line.capability == MW_POP3_CAP_UNKNOWN ? "  other capability " : "  capability ", line.tag,
      "");
  while (mw_word_next(&line.params, &word)) {
    put(" [", word, "]");
  }
  puts("");
  return true;
}

/* A line of a listing, or what stands in its place behind a +OK. */
static void show_item(const mw_pop3_response_event *event, mw_slice text)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  bool good = true;
  switch (event->verb) {
  case MW_POP3_STAT: good = show_drop(text, &finding); break;
  case MW_POP3_LIST: good = show_scan(text, &finding); break;
  case MW_POP3_UIDL: good = show_id(text, &finding); break;
  case MW_POP3_CAPA: good = show_capability(text, &finding); break;
  default: put("  ", text, "\n");
  }
  if (!good) { /* the finding counts from the text, the event from the begin of the stream */
    uint64_t begin = text.ptr != NULL ? (uint64_t)(text.ptr - event->raw.ptr) : event->raw.len;
    complain(event->offset + begin + finding.offset, finding.fault);
  }
}

static void show_status(const mw_pop3_response_event *event)
{
  const mw_pop3_code_info *code = mw_pop3_code_row(event->response.known);
  bool greeting = event->kind == MW_POP3_EVENT_GREETING;
  printf("%s %s", greeting ? "greeting" : mw_pop3_verb_name((mw_pop3_verb)event->verb),
         mw_pop3_status_name(event->response.status));
  put(event->response.text.len > 0 ? " " : "", event->response.text, "\n");
  if (code != NULL) {
    printf("  %s: %s\n", code->text, code->action);
  }
}

static void show_greeting(const mw_pop3_response_event *event)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_slice timestamp;
  show_status(event);
  if (!mw_pop3_greeting_parse(&event->response, 0, &timestamp, &finding)) {
    complain(event->offset, finding.fault);
  } else if (timestamp.ptr != NULL) { /* with the secret, what the digest of APOP is made of */
    put("  timestamp ", timestamp, "\n");
  }
}

static void show_response(const mw_pop3_response_event *event)
{
  bool one_item =
      event->verb == MW_POP3_STAT || event->verb == MW_POP3_LIST || event->verb == MW_POP3_UIDL;
  show_status(event);
  if (one_item && !event->more && event->response.status == MW_POP3_STATUS_OK) {
    show_item(event, event->response.text);
  }
}

static void show(const mw_pop3_response_event *event)
{
  if (event->fault != MW_FAULT_NONE) { /* and none of its octets: who knows what they are */
    complain(event->fault_offset, event->fault);
    return;
  }
  switch (event->kind) {
  case MW_POP3_EVENT_GREETING: show_greeting(event); break;
  case MW_POP3_EVENT_RESPONSE: show_response(event); break;
  case MW_POP3_EVENT_CHALLENGE: show_status(event); break;
  case MW_POP3_EVENT_LINE: show_item(event, event->text); break;
  case MW_POP3_EVENT_BODY: put("", event->raw, ""); break;
  case MW_POP3_EVENT_END:
    printf("  end of %s: %" PRIu64 "\n", mw_pop3_verb_name((mw_pop3_verb)event->verb),
           event->number);
    break;
  default: break; /* the others have a fault, or nothing to show */
  }
}

/* Tells the reader of a command. All are told at once, as if they had been sent at once; a client
 * without PIPELINING tells of each when it sends it. */
static const char *expect(mw_pop3_response_reader *reader, const char *line)
{
  mw_pop3_command command;
  mw_pop3_argument argument;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  if (!mw_pop3_command_parse(mw_slice_text(line), NULL, &command, &argument, &finding)) {
    return mw_fault_text(finding.fault);
  }
  if (mw_pop3_response_reader_expect(reader, command.verb, command.argument.len > 0) != MW_OK) {
    return "Too many commands wait for their responses";
  }
  return NULL;
}

int main(int argc, char **argv)
{
  static char storage[MW_SASL_LINE];
  static mw_pop3_waiting ring[MOST_COMMANDS];
  mw_pop3_response_reader reader;
  mw_pop3_response_event event;
  char buffer[4096];
  size_t count;
  (void)mw_pop3_response_reader_init(&reader, storage, sizeof storage, ring, MOST_COMMANDS, 0);
  for (int i = 1; i < argc; i++) {
    const char *wrong = expect(&reader, argv[i]);
    if (wrong != NULL) { /* the command itself may hold a password */
      fprintf(stderr, "fetch: argument %d: %s\n", i, wrong);
      return 2;
    }
  }
  while ((count = fread(buffer, 1, sizeof buffer, stdin)) > 0) {
    mw_slice in = mw_slice_of(buffer, count);
    while (mw_pop3_response_reader_next(&reader, &in, &event) == MW_OK) {
      show(&event);
    }
  }
  if (ferror(stdin) || fflush(stdout) != 0 || ferror(stdout)) {
    return fail("The input or the output failed");
  }
  if (mw_pop3_response_reader_finish(&reader, &event) == MW_OK) {
    return fail(mw_fault_text(event.fault));
  }
  return 0;
}
