"""The uploads that fal's Python and JavaScript clients make, request by request, and a picture made from each."""

import concurrent.futures
import datetime
import io
import json
import math

import pytest
import requests
from PIL import Image, ImageChops, ImageStat

KEY = {"Authorization": "Key id:secret"}
SIZE = (192, 128)
PART = 1000


def picture(image_format):
    """A file that no prompt would draw: a red half and a blue half."""
    image = Image.new("RGB", SIZE, (200, 30, 30))
    image.paste((30, 30, 200), (0, 0, SIZE[0] // 2, SIZE[1]))
    file = io.BytesIO()
    image.save(file, image_format)
    return file.getvalue()


def initiate(server, path, storage_type, body, headers=None):
    """The beginning of an upload by key, as both clients make it."""
    response = requests.post(
        f"{server.url}/fal/rest/storage/upload/{path}?storage_type={storage_type}",
        json=body,
        headers={**KEY, "Accept": "application/json", **(headers or {})},
    )
    assert response.status_code == 200, response.text
    return response.json()


class PythonClient:
    """`fal_client` 1.0.3: a token for the host of files, then uploads to that host."""

    def __init__(self, server):
        self.server = server
        response = requests.post(
            f"{server.url}/fal/rest/storage/auth/token?storage_type=fal-cdn-v3",
            headers={**KEY, "Accept": "application/json"},
            json={},
        )
        response.raise_for_status()
        token = response.json()
        expiry = datetime.datetime.fromisoformat(token["expires_at"])
        assert expiry > datetime.datetime.now(datetime.timezone.utc)
        assert token["base_url"] == f"{server.url}/fal/media"
        self.base_url = token["base_url"]
        self.headers = {"Authorization": f"{token['token_type']} {token['token']}"}

    def upload(self, data, content_type, file_name=None):
        headers = {**self.headers, "Content-Type": content_type}
        if file_name:
            headers["X-Fal-File-Name"] = file_name
        response = requests.post(f"{self.server.url}/fal/media/files/upload", data=data, headers=headers)
        response.raise_for_status()
        return response.json()["access_url"]

    def upload_in_parts(self, data, content_type, file_name):
        headers = {**self.headers, "Accept": "application/json", "Content-Type": content_type}
        headers["X-Fal-File-Name"] = file_name
        response = requests.post(f"{self.base_url}/files/upload/multipart", headers=headers)
        response.raise_for_status()
        access_url, upload_id = response.json()["access_url"], response.json()["uploadId"]
        parts = []

        def upload_part(number):
            answer = requests.put(
                f"{access_url}/multipart/{upload_id}/{number}",
                data=data[(number - 1) * PART : number * PART],
                headers={**self.headers, "Content-Type": content_type, "Accept-Encoding": "identity"},
            )
            answer.raise_for_status()
            parts.append({"partNumber": number, "etag": answer.headers["etag"]})

        # Ten at a time, and named in the order in which they end.
        with concurrent.futures.ThreadPoolExecutor(max_workers=10) as executor:
            list(executor.map(upload_part, range(math.ceil(len(data) / PART), 0, -1)))
        response = requests.post(
            f"{access_url}/multipart/{upload_id}/complete", headers=self.headers, json={"parts": parts}
        )
        response.raise_for_status()
        return access_url

    def upload_as_fallback(self, data, content_type, file_name):
        answer = initiate(self.server, "initiate", "gcs", {"file_name": file_name, "content_type": content_type})
        requests.put(answer["upload_url"], data=data, headers={"Content-Type": content_type}).raise_for_status()
        return answer["file_url"]


class JavaScriptClient:
    """`@fal-ai/client` 1.10: a signed address by key, then uploads to it without one."""

    def __init__(self, server):
        self.server = server

    def upload(self, data, content_type, file_name):
        body = {"content_type": content_type, "file_name": file_name}
        answer = initiate(self.server, "initiate", "fal-cdn-v3", body)
        requests.put(answer["upload_url"], data=data, headers={"Content-Type": content_type}).raise_for_status()
        return answer["file_url"]

    def upload_in_parts(self, data, content_type, file_name):
        body = {"content_type": content_type, "file_name": file_name}
        answer = initiate(self.server, "initiate-multipart", "fal-cdn-v3", body)
        address, query = answer["upload_url"].split("?")
        parts = []
        for number in range(1, math.ceil(len(data) / PART) + 1):
            chunk = data[(number - 1) * PART : number * PART]
            part = requests.put(f"{address}/{number}?{query}", data=chunk).json()
            parts.append({"partNumber": part["partNumber"], "etag": part["etag"]})
        response = requests.post(
            f"{address}/complete?{query}",
            data=json.dumps({"parts": parts}),
            headers={"Content-Type": "application/json"},
        )
        response.raise_for_status()
        return answer["file_url"]


UPLOADS = {
    "Python: upload": lambda server: PythonClient(server).upload(picture("png"), "image/png"),
    "Python: upload_file": lambda server: PythonClient(server).upload(picture("png"), "image/png", "halves.png"),
    "Python: upload_file, large": lambda server: PythonClient(server).upload_in_parts(
        large_picture(), "image/png", "halves.png"
    ),
    "Python: upload_image": lambda server: PythonClient(server).upload(picture("jpeg"), "image/jpeg"),
    "Python: upload, where the host of files is not to be had": lambda server: PythonClient(server).upload_as_fallback(
        picture("png"), "image/png", "upload.bin"
    ),
    "JavaScript: upload": lambda server: JavaScriptClient(server).upload(picture("png"), "image/png", "halves.png"),
    "JavaScript: upload, large": lambda server: JavaScriptClient(server).upload_in_parts(
        large_picture(), "image/png", "halves.png"
    ),
}


def large_picture():
    """The same picture in a file of many parts."""
    file = io.BytesIO()
    Image.open(io.BytesIO(picture("png"))).save(file, "png", compress_level=0)
    assert len(file.getvalue()) > 20 * PART
    return file.getvalue()


@pytest.mark.parametrize("name", UPLOADS)
def test_an_uploaded_picture_is_served_and_comes_back_transformed(server, name):
    url = UPLOADS[name](server)
    assert url.startswith(f"{server.url}/fal/media/files/b/")
    download = requests.get(url)
    assert download.status_code == 200
    assert download.headers["content-type"].startswith("image/")
    uploaded = Image.open(io.BytesIO(download.content)).convert("RGB")
    differences = {}
    for strength in (0.02, 1):
        answer = requests.post(
            f"{server.url}/fal/fal-ai/flux/srpo/image-to-image",
            headers=KEY,
            json={"prompt": "a forest", "image_url": url, "strength": strength, "seed": 1, "output_format": "png"},
        )
        assert answer.status_code == 200, answer.text
        image = answer.json()["images"][0]
        assert (image["width"], image["height"]) == SIZE
        drawn = Image.open(io.BytesIO(requests.get(image["url"]).content))
        # The caption covers the lower edge.
        upper = (0, 0, SIZE[0], SIZE[1] // 2)
        difference = ImageChops.difference(drawn.crop(upper), uploaded.crop(upper))
        differences[strength] = max(ImageStat.Stat(difference).mean)
    assert differences[0.02] < 8, differences
    assert differences[1] > 30, differences


def test_a_large_file_comes_back_byte_for_byte(server):
    data = bytes(range(256)) * (50 << 12)
    url = PythonClient(server).upload(data, "application/octet-stream", "50 MiB.bin")
    assert requests.get(url).content == data


def test_a_body_over_the_limit_is_refused_in_plain_text(server):
    client = PythonClient(server)
    response = requests.post(
        f"{server.url}/fal/media/files/upload", data=bytes((64 << 20) + 1), headers=client.headers
    )
    assert response.status_code == 413
    assert response.text == "File too large, use multipart solution"


def test_a_real_time_token_is_a_json_string(server):
    body = {"allowed_apps": ["flux"], "token_expiration": 120}
    response = requests.post(f"{server.url}/fal/rest/tokens/", headers=KEY, json=body)
    assert response.status_code == 200
    assert isinstance(response.json(), str)
