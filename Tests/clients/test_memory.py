"""How much memory the server takes for what it holds for its clients, and that it gives it back."""

import pathlib
import socket
import threading
import time

import pytest
import requests

MEGABYTE = 1 << 20
FIELDS = {"Authorization": "Key id:secret"}


def resident(server):
    """The megabytes of the server that are in memory."""
    for line in pathlib.Path(f"/proc/{server.process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0


def becomes(condition):
    """Waits until something holds, for half a minute at most; returns whether it does."""
    deadline = time.monotonic() + 30
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def buffered(server):
    return requests.get(f"{server.url}/_fauxto/health", timeout=10).json()["buffered"]


@pytest.fixture
def bounded(start, tmp_path):
    """A server that holds 64 MiB for its clients."""
    file = tmp_path / "fauxto.json"
    file.write_text("{ limits: { bufferedBytes: 67108864 } }")
    return start("--quiet", "--config", file)


def test_unfinished_bodies_take_no_more_than_the_budget(bounded):
    before = resident(bounded)
    head = (
        b"POST /fal/fal-ai/flux/srpo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Key id:secret\r\n"
        b"Content-Type: application/json\r\nContent-Length: 60000001\r\n\r\n"
    )
    clients = [socket.create_connection(("127.0.0.1", bounded.port), timeout=10) for _ in range(12)]
    for client in clients:
        client.sendall(head)
    for _ in range(30):
        for client in clients:
            try:
                client.sendall(b"x" * 1_000_000)
            except ConnectionError:
                pass
    state = buffered(bounded)
    assert 16 * MEGABYTE < state["bytes"] <= state["limit"] == 64 * MEGABYTE
    assert 8 <= state["refused"] < 12
    assert resident(bounded) - before < 64 + 32
    for client in clients:
        client.close()
    assert becomes(lambda: buffered(bounded)["bytes"] == 0)
    assert becomes(lambda: resident(bounded) - before < 16)


def test_what_large_images_inside_of_answers_took_goes_back(start):
    server = start("--quiet")
    before = resident(server)
    body = {
        "prompt": "a cat", "sync_mode": True, "num_images": 4, "output_format": "png",
        "image_size": {"width": 6000, "height": 6000},
    }  # fmt: skip
    lengths = []

    def ask():
        answer = requests.post(f"{server.url}/fal/fal-ai/flux/srpo", json=body, headers=FIELDS, timeout=120)
        lengths.append(len(answer.content))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(lengths) == 6
    assert min(lengths) > 4 * MEGABYTE
    assert buffered(server)["bytes"] == 0
    assert becomes(lambda: resident(server) - before < 16)
