/* SPDX-License-Identifier: MIT */
/* Literals of Python, as repr() prints them. */
#ifndef TOOL_INPUT_PYTHON_H
#define TOOL_INPUT_PYTHON_H

#include "input_build.h"

/* 'text', "text", b'octets'. */
bool is_python_literal(mw_slice text);

/* Adds the octets that the literal stands for, and moves on behind it; a text's characters in
 * UTF-8. One that is cut off has what there is of it. False: no literal begins here. */
bool python_literal(mw_slice *text, buffer *octets);

#endif
