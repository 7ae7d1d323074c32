/* SPDX-License-Identifier: MIT */
/* Cells of a terminal: how wide a text is, and columns that stay columns. */
#ifndef TOOL_CELLS_H
#define TOOL_CELLS_H

/* How many cells a UTF-8 text takes. */
int cells_of(const char *text);

/* Puts text and blanks up to width cells, one blank at least. */
void cells_put(const char *text, int width);

/* Puts text in lines that end before cell `most`; those behind the first begin at cell indent,
 * where the first one stands already. Lines break at blanks, and between characters of two cells.
 */
void cells_put_paragraph(const char *text, int indent, int most);

#endif
