"""What happens when clients take every descriptor that the server may have."""

import contextlib
import json
import os
import socket
import ssl
import time

import pytest

from hostile import MODEL, HostileServer, ask, fauxto, files_allowed

ALLOWED = 48
PICTURES = "https://cdn.example.com/"
QUEUE = "/fal/queue/fal-ai/flux/srpo"


def until(condition):
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it never came about"
        time.sleep(0.05)


@pytest.fixture
def crowd():
    """Opens connections that say nothing until the server has no descriptor for a further one."""
    with contextlib.ExitStack() as opened:

        def come(server, count=2 * ALLOWED):
            for _ in range(count):
                opened.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=10))
            # A quarter is the server's own.
            until(lambda: len(os.listdir(f"/proc/{server.process.pid}/fd")) >= ALLOWED * 3 // 4)

        come.leave = opened.close
        yield come


@pytest.fixture
def server(tmp_path):
    """A server that has used nothing yet that it may need descriptors for."""
    (tmp_path / "picture.png").write_bytes(b"no picture")
    settings = tmp_path / "fauxto.json"
    settings.write_text(json.dumps({"references": {"map": {PICTURES: f"{tmp_path}/"}}}))
    flags = ("--threads", 2, "--ca", tmp_path / "ca", "--config", settings)
    with HostileServer(*flags, prepare=files_allowed(ALLOWED)) as server:
        yield server


def test_who_is_connected_is_served_and_who_waits_is_served_later(server, crowd):
    with contextlib.closing(server.connect()) as connected:
        crowd(server)
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as waiting:
            waiting.sendall(b"GET /_fauxto/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert ask(connected, "GET", "/_fauxto/health")[0] == 200
            status, answer = ask(connected, "POST", MODEL, {"prompt": "a cat"})
            assert status == 200
            assert ask(connected, "GET", "/" + answer["images"][0]["url"].split("/", 3)[3])[0] == 200
            crowd.leave()
            assert waiting.recv(4096).startswith(b"HTTP/1.1 200 ")
    assert server.health() == 200


def test_one_line_says_that_connections_wait(server, crowd):
    for _ in range(2):
        crowd(server)
        until(lambda: "have to wait" in server.said())
        crowd.leave()
        assert server.health() == 200
    lines = [line for line in server.said().splitlines() if line.startswith("fauxto: ")]
    assert lines == [
        "fauxto: connections have to wait: accepting a connection failed: Too many open files; allow more by ulimit -n"
    ]


def test_waiting_for_descriptors_costs_no_time(server, crowd):
    crowd(server)
    before = server.processor_seconds()
    time.sleep(1)
    assert server.processor_seconds() - before < 0.2


def test_what_needs_a_descriptor_has_one(server, crowd):
    """References, webhooks, jobs and streams that nobody used before there were no descriptors."""
    with contextlib.closing(server.connect()) as connected:
        crowd(server)
        reference = {"prompt": "a cat", "image_url": PICTURES + "picture.png"}
        status, answer = ask(connected, "POST", MODEL + "/image-to-image", reference)
        assert (status, answer["detail"][0]["type"]) == (422, "image_load_error")
        webhook = f"{QUEUE}?fal_webhook=http://127.0.0.1:1/hook"
        status, job = ask(connected, "POST", webhook, {"prompt": "a cat"})
        assert status == 200
        target = f"{QUEUE.rsplit('/', 1)[0]}/requests/{job['request_id']}/status"
        until(lambda: ask(connected, "GET", target)[1]["status"] == "COMPLETED")
        webhooks = lambda: ask(connected, "GET", "/_fauxto/webhooks")[1]["webhooks"]
        until(lambda: webhooks() and webhooks()[0]["attempts"])
        body = {"prompt": "a cat", "sync_mode": True}
        assert ask(connected, "POST", MODEL, body)[0] == 200
        delayed = {"Authorization": "Key id:secret", "Content-Type": "application/json", "X-Fauxto-Delay": "50ms"}
        assert ask(connected, "POST", MODEL, {"prompt": "a cat"}, delayed)[0] == 200
        crowd.leave()
    assert server.health() == 200


def test_tls_that_was_not_used_before_works_for_who_is_connected(server, crowd, tmp_path):
    plain = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    plain.sendall(b"GET /_fauxto/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert plain.recv(4096).startswith(b"HTTP/1.1 200 ")
    plain.sendall(b"CONNECT fal.run:443 HTTP/1.1\r\nHost: fal.run:443\r\n\r\n")
    assert plain.recv(4096).startswith(b"HTTP/1.1 200 ")
    crowd(server)
    context = ssl.create_default_context(cafile=tmp_path / "ca" / "authority.pem")
    with context.wrap_socket(plain, server_hostname="fal.run") as encrypted:
        encrypted.sendall(b"GET /fal-ai/flux/srpo HTTP/1.1\r\nHost: fal.run\r\n\r\n")
        assert encrypted.recv(4096).startswith(b"HTTP/1.1 ")


@pytest.mark.parametrize("allowed", [6, 12, 31])
def test_too_few_descriptors_to_serve_anybody_are_one_line(allowed):
    done = fauxto("serve", "--port", 0, prepare=files_allowed(allowed))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("fauxto: cannot listen: ") and done.stderr.count("\n") == 1
    assert "by ulimit -n" in done.stderr


def test_curl_is_handed_no_descriptor_but_its_own(tmp_path):
    """What a client holds open must not stay open in another program; seen by a program that takes curl's place."""
    seen = tmp_path / "seen"
    (tmp_path / "curl").write_text(f"#!/bin/sh\nls /proc/$$/fd > {seen}.new && mv {seen}.new {seen}\nprintf '200 '\n")
    (tmp_path / "curl").chmod(0o755)
    with HostileServer("--quiet", env={"PATH": f"{tmp_path}:/usr/bin:/bin"}) as server:
        with contextlib.closing(server.connect()) as connected:
            webhook = f"{QUEUE}?fal_webhook=http://127.0.0.1:1/hook"
            assert ask(connected, "POST", webhook, {"prompt": "a cat"})[0] == 200
            until(seen.exists)
    # A shell has the script itself open, by a number of its own choice.
    numbers = {int(number) for number in seen.read_text().split()}
    assert {0, 1, 2} <= numbers and not numbers & set(range(4, 10)), numbers
