"""What fal's Python client uploads or encodes comes back transformed."""

import hashlib

import fal_client
import pytest
import requests

from pictures import SIZE, encoded, halves, prompt_digest, receipt_at

MODEL = "fal-ai/flux/srpo/image-to-image"
PROMPT = "a forest"


def png_file(folder):
    path = folder / "halves.png"
    path.write_bytes(encoded(halves()))
    return path


def large_file(folder):
    """A PNG file with so many bytes after its end that the client uploads it in parts, each with its number in it."""
    path = png_file(folder)
    with path.open("r+b") as file:
        for number in range(1, 11):
            file.seek(number * (10 << 20))
            file.write(bytes([number]))
    assert path.stat().st_size == (100 << 20) + 1
    return path


UPLOADS = {
    "upload": lambda fal, folder: fal.upload(encoded(halves()), "image/png"),
    "upload with a name": lambda fal, folder: fal.upload(encoded(halves()), "image/png", file_name="halves.png"),
    "upload to the older storage": lambda fal, folder: fal.upload(encoded(halves()), "image/png", repository="fal"),
    "upload for an hour": lambda fal, folder: fal.upload(
        encoded(halves()), "image/png", lifecycle=fal_client.StorageSettings(expires_in="1h")
    ),
    "upload_file": lambda fal, folder: fal.upload_file(png_file(folder)),
    "upload_image": lambda fal, folder: fal.upload_image(halves()),
    "upload_image as PNG": lambda fal, folder: fal.upload_image(halves(), format="png"),
}


def check_transformed(fal, url):
    """Has a picture made of the one at an address."""
    result = fal.subscribe(MODEL, {"prompt": PROMPT, "image_url": url, "strength": 0.6, "seed": 4})
    image = receipt_at(result["images"][0]["url"])
    assert (image["vendor"], image["model"], image["seed"], image["strength"]) == ("fal", MODEL, 4, 0.6)
    assert image["promptSHA256"] == prompt_digest(PROMPT)
    # An image made from another has its size.
    assert (image["width"], image["height"]) == SIZE


@pytest.mark.parametrize("way", UPLOADS)
def test_an_uploaded_picture_comes_back_transformed(fal, tmp_path, way):
    url = UPLOADS[way](fal, tmp_path)
    assert url.startswith("https://")
    check_transformed(fal, url)


@pytest.mark.parametrize(
    "encode",
    [
        lambda folder: fal_client.encode_image(halves()),
        lambda folder: fal_client.encode_image(halves(), format="png"),
        lambda folder: fal_client.encode_file(png_file(folder)),
        lambda folder: fal_client.encode(encoded(halves()), "image/png"),
    ],
    ids=["encode_image", "encode_image as PNG", "encode_file", "encode"],
)
def test_an_encoded_picture_comes_back_transformed(fal, tmp_path, encode):
    url = encode(tmp_path)
    assert url.startswith("data:image/")
    check_transformed(fal, url)


def test_a_file_that_is_uploaded_in_parts_is_put_together_in_order(fal, tmp_path):
    path = large_file(tmp_path)
    url = fal.upload_file(path)
    content = requests.get(url, timeout=60).content
    assert hashlib.sha256(content).digest() == hashlib.sha256(path.read_bytes()).digest()
    check_transformed(fal, url)


def test_what_was_uploaded_is_refused_where_it_is_no_picture(fal):
    url = fal.upload(b"no picture", "image/png")
    with pytest.raises(fal_client.FalClientHTTPError) as failure:
        fal.run(MODEL, {"prompt": PROMPT, "image_url": url})
    assert (failure.value.status_code, failure.value.message[0]["loc"]) == (422, ["body", "image_url"])
