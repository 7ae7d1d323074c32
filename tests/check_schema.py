#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds the tables of the manual's part "JSON Lines" against what `mailwire explain --format=jsonl` prints.

usage: check_schema.py MAILWIRE TESTS_FOLDER MANUAL...

No key is missing in a table, none is there that is never printed, each value is of the type that the table names, and
a key that is said to be in every object is. The first manual is the measure; others must have the same keys, with a type
for each that has one there, the same word for the same type.
"""
import json
import pathlib
import re
import subprocess
import sys

# What no recording of the tests holds.
RARE = """S: 220 mx.example ESMTP
C: EHLO client.example
S: 250-mx.example
S: 250-LIMITS MAILMAX=5 RCPTMAX=20 RCPTDOMAINMAX=2
S: 250-DELIVERBY
S: 250-MTRK
S: 250 RRVS
C: MAIL FROM:<a@client.example> BY=120;RT MTRK=abcdefghijklmnopqrstuvwxyz+:600
S: 250 OK
C: RCPT TO:<b@mx.example> RRVS=2014-04-03T23:01:00Z;C
S: 250 OK
C: QUIT
S: 221 bye
""", """S: +OK ready
C: LANG
S: +OK languages
S: en English
S: .
C: LANG en
S: +OK en English it is
C: RETR 1
S: +OK
S: Subject: x
"""
TYPES = {"number": (int,), "text": (str,), "truth": (bool,), "null": (type(None),), "object": (dict,), "list": (list,),
         "list of texts": (list,), "list of numbers": (list,), "list of pairs": (list,)}


def words(cell):
    return re.findall(r"`([^`]+)`", cell)


def tables(path):
    """The rows of each table: {item: {key: (types, in)}}; and the whole of `command`'s for those that refer to it."""
    items, item = {}, None
    for line in path.read_text(encoding="utf-8").splitlines():
        head = re.match(r"#### `(\w+)`", line)
        if line.startswith("#"):
            item = items.setdefault(head.group(1), {}) if head else None
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if item is None or not line.startswith("| `") or len(cells) != 4:
            continue
        for key in words(cells[0]):
            if cells[1] == "" and key in items["command"]:
                item[key] = items["command"][key]
            else:
                item[key] = (cells[1], cells[2])
    return items


def matches(value, types):
    if types in ("", "any"):
        return True
    return any(type(value) in TYPES[one] and (one != "list of texts" or all(isinstance(v, str) for v in value)) and
               (one != "list of numbers" or all(type(v) is int for v in value)) for one in types.split(" or "))


class Check:
    def __init__(self, items):
        self.items, self.seen, self.wrong, self.values = items, set(), set(), 0

    def member(self, kind, pattern, value):
        """The row of a key, by its own path or with * for its last part."""
        rows = self.items[kind]
        row = pattern if pattern in rows else re.sub(r"[^.]+$", "*", pattern)
        if row not in rows:
            self.wrong.add(f"{kind}: {pattern} is printed, and in no table")
            return None
        if not matches(value, rows[row][0]):
            self.wrong.add(f"{kind}: {row} is {json.dumps(value)[:40]}, not {rows[row][0]}")
        self.seen.add((kind, row))
        self.values += 1
        return row

    def walk(self, kind, path, value, protocol):
        if isinstance(value, list):
            for one in value:
                self.walk(kind, path + "[]", one, protocol)
        if not isinstance(value, dict):
            return
        prefix = path + "." if path else ""
        for key, inner in value.items():
            row = self.member(kind, prefix + key, inner)
            if row is not None:
                self.walk(kind, row, inner, protocol)
        for row, (_, where) in self.items[kind].items():
            if row.startswith(prefix) and re.fullmatch(r"\w+", row[len(prefix):]):
                if where in ("always", protocol) and row[len(prefix):] not in value:
                    self.wrong.add(f"{kind}: {row} is not in every object")


def conversations(tool, tests):
    files = sorted(tests.glob("captures/*.conv")) + sorted(tests.glob("inputs/[a-z]*"))
    for options, paths, text in [(["--body"], files, None), ([], files, None), (["--show-secrets"], files, None)] + [
            (["--body"], ["-"], text) for text in RARE]:
        command = [tool, "explain", "--format=jsonl", *options, *map(str, paths)]
        run = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True)
        session = []
        for line in run.stdout.splitlines():
            session.append(json.loads(line))
            if session[-1]["type"] == "summary":
                yield session
                session = []


def main():
    tool, tests, manuals = sys.argv[1], pathlib.Path(sys.argv[2]), [pathlib.Path(path) for path in sys.argv[3:]]
    first = tables(manuals[0])
    for rows in first.values():
        rows.update({"v": ("number", "always"), "type": ("text", "always")})
    check = Check(first)
    for session in conversations(tool, tests):
        protocol = "POP3" if session[-1]["protocol"] == "pop3" else "SMTP"
        for item in session:
            if item["type"] not in first:
                check.wrong.add(f"{item['type']}: no table")
            else:
                check.walk(item["type"], "", item, protocol)
    for kind, rows in first.items():
        check.wrong.update(f"{kind}: {key} is in the table, and never printed" for key in rows
                           if (kind, key) not in check.seen)
    for path in manuals[1:]:
        other, said = tables(path), {}
        for kind, rows in first.items():
            keys = {key for key in rows if key not in ("v", "type")}
            for key in keys ^ set(other.get(kind, {})):
                check.wrong.add(f"{path.name}: {kind}: {key} is in one manual alone")
            for key in keys & set(other.get(kind, {})):
                word = other[kind][key][0]
                if said.setdefault(rows[key][0], word) != word:
                    check.wrong.add(f"{path.name}: {kind}: {key} is {word}, elsewhere {said[rows[key][0]]}")
    print("\n".join(sorted(check.wrong)), end="\n" if check.wrong else "")
    rows = sum(len(rows) for rows in first.values())
    print(f"{rows - len(check.wrong)} passed, {len(check.wrong)} failed: {check.values} values of {rows} keys")
    return 1 if check.wrong or check.values == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
