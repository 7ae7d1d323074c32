#!/bin/sh
# SPDX-License-Identifier: MIT
# Counts by callgrind what a dialogue costs, beside its two readers alone: with the arguments of MAIL and RCPT typed, and
# without. Prints a TSV: conversations, octets, instructions of the three, the dialogue's as a multiple of either.
# usage: dialogue.sh BUILD_FOLDER [FILE.conv ...] (without files: those of tests/captures)
set -eu
[ $# -ge 1 ] && [ -x "$1/bin/bench_dialogue" ] || { echo "usage: dialogue.sh BUILD_FOLDER [FILE.conv ...] (with bin/bench_dialogue in it)" >&2; exit 2; }
command -v valgrind > /dev/null || { echo "dialogue.sh: valgrind is not installed" >&2; exit 2; }
program=$1/bin/bench_dialogue
shift
[ $# -gt 0 ] || set -- "$(dirname "$0")"/../captures/smtp-*.conv "$(dirname "$0")"/../captures/lmtp-*.conv
count() { # way, what to read: octets and instructions
  log=$(mktemp)
  octets=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect=measured "$program" "$@" 2> "$log") ||
    { grep -v '^==' "$log" >&2; exit 1; }
  awk -v octets="$octets" '/Collected/ {print octets, $NF}' "$log"
  rm -f "$log"
}
row() { # name, what to read
  name=$1
  shift
  readers=$(count --readers "$@")
  bare=$(count --bare-readers "$@")
  dialogue=$(count --dialogue "$@")
  echo "$name $readers $bare $dialogue" |
    awk '{printf "%s\t%d\t%d\t%d\t%d\t%.3f\t%.3f\n", $1, $2, $3, $5, $7, $7 / $3, $7 / $5}'
}
printf 'conversations\toctets\treaders\tbare\tdialogue\tdialogue/readers\tdialogue/bare\n'
for name in delivery small bdat recipients lmtp; do
  row "$name" "$name" 500000
done
row recorded "$@"
