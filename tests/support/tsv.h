/* SPDX-License-Identifier: MIT */
/* Reads the tables of tests/reference: columns by name, escapes and repetitions by their README.
 *
 * What is wrong with a file (missing, a row too long or with another number of columns, a column
 * that does not exist, a bad escape) ends the program with a message: a test must not go on
 * without it.
 */
#ifndef MWT_TSV_H
#define MWT_TSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define TSV_COLUMNS 16
#define TSV_ROW 65536

/* An open file and its present row. All fields are private. */
typedef struct tsv {
  FILE *file;
  const char *path;
  size_t columns;
  unsigned number;
  char header[TSV_ROW];
  char row[TSV_ROW];
  const char *names[TSV_COLUMNS];
  const char *fields[TSV_COLUMNS];
} tsv;

/* Opens the file at path, which has to live as long as t. */
void tsv_open(tsv *t, const char *path);

/* Makes the next row the present one; false, and the file is closed, when there is none. */
bool tsv_next(tsv *t);

/* The field of that column in the present row, as it stands; valid until the next row. */
const char *tsv_field(const tsv *t, const char *column);

/* The octets that a field stands for: {X*N} expanded, then \r \n \t \0 \\ \xHH replaced. Returns
 * how many were written; more than size, be it before the escapes are replaced, end the program. */
size_t tsv_octets(const char *field, char *out, size_t size);

#endif
