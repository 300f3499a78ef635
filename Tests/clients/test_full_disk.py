"""A disk without room: one line that says so, no half of a file, and a server that goes on."""

import ssl
import subprocess
import time

import pytest

from conftest import BINARY
from hostile import MODEL, HostileServer, ask, fauxto, mounts
from programs import environment


@pytest.fixture
def disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


def test_a_port_file_without_room_ends_the_start(mounts, disk):
    done = fauxto("serve", "--port", 0, "--port-file", disk / "port", prepare=mounts().full(disk))
    assert done.returncode == 1
    assert done.stderr == (
        f"fauxto: cannot write the port file '{disk}/port': No space left on device; give --port-file a writable path\n"
    )


@pytest.mark.parametrize("command", ["trust", "serve"])
def test_an_authority_without_room_is_one_line_and_no_part_of_a_file(mounts, disk, command):
    words = (BINARY, command, "--ca", disk)
    done = fauxto_then_list(disk, words, mounts().full(disk))
    assert done.returncode == 1
    assert done.stderr == (
        f"fauxto: cannot create '{disk}/authority-key.pem' for the certificate authority: No space left on device; "
        "name another directory with --ca DIR\n"
    )
    assert done.stdout.split() == ["room"]


def test_a_report_without_room_fails_the_run_and_leaves_the_older_one(mounts, disk, tmp_path):
    (disk / "report.json").write_text("older\n")
    data = tmp_path / "data"
    words = (BINARY, "run", "--quiet", "--ca", data, "--report", disk / "report.json", "--", "true")
    done = fauxto_then_list(disk, words, mounts().full(disk))
    assert done.returncode == 1
    assert done.stderr == (
        f"fauxto: cannot write the report '{disk}/report.json': No space left on device; "
        "give --report a writable path\n"
    )
    assert done.stdout.split() == ["report.json", "room", "older"]


def fauxto_then_list(folder, words, prepare):
    """Runs a program where a folder is, which goes with it, and then prints what is in there."""
    script = '"$@" >/dev/null; status=$?; ls "$0"; cat "$0"/*.json 2>/dev/null; exit $status'
    return subprocess.run(
        ["/bin/sh", "-c", script, *map(str, (folder, *words))],
        preexec_fn=prepare, capture_output=True, text=True, timeout=30,
    )  # fmt: skip


def test_clients_of_tls_are_served_once_there_is_room_for_the_authority(mounts, disk, tmp_path):
    variables = {**environment(tmp_path), "XDG_DATA_HOME": str(disk)}
    with HostileServer("--quiet", prepare=mounts().full(disk), env=variables) as server:
        for _ in range(2):
            with pytest.raises(ssl.SSLError):
                server.handshake_unchecked()
        assert "No space left on device" in server.said()
        assert server.health() == 200
        server.seen(disk / "room").unlink()
        (tmp_path / "authority.pem").write_bytes(b"")
        server.handshake_unchecked()
        (tmp_path / "authority.pem").write_bytes(server.seen(disk / "fauxto" / "authority.pem").read_bytes())
        assert server.handshake(tmp_path) == 200


def test_a_log_without_room_is_no_reason_to_stop():
    with open("/dev/full", "w") as full, HostileServer(stderr=full) as server:
        connection = server.connect()
        for _ in range(50):
            assert ask(connection, "POST", MODEL, {"prompt": "a cat"})[0] == 200
        connection.close()


def test_a_server_that_cannot_say_where_it_listens_serves(tmp_path):
    with open("/dev/full", "w") as full, subprocess.Popen(
        [BINARY, "serve", "--port", "0", "--port-file", tmp_path / "port", "--quiet"], stdout=full
    ) as process:
        deadline = time.monotonic() + 10
        while not (tmp_path / "port").exists():
            assert process.poll() is None and time.monotonic() < deadline
        port = (tmp_path / "port").read_text().strip()
        assert fauxto("check", f"http://127.0.0.1:{port}").returncode == 0
        process.terminate()
        assert process.wait(timeout=15) == 0


COMMANDS = {
    "version": ["--version"],
    "help": ["--help"],
    "schema": ["schema"],
    "presets": ["preset"],
    "a preset": ["preset", "flaky"],
    "env": ["env"],
    "a schedule": ["schedule", "--scenario", "flaky", "--account", "id:secret"],
    "help of serve": ["serve", "--help"],
    "the authority": ["trust"],
}


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS.keys())
def test_what_a_command_could_not_print_fails_it(tmp_path, words):
    with open("/dev/full", "w") as full:
        done = fauxto(*words, stdout=full, env=environment(tmp_path))
    assert done.returncode == 1
    assert done.stderr == "fauxto: cannot write to standard output: No space left on device\n"
