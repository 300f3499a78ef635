"""Rules that are made to exhaust the server: it refuses or bears them, answers others meanwhile, and stays small."""

import json
import pathlib
import re
import subprocess
import threading
import time

import pytest
import requests

from conftest import BINARY

MEGABYTES = 300
SECONDS = 1

# What is refused with its place, and what can be compiled and is expensive to search with.
EXPRESSIONS = [
    "((a{1,200}){1,200}){1,200}x",
    r"(.*)(.*)(.*)\3\2\1y?x$",
    "(((((a{1,10}){1,10}){1,10}){1,10}){1,10}){1,10}x",
    "(a{0,1000}b{0,1000}){1,1}" * 100,
    "a{0,1000}" * 400,
    "(a*)*(a*)*(a*)*(a*)*b",
    "(x+x+)+y",
    "(a|b)*a(a|b){300}x",
    "([ab]?){500}(a|b){400}x",
    "(.*a){200}x",
    "(a?){500}a{500}",
    "|".join(f"word{number}" for number in range(400)),
    "|".join(f"word{number}" for number in range(100_000)),
    "[" + "a-z" * 1_000 + "]{1,50}x",
    "[^" + "".join(chr(0x100 + 2 * number) for number in range(1_500)) + "]{0,30}x",
    r"(\w|\W|\s|\S|[[:alpha:]]){1,100}[^\n]{0,200}x$",
    "(" * 1_900 + "a" + ")" * 1_900,
    "(" * 500_000 + "a" + ")" * 500_000,
    "a" * 1_000_000,
    ".{1000}" * 500,
    "x{1000}{1000}",
    "x" + "{2}" * 300,
    "*" * 1_000,
    "a" + "*" * 3_000,
    "[" * 1_000_000,
    "\\" * 3_001,
]  # fmt: skip
GLOBS = ["*a" * 4_000 + "b", "*" + "a?" * 4_000 + "b*", "*" + "?" * 5_000 + "*b", "*a?*b?*" * 1_000, "*" * 1_000_000]


def busy(server):
    """Seconds of processor time that each thread has spent by which connections are served."""
    tasks = pathlib.Path(f"/proc/{server.process.pid}/task").iterdir()
    loops = {task for task in tasks if (task / "comm").read_text() == "fauxto-loop\n"}
    assert loops
    return {task.name: int((task / "schedstat").read_text().split()[0]) / 1e9 for task in loops}


class Watch:
    """Asks a server for its health all the time, and knows the longest wait for an answer.

    What counts is how long the server's threads were busy meanwhile, which on a machine of its own is the wait itself; on one
    that is shared the other programs are left out.
    """

    def __init__(self, server):
        self.server = server
        self.longest = 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.ask)

    def ask(self):
        while not self.ended.is_set():
            before = busy(self.server)
            assert requests.get(f"{self.server.url}/_fauxto/health", timeout=20).status_code == 200
            after = busy(self.server)
            self.longest = max(self.longest, *(after[loop] - before[loop] for loop in before))
            time.sleep(0.01)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()


def processor_seconds(server):
    """Seconds of processor time that the server has spent."""
    tasks = pathlib.Path(f"/proc/{server.process.pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def peak(server):
    """The most memory that the server ever had, in megabytes."""
    status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def put(server, rules, method="POST"):
    body = json.dumps({"rules": rules})
    return requests.request(method, f"{server.url}/_fauxto/scenario", data=body, timeout=60)


def generate(server, prompt):
    return requests.post(
        f"{server.url}/fal.run/fal-ai/flux/srpo",
        headers={"Authorization": "Key id:secret"}, json={"prompt": prompt}, timeout=60,
    )  # fmt: skip


def rule(pattern, where="prompt"):
    when = {where: pattern} if where != "body" else {"body": {"prompt": pattern}}
    return {"name": "hostile", "when": when, "chance": 0.5, "then": {"failure": "overloaded"}}


PROMPTS = ["a" * 600, "ab" * 300, "a" * 100_000, "ab" * 500_000, "x" * 20_000 + "y"]


@pytest.mark.parametrize("where", ["prompt", "body"])
def test_no_expression_stops_or_swells_the_server(start, where):
    server = start("--quiet")
    accepted = 0
    with Watch(server) as watch:
        for expression in EXPRESSIONS:
            answer = put(server, [rule(f"/{expression}/", where)])
            assert answer.status_code in (200, 400), answer.text[:200]
            if answer.status_code == 400:
                name = "prompt" if where == "prompt" else "body.prompt"
                reason = rf"request:1:\d+: rules\[0\]\.when\.{name} takes a glob or a regular expression in slashes: \S"
                assert re.match(reason, answer.json()["error"]["message"])
                continue
            accepted += 1
            for prompt in PROMPTS:
                assert generate(server, prompt).status_code in (200, 503)
    assert 5 < accepted < len(EXPRESSIONS) - 5
    assert watch.longest < SECONDS
    assert peak(server) < MEGABYTES


def test_no_glob_stops_or_swells_the_server(start):
    server = start("--quiet")
    with Watch(server) as watch:
        for glob in GLOBS:
            if put(server, [rule(glob)]).status_code == 200:
                for prompt in PROMPTS:
                    assert generate(server, prompt).status_code in (200, 503)
    assert watch.longest < SECONDS
    assert peak(server) < MEGABYTES


def test_many_expensive_expressions_are_as_bearable_as_one(start):
    server = start("--quiet")
    rules = [rule(f"/(a|b)*a(a|b){{{200 + number}}}x/") | {"name": f"rule {number}"} for number in range(100)]
    with Watch(server) as watch:
        assert put(server, rules).status_code == 200
        for prompt in PROMPTS:
            assert generate(server, prompt).status_code == 200
    assert watch.longest < SECONDS
    assert peak(server) < MEGABYTES


def many(count, **fields):
    return [
        {"name": f"number {number}", "when": {"prompt": f"*{number}th dragon*"}, "chance": 0.5,
         "then": {"failure": "overloaded"}} | fields
        for number in range(count)
    ]  # fmt: skip


# Ways in which ten thousand rules differ from one another.
KINDS = {
    "globs": many(10_000),
    "expressions": [rule(f"/the {number}(st|nd|rd|th) dragon/") | {"name": f"{number}"} for number in range(10_000)],
    "no names": [{"when": {"prompt": f"*{number}*"}, "then": {"failure": "timeout"}} for number in range(10_000)],
    "header fields": [
        {"name": f"{number}", "when": {"header": {f"x-{number}": "a*"}}, "then": {"failure": "timeout"}}
        for number in range(10_000)
    ],
    "members": [
        {"name": f"{number}", "when": {"body": {f"member_{number}": 5}}, "then": {"failure": "timeout"}}
        for number in range(10_000)
    ],
    # Each takes all calls that are about its model.
    "models": [
        {"name": f"{number}", "when": {"model": "*" * (1 + number // 100) + "f" + "*" * (1 + number % 100)},
         "then": {"failure": "timeout"}}
        for number in range(10_000)
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_ten_thousand_rules_are_in_force_soon_and_block_nobody(start, kind):
    server = start("--quiet")
    with Watch(server) as watch:
        (before, spent) = (busy(server), processor_seconds(server))
        answer = put(server, KINDS[kind])
        spent = processor_seconds(server) - spent
        loops = sum(busy(server).values()) - sum(before.values())
        assert answer.status_code == 200, answer.text[:300]
        assert len(answer.json()["rules"]) == 10_000
        for prompt in PROMPTS:
            generate(server, prompt)
    # The promise is half a second on a machine of its own; on one that is shared even processor time is longer.
    assert spent < 1.5
    # To receive the rules and to send the answer, not to read them.
    assert loops < 0.15
    assert watch.longest < SECONDS
    assert peak(server) < MEGABYTES


def test_a_schedule_is_bounded_and_written_as_it_goes(start, tmp_path):
    server = start("--quiet")
    assert put(server, many(10_000)).status_code == 200
    page = f"{server.url}/_fauxto/schedule"
    with Watch(server) as watch:
        refused = requests.get(page, params={"account": "a", "n": 10_000}, timeout=20)
        assert refused.status_code == 400
        assert refused.json()["error"] == {
            "code": "schedule_too_long",
            "message": "10000 calls at each of 10000 rules are more than 1000000 outcomes; ask for 100 calls at most",
        }
        taken = requests.get(page, params={"account": "a", "n": 100}, timeout=60)
        assert taken.status_code == 200
        assert [len(rule["outcomes"]) for rule in taken.json()["rules"]] == [100] * 10_000
    assert watch.longest < SECONDS
    assert peak(server) < MEGABYTES

    file = tmp_path / "many.json5"
    file.write_text(json.dumps({"rules": many(10_000)}))
    words = [BINARY, "schedule", "--scenario", file, "--account", "a", "-n"]
    result = subprocess.run([*words, "101"], capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        "fauxto: 101 calls at each of 10000 rules are more than 1000000 outcomes; ask for 100 calls at most\n"
    )


def test_a_scenario_has_bounds(start):
    server = start("--quiet")
    answer = put(server, many(20_001))
    assert answer.status_code == 400
    assert "there are more than 20000 rules" in answer.json()["error"]["message"]
    assert put(server, many(20_000)).status_code == 200
    answer = put(server, [rule("*x*")], method="PATCH")
    assert "there are more than 20000 rules" in answer.json()["error"]["message"]
    costly = [rule(f"/a{{600}}b{number}/") | {"name": f"{number}"} for number in range(1_000)]
    answer = put(server, costly)
    assert "may take more than 256 MiB of memory" in answer.json()["error"]["message"]
    answer = requests.post(f"{server.url}/_fauxto/scenario", data=" " * (17 << 20), timeout=60)
    assert answer.json()["error"]["message"] == "request:1:1: it is longer than 16 MiB"
    answer = requests.post(f"{server.url}/_fauxto/scenario", data="[" * 1_000_000, timeout=60)
    assert answer.json()["error"]["message"] == "request:1:101: nested deeper than 100 levels"
    answer = put(server, [rule("*") | {"attempts": list(range(1, 1_002))}])
    assert "takes an array of at most 1000 numbers" in answer.json()["error"]["message"]
    answer = put(server, [rule("*") | {"name": "x" * 201}])
    assert "takes a text of at most 200 bytes" in answer.json()["error"]["message"]
    assert peak(server) < MEGABYTES


def test_changes_that_come_together_are_all_in_force(start):
    server = start("--quiet", "--threads", 2)
    assert put(server, many(2_000)).status_code == 200

    def add(number):
        assert put(server, [rule(f"*{number}*") | {"name": f"added {number}"}], method="PATCH").status_code == 200

    threads = [threading.Thread(target=add, args=(number,)) for number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rules = requests.get(f"{server.url}/_fauxto/scenario", timeout=20).json()["rules"]
    assert {rule["name"] for rule in rules} >= {f"added {number}" for number in range(30)}
    assert len(rules) == 2_030
