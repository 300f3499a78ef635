"""Pictures to send, and the receipt of what came back."""

import hashlib
import io
import json
import os
import pathlib
import subprocess

import requests
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("FAUXTO", ROOT / ".build" / "release" / "fauxto"))
SIZE = (320, 192)


def receipt(file):
    """The receipt in the bytes of a picture."""
    read = subprocess.run([BINARY, "read", "--json", "-"], input=file, capture_output=True, timeout=20)
    assert (read.returncode, read.stderr) == (0, b"")
    return json.loads(read.stdout)


def receipt_at(url):
    """The receipt of the picture at an address of a vendor's."""
    answer = requests.get(url, timeout=20)
    assert answer.status_code == 200, answer.text
    return receipt(answer.content)


def prompt_digest(prompt):
    """How a receipt tells which prompt it is of."""
    return hashlib.sha256(prompt.encode()).hexdigest()


def halves():
    """A picture that no prompt would draw: a red half and a blue half."""
    image = Image.new("RGB", SIZE, (200, 30, 30))
    image.paste((30, 30, 200), (0, 0, SIZE[0] // 2, SIZE[1]))
    return image


def encoded(image, image_format="png"):
    """The file of a picture."""
    file = io.BytesIO()
    image.save(file, image_format)
    return file.getvalue()
