"""Clients as they are, with nothing but a proxy and a certificate authority in their environment."""

import base64
import io
import socket
import subprocess
import urllib.parse

import openai
import pytest
import requests
from PIL import Image

FAL_URL = "https://fal.run/fal-ai/flux/srpo"
FAL_KEY = {"Authorization": "Key id:secret"}


@pytest.fixture
def environment(encrypted, authority, monkeypatch):
    """What `requests`, `httpx` and `curl` look for."""
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, encrypted.url)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, str(authority / "authority.pem"))


def journal(server):
    return requests.get(server.url + "/_fauxto/requests", timeout=10, proxies={"http": None}).json()["requests"]


def test_an_unmodified_request_gets_a_picture(environment):
    answer = requests.post(FAL_URL, json={"prompt": "a cat"}, headers=FAL_KEY, timeout=10)
    assert answer.status_code == 200
    url = answer.json()["images"][0]["url"]
    assert url.startswith("https://v3b.fal.media/files/")
    image = Image.open(io.BytesIO(requests.get(url, timeout=10).content))
    image.load()
    assert image.size == (1024, 768)


def test_an_unmodified_openai_client_gets_a_picture(environment):
    client = openai.OpenAI(api_key="sk-test", base_url="https://api.aimlapi.com/v1", max_retries=0)
    url = client.images.generate(model="flux/srpo", prompt="a red fox").data[0].url
    assert urllib.parse.urlsplit(url).scheme == "https"
    Image.open(io.BytesIO(requests.get(url, timeout=10).content)).load()


@pytest.mark.parametrize("proxy", ["http", "https"])
def test_curl_goes_through_the_proxy_plain_or_encrypted(encrypted, authority, proxy):
    ca = authority / "authority.pem"
    done = subprocess.run(
        ["curl", "-sS", "--cacert", ca, "--proxy-cacert", ca, "--proxy", f"{proxy}://localhost:{encrypted.port}",
         "-H", "Authorization: Key id:secret", "--json", '{"prompt":"a cat"}', FAL_URL],
        capture_output=True, text=True, timeout=20,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert '"url":"https://v3b.fal.media/files/' in done.stdout


def test_a_request_with_a_body_of_megabytes_and_an_answer_of_megabytes_come_whole(environment):
    picture = io.BytesIO()
    Image.effect_noise((1500, 1500), 80).convert("RGB").save(picture, "PNG")
    body = {
        "prompt": "a cat",
        "image_url": "data:image/png;base64," + base64.b64encode(picture.getvalue()).decode(),
        "output_format": "png",
    }
    answer = requests.post(FAL_URL + "/image-to-image", json=body, headers=FAL_KEY, timeout=60)
    assert answer.status_code == 200, answer.text
    content = requests.get(answer.json()["images"][0]["url"], timeout=60).content
    Image.open(io.BytesIO(content)).load()
    assert len(content) > 1_000_000


def test_an_unmodelled_host_is_refused_by_name_and_journalled(environment, encrypted):
    with pytest.raises(requests.exceptions.ProxyError):
        requests.get("https://example.com/", timeout=10)
    entry = journal(encrypted)[-1]
    assert (entry["outcome"], entry["host"], entry["status"]) == ("egress", "example.com", 403)


def test_the_refusal_says_which_flag_lets_the_host_through(encrypted):
    with socket.create_connection(("127.0.0.1", encrypted.port), timeout=10) as connection:
        connection.sendall(b"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(4096), b"")).decode()
    head, _, body = answer.partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 403 ")
    assert body == (
        "Fauxto answers for image vendors only; "
        "example.com:443 was not contacted: --allow-host example.com would let it through\n"
    )


@pytest.mark.parametrize("flags", [("--allow-local",), ("--allow-host", "localhost")])
def test_an_allowed_host_is_relayed(start, authority, flags):
    target = start("--quiet", "--ca", authority)
    proxy = start("--quiet", *flags)
    answer = requests.get(
        f"https://localhost:{target.port}/_fauxto/health",
        proxies={"https": proxy.url},
        verify=str(authority / "authority.pem"),
        timeout=10,
    )
    assert answer.json()["status"] == "ok"
    assert journal(proxy)[-1]["outcome"] == "relayed"
