"""What a scenario costs a call that none of its rules is about."""

import pathlib

from load import measure
from servers import fauxto

RULES = pathlib.Path(__file__).with_name("rules.json5")


def compare(directory, endpoint, script, rounds, seconds):
    """The figures of the same POST without a scenario and with fifty rules."""
    plain, ruled = fauxto(directory), fauxto(directory, scenarios=[str(RULES)])
    servers = {
        "fal POST, no scenario": (plain, plain.url(endpoint), script),
        "POST with 50 rules, none matching": (ruled, ruled.url(endpoint), script),
    }
    figures = measure(servers, rounds, 64, seconds)
    for server in (plain, ruled):
        server.stop()
    return figures


def report(figures):
    plain = next(iter(figures.values()))
    print(f"\n{'':44}{'CPU µs/request':>16}{'× plain':>9}{'requests/s':>12}")
    for name, (cpu, rate) in figures.items():
        print(f"{name:44}{cpu:16.2f}{cpu / plain[0]:9.2f}{rate:12,.0f}")
