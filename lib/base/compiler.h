/* SPDX-License-Identifier: MIT */
/* What compilers are told beyond C99, where they can be told. */
#ifndef MWI_BASE_COMPILER_H
#define MWI_BASE_COMPILER_H

#if defined(__GNUC__)
/* A rare way, kept out of the frequent one that calls it. */
#define MWI_RARE __attribute__((noinline, cold))
#define MWI_OFTEN(condition) __builtin_expect((condition) ? 1 : 0, 1)
/* A frequent way, made one with its caller. */
#define MWI_INLINE inline __attribute__((always_inline))
/* Kept out of its caller, whose short ways then save no registers for it. */
#define MWI_APART __attribute__((noinline))
#else
#define MWI_RARE
#define MWI_OFTEN(condition) (condition)
#define MWI_INLINE inline
#define MWI_APART
#endif

#endif
