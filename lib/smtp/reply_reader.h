/* SPDX-License-Identifier: MIT */
/* The modes of the reply reader. */
#ifndef MWI_SMTP_REPLY_READER_H
#define MWI_SMTP_REPLY_READER_H

#include <mailwire/smtp_reply_reader.h>

#include "wire/line.h"

enum {
  MWI_REPLY_MODE_LINES,  /* the line framer */
  MWI_REPLY_MODE_TLS,    /* nobody but for the first octet, until reset() */
  MWI_REPLY_MODE_ABORTED /* nobody, until reset() */
};

#endif
