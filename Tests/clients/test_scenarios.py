"""Scenarios as a person uses them: files that change, schedules, presets, and the schema, with the real binary."""

import json
import re
import subprocess
import time

import json5
import jsonschema
import pytest
import requests

from conftest import BINARY, ROOT

FAL = "/fal.run/fal-ai/flux/srpo"
FAL_KEY = {"Authorization": "Key id:secret"}
PRESETS = ["instant", "realistic", "busy-evening", "flaky", "rate-limited", "cold-starts", "outage", "mobile-3g"]


def fauxto(*arguments):
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=20)


def ask(server, prompt="a cat", key="id:secret"):
    headers = {"Authorization": f"Key {key}"}
    return requests.post(server.url + FAL, json={"prompt": prompt}, headers=headers, timeout=10)


def rules(server):
    return requests.get(server.url + "/_fauxto/scenario", timeout=10).json()


def until(condition):
    """Waits until something holds, which takes a second or so, and at most ten."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "it never came about"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def schema():
    return json.loads(fauxto("schema").stdout)


# Files.


def test_a_changed_file_is_in_force_within_about_a_second(start, tmp_path):
    file = tmp_path / "weather.json5"
    file.write_text("{ rules: [{ name: 'down', then: { failure: 'overloaded' } }] }")
    server = start("--scenario", file, "--quiet")
    assert ask(server).status_code != 200
    file.write_text("{ rules: [{ name: 'never', chance: 0, then: { failure: 'overloaded' } }] }")
    began = time.monotonic()
    until(lambda: rules(server)["rules"][0]["name"] == "never")
    # Generous, for machines that have much else to do.
    assert time.monotonic() - began < 5
    assert ask(server).status_code == 200


def test_a_bad_change_keeps_the_old_rules_and_is_told_once(start, tmp_path):
    file = tmp_path / "weather.json5"
    file.write_text("{ rules: [{ name: 'down', then: { failure: 'overloaded' } }] }")
    server = start("--scenario", file, "--quiet")
    file.write_text("{\n  rules: [{ name: 'down', than: {} }],\n}")
    message = f"{file}:2:27: there is no field rules[0].than; did you mean then?"
    until(lambda: rules(server)["problem"] == message)
    assert ask(server).status_code != 200
    # Another change, so that time for a second message has passed when it shows.
    file.write_text("{}")
    until(lambda: rules(server)["rules"] == [])
    assert rules(server)["problem"] is None
    server.process.terminate()
    assert server.process.stderr.read() == f"fauxto: {message}; the rules before stay in force\n"


def test_a_file_that_is_not_there_is_one_line_with_the_presets():
    result = fauxto("serve", "--port", 0, "--scenario", "flakey")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        "fauxto: cannot read the scenario file 'flakey': No such file or directory; did you mean the preset flaky?\n"
    )
    result = fauxto("serve", "--port", 0, "--scenario", "weather")
    assert result.stderr.endswith(f"No such file or directory; the presets are {', '.join(PRESETS)}\n")


# Schedules.


def decisions(server, count):
    fields = [ask(server, prompt=f"cat {number}").headers.get("x-fauxto-decision") for number in range(count)]
    return [bool(field) and re.fullmatch(r"rule=half n=\d+ draw=0\.\d{3}", field) is not None for field in fields]


def test_the_schedule_is_what_comes_about(start, tmp_path):
    file = tmp_path / "weather.json5"
    file.write_text("{ rules: [{ name: 'half', chance: 0.5, then: { failure: 'overloaded' } }] }")
    words = ["schedule", "--scenario", file, "--seed", "7", "--account", "id:secret", "-n", "30", "--json"]
    schedule = json.loads(fauxto(*words).stdout)
    outcomes = schedule["rules"][0]["outcomes"]
    assert [outcome["n"] for outcome in outcomes] == list(range(1, 31))
    foretold = [outcome["fires"] for outcome in outcomes]
    assert set(foretold) == {True, False}
    server = start("--scenario", file, "--seed", 7, "--quiet")
    page = f"{server.url}/_fauxto/schedule"
    assert requests.get(page, params={"account": "id:secret", "n": 30}, timeout=10).json() == schedule
    assert decisions(server, 12) == foretold[:12]
    rest = requests.get(page, params={"account": "id:secret", "n": 18}, timeout=10).json()["rules"][0]["outcomes"]
    assert rest == outcomes[12:]
    assert decisions(server, 18) == foretold[12:]


def test_the_schedule_is_a_table_for_people(tmp_path):
    file = tmp_path / "weather.json5"
    file.write_text("{ rules: [{ name: 'late', every: 2, then: { latency: { fixedDelayMilliseconds: 250 } } }] }")
    result = fauxto("schedule", "--scenario", file, "--account", "any", "--count", 2)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "late",
        "     n    draw  fires       delay",
        "     1       -     no           -  it is call 1, and fires at every 2nd",
        "     2       -    yes      250 ms",
    ]


def test_the_schedule_of_a_wrong_file_is_one_line_and_status_1(tmp_path):
    file = tmp_path / "weather.json5"
    file.write_text("{ rules: [] }")
    result = fauxto("schedule", "--scenario", file, "--account", "any")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"fauxto: {file}:1:10: rules takes an array with one element at least\n"


@pytest.mark.parametrize(
    "words, message",
    [
        (["schedule"], "schedule needs --scenario FILE, or the name of a preset in its place"),
        (["schedule", "--scenario", "flaky"], "schedule needs --account KEY, the API key that calls come with"),
        (["schedule", "-n", "0"], "-n takes a whole number from 1 to 1000000, not '0'"),
        (["schedule", "--seed", "x"], "--seed takes a whole number from 0 to 9223372036854775807, not 'x'"),
        (["schedule", "--json=1"], "--json takes no value"),
        (["schedule", "flaky"], "unexpected 'flaky'; 'fauxto schedule --help' lists the flags"),
        (["schedule", "--acount", "x"], "unknown flag '--acount'; 'fauxto schedule --help' lists the flags"),
        (["preset", "nothing"], f"there is no preset 'nothing'; there are {', '.join(PRESETS)}"),
        (["preset", "flaky", "outage"], "unexpected 'outage'; preset prints one at a time"),
        (["preset", "--jsn"], "unknown flag '--jsn'; 'fauxto preset --help' lists the flags"),
        (["schema", "x"], "unexpected 'x'; 'fauxto schema --help' lists the flags"),
        (["schema", "--x"], "unknown flag '--x'; 'fauxto schema --help' lists the flags"),
    ],
)
def test_a_wrong_command_line_is_one_line_and_status_64(words, message):
    result = fauxto(*words)
    assert (result.returncode, result.stdout, result.stderr) == (64, "", f"fauxto: {message}\n")


@pytest.mark.parametrize("command", ["schedule", "preset", "schema"])
def test_each_command_has_a_page_of_help(command):
    result = fauxto(command, "--help")
    assert (result.returncode, result.stderr) == (0, "")
    assert f"Usage: fauxto {command}" in result.stdout
    assert f"fauxto {command}" in fauxto("--help").stdout


# Presets.


def test_presets_are_listed_with_a_line_each():
    lines = fauxto("preset").stdout.splitlines()
    assert [line.split()[0] for line in lines] == PRESETS
    assert all(len(line) <= 120 and line.endswith(".") for line in lines)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_printed_as_it_is_and_can_be_served(name, start, tmp_path):
    text = fauxto("preset", name).stdout
    assert text == (ROOT / "Sources" / "CScenarioPresets" / "presets" / f"{name}.json5").read_text()
    file = tmp_path / "copy.json5"
    file.write_text(text)
    words = ["--account", "any", "-n", "50", "--json"]
    assert fauxto("schedule", "--scenario", name, *words).stdout == fauxto("schedule", "--scenario", file, *words).stdout
    server = start("--scenario", name, "--quiet")
    assert {rule["source"] for rule in rules(server)["rules"]} <= {f"preset {name}"}


def test_a_file_goes_before_a_preset_of_its_name(tmp_path):
    (tmp_path / "flaky").write_text("{ rules: [{ name: 'mine', then: { failure: 'timeout' } }] }")
    words = [BINARY, "schedule", "--scenario", "flaky", "--account", "any", "--json"]
    result = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=20)
    assert [rule["name"] for rule in json.loads(result.stdout)["rules"]] == ["mine"]


def test_a_configuration_file_may_name_a_preset(start, tmp_path):
    (tmp_path / "fauxto.json").write_text("{ scenarios: ['rate-limited', 'weather.json5'] }")
    (tmp_path / "weather.json5").write_text("{ rules: [{ name: 'mine', chance: 0, then: { failure: 'timeout' } }] }")
    server = start("--config", tmp_path / "fauxto.json", "--quiet")
    sources = [rule["source"] for rule in rules(server)["rules"]]
    assert sources == ["preset rate-limited", str(tmp_path / "weather.json5")]


def test_the_eleventh_call_of_rate_limited_is_refused(start):
    server = start("--scenario", "rate-limited", "--quiet")
    statuses = [ask(server, prompt=f"cat {number}").status_code for number in range(11)]
    assert statuses[:10] == [200] * 10
    assert statuses[10] == 429


# The schema.


def test_the_schema_is_a_schema(schema):
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", PRESETS)
def test_the_schema_takes_every_preset(name, schema):
    jsonschema.validate(json5.loads(fauxto("preset", name).stdout), schema)


def test_the_schema_takes_every_field(schema):
    document = json5.loads((ROOT / "docs" / "scenarios.md").read_text().split("```js\n")[1].split("```")[0])
    jsonschema.validate(document, schema)


# What is wrong with these is beyond a schema: what belongs together, which names there are, and how patterns are written.
BEYOND = re.compile(
    r"does nothing|can never|refuses handshakes|two rules|needs |has no |must come after|regular expression|not empty|"
    r"expected a|milliseconds.*at least|at least 0\.001 seconds"
)


def test_the_schema_refuses_what_the_reader_refuses(schema):
    validator = jsonschema.Draft202012Validator(schema)
    cases = json.loads((ROOT / "fixtures" / "scenarios" / "diagnostics.json").read_text())["cases"]
    refused = 0
    for text, diagnostic in cases:
        if BEYOND.search(diagnostic):
            continue
        assert not validator.is_valid(json5.loads(text)), text
        refused += 1
    assert refused > 20


# The page.


def takes(node):
    """What a schema's node takes, in words."""
    if "anyOf" in node:
        return " or ".join(takes(part) for part in node["anyOf"])
    if "enum" in node:
        return "one of " + ", ".join(f"`{word}`" for word in node["enum"]) if len(node["enum"]) < 8 else "a name, see below"
    bounds = ""
    if "maximum" in node and abs(node["maximum"]) < 1e12:
        bounds = f" from {node['minimum']:g} to {node['maximum']}"
    elif "minimum" in node and node["minimum"] > -1e12:
        bounds = f" of at least {node['minimum']:g}"
    kinds = {
        "string": "a length of time" if "pattern" in node else "text",
        "integer": "a whole number" + bounds,
        "number": "a number" + bounds,
        "boolean": "true or false",
        "null": "null",
        "array": "an array",
        "object": "an object",
    }
    return kinds[node["type"]]


def rows(node, path=""):
    """The rows of the page's table of fields."""
    for name, member in node.get("properties", {}).items():
        full = f"{path}.{name}" if path else name
        yield f"| `{full}` | {takes(member)} | {member['description']} |"
        yield from rows(member, full)
    for part in node.get("anyOf", []):
        yield from rows(part, path)
    if "items" in node:
        yield from rows(node["items"], path + "[]")
    if isinstance(node.get("additionalProperties"), dict):
        yield from rows(node["additionalProperties"], path + ".*")


def test_the_page_has_a_row_for_every_field(schema):
    page = (ROOT / "docs" / "scenarios.md").read_text().splitlines()
    written = [line for line in page if line.startswith(("| `seed`", "| `rules"))]
    assert written == list(rows(schema)), "\n".join(rows(schema))
