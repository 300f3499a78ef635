"""Counts the instructions that the server executes for each kind of request, and compares them with figures on file.

Callgrind counts the instructions of the server's own code and libraries. The kernel's are not counted. The counts do not
depend on what else the machine is doing, so a change of a few per cent is a change of the program. `--record` writes the
new figures to the file: whoever makes a request more expensive says so there.
"""

import argparse
import itertools
import json
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time

from bench import BODY, PROMPT
from servers import BINARY, free_port

FIGURES = pathlib.Path(__file__).with_name("instructions.json")
RULES = pathlib.Path(__file__).with_name("rules.json5")
TOLERANCE = 0.03
FAL = "/fal.run/fal-ai/flux/srpo"
SIZE = {"width": 1024, "height": 768}
SUBJECTS = ["mountains at sunset", "a map of paper", "planets in space", "a neon city at night", "a woven basket",
            "a bauhaus mosaic", "a topographic map of an island", "a forest in the fog"]  # fmt: skip


def request(method, path, body=None, key="Key id:secret", fields=()):
    """The bytes of one request."""
    content = b"" if body is None else json.dumps(body, separators=(",", ":")).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1:8080", *fields]
    if key:
        lines.append(f"Authorization: {key}")
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    return "\r\n".join([*lines, "", ""]).encode() + content


class Connection:
    """A connection that stays, on which one request follows the other."""

    def __init__(self, port, encrypted=False):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if encrypted:
            client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
            self.socket = client.wrap_socket(self.socket, server_hostname="fal.run")
        self.file = self.socket.makefile("rb")

    def ask(self, sent, status):
        """Sends a request and returns the body of its answer, which must have the status."""
        self.socket.sendall(sent)
        first = self.file.readline()
        assert first.startswith(b"HTTP/1.1 %d " % status), first
        length = 0
        for line in iter(self.file.readline, b"\r\n"):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return self.file.read(length)

    def close(self):
        self.file.close()
        self.socket.close()


class CountedServer:
    """`fauxto serve` with one event loop under callgrind."""

    def __init__(self, directory, *flags):
        self.port = free_port()
        self.directory = directory
        self.output = directory / f"callgrind-{self.port}"
        # Valgrind cannot read the debug information of Swift's compiler.
        binary = directory / "counted-fauxto"
        if not binary.exists():
            subprocess.run(["strip", "--strip-debug", "-o", binary, BINARY], check=True)
        self.process = subprocess.Popen(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={self.output}", f"--vgdb-prefix={directory}/vgdb",
             binary, "serve", "--port", str(self.port), "--quiet", "--threads", "1", *map(str, flags)],
            # Hash tables are laid out alike in every run.
            env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1", "XDG_DATA_HOME": str(directory)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert self.process.stdout.readline().startswith(b"Fauxto listening"), "the server did not start"

    def tell(self, command):
        subprocess.run(
            ["vgdb", f"--vgdb-prefix={self.directory}/vgdb", f"--pid={self.process.pid}", command],
            check=True, capture_output=True, timeout=60,
        )  # fmt: skip

    def count(self, requests, status, encrypted=False, warm_up=()):
        """Instructions for each of the requests, which are sent one after the other on one connection."""
        connection = Connection(self.port, encrypted)
        for sent in warm_up:
            connection.ask(sent, status)
        self.tell("zero")
        for sent in requests:
            connection.ask(sent, status)
        self.tell("dump")
        connection.close()
        newest = max(self.directory.glob(f"{self.output.name}.*"), key=lambda file: int(file.suffix[1:]))
        total = int(re.search(r"^totals: (\d+)", newest.read_text(), re.MULTILINE)[1])
        return round(total / len(requests))

    def pictures(self, image_format):
        """Requests for pictures that were never drawn."""
        connection = Connection(self.port)
        asked = []
        for subject in SUBJECTS:
            body = {"prompt": subject, "seed": 7, "image_size": SIZE, "output_format": image_format}
            url = json.loads(connection.ask(request("POST", FAL, body), 200))["images"][0]["url"]
            asked.append(request("GET", re.sub("^https?://[^/]*", "", url), key=None))
        connection.close()
        return asked

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=60)
        self.process.stdout.close()


def varied(count):
    """Valid calls of fal that differ in key, field, prompt and length."""
    keys = itertools.cycle(["Key id:secret", "Key other-id:another-secret"])
    return [
        request(
            "POST",
            FAL,
            {**BODY, "prompt": f"{PROMPT} {'and more ' * (number % 7)}{number}", "output_format": "jpeg"},
            key=next(keys),
            fields=[f"X-Request-Id: {number * 7919:x}"],
        )
        for number in range(count)
    ]


def measure(directory):
    """{kind of request: instructions}."""
    jpeg = {**BODY, "output_format": "jpeg"}
    kinds = {
        "health check": (request("GET", "/_fauxto/health", key=None), 200),
        "fal POST": (request("POST", FAL, jpeg), 200),
        "fal POST without a key": (request("POST", FAL, jpeg, key=None), 401),
        "fal POST refused (422)": (request("POST", FAL, {**jpeg, "num_images": 9}), 422),
        "AI/ML API POST": (
            request("POST", "/api.aimlapi.com/v1/images/generations",
                    {"model": "flux/srpo", "prompt": PROMPT}, key="Bearer any-key"), 200),
        "Siraya POST": (
            request("POST", "/image.siraya.pro/v1/images/generations",
                    {"model": "flux-1-srpo-text-to-image", "prompt": PROMPT}, key="Bearer any-key"), 200),
    }  # fmt: skip
    figures = {}
    with CountedServer(directory) as server:
        for kind, (sent, status) in kinds.items():
            figures[kind] = server.count([sent] * 500, status, warm_up=[sent] * 100)
        figures["fal POST, varied"] = server.count(varied(500), 200, warm_up=varied(100))
        sent, status = kinds["fal POST"]
        figures["fal POST over TLS"] = server.count([sent] * 500, status, encrypted=True, warm_up=[sent] * 100)
        for kind in ("jpeg", "png"):
            asked = server.pictures(kind)
            figures[f"{kind.upper()} 1024x768 drawn"] = server.count(asked, 200)
            figures[f"{kind.upper()} 1024x768 kept"] = server.count(asked[-1:] * 100, 200)
    with CountedServer(directory, "--scenario", RULES) as server:
        figures["fal POST with 50 rules"] = server.count([sent] * 500, status, warm_up=[sent] * 100)
    return figures


def compare(figures, expected):
    """Prints both; returns whether nothing became more expensive than tolerated."""
    print(f"{'instructions':30}{'on file':>14}{'now':>14}{'change':>9}")
    worse = []
    for kind, now in figures.items():
        before = expected.get(kind)
        change = now / before - 1 if before else None
        print(f"{kind:30}{before or 0:>14,}{now:>14,}{f'{change:+.1%}' if before else 'new':>9}")
        if change is None or change > TOLERANCE:
            worse.append(kind)
    if worse:
        print(f"more than {TOLERANCE:.0%} above {FIGURES.name}, or not in it: {', '.join(worse)}", file=sys.stderr)
        print("make it cheaper, or record the figures with 'make instructions-record' and say why", file=sys.stderr)
    return not worse


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--record", action="store_true", help="write the figures to the file")
    options = arguments.parse_args()
    if not shutil.which("valgrind"):
        sys.exit("valgrind is missing; 'make instructions' installs it")
    with tempfile.TemporaryDirectory() as name:
        figures = measure(pathlib.Path(name))
    expected = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    if options.record:
        FIGURES.write_text(json.dumps(figures, indent=2) + "\n")
    if not compare(figures, expected) and not options.record:
        sys.exit(1)


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"counted in {time.monotonic() - started:.0f} s")
