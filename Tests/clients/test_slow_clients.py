"""Clients that take their time on purpose: none holds a connection longer than the limits say, or anybody up."""

import contextlib
import json
import socket
import ssl
import time

import pytest

from hostile import HostileServer

LIMIT = 0.4
HEAD = b"POST /fal/fal-ai/flux/srpo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Key id:secret\r\n"
HEALTH = b"GET /_fauxto/health HTTP/1.1\r\nHost: localhost\r\n\r\n"
CONNECT = b"CONNECT fal.run:443 HTTP/1.1\r\nHost: fal.run:443\r\n\r\n"


@pytest.fixture
def server(tmp_path):
    milliseconds = int(LIMIT * 1000)
    settings = tmp_path / "fauxto.json"
    settings.write_text(
        json.dumps(
            {
                # Files as large as real ones.
                "imaging": {"texture": 0.6},
                "limits": {
                    "headTimeoutMilliseconds": milliseconds,
                    "idleTimeoutMilliseconds": milliseconds,
                    "bodyProgressTimeoutMilliseconds": milliseconds,
                    "writeProgressTimeoutMilliseconds": milliseconds,
                    "lingerTimeoutMilliseconds": milliseconds,
                }
            }
        )
    )
    with HostileServer("--quiet", "--ca", tmp_path / "ca", "--config", settings) as server:
        yield server


def client_hello():
    outgoing = ssl.MemoryBIO()
    client = ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), outgoing, server_hostname="fal.run")
    with contextlib.suppress(ssl.SSLWantReadError):
        client.do_handshake()
    return outgoing.read()


def never_ending_head():
    yield from (bytes([byte]) for byte in HEAD)
    while True:
        yield b"X-More: of it\r\n"[:1]


def one_byte_each(opening):
    while True:
        yield from (bytes([byte]) for byte in opening)


# What is sent at once, what then comes byte by byte, and what the server may answer.
DRIPS = {
    "a head": (b"", never_ending_head, b"HTTP/1.1 408 "),
    "a second head": (HEALTH, never_ending_head, b"HTTP/1.1 200 "),
    "a head in a tunnel": (CONNECT, never_ending_head, b"HTTP/1.1 200 "),
    "a ClientHello": (b"", lambda: one_byte_each(client_hello()), b""),
    "a ClientHello in a tunnel": (CONNECT, lambda: one_byte_each(client_hello()), b"HTTP/1.1 200 "),
    "empty lines before a head": (b"", lambda: one_byte_each(b"\r\n"), b""),
}


@pytest.mark.parametrize("opening, drip, answer", DRIPS.values(), ids=DRIPS.keys())
def test_a_byte_now_and_then_does_not_hold_a_connection(server, opening, drip, answer):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(opening)
        received = b""
        if opening:
            received = connection.recv(4096)
        connection.settimeout(LIMIT / 10)
        began = time.monotonic()
        for byte in drip():
            assert time.monotonic() - began < 20 * LIMIT, "the connection is still held"
            try:
                connection.sendall(byte)
                some = connection.recv(4096)
            except TimeoutError:
                continue
            except (ConnectionResetError, BrokenPipeError):
                break
            if not some:
                break
            received += some
    assert received.startswith(answer)


SILENCES = {
    "from the start": b"",
    "after an answer": HEALTH,
    "after a tunnel was opened": CONNECT,
    "in a head": HEAD[:50],
    "in a body": HEAD + b"Content-Type: application/json\r\nContent-Length: 20\r\n\r\n{",
    "in a chunk": HEAD + b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{",
    "in a ClientHello": client_hello()[:60],
    "after a ClientHello": client_hello(),
}


@pytest.mark.parametrize("opening", SILENCES.values(), ids=SILENCES.keys())
def test_a_client_that_falls_silent_is_closed(server, opening):
    with socket.create_connection(("127.0.0.1", server.port), timeout=20 * LIMIT) as connection:
        connection.sendall(opening)
        with contextlib.suppress(ConnectionResetError):
            while connection.recv(4096):
                pass


def test_a_client_that_takes_no_answer_is_reset(server):
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(20 * LIMIT)
        connection.connect(("127.0.0.1", server.port))
        # Far more than the kernel takes off the server's hands.
        picture = {"image_size": {"width": 1536, "height": 1536}, "num_images": 4, "output_format": "png"}
        body = json.dumps({"prompt": "a cat", "sync_mode": True, **picture}).encode()
        connection.sendall(HEAD + b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        assert connection.recv(16).startswith(b"HTTP/1.1 200")
        time.sleep(3 * LIMIT)
        with contextlib.suppress(ConnectionResetError):
            received = 0
            while some := connection.recv(1 << 20):
                received += len(some)
            pytest.fail(f"{received} bytes of an answer that was to be given up, and no reset")


def test_hundreds_of_slow_clients_hold_up_nobody(server):
    slow = [b"", HEAD[:50], client_hello()[:60], SILENCES["in a body"], CONNECT, SILENCES["in a chunk"]]
    with contextlib.ExitStack() as opened:
        for number in range(300):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=10)
            opened.enter_context(connection)
            connection.sendall(slow[number % len(slow)])
            if number % 50 == 49:
                began = time.monotonic()
                assert server.health() == 200
                assert time.monotonic() - began < 5
    assert server.health() == 200
