"""What a server takes, sampled once a second, and how fast it answers a client that does nothing unusual."""

import pathlib
import re
import statistics
import threading
import time

from wire import Gone, exchange

INTERVAL = 1
PROBES = 5


class Watch:
    """Samples of a process until `stop`."""

    def __init__(self, process, port):
        self.process, self.port = process, port
        self.samples, self.failures = [], []
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while not self.is_over.wait(INTERVAL / PROBES) and self.process.poll() is None:
            latencies = [self.probe() for _ in range(PROBES)]
            self.samples.append((*resources(self.process.pid), statistics.median(latencies)))
            self.is_over.wait(INTERVAL)

    def probe(self):
        began = time.monotonic()
        try:
            answer = exchange(
                self.port, "POST", "/fal/fal-ai/flux/srpo", {"Authorization": "Key probe:secret"}, {"prompt": "a probe"}
            )
            if answer.status != 200:
                self.failures.append(f"the probe was answered {answer.status}")
        except (Gone, OSError) as reason:
            self.failures.append(f"the probe failed: {reason!r}")
        return (time.monotonic() - began) * 1000

    def stop(self):
        self.is_over.set()
        self.thread.join()


def resources(process):
    """Resident megabytes, descriptors and threads of a process."""
    status = pathlib.Path(f"/proc/{process}/status").read_text()
    figure = lambda name: int(re.search(rf"{name}:\s+(\d+)", status)[1])
    return figure("VmRSS") / 1024, len(list(pathlib.Path(f"/proc/{process}/fd").iterdir())), figure("Threads")


def parts(values, count):
    """The medians of so many parts of a series, one after the other."""
    size = len(values) / count
    return [statistics.median(values[int(size * n) : max(int(size * n) + 1, int(size * (n + 1)))]) for n in range(count)]
