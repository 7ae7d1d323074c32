#!/bin/sh
# SPDX-License-Identifier: MIT
# The server of README answers each command once, and never reads a body as commands.
# usage: cli_serve.sh MAILWIRE TESTS_FOLDER
set -eu
serve=$(dirname "$1")/serve
passed=0
# expect INPUT CODES: the codes of all replies, in order.
expect() {
  codes=$(printf "$1" | "$serve" | cut -c1-3 | tr '\n' ' ')
  [ "$codes" = "$2 " ] || { echo "after $1: $codes instead of $2"; exit 1; }
  passed=$((passed + 1))
}
expect 'EHLO me\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nQUIT\r\n.\r\nQUIT\r\n' '220 250 250 250 354 250 221'
expect 'FOO\r\n' '220 500'
expect 'BDAT 5 LAST\r\nQUIT\rNOOP\r\n' '220 250 250'
expect 'BDAT 30 FOO\r\nMAIL FROM:<smuggled@x>\r\n' '220 501'
expect 'BDAT many\r\nNOOP\r\n' '220 501'
expect 'STARTTLS\r\nAUTH PLAIN AAAA\r\nNOOP\r\n' '220 502 502 250'
expect 'NOOP a\000b\r\nNOOP\r\n' '220 500 250'
expect 'NOOP\nNOOP\r\nNOOP\r\n' '220 500 250'
expect 'DATA now\r\nNOOP\r\n' '220 501 250'
expect 'MAIL FROM:<a b>\r\nRCPT TO:<>\r\nEHLO\r\n' '220 501 501 501'
expect 'QUIT\r\nNOOP\r\n' '220 221'
echo "$passed passed, 0 failed"
