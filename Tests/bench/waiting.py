"""Has ten thousand requests wait for their answer at a time, and says what that takes and how late the answers come."""

import gc
import json
import select
import socket
import time

from servers import fauxto

DELAY_SECONDS = 8


def measure(directory, body, count):
    """Returns the megabytes resident while `count` requests wait, and the seconds by which each answer came too late.

    The latter are a client's, sorted: the time from when a request was sent until its answer was found to be there, less
    the configured delay. So they hold what this client itself was busy with others.
    """
    latency = {"fixedDelayMilliseconds": DELAY_SECONDS * 1000}
    server = fauxto(directory, as_is=True, latency=latency, limits={"connections": count + 100})
    body = json.dumps(body).encode()
    request = (
        b"POST /fal.run/fal-ai/flux/srpo HTTP/1.1\r\nHost: x\r\nAuthorization: Key id:secret\r\n"
        b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
    ) + body
    gc.disable()
    poll = select.epoll()
    connections, sent = {}, {}
    for _ in range(count):
        connection = socket.create_connection(("127.0.0.1", server.port))
        connections[connection.fileno()] = connection
        poll.register(connection, select.EPOLLIN)
        sent[connection.fileno()] = time.perf_counter()
        connection.sendall(request)
    # Every request has been read once the health check behind them is answered.
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(b"GET /_fauxto/health HTTP/1.1\r\nHost: x\r\n\r\n")
        connection.recv(4096)
    resident = server.resident_megabytes()
    lateness = []
    while connections:
        events = poll.poll(2 * DELAY_SECONDS, count)
        assert events, f"{len(connections)} requests were not answered"
        now = time.perf_counter()
        for descriptor, _ in events:
            lateness.append(now - sent[descriptor] - DELAY_SECONDS)
            connection = connections.pop(descriptor)
            assert connection.recv(4096).startswith(b"HTTP/1.1 200")
            connection.close()
    gc.enable()
    after = server.resident_megabytes()
    server.stop()
    return resident, after, sorted(lateness)


def report(resident, after, lateness):
    """Prints what ``measure`` returned."""
    count = len(lateness)
    median, late = lateness[count // 2] * 1000, lateness[count * 99 // 100] * 1000
    print(f"resident, {count:,} waiting         {resident:8.1f} MB ({after:.1f} MB afterwards)")
    print(f"they are answered too late by    {median:8.1f} ms (median), {late:.1f} ms (p99)")
