"""Measures Fauxto beside nginx and Pillow in the same run and prints a table of each.

Every figure of speed is a ratio to nginx answering a constant body of the same size, taken in interleaved rounds: one
server thread each, pinned to the first processor, the load generator pinned to the last. CPU time per request (user and
system time of the server process, divided by the requests it answered) is the figure to trust on a shared machine;
requests per second also measure the load generator.
"""

import argparse
import json
import os
import pathlib
import resource
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.request

import encrypted
import pictures
import queue_jobs
import scenario
import waiting
from load import measure
from servers import BINARY, fauxto, free_port, nginx

PROMPT = "Mountain guide, sturdy build, wilderness wisdom, alert gaze, snow-capped peaks background, leading pose"
BODY = {
    "prompt": PROMPT,
    "image_size": "landscape_4_3",
    "num_inference_steps": 28,
    "guidance_scale": 4.5,
    "sync_mode": False,
    "num_images": 1,
    "enable_safety_checker": True,
    "acceleration": "none",
}


def post_script(directory, name, body):
    script = directory / f"{name}.lua"
    script.write_text(
        'wrk.method = "POST"\n'
        f"wrk.body = [==[{json.dumps(body, separators=(',', ':'))}]==]\n"
        'wrk.headers["Content-Type"] = "application/json"\n'
        'wrk.headers["Authorization"] = "Key id:secret"\n'
    )
    return script


def post(port, body):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/fal.run/fal-ai/flux/srpo",
        json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": "Key id:secret"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read()


def start_up(directory):
    """Milliseconds from starting the process to having read its first answer: the median of nine starts."""
    times = []
    for _ in range(9):
        port = free_port()
        started = time.perf_counter()
        process = subprocess.Popen(
            [BINARY, "serve", "--port", str(port), "--quiet"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        process.stdout.readline()
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(b"GET /_fauxto/health HTTP/1.1\r\nHost: x\r\n\r\n")
            assert connection.recv(4096).startswith(b"HTTP/1.1 200")
        times.append((time.perf_counter() - started) * 1000)
        process.terminate()
        process.wait(timeout=20)
    return statistics.median(times)


def drawing(directory, repetitions):
    """Rows of what drawing takes, by format and quality, beside Pillow."""
    best, good = fauxto(directory), fauxto(directory, imaging={"jpegQuality": 90})
    heavy = fauxto(directory, imaging={"texture": 0.6})
    rows = pictures.compare(
        {
            "PNG; Pillow: PNG": (best, "png", {"format": "PNG"}),
            "PNG, texture 0.6; Pillow: PNG": (heavy, "png", {"format": "PNG"}),
            "JPEG 95; Pillow: JPEG 95": (best, "jpeg", {"format": "JPEG", "quality": 95}),
            "JPEG 90; Pillow: JPEG 90": (good, "jpeg", {"format": "JPEG", "quality": 90}),
        },
        repetitions,
    )
    for server in (best, good, heavy):
        server.stop()
    return rows


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--seconds", type=int, default=2)
    arguments.add_argument("--repetitions", type=int, default=3, help="seeds for each prompt that is drawn")
    options = arguments.parse_args()
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))

    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        files = directory / "files"
        files.mkdir()
        os.chmod(directory, 0o755)

        server = fauxto(directory)
        idle = server.resident_megabytes()
        jpeg, png = {**BODY, "output_format": "jpeg"}, {**BODY, "output_format": "png"}
        answers = {"jpeg": json.loads(post(server.port, jpeg)), "png": json.loads(post(server.port, png))}
        paths = {}
        for kind, answer in answers.items():
            url = answer["images"][0]["url"]
            paths[kind] = url.partition(f":{server.port}")[2]
            with urllib.request.urlopen(url, timeout=20) as picture:
                (files / f"picture.{'jpg' if kind == 'jpeg' else kind}").write_bytes(picture.read())
        script = post_script(directory, "jpeg", jpeg)
        endpoint = "/fal.run/fal-ai/flux/srpo"
        peer = nginx(directory, len(post(server.port, jpeg)), encrypted.small_size(server), files)

        rows = []
        for connections in (64, 1, 1000):
            figures = measure(
                {
                    "nginx, constant": (peer, peer.url("/"), script),
                    "fal POST, JPEG": (server, server.url(endpoint), script),
                    "fal POST, PNG": (server, server.url(endpoint), post_script(directory, "png", png)),
                },
                options.rounds,
                connections,
                options.seconds,
            )
            rows += [(f"{name}, c={connections}", figures[name], figures["nginx, constant"]) for name in figures]
        # The image that was fetched first may have been forgotten under load, so it is promised anew.
        for kind in ("jpeg", "png"):
            url = json.loads(post(server.port, {**BODY, "output_format": kind}))["images"][0]["url"]
            suffix = "jpg" if kind == "jpeg" else kind
            size = len(urllib.request.urlopen(url, timeout=20).read())
            figures = measure(
                {
                    f"nginx, {kind} file of {size} B": (peer, peer.url(f"/files/picture.{suffix}"), None),
                    f"GET {kind} of {size} B": (server, url, None),
                },
                options.rounds,
                16,
                options.seconds,
            )
            first = next(iter(figures.values()))
            rows += [(f"{name}, c=16", figures[name], first) for name in figures]
        after = server.resident_megabytes()
        requests = encrypted.keep_alive(server, peer, endpoint, script, options.rounds, options.seconds)
        tunnels = encrypted.set_up(server, peer, options.rounds, options.seconds)
        server.stop()
        peer.stop()
        ruled = scenario.compare(directory, endpoint, script, options.rounds, options.seconds)
        asleep = encrypted.idle(directory, 1000)
        waited = waiting.measure(directory, BODY, 10_000)
        queued = queue_jobs.measure(directory)
        drawn = drawing(directory, options.repetitions)

        print(f"\n{'':44}{'CPU µs/request':>16}{'× nginx':>9}{'requests/s':>12}")
        for name, (cpu, rate), (reference, _) in rows:
            print(f"{name:44}{cpu:16.2f}{cpu / reference:9.2f}{rate:12,.0f}")
        scenario.report(ruled)
        encrypted.report(requests, tunnels)
        queue_jobs.report(queued)
        pictures.report(drawn)
        print(f"\nstart to first answer            {start_up(directory):8.1f} ms")
        print(f"resident, idle                   {idle:8.1f} MB")
        print(f"resident, after the load above   {after:8.1f} MB")
        print(f"resident, 1,000 idle over TLS    {asleep:8.1f} MB")
        waiting.report(*waited)


if __name__ == "__main__":
    main()
