#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds what `mailwire explain` finds in recorded conversations against facts that were computed independently.

usage: captures.py MAILWIRE FOLDER

The facts of NAME.conv stand in NAME.expect.json, or in the line of that name in expect.tsv. Every recording whose facts
are reliable is read: in the order of the capture,
with stamps one direction first, the other first, and in random portions that keep each octet's stamp; and without
stamps, where what depends on the order is not looked at.
"""
import base64
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

BOTH = """verbs command_count unknown_verbs auth_responses bare_lf_commands pipelined_commands c2s_leftover greeting tls
c2s_bytes s2c_bytes segments""".split()
SMTP = """replies reply_count reply_lines multiline_replies mixed_code_replies bare_lf_reply_lines non_reply_lines
reply_truncated unsolicited_replies unanswered_commands ehlo_extensions completed_transactions recipients_accepted
transactions eod_rule eod_ambiguous lenient_reading strict_reading""".split()
POP3 = """responses unsolicited_responses lines_out_of_place multiline response_truncated messages listings""".split()
# What only the order of the octets tells.
ORDER = {"segments", "pipelined_commands", "unsolicited_replies", "unsolicited_responses", "unanswered_commands"}
FEEDS = "in-order stamped client-first server-first random:1 random:20261128".split()


def server_octets(path):
    segments = (line.split() for line in path.read_text().splitlines() if line.startswith("S "))
    return bytes.fromhex("".join(words[1] for words in segments if len(words) > 1))


def without_dots(octets):
    """The lines of a listing or message: without the dot line at the end, and without the dots that were added."""
    lines = [line for line in re.split(rb"(?<=\n)", octets) if line]
    if lines and lines[-1].rstrip(b"\r\n") == b".":
        lines.pop()
    return b"".join(line[1:] if line.startswith(b".") else line for line in lines)


def finish_part(part, server, keys):
    """What a message or listing of the summary is, with the hash of its octets."""
    octets = without_dots(server[slice(*part["off"])])
    if not part.get("truncated"):
        if len(octets) != part["bytes"]:
            part["bytes"] = f"{part['bytes']}, which its place contradicts: {len(octets)}"
        part["sha256"] = hashlib.sha256(octets).hexdigest()
    return {key: value for key, value in part.items() if key in keys}


def finish_transaction(transaction, bodies):
    """The body of a transaction by the items that have its octets."""
    body = transaction.get("body")
    if body is not None:
        octets = b"".join(bodies[number] for number in body.pop("seq"))
        if len(octets) != body["bytes"]:
            body["bytes"] = f"{body['bytes']}, but the items have {len(octets)}"
        body["sha256"] = hashlib.sha256(octets).hexdigest()


def check_items(items, summary):
    """What was printed is what the summary counts."""
    def number(kind):
        return sum(1 for item in items if item["type"] == kind)
    replies = summary["reply_count"] if "reply_count" in summary else sum(summary["responses"].values())
    counted = (summary["command_count"], summary["auth_responses"], replies)
    if (number("command"), number("auth"), number("reply")) != counted:
        summary["error"] = "the summary does not count what was printed"


def printed(tool, path, feed):
    command = [tool, "explain", "--format=jsonl", "--body", f"--feed={feed}", str(path)]
    run = subprocess.run(command, capture_output=True, timeout=120)
    if run.returncode != 0:
        return run.stderr.decode(errors="replace").strip()
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def finish_summary(items, path):
    summary = json.loads(json.dumps(items[-1]))
    check_items(items, summary)
    if summary["protocol"] == "pop3":
        server = server_octets(path)
        summary["messages"] = [finish_part(part, server, ("command", "bytes", "sha256", "truncated"))
                               for part in summary["messages"]]
        summary["listings"] = [finish_part(part, server, ("command", "lines", "bytes", "sha256"))
                               for part in summary["listings"]]
    else:
        bodies = {item["seq"]: base64.b64decode(item["data_b64"]) for item in items if item["type"] == "body"}
        for transaction in summary["transactions"]:
            finish_transaction(transaction, bodies)
        for body in summary.get("lenient_reading", []) + summary.get("strict_reading", []):
            if body is not None:
                body["sha256"] = hashlib.sha256(base64.b64decode(body.pop("data_b64"))).hexdigest()
    return summary


def needs_order(facts):
    """Whether something was concluded from the order alone: replies that answer nothing, an end of data that only they
    explain, a server of LMTP that sends fewer replies than it has to."""
    surplus = facts.get("unsolicited_replies", 0) + facts.get("unsolicited_responses", 0)
    too_few = any(0 < len(t["final"]) < t["rcpt_accepted"] for t in facts.get("transactions", []))
    return surplus > 0 or facts.get("eod_ambiguous", False) or (facts["protocol"] == "lmtp" and too_few)


def differences(facts, summary, ordered):
    if "error" in summary:
        yield summary["error"]
        return
    if summary["protocol"] != facts["protocol"]:
        yield f"protocol: expected {facts['protocol']}, got {summary['protocol']}"
    for key in BOTH + (POP3 if facts["protocol"] == "pop3" else SMTP):
        wanted, got = facts.get(key), summary.get(key)
        if not ordered and key in ORDER:
            continue
        if key == "replies":
            wanted = {code: n for code, n in wanted.items() if n}
        if (key in facts or key in summary) and wanted != got:
            yield f"{key}: expected {wanted}, got {got}"
    found = sorted(f"{anomaly['name']} {anomaly['dir']}" for anomaly in summary["anomalies"])
    if ordered and found != facts.get("anomalies", found):
        yield f"anomalies: expected {facts['anomalies']}, got {found}"


def check(tool, path, facts):
    """All that is wrong with one recording, in every order."""
    first = None
    for feed in FEEDS:
        items = printed(tool, path, feed)
        if isinstance(items, str):
            yield f"{feed}: {items}"
            continue
        for line in differences(facts, finish_summary(items, path), True):
            yield f"{feed}: {line}"
        if feed == "stamped":
            first = items
        elif feed != "in-order" and items != first:
            yield f"{feed}: the items are not those of the recorded order"
    if not needs_order(facts):
        items = printed(tool, path, "unordered")
        for line in [items] if isinstance(items, str) else differences(facts, finish_summary(items, path), False):
            yield f"unordered: {line}"


def all_facts(folder):
    """Each recording that has facts, by its path."""
    table = folder / "expect.tsv"
    if table.exists():
        rows = (line.split("\t", 1) for line in table.read_text().splitlines() if "\t{" in line)
        return {folder / f"{name}.conv": json.loads(facts) for name, facts in rows}
    return {path: json.loads(path.with_suffix(".expect.json").read_text()) for path in folder.glob("*.conv")}


def main():
    tool, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    jobs, skipped = [], 0
    for path, facts in sorted(all_facts(folder).items()):
        if facts.get("reliable"):
            jobs.append((path, facts))
        else:
            skipped += 1
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda job: list(check(tool, *job)), jobs))
    for (path, _), wrong in zip(jobs, results):
        for line in wrong:
            print(f"{path.name}: {line}")
    failed = sum(1 for wrong in results if wrong)
    print(f"{len(jobs) - failed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or failed == len(jobs) else 0


if __name__ == "__main__":
    sys.exit(main())
