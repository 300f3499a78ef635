"""The command line as a person uses it: each flag has its effect, each mistake gets one line that says what to do."""

import json
import re
import signal
import socket
import subprocess
import time

import pytest
import requests
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from conftest import BINARY

FAL = "/fal.run/fal-ai/flux/srpo"
FAL_KEY = {"Authorization": "Key id:secret"}


def fauxto(*arguments):
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=20)


def ask(server, prompt="a cat", path=FAL, **arguments):
    return requests.post(server.url + path, json={"prompt": prompt, **arguments}, headers=FAL_KEY, timeout=10)


def test_help_and_version_go_to_standard_output():
    assert "serve" in fauxto("--help").stdout
    assert "--strictness" in fauxto("serve", "--help").stdout
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", fauxto("--version").stdout)


@pytest.mark.parametrize(
    "words, message",
    [
        ([], "no command; try 'fauxto serve', or 'fauxto --help' for all commands"),
        (["sevre"], "unknown command 'sevre'; 'fauxto --help' lists the commands"),
        (["serve", "--prot", "1"], "unknown flag '--prot'; 'fauxto serve --help' lists the flags"),
        (["serve", "8080"], "unexpected '8080'; 'fauxto serve --help' lists the flags"),
        (["serve", "--port"], "--port needs a value"),
        (["serve", "--port", "http"], "--port takes a whole number from 0 to 65535, not 'http'"),
        (["serve", "--port=65536"], "--port takes a whole number from 0 to 65535, not '65536'"),
        (["serve", "--threads", "0"], "--threads takes a whole number from 1 to 64, not '0'"),
        (["serve", "--seed", "-1"], "--seed takes a whole number from 0 to 9223372036854775807, not '-1'"),
        (["serve", "--strictness", "lax"], "--strictness takes one of documented, observed, not 'lax'"),
        (
            ["serve", "--clock", "fast"],
            "--clock takes real, auto, frozen, frozen@2026-08-30T12:00:00Z or scale=10, not 'fast'",
        ),
        (["serve", "--log", "xml"], "--log takes one of text, json, none, not 'xml'"),
        (["serve", "--quiet=yes"], "--quiet takes no value"),
        (["serve", "--listen", "fal.run"], "--listen takes ROLE=PORT, such as fal.run=8443, not 'fal.run'"),
        (["serve", "--public-url", "fauxto"], "--public-url takes an http or https URL, not 'fauxto'"),
        (["read"], "read needs the path of an image, or - to read it from standard input"),
        (["read", "--jsn", "x"], "unknown flag '--jsn'; 'fauxto read --help' lists the flags"),
        (["read", "--json=yes", "x"], "--json takes no value"),
        (["serve", "--control-token", ""], "--control-token must not be empty"),
        (["check"], "check needs the URL of a server, such as http://127.0.0.1:8080"),
        (["check", "ftp://x"], "check takes an http URL such as http://127.0.0.1:8080, not 'ftp://x'"),
    ],
)
def test_a_wrong_command_line_is_one_line_and_status_64(words, message):
    result = fauxto(*words)
    assert (result.returncode, result.stdout, result.stderr) == (64, "", f"fauxto: {message}\n")


HOSTILE = "x\n200 GET forged\x1b[31m\x9b2J\u202e\u2028\x7f"
SHOWN = r"x\n200 GET forged\u{1b}[31m\u{9b}2J\u{202e}\u{2028}\u{7f}"


@pytest.mark.parametrize(
    "words",
    [
        [HOSTILE],
        ["serve", HOSTILE],
        ["serve", "--seed", HOSTILE],
        ["serve", "--config", HOSTILE],
        ["serve", "--scenario", HOSTILE],
        ["run", "--", HOSTILE],
        ["read", HOSTILE],
        ["render", "--prompt", "a", "--output", f"/nowhere/{HOSTILE}"],
        ["check", f"http://127.0.0.1:1/é{HOSTILE}"],
        ["preset", HOSTILE],
        ["env", "--config", HOSTILE],
        ["schedule", "--account", "a", "--scenario", HOSTILE],
        ["trust", HOSTILE],
    ],
    ids=" ".join,
)
def test_a_complaint_cannot_disturb_a_terminal_or_begin_a_line(words):
    result = fauxto(*words)
    assert result.returncode != 0
    assert SHOWN in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_scenario_cannot_disturb_a_terminal(tmp_path):
    scenario = tmp_path / "scenario.json"
    scenario.write_text(json.dumps({"rules": [{"name": HOSTILE, "then": {"failure": "overloaded"}}]}))
    schedule = fauxto("schedule", "--scenario", scenario, "--account", "a", "-n", 1)
    assert schedule.stdout.startswith(SHOWN + "\n") and schedule.returncode == 0
    assert json.loads(fauxto("schedule", "--scenario", scenario, "--account", "a", "--json").stdout)["rules"][0]["name"] == HOSTILE
    scenario.write_text(json.dumps({HOSTILE: 1}))
    wrong = fauxto("schedule", "--scenario", scenario, "--account", "a")
    assert SHOWN in wrong.stderr and wrong.stderr.count("\n") == 1


def test_a_receipt_cannot_disturb_a_terminal(tmp_path):
    picture = tmp_path / HOSTILE
    assert fauxto("render", "--prompt", "a cat", "--output", picture).returncode == 0
    image = Image.open(picture)
    metadata = PngInfo()
    for name, text in image.text.items():
        metadata.add_itxt(name, json.dumps({**json.loads(text), "vendor": HOSTILE}, ensure_ascii=False))
    image.save(picture, format="png", pnginfo=metadata)
    page = fauxto("read", picture).stdout
    assert page.startswith(f"image: {tmp_path}/{SHOWN}\n")
    assert "\nvendor: x\\n200 GET forged" in page
    line = fauxto("read", "--json", picture).stdout
    assert line.count("\n") == 1
    assert not re.search("[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", page + line)
    assert json.loads(line)["vendor"] == HOSTILE


def test_a_port_in_use_is_one_line_and_status_1():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = fauxto("serve", "--port", port)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        f"fauxto: port {port} on 127.0.0.1 is already in use; choose another with --port, or 0 for any free one\n"
    )


def test_an_unknown_role_is_one_line_and_status_1():
    result = fauxto("serve", "--port", 0, "--listen", "fal.rnu=0")
    assert result.returncode == 1
    assert result.stderr.startswith("fauxto: there is no role 'fal.rnu' to listen for; the roles are ")


def test_a_port_file_that_cannot_be_written_is_one_line_and_status_1(tmp_path):
    result = fauxto("serve", "--port", 0, "--port-file", tmp_path / "no" / "port")
    assert result.returncode == 1
    assert result.stderr == (
        f"fauxto: cannot write the port file '{tmp_path}/no/port': No such file or directory; "
        "give --port-file a writable path\n"
    )


def test_a_wrong_configuration_file_is_one_line_and_status_1(tmp_path):
    file = tmp_path / "fauxto.json"
    file.write_text('{\n  port: "x",\n}')
    result = fauxto("serve", "--config", file)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"fauxto: {file}:2:9: port takes a whole number, not a string\n"


def test_a_flag_wins_over_the_configuration_file_wherever_it_stands(start, tmp_path):
    file = tmp_path / "fauxto.json"
    file.write_text("{ seed: 1 }")
    seeds = [ask(start(*flags)).json()["seed"] for flags in (("--seed", 2, "--config", file), ("--seed", 2))]
    assert seeds[0] == seeds[1]


def test_the_first_line_says_where_it_listens(start):
    server = start()
    assert server.first_line == f"Fauxto listening on http://127.0.0.1:{server.port}"


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_status_0(start, which):
    assert start().stop(with_signal=which) == 0


def send_request(connection):
    """Sends a valid request and returns once the server has begun to handle it."""
    body = b'{"prompt":"a cat"}'
    connection.sendall(
        b"POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Key id:secret\r\nContent-Type: application/json\r\n"
        b"Content-Length: %d\r\nExpect: 100-continue\r\n\r\n" % (FAL.encode(), len(body))
    )
    # The interim answer tells that the request is being handled.
    assert connection.recv(100).startswith(b"HTTP/1.1 100 ")
    connection.sendall(body)


def test_a_signal_lets_a_request_in_flight_finish(start, tmp_path):
    configuration = tmp_path / "slow.json"
    configuration.write_text('{ latency: { fixedDelayMilliseconds: 500 } }')
    server = start("--config", configuration)
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        send_request(connection)
        server.process.send_signal(signal.SIGTERM)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
    assert server.process.wait(timeout=15) == 0


def test_a_second_signal_does_not_wait(start, tmp_path):
    configuration = tmp_path / "slow.json"
    configuration.write_text('{ latency: { fixedDelayMilliseconds: 60000 } }')
    server = start("--config", configuration)
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        send_request(connection)
        server.process.send_signal(signal.SIGTERM)
        # The port is closed as soon as the first signal is heeded.
        with pytest.raises(ConnectionError):
            while True:
                socket.create_connection(("127.0.0.1", server.port), timeout=5).close()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=15) == -signal.SIGTERM


def test_a_signal_ends_the_stream_of_events_at_once(start):
    server = start()
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(b"GET /_fauxto/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        received = b""
        while b": listening" not in received:
            received += connection.recv(65536)
        begun = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        while piece := connection.recv(65536):
            received += piece
        assert received.endswith(b"\r\n0\r\n\r\n")
    assert server.process.wait(timeout=15) == 0
    # Less than a drain takes that nothing ends.
    assert time.monotonic() - begun < 4


@pytest.mark.parametrize("flags, seconds", [((), 9), (("limits: { drainMilliseconds: 50 }",), 4)])
def test_a_call_that_is_never_answered_is_not_waited_for_longer_than_configured(start, tmp_path, flags, seconds):
    configuration = tmp_path / "slow.json"
    configuration.write_text("{ latency: { fixedDelayMilliseconds: 60000 }, %s }" % "".join(flags))
    server = start("--config", configuration)
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        send_request(connection)
        begun = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=15) == 0
        assert time.monotonic() - begun < seconds


def test_localhost_is_both_loopback_addresses(start):
    server = start("--host", "localhost", "--listen", "fal.run=0")
    assert server.first_line == f"Fauxto listening on http://localhost:{server.port}"
    role_port = int(server.process.stdout.readline().split()[-1])
    hosts = ["127.0.0.1", "localhost"] + (["[::1]"] if socket.has_ipv6 else [])
    for host in hosts:
        assert requests.get(f"http://{host}:{server.port}/_fauxto/health", timeout=5).ok
        assert requests.get(f"http://{host}:{role_port}/_fauxto/health", timeout=5).ok
        assert fauxto("check", f"http://{host}:{server.port}").returncode == 0


def test_without_a_directory_for_the_authority_plain_http_is_served_and_tls_is_one_line(start, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", "/proc/nowhere")
    server = start("--quiet")
    assert requests.get(f"{server.url}/_fauxto/health", timeout=5).ok
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(f"https://127.0.0.1:{server.port}/_fauxto/health", timeout=5)
    line = server.process.stderr.readline()
    assert line.startswith("fauxto: a client that speaks TLS was refused: cannot create '/proc/nowhere")
    assert line.endswith("name another directory with --ca DIR\n")


def test_host_is_the_address_listened_on(start):
    server = start("--host", "127.0.0.2")
    assert server.first_line == f"Fauxto listening on http://127.0.0.2:{server.port}"
    assert requests.get(f"http://127.0.0.2:{server.port}/_fauxto/health", timeout=5).ok
    with pytest.raises(requests.ConnectionError):
        requests.get(f"http://127.0.0.1:{server.port}/_fauxto/health", timeout=5)


def test_public_url_begins_every_url(start):
    url = ask(start("--public-url", "https://fauxto.example/")).json()["images"][0]["url"]
    assert url.startswith("https://fauxto.example/v3b.fal.media/files/")


def test_seed_decides_everything_that_looks_random(start):
    one, same, other = start("--seed", 1), start("--seed", 1), start("--seed", 2)
    seeds = [ask(server).json()["seed"] for server in (one, same, other)]
    assert seeds[0] == seeds[1] != seeds[2]


def test_strictness_decides_which_rules_are_enforced(start):
    body = {"model": "flux/srpo", "prompt": "a cat", "image_size": {"width": 520, "height": 520}}
    statuses = [
        requests.post(
            start("--strictness", strictness).url + "/aimlapi/v1/images/generations",
            json=body,
            headers={"Authorization": "Bearer x"},
            timeout=10,
        ).status_code
        for strictness in ("documented", "observed")
    ]
    assert statuses == [400, 200]


def test_listen_gives_a_role_a_port_of_its_own(start):
    server = start("--listen", "fal.run=0", "--listen", "aimlapi=0")
    lines = [server.process.stdout.readline() for _ in range(2)]
    ports = [int(line.rpartition(" ")[2]) for line in lines]
    assert lines == [f"  fal.run on port {ports[0]}\n", f"  api.aimlapi.com on port {ports[1]}\n"]
    answer = requests.post(
        f"http://127.0.0.1:{ports[0]}/fal-ai/flux/srpo", json={"prompt": "a cat"}, headers=FAL_KEY, timeout=10
    )
    url = answer.json()["images"][0]["url"]
    assert url.startswith(f"http://127.0.0.1:{ports[0]}/")
    assert requests.get(url, timeout=10).headers["content-type"] == "image/jpeg"


def test_threads_is_the_number_of_event_loops(start):
    def loops(server):
        names = subprocess.run(["ps", "-L", "-o", "comm=", "-p", str(server.process.pid)], capture_output=True, text=True)
        return sum(name.startswith("fauxto-loop") for name in names.stdout.split("\n"))

    assert loops(start("--threads", 3)) == 3


def test_the_log_is_text_json_or_nothing(start):
    def logged(*flags):
        server = start(*flags)
        ask(server, num_images=9)
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(timeout=15)
        return server.process.stderr.read()

    text = logged()
    assert re.match(r"422 POST fal\.run/fal-ai/flux/srpo [\d.]+ ms account=[0-9a-f]{8} outcome=invalidInput\n", text)
    assert "id:secret" not in text
    line = json.loads(logged("--log", "json"))
    assert (line["status"], line["outcome"], line["target"]) == (422, "invalidInput", "/fal-ai/flux/srpo")
    assert logged("--log", "none") == logged("--quiet") == ""


def test_check_tells_a_healthy_server_from_none(start):
    server = start()
    healthy = fauxto("check", server.url)
    assert (healthy.returncode, healthy.stdout) == (0, f"{server.url} is healthy\n")
    assert fauxto("check", f"http://localhost:{server.port}/").returncode == 0
    server.stop()
    gone = fauxto("check", server.url)
    assert gone.returncode == 1
    assert gone.stderr == f"fauxto: cannot connect to {server.url}: Connection refused\n"


def test_check_does_not_take_another_answer_for_health(start):
    result = fauxto("check", start().url + "/elsewhere")
    assert result.returncode == 1
    assert "answered 'HTTP/1.1 404 Not Found'" in result.stderr


def test_a_token_is_asked_for_by_every_page_but_health(start):
    server = start("--quiet", "--control-token", "sesame")
    page = f"{server.url}/_fauxto/requests"
    assert requests.get(page, timeout=5).status_code == 401
    assert requests.get(page, headers={"Authorization": "Bearer sesame"}, timeout=5).status_code == 200
    assert requests.get(f"{server.url}/_fauxto/health", timeout=5).status_code == 200
