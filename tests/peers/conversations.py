# SPDX-License-Identifier: MIT
"""Judges cases about whole recorded conversations, by what `mailwire explain` finds in them.

Projects that watch mail say of a recording which transactions it holds. Compared is what is on the wire of mail: names,
paths, replies, TLS. What stands inside messages, in packets, and in the rules of the project is not mailwire's to know.
"""
import collections
import json
import re
import subprocess

from cases import SKIPPED, Unknown

WIRE = re.compile(r"smtp\.(helo|mail_from|rcpt_to\[(\d+)\])$")


TOLD = ("event_type", "not-has-key", "tx_id")


class Transaction:
    def __init__(self, helo, sender):
        self.helo, self.sender, self.recipients, self.replies = helo, sender, [], []


def path_of(item):
    """The path without brackets; of a faulty one what stands for it."""
    text = item["path"]["text"] if item.get("path") else (item["arg"] or "").partition(":")[2]
    return text.strip().strip("<>")


class Conversation:
    """The transactions that were begun, and all names, recipients and replies, in one recording or several."""

    def __init__(self):
        self.transactions, self.helos, self.recipients, self.replies, self.tls = [], [], [], [], False

    def read(self, tool, path):
        run = subprocess.run([str(tool), "explain", "--format=jsonl", str(path)], capture_output=True, timeout=120)
        if run.returncode != 0:
            raise Unknown(run.stderr.decode(errors="replace").strip())
        self.open, self.helo, waiting = None, None, collections.deque()
        answered = False
        for line in run.stdout.decode().rstrip("\n").split("\n"):
            item = json.loads(line)
            if item["type"] == "command":
                waiting.append((item, self.take_command(item)))
            elif item["type"] == "reply":
                self.take_reply(item, waiting)
                answered = True
            elif item["type"] == "summary":
                self.tls = self.tls or item["tls"] is not None
        if not answered:
            self.take_as_accepted(waiting)

    def take_as_accepted(self, waiting):
        """Nothing of the server's was recorded."""
        for command, begun in waiting:
            if begun is not None:
                self.transactions.append(begun)
            elif command["verb"] == "RCPT" and self.transactions:
                self.transactions[-1].recipients.append(path_of(command))

    def take_command(self, item):
        """Gives the transaction that the command begins, or stands in."""
        if item["verb"] in ("EHLO", "HELO", "LHLO"):
            self.helo = item["arg"]
            self.helos.append(self.helo)
        elif item["verb"] == "MAIL":
            return Transaction(self.helo, path_of(item))
        elif item["verb"] == "RCPT":
            self.recipients.append(path_of(item))
        return None

    def take_reply(self, item, waiting):
        text = " ".join([str(item["code"])] + item["lines"][-1:])
        self.replies.append(text)
        if item["answers"] in ("greeting", None):
            return
        command, begun = waiting.popleft() if waiting and item["answers"] != "message" else ({"verb": ""}, None)
        if begun is not None and item["class"] == 2:
            self.open = begun
            self.transactions.append(begun)
        elif self.open and command["verb"] == "RCPT":
            self.open.recipients.append(path_of(command))
        if self.open:
            self.open.replies.append(text)
        if self.open and (command["verb"] in ("RSET", "EHLO", "HELO", "LHLO") or item["answers"] == "message"):
            self.open = None if item["class"] == 2 else self.open
        elif self.open and command["verb"] == "BDAT" and (command["arg"] or "").upper().endswith("LAST"):
            self.open = None


def read_all(case, tool, folder):
    conversation = Conversation()
    for name in case["captures"]:
        path = folder / f"{name}.conv"
        if not path.is_file():
            return None
        conversation.read(tool, path)
    return conversation


# ---- rows of a log: one a transaction, or a piece of one

ROW = {"trans_depth", "helo", "mailfrom", "rcptto", "last_reply", "tls"}


def row_differs(row, all_of):
    if set(row) - ROW:
        raise Unknown(f"a row has {', '.join(sorted(set(row) - ROW))}")
    recipients = row["rcptto"].split(",") if "rcptto" in row else []
    if row.get("tls", "F") != ("T" if all_of.tls else "F"):
        return "tls"
    if "mailfrom" not in row:  # outside of a transaction
        known = (row.get("helo") in all_of.helos + [None] and set(recipients) <= set(all_of.recipients)
                 and row.get("last_reply") in all_of.replies + [None])
        return None if known else f"nothing has {row}"
    for one in all_of.transactions:
        if (row["mailfrom"] == one.sender and row.get("helo", one.helo) == one.helo
                and set(recipients) <= set(one.recipients) and row.get("last_reply") in one.replies + [None]):
            return None
    return f"no transaction has {row}"


# ---- events: how many of them have these fields

def wire_fields(match):
    """The fields that are on the wire, and those that must be missing."""
    fields, absent = {}, match.get("not-has-key", [])
    for key, value in match.items():
        if WIRE.match(key):
            fields[key] = value
    return fields, [key for key in ([absent] if isinstance(absent, str) else absent) if WIRE.match(key)]


def value_in(transaction, key):
    name, number = WIRE.match(key).groups()
    if number is None:
        return transaction.helo if name == "helo" else transaction.sender
    place = int(number)
    return transaction.recipients[place] if place < len(transaction.recipients) else None


def matching(match, all_of):
    fields, absent = wire_fields(match)
    return [one for one in all_of.transactions
            if all(value_in(one, key) == value.strip("<>") for key, value in fields.items())
            and all(value_in(one, key) is None for key in absent)]


def event_differs(count, match, all_of):
    fields, _ = wire_fields(match)
    found = len(matching(match, all_of))
    if any(key != "smtp.helo" for key in fields):
        return None if found == count else f"{found} transactions, not {count}, have {fields}"
    if count == 0 and all_of.transactions:
        return "there are transactions"
    if "smtp.helo" in fields and fields["smtp.helo"] not in all_of.helos:
        return f"nobody said {fields['smtp.helo']}"
    return None


def events_differ(events, all_of):
    """Of two counts for the same fields each is that of a version of the project, and neither is asked for."""
    counts = collections.defaultdict(set)
    for event in events:
        match = {key: value for key, value in event["match"].items() if WIRE.match(key) or key in TOLD}
        counts[json.dumps(match, sort_keys=True)].add(event["count"])
    for key, wanted in counts.items():
        match = json.loads(key)
        if len(wanted) == 1 and match.get("event_type", "smtp") == "smtp":
            said = event_differs(wanted.pop(), match, all_of)
            if said:
                return said
    return None


def capture(case, tool, folder):
    if case["protocol"] == "pop3":
        return SKIPPED
    all_of = read_all(case, tool, folder)
    if all_of is None:
        return "its recording is not there: " + ", ".join(case["captures"])
    expected = case["expect"]
    if set(expected) == {"smtp_log"}:
        return next((said for said in (row_differs(row, all_of) for row in expected["smtp_log"]) if said), None)
    if set(expected) == {"events"}:
        return events_differ(expected["events"], all_of)
    raise Unknown(f"expects {', '.join(sorted(expected))}")
