# SPDX-License-Identifier: MIT
# What scripts that run the tool share. They set $tool, and $work to a folder of their own.
passed=0
failed=0
check() { # what it is, then a command that must succeed
  what=$1
  shift
  if "$@" > "$work/log" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "$what"; cat "$work/log"; fi
}
items() { # fixed text, how many lines of $work/items hold it
  found=$(grep -cF -- "$1" "$work/items" || true)
  [ "$found" = "$2" ] || { echo "$found lines hold $1, not $2"; return 1; }
}
fails() { # a command that says why in one sentence on stderr, and exits with 2
  status=0
  "$@" > "$work/out" 2> "$work/err" || status=$?
  [ "$status" = 2 ] && [ ! -s "$work/out" ] && [ "$(wc -l < "$work/err")" = 1 ]
}
speaks_japanese() { # whether the tool was built with the Japanese text
  "$tool" codes --lang=ja 250 > /dev/null 2>&1
}
end_checks() {
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}
