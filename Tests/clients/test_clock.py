"""Time that leaps: what takes minutes on a real clock takes a moment, in the same order."""

import http.client
import json
import time

import pytest
import requests

FIELDS = {"Authorization": "Key id:secret", "Content-Type": "application/json"}


class Caller:
    """One connection on which requests follow each other."""

    def __init__(self, server):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port)

    def ask(self, method, path, body=None):
        self.connection.request(method, path, json.dumps(body) if body is not None else None, FIELDS)
        return json.loads(self.connection.getresponse().read())


@pytest.mark.parametrize("runners", [1, 4])
def test_a_thousand_jobs_of_a_minute_end_within_a_second(start, tmp_path, runners):
    configuration = tmp_path / "fauxto.json"
    configuration.write_text(json.dumps({"queue": {"runners": runners, "fixedDurationMilliseconds": 60_000}}))
    caller = Caller(start("--quiet", "--clock", "frozen@2026-08-30T12:00:00Z", "--config", configuration))
    ids = [caller.ask("POST", "/fal/queue/fal-ai/flux/srpo", {"prompt": f"{n}"})["request_id"] for n in range(1000)]
    status = lambda n: caller.ask("GET", f"/fal/queue/fal-ai/flux/requests/{ids[n]}/status")
    began = time.monotonic()
    caller.ask("POST", "/_fauxto/clock", {"auto": True})
    started = 0
    looks = 0
    while status(999)["status"] != "COMPLETED":
        number = looks * 387 % 1000
        answer = status(number)
        position = answer.get("queue_position")
        if position is not None:
            assert number - position >= started
            started = number - position
        looks += 1
    took = time.monotonic() - began
    print(f"{took:.2f} s, {looks} looks")
    assert took < 1
    # The hour may have ended for the first ones by now: they are forgotten an hour after their end.
    assert status(998)["status"] == "COMPLETED"


def test_a_client_that_polls_sees_a_minute_pass(start, tmp_path):
    configuration = tmp_path / "fauxto.json"
    configuration.write_text(json.dumps({"queue": {"fixedDurationMilliseconds": 60_000}}))
    server = start("--quiet", "--clock", "auto", "--config", configuration)
    url = f"{server.url}/fal/queue/fal-ai/flux"
    job = requests.post(f"{url}/srpo", headers=FIELDS, json={"prompt": "a cat"}).json()["request_id"]
    deadline = time.monotonic() + 10
    while requests.get(f"{url}/requests/{job}/status", headers=FIELDS).json()["status"] != "COMPLETED":
        assert time.monotonic() < deadline
        time.sleep(0.05)
