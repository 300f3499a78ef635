"""fal's webhooks as a receiver has them: every delivery verified by the published key, as fal's pages say to do it."""

import base64
import hashlib
import http.server
import json
import queue
import socket
import threading
import time

import pytest
import requests
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KEY = {"Authorization": "Key id:secret"}
MODEL = "queue.fal.run/fal-ai/flux/srpo"


class Receiver:
    """Takes webhooks on a port of its own, and answers them with one status after the other, then with 200."""

    def __init__(self, *statuses):
        self.deliveries = queue.Queue()
        rest = list(statuses)
        deliveries = self.deliveries

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                deliveries.put((self.headers, body))
                self.send_response(rest.pop(0) if rest else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def next(self):
        return self.deliveries.get(timeout=20)

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def receive():
    receivers = []

    def receive(*statuses):
        receivers.append(Receiver(*statuses))
        return receivers[-1]

    yield receive
    for receiver in receivers:
        receiver.stop()


@pytest.fixture
def serve(start, tmp_path):
    """Starts a server whose jobs take no time, with settings of its own."""

    def serve(*flags, **settings):
        file = tmp_path / "fauxto.json"
        file.write_text(json.dumps({"queue": {"fixedDurationMilliseconds": 0}, **settings}))
        return start("--quiet", "--config", file, *flags)

    return serve


def submit(server, webhook, arguments=None):
    response = requests.post(
        f"{server.url}/{MODEL}",
        params={"fal_webhook": webhook},
        json={"prompt": "a cat"} if arguments is None else arguments,
        headers=KEY,
        timeout=10,
    )
    assert response.status_code == 200, response.text
    return response.json()


def verify(server, headers, body):
    """Verifies a delivery step by step as fal's page on webhooks has it; raises where it is not to be trusted."""
    keys = requests.get(f"{server.url}/rest.fal.ai/.well-known/jwks.json", timeout=10).json()["keys"]
    timestamp = headers["X-Fal-Webhook-Timestamp"]
    if abs(time.time() - int(timestamp)) > 300:
        raise InvalidSignature("too old")
    message = "\n".join(
        [
            headers["X-Fal-Webhook-Request-Id"],
            headers["X-Fal-Webhook-User-Id"],
            timestamp,
            hashlib.sha256(body).hexdigest(),
        ]
    )
    [key] = [key for key in keys if key["kty"] == "OKP" and key["crv"] == "Ed25519"]
    public = base64.urlsafe_b64decode(key["x"] + "=" * (-len(key["x"]) % 4))
    signature = bytes.fromhex(headers["X-Fal-Webhook-Signature"])
    Ed25519PublicKey.from_public_bytes(public).verify(signature, message.encode())


def log_entry(server, request_id, state):
    """The log's entry for a request, once it stands as said."""
    deadline = time.monotonic() + 20
    while True:
        log = requests.get(f"{server.url}/_fauxto/webhooks", timeout=10).json()["webhooks"]
        found = [entry for entry in log if entry["requestId"] == request_id and entry["state"] == state]
        if found:
            return found[0]
        assert time.monotonic() < deadline, log
        time.sleep(0.02)


def test_a_finished_job_is_told_and_verified(serve, receive):
    server, receiver = serve(), receive()
    job = submit(server, receiver.url)
    headers, body = receiver.next()
    verify(server, headers, body)
    message = json.loads(body)
    assert list(message) == ["request_id", "gateway_request_id", "status", "payload"]
    assert message["request_id"] == message["gateway_request_id"] == job["request_id"]
    assert headers["X-Fal-Webhook-Request-Id"] == job["request_id"]
    assert headers["Content-Type"] == "application/json"
    assert message["status"] == "OK"
    assert message["payload"] == requests.get(job["response_url"], headers=KEY, timeout=10).json()
    assert requests.get(message["payload"]["images"][0]["url"], timeout=10).content[:2] == b"\xff\xd8"


def test_a_refused_job_is_told_and_verified(serve, receive):
    server, receiver = serve(), receive()
    submit(server, receiver.url, {})
    headers, body = receiver.next()
    verify(server, headers, body)
    message = json.loads(body)
    assert list(message) == ["request_id", "gateway_request_id", "status", "error", "payload"]
    assert (message["status"], message["error"]) == ("ERROR", "Invalid status code: 422")
    assert message["payload"]["detail"][0]["loc"] == ["body", "prompt"]


def test_what_was_tampered_with_is_found_out(serve, receive):
    server, receiver = serve(), receive()
    submit(server, receiver.url)
    headers, body = receiver.next()
    signature = headers["X-Fal-Webhook-Signature"]
    tampered = {
        "X-Fal-Webhook-Timestamp": str(int(headers["X-Fal-Webhook-Timestamp"]) + 1),
        "X-Fal-Webhook-User-Id": "github|1",
        "X-Fal-Webhook-Request-Id": "another",
        "X-Fal-Webhook-Signature": f"{int(signature[0], 16) ^ 1:x}{signature[1:]}",
    }
    for name, value in tampered.items():
        with pytest.raises(InvalidSignature):
            verify(server, {**headers, name: value}, body)
    with pytest.raises(InvalidSignature):
        verify(server, headers, body + b" ")
    with pytest.raises(InvalidSignature):
        verify(serve("--seed", 7), headers, body)
    verify(server, headers, body)


def test_a_delivery_is_asked_for_again(serve, receive):
    server, receiver = serve(webhooks={"maximumAttempts": 1}), receive(503)
    job = submit(server, receiver.url)
    first = receiver.next()
    entry = log_entry(server, job["request_id"], "failed")
    assert [attempt["status"] for attempt in entry["attempts"]] == [503]
    page = f"{server.url}/_fauxto/webhooks/{job['request_id']}/redeliver"
    assert requests.post(page, timeout=10).status_code == 202
    headers, body = receiver.next()
    verify(server, headers, body)
    assert body == first[1]
    entry = log_entry(server, job["request_id"], "delivered")
    assert [attempt["status"] for attempt in entry["attempts"]] == [503, 200]


def test_hundreds_of_jobs_are_told_once_each(serve, receive):
    server, receiver = serve(), receive()
    with requests.Session() as session:
        session.headers.update(KEY)
        url = f"{server.url}/{MODEL}"
        ids = [
            session.post(url, params={"fal_webhook": receiver.url}, json={"prompt": f"cat {n}"}, timeout=10).json()[
                "request_id"
            ]
            for n in range(200)
        ]
    told = [receiver.next()[0]["X-Fal-Webhook-Request-Id"] for _ in ids]
    assert sorted(told) == sorted(ids)


def test_nothing_is_sent_outside_whatever_proxy_is_named(serve, receive, monkeypatch):
    proxy = receive()
    for name in ["http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"]:
        monkeypatch.setenv(name, proxy.url)
    server, receiver = serve(), receive()
    session = requests.Session()
    session.trust_env = False
    for webhook in ["http://192.0.2.1/hook", receiver.url]:
        session.post(f"{server.url}/{MODEL}?fal_webhook={webhook}", json={"prompt": "a"}, headers=KEY, timeout=10)
    receiver.next()
    deadline = time.monotonic() + 20
    while True:
        log = session.get(f"{server.url}/_fauxto/webhooks", timeout=10).json()["webhooks"]
        if [entry["state"] for entry in log] == ["failed", "delivered"]:
            break
        assert time.monotonic() < deadline, log
        time.sleep(0.02)
    assert "neither on this machine nor in a private network" in log[0]["attempts"][0]["error"]
    assert proxy.deliveries.empty()


def test_the_end_of_the_server_does_not_wait_for_a_receiver_that_says_nothing(serve):
    server = serve()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(20)
        submit(server, f"http://127.0.0.1:{silent.getsockname()[1]}/hook")
        connection, _ = silent.accept()
        with connection:
            began = time.monotonic()
            assert server.stop() == 0
            # curl was ended with it: its connection is closed.
            connection.settimeout(5)
            while connection.recv(65_536):
                pass
            assert time.monotonic() - began < 5
