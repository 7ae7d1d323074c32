#!/bin/sh
# SPDX-License-Identifier: MIT
# What the library exports, imports and keeps: exports begin with mw_ (inside a static one also mwi_), imports are
# mem* and strlen, and nothing is writable.
# usage: check_symbols.sh LIBRARY STATIC_LIBRARY|SHARED_LIBRARY
set -eu
fail() { echo "$1"; exit 1; }

if [ "$2" = SHARED_LIBRARY ]; then
  exports=$(nm -D --defined-only "$1" | awk '{print $3}')
  odd=$(echo "$exports" | grep -v '^mw_' || true)
else
  exports=$(nm -g --defined-only "$1" 2> /dev/null | awk 'NF == 3 {print $3}')
  odd=$(echo "$exports" | grep -vE '^mwi?_' || true)
  own=$(nm -g --defined-only "$1" 2> /dev/null | awk 'NF == 3 {print $3}' | sort -u)
  imports=$(nm -u "$1" 2> /dev/null | awk 'NF == 2 {print $2}' | sort -u | grep -vxF "$own" || true)
  wrong=$(echo "$imports" | grep -vxE 'memcpy|memmove|memset|memcmp|memchr|strlen|_GLOBAL_OFFSET_TABLE_|' || true)
  [ -z "$wrong" ] || fail "imports that are not allowed: $wrong"
  writable=$(nm "$1" 2> /dev/null | awk 'NF == 3 && $2 ~ /^[DdBbCcGgSs]$/ {print $3}' |
    while read -r symbol; do
      objdump -t "$1" 2> /dev/null | grep " $symbol\$" | grep -qE '\.data\.rel\.ro' || echo "$symbol"
    done)
  [ -z "$writable" ] || fail "writable data: $writable"
fi
count=$(echo "$exports" | grep -c '^mw_') || fail "no symbol was checked"
[ -z "$odd" ] || fail "exports that do not begin with mw_: $odd"
echo "$count exported symbols: 1 passed, 0 failed"
