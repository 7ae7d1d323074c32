#!/bin/sh
# SPDX-License-Identifier: MIT
# The POP3 server and the POP3 client of the examples: what each makes of its input, and what the one makes of the
# other. Octets and offsets are counted by hand from the lines here.
# usage: cli_pop3_examples.sh MAILWIRE TESTS_FOLDER
set -eu
maildrop=$(dirname "$1")/maildrop fetch=$(dirname "$1")/fetch
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
login='USER joe\r\nPASS open sesame\r\n'
# same WHAT: $work/out is $work/wanted, octet by octet.
same() {
  cmp -s "$work/wanted" "$work/out" || { echo "after $1:"; diff "$work/wanted" "$work/out" || true; exit 1; }
  passed=$((passed + 1))
}
# serve INPUT OUTPUT: all octets behind the greeting.
serve() {
  printf '+OK maildrop ready\r\n'"$2" > "$work/wanted"
  printf "$1" | "$maildrop" > "$work/out"
  same "$1"
}
# inside INPUT OUTPUT: the same, logged in.
inside() { serve "$login$1" '+OK the password, please\r\n+OK welcome\r\n'"$2"; }
# read_as OCTETS OUTPUT [COMMAND...]: what the client prints.
read_as() {
  octets=$1
  printf "$2" > "$work/wanted"
  shift 2
  printf -- "$octets" | "$fetch" "$@" > "$work/out"
  same "$octets"
}
# fails SENTENCE INPUT PROGRAM [ARGUMENT...]: one line on stderr, and exit 2.
fails() {
  printf '%s\n' "$1" > "$work/wanted"
  input=$2 code=0
  shift 2
  printf "$input" | "$@" 2> "$work/out" > /dev/null || code=$?
  [ "$code" = 2 ] || { echo "$* left with $code"; exit 1; }
  same "$*"
}

# ---- the server: states and the login
bad='-ERR The argument is not of the form that the command takes\r\n'
wrong='+OK the password, please\r\n-ERR [AUTH] wrong name or password\r\n'
serve '' ''
serve 'QUIT\r\nNOOP\r\n' '+OK bye\r\n'
serve 'STAT\r\nPASS open sesame\r\n' '-ERR not before the login\r\n-ERR USER comes first\r\n'
serve 'USER joe\r\nPASS open  sesame\r\n' "$wrong"
serve 'USER joe\r\nPASS open sesame \r\n' "$wrong"
serve 'USER joe\r\nPASS  open sesame\r\n' "$wrong"
serve 'USER ann\r\nPASS open sesame\r\nSTAT\r\n' "$wrong"'-ERR not before the login\r\n'
serve 'USER joe\r\nPASS a\r\nPASS open sesame\r\n' "$wrong"'-ERR USER comes first\r\n'
inside 'USER joe\r\nAPOP\r\nAUTH PLAIN\r\n' "-ERR not after the login\r\n$bad-ERR not after the login\r\n"

# ---- the server: AUTH and STLS are refused, and what follows them is commands
serve 'AUTH PLAIN AAAA\r\nAUTH\r\nSTLS\r\nSTLS now\r\nQUIT\r\n' \
  "-ERR not implemented\r\n$bad-ERR not implemented\r\n$bad+OK bye\r\n"

# ---- the server: what is in the maildrop
serve 'capa\r\n' '+OK what this can\r\nTOP\r\nUSER\r\nRESP-CODES\r\nPIPELINING\r\nEXPIRE NEVER\r\nUIDL\r\nIMPLEMENTATION maildrop\r\nAUTH-RESP-CODE\r\n.\r\n'
inside 'STAT\r\nLIST\r\nLIST 2\r\n' '+OK 2 79\r\n+OK\r\n1 28\r\n2 51\r\n.\r\n+OK 2 51\r\n'
inside 'UIDL\r\nUIDL 1\r\nNOOP\r\n' '+OK\r\n1 first-1\r\n2 second-2\r\n.\r\n+OK 1 first-1\r\n+OK\r\n'
inside 'RETR 2\r\n' '+OK the message follows\r\nFrom: ann@example\r\nSubject: dots\r\n\r\n..one\r\n..\r\nlast\r\n.\r\n'
inside 'TOP 2 0\r\n' '+OK the message follows\r\nFrom: ann@example\r\nSubject: dots\r\n\r\n.\r\n'
inside 'TOP 2 2\r\n' '+OK the message follows\r\nFrom: ann@example\r\nSubject: dots\r\n\r\n..one\r\n..\r\n.\r\n'
inside 'TOP 1 4294967295\r\n' '+OK the message follows\r\nSubject: lunch\r\n\r\nAt noon.\r\n.\r\n'
inside 'DELE 1\r\nSTAT\r\nLIST\r\nRETR 1\r\nDELE 1\r\nUIDL 1\r\nTOP 1 0\r\n' \
  '+OK marked\r\n+OK 1 51\r\n+OK\r\n2 51\r\n.\r\n-ERR no such message\r\n-ERR no such message\r\n-ERR no such message\r\n-ERR no such message\r\n'
inside 'DELE 1\r\nDELE 2\r\nSTAT\r\nLIST\r\nRSET\r\nSTAT\r\n' \
  '+OK marked\r\n+OK marked\r\n+OK 0 0\r\n+OK\r\n.\r\n+OK no message is marked\r\n+OK 2 79\r\n'

# ---- the server: commands that are none
inside 'RETR\r\nRETR 0\r\nRETR 3\r\nRETR -1\r\nTOP 1\r\nSTAT 1\r\nLIST a\r\nQUIT now\r\n' \
  "$bad$bad-ERR no such message\r\n$bad$bad$bad$bad$bad"
inside 'DELE 4294967296\r\n' '-ERR The number is larger than it may be\r\n'
serve 'FOO bar\r\n\r\nTOOLONG\r\n NOOP\r\nUSER\r\nPASS\r\nNOOP\nNOOP\r\n' \
  "-ERR unknown command\r\n-ERR The line holds no command\r\n-ERR The command word has not three or four characters\r\n-ERR The line begins with a space or a tab\r\n$bad$bad-ERR A LF stands without the CR before it\r\n"
serve 'NOOP a\000b\r\nQUIT\r\n' '-ERR A NUL stands where only text may stand\r\n+OK bye\r\n'
# USER, a space, names and CRLF: 255 octets are a line, 256 are not.
serve "USER $(printf '%0248d' 0)\r\nQUIT\r\n" '+OK the password, please\r\n+OK bye\r\n'
serve "USER $(printf '%0249d' 0)\r\nQUIT\r\n" '-ERR The line is longer than its limit\r\n+OK bye\r\n'
# Longer than what is read at once.
serve "USER $(printf '%09000d' 0)\r\nQUIT\r\n" '-ERR The line is longer than its limit\r\n+OK bye\r\n'

# ---- the client: what is printed of each type
read_as '+OK\r\n' 'greeting +OK\n'
read_as '+OK POP3 <1896.697170952@mx.example> hi\r\n' \
  'greeting +OK POP3 <1896.697170952@mx.example> hi\n  timestamp <1896.697170952@mx.example>\n'
read_as '-ERR busy\r\n' 'greeting -ERR busy\n! octet 0: The line is not a greeting\n'
read_as '+OK\r\n+OK\r\nTOP\r\nlogin-delay 60 USER\r\nX-OWN 1  2\r\n.\r\n' \
  'greeting +OK\nCAPA +OK\n  capability TOP\n  capability login-delay [60] [USER]\n! octet 43: The line is not a capability with its parameters\n  end of CAPA: 3\n' CAPA
read_as '+OK\r\n+OK\r\nX-OWN 1 2\r\n.\r\n' \
  'greeting +OK\nCAPA +OK\n  other capability X-OWN [1] [2]\n  end of CAPA: 1\n' CAPA
read_as '+OK\r\n+OK 2 320 extra\r\n+OK 2 200\r\n+OK 2 a~b\r\n' \
  'greeting +OK\nSTAT +OK 2 320 extra\n  2 messages, 320 octets\nLIST +OK 2 200\n  message 2: 200 octets\nUIDL +OK 2 a~b\n  message 2: id a~b\n' \
  STAT 'LIST 2' 'UIDL 2'
read_as '+OK\r\n+OK\r\n1 120\r\n2 18446744073709551615\r\n.\r\n' \
  'greeting +OK\nLIST +OK\n  message 1: 120 octets\n  message 2: 18446744073709551615 octets\n  end of LIST: 2\n' LIST
read_as '+OK\r\n+OK\r\nA: b\r\n\r\n..\r\n..x\r\n.\r\n' \
  'greeting +OK\nRETR +OK\nA: b\r\n\r\n.\r\n.x\r\n  end of RETR: 15\n' 'RETR 1'
read_as '+OK\r\n-ERR [SYS/TEMP] later\r\n+OK\r\n' \
  'greeting +OK\nRETR -ERR [SYS/TEMP] later\n  SYS/TEMP: try again without alarm\nNOOP +OK\n' 'RETR 1' NOOP
read_as '+OK\r\n+ dGVzdA==\r\n+OK in\r\n' 'greeting +OK\nAUTH + dGVzdA==\nAUTH +OK in\n' 'AUTH LOGIN'

# ---- the client: what is wrong, with its octet in the stream, and none of its octets
read_as '+OK\r\n+OK two\r\n' 'greeting +OK\nSTAT +OK two\n! octet 9: The line is not an item of the listing\n' STAT
read_as '+OK\r\n+OK\r\n1 9\r\n2 x\r\n.\r\n' \
  'greeting +OK\nLIST +OK\n  message 1: 9 octets\n! octet 17: The line is not an item of the listing\n  end of LIST: 2\n' LIST
read_as '+OK\r\n+OK surprise\r\nhello\r\n' \
  'greeting +OK\n! octet 5: Nobody waits for the response\n! octet 19: The line does not begin with +OK, -ERR or a challenge\n'
read_as '+OK\r\n+OK \033c\r\n' 'greeting +OK\n! octet 9: A control character stands where only text may stand\n' NOOP
read_as '+OK\r\n+OK\r\nplain\r\n' \
  'greeting +OK\nSTLS +OK\n! octet 10: Octets that are not TLS follow the agreement to start TLS\n' STLS

# ---- both
printf "${login}STAT\r\nUIDL\r\nRETR 2\r\nDELE 2\r\nLIST\r\nRETR 2\r\nQUIT\r\n" | "$maildrop" |
  "$fetch" 'USER joe' 'PASS open sesame' STAT UIDL 'RETR 2' 'DELE 2' LIST 'RETR 2' QUIT > "$work/out"
{
  printf '%s\n' 'greeting +OK maildrop ready' 'USER +OK the password, please' 'PASS +OK welcome' 'STAT +OK 2 79' \
    '  2 messages, 79 octets' 'UIDL +OK' '  message 1: id first-1' '  message 2: id second-2' '  end of UIDL: 2' \
    'RETR +OK the message follows'
  printf 'From: ann@example\r\nSubject: dots\r\n\r\n.one\r\n.\r\nlast\r\n'
  printf '%s\n' '  end of RETR: 51' 'DELE +OK marked' 'LIST +OK' '  message 1: 28 octets' '  end of LIST: 1' \
    'RETR -ERR no such message' 'QUIT +OK bye'
} > "$work/wanted"
same 'the round trip'
# A stream of more octets than are read at once: 150 times a message of 51 in both of its forms.
many=$(awk 'BEGIN {for (i = 0; i < 150; i++) printf "RETR 2\\r\\n"}')
printf "$login$many" | "$maildrop" > "$work/long"
[ "$(tr -d '\r' < "$work/long" | grep -c '^\.\.one$')" = 150 ] || { echo "dots were lost"; exit 1; }
set -- 'USER joe' 'PASS open sesame'
while [ $# -lt 64 ]; do set -- "$@" 'RETR 2'; done
"$fetch" "$@" < "$work/long" | tr -d '\r' > "$work/out"
[ "$(grep -c '^  end of RETR: 51$' "$work/out")" = 62 ] || { echo "a message is not whole"; exit 1; }
[ "$(grep -c '^\.one$' "$work/out")" = 62 ] || { echo "a dot is not taken away"; exit 1; }
passed=$((passed + 3))

# ---- what ends either: one sentence
unfinished='The stream ended in the middle of a line, a reply or a body'
fails "maildrop: $unfinished" 'NOOP\r\nQUI' "$maildrop"
fails "fetch: $unfinished" '' "$fetch"
fails "fetch: $unfinished" '' "$fetch" STAT
fails "fetch: $unfinished" '+OK\r\n' "$fetch" STAT
fails "fetch: $unfinished" '+OK\r\n+OK\r\n1 2\r\n' "$fetch" LIST
fails "fetch: $unfinished" '+OK\r\n+OK\r\na: b\r\n.' "$fetch" 'RETR 1'
fails 'fetch: argument 1: The line holds no command' '' "$fetch" ''
fails 'fetch: argument 2: The argument is not of the form that the command takes' '' "$fetch" STAT 'RETR x'
fails 'fetch: argument 65: Too many commands wait for their responses' '' "$fetch" "$@" NOOP
# full WANTED INPUT PROGRAM: the same, with nowhere to write to.
full() {
  code=0
  printf "$2" | "$3" > /dev/full 2> "$work/out" || code=$?
  [ "$code" = 2 ] || { echo "$3 left with $code on a full device"; exit 1; }
  echo "$1" > "$work/wanted"
  same "$3 on a full device"
}
if [ -c /dev/full ]; then
  full 'maildrop: The input or the output failed' 'QUIT\r\n' "$maildrop"
  full 'fetch: The input or the output failed' '+OK\r\n' "$fetch"
fi
echo "$passed passed, 0 failed"
