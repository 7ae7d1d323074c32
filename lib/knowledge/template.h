/* SPDX-License-Identifier: MIT */
/* A row's text in its parts, for those who compare it, check it or write it.
 *
 *   text = literal *( placeholder literal )        ; only the first and the last may be empty
 */
#ifndef MWI_KNOWLEDGE_TEMPLATE_H
#define MWI_KNOWLEDGE_TEMPLATE_H

#include <mailwire/catalog.h>

/* literals[i] stands in front of names[i], literals[count] at the end. A literal is as it stands in
 * the text: "{{" in it is one octet. */
typedef struct mwi_template {
  size_t count;
  mw_slice names[MW_CATALOG_PARAMS]; /* without their braces */
  mw_slice literals[MW_CATALOG_PARAMS + 1];
} mwi_template;

/* Takes a text apart. False: it is not of the form that catalog.h gives, and *offset is where. */
bool mwi_template_split(mw_slice text, mwi_template *t, size_t *offset);

/* Which placeholder has the name; count when none has. */
size_t mwi_template_find(const mwi_template *t, mw_slice name);

/* How many octets a literal stands for. */
size_t mwi_literal_length(mw_slice literal);

/* Whether the octets at `at`, as many as the literal stands for, are the literal's; ASCII letters
 * in either case. */
bool mwi_literal_is_at(mw_slice literal, const char *at);

/* What a placeholder's values are. */
typedef enum mwi_value_kind {
  MWI_VALUE_WORD = 0,
  MWI_VALUE_NUMBER,
  MWI_VALUE_HOST,
  MWI_VALUE_TEXT,
  MWI_VALUE_BEFORE,
  MWI_VALUE_BEHIND
} mwi_value_kind;

/* The kind of the placeholder of that name. */
mwi_value_kind mwi_value_kind_of(mw_slice name);

/* Whether the text is one host and nothing else. Any word could be one. */
bool mwi_template_is_host(const mwi_template *t);

/* Whether the placeholder with that number may have the value: it is of its kind; a host that is
 * all of the text has a dot or is a literal. False: *offset is where the value is wrong. */
bool mwi_template_takes(const mwi_template *t, size_t number, mw_slice value, size_t *offset);

#endif
