# SPDX-License-Identifier: MIT
"""What mailwire says of an input: `test_reference --facts`, one question at a time."""
import subprocess

COLUMNS = ("id", "production", "mode", "limit", "input")


def escaped(octets):
    """The notation of the tables in tests/reference; "{" too, since {X*N} is a repetition."""
    return "".join(chr(o) if 0x21 <= o <= 0x7E and o not in b"\\{" else f"\\x{o:02X}" for o in octets)


class Answer:
    """A verdict ("valid", "invalid") and facts: for each key all its values."""

    def __init__(self, line):
        _, self.verdict, *facts = line.split("\t")
        self.facts = {}
        for fact in facts:
            key, _, value = fact.partition("=")
            self.facts.setdefault(key, []).append(bytes.fromhex(value))

    @property
    def valid(self):
        return self.verdict == "valid"

    def get(self, key, default=None):
        return self.facts.get(key, [default])[0]

    def has(self, key, value):
        return value in self.facts.get(key, [])


class Oracle:
    def __init__(self, program):
        self.process = subprocess.Popen([str(program), "--facts", "/dev/stdin"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.tell("\t".join(COLUMNS))

    def tell(self, row):
        self.process.stdin.write(row + "\n")
        self.process.stdin.flush()

    def ask(self, production, mode, octets, limit=0):
        self.tell("\t".join(("-", production, mode, str(limit), escaped(octets))))
        answer = self.process.stdout.readline()
        if not answer.endswith("\n"):
            raise SystemExit("test_reference ended before its time")
        answer = Answer(answer[:-1])
        if answer.verdict == "unknown":
            raise SystemExit(f"test_reference knows no production {production} or no mode {mode}")
        return answer

    def close(self):
        self.process.stdin.close()
        return self.process.wait()
