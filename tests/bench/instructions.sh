#!/bin/sh
# SPDX-License-Identifier: MIT
# Counts instructions by callgrind and prints a TSV: workload, unit, instructions for each.
# usage: instructions.sh BUILD_FOLDER
set -eu
[ $# = 1 ] && [ -x "$1/bin/bench_count" ] || { echo "usage: instructions.sh BUILD_FOLDER (with bin/bench_count in it)" >&2; exit 2; }
command -v valgrind > /dev/null || { echo "instructions.sh: valgrind is not installed" >&2; exit 2; }
octets=2097152
printf 'workload\tunit\tinstructions\n'
count() { # row, unit, workload, size
  log=$(mktemp)
  units=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect=measured \
    "$1/bin/bench_count" "$4" "${5:-$octets}" 2> "$log")
  total=$(awk '/Collected/ {print $NF}' "$log")
  rm -f "$log"
  awk -v row="$2" -v unit="$3" -v total="$total" -v units="$units" \
    'BEGIN {printf "%s\t%s\t%.2f\n", row, unit, total / units}'
}
count "$1" w1-split line w1
count "$1" w1-full line w1-full
count "$1" w2 line w2
count "$1" w5 item w5 50000
count "$1" w3-decode octet base64
count "$1" w3-decode-prose octet prose
count "$1" count-lines octet body-base64
count "$1" w4-split line pop3-login
count "$1" w4-split-transaction line pop3-transaction
count "$1" w4-full line pop3-login-full
count "$1" w4-full-transaction line pop3-transaction-full
count "$1" list item list 1000000
count "$1" uidl item uidl 1000000
