/* SPDX-License-Identifier: MIT */
/* The two ways of showing items. */
#ifndef TOOL_PRINT_H
#define TOOL_PRINT_H

#include "conversation.h"

extern const printer print_text;
extern const printer print_json;

#endif
