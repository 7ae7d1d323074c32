#!/bin/sh
# SPDX-License-Identifier: MIT
# The code in README is the code of the examples, which are compiled: each block that is marked
# <!-- NAME --> stands word for word between "/* README: NAME */" and "/* end */" in examples/NAME.c
# (or fuzz/NAME.c), and has at most 15 lines.
# usage: cli_readme.sh MAILWIRE TESTS_FOLDER
set -eu
root=$(cd "$2/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
checked=0
for name in $(sed -n 's/^<!-- \([a-z_]*\) -->$/\1/p' "$root/README.md"); do
  source=$root/examples/$name.c
  [ -f "$source" ] || source=$root/fuzz/$name.c
  awk -v mark="<!-- $name -->" '$0 == mark {on = 1; next} on && /^```/ {if (inside) exit; inside = 1; next}
    inside {print}' "$root/README.md" > "$work/readme"
  awk -v mark="/* README: $name */" '$0 == mark {on = 1; next} on && /^\/\* end \*\/$/ {exit} on {print}' \
    "$source" > "$work/source"
  [ -s "$work/source" ] || { echo "$source has no block for README"; exit 1; }
  diff -u "$work/source" "$work/readme" || { echo "README and $source differ"; exit 1; }
  lines=$(wc -l < "$work/source")
  [ "$lines" -le 15 ] || { echo "$source: $lines lines are too many for README"; exit 1; }
  checked=$((checked + 1))
done
[ "$checked" -gt 0 ] || { echo "README shows no code"; exit 1; }
echo "$checked passed, 0 failed"
