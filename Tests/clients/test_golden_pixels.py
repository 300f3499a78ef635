"""The release binary draws the very pixels that the tests' debug build draws."""

import io
import json
import subprocess
import zlib

import pytest
from conftest import BINARY, ROOT
from PIL import Image

GOLDEN = json.loads((ROOT / "fixtures" / "imaging" / "golden-pixels.json").read_text())
# A URL that is stood in for and a picture that was blacked out come about in a server alone.
DRAWABLE = [case for case in GOLDEN if "://" not in case.get("reference", "") and not case.get("isBlackedOut")]


def stripes():
    """The picture that `GoldenPixelTests` calls so."""
    picture = Image.new("RGB", (100, 60))
    for x in range(100):
        for y in range(60):
            picture.putpixel((x, y), (240, 220, 180) if (x + y) // 12 % 2 == 0 else (x * 2, y * 4, 120))
    return picture


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    file = tmp_path_factory.mktemp("golden") / "stripes.png"
    stripes().save(file)
    return file


def name(case):
    return f"{case.get('style', 'any')} {case['width']}x{case['height']} {case['crc32']}"


@pytest.mark.parametrize("case", DRAWABLE, ids=name)
def test_a_recipe_draws_its_golden_pixels(case, reference):
    flags = {
        "--prompt": case["prompt"], "--seed": case["seed"], "--index": case["index"],
        "--size": f"{case['width']}x{case['height']}", "--texture": case.get("texture", 0), "--output": "-",
        "--strength": case.get("strength", 1),
    }  # fmt: skip
    if "style" in case:
        flags["--style"] = case["style"]
    if "reference" in case:
        flags["--reference"] = reference
    words = [f"{flag}={value}" for flag, value in flags.items()]
    result = subprocess.run([BINARY, "render", "--no-caption", "--no-receipt", *words], capture_output=True, check=True)
    assert f"{zlib.crc32(Image.open(io.BytesIO(result.stdout)).tobytes()):08x}" == case["crc32"]


def test_most_golden_recipes_are_drawn_here():
    assert len(DRAWABLE) >= 50
