"""Requests as bytes on sockets, so that a client can stop anywhere."""

import contextlib
import json
import socket
import ssl
import struct

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


def read(connection, has_body=True):
    """The next answer on a connection."""
    try:
        file = connection.makefile("rb")
        line = file.readline(65_536)
        words = line.split(b" ", 2)
        if not line.startswith(b"HTTP/1.") or len(words) < 2:
            raise Gone(line[:100])
        status, fields = int(words[1]), {}
        while (line := file.readline(65_536)) not in (b"\r\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            fields[name.lower()] = value.strip()
        if not has_body or status in (204, 304) or status < 200:
            return Answer(status, fields, b"")
        return Answer(status, fields, body_of(file, fields))
    except (OSError, ValueError) as reason:
        raise Gone(repr(reason)) from reason


def body_of(file, fields):
    if fields.get("transfer-encoding") == "chunked":
        body = b""
        while size := int(file.readline(100).split(b";")[0], 16):
            body += exactly(file, size)
            file.readline(3)
        file.readline(3)
        return body
    if "content-length" in fields:
        return exactly(file, int(fields["content-length"]))
    return file.read()


def exactly(file, count):
    content = file.read(count)
    if len(content) < count:
        raise Gone(f"{len(content)} of {count} bytes")
    return content


def exchange(port, method, target, fields=None, body=None, patience=PATIENCE):
    """One request on a connection of its own."""
    with connected(port, patience) as connection:
        connection.sendall(request(method, target, fields, body))
        return read(connection, method != "HEAD")
