/* SPDX-License-Identifier: MIT */
/* How a deviation becomes a fault or a tolerance used: the one place where that is decided. */
#ifndef MWI_BASE_FINDING_H
#define MWI_BASE_FINDING_H

#include <mailwire/fault.h>

/* The first fault stays. */
static inline void mwi_find_fault(mw_finding *finding, mw_fault fault, size_t offset)
{
  if (finding->fault == MW_FAULT_NONE) {
    finding->fault = fault;
    finding->offset = offset;
  }
}

/* The bit is used if it is allowed; else it is the fault. */
static inline void mwi_deviate(mw_finding *finding, uint64_t allow, uint64_t bit, mw_fault fault,
                               size_t offset)
{
  if ((allow & bit) != 0) {
    finding->tolerated |= bit;
  } else {
    mwi_find_fault(finding, fault, offset);
  }
}

/* Adds what was found in a part that begins at offset. */
static inline void mwi_add_finding(mw_finding *finding, const mw_finding *part, size_t offset)
{
  finding->tolerated |= part->tolerated;
  if (part->fault != MW_FAULT_NONE) {
    mwi_find_fault(finding, part->fault, offset + part->offset);
  }
}

#endif
