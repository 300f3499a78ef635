"""The calls on the vendors' own pages, with nothing changed but the address in front of the host: by curl and requests."""

import io
import json
import subprocess

import pytest
import requests
from page_calls import CALLS
from PIL import Image


def curl(*arguments):
    return subprocess.run(["curl", "--silent", "--show-error", *arguments], check=True, capture_output=True).stdout


def post_with_curl(url, authorization, body):
    return json.loads(
        curl(
            "--request", "POST", "--url", url, "--header", f"Authorization: {authorization}",
            "--header", "Content-Type: application/json", "--data", json.dumps(body),
        )
    )  # fmt: skip


def post_with_requests(url, authorization, body):
    headers = {"Authorization": authorization, "Content-Type": "application/json"}
    return requests.post(url, headers=headers, json=body, timeout=10).json()


CLIENTS = {
    "curl": (post_with_curl, lambda url: curl("--fail", url)),
    "requests": (post_with_requests, lambda url: requests.get(url, timeout=10).content),
}


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("name", CALLS)
def test_the_page_s_own_call_ends_in_a_picture(server, name, client):
    post, get = CLIENTS[client]
    path, authorization, body, url_in, (size, encoding) = CALLS[name]
    url = url_in(post(server.url + path, authorization, body))
    assert url.startswith(server.url), "the picture's URL leads back the way the call came"
    with Image.open(io.BytesIO(get(url))) as image:
        image.load()
        assert (image.format, image.mode) == (encoding, "RGB")
        assert size is None or image.size == size
