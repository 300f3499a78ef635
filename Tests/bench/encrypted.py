"""What TLS costs: requests on connections that stay, and tunnels that are opened for one request each, beside nginx.

nginx knows no CONNECT, so beside a tunnel stands a handshake with it, one request and the close.
"""

import multiprocessing
import os
import socket
import ssl
import statistics
import time

from load import measure
from servers import LOAD_CPU, fauxto

HEALTH = b"GET /_fauxto/health HTTP/1.1\r\nHost: localhost\r\n\r\n"
CONNECT = b"CONNECT fal.run:443 HTTP/1.1\r\nHost: fal.run:443\r\n\r\n"
BODY = b'{"prompt":"a cat"}'
POST = (
    b"POST /fal-ai/flux/srpo HTTP/1.1\r\nHost: fal.run\r\nAuthorization: Key id:secret\r\n"
    b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(BODY)
) + BODY
PROCESSES = 2


def small_size(server):
    """The size of the answer of the health check."""
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(HEALTH)
        return len(connection.recv(4096).partition(b"\r\n\r\n")[2])


def keep_alive(server, peer, endpoint, script, rounds, seconds):
    """Medians of microseconds per request: {what: (nginx, nginx over TLS, Fauxto, Fauxto over TLS)}."""
    kinds = {
        "validated fal POST": ("/", endpoint, script),
        "health check": ("/small", "/_fauxto/health", None),
    }
    rows = {}
    for kind, (constant, path, script) in kinds.items():
        figures = measure(
            {
                "nginx": (peer, peer.url(constant), script),
                "nginx, TLS": (peer, peer.tls_url(constant), script),
                "fauxto": (server, server.url(path), script),
                "fauxto, TLS": (server, server.tls_url(path), script),
            },
            rounds,
            64,
            seconds,
        )
        rows[kind] = tuple(cpu for cpu, _ in figures.values())
    return rows


def context():
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    client.minimum_version = ssl.TLSVersion.TLSv1_3
    return client


def dial(port, opening, request, client, session):
    """One connection from its beginning to its end; returns its session."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as plain:
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if opening:
            plain.sendall(opening)
            assert plain.recv(4096).startswith(b"HTTP/1.1 200")
        with client.wrap_socket(plain, server_hostname="fal.run", session=session) as connection:
            connection.sendall(request)
            assert connection.recv(65536).startswith(b"HTTP/1.1 200")
            assert connection.session_reused == (session is not None)
            return connection.session


def dial_often(port, opening, request, resumes, seconds, count):
    os.sched_setaffinity(0, {int(LOAD_CPU)})
    client = context()
    session = dial(port, opening, request, client, None) if resumes else None
    done, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        latest = dial(port, opening, request, client, session)
        session = latest if resumes else None
        done += 1
    count.value = done


def dialled(server, port, opening, request, resumes, seconds):
    """Microseconds of the server's processor per connection, and connections per second."""
    fork = multiprocessing.get_context("fork")
    counts = [fork.Value("i", 0) for _ in range(PROCESSES)]
    clients = [
        fork.Process(target=dial_often, args=(port, opening, request, resumes, seconds, count)) for count in counts
    ]
    before = server.cpu_seconds()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
        assert client.exitcode == 0
    total = sum(count.value for count in counts)
    return (server.cpu_seconds() - before) * 1e6 / total, total / seconds


def set_up(server, peer, rounds, seconds):
    """Medians of (microseconds, connections per second) for tunnels, and for nginx's handshakes."""
    kinds = {}
    for kind, resumes in (("full handshake", False), ("resumed", True)):
        kinds[f"nginx, {kind}, GET"] = (peer, peer.tls_port, None, HEALTH, resumes)
        kinds[f"CONNECT, {kind}, fal POST"] = (server, server.port, CONNECT, POST, resumes)
    figures = {name: [] for name in kinds}
    for _ in range(rounds):
        for name, arguments in kinds.items():
            figures[name].append(dialled(*arguments, seconds))
    return {name: tuple(statistics.median(column) for column in zip(*rows)) for name, rows in figures.items()}


def idle(directory, count):
    """Resident megabytes with so many connections over TLS that have had an answer and ask for nothing more."""
    server = fauxto(directory)
    client = context()
    connections = []
    for _ in range(count):
        connection = client.wrap_socket(socket.create_connection(("127.0.0.1", server.port)))
        connection.sendall(HEALTH)
        assert connection.recv(4096).startswith(b"HTTP/1.1 200")
        connections.append(connection)
    resident = server.resident_megabytes()
    for connection in connections:
        connection.close()
    server.stop()
    return resident


def report(requests, tunnels):
    columns = ("nginx", "TLS", "adds", "fauxto", "TLS", "adds")
    print(f"\n{'CPU µs/request, c=64':30}{''.join(f'{column:>9}' for column in columns)}{'× nginx TLS':>13}")
    for kind, (plain, encrypted, ours, ours_encrypted) in requests.items():
        print(
            f"{kind:30}{plain:9.2f}{encrypted:9.2f}{encrypted - plain:9.2f}"
            f"{ours:9.2f}{ours_encrypted:9.2f}{ours_encrypted - ours:9.2f}{ours_encrypted / encrypted:13.2f}"
        )
    # How many per second is a matter of the clients, which are Python.
    print(f"\n{'opened, used once, closed':44}{'CPU µs each':>16}{'per second':>12}")
    for name, (cpu, rate) in tunnels.items():
        print(f"{name:44}{cpu:16.1f}{rate:12,.0f}")
