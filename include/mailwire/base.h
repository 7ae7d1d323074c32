/* SPDX-License-Identifier: MIT */
/* Bytes, outcomes and flow: the words that every other header uses.
 *
 * Nothing in mailwire allocates, does I/O, reads the locale or keeps a global. All memory is the
 * caller's; all structs are transparent, so that they can live on a stack, but their fields are
 * private unless the comment at the struct says otherwise.
 */
#ifndef MAILWIRE_BASE_H
#define MAILWIRE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32) && !defined(MAILWIRE_STATIC)
#ifdef MAILWIRE_BUILD
#define MW_API __declspec(dllexport)
#else
#define MW_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define MW_API __attribute__((visibility("default")))
#else
#define MW_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Octets that someone else owns. Never terminated by NUL. ptr may be NULL when len is 0; where a
 * comment says so, NULL means "absent", which differs from empty. Fields are public. */
typedef struct mw_slice {
  const char *ptr;
  size_t len;
} mw_slice;

/* Room for output that the caller owns. A function that takes `mw_room *` advances ptr and
 * shortens len by what it wrote. Fields are public. */
typedef struct mw_room {
  char *ptr;
  size_t len;
} mw_room;

/* How a call went. Zero and above: normal. Below zero: the caller's mistake or wish. What the peer
 * did wrong is never a status but a fault (fault.h). Numbers are never reused.
 *
 * Pointers to what a function reads or fills in must not be NULL unless its comment says that they
 * may. One that is NULL all the same is not followed: a status is MW_E_ARGUMENT, a bool false, a
 * number 0, a fault the one for a missing end; writers refuse the item, and write nothing
 * where there is no writer; what returns nothing does nothing. mw_smtp_argument_parse() alone,
 * which is called for each command, does not look. */
typedef enum mw_status {
  MW_OK = 0,          /* one event was stored, or the work is done */
  MW_NEED_MORE = 1,   /* the input was taken in full; call again with later octets */
  MW_PAUSED = 2,      /* a hold or a callback stopped it; the input holds the rest */
  MW_E_ARGUMENT = -1, /* the call broke its contract; nothing was done */
  MW_E_SPACE = -2,    /* the caller's buffer is too small; streams: it is full, call again */
  MW_E_ABORTED = -3 /* a callback said MW_ABORT, or finish() was called: only reset() is allowed */
} mw_status;

/* What a callback wants next. Zero goes on, so that a stub can return 0. */
typedef enum mw_flow {
  MW_CONTINUE = 0, /* go on with the next event */
  MW_PAUSE = 1,    /* feed() returns MW_PAUSED after this event; call it again with the rest */
  MW_ABORT = 2     /* feed() returns MW_E_ABORTED, now and until reset() */
} mw_flow;

/* A number of octets that the stream does not tell. */
#define MW_OCTETS_UNKNOWN UINT64_MAX

/* A slice over len octets at bytes. */
MW_API mw_slice mw_slice_of(const void *bytes, size_t len);

/* A slice over the octets of a NUL-terminated string, without the NUL. NULL gives an absent slice.
 */
MW_API mw_slice mw_slice_text(const char *text);

/* Whether both hold the same octets. Absent and empty are equal. */
MW_API bool mw_slice_equal(mw_slice a, mw_slice b);

/* The same, with ASCII letters compared without regard to case (RFC 5321 2.4). No locale. */
MW_API bool mw_slice_equal_nocase(mw_slice a, mw_slice b);

/* "OK", "NEED_MORE" ...; "UNKNOWN" for any other number. Never NULL, static. */
MW_API const char *mw_status_name(mw_status status);

#ifdef __cplusplus
}
#endif

#endif
