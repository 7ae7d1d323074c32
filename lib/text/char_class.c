/* SPDX-License-Identifier: MIT */
/* The table behind the predicates: each rule as the ABNF has it, worked out by the compiler. */
#include "text/char_class.h"

/* clang-format off */
#define ONE(c, octet)         ((c) == (octet))
#define RANGE(c, first, last) ((c) >= (first) && (c) <= (last))

#define ALPHA(c)       (RANGE(c, 0x41, 0x5a) || RANGE(c, 0x61, 0x7a))
#define DIGIT(c)       RANGE(c, 0x30, 0x39)
#define HEXDIG(c)      (DIGIT(c) || RANGE(c, 'A', 'F') || RANGE(c, 'a', 'f'))
#define VCHAR(c)       RANGE(c, 0x21, 0x7e)
#define WSP(c)         (ONE(c, 0x20) || ONE(c, 0x09))
#define ATEXT(c)       (ALPHA(c) || DIGIT(c) || ONE(c, '!') || RANGE(c, '#', '\'') ||              \
                        RANGE(c, '*', '+') || ONE(c, '-') || ONE(c, '/') || ONE(c, '=') ||        \
                        ONE(c, '?') || RANGE(c, '^', '`') || RANGE(c, '{', '~'))
#define QTEXT_SMTP(c)  (RANGE(c, 32, 33) || RANGE(c, 35, 91) || RANGE(c, 93, 126))
#define DCONTENT(c)    (RANGE(c, 33, 90) || RANGE(c, 94, 126))
#define LET_DIG(c)     (ALPHA(c) || DIGIT(c))
#define LDH(c)         (LET_DIG(c) || ONE(c, '-'))
#define ESMTP_VALUE(c) (RANGE(c, 33, 60) || RANGE(c, 62, 126))
#define TEXTSTRING(c)  (ONE(c, 9) || RANGE(c, 32, 126))
#define XCHAR(c)       (RANGE(c, 0x21, 0x2a) || RANGE(c, 0x2c, 0x3c) || RANGE(c, 0x3e, 0x7e))
#define QCHAR(c)       (XCHAR(c) && !ONE(c, 0x5c))
#define BASE64(c)      (ALPHA(c) || DIGIT(c) || ONE(c, '+') || ONE(c, '/'))

#define BIT(rule, c) (rule(c) ? MWI_CLASS_##rule : 0)
#define CLASSES(c)                                                                                \
  (uint16_t)(BIT(ALPHA, c) | BIT(DIGIT, c) | BIT(HEXDIG, c) | BIT(VCHAR, c) | BIT(WSP, c) |       \
             BIT(ATEXT, c) | BIT(QTEXT_SMTP, c) | BIT(DCONTENT, c) | BIT(LET_DIG, c) |            \
             BIT(LDH, c) | BIT(ESMTP_VALUE, c) | BIT(TEXTSTRING, c) | BIT(XCHAR, c) |             \
             BIT(QCHAR, c) | BIT(BASE64, c))
#define FOUR(c)    CLASSES(c), CLASSES((c) + 1), CLASSES((c) + 2), CLASSES((c) + 3)
#define SIXTEEN(c) FOUR(c), FOUR((c) + 4), FOUR((c) + 8), FOUR((c) + 12)
/* clang-format on */

/* The octets above 127, which are not named, belong to no class. */
const uint16_t mwi_char_classes[256] = {SIXTEEN(0x00), SIXTEEN(0x10), SIXTEEN(0x20), SIXTEEN(0x30),
                                        SIXTEEN(0x40), SIXTEEN(0x50), SIXTEEN(0x60), SIXTEEN(0x70)};
