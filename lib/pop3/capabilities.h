/* SPDX-License-Identifier: MIT */
/* The lines of CAPA, for those who look for more than bits. */
#ifndef MWI_POP3_CAPABILITIES_H
#define MWI_POP3_CAPABILITIES_H

#include "grammar/announced.h"

/* Items: unknown names of SASL, parameters that no field types, whole lines of unknown tags. */
extern const mwi_announced_kind mwi_capa_kind;

#endif
