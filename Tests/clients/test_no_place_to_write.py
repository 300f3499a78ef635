"""No home, and file systems that cannot be written to: what needs no file works, and what does says so in one line."""

import pytest

from hostile import MODEL, HostileServer, ask, fauxto, mounts

HOMES = {
    "none": {},
    "one that is not there": {"HOME": "/nonexistent"},
    "one that cannot be written to": {"HOME": "/proc/self"},
    "a folder for data that cannot be made": {"HOME": "/root", "XDG_DATA_HOME": "/proc/nothing"},
}


@pytest.mark.parametrize("home", HOMES.values(), ids=HOMES.keys())
def test_a_home_is_no_condition_for_serving(mounts, home):
    with HostileServer("--quiet", prepare=mounts().read_only(), env={"PATH": "/usr/bin:/bin", **home}) as server:
        connection = server.connect()
        status, answer = ask(connection, "POST", MODEL, {"prompt": "a cat"})
        assert status == 200
        path = "/" + answer["images"][0]["url"].split("/", 3)[3]
        status, image = ask(connection, "GET", path)
        assert (status, image[:3]) == (200, b"\xff\xd8\xff")
        connection.close()


@pytest.mark.parametrize("home", HOMES.values(), ids=HOMES.keys())
def test_what_needs_a_home_says_in_one_line_what_to_do(mounts, home):
    done = fauxto("trust", prepare=mounts().read_only(), env={"PATH": "/usr/bin:/bin", **home})
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("fauxto: ") and done.stderr.endswith(" with --ca DIR\n")
    assert done.stderr.count("\n") == 1


def test_a_port_file_on_a_read_only_file_system_ends_the_start(mounts, tmp_path):
    done = fauxto("serve", "--port", 0, "--port-file", tmp_path / "port", prepare=mounts().read_only())
    assert done.returncode == 1
    assert done.stderr == (
        f"fauxto: cannot write the port file '{tmp_path}/port': Read-only file system; "
        "give --port-file a writable path\n"
    )


def test_a_report_on_a_read_only_file_system_fails_the_run(mounts, tmp_path):
    fauxto("run", "--quiet", "--ca", tmp_path / "ca", "--", "true")
    words = ("run", "--quiet", "--ca", tmp_path / "ca", "--report", tmp_path / "report", "--", "true")
    done = fauxto(*words, prepare=mounts().read_only())
    assert done.returncode == 1
    assert "Read-only file system" in done.stderr and done.stderr.count("\n") == 1


def test_an_authority_on_a_read_only_file_system_is_used(mounts, tmp_path):
    authority = tmp_path / "authority"
    made = fauxto("trust", "--ca", authority)
    read = fauxto("trust", "--ca", authority, prepare=mounts().read_only())
    assert (read.returncode, read.stdout) == (0, made.stdout)
    with HostileServer("--quiet", "--ca", authority, prepare=mounts().read_only()) as server:
        assert server.handshake(authority) == 200


@pytest.mark.parametrize("command", [("trust",), ("serve", "--port", 0)], ids=["trust", "serve"])
def test_an_authority_that_cannot_be_made_is_one_line(mounts, tmp_path, command):
    done = fauxto(*command, "--ca", tmp_path / "authority", prepare=mounts().read_only())
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"fauxto: cannot create '{tmp_path}/authority' for the certificate authority: Read-only file system; "
        "name another directory with --ca DIR\n"
    )
