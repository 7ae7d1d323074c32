/* SPDX-License-Identifier: MIT */
/* What language a recording is in: the server's first lines tell; where they do not, the client's.
 */
#include "conversation.h"

static language language_named_by(const buffer *octets)
{
  mw_origin origin;
  mw_origin_detect(mw_slice_of(octets->ptr, octets->len), &origin);
  switch (origin.protocol) {
  case MW_PROTOCOL_SMTP: return LANGUAGE_SMTP;
  case MW_PROTOCOL_LMTP: return LANGUAGE_LMTP;
  case MW_PROTOCOL_POP3: return LANGUAGE_POP3;
  default: return LANGUAGE_UNKNOWN;
  }
}

language language_of(const recording *r)
{
  language server = language_named_by(&r->server);
  language client = language_named_by(&r->client);
  if (server == LANGUAGE_UNKNOWN) {
    return client != LANGUAGE_UNKNOWN ? client : LANGUAGE_SMTP;
  }
  return server == LANGUAGE_SMTP && client == LANGUAGE_LMTP ? LANGUAGE_LMTP : server;
}
