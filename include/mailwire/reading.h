/* SPDX-License-Identifier: MIT */
/* Reading models: at which octet would each of several readers end this DATA body?
 *
 * A gateway or a reader of captures asks it of the body as it is on the wire, dots still doubled.
 * Where two models differ, one server sees the end of a message, and then commands, where another
 * sees text. mw_dot_decoder (dot.h) decodes a body by the first of them, or by the second when told
 * to.
 *
 * A model looks for dots that stand alone between two line ends. What stands right before the dot:
 *
 *   CRLF   CR LF, whatever is before them; or the dot is the first octet of the body
 *   LF     a LF that has no CR before it
 *   CR     a CR
 *
 * and right behind it, up to the octet behind which the body has ended:
 *
 *   CRLF   CR LF
 *   LF     LF
 *   CR     a CR that has no LF behind it
 *   CRS    two CRs or more, and LF
 *
 * A model ends the body at the first dot that has on both sides what the model's row names,
 * whatever stands before:
 *
 *   model      dot behind      ended by             as if
 *   STRICT     CRLF            CRLF                 only CRLF were a line end
 *   LF         CRLF, LF        CRLF, LF             lines ended in LF, one CR before it dropped
 *   CR         CRLF, CR        CRLF, CR             lines ended in CR, one LF behind it dropped
 *   ANY        CRLF, LF, CR    CRLF, LF, CR         each of CRLF, LF and CR were a line end
 *   CRS        CRLF            CRLF, CRS            lines ended in CRLF, all CRs before it dropped
 *   CRS_LF     CRLF, LF        CRLF, LF, CRS        lines ended in LF, all CRs before it dropped
 *   DOT_LF     CRLF            CRLF, LF             STRICT, but its dot's line may end in LF
 *   LF_DOT     CRLF, LF        CRLF                 STRICT, but its dot's line may follow a LF
 *   LF_DOT_LF  CRLF            CRLF                 STRICT, or both sides of the dot were
 *              LF              LF                   bare LFs
 *   NO_NUL     CRLF            CRLF                 STRICT, with no NUL in the body
 *
 * A bare LF is text to CR and CRS, a bare CR to all but CR and ANY. The table is reading.def.
 */
#ifndef MAILWIRE_READING_H
#define MAILWIRE_READING_H

#include <mailwire/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What may end a body behind its dot: bits of reading.def. */
#define MW_READING_BY_CRLF 0x01u
#define MW_READING_BY_LF 0x02u
#define MW_READING_BY_CR 0x04u
#define MW_READING_BY_CRS 0x08u

/* One member for each row of tables/reading.def: MW_READING_STRICT, MW_READING_LF ... */
typedef enum mw_reading_model {
#define MW_READING(id, number, nul, behind_crlf, behind_lf, behind_cr, sentence, source)           \
  MW_READING_##id = number,
#include <mailwire/tables/reading.def>
  MW_READING_RESERVED = 0x7fff /* never used: makes the type at least 16 bits wide everywhere */
} mw_reading_model;

/* How many models there are; their numbers are 1 to this. */
enum {
  MW_READING_MODELS = 0
#define MW_READING(id, number, nul, behind_crlf, behind_lf, behind_cr, sentence, source) +1
#include <mailwire/tables/reading.def>
};

/* What is known of a model's end. */
typedef enum mw_reading_end {
  MW_READING_OPEN = 0,   /* the body has not ended */
  MW_READING_ENDED = 1,  /* it has, and it is known where */
  MW_READING_UNKNOWN = 2 /* it had not when octets were lost */
} mw_reading_end;

/* Reads a body with all models. All fields are private. */
typedef struct mw_reading {
  uint64_t ends[MW_READING_MODELS];
  uint64_t offset;
  uint16_t ended;
  uint16_t unknown;
  uint8_t states[2];
  uint8_t over;
} mw_reading;

/* Prepares r for one body whose first octet comes next: the one behind the line of DATA. */
MW_API void mw_reading_init(mw_reading *r);

/* Takes the next octets, all of them, also those behind the ends. True: every model has ended, and
 * no later octet matters. */
MW_API bool mw_reading_add(mw_reading *r, mw_slice octets);

/* That many octets were lost: where the models end that have not ended is unknown from now on. 0
 * changes nothing. */
MW_API void mw_reading_gap(mw_reading *r, uint64_t octets);

/* The stream ended: a CR as its last octet has no LF behind it. What is added all the same does not
 * matter. True: every model has ended. */
MW_API bool mw_reading_finish(mw_reading *r);

/* What is known of a model's end. *offset (may be NULL): of the first octet behind it, from the
 * body's first octet; 0 when it is not known. A number that is no model: MW_READING_UNKNOWN. */
MW_API mw_reading_end mw_reading_get(const mw_reading *r, mw_reading_model model, uint64_t *offset);

/* Whether the models differ so far: one has ended where another has not. */
MW_API bool mw_reading_differs(const mw_reading *r);

/* "STRICT"; "UNKNOWN" for a number without a row. Never NULL, static. */
MW_API const char *mw_reading_model_name(mw_reading_model model);

/* One English sentence for a person. Never NULL, static. */
MW_API const char *mw_reading_model_text(mw_reading_model model);

/* The model of that name (upper case, as mw_reading_model_name() gives it); 0 if there is none. */
MW_API mw_reading_model mw_reading_model_find(mw_slice name);

#ifdef __cplusplus
}
#endif

#endif
