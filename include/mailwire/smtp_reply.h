/* SPDX-License-Identifier: MIT */
/* SMTP, LMTP and submission replies on the line, read and written (RFC 5321 4.2, RFC 2034).
 *
 *   Reply-line = *( Reply-code "-" [ textstring ] CRLF ) Reply-code [ SP textstring ] CRLF
 */
#ifndef MAILWIRE_SMTP_REPLY_H
#define MAILWIRE_SMTP_REPLY_H

#include <mailwire/smtp_code.h>
#include <mailwire/writer.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The longest reply line in octets, its CRLF included (RFC 5321 4.5.3.1.5). */
#define MW_SMTP_REPLY_LINE 512

/* One line of a reply. Fields are public; slices point into the line. */
typedef struct mw_smtp_reply_line {
  unsigned code;           /* 0..999 */
  bool last;               /* no line of this reply follows */
  mw_enhanced enhanced;    /* klass 0 when there is none that fits */
  mw_fault enhanced_fault; /* why what looks like one is none: ENHANCED_SYNTAX, ENHANCED_CLASS; else
                              MW_FAULT_NONE. The line is fine all the same */
  mw_slice text;           /* all that follows the code and its separator */
  mw_slice message;        /* text without the enhanced code and the space after it */
} mw_smtp_reply_line;

/* Takes one line (without its CRLF) apart. True when it begins with three digits and then a space,
 * "-" or its end; *reply is then filled in, and ODD_CODE or BARE_CHALLENGE may be added to
 * *finding. False when it is no reply line: NOT_A_REPLY is added to *finding, and *reply is all
 * zero but for text, which is the line. */
MW_API bool mw_smtp_reply_line_parse(mw_slice line, uint64_t allow, mw_smtp_reply_line *reply,
                                     mw_finding *finding);

/* Writes one whole reply: a line for each of the count texts, the enhanced code on each of them
 * when its klass is not 0. A text that would make a line longer than 512 octets (334: 12288, RFC
 * 4954 4) goes on in further lines, cut between characters. No text (count 0, or one empty one)
 * gives "250 " and CRLF. Refused, and nothing is written: a code outside 2..5, 0..5, 0..9; an
 * enhanced code whose class is not the code's, or whose parts are above 999; CR, LF, NUL or another
 * control character but TAB in a text; octets above 127, unless the writer allows UTF-8 and they
 * are well formed.
 *
 * The wire has one place for an enhanced code and for the text's first word. So a text whose first
 * word is a code of the reply's class, written with klass 0, is that code when it is read: "5.1.1
 * x" in a 550 comes back as enhanced 5.1.1 and message "x", which is the same reply. In every case
 * the texts of the lines read are what was written, the enhanced code and its space included:
 * whoever passes texts on writes them with klass 0, and all octets stay as they were. Who must not
 * say a code asks mw_enhanced_parse() before. A first word that is a code of another class, "4.1.1
 * x" in a 550, is none when it is read: it comes back as text, with enhanced_fault ENHANCED_CLASS.
 */
MW_API void mw_smtp_reply_write(mw_writer *w, unsigned code, mw_enhanced enhanced,
                                const mw_slice *texts, size_t count);

/* The same for one text. */
MW_API void mw_smtp_reply_write_line(mw_writer *w, unsigned code, mw_enhanced enhanced,
                                     mw_slice text);

#ifdef __cplusplus
}
#endif

#endif
