"""The certificate authority's files when servers are killed while they make them, and when many make them at once."""

import concurrent.futures
import signal
import subprocess
import time

from conftest import BINARY
from hostile import HostileServer, fauxto
from tls_client import openssl

KILLS = 50
FILES = {"authority.pem", "authority-key.pem"}


def test_a_server_killed_while_it_makes_an_authority_leaves_whole_files_or_none(tmp_path):
    """Killed at moments spread over the whole start; the next start goes on from whatever is there."""
    began = time.monotonic()
    fauxto("trust", "--ca", tmp_path / "measured")
    whole = time.monotonic() - began
    seen, leftovers = set(), set()
    for number in range(KILLS):
        folder = tmp_path / str(number)
        with subprocess.Popen([BINARY, "trust", "--ca", folder], stdout=subprocess.DEVNULL) as process:
            time.sleep(whole * number / KILLS)
            process.kill()
        present = {file.name for file in folder.iterdir()} if folder.exists() else set()
        seen.add(frozenset(present & FILES))
        leftovers |= present - FILES
        for file in sorted(present & FILES):
            kind = "x509" if file == "authority.pem" else "pkey"
            assert "-----BEGIN" in openssl(kind, "-in", folder / file), f"{file} is no whole file"
        before = {file: (folder / file).read_bytes() for file in present & FILES}
        assert fauxto("trust", "--ca", folder).returncode == 0
        for file, content in before.items():
            assert (folder / file).read_bytes() == content
    assert leftovers == set()
    # Otherwise it was never killed in time.
    assert len(seen) > 1, seen


def test_a_server_that_was_killed_has_its_authority_after_the_restart(tmp_path):
    authority = tmp_path / "authority"
    server = HostileServer("--quiet", "--ca", authority)
    server.__enter__()
    certificate = (authority / "authority.pem").read_bytes()
    assert server.handshake(authority) == 200
    server.process.send_signal(signal.SIGKILL)
    server.process.wait(timeout=10)
    with HostileServer("--quiet", "--ca", authority) as restarted:
        assert restarted.handshake(authority) == 200
    assert (authority / "authority.pem").read_bytes() == certificate


def test_servers_that_start_at_once_share_one_authority(tmp_path):
    authority = tmp_path / "authority"
    servers = [HostileServer("--quiet", "--ca", authority) for _ in range(6)]
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        list(pool.map(HostileServer.__enter__, servers))
        assert list(pool.map(lambda server: server.handshake(authority), servers)) == [200] * 6
    for server in servers:
        server.__exit__(None)
    assert {file.name for file in authority.iterdir()} == FILES
