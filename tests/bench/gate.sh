#!/bin/sh
# SPDX-License-Identifier: MIT
# Fails when a figure of instructions.sh is over its limit. The limits hold for amd64.
# usage: gate.sh BUILD_FOLDER
set -eu
"$(dirname "$0")/instructions.sh" "$1" | awk -F '\t' '
  BEGIN {
    limit["w1-split"] = 100; limit["w1-full"] = 350; limit["w2"] = 180; limit["w5"] = 600
    limit["w3-decode"] = 1.5; limit["list"] = 120
  }
  NR > 1 {
    bound = ($1 in limit) ? limit[$1] : ""
    print $0 (bound != "" ? "\t(limit " bound ")" : "")
    if (bound != "") {seen++; if ($3 + 0 > bound) over++}
  }
  END {
    if (seen != 6) {print "not all figures were counted"; exit 1}
    printf "%d passed, %d failed\n", seen - over, over
    exit over > 0
  }'
