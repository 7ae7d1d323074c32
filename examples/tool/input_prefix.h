/* SPDX-License-Identifier: MIT */
/* How transcripts tell who said a line. */
#ifndef TOOL_INPUT_PREFIX_H
#define TOOL_INPUT_PREFIX_H

#include "input_build.h"

/* All lines of a transcript are marked in one style. */
typedef enum prefix_style {
  STYLE_LETTER, /* C: S:, also in full width */
  STYLE_WORDS,  /* CLIENT -> SERVER: */
  STYLE_EXIM,   /* SMTP>> SMTP<< */
  STYLE_ANGLES, /* >>> <<< */
  STYLE_MUTT,   /* 4> 4< */
  STYLE_MSMTP,  /* --> <-- */
  STYLE_NAMED,  /* SMTP> SMTP< POP3> POP3< */
  STYLE_NONE,   /* not at all: a terminal's screen */
  STYLES = STYLE_NONE
} prefix_style;

typedef struct prefix {
  char dir;      /* 'C', 'S'; '>', '<': who that is, the whole text tells; 0: there is none */
  mw_slice said; /* what follows, with its blanks */
} prefix;

/* The prefix of a line in a style, behind blanks, times, "[DEBUG]" and the like. */
prefix prefix_of(mw_slice line, prefix_style style);

/* The style that most lines have; *weight: how much they weigh. */
prefix_style style_of(mw_slice text, unsigned *weight);

/* Whether lines marked ">" are the server's. */
bool is_server_greater(mw_slice text, prefix_style style);

/* Blanks that all lines have behind their prefix; one at least. */
size_t prefix_indent(mw_slice text, prefix_style style);

#endif
