"""The receipt in every picture: other programs read it, and `fauxto read` finds the recipe after they saved the picture."""

import base64
import hashlib
import io
import json
import re
import subprocess

import pytest
import requests
from PIL import Image

from conftest import BINARY

FAL_KEY = {"Authorization": "Key id:secret"}
PROMPT = "ein roter Fuchs 🦊"
SIZES = {"wide": (1024, 768), "square": (512, 512), "small": (256, 256), "tall": (384, 640)}
FILTERS = {each.name.lower(): each for each in Image.Resampling}


def read(*arguments, file=None):
    return subprocess.run([BINARY, "read", *map(str, arguments)], input=file, capture_output=True, timeout=20)


def receipt(file):
    """What `fauxto read --json` prints of a file's bytes."""
    result = read("--json", "-", file=file)
    assert (result.returncode, result.stderr) == (0, b"")
    return json.loads(result.stdout)


def ask(server, output_format, size, count=1):
    """An answer of fal's, and the files of its images."""
    answer = requests.post(
        server.url + "/fal.run/fal-ai/flux/srpo",
        json={
            "prompt": PROMPT,
            "seed": 77,
            "num_images": count,
            "output_format": output_format,
            "image_size": dict(zip(("width", "height"), size)),
        },
        headers=FAL_KEY,
        timeout=10,
    ).json()
    return answer, [requests.get(image["url"], timeout=10).content for image in answer["images"]]


def saved(image, image_format, **options):
    file = io.BytesIO()
    image.save(file, image_format, **options)
    return file.getvalue()


def opened(file):
    return Image.open(io.BytesIO(file)).convert("RGB")


def saved_as_jpeg(image):
    # 4:2:0 at 75, as Pillow saves unless told.
    return opened(saved(image, "JPEG"))


@pytest.mark.parametrize("output_format", ["png", "jpeg"])
def test_every_image_of_an_answer_carries_its_own_receipt(server, output_format):
    _, files = ask(server, output_format, (512, 384), count=3)
    receipts = [receipt(file) for file in files]
    for index, each in enumerate(receipts):
        assert list(each) == [
            *("fauxto", "vendor", "model", "request", "promptSHA256", "seed", "index", "count", "width", "height", "recipe")
        ]
        assert (each["vendor"], each["model"]) == ("fal", "fal-ai/flux/srpo")
        assert (each["seed"], each["index"], each["count"]) == (77, index, 3)
        assert (each["width"], each["height"]) == (512, 384)
        assert each["promptSHA256"] == hashlib.sha256(PROMPT.encode()).hexdigest()
        assert re.fullmatch("[0-9a-f]{16}", each["recipe"])
    assert len({each["recipe"] for each in receipts}) == 3
    assert len({each["request"] for each in receipts}) == 1


def test_an_image_drawn_from_another_says_by_what_strength(server):
    source = saved(Image.new("RGB", (300, 200), "teal"), "PNG")
    answer = requests.post(
        server.url + "/fal.run/fal-ai/flux/srpo/image-to-image",
        json={
            "prompt": PROMPT,
            "strength": 0.85,
            "image_url": "data:image/png;base64," + base64.b64encode(source).decode(),
        },
        headers=FAL_KEY,
        timeout=10,
    ).json()
    assert receipt(requests.get(answer["images"][0]["url"], timeout=10).content)["strength"] == 0.85


def test_other_programs_find_the_receipt_in_the_metadata(server):
    _, [png] = ask(server, "png", (512, 384))
    _, [jpeg] = ask(server, "jpeg", (512, 384))
    assert json.loads(Image.open(io.BytesIO(png)).text["fauxto"]) == receipt(png)
    assert json.loads(Image.open(io.BytesIO(jpeg)).info["comment"]) == receipt(jpeg)


@pytest.mark.parametrize("output_format", ["png", "jpeg"])
@pytest.mark.parametrize("size", SIZES)
def test_the_recipe_outlives_other_encoders_and_sizes(server, tmp_path, output_format, size):
    _, [file] = ask(server, output_format, SIZES[size])
    recipe = receipt(file)["recipe"]
    picture = opened(file)
    copies = {"png": picture, "jpeg": saved_as_jpeg(picture), "webp": opened(saved(picture, "WEBP", quality=75))}
    for name, resampling in FILTERS.items():
        for factor in (0.4, 0.5, 0.75, 1.5, 2):
            scaled = [round(side * factor) for side in picture.size]
            copies[f"{name} {factor}"] = picture.resize(scaled, resampling)
            twice = saved_as_jpeg(saved_as_jpeg(picture).resize(scaled, resampling))
            copies[f"jpeg, {name} {factor}, jpeg"] = twice
    paths = {}
    for number, (name, copy) in enumerate(copies.items()):
        paths[name] = tmp_path / f"{number}.png"
        copy.save(paths[name], compress_level=1)
    result = read(*paths.values())
    found = dict(re.findall(r"image: (.+)\nfound: from pixels.*\nrecipe: (.+)\n", result.stdout.decode()))
    assert [name for name, path in paths.items() if found.get(str(path)) != recipe] == []
    assert (result.returncode, result.stderr) == (0, b"")


def test_a_page_is_names_and_values_and_says_where_they_were_found(server, tmp_path):
    _, [file] = ask(server, "png", (512, 384))
    (tmp_path / "served.png").write_bytes(file)
    opened(file).save(tmp_path / "saved.jpg")
    result = read(tmp_path / "served.png", tmp_path / "saved.jpg")
    whole, rest = result.stdout.decode().split("\n\n")
    lines = whole.split("\n")
    members = receipt(file)
    assert lines[:2] == [f"image: {tmp_path}/served.png", "found: from metadata"]
    assert lines[2:] == [f"{name}: {value}" for name, value in members.items()]
    assert rest == (
        f"image: {tmp_path}/saved.jpg\nfound: from pixels, which tell the recipe alone\nrecipe: {members['recipe']}\n"
    )


def test_a_picture_without_a_receipt_is_one_line_and_status_1(server, tmp_path):
    _, [file] = ask(server, "png", (512, 384))
    (tmp_path / "served.png").write_bytes(file)
    Image.effect_noise((320, 200), 40).convert("RGB").save(tmp_path / "other.png")
    (tmp_path / "notes.txt").write_text("no image")
    names = ["other.png", "notes.txt", "nowhere.png", "served.png"]
    result = read("--json", *(tmp_path / name for name in names))
    assert result.returncode == 1
    assert json.loads(result.stdout) == receipt(file)
    assert result.stderr.decode() == (
        f"fauxto: '{tmp_path}/other.png' has no receipt; if Fauxto drew it, give read the file as it was served\n"
        f"fauxto: '{tmp_path}/notes.txt' is not an image; give read a PNG or JPEG file\n"
        f"fauxto: cannot read '{tmp_path}/nowhere.png': No such file or directory\n"
    )
