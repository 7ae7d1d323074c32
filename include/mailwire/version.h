/* SPDX-License-Identifier: MIT */
/* Which mailwire this is: at compile time by macros, at run time by functions.
 *
 * The three numbers here are the one place where the version is written; CMake reads them.
 */
#ifndef MAILWIRE_VERSION_H
#define MAILWIRE_VERSION_H

#include <mailwire/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MAILWIRE_VERSION_MAJOR 0
#define MAILWIRE_VERSION_MINOR 1
#define MAILWIRE_VERSION_PATCH 0

#define MAILWIRE_VERSION_JOIN_(a, b, c) #a "." #b "." #c
#define MAILWIRE_VERSION_TEXT_(a, b, c) MAILWIRE_VERSION_JOIN_(a, b, c)

/* "0.1.0" */
#define MAILWIRE_VERSION_STRING                                                                    \
  MAILWIRE_VERSION_TEXT_(MAILWIRE_VERSION_MAJOR, MAILWIRE_VERSION_MINOR, MAILWIRE_VERSION_PATCH)

/* 0x000100 for 0.1.0: eight bits each, to be compared with < and >. */
#define MAILWIRE_VERSION_NUMBER                                                                    \
  (((uint32_t)MAILWIRE_VERSION_MAJOR << 16) | ((uint32_t)MAILWIRE_VERSION_MINOR << 8) |            \
   (uint32_t)MAILWIRE_VERSION_PATCH)

/* The same of the library that is linked. */
MW_API const char *mw_version(void);
MW_API uint32_t mw_version_number(void);

/* What a library can be built without. */
#define MW_FEATURE_TEXT_JA UINT32_C(1) /* mw_text_ja(): explanations in Japanese */

/* The MW_FEATURE_* bits of the library that is linked. */
MW_API uint32_t mw_features(void);

#ifdef __cplusplus
}
#endif

#endif
