/* SPDX-License-Identifier: MIT */
/* The parameters of MAIL and RCPT, typed (RFC 5321 4.1.1.11 and the RFC of each extension).
 *
 * The table: tables/smtp_param.def. Parameters that it does not have are kept: walk the text with
 * mw_param_next().
 */
#ifndef MAILWIRE_SMTP_PARAMS_H
#define MAILWIRE_SMTP_PARAMS_H

#include <mailwire/param.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One member for each row of tables/smtp_param.def: MW_SMTP_PARAM_SIZE ... Each number is a bit's
 * place in mw_smtp_params.present. */
typedef enum mw_smtp_param {
  MW_SMTP_PARAM_UNKNOWN = 0,
#define MW_SMTP_PARAM(id, number, keyword, mail, rcpt, extension, value, rfc)                      \
  MW_SMTP_PARAM_##id = number,
#include <mailwire/tables/smtp_param.def>
  MW_SMTP_PARAM_RESERVED = 0x7fff
} mw_smtp_param;

#define MW_SMTP_HAS(params, id) (((params)->present >> MW_SMTP_PARAM_##id & 1) != 0)

/* Where parameters stand. */
typedef enum mw_smtp_params_of {
  MW_SMTP_PARAMS_MAIL = 1, /* MAIL, SEND, SOML, SAML */
  MW_SMTP_PARAMS_RCPT = 2
} mw_smtp_params_of;

typedef enum mw_smtp_body {
  MW_SMTP_BODY_NONE = 0,
  MW_SMTP_BODY_7BIT = 1,
  MW_SMTP_BODY_8BITMIME = 2,
  MW_SMTP_BODY_BINARYMIME = 3
} mw_smtp_body;

typedef enum mw_smtp_ret {
  MW_SMTP_RET_NONE = 0,
  MW_SMTP_RET_FULL = 1,
  MW_SMTP_RET_HDRS = 2
} mw_smtp_ret;

/* NOTIFY= as bits. */
#define MW_SMTP_NOTIFY_NEVER 0x1u
#define MW_SMTP_NOTIFY_SUCCESS 0x2u
#define MW_SMTP_NOTIFY_FAILURE 0x4u
#define MW_SMTP_NOTIFY_DELAY 0x8u

/* Typed values; each is set when its bit in present is. Slices are as on the wire, still encoded.
 * Fields are public. */
typedef struct mw_smtp_params {
  uint64_t present; /* bit number MW_SMTP_PARAM_<id> */
  unsigned unknown; /* parameters that the table does not have for this command */
  uint64_t
      size; /* SIZE: octets; UINT64_MAX when it is larger than fits (RFC 1870 allows 20 digits) */
  mw_smtp_body body;     /* BODY */
  mw_smtp_ret ret;       /* RET */
  mw_slice envid;        /* ENVID: xtext */
  mw_slice auth;         /* AUTH: xtext of a mailbox; "<>" for none */
  int32_t by_time;       /* BY: seconds, -999999999..999999999 */
  char by_mode;          /* BY: 'N' or 'R' */
  bool by_trace;         /* BY: T was there */
  uint32_t hold_for;     /* HOLDFOR: seconds */
  mw_slice hold_until;   /* HOLDUNTIL: RFC 3339 date-time in UTC */
  mw_slice mtrk;         /* MTRK: certifier */
  uint32_t mtrk_timeout; /* MTRK: seconds; 0 when absent */
  int8_t priority;       /* MT-PRIORITY: -9..9 */
  mw_slice solicit;      /* SOLICIT: keywords separated by commas */
  mw_slice submitter;    /* SUBMITTER: xtext of a mailbox */
  mw_slice transid;      /* TRANSID: <token@token> */
  mw_slice alt_address;  /* ALT-ADDRESS: xtext */
  unsigned notify;       /* NOTIFY: MW_SMTP_NOTIFY_* */
  mw_slice orcpt_type;   /* ORCPT: addr-type */
  mw_slice orcpt;        /* ORCPT: xtext, or by type utf-8 what RFC 6533 says */
  mw_slice rrvs_time;    /* RRVS: RFC 3339 date-time */
  char rrvs_action;      /* RRVS: 'C' or 'R' (the default) */
  /* A slice text_<id> for each row of the table whose value is any text. */
#define MW_SMTP_PARAM_TEXT(id, number, keyword, mail, rcpt, extension, value, rfc)                 \
  mw_slice text_##id;
#include <mailwire/tables/smtp_param.def>
} mw_smtp_params;

/* One row of the table. Static, constant. Fields are public. */
typedef struct mw_smtp_param_info {
  mw_smtp_param param;
  bool mail, rcpt; /* where it may stand */
  const char *keyword;
  const char *extension; /* the EHLO keyword that allows it; several separated by blanks */
  const char *value;     /* its value in ABNF; "" when it has none */
  const char *rfc;
} mw_smtp_param_info;

/* The parameter of a keyword, ASCII case ignored. */
MW_API mw_smtp_param mw_smtp_param_find(mw_slice keyword);
MW_API const mw_smtp_param_info *mw_smtp_param_row(mw_smtp_param param);
MW_API const char *mw_smtp_param_name(mw_smtp_param param);

/* Reads one parameter that mw_param_next() gave into *params. Unknown ones, and known ones that may
 * not stand there, are counted in params->unknown. Adds to *finding (offset from the keyword's
 * first octet): BAD_PARAM_VALUE, BAD_XTEXT, DECODED_CONTROL, NUMBER_TOO_LARGE, PARAM_TWICE (the
 * first one stays), PARAM_CONFLICT (two that exclude each other: HOLDFOR and HOLDUNTIL;
 * NOTIFY=NEVER with another). Returns the row's number or UNKNOWN. */
MW_API mw_smtp_param mw_smtp_param_read(const mw_param *param, mw_smtp_params_of of,
                                        const mw_rules *rules, mw_smtp_params *params,
                                        mw_finding *finding);

/* Reads all of text (what follows the path and one space; may be empty) into *params, which is
 * filled from zero. Adds to *finding the first fault: those of mw_param_next() and
 * mw_smtp_param_read(). An unknown parameter is no fault: a server that wants none answers
 * situation UNKNOWN_PARAM. */
MW_API void mw_smtp_params_parse(mw_slice text, mw_smtp_params_of of, const mw_rules *rules,
                                 mw_smtp_params *params, mw_finding *finding);

/* Writes the parameters that are present, in the order of the table, each with a blank before it.
 * Refused: a value that would not parse back; a parameter that may not stand there. */
MW_API void mw_smtp_params_write(mw_writer *w, mw_smtp_params_of of, const mw_smtp_params *params);

#ifdef __cplusplus
}
#endif

#endif
