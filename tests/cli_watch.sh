#!/bin/sh
# SPDX-License-Identifier: MIT
# README's watcher of conversations: which reply answers what, what became of recipients and transactions, anomalies.
# usage: cli_watch.sh MAILWIRE TESTS_FOLDER
set -eu
watch=$(dirname "$1")/watch
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$2/support/cli.sh"
says() { # a transcript in $work/talk, and in $work/wanted what is said of it
  "$watch" < "$work/talk" > "$work/items"
  diff -u "$work/wanted" "$work/items"
}

# RFC 5321 D.1; what looks like commands and replies in the message is text.
cat > "$work/talk" <<'END'
S: 220 foo.com Simple Mail Transfer Service Ready
C: EHLO bar.com
S: 250-foo.com greets bar.com
S: 250-8BITMIME
S: 250 SIZE
C: MAIL FROM:<Smith@bar.com>
S: 250 OK
C: RCPT TO:<Jones@foo.com>
S: 250 OK
C: RCPT TO:<Green@foo.com>
S: 550 No such user here
C: RCPT TO:<Brown@foo.com>
S: 250 OK
C: DATA
S: 354 Start mail input; end with <CRLF>.<CRLF>
C: Blah blah blah...
C: QUIT
C: ..
C: 250 OK
C:
C: .
S: 250 OK
C: QUIT
S: 221 foo.com Service closing transmission channel
END
cat > "$work/wanted" <<'END'
220 answers the connection
250 answers EHLO
250 answers MAIL
250 answers RCPT
  250 for RCPT TO:<Jones@foo.com>
550 answers RCPT
  550 for RCPT TO:<Green@foo.com>
250 answers RCPT
  250 for RCPT TO:<Brown@foo.com>
354 answers DATA
250 answers the message
transaction 1 delivered
221 answers QUIT
END
check "a delivery" says

# The same as two files, of which nobody knows the order.
for side in C S; do
  sed -n "s/^$side: \{0,1\}//p" "$work/talk" | awk '{printf "%s\r\n", $0}' > "$work/$side"
done
two_files() { "$watch" "$work/C" "$work/S" > "$work/items" && diff -u "$work/wanted" "$work/items"; }
check "two files" two_files

# Everything that the client said before everything that the server said.
client_first() {
  sed -n '/^C:/p' "$work/talk" > "$work/both"
  sed -n '/^S:/p' "$work/talk" >> "$work/both"
  "$watch" < "$work/both" | grep -v '^!' > "$work/items"
  diff -u "$work/wanted" "$work/items"
}
check "one side first" client_first

# RFC 2920 3.2: groups of commands, their replies in the same order.
cat > "$work/talk" <<'END'
S: 220 Innosoft.com SMTP service ready
C: EHLO dbc.mtview.ca.us
S: 250-Innosoft.com
S: 250 PIPELINING
C: MAIL FROM:<mrose@dbc.mtview.ca.us>
C: RCPT TO:<nsb@thumper.bellcore.com>
C: RCPT TO:<dmc@cs.berkeley.edu>
C: DATA
S: 250 sender <mrose@dbc.mtview.ca.us> OK
S: 550 remote mail to <nsb@thumper.bellore.com> not allowed
S: 554 no valid recipients given
S: 554 no valid recipients given
C: QUIT
S: 221 goodbye
END
cat > "$work/wanted" <<'END'
220 answers the connection
250 answers EHLO
250 answers MAIL
550 answers RCPT
  550 for RCPT TO:<nsb@thumper.bellcore.com>
554 answers RCPT
  554 for RCPT TO:<dmc@cs.berkeley.edu>
554 answers DATA
221 answers QUIT
transaction 1 quit
END
check "a group" says

# RFC 2033 4.2: a reply for each recipient that was accepted.
cat > "$work/talk" <<'END'
S: 220 foo.edu LMTP server ready
C: LHLO foo.edu
S: 250-foo.edu
S: 250 PIPELINING
C: MAIL FROM:<chris@bar.com>
C: RCPT TO:<pat@foo.edu>
C: RCPT TO:<jones@foo.edu>
C: RCPT TO:<green@foo.edu>
C: DATA
S: 250 OK
S: 250 OK
S: 550 No such user here
S: 250 OK
S: 354 Start mail input; end with <CRLF>.<CRLF>
C: Blah blah blah...
C: .
C: QUIT
S: 452 <pat@foo.edu> is temporarily over quota
S: 250 OK
S: 221 foo.edu closing connection
END
cat > "$work/wanted" <<'END'
220 answers the connection
250 answers LHLO
250 answers MAIL
250 answers RCPT
  250 for RCPT TO:<pat@foo.edu>
550 answers RCPT
  550 for RCPT TO:<jones@foo.edu>
250 answers RCPT
  250 for RCPT TO:<green@foo.edu>
354 answers DATA
452 answers the message
250 answers the message
transaction 1 delivered
221 answers QUIT
END
check "LMTP" says

# RFC 2920 3.1: EHLO waits for its reply; RFC 5321 4.3.1: nothing was asked; RFC 5321 4.1.1.5: RSET ends the transaction;
# RFC 4954 4, 6: a password that can be read, and the line of the exchange, which is not shown.
cat > "$work/talk" <<'END'
S: 220 mx.example
C: EHLO client.example
C: NOOP
S: 250-mx.example
S: 250 AUTH PLAIN
S: 250 OK
S: 250 twice
C: AUTH PLAIN
S: 334
C: AHVzZXIAc2VjcmV0
S: 235 2.7.0 Authentication successful
C: MAIL FROM:<a@client.example>
S: 250 OK
C: RSET
S: 250 OK
this line is of neither side
END
printf 'C: QUIT' >> "$work/talk"
cat > "$work/wanted" <<'END'
220 answers the connection
! pipelining
250 answers EHLO
! auth-offered-in-clear
250 answers NOOP
250 answers nothing
! unsolicited-reply
! auth-in-clear
334 answers AUTH
235 answers AUTH
250 answers MAIL
250 answers RSET
transaction 1 reset
! unanswered
END
check "anomalies" says

no_file() {
  status=0
  "$watch" "$work/none" "$work/S" > "$work/out" 2> "$work/err" || status=$?
  [ "$status" = 2 ] && [ ! -s "$work/out" ] && [ -s "$work/err" ]
}
check "a file that is not there" no_file
end_checks
