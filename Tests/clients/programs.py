"""Runs programs under `fauxto run`, in an environment that is the same everywhere."""

import subprocess
import sys

from conftest import BINARY

# The report on a program that asks for nothing.
NO_REQUESTS = "Fauxto: 0 requests, 0 downloads, 0 images\n"
# What a curl is given to ask for a picture.
PICTURE = ("-H", "Authorization: Key id:secret", "--json", '{"prompt":"a cat"}', "https://fal.run/fal-ai/flux/srpo")


def environment(folder, **more):
    """No more than programs need, with the user's data in a folder of the test's."""
    return {"PATH": "/usr/bin:/bin", "HOME": str(folder), "XDG_DATA_HOME": str(folder), **more}


def fauxto(folder, *words, **variables):
    """`fauxto` with these words, and with variables beside the usual ones."""
    return subprocess.run(
        [BINARY, *map(str, words)],
        env=environment(folder, **variables), capture_output=True, text=True, timeout=30,
    )  # fmt: skip


def run(folder, *program, flags=(), **variables):
    """A program under `fauxto run`."""
    return fauxto(folder, "run", *flags, "--", *program, **variables)


def python(code):
    """The words of a Python program."""
    return (sys.executable, "-c", code)


def curl(*arguments):
    """The words of a curl that prints the answer's body, or else what went wrong."""
    return ("curl", "--silent", "--show-error", "--max-time", "20", *arguments)
