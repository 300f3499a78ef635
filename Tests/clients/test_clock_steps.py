"""The machine's time of day is set forward and back while the server runs."""

import contextlib
import email.utils
import json
import pathlib
import shutil
import struct
import subprocess
import threading
import time

import pytest

from hostile import KEY, MODEL, HostileServer, ask

HOUR = 3600


@pytest.fixture(scope="session")
def library(tmp_path_factory):
    """What has a program see another time of day."""
    file = tmp_path_factory.mktemp("library") / "time_of_day.so"
    source = pathlib.Path(__file__).with_name("time_of_day.c")
    # Swift brings the one compiler, Debian the other.
    compiler = shutil.which("clang") or "cc"
    subprocess.run([compiler, "-O", "-shared", "-fPIC", "-o", file, source], check=True)
    return file


@pytest.fixture
def stepped(library, tmp_path):
    """Starts a server whose time of day is the machine's plus so many seconds, which can be changed."""
    offset = tmp_path / "offset"
    offset.write_bytes(bytes(8))

    def step(seconds):
        with open(offset, "r+b") as file:
            file.write(struct.pack("=q", seconds))

    settings = tmp_path / "fauxto.json"
    settings.write_text(json.dumps({"quotas": {"accounts": {"metered:key": {"requestsPerMinute": 1}}}}))
    variables = {"PATH": "/usr/bin:/bin", "LD_PRELOAD": str(library), "TIME_OF_DAY": str(offset)}
    with HostileServer("--quiet", "--ca", tmp_path / "ca", "--config", settings, env=variables) as server:
        server.step = step
        yield server


def shown(server):
    """How many seconds the server's time is ahead of the machine's, by the `Date` of an answer."""
    with contextlib.closing(server.connect()) as connection:
        connection.request("GET", "/_fauxto/health")
        answer = connection.getresponse()
        answer.read()
    return email.utils.parsedate_to_datetime(answer.getheader("Date")).timestamp() - time.time()


@pytest.mark.parametrize("step", [HOUR, -HOUR])
def test_a_call_that_is_held_back_takes_no_longer(stepped, step):
    done = []

    def call():
        with contextlib.closing(stepped.connect(timeout=20)) as connection:
            done.append(ask(connection, "POST", MODEL, {"prompt": "a cat"}, {**KEY, "X-Fauxto-Delay": "1s"})[0])

    with contextlib.closing(stepped.connect()) as connection:
        thread = threading.Thread(target=call)
        thread.start()
        while ask(connection, "GET", "/_fauxto/clock")[1]["sleepers"] == 0:
            assert thread.is_alive()
        stepped.step(step)
        # Whoever comes next has all waits looked at again.
        assert ask(connection, "POST", MODEL, {"prompt": "a cat"}, {**KEY, "X-Fauxto-Delay": "10ms"})[0] == 200
        thread.join(timeout=15)
    assert done == [200]


def test_time_follows_the_machine_forward_and_never_goes_back(stepped):
    assert abs(shown(stepped)) < 5
    stepped.step(HOUR)
    assert abs(shown(stepped) - HOUR) < 5
    stepped.step(0)
    assert abs(shown(stepped) - HOUR) < 5
    with contextlib.closing(stepped.connect()) as connection:
        assert ask(connection, "POST", "/_fauxto/reset")[0] in (200, 204)
    assert abs(shown(stepped)) < 5


def test_a_minute_of_a_quota_lasts_no_longer_because_time_was_set_back(stepped):
    metered = {**KEY, "Authorization": "Key metered:key"}
    with contextlib.closing(stepped.connect()) as connection:
        assert ask(connection, "POST", MODEL, {"prompt": "a cat"}, metered)[0] == 200
        stepped.step(-HOUR)
        assert ask(connection, "POST", MODEL, {"prompt": "a cat"}, metered)[0] == 429
        assert ask(connection, "POST", "/_fauxto/clock", {"advance": "61s"})[0] == 200
        assert ask(connection, "POST", MODEL, {"prompt": "a cat"}, metered)[0] == 200


def test_certificates_are_made_anew_where_the_old_ones_do_not_hold(stepped, tmp_path):
    """A leaf holds for 90 days from two days before; the client's time of day is the machine's."""
    stepped.step(-100 * 24 * HOUR)
    stepped.handshake_unchecked()
    stepped.step(0)
    assert stepped.handshake(tmp_path / "ca") == 200
    stepped.step(50 * 24 * HOUR)
    stepped.handshake_unchecked()
    stepped.step(0)
    assert stepped.handshake(tmp_path / "ca") == 200


@pytest.mark.parametrize("step", [HOUR, -HOUR])
def test_limits_of_connections_are_in_real_time(stepped, step):
    with contextlib.closing(stepped.connect()) as connection:
        for offset in (step, 0, step):
            stepped.step(offset)
            assert ask(connection, "GET", "/_fauxto/health")[0] == 200
