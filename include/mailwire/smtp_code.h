/* SPDX-License-Identifier: MIT */
/* Reply codes and enhanced status codes: what their digits say, and what the tables know of them.
 *
 * Any three digits are a code; the first gives the class and decides what to do, the second the
 * category (RFC 5321 4.2.1). The tables add a meaning where one is known: tables/smtp_code.def,
 * tables/smtp_enhanced.def.
 */
#ifndef MAILWIRE_SMTP_CODE_H
#define MAILWIRE_SMTP_CODE_H

#include <mailwire/fault.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- reply codes (RFC 5321 4.2) ------------------------------------------------------------- */

/* The first digit of a code. Other digits are possible on the wire and are their own number here.
 */
typedef enum mw_smtp_class {
  MW_SMTP_CLASS_0YZ = 0,         /* not used by SMTP */
  MW_SMTP_CLASS_PRELIMINARY = 1, /* 1yz: accepted, waiting for a confirmation; never used by SMTP */
  MW_SMTP_CLASS_COMPLETION = 2,  /* 2yz: done */
  MW_SMTP_CLASS_INTERMEDIATE = 3, /* 3yz: more input is expected */
  MW_SMTP_CLASS_TRANSIENT = 4,    /* 4yz: refused, the same may succeed later */
  MW_SMTP_CLASS_PERMANENT = 5     /* 5yz: refused, do not repeat it unchanged */
} mw_smtp_class;

/* The second digit of a code. */
typedef enum mw_smtp_category {
  MW_SMTP_CATEGORY_SYNTAX = 0,      /* x0z */
  MW_SMTP_CATEGORY_INFORMATION = 1, /* x1z */
  MW_SMTP_CATEGORY_CONNECTION = 2,  /* x2z */
  MW_SMTP_CATEGORY_X3Z = 3,         /* x3z: unspecified; in practice authentication */
  MW_SMTP_CATEGORY_X4Z = 4,         /* x4z: unspecified */
  MW_SMTP_CATEGORY_MAIL_SYSTEM = 5  /* x5z */
} mw_smtp_category;

/* The first and the second digit of any code 0..999, listed or not; -1 for other numbers. */
MW_API int mw_smtp_code_class(unsigned code);
MW_API int mw_smtp_code_category(unsigned code);

/* "permanent negative completion" and so on, for a digit 0..9: what RFC 5321 4.2.1 calls it, or
 * "undefined". Never NULL, static. */
MW_API const char *mw_smtp_class_text(int digit);
MW_API const char *mw_smtp_category_text(int digit);

/* Whether the digits are those of RFC 5321 4.2: 2..5, 0..5, 0..9. */
MW_API bool mw_smtp_code_is_regular(unsigned code);

/* One row of tables/smtp_code.def. Static, constant. Fields are public. */
typedef struct mw_smtp_code_info {
  unsigned code;
  const char *meaning;  /* in one phrase */
  const char *commands; /* after which it comes, separated by blanks; "-" when unknown */
  const char *rfc;
} mw_smtp_code_info;

/* The row of a code; NULL when it is not listed: its digits then say all that is known. */
MW_API const mw_smtp_code_info *mw_smtp_code_row(unsigned code);

/* ---- enhanced status codes (RFC 3463) ------------------------------------------------------- */

/*   status-code = class "." subject "." detail     ; "2" / "4" / "5"; 1*3DIGIT each, no leading
 * zero */

/* Fields are public. klass 0: none. */
typedef struct mw_enhanced {
  uint8_t klass;
  uint16_t subject;
  uint16_t detail;
} mw_enhanced;

/* Reads the enhanced status code that text begins with, up to a space or the end of text. Returns
 * its length in octets (5 to 9), or 0 when there is none; *enhanced is then all zero. *fault (may
 * be NULL): ENHANCED_SYNTAX when the text begins with digits and a dot and is none all the same,
 * else MW_FAULT_NONE. */
MW_API size_t mw_enhanced_parse(mw_slice text, mw_enhanced *enhanced, mw_fault *fault);

/* Whether it may stand in a reply with that code: same class 2, 4 or 5 (RFC 2034 4). */
MW_API bool mw_enhanced_fits(mw_enhanced enhanced, unsigned code);

/* One row of tables/smtp_enhanced.def. Static, constant. Fields are public. */
typedef struct mw_enhanced_info {
  uint16_t subject;
  uint16_t detail;
  const char *classes; /* with which it makes sense: "2 4 5" */
  const char *meaning; /* in one phrase */
  const char *rfc;
} mw_enhanced_info;

/* The row of a subject and detail, whatever the class; NULL when it is not listed. */
MW_API const mw_enhanced_info *mw_enhanced_row(mw_enhanced enhanced);

/* What the class digit says ("success", "persistent transient failure", "permanent failure"), and
 * the subject ("addressing status" ...); "undefined" for others. Never NULL, static. */
MW_API const char *mw_enhanced_class_text(unsigned klass);
MW_API const char *mw_enhanced_subject_text(unsigned subject);

#ifdef __cplusplus
}
#endif

#endif
