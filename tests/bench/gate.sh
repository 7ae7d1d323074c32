#!/bin/sh
# SPDX-License-Identifier: MIT
# Fails when a figure of instructions.sh or dialogue.sh is over its limit. The limits hold for amd64.
# usage: gate.sh BUILD_FOLDER
set -eu
here=$(dirname "$0")
counted=$(mktemp)
trap 'rm -f "$counted"' EXIT
"$here/instructions.sh" "$1" > "$counted"
# What a dialogue costs, as a multiple of its two readers alone.
"$here/dialogue.sh" "$1" | awk -F '\t' 'NR > 1 {print "dialogue-" $1 "\tits readers\t" $6}' >> "$counted"
awk -F '\t' '
  BEGIN {
    limit["w1-split"] = 100; limit["w1-full"] = 350; limit["w2"] = 180; limit["w5"] = 600
    limit["w3-decode"] = 1.5; limit["list"] = 120; limit["count-lines"] = 0.5
    limit["dialogue-delivery"] = 1.25; limit["dialogue-small"] = 1.45; limit["dialogue-bdat"] = 2
    limit["dialogue-recipients"] = 2.05; limit["dialogue-lmtp"] = 1.7; limit["dialogue-recorded"] = 1.3
    for (row in limit) rows++
  }
  NR > 1 {
    bound = ($1 in limit) ? limit[$1] : ""
    print $0 (bound != "" ? "\t(limit " bound ")" : "")
    if (bound != "") {seen++; if ($3 + 0 > bound) over++}
  }
  END {
    if (seen != rows) {print "not all figures were counted"; exit 1}
    printf "%d passed, %d failed\n", seen - over, over
    exit over > 0
  }' "$counted"
