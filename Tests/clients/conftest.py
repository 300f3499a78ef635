"""Starts the real binary for the clients to talk to."""

import os
import pathlib
import signal
import subprocess
import tempfile
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("FAUXTO", ROOT / ".build" / "release" / "fauxto"))

# What is made for the user's own programs is none of a test's.
DATA = tempfile.TemporaryDirectory(prefix="fauxto-tests-")
os.environ["XDG_DATA_HOME"] = DATA.name


class Server:
    """One running `fauxto serve` on a port of its own."""

    def __init__(self, directory, *flags):
        port_file = directory / "port"
        self.process = subprocess.Popen(
            [BINARY, "serve", "--port", "0", "--port-file", port_file, *map(str, flags)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        # The first line is printed once the server listens; the port file is written right after it.
        self.first_line = self.process.stdout.readline().rstrip("\n")
        deadline = time.monotonic() + 10
        while not port_file.exists():
            assert self.process.poll() is None, self.process.stderr.read()
            assert time.monotonic() < deadline, "no port file"
        self.port = int(port_file.read_text())
        self.url = f"http://127.0.0.1:{self.port}"

    def stop(self, with_signal=signal.SIGTERM):
        """Ends the server and returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        status = self.process.wait(timeout=15)
        self.process.stdout.close()
        self.process.stderr.close()
        return status


@pytest.fixture
def start(tmp_path_factory):
    """Starts servers with given flags and ends them with the test."""
    servers = []

    def start(*flags):
        server = Server(tmp_path_factory.mktemp("server"), *flags)
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """The directory of the certificate authority of `encrypted`."""
    return tmp_path_factory.mktemp("data") / "fauxto"


@pytest.fixture(scope="session")
def encrypted(tmp_path_factory, authority):
    """One server with an authority of its own for every test that speaks TLS and changes nothing in it."""
    server = Server(tmp_path_factory.mktemp("server"), "--quiet", "--ca", authority)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One server with default settings for every test that changes nothing in it."""
    server = Server(tmp_path_factory.mktemp("server"), "--quiet")
    yield server
    server.stop()
