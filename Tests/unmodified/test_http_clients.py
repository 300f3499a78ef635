"""Clients of HTTP in general: one vendor's call each, and the picture that its answer names."""

import asyncio
import json
import os
import subprocess

import httpx
import pytest
import requests

from pictures import prompt_digest, receipt

PROMPT = "snow-capped peaks at sunset"
# Address, body, and where the answer has the image's address, by vendor.
CALLS = {
    "fal": (
        "https://fal.run/fal-ai/flux/srpo",
        f"Key {os.environ.get('FAL_KEY')}",
        {"prompt": PROMPT},
        lambda answer: answer["images"][0]["url"],
    ),
    "aimlapi": (
        "https://api.aimlapi.com/v1/images/generations",
        f"Bearer {os.environ.get('AIMLAPI_API_KEY')}",
        {"prompt": PROMPT, "model": "flux/srpo"},
        lambda answer: answer["data"][0]["url"],
    ),
    "onerouter": (
        "https://image.onerouter.pro/v1/images/generations",
        f"Bearer {os.environ.get('ONEROUTER_API_KEY')}",
        {"prompt": PROMPT, "model": "flux-srpo-text-to-image"},
        lambda answer: answer["data"][0]["url"],
    ),
    "siraya": (
        "https://image.siraya.pro/v1/images/generations",
        f"Bearer {os.environ.get('SIRAYA_API_KEY')}",
        {"prompt": PROMPT, "model": "flux-1-srpo-text-to-image"},
        lambda answer: answer["data"][0]["url"],
    ),
}


def with_requests(url, key, body, url_in):
    answer = requests.post(url, headers={"Authorization": key}, json=body, timeout=20)
    answer.raise_for_status()
    return requests.get(url_in(answer.json()), timeout=20).content


def with_httpx(url, key, body, url_in):
    with httpx.Client(timeout=20) as client:
        answer = client.post(url, headers={"Authorization": key}, json=body).raise_for_status()
        return client.get(url_in(answer.json())).content


def with_httpx_async(url, key, body, url_in):
    async def picture():
        async with httpx.AsyncClient(timeout=20) as client:
            answer = await client.post(url, headers={"Authorization": key}, json=body)
            return (await client.get(url_in(answer.raise_for_status().json()))).content

    return asyncio.run(picture())


def with_curl(url, key, body, url_in):
    def curl(*arguments):
        command = ["curl", "--silent", "--show-error", "--fail", "--max-time", "20", *arguments]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout

    answer = curl("--header", f"Authorization: {key}", "--json", json.dumps(body), url)
    return curl(url_in(json.loads(answer)))


CLIENTS = {"requests": with_requests, "httpx": with_httpx, "httpx async": with_httpx_async, "curl": with_curl}


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("vendor", CALLS)
def test_a_call_ends_in_a_picture(vendor, client):
    url, key, body, url_in = CALLS[vendor]
    image = receipt(CLIENTS[client](url, key, body, url_in))
    assert (image["vendor"], image["model"]) == (vendor, body.get("model", "fal-ai/flux/srpo"))
    assert image["promptSHA256"] == prompt_digest(PROMPT)
