"""What the server prints holds nobody up: not its clients, not whoever ends it, whether or not anybody reads it."""

import http.client
import json
import os
import re
import select
import signal
import socket
import ssl
import subprocess
import time

import pytest

from conftest import BINARY

CALLS, CONNECTIONS = 5_000, 5


class Unattended:
    """A server whose output nobody reads unless a test does."""

    def __init__(self, folder, *flags, command=(), **streams):
        port_file = folder / "port"
        serve = [str(word) for word in (BINARY, "serve", "--port", "0", "--port-file", port_file, *flags)]
        self.process = subprocess.Popen([*command, *serve], stdin=subprocess.DEVNULL, **streams)
        deadline = time.monotonic() + 20
        while not port_file.exists():
            assert self.process.poll() is None, "ended at once"
            assert time.monotonic() < deadline, "no port file"
            time.sleep(0.01)
        self.port = int(port_file.read_text())

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)

    def call(self, count, target):
        """Makes calls on a few connections that are kept."""
        connections = [self.connect() for _ in range(CONNECTIONS)]
        for number in range(count):
            connection = connections[number % CONNECTIONS]
            connection.request("GET", target)
            response = connection.getresponse()
            assert (response.status, len(response.read()) > 0) == (401, True)
        for connection in connections:
            connection.close()

    def is_healthy(self):
        connection = self.connect()
        connection.request("GET", "/_fauxto/health")
        response = connection.getresponse()
        response.read()
        connection.close()
        return response.status == 200

    def end(self):
        """Ends the server as its user would; returns its exit status, and fails if that takes more than a few seconds."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=8)


@pytest.fixture
def launch(tmp_path):
    """Starts servers that are gone after the test, even if they do not want to be."""
    servers = []

    def launch(*flags, **options):
        folder = tmp_path / str(len(servers))
        folder.mkdir()
        server = Unattended(folder, *flags, **options)
        servers.append(server)
        return server

    yield launch
    for server in servers:
        server.process.kill()
        server.process.wait()
        for stream in (server.process.stdout, server.process.stderr):
            if stream:
                stream.close()


def target(length):
    """Where an answer is a small refusal, and the log's line about it as long as wanted."""
    return "/fal.run/fal-ai/flux/srpo?" + "x" * length


def lines(descriptor):
    """The lines of a pipe, as they come; an error if none comes for some seconds."""
    rest = b""
    while True:
        assert select.select([descriptor], [], [], 10)[0], "no further line"
        chunk = os.read(descriptor, 65_536)
        assert chunk, "the log ended"
        *whole, rest = (rest + chunk).split(b"\n")
        yield from (line.decode() for line in whole)


def filled_pipe(is_blocking=True):
    """A pipe that has no room left: its reading end, its writing end."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    with pytest.raises(BlockingIOError):
        while True:
            os.write(writing, b"." * 4096)
    os.set_blocking(writing, is_blocking)
    return reading, writing


def test_calls_are_answered_and_the_server_ends_though_nobody_reads_its_log(launch):
    server = launch(stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    server.call(CALLS, target(1))
    assert server.is_healthy()
    assert server.end() == 0


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_log_tells_how_many_lines_are_missing_once_it_is_read(launch, form):
    server = launch("--log", form, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    server.call(CALLS, target(500))
    printed = dropped = 0
    log = lines(server.process.stderr.fileno())
    while printed + dropped < CALLS:
        line = next(log)
        if form == "json":
            missing = json.loads(line).get("droppedLines", 0)
        else:
            match = re.fullmatch(r"fauxto: (\d+) lines? dropped", line)
            missing = int(match[1]) if match else 0
            assert match or line.startswith("401 GET fal.run/fal-ai/flux/srpo?xxx")
        dropped += missing
        printed += missing == 0
    assert printed + dropped == CALLS and 0 < dropped < CALLS
    # And it goes on.
    server.call(1, target(1))
    assert "srpo?x" in next(log)
    assert server.end() == 0
    assert server.process.stderr.read() == b""


def test_what_the_pipe_has_room_for_is_written_before_the_server_ends(launch):
    server = launch(stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    server.call(100, target(1))
    assert server.end() == 0
    assert len(server.process.stderr.read().splitlines()) == 100


@pytest.mark.parametrize("is_blocking", [True, False])
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_full_pipe_keeps_nobody_from_being_served(launch, stream, is_blocking):
    reading, writing = filled_pipe(is_blocking)
    other = "stderr" if stream == "stdout" else "stdout"
    server = launch(**{stream: writing, other: subprocess.DEVNULL})
    server.call(10, target(1))
    assert server.is_healthy()
    assert server.end() == 0
    for end in (reading, writing):
        os.close(end)


def test_a_pipe_that_does_not_block_gets_every_line(launch):
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    server = launch(stdout=subprocess.DEVNULL, stderr=writing)
    os.close(writing)
    server.call(1_000, target(500))
    log = lines(reading)
    for _ in range(1_000):
        assert next(log).startswith("401 GET ")
    assert server.end() == 0
    os.close(reading)


def test_a_reader_that_went_away_is_no_reason_to_stop(launch):
    server = launch(stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    server.process.stdout.close()
    server.process.stderr.close()
    server.call(100, target(1))
    assert server.is_healthy()
    assert server.end() == 0


def test_a_log_that_can_not_be_written_is_no_reason_to_stop(launch):
    with open("/dev/full", "wb") as full:
        server = launch(stdout=full, stderr=full)
    server.call(1_000, target(1))
    assert server.is_healthy()
    assert server.end() == 0


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_no_socket_takes_the_place_of_a_closed_descriptor(launch, closed):
    server = launch(
        command=("sh", "-c", f'exec "$@" {closed}', "sh"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    # A line of the log that went to a client would be read as a part of an answer.
    server.call(100, target(1))
    for descriptor in range(3):
        assert os.readlink(f"/proc/{server.process.pid}/fd/{descriptor}") == "/dev/null"
    assert server.is_healthy()
    assert server.end() == 0


def serve_and_fail(*flags, **options):
    """The exit status and the error of a server that can not start."""
    done = subprocess.run(
        [BINARY, "serve", "--port", "0", *map(str, flags)], capture_output=True, text=True, timeout=20, **options
    )
    return done.returncode, done.stderr


def test_a_port_file_that_is_a_pipe_which_nobody_reads_is_one_line(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert serve_and_fail("--port-file", tmp_path / "pipe") == (
        1,
        f"fauxto: cannot write the port file '{tmp_path}/pipe': nobody reads it; "
        "give --port-file a writable path\n",
    )


def test_a_port_file_can_be_a_pipe_that_somebody_reads(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    reading = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    process = subprocess.Popen(
        [BINARY, "serve", "--port", "0", "--port-file", tmp_path / "pipe"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.set_blocking(reading, True)
    deadline = time.monotonic() + 20
    while not (port := os.read(reading, 100)):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    with socket.create_connection(("127.0.0.1", int(port)), timeout=5):
        pass
    process.terminate()
    assert process.wait(timeout=8) == 0
    os.close(reading)


@pytest.mark.parametrize("flag, what", [("--config", "configuration file"), ("--scenario", "scenario file")])
def test_a_pipe_in_the_place_of_a_file_is_one_line(tmp_path, flag, what):
    os.mkfifo(tmp_path / "pipe")
    assert serve_and_fail(flag, tmp_path / "pipe") == (
        1,
        f"fauxto: cannot read the {what} '{tmp_path}/pipe': it is no regular file; copy its contents into one\n",
    )


def test_a_pipe_in_the_place_of_the_authority_holds_nobody_up(launch, tmp_path):
    (tmp_path / "fauxto").mkdir()
    os.mkfifo(tmp_path / "fauxto" / "authority-key.pem")
    server = launch(
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    )
    log = lines(server.process.stderr.fileno())
    context = ssl.create_default_context()
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
            with pytest.raises(OSError):
                context.wrap_socket(connection, server_hostname="fal.run")
        line = next(log)
        assert line.startswith("fauxto: a client that speaks TLS was refused: cannot read '")
        assert "it is no regular file" in line
    assert server.is_healthy()
    assert server.end() == 0


def test_a_pipe_among_the_certificates_that_programs_trust_is_passed_over(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    done = subprocess.run(
        [BINARY, "run", "--quiet", "--", "true"],
        env={**os.environ, "SSL_CERT_FILE": str(tmp_path / "pipe")},
        timeout=20,
    )
    assert done.returncode == 0
