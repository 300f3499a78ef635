"""The requests of `fixtures/http` are asked of nginx as well: it answers as we do, or the file says why it does not."""

import contextlib
import pathlib
import shutil
import socket
import subprocess
import time

import pytest
from wire_cases import FOLLOWER, cases

NGINX = shutil.which("nginx") or ("/usr/sbin/nginx" if pathlib.Path("/usr/sbin/nginx").exists() else None)

# It hands requests on to itself, since only then does it read a body before it answers.
CONFIGURATION = """
daemon off;
master_process off;
pid {directory}/nginx.pid;
error_log {directory}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {directory}/body;
    proxy_temp_path {directory}/proxy;
    fastcgi_temp_path {directory}/fastcgi;
    uwsgi_temp_path {directory}/uwsgi;
    scgi_temp_path {directory}/scgi;
    client_max_body_size 64m;
    server {{
        listen 127.0.0.1:{port};
        location / {{ proxy_pass http://unix:{directory}/constant; }}
    }}
    server {{
        listen unix:{directory}/constant;
        return 200;
    }}
}}
"""


@pytest.fixture(scope="module")
def nginx(tmp_path_factory):
    """The port of an nginx that answers everything with 200 and no body."""
    if NGINX is None:
        pytest.skip("nginx is not installed; `make test-packages` installs it")
    directory = tmp_path_factory.mktemp("nginx")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (directory / "nginx.conf").write_text(CONFIGURATION.format(directory=directory, port=port))
    process = subprocess.Popen(
        [NGINX, "-p", directory, "-e", directory / "error.log", "-c", directory / "nginx.conf"],
        stderr=subprocess.PIPE,
    )
    try:
        deadline = time.monotonic() + 10
        while True:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            assert process.poll() is None, process.stderr.read().decode()
            assert time.monotonic() < deadline, "nginx does not listen"
            time.sleep(0.01)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)


def statuses(port, request):
    """The statuses of all answers to a request with another one behind it, until the connection ends."""
    with socket.create_connection(("127.0.0.1", port), timeout=1) as client:
        received = b""
        with contextlib.suppress(OSError):
            client.sendall(request + FOLLOWER)
            has_finished = False
            while True:
                try:
                    part = client.recv(65536)
                except TimeoutError:
                    if has_finished:
                        break
                    # It waits for more, which does not come.
                    client.shutdown(socket.SHUT_WR)
                    has_finished = True
                    continue
                if not part:
                    break
                received += part
    found = []
    while received.startswith(b"HTTP/1.1 "):
        head, _, rest = received.partition(b"\r\n\r\n")
        status = int(head[9:12])
        length = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        received = rest[int(length[0].split(b":")[1]) if length else 0 :]
        if status >= 200:
            found.append(status)
    # What is not HTTP/1.1 is the bare body that HTTP/0.9 asks for.
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_nginx_answers_alike_or_the_file_says_why_not(nginx, case):
    answered = statuses(nginx, case.request)
    if case.nginx is None:
        assert answered == case.statuses, "nginx answers otherwise, and the file does not say why"
    else:
        assert case.nginx != case.statuses, "the file explains a difference that there is not"
        assert answered == case.nginx, f"nginx answers otherwise than the file says ({case.because})"
