#!/bin/sh
# SPDX-License-Identifier: MIT
# The tool: what a pasted reply line means, as text and as JSON Lines; every row of the source table by its name.
# usage: cli_what.sh MAILWIRE TESTS_FOLDER
set -eu
tool=$1 tests=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$tests/support/cli.sh"
unset MAILWIRE_LANG LC_ALL LC_MESSAGES LANG
says() { # text that a line's JSON object holds, then the line
  want=$1
  shift
  "$tool" what --format=jsonl "$@" > "$work/items" || return 1
  grep -qF -- "$want" "$work/items" || { echo "no $want in:"; cat "$work/items"; return 1; }
}
tells() { # text that the text for a person holds, then arguments
  want=$1
  shift
  "$tool" what "$@" > "$work/items" || return 1
  grep -qF -- "$want" "$work/items" || { echo "no $want in:"; cat "$work/items"; return 1; }
}

# Each reply of the source table, as it was printed and as it is right, is known by its name.
rows=0
tab=$(printf '\t')
while IFS= read -r row; do
  id=$(printf '%s' "$row" | cut -f1) kind=$(printf '%s' "$row" | cut -f3)
  printed=$(printf '%s' "$row" | cut -f4)
  right=$(printf '%s' "$row" | cut -f5 | sed 's/{ip}/192.0.2.7/; s/{[a-z-]*}/x1/g')
  if [ "$kind" != command ] && [ "$kind" != kind ] && [ -n "$printed" ]; then
    check "$id, printed" says "\"$id\"" -- "$printed"
    check "$id, right" says "\"$id\"" -- "$right"
    rows=$((rows + 1))
  fi
done < "$tests/reference/seed.tsv"
check "the replies of the source table were read" [ "$rows" = 89 ]

# What a program gets.
check "one object a line" says '"line":"250 2.1.0 Ok","protocol":"smtp"' '250 2.1.0 Ok'
check "code, class, category" says '"code":452,"class":4,"category":5,"enh":"4.2.2"' '452 4.2.2 Mailbox full'
check "values" says '"params":{"queue-id":"4F2A9C"}' '250 2.0.0 OK: queued as 4F2A9C'
check "POP3" says '"protocol":"pop3","rows":["pop3.err.in-use-internal"' '-ERR [IN-USE] internal login failure'
check "POP3: status and code" says '"status":"-ERR","resp_code":"IN-USE"' '-ERR [IN-USE] internal login failure'
check "no SMTP numbers in POP3" says '"code":null,"class":null,"category":null' '+OK Logged in'
check "an unknown line has its digits" says '"rows":[],"params":{},"code":599,"class":5,"category":9' '599 zzz qqq'
check "the verdict" says '"retry":"LATER","connection":"USABLE"' '450 4.2.0 zzz'
check "no reply at all" says '"rows":[],"params":{},"code":null' 'hello there'
check "octets that are no UTF-8" says '\\xff' "$(printf '550 \377')"
check "control characters" says '\u001b[2J' "$(printf '550 \033[2J')"

# As mailers and logs have it.
check "Postfix" says '"code":452' '<b@x.example>: host mx.x.example[192.0.2.1] said: 452 4.2.2 Mailbox full (in reply to RCPT TO command)'
check "Postfix: what it answers" says '"verdict":"TOO_MANY_RECIPIENTS"' \
  '<b@x.example>: host mx.x.example[192.0.2.1] said: 552 too many recipients (in reply to RCPT TO command)'
check "a delivery status" says '"code":550,"class":5,"category":5,"enh":"5.1.1"' 'Diagnostic-Code: smtp; 550 5.1.1 User unknown'
check "a transcript" says '"code":554' '<<< 554 5.7.1 rejected'
check "quoted" says '"code":550' "Remote Server returned '550 5.1.1 zzz'"
check "a port is no code" says '"code":454' 'connect to mx.example[192.0.2.250]:250 failed: 454 4.7.0 TLS not available due to local problem'
check "an enhanced code alone" says '"enh":"5.7.1"' '#5.7.1 rejected'
check "a text alone" says '"rows":["smtp.reply.503.need-mail"' 'Error: need MAIL command'
printf 'host x said: 550\n  5.1.1 User unknown\n250 Ok\n' | "$tool" what --format=jsonl - > "$work/items"
check "stdin: a folded line is one" [ "$(wc -l < "$work/items")" = 2 ]
check "stdin: folded" items '"enh":"5.1.1"' 1

printf '550 a\000b\n250 Ok\n' | "$tool" what --format=jsonl - > "$work/items"
check "stdin: a NUL ends no line" items '"line":"550 a\u0000b"' 1
check "stdin: and what follows is read" items '"line":"250 Ok"' 1

# Spellings that one row stands for, and what the row says of them.
first() { # row that comes first, then the line
  says "\"rows\":[\"$1\"" -- "$2"
}
check "a recipient and no blank" first smtp.reply.554.relay-denied '554 <foo@example.com>:Relay access denied'
check "a recipient and a blank" first smtp.reply.554.relay-denied '554 <foo@example.com>: Relay access denied'
check "RCPT is missing" first smtp.reply.503.rcpt-required '503 RCPT first'
check "RCPT is missing, qmail" first smtp.reply.503.rcpt-required '503 RCPT first (#5.5.1)'
check "MAIL is missing" first smtp.reply.503.mail-needed '503 MAIL first'
check "MAIL is missing, qmail" first smtp.reply.503.qmail-mail-first '503 MAIL first (#5.5.1)'
check "MAIL is missing, Sendmail" tells 'MAIL comes first' '503 need MAIL before RCPT'
check "hello is missing" tells 'EHLO has to come first' '503 5.5.2 Send hello first'
check "a host alone" first smtp.reply.250.hello-host '250 mx.example'
check "a word is no host" says '"rows":[]' '250 2.1.5 zzz'
check "an extension of Exim" first smtp.ehlo.PRDR '250-PRDR'
check "another, as once spelled" first smtp.ehlo.PIPECONNECT '250-X_PIPE_CONNECT'
check "nothing is to be repeated out of order" says '"retry":"NEVER"' '503 5.5.1 zzz'

# What a person gets.
check "text" tells 'Transient' '452 4.2.2 Mailbox full'
check "text: the row" tells 'smtp.reply.421.too-many-errors' '421 4.7.0 mx.example Error: too many errors'
check "text: what is unknown" tells 'the digits say all that is known' '599 zzz'
check "text: control characters are shown" tells '550 \x1B[2J' "$(printf '550 \033[2J')"
if speaks_japanese; then
  check "Japanese" tells '一時エラー' --lang=ja '452 4.2.2 Mailbox full'
  check "Japanese by the environment" env LC_ALL=ja_JP.UTF-8 "$tool" what '452 4.2.2 Mailbox full'
  LC_ALL=ja_JP.UTF-8 "$tool" what '452 4.2.2 Mailbox full' > "$work/items"
  check "Japanese: LC_ALL" items '一時エラー' 2
  MAILWIRE_LANG=en LC_ALL=ja_JP.UTF-8 "$tool" what '452 4.2.2 Mailbox full' > "$work/items"
  check "MAILWIRE_LANG goes first" items '一時エラー' 0
  check "both languages" says '"explain_ja":"' '450 4.2.0 zzz'
else
  check "no Japanese: null" says '"explain_ja":null' '450 4.2.0 zzz'
fi

# How it fails.
check "no line" fails "$tool" what
check "an empty line" fails "$tool" what ''
check "no such option" fails "$tool" what --zzz '250 Ok'
check "no such language" fails "$tool" what --lang=xx '250 Ok'
check "no such format" fails "$tool" what --format=tsv '250 Ok'
end_checks
