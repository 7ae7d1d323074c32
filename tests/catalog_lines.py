#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reply lines of recorded conversations that several servers, or several conversations with one, share: the catalogue knows each.

usage: catalog_lines.py MAILWIRE FOLDER [CONVERSATIONS]
FOLDER holds NAME.conv; a line counts that so many CONVERSATIONS (3) have.
"""
import collections
import glob
import json
import subprocess
import sys


def items(tool, arguments, text=None):
    out = subprocess.run([tool] + arguments, input=text, capture_output=True, check=True).stdout
    return [json.loads(line) for line in out.decode("utf-8").splitlines()]


def lines_of(tool, path):
    """The reply lines of one conversation, without those that are part of a listing or a message."""
    for item in items(tool, ["explain", "--format=jsonl", path]):
        if item["type"] == "reply" and "class" in item:
            for text in item["lines"]:
                yield ("%03d %s" % (item["code"], text)).rstrip(" ")
        elif item["type"] == "reply" and item["status"] != "+":
            yield item["status"] + (" " + item["text"] if item["text"] else "")


def main():
    tool, folder = sys.argv[1:3]
    least = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    seen = collections.defaultdict(set)
    for path in sorted(glob.glob(folder + "/*.conv")):
        for line in lines_of(tool, path):
            if "\n" not in line and "\\x" not in line:
                seen[line].add(path)
    shared = sorted(line for line, paths in seen.items() if len(paths) >= least)
    if not shared:
        sys.exit("no line was found")
    # A blank in front would go on with the line before it.
    known = items(tool, ["what", "--format=jsonl", "-"], "\n".join(shared).encode("utf-8"))
    failed = [item["line"] for item in known if not item["rows"]]
    for line in failed:
        print("the catalogue has no row for: " + line)
    print("%d passed, %d failed of %d lines that %d conversations share"
          % (len(known) - len(failed), len(failed), len(shared), least))
    sys.exit(1 if failed or len(known) != len(shared) else 0)


main()
