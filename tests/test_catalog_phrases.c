/* SPDX-License-Identifier: MIT */
/* Lines that no server shares word for word, known by what their sentences have in common. */
#include "support/assert_mw.h"
/* cmocka comes first. */
#include <mailwire/catalog.h>

/* clang-format off */
/* Without a row: no phrase may know them. */
static const struct {
  const char *line;
  const char *row;
} lines[] = {
    {"550 5.1.1 <joe@antispam.example>... no", NULL},
    {"550 5.1.3 <spam@@example.com>: Bad syntax", NULL},
    {"550 5.1.1 <dmarc@example.com> ...", NULL},
    {"554 5.7.1 Blocked - see http://www.spamhaus.org/query/bl?ip=192.0.2.1", "smtp.reply.550.client-blocked"},
    {"550 <refused@example.com> Requested action not taken", NULL},
    {"550 unknown user:joe@example.com", "smtp.reply.550.user-unknown"},
    {"550 <joe@example.com>spam", "smtp.reply.554.spam-rejected"},
    {"550 5.7.1 11.22.33.44 has been blocked by zen.spamhaus.org", "smtp.reply.550.client-blocked"},
    {"550 11.22.33.44 listed at spamhaus, see http://www.spamhaus.org", "smtp.reply.550.client-blocked"},
    {"554 Refused. Your IP address is listed in the RBL at xbl.spamhaus.org", "smtp.reply.550.client-blocked"},
    {"550 Rejected due to DNSBL server response (dnsbl.example - 192.0.2.1)", "smtp.reply.550.client-blocked"},
    {"591 your host [192.0.2.1] is blacklisted by zen.spamhaus.org. Send your questions to postmaster@example.com", "smtp.reply.550.client-blocked"},
    {"454 4.7.1 Service unavailable; Client host [192.0.2.1] blocked using dnsbl.example; Currently Sending Spam", "smtp.reply.450.postfix-rbl"},
    {"554-mx.example.com Your access to this mail system has been rejected due to the sending MTA's poor reputation. If you believe that this failure is in error", "smtp.reply.550.poor-reputation"},
    {"550 5.2.1 <JOE@EXAMPLE.NET>... Addressee unknown, relay=[192.0.2.1]", "smtp.reply.550.user-unknown"},
    {"550 5.1.1 <joe@example.net> recipient mailbox unallocated", "smtp.reply.550.user-unknown"},
    {"550 User (joe@example.com) unknown.", "smtp.reply.550.user-unknown"},
    {"553 5.3.0 <joe@example.com>... Recipient address no longer exists", "smtp.reply.550.user-unknown"},
    {"550 sorry, that recipient doesn't exist (#5.7.1)", "smtp.reply.550.user-unknown"},
    {"554 5.7.1 <joe@example.com>: Recipient address rejected: Invalid-Recipient.", "smtp.reply.550.user-unknown"},
    {"550 5.1.1 <joe@example.me>: Recipient address rejected: Address does not exist", "smtp.reply.550.user-unknown"},
    {"550 joe@example.com account is temporarily disabled", "smtp.reply.550.mailbox-disabled"},
    {"550 <joe> is now disabled with MTA service.", "smtp.reply.550.mailbox-disabled"},
    {"550 5.5.0 Boite du destinataire archivee. Archived recipient. LPN007_420", "smtp.reply.550.mailbox-disabled"},
    {"552 joe@example.com account is full (quota exceeded)", "smtp.reply.550.mailbox-full-5"},
    {"552 Too much mail data joe@docomo.ne.jp", "smtp.reply.550.mailbox-full-5"},
    {"552 5.2.2 This message is larger than the current system limit or the recipient's mailbox is full. Create a shorter message body", "smtp.reply.550.mailbox-full-5"},
    {"554 5.2.2 <joe@example.fr>: Recipient address rejected: Quota exceeded (mailbox for user is full)", "smtp.reply.550.mailbox-full-5"},
    {"452 4.2.2 Recipient's mailbox is full", "smtp.reply.452.mailbox-full-4"},
    {"550 5.7.0 message has been rejected due to spam or virus classification", "smtp.reply.554.spam-rejected"},
    {"554 Your email is considered spam (15.20 spam-hits)", "smtp.reply.554.spam-rejected"},
    {"554 5.7.1 Mail appears to be unsolicited -- send error reports to postmaster@example.net", "smtp.reply.554.spam-rejected"},
    {"550 sorry, it seems as a junk mail", "smtp.reply.554.spam-rejected"},
    {"554 rejected due to spam URL in content", "smtp.reply.550.link-listed"},
    {"550 5.7.1 This message has been blocked because it contains a banned URL (G28)", "smtp.reply.550.link-listed"},
    {"550 Virus Detected; Discarded Email", "smtp.reply.554.virus-rejected"},
    {"550 attachment extension is forbidden", "smtp.reply.550.attachment-refused"},
    {"550 5.7.0 joe@example.com Invalid SPF record. Inspect your SPF settings, and try again. IB508", "smtp.reply.550.spf-failed"},
    {"550 192.0.2.1 is not allowed to send from <example.net> per it's SPF Record", "smtp.reply.550.spf-failed"},
    {"550 5.7.23 The message was rejected because of Sender Policy Framework violation -> 550 5.7.23 SPF validation failed", "smtp.reply.550.spf-failed"},
    {"550 Message from example.com failed sender's DMARC policy, REJECT", "smtp.reply.550.dmarc-rejected"},
    {"501 5.0.2 Mail rejected. DMARC check failed. OFR_517 [517]", "smtp.reply.550.dmarc-rejected"},
    {"550 5.7.20 No passing DKIM signatures found.", "smtp.reply.550.dkim-failed"},
    {"550 5.7.26 Access denied, a message sent over IPv6 [2001:db8::1] must pass either SPF or DKIM validation, this message is not signed", "smtp.reply.550.sender-unauthenticated"},
    {"571 No PTR Record found. Reverse DNS required: http://example.com", "smtp.reply.550.client-no-hostname"},
    {"421 Refused. Your reverse DNS entry does not resolve to an IP.", "smtp.reply.450.client-no-hostname"},
    {"554 The host name specified in HELO does not match IP address.", "smtp.reply.550.cpanel-bad-helo"},
    {"571 joe@example.com prohibited. We do not relay", "smtp.reply.554.relay-denied"},
    {"553 sorry, that domain isn't allowed to be relayed thru this MTA (#5.7.1)", "smtp.reply.554.relay-denied"},
    {"451 Open relay not allowed - https://community.mimecast.com/docs/DOC-1369#451 [x]", "smtp.reply.454.relay-denied"},
    {"502 5.7.0 Please authenticate first", "smtp.reply.530.authentication-required"},
    {"535 5.7.0 (#MBR1212) Incorrect username or password.", "smtp.reply.535.authentication-failed-generic"},
    {"535 5.7.0 (#AUTH005) Too many bad auth attempts.", "smtp.reply.535.too-many-attempts"},
    {"535 5.7.0 Application password is REQUIRED https://help.mail.ru/mail/security", "smtp.reply.535.app-password"},
    {"550 5.7.1 This IP has sent too many messages this hour. IB504", "smtp.reply.550.rate-limited"},
    {"550 Email send limit exceeded", "smtp.reply.550.rate-limited"},
    {"421 4.4.2 Message submission rate for this client has exceeded the configured limit", "smtp.reply.450.rate-limit-generic"},
    {"450 4.7.1 <END-OF-MESSAGE>: End-of-data rejected: Sorry, too many requests per time unit", "smtp.reply.450.rate-limit-generic"},
    {"421 mx.example.net Too many sessions opened", "smtp.reply.421.too-many-connections-ip"},
    {"451 Greylisted for 10 minutes. Please try again later.", "smtp.reply.450.greylisted-postgrey"},
    {"451 4.7.1 <joe@example.com>: Recipient address rejected: Greylisting in effect, please come back later", "smtp.reply.450.greylisted-postgrey"},
    {"550 sorry, can't find a valid MX for sender domain (#5.1.8 - chkuser)", "smtp.reply.550.sender-domain-not-found"},
    {"550 Requested action not taken: mailbox unavailable invalid DNS MX or A/AAAA resource record", "smtp.reply.550.sender-domain-not-found"},
    {"550 5.1.0 Emetteur invalide. Invalid Sender. OFR004_405 [405]", "smtp.reply.550.sender-refused"},
    {"501 Mail from address must be same as authorization user.", "smtp.reply.553.sender-not-owned"},
    {"554 Maximum email size exceeded - https://community.mimecast.com/docs/DOC-1369#554", "smtp.reply.552.size-exceeds-fixed"},
    {"550 5.7.1 Policy rejection on the target address", "smtp.reply.550.access-denied"},
    {"554 Mail from joe@example.com rejected for policy reasons.", "smtp.reply.550.access-denied"},
    {"554 5.4.6 Mail loop detected", "smtp.reply.554.too-many-hops"},
    {"554 5.4.6 Message exceeded 50 hops, this may indicate a mail loop.", "smtp.reply.554.too-many-hops"},
    {"450 4.7.1 Session encryption is required", "smtp.reply.451.exchange-starttls-required"},
    {"550 5.7.1 TLS required", "smtp.reply.530.postfix-encryption-required"},
    {"554 5.3.5 Local configuration error", "smtp.reply.554.system-trouble"},
    {"451 Backend failure. Please, retry later or contact our support.", "smtp.reply.451.internal-error"},
    {"421 Server too busy", "smtp.reply.421.service-not-available-generic"},
    {"452 space shortage, please try later", "smtp.situation.NO_STORAGE"},
    {"250 2.7.0 Ok, discarded, id=12345-01 - spam", "smtp.reply.250.discarded"},
    {"250 2.7.0 Ok, discarded, id=12345-01, from MTA([127.0.0.1]:10025): INFECTED", "smtp.reply.250.discarded"},
    {"250 2.0.0 Message queued with id 1a2b3c.", "smtp.reply.250.message-accepted"},
    {"250 Ok 0100018f7b0c1234-1a2b3c4d-0000-0000-0000-1234567890ab-000000", "smtp.reply.250.ses-accepted"},
    {"554 Message not allowed - [PH01] Email not accepted for policy reasons. Please visit https://postmaster.yahooinc.com/error-codes", "smtp.reply.554.yahoo-phishing"},
    {"554 Transaction failed: Duplicate header 'DKIM-Signature'.", "smtp.reply.554.ses-transaction-failed"},
    {"554 5.7.1 Message content rejected", "smtp.reply.550.message-content"},
    {"550 \"JunkMail rejected - mail.example.com [192.0.2.1]:39153 is in an RBL: https://www.spamhaus.org/query/ip/192.0.2.1\"", "smtp.reply.550.cpanel-junkmail"},
    {"550 5.1.1 Address not present in directory", "smtp.reply.550.user-unknown"},
    {"550 There is no one at this address", "smtp.reply.550.user-unknown"},
    {"451 Invalid Recipient - https://gateway.example/451 [abc]", "smtp.reply.450.user-unknown-now"},
    {"550 The account is temporarily locked.", "smtp.reply.550.mailbox-disabled"},
    {"550 bad sender IP address", "smtp.reply.550.client-blocked"},
    {"550 We are not currently accepting mail from your IP: 192.0.2.1", "smtp.reply.550.client-blocked"},
    {"550 5.7.1 Service unavailable, MailFrom domain is listed in Spamhaus. To request removal from this list see https://www.spamhaus.org/", "smtp.reply.550.icloud-spamhaus-domain"},
    {"550 5.7.1 Sender domain listed at dbl.example.net", "smtp.reply.550.sender-refused"},
    {"550 rejecting spoofed message", "smtp.reply.550.mimecast-anti-spoofing"},
    {"550 5.7.1 Access denied. IP name lookup failed [192.0.2.1]", "smtp.reply.550.client-no-hostname"},
    {"550 This system is not configured to relay mail from 192.0.2.1", "smtp.reply.554.relay-denied"},
    {"550 5.7.1 Too many spam complaints", "smtp.reply.550.poor-reputation"},
    {"550 The email address used to send your message is not subscribed to this group.", "smtp.reply.550.list-members-only"},
    {"550 Post by non-member to a members-only list", "smtp.reply.550.list-members-only"},
    {"553 5.1.3 bad address syntax", "smtp.reply.501.rcpt-syntax"},
    {"550 cuda_nsu 5.4.1 [joe@example.com]: Recipient address rejected: Access denied [mx.example.com]", "smtp.reply.550.exchange-access-denied"},
    {"500 Too many bad commands", NULL},
    {"500 Line limit exceeded", NULL},
    {"501 5.5.2 Invalid address", "smtp.reply.501.exchange-invalid-address"},
    {"550 zzz zzz zzz", NULL},
    {"220 spam", NULL},
    {"550 5.1.8 Sender address does not exist", "smtp.reply.550.sender-refused"},
    {"550 sender unknown", "smtp.reply.550.sender-refused"},
    {"550 Blocked by user's block list", "smtp.reply.550.sender-refused"},
    {"550 5.1.2 Domain does not exist", "smtp.reply.550.sendmail-host-unknown"},
    {"550 Sender domain does not exist", "smtp.reply.550.sender-domain-not-found"},
    {"550 5.7.1 You are not a member of the group sales", "smtp.reply.550.list-members-only"},
    {"550 Only subscribers may post", "smtp.reply.550.list-members-only"},
    {"550 Your IP is not listed in our table of clients", "smtp.reply.550.access-denied"},
    {"550 5.7.1 This mailbox does not accept mail from outside", "smtp.reply.550.access-denied"},
    {"552 5.3.4 Message would exceed the size limit", "smtp.reply.552.size-exceeds-fixed"},
    {"552 5.2.2 Message would exceed the quota", "smtp.reply.550.mailbox-full-5"},
    {"550 5.7.1 Dynamic IP addresses are not allowed to send directly", "smtp.reply.550.client-blocked"},
    {"550 URL in message is listed in SURBL", "smtp.reply.550.link-listed"},
    {"554 5.7.1 Too many links", "smtp.reply.550.message-content"},
    {"550 Too many authentication failures", "smtp.reply.535.too-many-attempts"},
    {"550 5.5.1 Unknown command", "smtp.reply.500.command-not-recognized"},
    {"550 unknown error", "smtp.reply.554.system-trouble"},
    {"550 Virus scanner unavailable", "smtp.reply.554.system-trouble"},
    {"550 192.0.2.1 is not listed in SPF record of example.com", "smtp.reply.550.spf-failed"},
    {"550 Unknown sender domain", "smtp.reply.550.sender-domain-not-found"},
    {"421 4.7.0 Too many protocol errors", "smtp.reply.421.too-many-errors"},
    {"451 4.4.3 DNS lookup timed out", "smtp.reply.451.internal-error"},
    {"451 4.7.1 RBL lookup timed out", "smtp.reply.451.internal-error"},
    {"451 4.7.24 SPF record lookup timed out", "smtp.reply.451.domain-checks"},
    {"451 4.3.0 spam filter timeout", "smtp.reply.451.internal-error"},
    {"450 spam filter is unavailable", "smtp.reply.451.internal-error"},
    {"450 4.4.1 Connection to the next server timed out", NULL},
    {"421 Idle connection timed out", "smtp.reply.421.timeout"},
    {"535 5.7.8 Authentication not allowed without TLS", "smtp.reply.530.postfix-encryption-required"},
    {"-ERR [SYS/TEMP] Temporary authentication failure, please wait", "pop3.err.temporary-problem"},
    {"-ERR user is locked out", "pop3.err.account-disabled"},
    {"-ERR [AUTH] Pop not allowed for user.", "pop3.err.pop-not-enabled"},
    {"-ERR [AUTH] (#AUTH005) Too many bad auth attempts.", "pop3.err.too-many-logins"},
    {"-ERR [IN-USE] mailbox already in use by pid 12345", "pop3.err.in-use"},
    {"-ERR [IN-USE] Couldn't open INBOX: Timeout while waiting for lock", "pop3.err.in-use"},
    {"-ERR unknown user account or incorrect password", "pop3.err.name-or-password"},
    {"-ERR Maximum connection limit reached for ::ffff:192.0.2.1", "pop3.err.too-many-connections"},
    {"-ERR login attempted too frequently for user", "pop3.err.login-limit"},
    {"-ERR account is not active", "pop3.err.account-disabled"},
    {"-ERR [AUTH] Your password expired.", "pop3.err.password-expired"},
    {"-ERR SSL required", "pop3.err.tls-needed"},
    {"-ERR Disk quota exceeded", "pop3.err.disk-full"},
    {"-ERR Server Unavailable. 21", "pop3.err.temporary-problem"},
    {"+OK hello joe, please enter your password", "pop3.ok.password-required"},
};
/* clang-format on */

enum { LINES = sizeof lines / sizeof lines[0] };

static void test_catalog_phrases_know_sentences(void **state)
{
  size_t i;
  (void)state;
  for (i = 0; i < LINES; i++) {
    mw_catalog_match match;
    const char *name = NULL;
    if (mw_catalog_match_line(mw_catalog_standard(), mw_slice_text(lines[i].line), &match, 1) > 0) {
      name = match.row->of != NULL ? match.row->of : match.row->name;
    }
    if (name == NULL ? lines[i].row != NULL
                     : lines[i].row == NULL || strcmp(name, lines[i].row) != 0) {
      fail_msg("%s: %s", lines[i].line, name != NULL ? name : "no row");
    }
  }
}

/* A line that a server sends word for word is known by that row, however long a phrase is in it. */
static void test_catalog_phrases_come_last(void **state)
{
  static const mw_catalog_row row = {
      "house.full", NULL, 552, MW_POP3_STATUS_NONE, "", "Mailbox full", "RCPT", "", ""};
  const mw_catalog house = {&row, 1, mw_catalog_standard()};
  mw_catalog_match match;
  (void)state;
  assert_true(mw_catalog_match_line(&house, mw_slice_text("552 Mailbox full"), &match, 1) > 1);
  assert_string_equal(match.row->name, "house.full");
  assert_true(mw_catalog_match_line(mw_catalog_standard(), mw_slice_text("452 Mailbox full"),
                                    &match, 1) > 1);
  assert_string_equal(match.row->name, "smtp.situation.MAILBOX_FULL");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_catalog_phrases_know_sentences),
      cmocka_unit_test(test_catalog_phrases_come_last),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
