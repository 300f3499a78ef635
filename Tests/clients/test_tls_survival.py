"""What clients of TLS may do wrong, on purpose or not, without the others noticing."""

import contextlib
import json
import pathlib
import re
import resource
import socket
import ssl
import time
import warnings

import pytest

from tls_client import HEALTH, connect

CONNECT = b"CONNECT fal.run:443 HTTP/1.1\r\nHost: fal.run:443\r\n\r\n"


def client_hello():
    outgoing = ssl.MemoryBIO()
    client = ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), outgoing, server_hostname="fal.run")
    with contextlib.suppress(ssl.SSLWantReadError):
        client.do_handshake()
    return outgoing.read()


def open_plain(server, through_tunnel, timeout=10):
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=timeout)
    if through_tunnel:
        connection.sendall(CONNECT)
        assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")
    return connection


def rest(connection):
    """What comes until the server ends the connection, however it does."""
    received = b""
    with contextlib.suppress(ConnectionResetError):
        while some := connection.recv(4096):
            received += some
    return received


def assert_answers(connection):
    connection.sendall(HEALTH)
    assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")


OPENINGS = {
    "garbage after the first byte": b"\x16" + bytes(range(255)),
    "a record longer than any may be": b"\x16\x03\x01\xff\xff" + bytes(512),
    "a message longer than any may be": b"\x16\x03\x01\x00\x04\x01\xff\xff\xff",
    "nothing but empty records": b"\x16\x03\x01\x00\x00" * 64,
    "a version that never was": b"\x16\x09\x09" + client_hello()[3:],
    "a ClientHello that lies about a length": client_hello()[:43] + b"\xff" + client_hello()[44:],
    "a hello of SSL 2": b"\x80\x2e\x01\x03\x01\x00\x15\x00\x00\x00\x10" + bytes(37),
    "an alert at once": b"\x15\x03\x03\x00\x02\x02\x28",
    "encrypted data at once": b"\x17\x03\x03\x00\x20" + bytes(32),
    "an alert after the ClientHello": client_hello() + b"\x15\x03\x03\x00\x02\x02\x28",
}


@pytest.mark.parametrize("through_tunnel", [False, True], ids=["direct", "tunnel"])
@pytest.mark.parametrize("opening", OPENINGS.values(), ids=OPENINGS.keys())
def test_what_is_no_handshake_ends_its_connection_and_no_other(encrypted, authority, opening, through_tunnel):
    with connect(encrypted, authority) as bystander:
        assert_answers(bystander)
        with open_plain(encrypted, through_tunnel, timeout=4) as connection:
            connection.sendall(opening)
            rest(connection)
        assert_answers(bystander)
    with connect(encrypted, authority) as newcomer:
        assert_answers(newcomer)


@pytest.mark.parametrize("through_tunnel", [False, True], ids=["direct", "tunnel"])
def test_a_client_hello_that_is_cut_off_ends_the_connection(encrypted, through_tunnel):
    hello = client_hello()
    for length in (1, 5, 6, len(hello) // 2, len(hello) - 1):
        with open_plain(encrypted, through_tunnel, timeout=4) as connection:
            connection.sendall(hello[:length])
            connection.shutdown(socket.SHUT_WR)
            rest(connection)


@pytest.mark.parametrize("through_tunnel", [False, True], ids=["direct", "tunnel"])
@pytest.mark.parametrize("share", [0.5, 1], ids=["half a ClientHello", "a ClientHello"])
def test_a_client_that_stalls_in_the_handshake_is_closed(start, authority, tmp_path, share, through_tunnel):
    settings = tmp_path / "fauxto.json"
    settings.write_text(json.dumps({"limits": {"headTimeoutMilliseconds": 100}}))
    server = start("--quiet", "--ca", authority, "--config", settings)
    hello = client_hello()
    # Were it another limit, the client would lose patience first.
    with open_plain(server, through_tunnel, timeout=4) as connection:
        connection.sendall(hello[: int(len(hello) * share)])
        received = rest(connection)
    assert (received[:1] == b"\x16") == (share == 1)


def status(server):
    return pathlib.Path(f"/proc/{server.process.pid}/status").read_text()


def peak_megabytes(server):
    return int(re.search(r"VmHWM:\s+(\d+)", status(server))[1]) / 1024


def open_files(server):
    return len(list(pathlib.Path(f"/proc/{server.process.pid}/fd").iterdir()))


def wait_for_files(server, wanted):
    deadline = time.monotonic() + 20
    while not wanted(count := open_files(server)):
        assert time.monotonic() < deadline, f"{count} files are open"


@pytest.fixture
def sockets():
    """How many sockets a process may open, raised as far as it goes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield hard - 200
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_thousands_that_never_speak_or_stop_half_way_are_survived(start, authority, sockets, tmp_path):
    silent = min(10_000, sockets * 5 // 6)
    halting = silent // 5
    if silent < 10_000:
        warnings.warn(f"{silent + halting} connections instead of 12000, for want of file descriptors")
    settings = tmp_path / "fauxto.json"
    # Whoever stops half way is to be there until all have come, however slow the machine is.
    settings.write_text(json.dumps({"limits": {"headTimeoutMilliseconds": 60_000}}))
    server = start("--quiet", "--ca", authority, "--config", settings)
    half = client_hello()[:100]
    with connect(server, authority) as bystander:
        assert_answers(bystander)
        before, files = peak_megabytes(server), open_files(server)
        with contextlib.ExitStack() as opened:
            for number in range(silent + halting):
                connection = opened.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
                if number >= silent:
                    connection.sendall(half)
                if number % 1000 == 0:
                    assert_answers(bystander)
            wait_for_files(server, lambda count: count >= files + silent + halting)
            with connect(server, authority) as newcomer:
                assert_answers(newcomer)
            assert_answers(bystander)
            grown = peak_megabytes(server) - before
        wait_for_files(server, lambda count: count <= files)
        assert_answers(bystander)
    print(f"{grown:.1f} MB more at the peak")
    # It was 94 MB: half a kilobyte for each that is silent, and what OpenSSL keeps of a handshake for the others.
    assert grown < (silent * 2 + halting * 64) / 1024


def test_more_connections_are_served_than_the_shell_allows_files(start, sockets):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    server = start("--quiet")
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    with contextlib.ExitStack() as opened:
        for _ in range(400):
            opened.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=4))
        with socket.create_connection(("127.0.0.1", server.port), timeout=4) as newcomer:
            assert_answers(newcomer)
