"""Requests as bytes on sockets, so that a client can stop anywhere."""

import contextlib
import json
import socket
import ssl
import struct
import time

PATIENCE = 5


class Gone(Exception):
    """The server ended the connection, or sent what is no HTTP."""


class Answer:
    def __init__(self, status, fields, body):
        self.status, self.fields, self.body = status, fields, body

    def json(self):
        return json.loads(self.body)


def head(method, target, fields, length=None):
    fields = {"Host": "localhost", **fields}
    lines = [f"{method} {target} HTTP/1.1"] + [f"{name}: {value}" for name, value in fields.items()]
    if length is not None:
        lines.append(f"Content-Length: {length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def request(method, target, fields=None, body=None):
    """One request; a body that is no bytes is sent as JSON."""
    fields = dict(fields or {})
    if body is None:
        return head(method, target, fields, 0 if method in ("POST", "PUT") else None)
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
        fields.setdefault("Content-Type", "application/json")
    return head(method, target, fields, len(body)) + body


@contextlib.contextmanager
def connected(port, patience=PATIENCE, receive_buffer=None):
    with socket.socket() as connection:
        if receive_buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        connection.settimeout(patience)
        connection.connect(("127.0.0.1", port))
        yield connection


def encrypt(connection, authority, host="localhost"):
    context = ssl.create_default_context(cafile=authority)
    return context.wrap_socket(connection, server_hostname=host)


def reset(connection):
    """Has closing tell the server that the client is gone, rather than that it is done."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class Reader:
    """What comes on a connection, until a deadline for all of it: a drip would otherwise never end."""

    def __init__(self, connection):
        self.connection, self.pending = connection, b""
        self.deadline = time.monotonic() + connection.gettimeout()

    def more(self):
        rest = self.deadline - time.monotonic()
        if rest <= 0:
            raise Gone("no whole answer in time")
        self.connection.settimeout(rest)
        some = self.connection.recv(65_536)
        self.pending += some
        return some

    def line(self):
        while b"\r\n" not in self.pending:
            if len(self.pending) > 65_536 or not self.more():
                raise Gone(f"no line: {self.pending[:100]!r}")
        line, _, self.pending = self.pending.partition(b"\r\n")
        return line

    def exactly(self, count):
        while len(self.pending) < count:
            if not self.more():
                raise Gone(f"{len(self.pending)} of {count} bytes")
        content, self.pending = self.pending[:count], self.pending[count:]
        return content

    def rest(self):
        while self.more():
            pass
        return self.pending


def read(connection, has_body=True):
    """The next answer on a connection, within the patience of the connection for all of it."""
    patience = connection.gettimeout()
    reader = Reader(connection)
    try:
        words = reader.line().split(b" ", 2)
        if not words[0].startswith(b"HTTP/1.") or len(words) < 2:
            raise Gone(repr(words)[:100])
        status, fields = int(words[1]), {}
        while line := reader.line():
            name, _, value = line.decode("latin-1").partition(":")
            fields[name.lower()] = value.strip()
        if not has_body or status in (204, 304) or status < 200:
            return Answer(status, fields, b"")
        return Answer(status, fields, body_of(reader, fields))
    except (OSError, ValueError) as reason:
        raise Gone(repr(reason)) from reason
    finally:
        connection.settimeout(patience)


def body_of(reader, fields):
    if fields.get("transfer-encoding") == "chunked":
        body = b""
        while size := int(reader.line().split(b";")[0], 16):
            body += reader.exactly(size)
            reader.line()
        reader.line()
        return body
    if "content-length" in fields:
        return reader.exactly(int(fields["content-length"]))
    return reader.rest()


def exchange(port, method, target, fields=None, body=None, patience=PATIENCE):
    """One request on a connection of its own."""
    with connected(port, patience) as connection:
        connection.sendall(request(method, target, fields, body))
        return read(connection, method != "HEAD")
