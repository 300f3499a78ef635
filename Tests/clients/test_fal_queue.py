"""fal's queue: the requests that fal's clients make, in the order in which they make them, in real time."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from test_receipts import receipt

KEY = {"Authorization": "Key id:secret"}
# What the JavaScript client sends with everything, and the Python client with some things.
JAVASCRIPT = {**KEY, "accept": "application/json", "content-type": "application/json"}
MODEL = "fal-ai/flux/srpo"


@pytest.fixture
def queue(start, tmp_path):
    """Starts a server with queue settings of its own, and returns the queue's address."""

    def queue(**settings):
        file = tmp_path / "fauxto.json"
        file.write_text(json.dumps({"queue": settings}))
        return start("--quiet", "--config", file).url + "/queue.fal.run"

    return queue


def submit(url, arguments=None, model=MODEL, headers=KEY, **options):
    response = requests.post(f"{url}/{model}", json=arguments or {"prompt": "a cat"}, headers=headers, timeout=10, **options)
    assert response.status_code == 200, response.text
    return response.json()


def events(response):
    """The events of a stream, and when each came."""
    lines = response.iter_lines(decode_unicode=True)
    return [(json.loads(line[len("data: ") :]), time.monotonic()) for line in lines if line.startswith("data: ")]


def wait(handle):
    """Polls until a job is over."""
    deadline = time.monotonic() + 20
    while requests.get(handle["status_url"], headers=KEY, timeout=10).status_code == 202:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def picture_of(url, arguments, model=MODEL):
    """The address of the picture of a job."""
    handle = submit(url, arguments, model)
    result = requests.get(handle["response_url"], headers=KEY, timeout=10)
    assert result.status_code == 200, result.text
    return result.json()["images"][0]["url"]


def test_the_python_client_submits_polls_and_follows_the_links_it_was_given(queue):
    url = queue(fixedDurationMilliseconds=300)
    with requests.Session() as session:
        session.headers.update(KEY)
        handle = session.post(f"{url}/{MODEL}", json={"prompt": "a red fox", "seed": 7}, timeout=10).json()
        assert handle["status_url"].startswith(url)
        seen = []
        while True:
            status = session.get(handle["status_url"], params={"logs": "true"}, timeout=10)
            seen.append((status.status_code, status.json()["status"]))
            if status.json()["status"] == "COMPLETED":
                break
            time.sleep(0.02)
        result = session.get(handle["response_url"], timeout=10)
    assert seen[0] == (202, "IN_PROGRESS")
    assert seen[-1] == (200, "COMPLETED")
    assert status.json()["metrics"]["inference_time"] == 0.3
    assert [entry["labels"]["level"] for entry in status.json()["logs"]] == ["INFO"] * 5
    assert result.headers["x-fal-request-id"] == handle["request_id"]
    image = receipt(requests.get(result.json()["images"][0]["url"], timeout=10).content)
    assert (image["vendor"], image["model"], image["seed"]) == ("fal", MODEL, 7)
    assert image["request"] == handle["request_id"]


def test_the_javascript_client_builds_the_links_itself_and_streams(queue):
    url = queue(fixedDurationMilliseconds=400, runners=1)
    headers = {**JAVASCRIPT, "x-fal-queue-priority": "normal"}
    ids = [submit(url, headers=headers)["request_id"] for _ in range(2)]
    place = f"{url}/fal-ai/flux/requests/{ids[1]}"
    begin = time.monotonic()
    with requests.get(f"{place}/status/stream?logs=1", headers=JAVASCRIPT, stream=True, timeout=10) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        statuses = events(stream)
    names = [status["status"] for status, _ in statuses]
    assert names[0] == "IN_QUEUE" and names[-1] == "COMPLETED" and "IN_PROGRESS" in names
    assert statuses[0][0]["queue_position"] == 0
    # Each event came when it happened, and not with the last.
    assert statuses[0][1] - begin < 0.3 < statuses[-1][1] - begin
    assert requests.get(place, headers=JAVASCRIPT, timeout=10).json()["prompt"] == "a cat"


def test_older_clients_end_their_paths_with_slashes_and_go_by_the_status_code(queue):
    url = queue(fixedDurationMilliseconds=100)
    request_id = submit(url)["request_id"]
    place = f"{url}/{MODEL}/requests/{request_id}"
    wait({"status_url": f"{place}/status/?logs=1"})
    assert requests.get(f"{place}/", headers=KEY, timeout=10).status_code == 200


def test_bad_input_is_found_out_with_the_result(queue):
    handle = submit(queue(), {"prompt": 5})
    assert requests.get(handle["status_url"], headers=KEY, timeout=10).json()["status"] == "COMPLETED"
    result = requests.get(handle["response_url"], headers=KEY, timeout=10)
    assert (result.status_code, result.headers["x-fal-billable-units"]) == (422, "0")
    assert result.json()["detail"][0]["loc"] == ["body", "prompt"]


def test_a_cancelled_job_makes_room_for_the_next(queue):
    url = queue(fixedDurationMilliseconds=3_600_000, runners=1)
    first, second = submit(url), submit(url)
    response = requests.put(first["cancel_url"], headers=KEY, timeout=10)
    assert (response.status_code, response.json()) == (202, {"status": "CANCELLATION_REQUESTED"})
    status = requests.get(first["status_url"], headers=KEY, timeout=10).json()
    assert (status["status"], status["error_type"]) == ("COMPLETED", "client_cancelled")
    assert requests.get(first["response_url"], headers=KEY, timeout=10).status_code == 499
    assert requests.get(second["status_url"], headers=KEY, timeout=10).json()["status"] == "IN_PROGRESS"


def test_a_job_that_no_runner_takes_in_time(queue):
    url = queue(fixedDurationMilliseconds=3_600_000, runners=1)
    submit(url)
    handle = submit(url, headers={**KEY, "x-fal-request-timeout": "0.2"})
    with requests.get(handle["status_url"] + "/stream", headers=KEY, stream=True, timeout=10) as stream:
        statuses = events(stream)
    assert statuses[-1][0]["error_type"] == "request_timeout"
    result = requests.get(handle["response_url"], headers=KEY, timeout=10)
    assert (result.status_code, result.headers["x-fal-request-timeout-type"]) == (504, "user")


def test_a_stream_ends_with_its_client(queue):
    url = queue(fixedDurationMilliseconds=3_600_000)
    handle = submit(url)
    for _ in range(50):
        with requests.get(handle["status_url"] + "/stream", headers=KEY, stream=True, timeout=10) as stream:
            assert next(stream.iter_lines()).startswith(b"data: ")
    # The server still answers, and ends in time, though fifty streams were left alone.
    assert requests.get(handle["status_url"], headers=KEY, timeout=10).status_code == 202


def test_many_jobs_at_once_from_many_clients(queue):
    url = queue(runners=4, fixedDurationMilliseconds=50)
    with ThreadPoolExecutor(16) as pool:
        handles = list(pool.map(lambda seed: submit(url, {"prompt": "a cat", "seed": seed}), range(64)))
        assert len({handle["request_id"] for handle in handles}) == 64
        list(pool.map(wait, handles))
        results = list(pool.map(lambda handle: requests.get(handle["response_url"], headers=KEY, timeout=10), handles))
    assert [result.status_code for result in results] == [200] * 64
    assert [result.json()["seed"] for result in results] == list(range(64))


def test_a_reference_is_looked_at_when_the_job_runs(queue):
    url = queue(fixedDurationMilliseconds=0)
    source = picture_of(url, {"prompt": "a cat", "image_size": "square"})
    arguments = {"prompt": "a dog", "image_url": source, "seed": 3}
    image = receipt(requests.get(picture_of(url, arguments, model=f"{MODEL}/image-to-image"), timeout=10).content)
    assert (image["width"], image["height"], image["strength"]) == (512, 512, 0.95)


def test_a_run_can_be_streamed(server):
    response = requests.post(
        f"{server.url}/fal.run/{MODEL}/stream", json={"prompt": "a cat"}, headers=KEY, stream=True, timeout=10
    )
    assert [list(event) for event, _ in events(response)] == [["images", "timings", "seed", "has_nsfw_concepts", "prompt"]]
