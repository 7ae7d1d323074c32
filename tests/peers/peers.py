#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds mailwire against parser cases of other projects: inputs, and what each project makes of them.

usage: peers.py [-v] PROGRAMS PATH [RECORDINGS]

PROGRAMS is the folder of test_reference and mailwire; PATH a file of JSON lines, or a folder of them; RECORDINGS the
folder of the conversations that cases name (../captures beside PATH's folder if not given). Each case either agrees,
or stands in reasons.tsv with the reason why mailwire does otherwise; one that stands there and agrees fails, too.
-v shows what the listed ones differ in.
"""
import argparse
import collections
import csv
import json
import pathlib
import re
import sys

sys.dont_write_bytecode = True

import cases  # noqa: E402
import conversations  # noqa: E402
from oracle import Oracle  # noqa: E402


class Reasons:
    """The rows of reasons.tsv: by the ids of their cases, and by the form that other cases of their kind have."""

    def __init__(self, path):
        self.by_case, self.forms = {}, []
        with open(path, encoding="utf-8", newline="") as file:
            rows = (line for line in file if not line.startswith("#"))
            for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
                self.add(row)

    def add(self, row):
        if not row["rfc"] or not row["why"] or row["project"] not in ("takes", "refuses", "reads"):
            raise SystemExit(f"reasons.tsv: {row['reason']} lacks a column")
        if row["form"]:
            self.forms.append((re.compile(row["form"], re.DOTALL), row))
        for case in row["cases"].split():
            if case in self.by_case:
                raise SystemExit(f"reasons.tsv: {case} stands there twice")
            self.by_case[case] = row

    def of(self, case, said):
        """The row for what was said of a case; None when it has none, or another one."""
        row = self.by_case.get(case["id"])
        if row is None:
            text = f"{said} | {cases.input_of(case).decode('latin-1')}"
            fit = (row for form, row in self.forms if row["project"] == kind_of(said) and form.search(text))
            row = next(fit, None)
        return row if row is not None and row["project"] == kind_of(said) else None


def kind_of(said):
    """What the project does where mailwire does otherwise."""
    if said.startswith("not understood"):
        return "not understood"
    return "refuses" if said.endswith(cases.TAKEN) else "takes" if said.endswith(cases.REFUSED) else "reads"


def cases_of(path):
    """(file, case) of each line; lines without an input of their own compare projects, and are no cases."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").rstrip("\n").split("\n"), 1):
            case = json.loads(line)
            case.setdefault("id", None if "outcomes" in case else f"{file.name}:{number}")
            yield file, case


def judge(case, oracle, tool, recordings):
    try:
        if case["production"] == "capture":
            return conversations.capture(case, tool, recordings)
        if case["production"] not in cases.JUDGES:
            raise cases.Unknown(f"production {case['production']}")
        return cases.JUDGES[case["production"]](case, oracle)
    except cases.Unknown as unknown:
        return f"not understood: {unknown}"
    except (AttributeError, KeyError, TypeError, ValueError) as wrong:
        return f"not understood: {type(wrong).__name__}: {wrong}"


def outcome_of(case, said, reasons, verbose):
    """"agree", "listed", "skipped" or "failed"; says why when somebody has to know."""
    name = f"{case['id']} {case['production']}"
    if said == cases.SKIPPED:
        return "skipped"
    if said is None and case["id"] not in reasons.by_case:
        return "agree"
    if said is None:
        print(f"{name}: agrees, but is listed as {reasons.by_case[case['id']]['reason']}")
        return "failed"
    row = reasons.of(case, said)
    if row is None or verbose:
        print(f"{name}: {said}" + (f" ({row['reason']}: {row['rfc']})" if row else ""))
    return "failed" if row is None else "listed"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("programs", type=pathlib.Path)
    parser.add_argument("path", type=pathlib.Path)
    parser.add_argument("recordings", type=pathlib.Path, nargs="?")
    given = parser.parse_args()
    folder = given.path if given.path.is_dir() else given.path.parent
    recordings = given.recordings or folder.absolute().parent / "captures"
    reasons = Reasons(pathlib.Path(__file__).with_name("reasons.tsv"))
    oracle = Oracle(given.programs / "test_reference")
    counts, comparisons = collections.defaultdict(collections.Counter), 0
    for file, case in cases_of(given.path):
        if case["id"] is None:
            comparisons += 1
            continue
        said = judge(case, oracle, given.programs / "mailwire", recordings)
        counts[file.name][outcome_of(case, said, reasons, given.verbose)] += 1
    oracle.close()
    for name, count in counts.items():
        print(f"{name}: {count['agree']} agree, {count['listed']} differ for a listed reason, "
              f"{count['failed']} failed, {count['skipped']} skipped")
    if comparisons:
        print(f"{comparisons} lines compare projects: no cases of their own")
    total = sum(counts.values(), collections.Counter())
    print(f"{total['agree'] + total['listed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if total["failed"] or not total else 0


if __name__ == "__main__":
    sys.exit(main())
