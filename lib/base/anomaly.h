/* SPDX-License-Identifier: MIT */
/* The anomaly that a fault is. */
#ifndef MWI_BASE_ANOMALY_H
#define MWI_BASE_ANOMALY_H

#include <mailwire/anomaly.h>
#include <mailwire/fault.h>

/* Of a line, and of the octets of a body; 0 where nothing was found. */
uint64_t mwi_anomaly_of_line(mw_fault fault, uint64_t tolerated);
uint64_t mwi_anomaly_of_body(mw_fault fault, uint64_t tolerated);

#endif
