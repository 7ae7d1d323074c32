# SPDX-License-Identifier: MIT
"""Judges a case, by its production. Each function gives None when the case agrees, or what differs.

A case that expects something invalid agrees when the strict reading refuses it; one that expects something valid
agrees when the strict reading, or the one of mode `lenient`, takes it and finds the same parts. Octets above 127 are
read as SMTPUTF8 has them.
"""
import base64

import expectations as expect

SKIPPED = "skipped"
TAKEN = "strict takes it"
REFUSED = "refused in every mode"
TERMINATORS = {"CRLF": b"\r\n", "LF": b"\n", "SP LF": b" \n", "SP CRLF": b" \r\n"}


class Unknown(Exception):
    """The case has a form that nothing here understands."""


def input_of(case):
    return base64.b64decode(case["input_b64"])


def modes(octets):
    eight_bit = any(octet > 127 for octet in octets)
    return ("smtputf8", "lenient-smtputf8") if eight_bit else ("strict", "lenient")


def compare(table, expected, answer):
    """The keys whose values differ."""
    unknown = set(expected) - set(table)
    if unknown:
        raise Unknown(f"expects {', '.join(sorted(unknown))}")
    return [key for key, value in expected.items() if not table[key](value, answer)]


def first_that_holds(readings):
    """None as soon as one of (name, answer, differences) holds; else what the first valid one differs in."""
    said = None
    for name, answer, differs in readings:
        if answer.valid and not differs:
            return None
        if answer.valid and said is None:
            said = f"{name}: another {', '.join(differs)}"
    return said or REFUSED


def strictest(octets):
    """Well-formed UTF-8 is refused where SMTPUTF8 is not in force; other octets above 127 always."""
    try:
        octets.decode()
        return "strict"
    except UnicodeDecodeError:
        return "smtputf8"


def after(what, said):
    return said and f"{what}: {said}"


def must_be_invalid(answer):
    return TAKEN if answer.valid else None


# ---- commands and parameters

def is_offered(answer, case):
    """Whether each parameter belongs to an extension that the case's server announces."""
    if "capabilities" not in case:
        return True
    offered = {name.upper().encode() for name in case["capabilities"]}
    for keyword, value, extensions in expect.each(answer):
        if keyword == b"BODY":  # RFC 6152 2; RFC 3030 3: without CHUNKING there is no way to send one
            extensions = [b"BINARYMIME", b"CHUNKING"] if value.upper() == b"BINARYMIME" else [b"8BITMIME"]
            if not set(extensions) <= offered:
                return False
        elif extensions and not set(extensions) & offered:
            return False
    return True


def refuse(answer, case, unknown_too):
    """What a server does with a line that it can read: RFC 5321 4.1.1.11 for the parameters that it did not offer."""
    if answer.valid and (unknown_too and answer.get("unknown", b"0") != b"0" or not is_offered(answer, case)):
        answer.verdict = "invalid"
    return answer


def limit_of(case, octets):
    """A project's own limits count octets without the verb and the line end."""
    limits = case.get("limits", {})
    if "max_parameters_size" in limits:
        return len(octets.split(b" ")[0]) + 1 + limits["max_parameters_size"] + 2
    return limits["max_auth_size"] + 2 if "max_auth_size" in limits else 0


def command(case, oracle):
    octets, expected = input_of(case), case["expect"]
    is_split = isinstance(expected, dict) and isinstance(expected.get("params"), str)

    def read(mode, line):
        return refuse(oracle.ask("command", mode, line, limit_of(case, octets)), case, not is_split)

    if expected == "invalid":
        return must_be_invalid(read(strictest(octets), octets))
    if set(expected) == {"reply"} and expected["reply"][0] not in "23":
        return None  # nothing that a line shows: a state, a password
    said = first_that_holds((mode, *with_parts(read(mode, octets), expect.COMMAND, expected))
                            for mode in modes(octets))
    for name in [] if said else case.get("also_terminators", []):
        line = octets.removesuffix(b"\r\n") + TERMINATORS[name]
        mode = modes(octets)[1]
        said = said or after(f"ended by {name}", first_that_holds(
            [(mode, *with_parts(read(mode, line), expect.COMMAND, expected))]))
    return said


def with_parts(answer, table, expected):
    return answer, compare(table, expected, answer)


def params(case, oracle):
    octets, expected = input_of(case), case["expect"]
    production = {"MAIL": "mail-params", "RCPT": "rcpt-params"}[case["command"]]

    def read(mode):
        return refuse(oracle.ask(production, mode, octets), case, False)

    if expected == "invalid":
        return must_be_invalid(read(strictest(octets)))
    table = {"params": expect.split_arguments, "reserialized": same_params(oracle, production)}
    return first_that_holds((mode, *with_parts(read(mode), table, expected)) for mode in modes(octets))


def same_params(oracle, production):
    """What the project writes must read back to the same values."""
    def same(value, answer):
        again = oracle.ask(production, "strict", value.encode())
        typed = [{k: v for k, v in facts.items() if k != "each"} for facts in (again.facts, answer.facts)]
        return again.valid and typed[0] == typed[1]
    return same


def auth_response(case, oracle):
    octets, expected = input_of(case), case["expect"]
    answers = [(mode, oracle.ask("auth-response", mode, octets, limit_of(case, octets)))
               for mode in ("strict", "lenient")]
    if expected == "invalid":
        return must_be_invalid(answers[0][1])
    return first_that_holds((mode, *with_parts(answer, {"line": expect.fact("line")}, expected))
                            for mode, answer in answers)


def string(case, oracle):
    return one_production("string", {"value": expect.fact("string")}, case, oracle)


def enhanced_code(case, oracle):
    table = {"enhanced": expect.fact("enhanced"), "rest": expect.fact("rest")}
    return one_production("enhanced-code", table, case, oracle)


def one_production(production, table, case, oracle):
    octets = input_of(case)
    if case["expect"] == "invalid":
        return must_be_invalid(oracle.ask(production, strictest(octets), octets))
    return first_that_holds((mode, *with_parts(oracle.ask(production, mode, octets), table, case["expect"]))
                            for mode in modes(octets))


# ---- addresses

PATHS = {
    "mailbox": ("mailbox",), "username": ("mailbox",),
    "path": ("path", "reverse-path", "forward-path"),  # of no direction
    "reverse-path": ("reverse-path",), "forward-path": ("forward-path",),
}


def mailbox_in(octets, form, rest):
    """The route and the mailbox of a path, whatever stands around them."""
    if form == "mailbox" or form == "username":
        return b"", octets
    text = octets.removesuffix(rest).strip(b" ")
    if text.startswith(b"<") and text.endswith(b">"):
        text = text[1:-1]
    route, colon, mailbox = text.partition(b":")
    return (route + colon, mailbox) if text.startswith(b"@") and colon else (b"", text)


def is_mailbox(oracle, route, mailbox):
    """RFC 5321 4.1.2 for its form, 4.5.3.1.3 for its size: with brackets it must be a path."""
    return (oracle.ask("mailbox", "strict", mailbox).valid
            and oracle.ask("path", "strict", b"<" + route + mailbox + b">").valid)


def address_as_expected(case, oracle, octets, rest):
    expected, form = case["expect"], case["form"]
    if expected == "invalid" and PATHS[form] == ("mailbox",):
        return TAKEN if is_mailbox(oracle, b"", octets) else None
    if expected == "invalid":
        return must_be_invalid(oracle.ask(PATHS[form][0], strictest(octets), octets))
    table = dict(expect.ADDRESS, reserialized=same_address(oracle),
                 rest=lambda value, answer: octets.endswith(value.encode()))
    return first_that_holds((f"{production}, {mode}", *with_parts(oracle.ask(production, mode, part), table, expected))
                            for mode in modes(octets) for production in PATHS[form]
                            for part in [octets.removesuffix(rest)])


def same_address(oracle):
    """What the project writes must read back to the same mailbox."""
    def same(value, answer):
        octets = value.encode()
        again = oracle.ask("path" if octets.startswith(b"<") else "mailbox", modes(octets)[0], octets)
        return (again.valid and again.get("unquoted") == answer.get("unquoted")
                and expect.host_of(again) == expect.host_of(answer))
    return same


def address(case, oracle):
    """An independent reading of the RFC comes first; where it and the project have another verdict, it alone counts."""
    octets = input_of(case)
    if case["form"] not in PATHS:
        raise Unknown(f"form {case['form']}")
    rest = case["expect"].get("rest", "").encode() if case["expect"] != "invalid" else b""
    is_one = is_mailbox(oracle, *mailbox_in(octets, case["form"], rest))
    if case.get("rfc5321_mailbox", is_one) != is_one:
        return f"strict: RFC 5321 has it for {'no ' if is_one else 'a '}mailbox"
    said = address_as_expected(case, oracle, octets, rest)
    is_valid = case["expect"] != "invalid"
    if case.get("differs_from_rfc") or is_valid != case.get("rfc5321_mailbox", is_valid):
        return None
    return said


# ---- replies

def reply(case, oracle):
    """What follows the first reply is not looked at, unless the case has several, or says that it is invalid."""
    octets, expected = input_of(case), case["expect"]
    if expected == "invalid":
        return must_be_invalid(oracle.ask("replies", strictest(octets), octets))
    several = "replies" in expected
    known = {"replies"} if several else {"code", "enhanced", "lines", "message", "reserialized"}
    if set(expected) - known:
        raise Unknown(f"expects {', '.join(sorted(set(expected) - known))}")
    readings = []
    for mode in modes(octets):
        answer = oracle.ask("replies" if several else "first-reply", mode, octets)
        good = expect.replies(expected["replies"], answer) if several else expect.reply(expected, answer)
        readings.append((mode, answer, [] if good else ["code or text"]))
    return first_that_holds(readings)


def ehlo_response(case, oracle):
    octets, expected = input_of(case), case["expect"]
    answers = [(mode, oracle.ask("ehlo-response", mode, octets)) for mode in modes(octets)]
    if expected == "invalid":
        return must_be_invalid(oracle.ask("ehlo-response", strictest(octets), octets))
    if "replies" in expected or "lines" in expected:  # as a reply; and it must be one to EHLO
        return reply(case, oracle) or first_that_holds((mode, answer, []) for mode, answer in answers)
    said = first_that_holds((mode, *with_parts(answer, expect.EHLO, expected)) for mode, answer in answers)
    for name in [] if said else case.get("also_terminators", []):
        text = octets.replace(b"\r\n", b"\n").replace(b"\n", TERMINATORS[name])
        answer = oracle.ask("ehlo-response", "lenient", text)
        reading = ("lenient", *with_parts(answer, expect.EHLO, expected))
        said = said or after(f"ended by {name}", first_that_holds([reading]))
    return said


# ---- bodies and streams

def without_end(body):
    """Some projects take the CRLF in front of the final dot for a part of the end, and not of the last line."""
    return body.removesuffix(b"\r\n")


def data(case, oracle):
    octets, expected = input_of(case), dict(case["expect"])
    answer = oracle.ask("data-stream", "strict", octets)
    content = answer.get("content", b"")
    if set(expected) - {"complete", "body_b64", "contains_b64"}:
        raise Unknown("expects another fact of a body")
    if "complete" in expected and answer.valid != expected["complete"]:
        return f"complete: {answer.valid}"
    if base64.b64decode(expected.get("contains_b64", "")) not in content:
        return "the body lacks what it has to contain"
    if "body_b64" in expected and base64.b64decode(expected["body_b64"]) not in (content, without_end(content)):
        return "another body"
    return None


def data_encode(case, oracle):
    """Without the final dot, which a project may write apart; a missing CRLF in front of it may come with it."""
    octets = input_of(case)
    wanted = base64.b64decode(case["expect"]["stuffed_b64"])
    for mode in ("strict", "lenient"):
        answer = oracle.ask("data-encode", mode, octets)
        wire = answer.get("wire", b"")
        dotless = wire.removesuffix(b".\r\n")
        if answer.valid and (wanted in (wire, dotless) or
                             not octets.endswith(b"\r\n") and wanted == without_end(dotless)):
            return None
    return "other octets on the wire"


STREAM = {
    "body_b64": lambda value, answer: answer.has("body", base64.b64decode(value)),
    "chunks": lambda value, answer: answer.has("chunks", ",".join(map(str, value)).encode()),
    "complete": lambda value, answer: (answer.has("complete", b"yes") and answer.has("unfinished", b"no")) is value,
    "truncated_in_chunk": lambda value, answer: answer.has("unfinished", b"UNFINISHED") is value,
    "commands": lambda value, answer: answer.has("commands", ",".join(value).encode()),
    "replies": lambda value, answer: fit(value, answer.get("valid", b"").split(b",")),
}


def fit(replies, valid):
    """One reply a command; what was accepted must be a good command, a refusal may have any reason."""
    return len(replies) == len(valid) and all(code[0] in "45" or good == b"yes" for code, good in zip(replies, valid))


def command_stream(case, oracle):
    """No case says what the server answered, so both are tried: all accepted, all refused."""
    octets, said = input_of(case), None
    for production in ("command-stream", "refused-stream"):
        for mode in ("strict", "lenient"):
            differs = compare(STREAM, case["expect"], oracle.ask(production, mode, octets))
            if not differs:
                return None
            said = said or f"{production}, {mode}: another {', '.join(differs)}"
    return said


# ---- POP3

def lines_in(octets):
    return [line + b"\n" for line in octets.split(b"\n")[:-1]]


def pop3_command(case, oracle):
    """One status a line; a refusal may have any reason, what was accepted must be a good command."""
    expected = case["expect"]
    lines = lines_in(input_of(case))
    statuses = expected.get("statuses", [expected.get("status")])
    if len(lines) != len(statuses):
        return f"{len(lines)} lines, {len(statuses)} statuses"
    said = None
    for line, status in zip(lines, statuses):
        answers = [(mode, oracle.ask("pop3-command", mode, line), []) for mode in modes(line)]
        one = first_that_holds(answers)
        said = said or (one if status != "-ERR" else None)
    return said


def pop3_response(case, oracle):
    octets, expected = input_of(case), case["expect"]
    head, end, rest = octets.partition(b"\r\n")
    if expected == "invalid":
        return must_be_invalid(oracle.ask("pop3-response", "strict", octets))
    table = {"status": lambda value, answer: answer.has("status", value.encode()) or
             (value == "+" and answer.has("continue", b"yes")),
             "text": expect.fact("text", "data"), "multiline": expect.ignored, "body_b64": expect.ignored}
    said = first_that_holds((mode, *with_parts(oracle.ask("pop3-response", mode, head + end), table, expected))
                            for mode in modes(octets))
    if said or not expected.get("multiline"):
        return said
    return after("body", pop3_body(rest, base64.b64decode(expected.get("body_b64", "")), oracle))


def pop3_body(rest, wanted, oracle):
    """Line by line, each without its dot; a dot alone ends it, and the response."""
    lines, texts = lines_in(rest), []
    if lines[-1:] != [b".\r\n"]:
        return "it does not end"
    for line in lines[:-1]:
        answers = [(mode, oracle.ask("pop3-multiline", mode, line)) for mode in modes(line)]
        said = first_that_holds((mode, answer, []) for mode, answer in answers)
        if said:
            return said
        texts.append(next(answer.get("text", b"") for _, answer in answers if answer.valid) + b"\r\n")
    return None if b"".join(texts) in (wanted, wanted + b"\r\n") else "another text"


JUDGES = {
    "address": address, "auth-response": auth_response, "command": command, "command-stream": command_stream,
    "data": data, "data-encode": data_encode, "ehlo-response": ehlo_response, "enhanced-code": enhanced_code,
    "params": params, "pop3-command": pop3_command, "pop3-response": pop3_response, "reply": reply, "string": string,
}
