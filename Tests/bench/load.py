"""Loads servers with wrk, in turn, and says what each request took."""

import re
import statistics
import subprocess
import sys

from servers import LOAD_CPU


def wrk(url, connections, seconds, script=None):
    command = ["taskset", "--cpu-list", LOAD_CPU, "wrk", "--threads", "1", "--connections", connections]
    command += ["--duration", f"{seconds}s", "--latency"]
    if script:
        command += ["--script", script]
    output = subprocess.run([*map(str, command), url], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        print(f"warning: {url}: {output}", file=sys.stderr)
    return int(re.search(r"(\d+) requests in", output)[1]), float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def measure(servers, rounds, connections, seconds):
    """Loads each of {name: (server, url, script)} in turn; returns the medians {name: (CPU µs, rps)}."""
    figures = {name: [] for name in servers}
    for _ in range(rounds):
        for name, (server, url, script) in servers.items():
            before = server.cpu_seconds()
            requests, rate = wrk(url, connections, seconds, script)
            figures[name].append(((server.cpu_seconds() - before) * 1e6 / requests, rate))
    return {name: tuple(statistics.median(column) for column in zip(*rows)) for name, rows in figures.items()}
