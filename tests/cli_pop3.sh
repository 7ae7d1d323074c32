#!/bin/sh
# SPDX-License-Identifier: MIT
# The tool on POP3: what commands, responses and listings say, what is masked, what is odd. Offsets are counted by hand
# from the lines here.
# usage: cli_pop3.sh MAILWIRE TESTS_FOLDER
set -eu
tool=$1 tests=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$tests/support/cli.sh"
unset MAILWIRE_LANG LC_ALL LC_MESSAGES LANG COLUMNS
json() { "$tool" explain --format=jsonl "$@" > "$work/items"; }
text() { "$tool" explain "$@" > "$work/items"; }

# ---- what is said, typed
cat > "$work/typed" <<'END_OF_TYPED'
S: +OK ready <1.2@mx.example>
C: CAPA
S: +OK
S: TOP
S: SASL PLAIN X-OWN
S: LOGIN-DELAY 60 USER
S: EXPIRE NEVER
S: X-ONE 1 2
S: .
C: APOP joe c4c9334bac560ecc979e58001b3e22fb
S: -ERR [SYS/DISK] later
C: user joe
S: +OK
C: PASS two  words 
S: +OK [IN-USE]
C: STAT
S: +OK 2 320
C: LIST
S: +OK 2 messages
S: 1 120
S: 2 200 octets
S: .
C: LIST 2
S: +OK 2 200
C: UIDL
S: +OK
S: 1 whqtswO00WBw418f9t5JxYwZ
S: .
C: TOP 1 0
S: +OK
S: Subject: a
S: 
S: ..dot
S: .
C: LANG
S: +OK
S: en English
S: .
C: LANG *
S: +OK en English now
C: RETR 0
S: -ERR no such message
C: FOO a
S: -ERR what?
C: QUIT
S: +OK
END_OF_TYPED
json "$work/typed"
check "the greeting's timestamp" items '"status":"+OK","code":null,"text":"ready <1.2@mx.example>","multiline":false,"lines":[],"fault":null,"tolerated":[],"answers":"greeting","timestamp":"<1.2@mx.example>"' 1
check "capabilities" items '{"tag":"SASL","params":"PLAIN X-OWN","known":true}' 1
check "one that is unknown" items '{"tag":"X-ONE","params":"1 2","known":false}' 1
check "what they announce" items '"sasl":["PLAIN","X-OWN"],"login_delay":60,"expire":"NEVER"' 1
check "APOP" items '"verb":"APOP","arg":"joe","secret":null,"name":"joe"' 1
check "a response code with its level" items '"status":"-ERR","code":"SYS/DISK","code_known":true,"text":"[SYS/DISK] later"' 1
check "a verb in lower case" items '"verb":"USER","arg":"joe","name":"joe","fault":null' 1
check "a password with its spaces" items '"verb":"PASS","arg":"","secret":null,"fault":null,"tolerated":[]' 1
check "STAT" items '"answers":"STAT","entry":{"messages":2,"octets":320,"extra":null}' 1
check "LIST" items '"entries":[{"message":1,"octets":120,"extra":null},{"message":2,"octets":200,"extra":"octets"}]' 1
check "LIST of one" items '"verb":"LIST","arg":"2","message":2' 1
check "its answer" items '"answers":"LIST","entry":{"message":2,"octets":200,"extra":null}' 1
check "UIDL" items '"entries":[{"message":1,"id":"whqtswO00WBw418f9t5JxYwZ"}]' 1
check "no message" items '"verb":"LIST","arg":null,"message":null' 1
check "TOP" items '"verb":"TOP","arg":"1 0","message":1,"lines":0' 1
check "the message" items '"type":"body","dir":"S","off":[250,274],"octets":20,"lines":3,"mode":"TOP","fault":null' 1
check "LANG" items '"entries":[{"tag":"en","text":"English"}]' 1
check "a language" items '"verb":"LANG","arg":"*","language":"*"' 1
check "the language that was chosen" items '"entry":{"tag":"en","text":"English now"}' 1
check "a message number that is none" items '"verb":"RETR","arg":"0","message":null,"fault":"BAD_ARGUMENT","at":131' 1
check "the summary" items '"responses":{"+OK":12,"-ERR":3,"+":0},"unsolicited_responses":0,"lines_out_of_place":0,"multiline":5,"response_truncated":false,"greeting":"+OK ready <1.2@mx.example>","messages":[{"command":"TOP 1 0","off":[250,274],"bytes":20,"lines":3}]' 1
check "its listings" items '{"command":"LIST","off":[174,198],"bytes":21,"lines":2}' 1
check "no secret" items 'c4c9334b' 0
check "no secret, nor a part of it" items 'words' 0
COLUMNS=400 "$tool" explain "$work/typed" > "$work/items"
check "text: no secret" items 'c4c9334b' 0
check "text: no password" items 'words' 0
check "text: PASS is masked" items '  C  PASS ****' 1
check "text: the timestamp" items '       timestamp   <1.2@mx.example>, for APOP' 1
check "text: a capability" items '; 1 of them unknown; command AUTH (RFC2449 6.3)' 1
check "text: one that is unknown" items '     X-ONE 1 2                                    unknown: not in the table' 1
check "text: the mailbox of APOP" items '       mailbox     joe' 1
check "text: values" items '; 60 seconds between logins, or what each user has (RFC2449 6.5)' 1
check "text: for ever" items 'messages are kept for ever (RFC2449 6.7)' 1
check "text: a code" items 'SYS/DISK  a kind of SYS:  ' 1
check "text: a code that the table has" items '  IN-USE  another session has the maildrop open' 1
check "text: the maildrop" items '  S  +OK 2 320                                  2 messages, 320 octets' 1
check "text: a line of LIST" items '     2 200 octets                                 message 2: 200 octets, and octets' 1
check "text: an id" items 'message 1: id whqtswO00WBw418f9t5JxYwZ' 1
check "text: lines of a body" items '       lines       0 of its body' 1
check "text: the message" items '  S  (top of a message: 20 octets, 3 lines)' 1
check "text: the fault" items '(BAD_ARGUMENT)' 1
check "text: the summary" items 'summary  14 commands, 15 replies, POP3' 1
"$tool" explain --show-secrets "$work/typed" > "$work/items"
check "secrets are shown when asked for" items 'PASS two  words ' 1
json --show-secrets "$work/typed"
check "in JSON Lines, too" items '"arg":"joe c4c9334bac560ecc979e58001b3e22fb","name":"joe"' 1

# ---- AUTH: the exchange, its secrets, what ends it
cat > "$work/auth" <<'END_OF_AUTH'
S: +OK
C: AUTH
S: +OK
S: PLAIN
S: x-own
S: .
C: AUTH PLAIN AGEAYg==
S: -ERR [AUTH] no
C: AUTH LOGIN
S: + VXNlcm5hbWU6
C: YWJj
S: +
C: QUIT
S: -ERR no
C: AUTH CRAM-MD5
S: + PDFAYT4=
C: *
S: -ERR cancelled
C: AUTH
S: + 
C: STAT
S: +OK 1 2
C: QUIT
S: +OK
END_OF_AUTH
json "$work/auth"
check "AUTH alone asks for the mechanisms" items '"answers":"AUTH","entries":[{"mechanism":"PLAIN"},{"mechanism":"X-OWN"}]' 1
check "AUTH alone is tolerated" items '"auth":{"mechanism":null,"kind":null,"octets":null},"fault":null,"tolerated":["BARE_AUTH"]' 2
check "an initial response" items '"arg":"PLAIN","secret":null,"auth":{"mechanism":"PLAIN","kind":"initial","octets":4}' 1
check "no secret" items 'AGEAYg' 0
check "a challenge" items '"status":"+","code":null,"text":"VXNlcm5hbWU6"' 1
check "a challenge without its space" items '"status":"+","code":null,"text":null,"multiline":false,"lines":[],"fault":null,"tolerated":["BARE_CHALLENGE"],"answers":"AUTH"' 1
check "a response" items '"text":null,"mechanism":"LOGIN","kind":"response","octets":3' 2
check "any line behind a challenge belongs to AUTH" items '"type":"auth"' 4
check "a cancel" items '"mechanism":"CRAM-MD5","kind":"cancel","octets":null' 1
check "a challenge to AUTH alone, then +OK: no listing" items '"status":"+OK","code":null,"text":"1 2","multiline":false' 1
text "$work/auth"
check "text: an unknown one" items '     x-own                                        an unknown mechanism' 1
check "text: no secret" items 'AGEAYg' 0
check "text: no line of an exchange" items 'YWJj' 0

# ---- TLS
printf 'S: +OK\nC: STLS\nS: +OK go\nC: USER joe\n' > "$work/tls"
json "$work/tls"
check "octets behind STLS are no command" items '"type":"tls","dir":"C","off":[6,16],"fault":"PLAINTEXT_LEFT"' 1
check "where TLS begins" items '"tls":{"c2s_offset":6,"s2c_offset":13,"plaintext_after":true}' 1

# ---- what is odd
cat > "$work/odd" <<'END_OF_ODD'
S: +OK
S: +OKAY
S: -ERR go away
C: LIST 	
S: +ok
S: 1 12x
S: .
C: RETR 1
S: +OK
S: .x
S: a
END_OF_ODD
json "$work/odd"
check "a line that is no response" items '"fault":"NOT_A_RESPONSE","at":5' 1
check "nobody asked" items '"status":"-ERR","code":null,"text":"go away","multiline":false,"lines":[],"fault":"NOT_ASKED_FOR","at":12,"tolerated":[],"answers":null' 1
check "LIST and blanks is LIST alone; a line of it is none" items '"lines":["1 12x"],"fault":"BAD_LISTING","at":35,"tolerated":["STATUS_CASE"],"answers":"LIST","entries":[null]' 1
check "a dot that nobody doubled" items '"type":"fault","dir":"S","off":[46,46],"fault":"UNSTUFFED_DOT","at":46' 1
check "the message is cut" items '"mode":"RETR","fault":"UNFINISHED","at":53' 1
check "and truncated" items '"response_truncated":true,"greeting":"+OK","messages":[{"command":"RETR 1","off":[46,53],"truncated":true}],"listings":[{"command":"LIST","off":[31,41],"bytes":7,"lines":1}]' 1
text "$work/odd"
check "text: a line of LIST that is none" items 'not what the command asks for' 1
check "text: the message is cut" items 'the recording ends in it' 1

# Lines that end in LF, in both directions, and a response in the middle of a command.
printf 'S 2b4f4b0a\nC 4c49\nS 2b4f4b0a3120320a2e2e780a2e0a\nC 53540a535441540a\nS 2b4f4b203120320a\n' > "$work/lf"
json "$work/lf"
check "the listing ends with a LF" items '"multiline":true,"lines":["1 2",' 1
check "that is told" items '"LF_DOT_END"' 1
check "commands ended by LF" items '"command_count":2,"unknown_verbs":0,"auth_responses":0,"bare_lf_commands":2,"pipelined_commands":1' 1
check "the response that came early is the command's" items '"answers":"LIST"' 1
check "none is to nothing" items '"unsolicited_responses":0' 1

# A secret whose line does not end; a client alone; a recording that begins in mid-session.
printf 'S 2b4f4b0d0a\nC 504153532073336372\n' > "$work/cut"
text "$work/cut"
check "an unfinished secret" items 's3cr' 0
check "an unfinished line" items 'PASS ****' 1
printf 'C: USER joe\nC: AUTH PLAIN\nC: c2VjcmV0\nC: QUIT\n' > "$work/alone"
json "$work/alone"
check "one-sided: as if accepted" items '"protocol":"pop3","assumed":true' 1
check "one-sided: no secret" items 'c2VjcmV0' 0
check "one-sided: the exchange" items '"type":"auth"' 1
printf 'C: RETR 7\nS: +OK\nS: x\nS: .\nC: QUIT\nS: +OK\n' > "$work/middle"
json "$work/middle"
check "mid-session: there is no greeting" items '"greeting":null,"messages":[{"command":"RETR 7","off":[5,11],"bytes":3,"lines":1}]' 1

# ---- which protocol it is
printf 'C: NOOP\nC: QUIT\n' > "$work/either"
json "$work/either"
check "either protocol: SMTP" items '"protocol":"smtp"' 1
json --protocol=pop3 "$work/either"
check "unless it is said" items '"protocol":"pop3"' 1
json --protocol=lmtp "$work/either"
check "LMTP" items '"protocol":"lmtp"' 1
printf 'C: NOOP\nC: UIDL\n' > "$work/verbs"
json "$work/verbs"
check "the verbs tell" items '"protocol":"pop3"' 1
json --protocol=smtp "$work/typed"
check "what was said counts: SMTP" items '"protocol":"smtp"' 1
check "and the surprise is told" items '"type":"protocol","dir":"S","off":[0,0],"protocol":"POP3"' 1
check "no such protocol: exit 2" fails "$tool" explain --protocol=imap "$work/typed"
printf 'S: +OK\nC: GET / HTTP/1.1\nS: -ERR\n' > "$work/http"
text "$work/http"
check "another protocol in POP3" items 'the client begins with HTTP, which is not POP3' 1

# An alias comes where its row does: "{messages} messages" is what LIST says.
printf 'S: +OK\nC: USER a\nS: +OK\nC: PASS b\nS: +OK 2 messages\nC: LIST\nS: +OK 2 messages\nS: .\n' > "$work/alias"
text "$work/alias"
check "another spelling, behind its command" items 'OK 2 messages                             a line for each message follows' 1
check "another spelling, elsewhere" items 'OK 2 messages                             logged in' 1

# The place of a listing holds what was sent, its size what it says.
printf 'S: +OK\nC: LANG\nS: +OK\nS: ..a b\nS: c d\nS: .\n' > "$work/dots"
json "$work/dots"
check "a listing that begins with a stuffed dot" items '"listings":[{"command":"LANG","off":[10,25],"bytes":11,"lines":2}]' 1

# However many commands are sent ahead, each has its own answer.
{ printf 'S: +OK\nC: USER a\nS: +OK\nC: PASS b\nS: +OK\n'; yes 'C: NOOP' | head -n 5000; yes 'S: +OK' | head -n 4999
  printf 'S: -ERR last\nC: QUIT\nS: +OK\n'; } > "$work/ahead"
json "$work/ahead"
check "5000 commands ahead" items '"text":"last","multiline":false,"lines":[],"fault":null,"tolerated":[],"answers":"NOOP"' 1
check "no answer is one too many" items '"unsolicited_responses":0' 1

# An AUTH that nobody answered: its lines may have been sent all the same.
printf 'S: +OK hi\nC: AUTH LOGIN\nC: YWxpY2U=\nC: c2VjcmV0\nC: STAT\n' > "$work/stray"
for format in text jsonl; do
  "$tool" explain --format=$format "$work/stray" > "$work/items"
  check "$format: no stray response" items 'YWxpY2U' 0
  check "$format: no second one" items 'c2VjcmV0' 0
done
printf 'S: +OK hi\nC: APOP  c4c9334bac560ecc979e58001b3e22fb\n' > "$work/nameless"
"$tool" explain "$work/nameless" > "$work/items"
check "no digest without a name" items 'c4c9334b' 0
end_checks
