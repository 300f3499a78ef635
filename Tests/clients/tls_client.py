"""A client that speaks TLS and checks certificates strictly, and the `openssl` program."""

import socket
import ssl
import subprocess

HEALTH = b"GET /_fauxto/health HTTP/1.1\r\nHost: localhost\r\n\r\n"


def strict_context(authority):
    context = ssl.create_default_context(cafile=authority / "authority.pem")
    context.verify_flags |= ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


def connect(server, authority, host="localhost", context=None):
    plain = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    return (context or strict_context(authority)).wrap_socket(plain, server_hostname=host)


def openssl(*arguments, given=b"", timeout=20):
    done = subprocess.run(["openssl", *map(str, arguments)], input=given, capture_output=True, timeout=timeout)
    return (done.stdout + done.stderr).decode(errors="replace")


def s_client(server, authority, *arguments, given=b""):
    where = ("-connect", f"127.0.0.1:{server.port}", "-servername", "fal.run", "-CAfile", authority / "authority.pem")
    return openssl("s_client", *where, *arguments, given=given)
