/* SPDX-License-Identifier: MIT */
/* What the rows of lib/README.md's examples make of the library: check_rows.sh puts them into the
 * tables and builds this with it. Each step that fails is named.
 */
#include <mailwire/mailwire.h>
#include <stdio.h>
#include <string.h>

static int tried;
static int failed;

static void must(bool good, const char *what)
{
  tried++;
  if (!good) {
    failed++;
    printf("not so: %s\n", what);
  }
}

static bool wrote(const mw_writer *w, const char *text)
{
  mw_slice out;
  return mw_writer_result(w, &out) == MW_OK && mw_slice_equal(out, mw_slice_text(text));
}

static bool refused(const mw_writer *w)
{
  mw_slice out;
  return mw_writer_result(w, &out) == MW_E_ARGUMENT && out.len == 0;
}

static void try_verb(void)
{
  char buffer[128];
  char storage[512];
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_command command;
  mw_smtp_argument argument;
  mw_smtp_command_reader reader;
  mw_smtp_command_event event;
  mw_slice in = mw_slice_text("xfind a\r\n");
  mw_rules rules;
  mw_writer w;
  mw_rules_init(&rules, MW_ALLOW_UTF8);
  must(mw_smtp_command_parse(mw_slice_text("xFind \"a b\" SMTPUTF8"), &rules, &command, &argument,
                             NULL, &finding) &&
           command.verb == MW_SMTP_XFIND && argument.utf8 &&
           mw_slice_equal(argument.text, mw_slice_text("\"a b\"")),
       "a line of the verb is read by its form");
  must(!mw_smtp_command_parse(mw_slice_text("XFIND"), NULL, &command, &argument, NULL, &finding) &&
           finding.fault == MW_FAULT_BAD_ARGUMENT,
       "the form wants an argument");
  must(mw_smtp_situation_in(MW_SMTP_XFIND, finding.fault) == MW_SMTP_SITUATION_BAD_ARGUMENT,
       "a server knows what to answer");
  memset(&argument, 0, sizeof argument);
  argument.text = mw_slice_text("abc");
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_command_write(&w, MW_SMTP_XFIND, &argument, NULL);
  must(wrote(&w, "XFIND abc\r\n"), "the verb is written");
  mw_writer_init(&w, buffer, sizeof buffer);
  argument.text = mw_slice_text("a b");
  mw_smtp_command_write(&w, MW_SMTP_XFIND, &argument, NULL);
  must(refused(&w), "what the form does not take is not written");
  must(mw_smtp_command_reader_init(&reader, storage, sizeof storage, 0, 0) == MW_OK &&
           mw_smtp_command_reader_next(&reader, &in, &event) == MW_OK &&
           event.command.verb == MW_SMTP_XFIND && event.fault == MW_FAULT_NONE,
       "the reader delivers it");
}

static void try_params(void)
{
  char buffer[128];
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_params params;
  mw_writer w;
  mw_smtp_params_parse(mw_slice_text("xroute=a;b XURGENT"), MW_SMTP_PARAMS_RCPT, NULL, &params,
                       &finding);
  must(finding.fault == MW_FAULT_NONE && params.unknown == 0 && MW_SMTP_HAS(&params, XURGENT) &&
           MW_SMTP_HAS(&params, XROUTE) && mw_slice_equal(params.text_XROUTE, mw_slice_text("a;b")),
       "both parameters are read");
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_params_write(&w, MW_SMTP_PARAMS_RCPT, &params);
  must(wrote(&w, " XURGENT XROUTE=a;b"), "both are written");
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_params_write(&w, MW_SMTP_PARAMS_MAIL, &params);
  must(refused(&w), "not where the row does not allow them");
  params.text_XROUTE = mw_slice_text("a\r\nQUIT");
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_params_write(&w, MW_SMTP_PARAMS_RCPT, &params);
  must(refused(&w), "no value forges a line");
  mw_smtp_params_parse(mw_slice_text("XROUTE=a XROUTE=b"), MW_SMTP_PARAMS_RCPT, NULL, &params,
                       &finding);
  must(finding.fault == MW_FAULT_PARAM_TWICE && finding.offset == 9 &&
           mw_slice_equal(params.text_XROUTE, mw_slice_text("a")),
       "the second of two is a fault, the first stays");
  memset(&finding, 0, sizeof finding);
  mw_smtp_params_parse(mw_slice_text("XURGENT=1"), MW_SMTP_PARAMS_MAIL, NULL, &params, &finding);
  must(finding.fault == MW_FAULT_BAD_PARAM_VALUE, "a row without a value takes none");
}

static void add(mw_smtp_extensions *set, const char *text)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_reply_line line;
  memset(&line, 0, sizeof line);
  line.code = 250;
  line.text = mw_slice_text(text);
  mw_smtp_extensions_add(set, &line, 0, &finding);
  must(finding.fault == MW_FAULT_NONE, text);
}

static void try_ehlo(void)
{
  char buffer[128];
  char raw[128];
  mw_smtp_extensions set;
  mw_writer w;
  mw_smtp_extensions_init(&set, raw, sizeof raw);
  add(&set, "mx.example");
  add(&set, "xurgent 5");
  add(&set, "AUTH xtoken");
  must(mw_smtp_extensions_has(&set, MW_SMTP_EXT_XURGENT) && set.unknown == 0, "the keyword is set");
  must(mw_sasl_set_has(&set.sasl, MW_SASL_XTOKEN) && set.sasl.unknown == 0, "the mechanism is set");
  must(mw_sasl_mechanism_row(MW_SASL_XTOKEN)->client_first, "its row is found");
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_extensions_write(&w, mw_slice_text("mx.example"), mw_slice_text(NULL), &set);
  must(wrote(&w, "250-mx.example\r\n250-AUTH XTOKEN\r\n250 XURGENT 5\r\n"), "both are written");
}

static void try_replies(void)
{
  char buffer[128];
  mw_enhanced status = {5, 7, 99};
  mw_writer w;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_situation_write(&w, MW_SMTP_SITUATION_NOT_URGENT, true, mw_slice_text(NULL));
  must(wrote(&w, "550 5.7.1 That is not urgent\r\n"), "the situation is written");
  must(mw_smtp_situation_find(mw_slice_text("NOT_URGENT")) == MW_SMTP_SITUATION_NOT_URGENT,
       "the situation is found by name");
  must(mw_smtp_code_row(557) != NULL && mw_smtp_code_row(211) != NULL &&
           mw_smtp_code_row(556) != NULL,
       "the code is found, and so are others");
  must(mw_enhanced_row(status) != NULL && mw_enhanced_row(status)->detail == 99,
       "the enhanced code is found");
  must(mw_fault_find(mw_slice_text("EXAMPLE")) == MW_FAULT_EXAMPLE &&
           strcmp(mw_fault_text(MW_FAULT_EXAMPLE), "An example of a fault") == 0,
       "the fault has its name and its sentence");
}

static void try_pop3_command(void)
{
  char buffer[128];
  char storage[512];
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_command command;
  mw_pop3_argument argument;
  mw_pop3_response_reader reader;
  mw_pop3_response_event event;
  mw_pop3_waiting ring[1];
  mw_slice in = mw_slice_text("+OK\r\n1 2\r\n.\r\n");
  mw_writer w;
  must(mw_pop3_command_parse(mw_slice_text("xage 7"), NULL, &command, &argument, &finding) &&
           command.verb == MW_POP3_XAGE && argument.message == 7,
       "a line of the POP3 command is read by its form");
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_pop3_command_write(&w, MW_POP3_XAGE, &argument);
  must(wrote(&w, "XAGE 7\r\n"), "the POP3 command is written");
  must(mw_pop3_response_reader_init(&reader, storage, sizeof storage, ring, 1, 0) == MW_OK,
       "a reader of responses begins");
  mw_pop3_response_reader_reset(&reader, false);
  must(mw_pop3_response_reader_expect(&reader, MW_POP3_XAGE, false) == MW_OK &&
           mw_pop3_response_reader_next(&reader, &in, &event) == MW_OK && event.more &&
           mw_pop3_response_reader_next(&reader, &in, &event) == MW_OK &&
           event.kind == MW_POP3_EVENT_LINE &&
           mw_pop3_response_reader_next(&reader, &in, &event) == MW_OK &&
           event.kind == MW_POP3_EVENT_END,
       "lines follow where the row says so");
}

static void try_pop3_answers(void)
{
  char buffer[128];
  char room[128];
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_capabilities set;
  mw_writer w;
  mw_pop3_capabilities_init(&set, room, sizeof room);
  mw_pop3_capabilities_add(&set, mw_slice_text("xage 30"), 0, &finding);
  must(finding.fault == MW_FAULT_NONE && set.unknown == 0 &&
           mw_pop3_capabilities_has(&set, MW_POP3_CAP_XAGE),
       "the tag gets its bit");
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_pop3_capabilities_write(&w, mw_slice_text(""), &set);
  must(wrote(&w, "+OK\r\nXAGE 30\r\n.\r\n"), "the tag is written with what followed it");
  must(mw_pop3_code_find(mw_slice_text("xage/old")) == MW_POP3_CODE_XAGE,
       "the response code is found from below");
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_pop3_situation_write(&w, MW_POP3_SITUATION_NOT_URGENT, true, mw_slice_of(NULL, 0));
  must(wrote(&w, "-ERR [SYS/TEMP] That is not urgent\r\n"), "the situation is answered");
}

static void try_verdicts(void)
{
  mw_smtp_exchange reply;
  mw_pop3_exchange answer;
  mw_judgement found;
  memset(&reply, 0, sizeof reply);
  reply.place = MW_PLACE_COMMAND;
  reply.verb = MW_SMTP_XFIND;
  reply.code = 550;
  must(mw_smtp_verdict_of(&reply, &found) && found.verdict == MW_VERDICT_NOTHING_FOUND &&
           found.outcome == MW_OUTCOME_PERMANENT && found.expected,
       "the verdict on a reply is found");
  reply.code = 551;
  must(mw_smtp_verdict_of(&reply, &found) && found.verdict == MW_VERDICT_PERMANENT &&
           !found.expected,
       "other replies have the verdict that they had");
  memset(&answer, 0, sizeof answer);
  answer.place = MW_PLACE_COMMAND;
  answer.verb = MW_POP3_XAGE;
  answer.status = MW_POP3_STATUS_ERR;
  must(mw_pop3_verdict_of(&answer, &found) && found.verdict == MW_VERDICT_POP3_NO_AGE &&
           found.retry == MW_RETRY_WITHOUT_EXTENSION,
       "the verdict on an answer of POP3 is found");
  must(mw_verdict_find(mw_slice_text("NOTHING_FOUND")) == MW_VERDICT_NOTHING_FOUND,
       "the verdict is found by name");
}

static void try_catalog(void)
{
  const mw_catalog *c = mw_catalog_standard();
  mw_slice name = mw_slice_text("smtp.reply.550.not-so-urgent");
  char buffer[128];
  mw_catalog_match found;
  mw_catalog_param days;
  mw_explanation said;
  mw_writer w;
  must(mw_catalog_match_line(c, mw_slice_text("550 5.7.1 can wait 3 days"), &found, 1) == 1 &&
           mw_slice_equal(mw_slice_text(found.row->of), name) &&
           mw_slice_equal(found.params[0].value, mw_slice_text("3")),
       "another spelling of the line is recognised");
  must(mw_catalog_match_line(c, mw_slice_text("571 It is not urgent enough"), &found, 1) == 1 &&
           mw_slice_equal(mw_slice_text(found.row->of), name),
       "the words are recognised in a sentence, with any code of the class");
  must(mw_catalog_match_line(c, mw_slice_text("550 That can wait many days"), &found, 1) == 0,
       "the placeholder is a number");
  must(mw_catalog_match_line(c, mw_slice_text("-ERR That can wait 3 days."), &found, 1) == 1,
       "the line of POP3 is recognised");
  days.name = mw_slice_text("days");
  days.value = mw_slice_text("12");
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_catalog_write(&w, c, name, true, &days, 1, NULL);
  must(wrote(&w, "550 5.7.1 That can wait 12 days\r\n"), "the line is written");
  must(mw_explain_row(mw_text_ja(), mw_catalog_find(c, name), &said) &&
           strcmp(said.phrase, "That can wait {days} days") == 0,
       "the row is explained by its own words until a language has some");
  must(mw_catalog_check(c, false, NULL), "the catalogue is sound");
}

static void try_session(void)
{
  mw_smtp_session s;
  mw_smtp_step step;
  memset(&step, 0, sizeof step);
  must(mw_smtp_session_init(&s, MW_SMTP_VARIANT_SMTP, MW_SMTP_POLICY_NO_HELLO) == MW_OK,
       "a session begins");
  step.place = MW_SMTP_PLACE_GREETING;
  (void)mw_smtp_session_reply(&s, &step, 220);
  step.place = MW_SMTP_PLACE_COMMAND;
  step.verb = MW_SMTP_XFIND;
  must(mw_smtp_session_command(&s, &step) == MW_SMTP_SITUATION_NONE,
       "the verb may come where no row refuses it");
  must(!mw_smtp_step_ends_group(&step), "the verb may stand anywhere in a group");
  step.verb = MW_SMTP_MAIL;
  (void)mw_smtp_session_reply(&s, &step, 250);
  step.verb = MW_SMTP_XFIND;
  must(mw_smtp_session_command(&s, &step) == MW_SMTP_SITUATION_OUT_OF_ORDER &&
           strcmp(mw_smtp_session_source(&s, &step), "vendor: an example") == 0,
       "the row refuses it in a transaction");
}

static void try_pop3_session(void)
{
  mw_pop3_session s;
  mw_pop3_step step = {MW_POP3_PLACE_GREETING, MW_POP3_UNKNOWN, MW_POP3_SITUATION_NONE, 0};
  must(mw_pop3_session_init(&s, 0) == MW_OK, "a session of POP3 begins");
  (void)mw_pop3_session_reply(&s, &step, MW_POP3_STATUS_OK);
  step.place = MW_POP3_PLACE_COMMAND;
  step.verb = MW_POP3_XAGE;
  must(mw_pop3_session_command(&s, &step) == MW_POP3_SITUATION_WRONG_STATE,
       "the POP3 command is for the states of its row alone");
  step.verb = MW_POP3_APOP;
  (void)mw_pop3_session_reply(&s, &step, MW_POP3_STATUS_OK);
  step.verb = MW_POP3_XAGE;
  must(mw_pop3_session_command(&s, &step) == MW_POP3_SITUATION_NONE && mw_pop3_step_is_alone(&step),
       "it may come there, and alone");
  must(mw_pop3_session_reply(&s, &step, MW_POP3_STATUS_OK) &&
           mw_pop3_session_state(&s) == MW_POP3_STATE_UPDATE,
       "the row says what becomes of it");
}

static void try_reading(void)
{
  mw_reading r;
  uint64_t offset;
  mw_reading_init(&r);
  (void)mw_reading_add(&r, mw_slice_text("x\n.\r."));
  must(mw_reading_get(&r, MW_READING_LF_DOT_CR, &offset) == MW_READING_ENDED && offset == 4,
       "the model ends the body where its row says");
}

static void try_anomaly(void)
{
  uint64_t word = MW_ANOMALY_BIT(EXAMPLE) | MW_ANOMALY_BIT(SMUGGLING);
  mw_explanation said;
  must(mw_anomaly_next(&word) == MW_ANOMALY_SMUGGLING &&
           mw_anomaly_next(&word) == MW_ANOMALY_EXAMPLE && word == 0,
       "the anomaly has a bit of its own in a word");
  must(mw_anomaly_find(mw_slice_text("an-example")) == MW_ANOMALY_EXAMPLE &&
           mw_anomaly_row(MW_ANOMALY_EXAMPLE)->severity == MW_SEVERITY_NOTE,
       "it is found by its name");
  must(mw_explain(mw_text_en(), MW_TOPIC_ANOMALY, mw_slice_text("an-example"), &said) &&
           strcmp(said.phrase, "This is an example") == 0,
       "it is explained by its sentence");
}

int main(void)
{
  try_verb();
  try_params();
  try_ehlo();
  try_pop3_command();
  try_pop3_answers();
  try_replies();
  try_verdicts();
  try_catalog();
  try_session();
  try_pop3_session();
  try_reading();
  try_anomaly();
  printf("%d passed, %d failed\n", tried - failed, failed);
  return failed == 0 ? 0 : 1;
}
