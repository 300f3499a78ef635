"""The requests of `fixtures/http`, read as its README says."""

import dataclasses
import pathlib
import re

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "http"
FOLLOWER = b"GET /second HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
ESCAPES = {"r": b"\r", "n": b"\n", "t": b"\t", "0": b"\0", "\\": b"\\"}


@dataclasses.dataclass
class WireCase:
    name: str
    # The statuses of all answers; where the connection stays, that of the follower is the last of them.
    statuses: list
    # Those that nginx gives, and why they are others; None where it has to agree.
    nginx: list | None
    because: str | None
    request: bytes


def cases():
    """All cases of all files."""
    found = []
    for file in sorted(FIXTURES.glob("*/*.txt")):
        for section in file.read_text().split("\n== ")[1:]:
            name, outcome, *lines = section.rstrip("\n").split("\n")
            notes = [line for line in lines if line.startswith("| ")]
            differences = [re.fullmatch(r"\| nginx (nothing|[\d ]+): (.+)", line) for line in notes if " nginx " in line[:9]]
            statuses = [int(word) for word in outcome.split() if word.isdigit()]
            if outcome.endswith("kept"):
                statuses.append(200)
            found.append(
                WireCase(
                    name=f"{file.parent.name}/{file.name}: {name}",
                    statuses=statuses,
                    nginx=[int(word) for word in differences[0][1].split() if word.isdigit()] if differences else None,
                    because=differences[0][2] if differences else None,
                    request=unescaped("".join(lines[len(notes) :])),
                )
            )
    return found


def unescaped(text):
    def one(match):
        code = match[1]
        if code[0] == "x":
            return bytes([int(code[1:], 16)])
        if code[0] == "{":
            return code[1].encode() * int(code[3:-1])
        return ESCAPES[code]

    # Parts that are no escape and escapes alternate.
    parts = re.split(r"(\\(?:x[0-9A-Fa-f]{2}|\{.\*\d+\}|.))", text)
    return b"".join(
        one(re.fullmatch(r"\\(.+)", part)) if index % 2 else part.encode() for index, part in enumerate(parts)
    )
