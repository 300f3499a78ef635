"""What real clients make of each fault, held against the table of docs/faults.md."""

import io
import os
import pathlib
import re
import socket
import ssl
import subprocess
import time

import pytest
import requests
from PIL import Image, ImageFile
from tls_client import HEALTH, strict_context

ROOT = pathlib.Path(__file__).resolve().parents[2]
FAL_KEY = {"Authorization": "Key id:secret"}
BODY = '{"prompt":"a cat"}'


def rows(heading):
    """The rows of the table below a heading of the page, as lists of cells without back quotes."""
    section = (ROOT / "docs" / "faults.md").read_text().split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip().replace("`", "") for cell in line.strip("|").split(" | ")] for line in lines]


TABLE = {row[0].strip(): row[1:] for row in rows("Faults on the wire")}


def curl(server, authority, way, fault, *more):
    """Asks by curl for an image that goes wrong, and returns its exit code."""
    ca = authority / "authority.pem"
    url, flags = {
        "plain": (f"http://localhost:{server.port}/fal.run", []),
        "tls": (f"https://localhost:{server.port}/fal.run", ["--cacert", ca]),
        "tunnel": ("https://fal.run", ["--cacert", ca, "--proxy", server.url]),
    }[way]
    return subprocess.run(
        ["curl", "-sS", "--compressed", "--max-time", "2", *flags, "-H", "Authorization: Key id:secret",
         "-H", f"X-Fauxto-Fault: {fault}", "--json", BODY, "-o", os.devnull, *more, f"{url}/fal-ai/flux/srpo"],
        capture_output=True, timeout=20,
    ).returncode  # fmt: skip


def asked(row):
    """Faults that a header can ask for, with a cell of theirs."""
    return [(fault, cells[row]) for fault, cells in TABLE.items() if fault != "REFUSED_HANDSHAKE"]


@pytest.mark.parametrize(("fault", "codes"), asked(1))
@pytest.mark.parametrize("way", ["plain", "tls", "tunnel"])
def test_curl_exits_as_the_table_says(encrypted, authority, way, fault, codes):
    plain, _, secure = codes.partition("; TLS ")
    expected = secure if secure and way != "plain" else plain
    assert str(curl(encrypted, authority, way, fault)) == expected


@pytest.mark.parametrize(("fault", "outcome"), asked(2))
def test_requests_raises_what_the_table_says(encrypted, fault, outcome):
    def call():
        answer = requests.post(
            encrypted.url + "/fal.run/fal-ai/flux/srpo", data=BODY, timeout=1,
            headers={**FAL_KEY, "Content-Type": "application/json", "X-Fauxto-Fault": fault},
        )  # fmt: skip
        answer.json()
        return "nothing"

    try:
        seen = call()
    except requests.RequestException as error:
        seen = type(error).__name__
    assert seen == outcome


def test_every_fault_has_a_row_and_no_row_is_of_another():
    source = (ROOT / "Sources" / "Scenarios" / "WireFault.swift").read_text()
    assert set(TABLE) == set(re.findall(r'= "([A-Z_]+)"', source))


@pytest.mark.parametrize("way", ["tls", "tunnel"])
def test_a_bad_record_is_a_bad_record_to_a_client_of_tls(encrypted, authority, way):
    context = ssl.create_default_context(cafile=authority / "authority.pem")
    raw = socket.create_connection(("127.0.0.1", encrypted.port), timeout=10)
    host = "localhost"
    if way == "tunnel":
        host = "fal.run"
        raw.sendall(b"CONNECT fal.run:443 HTTP/1.1\r\nHost: fal.run:443\r\n\r\n")
        assert raw.recv(4096).startswith(b"HTTP/1.1 200")
    with context.wrap_socket(raw, server_hostname=host) as secured:
        head = f"POST /fal.run/fal-ai/flux/srpo HTTP/1.1\r\nHost: {host}\r\n"
        if way == "tunnel":
            head = head.replace("/fal.run/", "/")
        fields = f"Authorization: Key id:secret\r\nX-Fauxto-Fault: BAD_TLS_RECORD\r\nContent-Length: {len(BODY)}\r\n\r\n"
        secured.sendall((head + fields + BODY).encode())
        with pytest.raises(ssl.SSLError):
            secured.recv(4096)


@pytest.fixture
def refusing(start, tmp_path, authority):
    scenario = tmp_path / "refusing.json5"
    scenario.write_text("{ rules: [{ when: { role: 'fal.run', nth: [1, 2] }, then: { fault: 'REFUSED_HANDSHAKE' } }] }")
    return start("--quiet", "--ca", authority, "--scenario", scenario)


def test_a_refused_handshake_is_refused_by_the_host_and_counted(refusing, authority):
    codes = [curl(refusing, authority, "tunnel", "1ms") for _ in range(3)]
    assert codes == [int(TABLE["REFUSED_HANDSHAKE"][1]), 35, 0]
    # Another host, and the same one without TLS, are not asked about.
    assert curl(refusing, authority, "tls", "1ms") == 0
    assert curl(refusing, authority, "plain", "1ms") == 0


def test_a_refused_handshake_is_an_alert(refusing, authority):
    context = ssl.create_default_context(cafile=authority / "authority.pem")
    raw = socket.create_connection(("127.0.0.1", refusing.port), timeout=10)
    with pytest.raises(ssl.SSLError, match="ALERT"):
        context.wrap_socket(raw, server_hostname="fal.run")


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3], ids=["1.2", "1.3"])
def test_a_refused_handshake_is_refused_to_a_client_that_resumes_a_session(start, tmp_path, authority, version):
    scenario = tmp_path / "second.json5"
    scenario.write_text("{ rules: [{ when: { role: 'fal.run', nth: 2 }, then: { fault: 'REFUSED_HANDSHAKE' } }] }")
    server = start("--quiet", "--ca", authority, "--scenario", scenario)
    context = strict_context(authority)
    context.minimum_version = context.maximum_version = version

    def connect(session):
        plain = socket.create_connection(("127.0.0.1", server.port), timeout=10)
        with context.wrap_socket(plain, server_hostname="fal.run", session=session) as connection:
            connection.sendall(HEALTH)
            assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")
            return connection.session, connection.session_reused

    session, _ = connect(None)
    with pytest.raises(ssl.SSLError, match="HANDSHAKE_FAILURE"):
        connect(session)
    assert connect(session)[1]
    report = requests.get(server.url + "/_fauxto/report", timeout=10).json()
    assert report["rules"] == [{"rule": "rule 1", "matched": 3, "fired": 1}]


def test_requests_raises_on_a_refused_handshake_what_the_table_says(refusing, authority):
    with pytest.raises(requests.RequestException) as error:
        requests.post(
            "https://fal.run/fal-ai/flux/srpo", data=BODY, timeout=10, headers=FAL_KEY,
            proxies={"https": refusing.url}, verify=str(authority / "authority.pem"),
        )  # fmt: skip
    assert type(error.value).__name__ == TABLE["REFUSED_HANDSHAKE"][2]


@pytest.mark.parametrize("form", ["jpeg", "png"])
@pytest.mark.parametrize("size", [512, 2100], ids=["small", "streamed"])
def test_half_an_image_decodes_its_first_rows(server, form, size):
    body = {"prompt": "a cat", "image_size": {"width": size, "height": size}, "output_format": form}
    url = requests.post(server.url + "/fal.run/fal-ai/flux/srpo", json=body, headers=FAL_KEY, timeout=10).json()[
        "images"
    ][0]["url"]
    whole = Image.open(io.BytesIO(requests.get(url, timeout=20).content)).convert("RGB")
    answer = requests.get(url, timeout=20, headers={"X-Fauxto-Fault": "HALF_IMAGE"})
    assert answer.status_code == 200
    with pytest.raises(OSError, match="truncated"):
        Image.open(io.BytesIO(answer.content)).load()
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        half = Image.open(io.BytesIO(answer.content)).convert("RGB")
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    rows = (0, 0, size, 16)
    assert half.size == whole.size
    assert half.crop(rows).tobytes() == whole.crop(rows).tobytes()
    assert half.tobytes() != whole.tobytes()


def descriptors(server):
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


def send(server, fault):
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    fields = f"Host: localhost\r\nAuthorization: Key id:secret\r\nX-Fauxto-Fault: {fault}\r\n"
    connection.sendall(
        f"POST /fal.run/fal-ai/flux/srpo HTTP/1.1\r\n{fields}Content-Length: {len(BODY)}\r\n\r\n{BODY}".encode()
    )
    return connection


def descriptors_after_clients(server, fault, idle, bound):
    """Has thirty clients come and go, and returns the number of descriptors once it is not above a bound.

    The clients are in once the server, which held `idle` descriptors before it had any, holds thirty more. A count
    taken here would not do: sockets of those who came before may be among it, and be closed a moment later.
    """
    clients = [send(server, fault) for _ in range(30)]
    for client in clients if fault != "STALL_BEFORE_HEAD" else []:
        assert client.recv(16).startswith(b"HTTP/1.1")
    deadline = time.monotonic() + 20
    while descriptors(server) < idle + 30:
        assert time.monotonic() < deadline, "the clients were not let in"
    for client in clients:
        client.close()
    while (left := descriptors(server)) > bound:
        assert time.monotonic() < deadline, f"{left - bound} descriptors are left"
        time.sleep(0.05)
    return left


@pytest.mark.parametrize("fault", ["STALL_BEFORE_HEAD", "STALL_MID_BODY", "DRIP"])
def test_nothing_is_left_of_a_client_that_went_away(start, fault):
    server = start("--quiet")
    # The first to wait has the runtime open its timers, which stay.
    idle = descriptors(server)
    bound = descriptors_after_clients(server, fault, idle, idle + 8)
    for _ in range(3):
        bound = min(bound, descriptors_after_clients(server, fault, idle, bound))
    # Were a request of theirs still being answered, the end would wait for it.
    start_of_end = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - start_of_end < 5


@pytest.mark.parametrize("fault", ["STALL_BEFORE_HEAD", "STALL_MID_BODY"])
def test_the_end_waits_for_a_stalled_answer_no_longer_than_for_any(start, fault):
    server = start("--quiet")
    client = send(server, fault)
    if fault != "STALL_BEFORE_HEAD":
        assert client.recv(16).startswith(b"HTTP/1.1")
    begin = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - begin < 12
    client.close()
