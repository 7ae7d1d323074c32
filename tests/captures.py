#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds what `mailwire explain` finds in recorded conversations against facts that were computed independently.

usage: captures.py MAILWIRE FOLDER

Every NAME.conv with its NAME.expect.json in the folder is read whose facts are reliable, and whose messages end in the
same place for strict and for lenient readers.
"""
import hashlib
import json
import pathlib
import re
import subprocess
import sys

BOTH = """verbs command_count unknown_verbs auth_responses bare_lf_commands pipelined_commands c2s_leftover greeting tls
c2s_bytes s2c_bytes segments""".split()
SMTP = """replies reply_count reply_lines multiline_replies mixed_code_replies bare_lf_reply_lines non_reply_lines
reply_truncated unsolicited_replies unanswered_commands ehlo_extensions""".split()
POP3 = """responses unsolicited_responses lines_out_of_place multiline response_truncated messages listings""".split()


def is_to_be_checked(facts):
    ends_alike = facts.get("eod_rule", "strict") == "strict" and not facts.get("eod_ambiguous")
    return facts.get("reliable") and ends_alike


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


def check_items(items, summary):
    """What was printed is what the summary counts."""
    def number(kind):
        return sum(1 for item in items if item["type"] == kind)
    replies = summary["reply_count"] if "reply_count" in summary else sum(summary["responses"].values())
    counted = (summary["command_count"], summary["auth_responses"], replies)
    if (number("command"), number("auth"), number("reply")) != counted:
        summary["error"] = "the summary does not count what was printed"


def summary_of(tool, path):
    run = subprocess.run([tool, "explain", "--format=jsonl", str(path)], capture_output=True, timeout=120)
    if run.returncode != 0:
        return {"error": run.stderr.decode(errors="replace").strip()}
    items = [json.loads(line) for line in run.stdout.decode().splitlines()]
    summary = items[-1]
    check_items(items, summary)
    if summary["protocol"] == "pop3":
        server = server_octets(path)
        summary["messages"] = [finish_part(part, server, ("command", "bytes", "sha256", "truncated"))
                               for part in summary["messages"]]
        summary["listings"] = [finish_part(part, server, ("command", "lines", "bytes", "sha256"))
                               for part in summary["listings"]]
    return summary


def differences(facts, summary):
    if "error" in summary:
        yield summary["error"]
        return
    if summary["protocol"] != facts["protocol"]:
        yield f"protocol: expected {facts['protocol']}, got {summary['protocol']}"
    for key in BOTH + (POP3 if facts["protocol"] == "pop3" else SMTP):
        wanted = facts.get(key)
        if key == "replies":
            wanted = {code: n for code, n in wanted.items() if n}
        if key in facts and wanted != summary.get(key):
            yield f"{key}: expected {wanted}, got {summary.get(key)}"


def main():
    tool, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    passed = failed = skipped = 0
    for path in sorted(folder.glob("*.conv")):
        facts = json.loads(path.with_suffix(".expect.json").read_text())
        if not is_to_be_checked(facts):
            skipped += 1
            continue
        wrong = list(differences(facts, summary_of(tool, path)))
        passed, failed = passed + (not wrong), failed + bool(wrong)
        for line in wrong:
            print(f"{path.name}: {line}")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
