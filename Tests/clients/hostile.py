"""Starts servers where something is amiss: file systems that are full or not to be written to, too few descriptors."""

import ctypes
import http.client
import json
import os
import pathlib
import resource
import signal
import socket
import ssl
import subprocess
import tempfile

import pytest

from conftest import BINARY

KEY = {"Authorization": "Key id:secret", "Content-Type": "application/json"}
MODEL = "/fal/fal-ai/flux/srpo"

# From <linux/sched.h>, <linux/mount.h>, <fcntl.h>, <sys/mount.h> and <asm/unistd.h>.
CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
MOUNT_ATTR_RDONLY, AT_FDCWD, AT_RECURSIVE = 0x1, -100, 0x8000
MS_REC, MS_PRIVATE = 0x4000, 0x40000
MOUNT_SETATTR = 442


def call(result):
    if result != 0:
        reason = ctypes.get_errno()
        raise OSError(reason, os.strerror(reason))


class Mounts:
    """What a program finds mounted, in a namespace that goes with it; done in the child before the program starts."""

    def __init__(self):
        self.library = ctypes.CDLL(None, use_errno=True)
        self.steps = []

    def full(self, folder):
        """A file system that has not a byte left: `room` in it is a file that can be removed."""
        self.steps.append(lambda: self.mount_full(folder))
        return self

    def read_only(self):
        """Nothing that is mounted can be written to."""
        attributes = (ctypes.c_uint64 * 4)(MOUNT_ATTR_RDONLY, 0, 0, 0)
        self.steps.append(
            lambda: call(self.library.syscall(MOUNT_SETATTR, AT_FDCWD, b"/", AT_RECURSIVE, attributes, 32))
        )
        return self

    def __call__(self):
        user, group = os.geteuid(), os.getegid()
        call(self.library.unshare(CLONE_NEWNS | (CLONE_NEWUSER if user else 0)))
        if user:
            for file, line in (
                ("setgroups", "deny"),
                ("uid_map", f"{user} {user} 1"),
                ("gid_map", f"{group} {group} 1"),
            ):
                pathlib.Path(f"/proc/self/{file}").write_text(line)
        call(self.library.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None))
        for step in self.steps:
            step()

    def mount_full(self, folder):
        # What is in the folder already goes with it.
        files = {file.name: file.read_bytes() for file in folder.iterdir()}
        call(self.library.mount(b"none", os.fsencode(folder), b"tmpfs", 0, b"size=64k"))
        for name, content in files.items():
            (folder / name).write_bytes(content)
        descriptor = os.open(folder / "room", os.O_WRONLY | os.O_CREAT)
        try:
            while True:
                os.write(descriptor, bytes(4096))
        except OSError:
            os.close(descriptor)


@pytest.fixture(scope="session")
def mounts():
    """Makes `Mounts`; skips the test where the kernel lets nobody have mounts of their own."""
    process = os.fork()
    if process == 0:
        try:
            Mounts().read_only()()
        except OSError:
            os._exit(1)
        os._exit(0)
    if os.waitpid(process, 0)[1] != 0:
        pytest.skip("the kernel gives no mount namespace with a read-only file system")
    return Mounts


def files_allowed(count):
    """Allows the program so many open files."""
    return lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (count, count))


def fauxto(*words, prepare=None, **options):
    """Runs a command to its end."""
    return subprocess.run(
        [BINARY, *map(str, words)],
        preexec_fn=prepare, stdout=options.pop("stdout", subprocess.PIPE), stderr=subprocess.PIPE, text=True, timeout=30,
        **options,
    )  # fmt: skip


class HostileServer:
    """A `fauxto serve` whose surroundings were prepared, as a context that ends it and demands exit status 0."""

    def __init__(self, *flags, prepare=None, **options):
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [BINARY, "serve", "--port", "0", *map(str, flags)],
            preexec_fn=prepare, stdout=subprocess.PIPE, stderr=options.pop("stderr", self.errors), text=True, **options,
        )  # fmt: skip

    def __enter__(self):
        line = self.process.stdout.readline()
        assert line.startswith("Fauxto listening on "), self.said()
        self.port = int(line.rpartition(":")[2])
        return self

    def __exit__(self, kind, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(timeout=15)
        finally:
            self.process.kill()
            self.process.stdout.close()
        if kind is None:
            assert status == 0, self.said()
        self.errors.close()

    def said(self):
        """What it wrote to standard error so far."""
        self.errors.seek(0)
        return self.errors.read()

    def seen(self, path):
        """A path as the server sees it."""
        return pathlib.Path(f"/proc/{self.process.pid}/root{path}")

    def connect(self, timeout=10):
        """A connection on which requests follow each other."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        connection.connect()
        return connection

    def health(self, timeout=10):
        connection = self.connect(timeout)
        try:
            return ask(connection, "GET", "/_fauxto/health")[0]
        finally:
            connection.close()

    def handshake(self, authority):
        """The status of a health check over TLS, whose certificate is checked."""
        context = ssl.create_default_context(cafile=authority / "authority.pem")
        connection = http.client.HTTPSConnection("localhost", self.port, timeout=10, context=context)
        try:
            return ask(connection, "GET", "/_fauxto/health")[0]
        finally:
            connection.close()

    def handshake_unchecked(self):
        """Goes through with a handshake, whoever the server is; raises `ssl.SSLError` where the server ends it."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as plain:
            context.wrap_socket(plain, server_hostname="localhost").close()

    def processor_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ask(connection, method, path, body=None, fields=KEY):
    """Status and body of one exchange; the body as JSON where it is that."""
    connection.request(method, path, json.dumps(body) if body is not None else None, fields)
    answer = connection.getresponse()
    content = answer.read()
    try:
        return answer.status, json.loads(content)
    except ValueError:
        return answer.status, content
