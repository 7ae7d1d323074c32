#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds what `mailwire explain` finds in recorded conversations against facts that were computed independently.

usage: captures.py MAILWIRE FOLDER

Every NAME.conv with its NAME.expect.json in the folder is read whose facts are reliable, whose protocol is SMTP or
LMTP, and whose messages end in the same place for strict and for lenient readers.
"""
import json
import pathlib
import subprocess
import sys

KEYS = """verbs command_count unknown_verbs auth_responses bare_lf_commands pipelined_commands c2s_leftover replies
reply_count reply_lines multiline_replies mixed_code_replies bare_lf_reply_lines non_reply_lines reply_truncated
unsolicited_replies unanswered_commands greeting ehlo_extensions tls c2s_bytes s2c_bytes segments""".split()


def is_to_be_checked(facts):
    return (facts.get("reliable") and facts.get("protocol") in ("smtp", "lmtp")
            and facts.get("eod_rule") == "strict" and not facts.get("eod_ambiguous"))


def summary_of(tool, path):
    run = subprocess.run([tool, "explain", "--format=jsonl", str(path)], capture_output=True, timeout=120)
    if run.returncode != 0:
        return {"error": run.stderr.decode(errors="replace").strip()}
    items = [json.loads(line) for line in run.stdout.decode().splitlines()]
    summary = items[-1]
    commands = sum(1 for item in items if item["type"] == "command")
    replies = sum(1 for item in items if item["type"] == "reply")
    if (commands, replies) != (summary["command_count"], summary["reply_count"]):
        summary["error"] = "the summary does not count what was printed"
    return summary


def differences(facts, summary):
    if "error" in summary:
        yield summary["error"]
        return
    for key in KEYS:
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
