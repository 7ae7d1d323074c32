#!/bin/sh
# SPDX-License-Identifier: MIT
# The limits that README names: functions of at most 50 lines and cyclomatic complexity 10, files of at most 400
# lines; and the house rules that a glance can check: an SPDX line in each file, nothing left to do.
# usage: check_limits.sh SOURCE_FOLDER (exit 77: pmccabe is not there)
set -eu
cd "$1"
failed=0
fail() { echo "$1"; failed=1; }

long=$(find lib include examples fuzz tests -name '*.[ch]' ! -name 'text_*' -exec wc -l {} + |
  awk '$2 != "total" && $1 > 400 {print $2 ": " $1 " lines"}')
[ -z "$long" ] || fail "files over 400 lines:
$long"

bare=$(find lib include examples fuzz tests .ci CMakeLists.txt README.md -type f \
  ! -name '*.tsv' ! -name '*.conv' ! -path 'fuzz/corpus/*' ! -path 'tests/inputs/*' -exec grep -L 'SPDX-License-Identifier: MIT' {} +)
[ -z "$bare" ] || fail "files without an SPDX line:
$bare"

todo=$(grep -rnE '\b(TO''DO|FIX''ME|XX''X)\b' lib include || true)
[ -z "$todo" ] || fail "left to do:
$todo"

simd=$(grep -rlE 'emmintrin|arm_neon' lib | grep -v '^lib/[a-z]*/scan_' || true)
[ -z "$simd" ] || fail "SIMD outside lib/*/scan_*: $simd"

command -v pmccabe > /dev/null || { echo "pmccabe is not there: functions were not measured"; exit 77; }
measured=$(find lib -name '*.[ch]' -exec pmccabe {} +)
[ -n "$measured" ] || fail "no function was measured"
big=$(echo "$measured" | awk '$1 > 10 || $5 > 50 {print $7 " " $6 ": complexity " $1 ", " $5 " lines"}')
[ -z "$big" ] || fail "functions over 10 or 50 lines:
$big"
[ "$failed" = 0 ] || exit 1
echo "$measured" | awk '{n++; if ($1 > c) c = $1; if ($5 > l) l = $5; lines[n] = $5}
  END {asort_done = 0; for (i = 2; i <= n; i++) {v = lines[i]; for (j = i - 1; j > 0 && lines[j] > v; j--) lines[j + 1] = lines[j];
  lines[j + 1] = v} print n " functions: median " lines[int((n + 1) / 2)] " lines, longest " l ", complexity at most " c}'
