"""TLS on the one port, as clients of all kinds speak it."""

import contextlib
import re
import socket
import ssl
import subprocess

import pytest

from tls_client import HEALTH, connect, openssl, s_client, strict_context


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_both_versions_of_tls_are_spoken_and_http_1_1_is_agreed_on(encrypted, authority, version):
    context = strict_context(authority)
    context.minimum_version = context.maximum_version = version
    context.set_alpn_protocols(["h2", "http/1.1"])
    with connect(encrypted, authority, "fal.run", context) as connection:
        assert connection.selected_alpn_protocol() == "http/1.1"
        for _ in range(3):
            connection.sendall(HEALTH)
            assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")


def test_older_versions_and_other_protocols_are_refused(encrypted, authority):
    assert "alert protocol version" in s_client(encrypted, authority, "-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0")
    assert "alert no application protocol" in s_client(encrypted, authority, "-alpn", "h2")


def test_sessions_are_resumed_in_tls_1_2(encrypted, authority):
    output = s_client(encrypted, authority, "-tls1_2", "-reconnect")
    assert len(re.findall(r"^Reused, TLSv1.2", output, re.MULTILINE)) == 5


def test_sessions_are_resumed_in_tls_1_3_whichever_loop_the_client_gets(start, authority):
    server = start("--quiet", "--threads", 3, "--ca", authority)
    context = strict_context(authority)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    with connect(server, authority, "fal.run", context) as connection:
        connection.sendall(HEALTH)
        connection.recv(4096)
        session = connection.session
    for _ in range(3):
        plain = socket.create_connection(("127.0.0.1", server.port), timeout=10)
        with context.wrap_socket(plain, server_hostname="fal.run", session=session) as connection:
            assert connection.session_reused
            connection.sendall(HEALTH)
            connection.recv(4096)
            session = connection.session


def test_renegotiation_is_refused(encrypted, authority):
    with subprocess.Popen(
        ["openssl", "s_client", "-connect", f"127.0.0.1:{encrypted.port}", "-tls1_2"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as client:  # fmt: skip
        # It takes an R at the start of a line for the order once the handshake is over.
        while not (line := client.stdout.readline()).startswith(b"    Verify return code"):
            assert line
        client.stdin.write(b"R\n")
        client.stdin.flush()
        output = client.stdout.read()
    assert b"no renegotiation" in output


def test_many_requests_share_a_connection_and_pieces_of_records_are_put_together(encrypted, authority):
    """Records are cut into single bytes on the wire, so that every read of the server ends inside one."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = strict_context(authority).wrap_bio(incoming, outgoing, server_hostname="fal.run")
    with socket.create_connection(("127.0.0.1", encrypted.port), timeout=10) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        def until_done(act):
            while True:
                try:
                    result = act()
                except ssl.SSLWantReadError:
                    result = None
                for byte in outgoing.read():
                    connection.sendall(bytes([byte]))
                if result is not None:
                    return result
                received = connection.recv(4096)
                assert received
                incoming.write(received)

        until_done(lambda: client.do_handshake() or True)
        for _ in range(2):
            client.write(HEALTH + HEALTH)
            answer = b""
            while answer.count(b'{"status":"ok"') < 2:
                answer += until_done(lambda: client.read(65536))


def test_records_that_arrive_together_are_all_answered_and_the_rest_of_one_is_waited_for(encrypted, authority):
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = strict_context(authority).wrap_bio(incoming, outgoing, server_hostname="fal.run")
    with socket.create_connection(("127.0.0.1", encrypted.port), timeout=10) as connection:

        def receive():
            received = connection.recv(65536)
            assert received
            incoming.write(received)

        while True:
            with contextlib.suppress(ssl.SSLWantReadError):
                client.do_handshake()
                break
            connection.sendall(outgoing.read())
            receive()
        for _ in range(3):
            client.write(HEALTH)
        records = outgoing.read()
        for part, wanted in ((records[:-10], 2), (records[-10:], 1)):
            connection.sendall(part)
            answer = b""
            while answer.count(b'{"status":"ok"') < wanted:
                receive()
                with contextlib.suppress(ssl.SSLWantReadError):
                    while True:
                        answer += client.read(65536)
            assert answer.count(b'{"status":"ok"') == wanted


def test_a_name_that_ends_in_a_dot_is_that_name(encrypted, authority):
    where = ("-connect", f"127.0.0.1:{encrypted.port}", "-servername", "FAL.run.")
    told = openssl("s_client", *where, "-verify_hostname", "fal.run", "-CAfile", authority / "authority.pem")
    assert "Verify return code: 0 (ok)" in told


def test_the_end_is_said_in_an_orderly_way(encrypted, authority):
    context = strict_context(authority)
    with connect(encrypted, authority, "fal.run", context) as connection:
        connection.sendall(HEALTH.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        # Without close_notify this would raise SSLEOFError.
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert answer.endswith(b"}}\n")
