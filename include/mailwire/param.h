/* SPDX-License-Identifier: MIT */
/* ESMTP parameters of any keyword (RFC 5321 4.1.2), one after the other.
 *
 *   esmtp-params = esmtp-param *( SP esmtp-param )
 *   esmtp-param  = esmtp-keyword [ "=" esmtp-value ]
 */
#ifndef MAILWIRE_PARAM_H
#define MAILWIRE_PARAM_H

#include <mailwire/address.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Fields are public; slices point into the text. */
typedef struct mw_param {
  mw_slice keyword; /* as typed; its case does not matter */
  mw_slice value;   /* ptr NULL when there is no "=" */
} mw_param;

/* Reads the next parameter of *rest (what follows the path and one space) and shortens *rest by it
 * and the one space after it. True: *param was stored; with *finding's fault set (BAD_PARAMETER,
 * its offset from rest->ptr at the call) it is the malformed text up to the next space, in
 * param->keyword. False: *rest is empty. */
MW_API bool mw_param_next(mw_slice *rest, const mw_rules *rules, mw_param *param,
                          mw_finding *finding);

/* Writes " KEYWORD" or " KEYWORD=value". Refused: a keyword or value that the grammar does not
 * allow. */
MW_API void mw_param_write(mw_writer *w, const mw_param *param);

#ifdef __cplusplus
}
#endif

#endif
