/* SPDX-License-Identifier: MIT */
/* Anomalies: what is remarkable about a conversation, by name.
 *
 * A fault is what is wrong with the octets of one line; an anomaly is what only the whole shows:
 * the order, the other side, what was announced. Each item of a dialogue carries a word of them,
 * one bit a row of tables/anomaly.def; they are about the item's own octets or, of a reply, about
 * what it answers: whether that came in order only the reply shows.
 */
#ifndef MAILWIRE_ANOMALY_H
#define MAILWIRE_ANOMALY_H

#include <mailwire/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One member for each row: the place of its bit. */
typedef enum mw_anomaly {
#define MW_ANOMALY(id, bit, name, severity, sentence, source) MW_ANOMALY_##id = bit,
#include <mailwire/tables/anomaly.def>
  MW_ANOMALY_NONE = 0x7ffe,
  MW_ANOMALY_RESERVED = 0x7fff
} mw_anomaly;

/* The word with that bit alone. */
#define MW_ANOMALY_BIT(id) (UINT64_C(1) << MW_ANOMALY_##id)

typedef enum mw_severity {
  MW_SEVERITY_NOTE = 1,
  MW_SEVERITY_DEVIATION = 2,
  MW_SEVERITY_VIOLATION = 3,
  MW_SEVERITY_DANGER = 4
} mw_severity;

/* One row. Static, constant. Fields are public. */
typedef struct mw_anomaly_info {
  mw_anomaly anomaly;
  mw_severity severity;
  const char *name;     /* "auth-in-clear" */
  const char *sentence; /* one English sentence for a person */
  const char *source;   /* "RFC2920 3.1"; "" where no text says it */
} mw_anomaly_info;

/* The row of a bit's place; NULL if there is none. */
MW_API const mw_anomaly_info *mw_anomaly_row(mw_anomaly anomaly);

/* "auth-in-clear"; "unknown" for a place without a row. Never NULL, static. */
MW_API const char *mw_anomaly_name(mw_anomaly anomaly);

/* The anomaly of that name; NONE if there is none. */
MW_API mw_anomaly mw_anomaly_find(mw_slice name);

/* Takes the lowest anomaly out of a word; NONE when it holds no more. */
MW_API mw_anomaly mw_anomaly_next(uint64_t *word);

/* "note", "deviation", "violation", "danger"; "unknown" for a number that is none. */
MW_API const char *mw_severity_name(mw_severity severity);

#ifdef __cplusplus
}
#endif

#endif
