#!/bin/sh
# SPDX-License-Identifier: MIT
# One row is enough: takes the rows that lib/README.md gives as examples, word for word, appends each to its table in
# a copy of the library, compiles that with nothing but the compiler, without a warning, and tries what they make.
# usage: check_rows.sh SOURCE_FOLDER COMPILER
set -eu
source=$1 cc=$2
tables="anomaly catalog_param fault pop3_capability pop3_catalog pop3_response_code pop3_session pop3_situation pop3_verb reading sasl_mechanism smtp_catalog smtp_code smtp_enhanced smtp_extension smtp_param smtp_session smtp_situation smtp_verb verdict"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "$1"; exit 1; }

cp -R "$source/include" "$source/lib" "$work"
for table in $tables; do
  def=$work/include/mailwire/tables/$table.def
  # The lines of all blocks that begin with ```c and the table's name.
  awk -v head="\`\`\`c $table.def" '$0 == head {inside = 1; next} /^```/ {inside = 0} inside' \
    "$source/lib/README.md" > "$work/rows"
  [ -s "$work/rows" ] || fail "lib/README.md has no row for $table.def"
  awk -v rows="$work/rows" '/^#undef/ && !done {while ((getline line < rows) > 0) print line; done = 1} {print}' \
    "$def" > "$work/def"
  grep -qF "$(head -n 1 "$work/rows")" "$work/def" || fail "$table.def took no row"
  mv "$work/def" "$def"
done
blocks=$(grep -c '^```c .*\.def$' "$source/lib/README.md")
[ "$blocks" = "$(echo "$tables" | wc -w)" ] || fail "lib/README.md has $blocks blocks of rows"

"$cc" -std=c99 -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wstrict-prototypes -Wcast-qual -Wundef \
  -Werror -I"$work/include" -I"$work/lib" "$work"/lib/*/*.c "$source/tests/try_rows.c" -o "$work/try_rows" ||
  fail "the library does not compile with the rows"
"$work/try_rows"
