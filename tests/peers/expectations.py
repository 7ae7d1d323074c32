# SPDX-License-Identifier: MIT
"""Each part that a case may expect, held against the facts of an answer.

A function for each key: it takes the expected value and the answer, and says whether they are the same. Keys of the
same meaning share one. A key without a function is not understood, and then the case fails.
"""
import datetime


def octets(value):
    return value.encode() if isinstance(value, str) else str(value).encode()


def plain(word):
    """A name as projects spell it in their sources: "auth_scram_sha_1", "8bit_mime"."""
    return octets(word).upper().replace(b"_", b"").replace(b"-", b"")


def fact(*keys):
    """The value is that of one of these facts."""
    return lambda value, answer: any(answer.has(key, octets(value)) for key in keys)


def upper(key):
    return lambda value, answer: answer.has(key, octets(value).upper())


def yes(key):
    return lambda value, answer: answer.has(key, b"yes") is bool(value)


def ignored(value, answer):
    return True


def local_part(value, answer):
    if not value:
        return answer.has("null", b"yes")
    return answer.has("unquoted", octets(value)) or answer.has("local", octets(value))


def host_of(answer):
    return answer.get("mailbox", b"")[len(answer.get("local", b"")) + 1:]


def domain(value, answer):
    host = host_of(answer).lower()
    if host == octets(value or "").lower():
        return True
    try:  # the same name, its labels in ASCII
        return host.decode().encode("idna") == octets(value or "")
    except UnicodeError:
        return False


def address(value, answer):
    """Without quotes; empty for the null path."""
    if not value:
        return answer.has("null", b"yes")
    path, local = answer.get("path", answer.get("mailbox")), answer.get("local", b"")
    return path is not None and answer.get("unquoted") + path[len(local):] == octets(value)


def moment(value):
    return int(datetime.datetime.fromisoformat(value.decode().replace("Z", "+00:00")).timestamp())


def moment_of(key):
    return lambda value, answer: answer.get(key) is not None and moment(answer.get(key)) == value


def mechanism(value, answer):
    """A list of one name; 0 for one that the project does not know."""
    names = value if isinstance(value, list) else []
    return all(plain(name.removeprefix("auth_")) == plain(answer.get("mech", b"").decode()) for name in names)


FLAGS = {
    "mail_smtputf8": lambda answer: b"SMTPUTF8" in keywords(answer),
    "mail_requiretls": lambda answer: b"REQUIRETLS" in keywords(answer),
    "mail_conperm": lambda answer: b"CONPERM" in keywords(answer),
    "rcpt_conneg": lambda answer: b"CONNEG" in keywords(answer),
    "mail_body_7bit": lambda answer: answer.has("body", b"7BIT"),
    "mail_body_8bitmime": lambda answer: answer.has("body", b"8BITMIME"),
    "mail_body_binarymime": lambda answer: answer.has("body", b"BINARYMIME"),
    "mail_by_return": lambda answer: answer.has("mode", b"R"),
    "mail_by_notify": lambda answer: answer.has("mode", b"N"),
    "mail_by_trace": lambda answer: answer.has("trace", b"yes"),
    "mail_ret_full": lambda answer: answer.has("ret", b"FULL"),
    "mail_ret_hdrs": lambda answer: answer.has("ret", b"HDRS"),
    "rcpt_notify_never": lambda answer: b"NEVER" in notify(answer),
    "rcpt_notify_success": lambda answer: b"SUCCESS" in notify(answer),
    "rcpt_notify_failure": lambda answer: b"FAILURE" in notify(answer),
    "rcpt_notify_delay": lambda answer: b"DELAY" in notify(answer),
    "rcpt_rrvs_reject": lambda answer: answer.has("action", b"R"),
    "rcpt_rrvs_continue": lambda answer: answer.has("action", b"C"),
}


def each(answer):
    """Parameters as they stand, each with the EHLO keywords that allow it."""
    for line in answer.get("each", b"").splitlines():
        text, *extensions = line.split(b" ")
        keyword, _, value = text.partition(b"=")
        yield keyword.upper(), value, [word for word in extensions if word]


def keywords(answer):
    return {keyword for keyword, _, _ in each(answer)}


def same_notify(value, answer):
    names = value if isinstance(value, list) else value.replace("|", " ").replace(",", " ").split()
    return {octets(name) for name in names} == set(notify(answer))


def notify(answer):
    return (answer.get("notify") or b"").split(b",")


def flags(value, answer):
    """Each flag is there, and none that the project knows and does not name."""
    if not set(value) <= set(FLAGS):
        return False
    return {name for name, test in FLAGS.items() if test(answer)} == set(value)


def deliver_by(value, answer):
    parts = {"time": fact("time"), "mode": fact("mode"), "trace": yes("trace")}
    return set(value) <= set(parts) and all(parts[key](value[key], answer) for key in value)


def body_type(value, answer):
    name = value.get("type", "") if isinstance(value, dict) else value
    return answer.has("body", octets(name))


def original_recipient(value, answer):
    if isinstance(value, str):
        return answer.has("addr", octets(value))
    parts = {"addr": fact("addr"), "addr_type": fact("type"), "type": fact("type")}
    return set(value) <= set(parts) and all(parts[key](value[key], answer) for key in value)


def extra(value, answer):
    """Parameters that the project does not know: mailwire counts those that it does not know."""
    stand = {keyword: text for keyword, text, _ in each(answer)}
    return all(stand.get(octets(key).upper()) == octets(text) for key, text in value.items())


PARAMS = {
    "auth": fact("identity"), "body": body_type, "envid": fact("envid"), "ret": fact("ret"), "size": fact("size"),
    "extra_params": extra, "orcpt": original_recipient, "by": deliver_by,
    "notify": same_notify, "mt-priority": fact("priority"), "rrvs": fact("since"),
}


def params(value, answer):
    return all(key.lower() in PARAMS and PARAMS[key.lower()](part, answer) for key, part in value.items())


def split_arguments(value, answer):
    """What follows the verb; dovecot's is a text, that of projects that read parameters an object."""
    if isinstance(value, dict):
        return params(value, answer)
    return (answer.get("argument") or b"").rstrip(b" ") == octets(value)


COMMAND = {
    "accepted": ignored, "verb": upper("verb"), "command": upper("verb"), "params": split_arguments,
    "host": fact("host"), "value": fact("arg"), "name": fact("node"), "uri": fact("url"), "is_last": yes("last"),
    "domains": lambda value, answer: answer.has("domains", octets(",".join(value))),
    "chunk_size": fact("size"), "size": fact("size"), "mechanism": mechanism,
    "initial_response": lambda value, answer: (answer.get("initial") or b"") == octets(value),
    "address": address, "flags": flags, "by": fact("time"), "certifier": fact("certifier"),
    "timeout": lambda value, answer: answer.get("timeout", b"0") == octets(value),
    "hold_for": fact("seconds"), "hold_until": moment_of("until"), "mt_priority": fact("priority"),
    "orcpt": fact("addr"), "solicit": fact("keywords"), "rrvs": moment_of("since"), "body": fact("body"),
    "trans_id": lambda value, answer: answer.has("transid", b"<" + octets(value) + b">"), "envid": fact("envid"),
    "env_id": fact("envid"),
    "auth": lambda value, answer: answer.has("identity", b"none" if value == "<>" else octets(value)),
    "reply": ignored,
}

ADDRESS = {
    "accepted": ignored, "category": ignored, "diagnosis": ignored, "localpart": local_part, "domain": domain,
    "domain_unicode": domain, "raw": fact("mailbox"),
    "path": lambda value, answer: fact("mailbox")(value, answer) if value else answer.has("null", b"yes"),
}


def lines_of(answer, key):
    """The replies in the order of the wire: [code, [text, ...]]."""
    replies, begun = [], False
    for line in answer.get(key, b"").split(b"\n")[:-1]:
        if not begun:
            replies.append([int(line[:3]), []])
        replies[-1][1].append(line[4:])
        begun = line[3:4] == b"-"
    return replies


def reply(expected, answer):
    """One reply. Where enhanced codes are expected apart they are not in the texts. "0.0.0": none."""
    got = lines_of(answer, "messages" if "enhanced" in expected else "wire")
    enhanced = (answer.get("enhanced") or b"0.0.0").decode()
    return (len(got) == 1 and got[0][0] == expected["code"]
            and ("lines" not in expected or got[0][1] == [octets(text) for text in expected["lines"]])
            and ("message" not in expected or b"\n".join(got[0][1]) == octets(expected["message"]))
            and expected.get("enhanced", enhanced) == enhanced)


def replies(expected, answer):
    return lines_of(answer, "wire") == [[one["code"], [octets(text) for text in one["lines"]]] for one in expected]


def raw_param(answer, keyword, default=b""):
    for line in answer.get("raw", b"").split(b"\n"):
        word, _, rest = line.partition(b" ")
        if plain(word.decode()) == plain(keyword):
            return rest.rstrip(b" ") or default
    return b""


def announced(value, answer):
    words = [plain(word.decode()) for word in answer.get("keywords", b"").split(b",")]
    return all(plain(name) in words for name in value)


EHLO = {
    "hostname": fact("domain"), "capabilities": announced, "size": fact("size"), "deliver_by": fact("deliver-by"),
    "auth": lambda value, answer: ({plain(name) for name in value}
                                   == {plain(name.decode()) for name in answer.get("sasl", b"").split(b",") if name}),
    "future_release_interval": fact("hold-for"),
    "future_release_datetime": lambda value, answer: octets(value) in raw_param(answer, "FUTURERELEASE").split(b" "),
    "no_soliciting": lambda value, answer: raw_param(answer, "NO-SOLICITING") == octets(value),
    "mt_priority": lambda value, answer: raw_param(answer, "MT-PRIORITY", b"MIXER").upper() == octets(value).upper(),
}
