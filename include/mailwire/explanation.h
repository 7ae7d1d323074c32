/* SPDX-License-Identifier: MIT */
/* Explanations: what a verb, a code, a reply, a fault means and what to do about it, for people, in
 * the language that the caller passes. Never for the wire.
 *
 * A language is an object: whoever does not name mw_text_ja() links no Japanese. Nothing here looks
 * at the locale, and no function of the library chooses by language.
 */
#ifndef MAILWIRE_EXPLANATION_H
#define MAILWIRE_EXPLANATION_H

#include <mailwire/catalog.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What can be explained, and by which keys. A topic has a key for each row of its table; digits and
 * letters as they are written here. Numbers are never reused. */
typedef enum mw_topic {
  MW_TOPIC_SMTP_VERB = 1,        /* "RCPT": smtp_verb.def */
  MW_TOPIC_SMTP_CLASS = 2,       /* "4yz": smtp_code.def */
  MW_TOPIC_SMTP_CATEGORY = 3,    /* "x5z": smtp_code.def */
  MW_TOPIC_SMTP_CODE = 4,        /* "550": smtp_code.def */
  MW_TOPIC_ENHANCED_CLASS = 5,   /* "5.X.X": smtp_enhanced.def */
  MW_TOPIC_ENHANCED_SUBJECT = 6, /* "X.7.X": smtp_enhanced.def */
  MW_TOPIC_ENHANCED = 7,         /* "X.7.1", whatever the class digit: smtp_enhanced.def */
  MW_TOPIC_SMTP_EXTENSION = 8,   /* "SIZE": smtp_extension.def */
  MW_TOPIC_SMTP_PARAM = 9,       /* "SIZE": smtp_param.def */
  MW_TOPIC_SMTP_SITUATION = 10,  /* "UNKNOWN_VERB": smtp_situation.def */
  MW_TOPIC_SMTP_REPLY = 11,      /* "smtp.reply.250.queued": smtp_catalog.def */
  MW_TOPIC_SASL_MECHANISM = 12,  /* "PLAIN": sasl_mechanism.def */
  MW_TOPIC_POP3_VERB = 13,       /* "RETR": pop3_verb.def */
  MW_TOPIC_POP3_STATUS = 14,     /* "+OK", "-ERR", "+" */
  MW_TOPIC_POP3_CODE = 15,       /* "SYS/TEMP": pop3_response_code.def */
  MW_TOPIC_POP3_CAPABILITY = 16, /* "UIDL": pop3_capability.def */
  MW_TOPIC_POP3_SITUATION = 17,  /* "UNKNOWN_COMMAND": pop3_situation.def */
  MW_TOPIC_POP3_REPLY = 18,      /* "pop3.ok.logged-in": pop3_catalog.def */
  MW_TOPIC_FAULT = 19,           /* "BARE_LF": fault.def */
  MW_TOPIC_TOLERANCE = 20,       /* "BARE_LF": tolerance.def */
  MW_TOPIC_VERDICT = 21,         /* "TRY_HELO": verdict.def */
  MW_TOPIC_LEDGER = 22,          /* "BARE_LF": ledger.def */
  MW_TOPIC_READING = 23,         /* "STRICT": reading.def */
  MW_TOPIC_ANOMALY = 24          /* "auth-in-clear": anomaly.def */
} mw_topic;

/* "SMTP_VERB" ...; "UNKNOWN" for a number that is none. Never NULL, static. */
MW_API const char *mw_topic_name(mw_topic topic);

/* The key number index of a topic, from 0, in the order of its table; NULL after the last one, and
 * for a number that is no topic. Static. */
MW_API const char *mw_topic_key(mw_topic topic, size_t index);

/* What one language says of one key. Fields are public; UTF-8, ended by NUL. */
typedef struct mw_text_row {
  mw_topic topic;
  const char *key;
  const char *phrase; /* what it means, for a line of a table: at most 40 cells of a terminal; NULL
                         or "": the words of the table */
  const char *advice; /* what to do about it: a sentence or two; NULL is the same as "" */
} mw_text_row;

/* A language: the library's, or the caller's own, of any topics; it may have rows for the caller's
 * own rows of a catalogue, too, by their names (mw_explain_row). Fields are public. */
typedef struct mw_text {
  const char *language; /* "en", "ja" (BCP 47) */
  const mw_text_row *rows;
  size_t count;
} mw_text;

/* English. Static, constant. */
MW_API const mw_text *mw_text_en(void);

/* Japanese. Static, constant, and an object of its own. Not there where the library was built with
 * MAILWIRE_TEXT_JA=OFF: mw_features() tells (version.h). */
MW_API const mw_text *mw_text_ja(void);

/* Fields are public; strings live as long as the language and the library's tables. */
typedef struct mw_explanation {
  const char *phrase; /* never NULL, nor empty */
  const char *advice; /* never NULL; "" when nothing is known */
  const char *rfc;    /* sources, separated by "; "; "" when there are none */
} mw_explanation;

/* Explains a key. Letters compare without regard to case; the class of an enhanced status code may
 * be any digit, or X. What the language does not have is told in the words of the key's own row in
 * its table. False: the topic has no such key; *explanation is
 * then that of what stands above it, where something does: the subject for "X.7.99", the class for
 * "599"; otherwise its phrase is "unknown". */
MW_API bool mw_explain(const mw_text *text, mw_topic topic, mw_slice key,
                       mw_explanation *explanation);

/* Explains a row of a catalogue, an alias as the row whose spelling it is; a row of the caller's
 * own in the words that the language has for its name as a key of SMTP_REPLY or POP3_REPLY. False:
 * neither the language nor a table has words for it; *explanation is then that of its code or
 * status. */
MW_API bool mw_explain_row(const mw_text *text, const mw_catalog_row *row,
                           mw_explanation *explanation);

#ifdef __cplusplus
}
#endif

#endif
