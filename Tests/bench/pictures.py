"""Drawing and encoding, beside Pillow saving the very same pixels, one after the other in the same run."""

import io
import json
import statistics
import time
import urllib.request

from PIL import Image

PROMPTS = [
    "mountains at sunset", "a map of paper", "planets in space", "a neon city at night", "a woven basket",
    "a bauhaus mosaic", "a topographic map of an island", "a forest in the fog", "a portrait of a woman", "",
]  # fmt: skip
SIZE = {"width": 1024, "height": 768}


def drawn(server, prompt, seed, image_format):
    """One picture that was never asked for before, and the milliseconds the server's processor took for it."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/fal.run/fal-ai/flux/srpo",
        json.dumps({"prompt": prompt, "seed": seed, "image_size": SIZE, "output_format": image_format}).encode(),
        {"Content-Type": "application/json", "Authorization": "Key id:secret"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        url = json.load(answer)["images"][0]["url"]
    before = server.cpu_seconds()
    with urllib.request.urlopen(url, timeout=20) as picture:
        file = picture.read()
    return file, (server.cpu_seconds() - before) * 1e3


def saved(picture, **settings):
    """Milliseconds of processor time that Pillow takes to save a picture, and the bytes it makes."""
    file = io.BytesIO()
    before = time.process_time_ns()
    picture.save(file, **settings)
    return (time.process_time_ns() - before) / 1e6, len(file.getvalue())


def compare(servers, repetitions):
    """Draws each prompt with some seeds on each of {name: (server, format, Pillow's settings)}.

    Returns rows of (name, median ms drawn and encoded, median bytes, median ms of Pillow's save, its median bytes).
    """
    figures = {name: [] for name in servers}
    for seed in range(repetitions):
        for prompt in PROMPTS:
            for name, (server, image_format, settings) in servers.items():
                file, milliseconds = drawn(server, prompt, seed, image_format)
                picture = Image.open(io.BytesIO(file))
                picture.load()
                figures[name].append((milliseconds, len(file), *saved(picture, **settings)))
    return [(name, *(statistics.median(column) for column in zip(*rows))) for name, rows in figures.items()]


def report(rows):
    print(f"\n{'1024x768, drawn and encoded':44}{'CPU ms':>9}{'bytes':>9}{'Pillow ms':>11}{'bytes':>9}{'ratio':>8}")
    for name, milliseconds, size, pillow, pillow_size in rows:
        print(f"{name:44}{milliseconds:9.2f}{size:9,.0f}{pillow:11.2f}{pillow_size:9,.0f}{pillow / milliseconds:8.1f}")
