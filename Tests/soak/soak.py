"""Holds the release binary under mixed load with faults of every kind, and fails where it grows, slows down or gives in.

All that the server keeps by design is bounded by settings that are small here, so that it is full early on: what grows
in the second half is a leak.
"""

import argparse
import collections
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time

import receiver
from watching import Watch, parts, resources
from wire import exchange

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("FAUXTO", ROOT / ".build" / "release" / "fauxto"))
PROCESSES, THREADS = 2, 12

SETTINGS = {
    "threads": 2,
    "journal": {"maximumEntries": 200, "maximumBytes": 1 << 20},
    "images": {"maximumRecipes": 1000, "maximumRecipeBytes": 4 << 20, "maximumCacheBytes": 4 << 20},
    "uploads": {"maximumBytes": 2 << 20, "maximumTotalBytes": 2 << 20},
    "queue": {"maximumJobs": 100, "maximumBytes": 2 << 20, "retentionSeconds": 3, "fixedDurationMilliseconds": 100},
    "webhooks": {"maximumAttempts": 2, "timeoutMilliseconds": 1000, "maximumDeliveries": 50, "maximumBytes": 2 << 20},
    "limits": {
        "headTimeoutMilliseconds": 1000, "idleTimeoutMilliseconds": 3000, "bodyProgressTimeoutMilliseconds": 1000,
        "writeProgressTimeoutMilliseconds": 1000, "lingerTimeoutMilliseconds": 500,
    },
}  # fmt: skip


def start(folder, pictures):
    settings = {**SETTINGS, "references": {"map": {"https://cdn.example.com/": f"{pictures}/"}}}
    (folder / "fauxto.json").write_text(json.dumps(settings))
    server = subprocess.Popen(
        [BINARY, "serve", "--port", "0", "--config", folder / "fauxto.json", "--ca", folder / "ca"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace",
    )  # fmt: skip
    last = collections.deque(maxlen=30)
    threading.Thread(target=lambda: last.extend(line.rstrip() for line in server.stderr), daemon=True).start()
    return server, int(server.stdout.readline().rpartition(":")[2]), last


def draw(folder):
    folder.mkdir()
    for number, size in enumerate(("64x64", "320x200", "1024x768")):
        subprocess.run(
            [BINARY, "render", "--prompt", "a bird", "--size", size, "--output", folder / f"{number}.png"],
            check=True, capture_output=True,
        )  # fmt: skip
    return sorted(folder.iterdir())


def spread(arguments, world):
    """Starts the processes of the load."""
    return [
        subprocess.Popen(
            [sys.executable, "load.py", json.dumps({**world, "first": 1000 * number + arguments.seed, "threads": THREADS})],
            cwd=pathlib.Path(__file__).parent, stdout=subprocess.PIPE, text=True,
        )
        for number in range(PROCESSES)
    ]  # fmt: skip


def settled(server, limit=20):
    """What the server takes once all clients are gone, waited for as long as that gets less."""
    deadline = time.monotonic() + limit
    before = resources(server.pid)
    while time.monotonic() < deadline:
        time.sleep(2)
        now = resources(server.pid)
        if now[1:] == before[1:]:
            return now
        before = now
    return before


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--megabytes", type=float, default=5, help="growth of the second half that is still none")
    parser.add_argument("--slower", type=float, default=1.5, help="how many times as slow the last third may be")
    parser.add_argument("--pause", type=float, default=0.1, help="seconds between two acts of a client at most")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fauxto-soak-") as folder:
        sys.exit(soak(arguments, pathlib.Path(folder)))


def soak(arguments, folder):
    pictures = draw(folder / "pictures")
    server, port, last = start(folder, folder / "pictures")
    hooks = receiver.start()
    world = {
        "port": port, "authority": str(folder / "ca" / "authority.pem"), "receiver": hooks.server_port,
        "pictures": [str(file) for file in pictures], "pause": arguments.pause,
    }  # fmt: skip
    try:
        # Whatever is opened once is open after this.
        for load in spread(arguments, {**world, "seconds": min(10, arguments.seconds / 5)}):
            load.communicate()
        idle = settled(server)
        watch = Watch(server, port)
        loads = spread(arguments, {**world, "seconds": arguments.seconds})
        outcomes = [json.loads(load.communicate()[0]) for load in loads]
        watch.stop()
        after = settled(server) if server.poll() is None else None
        problems = judge(arguments, watch, idle, after, outcomes)
        if server.poll() is None and exchange(port, "GET", "/_fauxto/health").status != 200:
            problems.append("the server is not well")
        began = time.monotonic()
        server.send_signal(signal.SIGTERM)
        status = server.wait(timeout=20)
        print(f"ended with {status} after {time.monotonic() - began:.1f} s; {hooks.taken} webhooks taken")
        if status != 0:
            problems.append(f"the server ended with {status}")
    finally:
        server.kill()
    for problem in problems:
        print(f"FAILED: {problem}")
    if problems:
        print("the last lines of its log:", *last, sep="\n    ")
    return 1 if problems else 0


def judge(arguments, watch, idle, after, outcomes):
    """Prints what was seen, and returns what must not be."""
    done = sum((collections.Counter(outcome["done"]) for outcome in outcomes), collections.Counter())
    print(f"{done.total()} acts: " + ", ".join(f"{name} {count}" for name, count in done.most_common()))
    if after is None:
        return ["the server is gone"]
    memory, descriptors, threads, latency = zip(*watch.samples)
    half = len(memory) // 2
    growth = parts(memory[half:], 5)[-1] - parts(memory[half:], 5)[0]
    thirds = parts(latency, 3)
    rows = {
        "resident, MB": [f"{value:.1f}" for value in parts(memory, 10)],
        "descriptors": [f"{value:.0f}" for value in parts(descriptors, 10)],
        "threads": [f"{value:.0f}" for value in parts(threads, 10)],
        "latency, ms": [f"{value:.1f}" for value in parts(latency, 10)],
    }
    for name, row in rows.items():
        print(f"{name:13}" + "".join(f"{value:>8}" for value in row))
    print(f"growth of the second half {growth:+.1f} MB; medians of latency by thirds", *(f"{t:.1f}" for t in thirds), "ms")
    for name, (resident, open_files, running) in (("before", idle), ("after", after)):
        print(f"idle {name}: {resident:.1f} MB, {open_files} descriptors, {running} threads")
    problems = watch.failures[:5]
    for outcome in outcomes:
        problems += outcome["unexpected"][:10]
    if growth > arguments.megabytes:
        problems.append(f"resident memory grew by {growth:.1f} MB over the second half")
    if thirds[2] > thirds[0] * arguments.slower + 2:
        problems.append(f"the median of latency went from {thirds[0]:.1f} to {thirds[2]:.1f} ms")
    if after[1] > idle[1] + 2:
        problems.append(f"{after[1] - idle[1]} descriptors more are open than before")
    if after[2] > idle[2] + 2:
        problems.append(f"{after[2] - idle[2]} threads more run than before")
    return problems


if __name__ == "__main__":
    main()
