"""A thousand random pictures, opened by readers that know nothing of each other and take warnings for errors."""

import base64
import io
import random
import subprocess
import warnings

import pytest
import requests
from PIL import Image

COUNT = 1000
WORDS = (
    "sunset forest ocean night neon desert autumn winter blossom dream meadow fire ink retro mountain paper planet city "
    "map mosaic basket portrait cat [[nsfw]] Кот 猫 고양이 🐈 \u0301 \n"
).split(" ")


def side(draw):
    """A side from 1 to 2,000 pixels, small ones as likely as large ones."""
    return int(2 ** draw.uniform(0, 11)) if draw.random() < 0.9 else draw.choice([1, 2, 3, 64, 1024, 1536])


def reference(draw):
    """A data URI of a small picture in one of the formats and modes that clients send."""
    image_format, mode = draw.choice([("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("JPEG", "RGB")])
    picture = Image.effect_noise((draw.randint(1, 90), draw.randint(1, 90)), 60).convert(mode)
    file = io.BytesIO()
    picture.save(file, image_format)
    return f"data:image/{image_format.lower()};base64,{base64.b64encode(file.getvalue()).decode()}", picture.size


def random_request(draw):
    """A path of fal's, a valid body, and the size and format that the picture must have."""
    image_format = draw.choice(["png", "jpeg"])
    body = {
        "prompt": " ".join(draw.choices(WORDS, k=draw.randint(0, 30))),
        "seed": draw.randrange(2**32),
        "output_format": image_format,
    }
    if draw.random() < 0.3:
        body["image_url"], size = reference(draw)
        body["strength"] = draw.choice([0.01, 0.5, 0.95, 1])
        return "/fal/fal-ai/flux/srpo/image-to-image", body, size, image_format
    size = side(draw), side(draw)
    body["image_size"] = {"width": size[0], "height": size[1]}
    return "/fal/fal-ai/flux/srpo", body, size, image_format


@pytest.fixture(scope="module")
def pictures(tmp_path_factory, server):
    """Files of random pictures, each with its size and format."""
    folder, draw, session = tmp_path_factory.mktemp("pictures"), random.Random(20261121), requests.Session()
    session.headers["Authorization"] = "Key id:secret"
    made = []
    for number in range(COUNT):
        path, body, size, image_format = random_request(draw)
        answer = session.post(server.url + path, json=body, timeout=20)
        assert answer.status_code == 200, answer.text
        file = folder / f"{number}.{image_format}"
        file.write_bytes(session.get(answer.json()["images"][0]["url"], timeout=20).content)
        made.append((file, size, image_format))
    return made


def test_pillow_reads_each_without_a_warning(pictures):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for file, size, image_format in pictures:
            with Image.open(file) as picture:
                picture.load()
                assert (picture.size, picture.mode, picture.format) == (size, "RGB", image_format.upper()), file


def test_imagemagick_reads_each_without_a_warning(pictures):
    for start in range(0, COUNT, 100):
        batch = pictures[start : start + 100]
        result = subprocess.run(
            ["identify", "-regard-warnings", "-format", r"%m %w %h %z %[fx:mean]\n", *(file for file, _, _ in batch)],
            capture_output=True,
            text=True,
        )
        assert (result.returncode, result.stderr) == (0, "")
        lines = [line.split()[:4] for line in result.stdout.splitlines()]
        assert lines == [[kind.upper(), str(size[0]), str(size[1]), "8"] for _, size, kind in batch]


def test_pngcheck_finds_nothing_wrong(pictures):
    files = [file for file, _, image_format in pictures if image_format == "png"]
    result = subprocess.run(["pngcheck", "-v", *files], capture_output=True, text=True)
    assert result.returncode == 0, result.stdout[-2000:]
    assert f"No errors were detected in {len(files)} of the {len(files)} files tested." in result.stdout
    assert result.stdout.count("24-bit RGB, non-interlaced") == len(files)
