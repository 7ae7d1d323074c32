/* SPDX-License-Identifier: MIT */
/* The rows of anomaly.def, and what faults are among them. */
#include "base/anomaly.h"

static const mw_anomaly_info anomaly_rows[] = {
#define MW_ANOMALY(id, bit, name, severity, sentence, source)                                      \
  {MW_ANOMALY_##id, MW_SEVERITY_##severity, name, sentence, source},
#include <mailwire/tables/anomaly.def>
};

enum { ANOMALIES = sizeof anomaly_rows / sizeof anomaly_rows[0] };

const mw_anomaly_info *mw_anomaly_row(mw_anomaly anomaly)
{
  size_t i;
  for (i = 0; i < ANOMALIES; i++) {
    if (anomaly_rows[i].anomaly == anomaly) {
      return &anomaly_rows[i];
    }
  }
  return NULL;
}

const char *mw_anomaly_name(mw_anomaly anomaly)
{
  const mw_anomaly_info *row = mw_anomaly_row(anomaly);
  return row != NULL ? row->name : "unknown";
}

mw_anomaly mw_anomaly_find(mw_slice name)
{
  size_t i;
  for (i = 0; i < ANOMALIES; i++) {
    if (mw_slice_equal(name, mw_slice_text(anomaly_rows[i].name))) {
      return anomaly_rows[i].anomaly;
    }
  }
  return MW_ANOMALY_NONE;
}

mw_anomaly mw_anomaly_next(uint64_t *word)
{
  unsigned place = 0;
  if (word == NULL || *word == 0) {
    return MW_ANOMALY_NONE;
  }
  while ((*word >> place & 1) == 0) {
    place++;
  }
  *word &= *word - 1;
  return (mw_anomaly)place;
}

const char *mw_severity_name(mw_severity severity)
{
  switch (severity) {
  case MW_SEVERITY_NOTE: return "note";
  case MW_SEVERITY_DEVIATION: return "deviation";
  case MW_SEVERITY_VIOLATION: return "violation";
  case MW_SEVERITY_DANGER: return "danger";
  default: return "unknown";
  }
}

/* ---- faults --------------------------------------------------------------------------------- */

static uint64_t anomaly_of_fault(mw_fault fault)
{
  switch (fault) {
  case MW_FAULT_NONE: return 0;
  case MW_FAULT_LINE_TOO_LONG:
  case MW_FAULT_REPLY_TOO_LONG: return MW_ANOMALY_BIT(LIMIT);
  case MW_FAULT_UNFINISHED: return MW_ANOMALY_BIT(CUT_OFF);
  case MW_FAULT_NOT_A_REPLY:
  case MW_FAULT_NOT_A_RESPONSE: return MW_ANOMALY_BIT(NOT_A_REPLY);
  case MW_FAULT_MIXED_CODES: return MW_ANOMALY_BIT(MIXED_CODES);
  case MW_FAULT_MIXED_ENHANCED: return MW_ANOMALY_BIT(MIXED_ENHANCED);
  case MW_FAULT_ENHANCED_CLASS: return MW_ANOMALY_BIT(ENHANCED_CLASS);
  case MW_FAULT_NOT_ASKED_FOR: return MW_ANOMALY_BIT(UNSOLICITED);
  case MW_FAULT_PLAINTEXT_LEFT: return MW_ANOMALY_BIT(PLAINTEXT_LEFT);
  default: return MW_ANOMALY_BIT(MALFORMED);
  }
}

uint64_t mwi_anomaly_of_line(mw_fault fault, uint64_t tolerated)
{
  const uint64_t octets = MW_ALLOW_BARE_CR | MW_ALLOW_NUL | MW_ALLOW_CONTROL | MW_ALLOW_EIGHT_BIT;
  uint64_t found = anomaly_of_fault(fault);
  found |= (tolerated & MW_ALLOW_BARE_LF) != 0 ? MW_ANOMALY_BIT(LINE_END) : 0;
  found |= (tolerated & MW_ALLOW_LONG_LINE) != 0 ? MW_ANOMALY_BIT(LIMIT) : 0;
  found |= (tolerated & octets) != 0 ? MW_ANOMALY_BIT(MALFORMED) : 0;
  return found;
}

uint64_t mwi_anomaly_of_body(mw_fault fault, uint64_t tolerated)
{
  uint64_t found = (tolerated & MW_ALLOW_LF_DOT_END) != 0 ? MW_ANOMALY_BIT(SMUGGLING) : 0;
  switch (fault) {
  case MW_FAULT_BARE_CR:
  case MW_FAULT_BARE_LF:
  case MW_FAULT_NUL_OCTET: return found | MW_ANOMALY_BIT(BODY_LINE_END);
  default: return found | anomaly_of_fault(fault);
  }
}
