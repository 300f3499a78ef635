"""What clients do to a server, each from one connection to its end. Every actor says what it expects, and counts the rest.

An actor takes the world (port, authority, receiver, pictures) and a source of chance. It raises `Unexpected` for an answer
that nobody asked for; what a fault or its own going away does to an exchange is not held against the server.
"""

import base64
import contextlib
import pathlib
import socket
import ssl
import sys
import time

from wire import Gone, connected, encrypt, exchange, read, request, reset

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "clients"))
from page_calls import CALLS  # noqa: E402

FAL = "/fal/fal-ai/flux/srpo"
QUEUE = "/fal/queue/fal-ai/flux/srpo"
REQUESTS = "/fal/queue/fal-ai/flux/requests/"
WIRE_FAULTS = [
    "CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "CLOSE_AFTER_HEAD", "TRUNCATED_BODY", "MALFORMED_RESPONSE_CHUNK",
    "RANDOM_DATA_THEN_CLOSE", "WRONG_CONTENT_LENGTH", "STALL_BEFORE_HEAD", "STALL_MID_BODY", "DRIP", "SLOW_CLOSE",
    "INVALID_HTTP_VERSION", "BAD_TLS_RECORD", "MISLABELLED_GZIP", "WRONG_CONTENT_TYPE", "HALF_IMAGE", "EXPIRED_LINK",
]  # fmt: skip
FAILURES = [
    "unauthenticated", "invalidCredential", "insufficientBalance", "forbidden", "rateLimited", "unknownModel",
    "invalidInput", "contentPolicy", "overloaded", "timeout", "internalError",
]  # fmt: skip
# Half a second is what a client waits where the server was told to keep it waiting.
IMPATIENCE = 0.5


class Unexpected(Exception):
    pass


def expect(answer, *statuses):
    if answer.status not in statuses:
        raise Unexpected(f"{answer.status} instead of {statuses}: {answer.body[:200]!r}")
    return answer


def key(chance):
    return {"Authorization": f"Key soak-{chance.randrange(20)}:secret"}


def prompt(chance):
    return {"prompt": f"a cat number {chance.randrange(10_000)}", "image_size": "square"}


def path(url):
    return "/" + url.split("/", 3)[3]


def generate(world, chance):
    return expect(exchange(world.port, "POST", FAL, key(chance), prompt(chance)), 200).json()


def valid_calls(world, chance):
    target, credential, body, *_ = chance.choice([call for name, call in CALLS.items() if "image to" not in name])
    with connected(world.port) as connection:
        for _ in range(chance.randint(1, 5)):
            body = {**body, "prompt": f"a dog number {chance.randrange(10_000)}"}
            connection.sendall(request("POST", target, {"Authorization": credential}, body))
            expect(read(connection), 200)


def refused_calls(world, chance):
    target, credential, body, *_ = chance.choice(list(CALLS.values()))
    fields, body = chance.choice(
        [
            ({}, body),
            ({"Authorization": credential}, b'{"prompt":'),
            ({"Authorization": credential}, b"[" * 3000),
            ({"Authorization": credential}, {**body, "prompt": 5}),
            ({"Authorization": credential}, {**body, "prompt": {}, "num_images": 9000}),
        ]
    )
    expect(exchange(world.port, "POST", target, fields, body), 400, 401, 403, 404, 422)


def images(world, chance):
    target = path(generate(world, chance)["images"][0]["url"])
    # The oldest of too many images are forgotten.
    whole = expect(exchange(world.port, "GET", target), 200, 404)
    expect(exchange(world.port, "GET", target, {"If-None-Match": whole.fields.get("etag", "*")}), 304, 404)
    expect(exchange(world.port, "GET", target, {"Range": f"bytes={chance.randrange(500)}-"}), 206, 404)
    expect(exchange(world.port, "HEAD", target), 200, 404)
    expect(exchange(world.port, "GET", target + "x"), 404)


def jobs(world, chance):
    fields = key(chance)
    webhook = f"?fal_webhook=http://127.0.0.1:{world.receiver}/{chance.choice(['taken', 'refused', 'ignored'])}"
    job = expect(exchange(world.port, "POST", QUEUE + chance.choice(["", webhook]), fields, prompt(chance)), 200)
    target = REQUESTS + job.json()["request_id"]
    if chance.random() < 0.2:
        expect(exchange(world.port, "PUT", f"{target}/cancel", fields), 202, 400, 404)
    if chance.random() < 0.3:
        watch(world, chance, f"{target}/status/stream?logs=1", fields)
    for _ in range(3):
        # The oldest of too many jobs are forgotten.
        expect(exchange(world.port, "GET", f"{target}/status", fields), 200, 202, 404)
        time.sleep(0.05)
    # 499 is the result of a job that was called off.
    expect(exchange(world.port, "GET", target, fields), 200, 202, 400, 404, 499)


def watch(world, chance, target, fields):
    """Reads some of an endless stream, and goes."""
    deadline = time.monotonic() + chance.uniform(0.1, 1)
    with connected(world.port, 1) as connection, contextlib.suppress(TimeoutError):
        connection.sendall(request("GET", target, fields))
        while time.monotonic() < deadline and connection.recv(4096):
            pass


def journal_streams(world, chance):
    watch(world, chance, "/_fauxto/events", {})


def control_pages(world, chance):
    for page in ("health", "requests?limit=20", "report", "bill", "webhooks", "scenario", "clock"):
        expect(exchange(world.port, "GET", f"/_fauxto/{page}"), 200)
    expect(exchange(world.port, "GET", "/_fauxto/schedule?account=soak-1:secret&n=20"), 200, 400)
    expect(exchange(world.port, "POST", "/_fauxto/reset?account=weather%3Asecret"), 200, 204)
    expect(exchange(world.port, "GET", "/_fauxto/nowhere"), 404)


def uploads(world, chance):
    fields = key(chance)
    answer = expect(
        exchange(
            world.port, "POST", "/fal/rest/storage/upload/initiate?storage_type=fal-cdn-v3", fields,
            {"file_name": "picture.png", "content_type": "image/png"},
        ),
        200,
    ).json()  # fmt: skip
    content = chance.choice(world.pictures)
    put = request("PUT", path(answer["upload_url"]), {"Content-Type": "image/png"}, content)
    with connected(world.port) as connection:
        if chance.random() < 0.3:
            connection.sendall(put[: chance.randrange(len(put))])
            return
        connection.sendall(put)
        expect(read(connection), 200)
    file = answer["file_url"]
    expect(exchange(world.port, "GET", path(file)), 200, 404)
    expect(exchange(world.port, "POST", FAL + "/image-to-image", fields, {"prompt": "a cat", "image_url": file}), 200, 422)


def references(world, chance):
    content = chance.choice(world.pictures)
    if chance.random() < 0.5:
        cut = chance.randrange(len(content))
        content = content[:cut] + chance.randbytes(20) + content[cut + 20 :]
    url = chance.choice(
        [
            "data:image/png;base64," + base64.b64encode(content).decode(),
            "https://cdn.example.com/0.png",
            "https://cdn.example.com/none.png",
            "https://elsewhere.example.com/a.png",
            "data:image/png;base64,!!!",
        ]
    )
    body = {"prompt": "a cat", "image_url": url}
    expect(exchange(world.port, "POST", FAL + "/image-to-image", key(chance), body), 200, 422)


def encrypted_calls(world, chance):
    with connected(world.port) as plain, encrypt(plain, world.authority) as connection:
        for _ in range(2):
            connection.sendall(request("POST", FAL, key(chance), prompt(chance)))
            expect(read(connection), 200)


def tunnels(world, chance):
    with connected(world.port) as plain:
        plain.sendall(b"CONNECT fal.run:443 HTTP/1.1\r\nHost: fal.run:443\r\n\r\n")
        expect(read(plain, False), 200)
        if chance.random() < 0.2:
            plain.sendall(chance.randbytes(chance.randrange(200)))
            return
        with encrypt(plain, world.authority, "fal.run") as connection:
            fields = {"Host": "fal.run", **key(chance)}
            connection.sendall(request("POST", "/fal-ai/flux/srpo", fields, prompt(chance)))
            expect(read(connection), 200)
    with connected(world.port) as plain:
        plain.sendall(b"CONNECT elsewhere.example.com:443 HTTP/1.1\r\nHost: elsewhere.example.com:443\r\n\r\n")
        expect(read(plain), 403)


def broken_handshakes(world, chance):
    outgoing = ssl.MemoryBIO()
    client = ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), outgoing, server_hostname="fal.run")
    with contextlib.suppress(ssl.SSLWantReadError):
        client.do_handshake()
    hello = bytearray(outgoing.read())
    for _ in range(chance.randrange(3)):
        hello[chance.randrange(5, len(hello))] = chance.randrange(256)
    with connected(world.port, IMPATIENCE) as connection:
        connection.sendall(hello[: chance.randint(1, len(hello))])
        with contextlib.suppress(OSError):
            connection.recv(4096)


def scenarios(world, chance):
    """Rules for an account of its own, so that nobody else is disturbed."""
    rules = [
        {
            "name": f"rule {number}",
            "when": {"account": "weather:secret", "prompt": chance.choice(["*cat*", f"/number {number}/", "*"])},
            "chance": 0.5,
            "then": chance.choice([{"failure": "overloaded"}, {"latency": {"fixedDelayMilliseconds": 20}}, {"fault": "EMPTY_RESPONSE"}]),
        }
        for number in range(chance.randrange(30))
    ]
    expect(exchange(world.port, "POST", "/_fauxto/scenario", body={"rules": rules}), 200, 204, 400)
    expect(exchange(world.port, "POST", "/_fauxto/scenario", body=b"{ rules: [{ than: {} }] }"), 400)
    with contextlib.suppress(Gone):
        exchange(world.port, "POST", FAL, {"Authorization": "Key weather:secret"}, prompt(chance))
    expect(exchange(world.port, "GET", "/_fauxto/schedule?account=weather:secret&n=50"), 200)


def clock_moves(world, chance):
    move = chance.choice([{"advance": "2s"}, {"scale": 10}, {"auto": True}, {"advance": 100}, {"advance": "-1s"}])
    expect(exchange(world.port, "POST", "/_fauxto/clock", body=move), 200, 400)
    expect(exchange(world.port, "POST", "/_fauxto/clock", body={"real": True}), 200)


def wire_faults(world, chance):
    fields = {**key(chance), "X-Fauxto-Fault": chance.choice(WIRE_FAULTS)}
    with contextlib.suppress(Gone, OSError):
        if chance.random() < 0.5:
            exchange(world.port, "POST", FAL, fields, {**prompt(chance), "sync_mode": True}, IMPATIENCE)
        else:
            target = path(generate(world, chance)["images"][0]["url"])
            exchange(world.port, "GET", target, fields, patience=IMPATIENCE)


def failures(world, chance):
    wish = chance.choice(FAILURES)
    target, credential, body, *_ = chance.choice(list(CALLS.values()))
    answer = exchange(world.port, "POST", target, {"Authorization": credential, "X-Fauxto-Fault": wish}, body)
    if answer.status < 400 and wish != "contentPolicy":
        raise Unexpected(f"{wish} was answered {answer.status}")


def delays(world, chance):
    fields = {**key(chance), "X-Fauxto-Delay": f"{chance.randrange(600)}ms"}
    with contextlib.suppress(Gone):
        expect(exchange(world.port, "POST", FAL, fields, prompt(chance), chance.choice([PATIENT, 0.1])), 200)


PATIENT = 5


def clients_that_go(world, chance):
    """At any byte of a request, or of its answer, in order or with a reset."""
    sent = request("POST", FAL, key(chance), {**prompt(chance), "sync_mode": True})
    with connected(world.port) as connection:
        connection.sendall(sent[: chance.choice([chance.randrange(len(sent)), len(sent)])])
        with contextlib.suppress(TimeoutError):
            connection.settimeout(chance.choice([0.001, 0.05]))
            connection.recv(chance.choice([1, 1000]))
        if chance.random() < 0.5:
            reset(connection)


def slow_readers(world, chance):
    body = {"prompt": "a cat", "sync_mode": True, "num_images": 4}
    with connected(world.port, receive_buffer=4096) as connection:
        connection.sendall(request("POST", FAL, key(chance), body))
        with contextlib.suppress(OSError):
            for _ in range(chance.randrange(30)):
                connection.recv(2048)
                time.sleep(0.03)


def large_pictures(world, chance):
    body = {"prompt": f"a cat {chance.random()}", "image_size": {"width": 2304, "height": 2304}}
    answer = expect(exchange(world.port, "POST", FAL, key(chance), body), 200, 422)
    if answer.status == 200:
        with connected(world.port) as connection:
            connection.sendall(request("GET", path(answer.json()["images"][0]["url"])))
            for _ in range(chance.randrange(100)):
                if not connection.recv(65_536):
                    break


def slow_writers(world, chance):
    sent = request("POST", FAL, key(chance), prompt(chance))
    with connected(world.port) as connection:
        step = chance.randint(5, 60)
        for start in range(0, len(sent), step):
            connection.sendall(sent[start : start + step])
            time.sleep(0.02)
        expect(read(connection), 200)


def silent_clients(world, chance):
    with connected(world.port) as connection:
        connection.sendall(request("POST", FAL, key(chance), prompt(chance))[: chance.randrange(40)])
        time.sleep(chance.uniform(0, 1.5))


MALFORMED = [
    b"GET / HTTP/2.7\r\n\r\n", b"\0\0\0\0", b"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 2\r\n\r\n", b"G" * 20_000,
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
    b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\n" + b"A: b\r\n" * 200 + b"\r\n",
    b"POST /fal/fal-ai/flux/srpo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", b"CONNECT :0 HTTP/1.1\r\nHost: a\r\n\r\n", b"GET http:// HTTP/1.1\r\nHost: a\r\n\r\n",
]  # fmt: skip


def malformed_requests(world, chance):
    with connected(world.port, IMPATIENCE) as connection, contextlib.suppress(Gone):
        connection.sendall(chance.choice(MALFORMED))
        answer = read(connection)
        if answer.status >= 500 and answer.status not in (501, 505):
            raise Unexpected(f"{answer.status} to a malformed request")


# How often each is chosen.
ACTORS = {
    valid_calls: 8, refused_calls: 6, images: 5, jobs: 6, journal_streams: 1, control_pages: 2, uploads: 3, references: 4,
    encrypted_calls: 3, tunnels: 3, broken_handshakes: 3, scenarios: 2, clock_moves: 1, wire_faults: 8, failures: 3,
    delays: 2, clients_that_go: 6, slow_readers: 2, large_pictures: 1, slow_writers: 1, silent_clients: 1,
    malformed_requests: 5,
}  # fmt: skip
