/* SPDX-License-Identifier: MIT */
/* What a reply line means: means 'REPLY LINE'. The row of the catalogue that it is, its values, and
 * what to do.
 */
#include <stdio.h>

#include <mailwire/catalog.h>
#include <mailwire/explanation.h>

/* README: means */
static int means(mw_slice line)
{
  mw_catalog_match known;
  mw_explanation said;
  size_t i;
  if (mw_catalog_match_line(mw_catalog_standard(), line, &known, 1) == 0) {
    return 1; /* then the digits say all that is known: mw_explain() with MW_TOPIC_SMTP_CODE */
  }
  mw_explain_row(mw_text_en(), known.row, &said); /* or mw_text_ja(), or a language of yours */
  printf("%s\n  %s\n  %s\n", known.row->name, said.phrase, said.advice);
  for (i = 0; i < known.count; i++) {
    printf("  %.*s\n", (int)known.params[i].value.len, known.params[i].value.ptr);
  }
  return 0;
}
/* end */

int main(int argc, char **argv)
{
  if (argc != 2) {
    fputs("means: which line? means '550 5.1.1 User unknown'\n", stderr);
    return 2;
  }
  if (means(mw_slice_text(argv[1])) != 0) {
    puts("no row of the catalogue fits it");
  }
  return 0;
}
