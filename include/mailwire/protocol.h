/* SPDX-License-Identifier: MIT */
/* Another protocol's first octets: what came to a mail port, or answered on one, and is no mail. */
#ifndef MAILWIRE_PROTOCOL_H
#define MAILWIRE_PROTOCOL_H

#include <mailwire/dialogue.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Octets that are enough to see any of them. */
#define MW_PROTOCOL_OCTETS 16

typedef enum mw_protocol {
  MW_PROTOCOL_NONE = 0,   /* nothing else can be seen, or not yet */
  MW_PROTOCOL_TLS = 1,    /* a TLS record of any type; a ClientHello in the form of SSL 2 */
  MW_PROTOCOL_HTTP = 2,   /* a request line, or "HTTP/" */
  MW_PROTOCOL_PROXY1 = 3, /* "PROXY TCP4 ", "PROXY TCP6 ", "PROXY UNKNOWN" */
  MW_PROTOCOL_PROXY2 = 4, /* the 12 octets of PROXY version 2 */
  MW_PROTOCOL_SSH = 5,    /* "SSH-" */
  MW_PROTOCOL_POP3 = 6,   /* "+OK" or "-ERR" from a server */
  MW_PROTOCOL_IMAP = 7,   /* "* OK", "* PREAUTH" or "* BYE" from a server */
  MW_PROTOCOL_TELNET = 8, /* IAC and a command */
  MW_PROTOCOL_SMTP = 9,   /* mw_origin_detect() alone names these two */
  MW_PROTOCOL_LMTP = 10
} mw_protocol;

/* What the first octets of a stream, from either side, look like. Look before the first next():
 * fewer than MW_PROTOCOL_OCTETS give NONE where they do not decide; once they have decided, more of
 * them do not change it. No command of SMTP or POP3 is ever seen as something else. */
MW_API mw_protocol mw_protocol_detect(mw_slice first);

/* Who speaks in a stream, and what. Fields are public. */
typedef struct mw_origin {
  mw_direction direction; /* 0: nobody knows */
  mw_protocol protocol;
} mw_origin;

/* What the first lines of one direction tell, the server's or the client's: three digits are a
 * server of SMTP, or of LMTP if it says so, "+OK" and "-ERR" one of POP3; a verb is a client of the
 * protocol that has it; one that both have tells the direction alone (protocol NONE). 32 lines are
 * looked at, of which the first that tells decides; lines that tell nothing are passed over, so
 * that a capture may begin in the middle of a message. Another protocol is named as
 * mw_protocol_detect() does. Where a client says LHLO and the server SMTP it is LMTP: look at both.
 */
MW_API void mw_origin_detect(mw_slice first, mw_origin *origin);

/* "NONE", "TLS" ...; "UNKNOWN" for a number that is none. Never NULL, static. */
MW_API const char *mw_protocol_name(mw_protocol protocol);

#ifdef __cplusplus
}
#endif

#endif
