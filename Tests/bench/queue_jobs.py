"""What the queue costs an operation while ten to a hundred thousand jobs are held."""

import json
import pathlib
import random
import socket
import sys
import tempfile

from servers import fauxto

HELD = (10, 100, 1_000, 10_000, 100_000)
APP = "/queue.fal.run/fal-ai/flux/srpo"


class Client:
    """One connection to a server, on which requests are written in batches and their answers read."""

    def __init__(self, server):
        self.server = server
        self.connection = socket.create_connection(("127.0.0.1", server.port))
        self.answers = self.connection.makefile("rb")

    def ask(self, requests):
        """Sends requests, each a method, a path and a body; returns the answers as JSON."""
        answers = []
        for start in range(0, len(requests), 50):
            batch = requests[start : start + 50]
            self.connection.sendall(b"".join(self.text(*request) for request in batch))
            answers += [self.answer() for _ in batch]
        return answers

    @staticmethod
    def text(method, path, body=b""):
        return (
            f"{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Key id:secret\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode() + body

    def answer(self):
        length = 0
        while (line := self.answers.readline()) != b"\r\n":
            assert line, "the connection ended"
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return json.loads(self.answers.read(length))

    def submit(self, count):
        body = b'{"prompt": "a cat"}'
        return [answer["request_id"] for answer in self.ask([("POST", APP, body)] * count)]

    def cpu(self, requests):
        """Microseconds of the server's processor time that each of some requests takes."""
        before = self.server.cpu_seconds()
        self.ask(requests)
        return (self.server.cpu_seconds() - before) * 1e6 / len(requests)


def serve(directory, maximum):
    """A server whose queue holds so many jobs; they are worked off only when the clock is moved."""
    queue = {"runners": 1, "fixedDurationMilliseconds": 1_000, "maximumJobs": maximum, "maximumBytes": 1 << 33}
    return fauxto(directory, clock="frozen", queue=queue)


def measure_full(directory, count, repetitions):
    """Microseconds of a submission for which the oldest of so many jobs is forgotten."""
    server = serve(directory, count)
    client = Client(server)
    client.submit(count)
    before = server.cpu_seconds()
    client.submit(repetitions)
    taken = (server.cpu_seconds() - before) * 1e6 / repetitions
    server.stop()
    return taken


def measure(directory, counts=HELD, repetitions=1_000):
    """Rows of microseconds by how many jobs wait: of submission (with room, and without), status, result and cancellation
    of one, and of having one run."""
    server = serve(directory, 1_000_000)
    client = Client(server)
    held, rows, chance = client.submit(1), [], random.Random(1)
    for count in counts:
        while len(held) < count:
            held += client.submit(min(count - len(held), 1_000))
        some = [chance.choice(held) for _ in range(repetitions)]
        before = server.cpu_seconds()
        further = client.submit(repetitions)
        submitted = (server.cpu_seconds() - before) * 1e6 / repetitions
        status = client.cpu([("GET", f"{APP}/requests/{id}/status", b"") for id in some])
        result = client.cpu([("GET", f"{APP}/requests/{id}", b"") for id in some])
        # From the middle of the line: of those that just came, every second one goes.
        cancelled = client.cpu([("PUT", f"{APP}/requests/{id}/cancel", b"") for id in further[::2]])
        held += further[1::2]
        # The runner takes this many jobs, one after the other.
        taken = min(repetitions // 4, len(held) // 2)
        client.ask([("POST", "/_fauxto/clock", b'{"advance": "%ds"}' % taken)])
        before = server.cpu_seconds()
        client.ask([("GET", f"{APP}/requests/{held[-1]}/status", b"")])
        played = (server.cpu_seconds() - before) * 1e6 / taken
        held = held[taken:]
        full = measure_full(directory, count, repetitions)
        rows.append((count, submitted, full, status, result, cancelled, played))
    server.stop()
    return rows


def report(rows):
    print(f"\n{'jobs held':>10}{'submit':>10}{'when full':>10}{'status':>10}{'result':>10}{'cancel':>10}{'run':>10}   CPU µs each")
    for count, *figures in rows:
        print(f"{count:>10,}" + "".join(f"{figure:10.1f}" for figure in figures))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        report(measure(pathlib.Path(name), [int(word) for word in sys.argv[1:]] or HELD))
