/* SPDX-License-Identifier: MIT */
/* Follows a conversation line by line, as far as the forms need it. */
#ifndef TOOL_INPUT_WATCH_H
#define TOOL_INPUT_WATCH_H

#include "input_build.h"

/* A line was said. */
void watch_line(watch *w, bool server, mw_slice line);

/* Whether the line, the server's first one, which was not said yet, answers the only command: there
 * was a greeting that was not recorded. */
bool watch_is_late(const watch *w, mw_slice line);

/* Whether the line, which was not said yet, begins another conversation. */
bool watch_begins(const watch *w, bool server, mw_slice line);

#endif
