"""Signals under `fauxto run`: each reaches the program, and none twice."""

import os
import signal
import subprocess
import sys
import time

import pytest

from conftest import BINARY
from programs import NO_REQUESTS, environment, python

# Says when it is ready, and after the first signal how many came, having waited for a second one.
COUNTER = """
import os, signal, time
came = []
for which in (signal.SIGINT, signal.SIGTERM):
    signal.signal(which, lambda number, frame: came.append(number))
print("ready", flush=True)
deadline = time.monotonic() + 20
while not came and time.monotonic() < deadline:
    time.sleep(0.01)
time.sleep(0.3)
print(came, flush=True)
exit(5)
"""


def heed_interrupts():
    """Undoes what a shell does that runs the tests in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_fauxto_alone_reaches_the_program_once(tmp_path, which):
    with subprocess.Popen(
        [BINARY, "run", *python(COUNTER)],
        env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=heed_interrupts,
    ) as process:  # fmt: skip
        assert process.stdout.readline() == "ready\n"
        process.send_signal(which)
        assert process.stdout.read() == f"[{which:d}]\n"
        assert (process.wait(timeout=20), process.stderr.read()) == (5, NO_REQUESTS)


@pytest.mark.parametrize("is_in_terminal", [True, False])
def test_an_interrupt_of_the_terminal_reaches_the_program_by_the_terminal_alone(tmp_path, is_in_terminal):
    # Two that come at the same time may be one: that it is not passed on shows where the terminal does not send it.
    program = COUNTER if is_in_terminal else "import os; os.setpgid(0, 0)" + COUNTER
    terminal, other = os.openpty()
    # The session's first process takes the terminal for its own, and becomes fauxto.
    leader = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
    with subprocess.Popen(
        [sys.executable, "-c", leader, BINARY, "run", *python(program)],
        env=environment(tmp_path), stdin=other, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, preexec_fn=heed_interrupts,
    ) as process:  # fmt: skip
        os.close(other)
        assert process.stdout.readline() == "ready\n"
        os.write(terminal, b"\x03")
        if not is_in_terminal:
            time.sleep(0.3)
            process.terminate()
        came = signal.SIGINT if is_in_terminal else signal.SIGTERM
        assert process.stdout.read() == f"[{came:d}]\n"
        assert (process.wait(timeout=20), process.stderr.read()) == (5, NO_REQUESTS)
    os.close(terminal)


def test_what_is_ignored_stays_so_for_the_program(tmp_path):
    script = f"trap '' INT; exec {BINARY} run --quiet sh -c 'kill -INT $$; echo alive'"
    done = subprocess.run(["sh", "-c", script], env=environment(tmp_path), capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stdout) == (0, "alive\n")
