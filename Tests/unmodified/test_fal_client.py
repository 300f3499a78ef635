"""fal's Python client, both the synchronous and the asynchronous one."""

import itertools
import os

import fal_client
import pytest

from pictures import prompt_digest, receipt_at

MODEL = "fal-ai/flux/srpo"
PROMPT = "a lighthouse in the fog"


def receipt_of(result):
    return receipt_at(result["images"][0]["url"])


def fill_queue(fal, count):
    """Jobs that keep both runners of the account busy, each for 300 ms."""
    return [fal.submit(MODEL, {"prompt": "ahead"}) for _ in range(count)]


def test_run_with_the_key_of_the_environment():
    assert os.environ["FAL_KEY"]
    image = receipt_of(fal_client.run(MODEL, arguments={"prompt": PROMPT, "seed": 7}))
    assert (image["vendor"], image["model"], image["seed"]) == ("fal", MODEL, 7)
    assert image["promptSHA256"] == prompt_digest(PROMPT)


def test_run(fal):
    result = fal.run(MODEL, {"prompt": PROMPT, "seed": 7, "num_images": 2, "image_size": {"width": 384, "height": 256}})
    assert (result["seed"], result["prompt"], result["has_nsfw_concepts"]) == (7, PROMPT, [False, False])
    for index, image in enumerate(result["images"]):
        told = receipt_at(image["url"])
        assert (told["seed"], told["index"], told["count"]) == (7, index, 2)
        assert (told["width"], told["height"]) == (image["width"], image["height"]) == (384, 256)


def test_submit_then_follow_the_events_then_get(fal):
    fill_queue(fal, 2)
    handle = fal.submit(MODEL, {"prompt": PROMPT, "seed": 11}, priority="low")
    events = list(handle.iter_events(with_logs=True, interval=0.03))
    kinds = [kind for kind, _ in itertools.groupby(map(type, events))]
    assert kinds == [fal_client.Queued, fal_client.InProgress, fal_client.Completed]
    assert events[0].position == 0
    assert events[-1].metrics == {"inference_time": 0.3}
    assert (events[-1].error, events[-1].error_type) == (None, None)
    assert all(log["message"] and log["timestamp"] for log in events[-1].logs) and events[-1].logs
    image = receipt_of(handle.get())
    assert (image["request"], image["seed"]) == (handle.request_id, 11)


def test_subscribe_tells_of_the_queue_and_brings_the_logs(fal):
    fill_queue(fal, 2)
    ids, updates = [], []
    result = fal.subscribe(
        MODEL,
        {"prompt": PROMPT},
        with_logs=True,
        on_enqueue=ids.append,
        on_queue_update=updates.append,
    )
    assert isinstance(updates[0], fal_client.Queued) and isinstance(updates[-1], fal_client.Completed)
    assert updates[-1].logs
    image = receipt_of(result)
    assert [image["request"]] == ids
    assert image["promptSHA256"] == prompt_digest(PROMPT)


def test_subscribe_without_a_listener(fal):
    assert receipt_of(fal.subscribe(MODEL, {"prompt": PROMPT, "seed": 3}))["seed"] == 3


def test_status_and_result_by_id(fal):
    request_id = fal.submit(MODEL, {"prompt": PROMPT, "seed": 5}).request_id
    status = fal.status(MODEL, request_id, with_logs=True)
    assert isinstance(status, fal_client.InProgress) and isinstance(status.logs, list)
    image = receipt_of(fal.result(MODEL, request_id))
    assert (image["request"], image["seed"]) == (request_id, 5)
    assert isinstance(fal.status(MODEL, request_id), fal_client.Completed)


@pytest.mark.parametrize("way", ["by its handle", "by id"])
def test_cancel(fal, way):
    *_, handle = fill_queue(fal, 3)
    if way == "by id":
        fal.cancel(MODEL, handle.request_id)
    else:
        handle.cancel()
    status = handle.status()
    assert isinstance(status, fal_client.Completed) and status.error_type == "client_cancelled"
    with pytest.raises(fal_client.FalClientHTTPError) as failure:
        handle.get()
    assert failure.value.status_code == 499


def test_what_is_over_can_not_be_cancelled(fal):
    handle = fal.submit(MODEL, {"prompt": PROMPT})
    assert receipt_of(handle.get())["request"] == handle.request_id
    with pytest.raises(fal_client.FalClientHTTPError) as failure:
        handle.cancel()
    assert (failure.value.status_code, failure.value.response.json()) == (400, {"status": "ALREADY_COMPLETED"})


def test_stream(fal):
    events = list(fal.stream(MODEL, {"prompt": PROMPT, "seed": 9}))
    assert receipt_of(events[-1])["seed"] == 9


@pytest.mark.parametrize("way", ["run", "subscribe"])
def test_bad_input_is_an_error_with_its_details(fal, way):
    with pytest.raises(fal_client.FalClientHTTPError) as failure:
        getattr(fal, way)(MODEL, {"prompt": PROMPT, "num_images": 9})
    assert failure.value.status_code == 422
    [detail] = failure.value.message
    assert (detail["type"], detail["loc"], detail["ctx"]) == ("less_than_equal", ["body", "num_images"], {"le": 4})


@pytest.mark.parametrize("way", ["run", "submit"])
def test_a_key_that_is_none_is_refused(way):
    client = fal_client.SyncClient(key="no-secret")
    with pytest.raises(fal_client.FalClientHTTPError) as failure:
        getattr(client, way)(MODEL, {"prompt": PROMPT})
    assert failure.value.status_code == 401
    assert str(failure.value) == (
        'Cannot access application "fal-ai/flux". Authentication is required to access this application.'
    )


def test_start_timeout_limits_the_wait_for_a_runner(fal):
    fill_queue(fal, 20)
    handle = fal.submit(MODEL, {"prompt": PROMPT}, start_timeout=1.1)
    *_, last = handle.iter_events()
    assert last.error_type == "request_timeout"
    with pytest.raises(fal_client.FalClientHTTPError) as failure:
        handle.get()
    assert failure.value.status_code == 504
    assert failure.value.response_headers["x-fal-request-timeout-type"] == "user"


def test_start_timeout_lets_pass_what_starts_in_time(fal):
    assert receipt_of(fal.run(MODEL, {"prompt": PROMPT, "seed": 1}, start_timeout=2))["seed"] == 1


def test_client_timeout_ends_the_wait_and_cancels(fal):
    fill_queue(fal, 20)
    with pytest.warns(UserWarning, match="start_timeout"), pytest.raises(fal_client.FalClientTimeoutError) as failure:
        fal.subscribe(MODEL, {"prompt": PROMPT}, start_timeout=30, client_timeout=0.5)
    assert fal.status(MODEL, failure.value.request_id).error_type == "client_cancelled"
