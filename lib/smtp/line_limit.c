/* SPDX-License-Identifier: MIT */
/* How long a command line may be where extensions were announced (RFC 5321 4.5.3.1.4). */
#include <mailwire/smtp_command_reader.h>
#include <mailwire/smtp_extension.h>

static const struct {
  mw_smtp_extension extension;
  uint16_t mail;
  uint16_t rcpt;
} line_rows[] = {
#define MW_SMTP_LINE(extension, mail, rcpt, rfc) {MW_SMTP_EXT_##extension, mail, rcpt},
#include <mailwire/tables/smtp_line.def>
};

size_t mw_smtp_command_line_limit(const mw_smtp_extensions *announced)
{
  size_t mail = 0;
  size_t rcpt = 0;
  size_t i;
  for (i = 0; i < sizeof line_rows / sizeof line_rows[0]; i++) {
    if (mw_smtp_extensions_has(announced, line_rows[i].extension)) {
      mail += line_rows[i].mail;
      rcpt += line_rows[i].rcpt;
    }
  }
  return MW_SMTP_COMMAND_LINE + (mail > rcpt ? mail : rcpt);
}
