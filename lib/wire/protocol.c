/* SPDX-License-Identifier: MIT */
/* How the streams of other protocols begin.
 *
 *   request-line  = method SP request-target SP HTTP-version CRLF             ; RFC 9112 3
 *   TLSPlaintext  = type version length fragment; type 20 to 23               ; RFC 5246 6.2.1
 *   V2ClientHello = msg_length msg_type version ...; msg_type 1               ; RFC 5246 E.2
 *   identification = "SSH-" protoversion "-" softwareversion ...              ; RFC 4253 4.2
 *   greeting      = "*" SP ( resp-cond-auth / resp-cond-bye ) CRLF            ; RFC 3501 9
 *   IAC command: 255, then 240 to 254                                         ; RFC 854
 */
#include <mailwire/protocol.h>
#include <string.h>

#include "base/slice.h"
#include "text/char_class.h"

/* A beginning that says it all. */
typedef struct opening {
  mw_protocol protocol;
  const char *octets;
  size_t len;
} opening;

#define OPENING(protocol, octets)                                                                  \
  {                                                                                                \
    protocol, octets, sizeof(octets) - 1                                                           \
  }

static const opening openings[] = {
    OPENING(MW_PROTOCOL_HTTP, "HTTP/"),
    OPENING(MW_PROTOCOL_HTTP, "PRI * HTTP/2"),
    OPENING(MW_PROTOCOL_PROXY1, "PROXY TCP4 "),
    OPENING(MW_PROTOCOL_PROXY1, "PROXY TCP6 "),
    OPENING(MW_PROTOCOL_PROXY1, "PROXY UNKNOWN"),
    OPENING(MW_PROTOCOL_PROXY2, "\r\n\r\n\0\r\nQUIT\n"),
    OPENING(MW_PROTOCOL_SSH, "SSH-"),
    OPENING(MW_PROTOCOL_POP3, "+OK "),
    OPENING(MW_PROTOCOL_POP3, "+OK\r\n"),
    OPENING(MW_PROTOCOL_POP3, "-ERR "),
    OPENING(MW_PROTOCOL_POP3, "-ERR\r\n"),
    OPENING(MW_PROTOCOL_IMAP, "* OK "),
    OPENING(MW_PROTOCOL_IMAP, "* BYE "),
    OPENING(MW_PROTOCOL_IMAP, "* PREAUTH "),
};

static const char *const http_methods[] = {
    "GET ", "POST ", "PUT ", "HEAD ", "DELETE ", "OPTIONS ", "TRACE ", "PATCH ", "CONNECT ",
};

static const char *const protocol_names[] = {
    [MW_PROTOCOL_NONE] = "NONE",     [MW_PROTOCOL_TLS] = "TLS",
    [MW_PROTOCOL_HTTP] = "HTTP",     [MW_PROTOCOL_PROXY1] = "PROXY1",
    [MW_PROTOCOL_PROXY2] = "PROXY2", [MW_PROTOCOL_SSH] = "SSH",
    [MW_PROTOCOL_POP3] = "POP3",     [MW_PROTOCOL_IMAP] = "IMAP",
    [MW_PROTOCOL_TELNET] = "TELNET", [MW_PROTOCOL_SMTP] = "SMTP",
    [MW_PROTOCOL_LMTP] = "LMTP",
};

static bool begins(mw_slice text, const char *octets, size_t len)
{
  return text.len >= len && memcmp(text.ptr, octets, len) == 0;
}

/* The octet at that place; -1 when it is not there yet. */
static int octet_at(mw_slice first, size_t place)
{
  return place < first.len ? (int)(unsigned char)first.ptr[place] : -1;
}

/* A version that was ever spoken: SSL 3.0 to TLS 1.3. */
static bool is_tls_version(int major, int minor)
{
  return major == 3 && minor >= 0 && minor <= 4;
}

/* A record of any type, for a stream may be looked at when TLS has long begun; a V2ClientHello of
 * less than 512 octets. */
static bool is_tls(mw_slice first)
{
  int octet = octet_at(first, 0);
  if (octet >= 20 && octet <= 23) {
    return is_tls_version(octet_at(first, 1), octet_at(first, 2));
  }
  if ((octet != 0x80 && octet != 0x81) || octet_at(first, 2) != 1) {
    return false;
  }
  return is_tls_version(octet_at(first, 3), octet_at(first, 4)) ||
         (octet_at(first, 3) == 0 && octet_at(first, 4) == 2);
}

/* Whether a request-target begins: a path, "*" or a whole URI; for CONNECT a host. */
static bool is_http_target(mw_slice target, bool connect)
{
  if (target.len == 0) {
    return false;
  }
  if (connect) {
    return mwi_is_let_dig(target.ptr[0]) || target.ptr[0] == '[';
  }
  return target.ptr[0] == '/' || target.ptr[0] == '*' || begins(target, "http", 4);
}

static bool is_http_request(mw_slice first)
{
  size_t i;
  for (i = 0; i < sizeof http_methods / sizeof http_methods[0]; i++) {
    size_t len = strlen(http_methods[i]);
    if (begins(first, http_methods[i], len)) {
      return is_http_target(mwi_slice_from(first, len), http_methods[i][0] == 'C');
    }
  }
  return false;
}

static bool is_telnet(mw_slice first)
{
  return octet_at(first, 0) == 255 && octet_at(first, 1) >= 240 && octet_at(first, 1) <= 254;
}

mw_protocol mw_protocol_detect(mw_slice first)
{
  size_t i;
  for (i = 0; i < sizeof openings / sizeof openings[0]; i++) {
    if (begins(first, openings[i].octets, openings[i].len)) {
      return openings[i].protocol;
    }
  }
  if (is_tls(first)) {
    return MW_PROTOCOL_TLS;
  }
  if (is_http_request(first)) {
    return MW_PROTOCOL_HTTP;
  }
  return is_telnet(first) ? MW_PROTOCOL_TELNET : MW_PROTOCOL_NONE;
}

const char *mw_protocol_name(mw_protocol protocol)
{
  size_t number = (size_t)protocol;
  size_t count = sizeof protocol_names / sizeof protocol_names[0];
  return number < count ? protocol_names[number] : "UNKNOWN";
}
