"""Asks fal's reference and a running Fauxto the same questions, and compares the answers byte for byte.

    python fal_differential.py http://localhost:8080/fal.run --count 2000 --seed 1

A refusal must have the same status and the same body. Where the reference accepts, Fauxto must answer 200 and repeat the
prompt, the seed, the number of images and their size, or else refuse a reference image that is none. The exit status is 1
when anything differs.
"""

import argparse
import http.client
import json
import sys
import urllib.parse

from fal_bodies import PICTURE, Bodies
from fal_reference import PRESET_SIZES, ask

# Larger images than this are asked for but not waited for: they say nothing about validation.
MOST_PIXELS = 2_000_000


class Fauxto:
    """One keep-alive connection to a running server."""

    def __init__(self, url: str, key: str = "differential:test"):
        parts = urllib.parse.urlsplit(url)
        connection = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self.connection = connection(parts.hostname, parts.port, timeout=30)
        self.prefix = parts.path.rstrip("/")
        self.key = key

    def ask(self, path: str, content_type: str, body: bytes):
        headers = {"authorization": f"Key {self.key}", "content-type": content_type}
        self.connection.request("POST", self.prefix + path, body, headers)
        response = self.connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()


def difference(reference, answer):
    """What is wrong with an answer, or None."""
    status, headers, body = reference
    if status == 200:
        return accepted_difference(json.loads(body), answer)
    if (status, body) != (answer[0], answer[2]):
        return f"expected {status} {body[:600]!r}"
    if headers.get("x-fal-billable-units") != answer[1].get("x-fal-billable-units"):
        return f"expected x-fal-billable-units {headers.get('x-fal-billable-units')}"
    return None


def accepted_difference(values, answer):
    status, _, body = answer
    if status == 422 and values.get("image_url", PICTURE) != PICTURE:
        # The input is valid, but the text in it leads to no picture.
        errors = [(error.get("loc"), error.get("input")) for error in json.loads(body)["detail"]]
        return None if errors == [(["body", "image_url"], values["image_url"])] else "expected the reference image refused"
    if status != 200:
        return f"expected 200 for {json.dumps(values)[:300]}"
    result = json.loads(body)
    if result["prompt"] != values["prompt"]:
        return f"expected the prompt {values['prompt']!r}"
    if values["seed"] is not None and result["seed"] != values["seed"]:
        return f"expected the seed {values['seed']}"
    if len(result["images"]) != values["num_images"]:
        return f"expected {values['num_images']} images"
    size = values.get("image_size")
    if size is not None:
        expected = PRESET_SIZES[size] if isinstance(size, str) else (size["width"], size["height"])
        for image in result["images"]:
            if (image["width"], image["height"]) != expected:
                return f"expected the size {expected}"
    return None


def is_too_large(reference) -> bool:
    status, _, body = reference
    size = json.loads(body).get("image_size") if status == 200 else None
    return isinstance(size, dict) and size["width"] * size["height"] > MOST_PIXELS


class Comparison:
    """The answers to bodies of one seed, counted by the reference's status, and where Fauxto's differed."""

    def __init__(self):
        self.statuses = {}
        self.differences = []

    def run(self, fauxto: Fauxto, seed: int, numbers) -> "Comparison":
        bodies = Bodies(seed)
        for number in numbers:
            path, content_type, body = bodies.body(number)
            reference = ask(path, content_type, body)
            self.statuses[reference[0]] = self.statuses.get(reference[0], 0) + 1
            if is_too_large(reference):
                continue
            answer = fauxto.ask(path, content_type, body)
            problem = difference(reference, answer)
            if problem:
                question = f"#{number} {path} {content_type!r} {body[:400]!r}"
                self.differences.append(f"{question}\n  {problem}\n  received {answer[0]} {answer[2][:600]!r}")
        return self


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url", help="where fal.run is answered, such as http://localhost:8080/fal.run")
    parser.add_argument("--count", type=int, default=2000, help="how many bodies (default 2000)")
    parser.add_argument("--seed", type=int, default=1, help="which bodies (default 1)")
    parser.add_argument("--only", type=int, help="the number of a single body to ask")
    parser.add_argument("--key", default="differential:test", help="the API key, as id:secret")
    arguments = parser.parse_args()
    numbers = range(arguments.count) if arguments.only is None else [arguments.only]
    comparison = Comparison().run(Fauxto(arguments.url, arguments.key), arguments.seed, numbers)
    for line in comparison.differences:
        print(line)
    asked = ", ".join(f"{count} × {status}" for status, count in sorted(comparison.statuses.items()))
    print(f"seed {arguments.seed}: {asked}; {len(comparison.differences)} different")
    return 1 if comparison.differences else 0


if __name__ == "__main__":
    sys.exit(main())
