#!/bin/sh
# SPDX-License-Identifier: MIT
# Every attack in reference/attack-vectors.tsv, and every number of the list of wanted behaviour, has its test:
# a vector of that id or of that source, or a test in C of that name. What belongs elsewhere is named here, with why.
# usage: check_ids.sh TESTS_FOLDER
set -eu
cd "$1"
# End of data, TLS, replies, capabilities, commands, addresses, writers, AUTH, BDAT and LMTP, POP3, captures, later
# ones.
wanted="1 2 4 5 7 8 10 11 13 14 16 17 19 20  22 23 25 26 28 29  31 32 34 35 37 38 40 41 43 44 46 47 49 50 52 53 55 56
  58 59  61 62 64 65 67 68 70 71  73 74 76 77 79 80 82 83 85 86 88 89 91 92 94 95  97 98 100 101 103 104 106  107 109 110
  112 113 115 116 118 119 121 122  124 125 127 128 130  131 133 134 136 137 139 140 142 143 145 146 148 149 151  152 154 155 157  158 160 161 163 164 166 167"
# id: why no test here has it
elsewhere="
"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Names of C have "_" where ids have "-"; a backslash in front makes a tab of a T.
find . \( -name '*.c' -o -name '*.txt' \) ! -path './reference/*' -exec cat {} + |
  tr '_abcdefghijklmnopqrstuvwxyz' '\-ABCDEFGHIJKLMNOPQRSTUVWXYZ' |
  grep -oE '(^|[^A-Z0-9\\])(T[0-9]+|[A-Z]+-[0-9]+)' | sed 's/^[^A-Z]//' | sort -u > "$work/tested"
{ for number in $wanted; do echo "T$number"; done
  awk -F '\t' 'NR > 1 {print $1}' reference/attack-vectors.tsv; } > "$work/ids"
[ "$(grep -c '^T[0-9]' "$work/ids")" -gt 80 ] || { echo "the list of wanted behaviour was not read"; exit 1; }
[ "$(grep -c -- '-' "$work/ids")" -gt 80 ] || { echo "the attacks were not read"; exit 1; }
passed=0
failed=0
while read -r id; do
  found=0
  grep -qx "$id" "$work/tested" && found=1
  excused=0
  echo "$elsewhere" | grep -q "^$id: ." && excused=1
  if [ $((found + excused)) = 1 ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    [ $found = 1 ] && echo "$id has a test, and is excused too" || echo "$id has no test"
  fi
done < "$work/ids"
for id in $(echo "$elsewhere" | sed -n 's/:.*//p'); do
  grep -qx "$id" "$work/ids" || { echo "$id is excused, and nobody asks for it"; failed=$((failed + 1)); }
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
