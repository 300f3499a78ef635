"""`fauxto run`: how the program is started and ended, and what is told of it."""

import json
import os
import re
import shlex
import stat
import subprocess

import pytest

from conftest import BINARY
from programs import NO_REQUESTS, PICTURE, curl, environment, fauxto, python, run

ELSEWHERE = (
    "Fauxto: 0 requests, 0 downloads, 0 images, 1 attempt to reach another host\n"
    "  1 × CONNECT example.com:443: "
    "example.com:443 was not contacted: --allow-host example.com would let it through\n"
)
SUSPICION = "tried to reach another host; allow the host, or end with 0 all the same by --egress warn\n"


@pytest.mark.parametrize("separator", [(), ("--",)])
def test_a_program_gets_all_that_follows_it_as_it_stands(tmp_path, separator):
    program = python("import sys; print(sys.argv[1:])")
    done = fauxto(tmp_path, "run", *separator, *program, "--quiet", "--", "-x", "a b=c", "")
    assert (done.returncode, done.stdout, done.stderr) == (0, "['--quiet', '--', '-x', 'a b=c', '']\n", NO_REQUESTS)


def test_standard_input_and_output_are_the_program_s(tmp_path):
    done = subprocess.run(
        [BINARY, "run", "tr", "a-z", "A-Z"],
        env=environment(tmp_path), input="picture", capture_output=True, text=True, timeout=30,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "PICTURE")


@pytest.mark.parametrize(
    "code, status",
    [("exit(0)", 0), ("exit(3)", 3), ("import os; os.kill(os.getpid(), 15)", 143), ("import os; os.abort()", 134)],
)
def test_the_exit_status_is_the_program_s(tmp_path, code, status):
    done = run(tmp_path, *python(code))
    assert (done.returncode, done.stderr) == (status, NO_REQUESTS)


@pytest.mark.parametrize(
    "mode, status, reason", [(None, 127, "No such file or directory"), (0o644, 126, "Permission denied")]
)
def test_a_program_that_can_not_be_run_is_one_line(tmp_path, mode, status, reason):
    path = tmp_path / "program"
    if mode:
        path.touch(mode)
    done = run(tmp_path, path)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr == (
        f"fauxto: cannot run '{path}': {reason}; name a program in a directory of PATH, or by its path\n"
    )


@pytest.mark.parametrize(
    "words, message",
    [
        ([], "run needs a program, such as 'fauxto run -- pytest'"),
        (["--"], "run needs a program, such as 'fauxto run -- pytest'"),
        (["--reprot", "x", "true"], "unknown flag '--reprot'; 'fauxto run --help' lists the flags"),
        (["--port-file", "x", "true"], "unknown flag '--port-file'; 'fauxto run --help' lists the flags"),
        (["--egress", "maybe", "true"], "--egress takes one of fail, warn, not 'maybe'"),
        (["--quiet=yes", "true"], "--quiet takes no value"),
        (["--report"], "--report needs a value"),
    ],
)
def test_a_wrong_command_line_is_one_line_and_status_64(tmp_path, words, message):
    done = fauxto(tmp_path, "run", *words)
    assert (done.returncode, done.stdout, done.stderr) == (64, "", f"fauxto: {message}\n")


def test_help_lists_the_flags(tmp_path):
    page = fauxto(tmp_path, "run", "--help")
    assert (page.returncode, page.stderr) == (0, "")
    for flag in ("--report", "--egress", "--quiet", "--log", "--port", "--config", "--ca", "--allow-host"):
        assert f"  {flag} " in page.stdout


@pytest.mark.parametrize(
    "flags, ending, status, complaint",
    [
        ((), "exit 0", 1, f"fauxto: 'sh' {SUSPICION}"),
        ((), "exit 3", 3, ""),
        (("--egress", "fail"), "exit 0", 1, f"fauxto: 'sh' {SUSPICION}"),
        (("--egress=warn",), "exit 0", 0, ""),
    ],
)
def test_an_attempt_to_reach_another_host_is_named_and_turns_0_into_1(tmp_path, flags, ending, status, complaint):
    done = run(tmp_path, "sh", "-c", f"curl --silent https://example.com/; {ending}", flags=flags)
    assert (done.returncode, done.stdout, done.stderr) == (status, "", ELSEWHERE + complaint)


IMPATIENCE = "fauxto: 'sh' came back before a Retry-After was over; have it wait, or take retryCheck out of the rule\n"
TOO_EARLY = """\
Fauxto: 2 requests, 0 downloads, 0 images, 2 refusals, 1 call too early
  fal: 2 requests
    fal-ai/flux/srpo: 2 generations, 0 images
    2 × 429 rateLimited (rule)
  rule 'limit' fired at 2 of 2 calls
  by rules: 2 × rateLimited
  1 × fal called too early for rule 'limit', by 600.000 s at most
"""


@pytest.mark.parametrize("ending, status, complaint", [("exit 0", 1, IMPATIENCE), ("exit 3", 3, "")])
def test_a_call_that_comes_back_too_early_is_told_and_turns_0_into_1(tmp_path, ending, status, complaint):
    file, flags = weather(tmp_path), ("--clock", "frozen")
    done = run(tmp_path, "sh", "-c", f"{CALL}; {CALL}; {ending}", flags=("--scenario", file, *flags))
    assert (done.returncode, done.stdout.lower().count("retry-after: 600\n"), done.stderr) == (
        status, 2, TOO_EARLY + complaint,
    )  # fmt: skip


def test_a_call_that_is_told_to_wait_and_does_is_no_fault(tmp_path):
    advance = "curl --silent $FAUXTO_URL/_fauxto/clock --json '{\"advance\":\"10m\"}'"
    program = f"{CALL}; {advance}; {CALL}"
    done = run(tmp_path, "sh", "-c", program, flags=("--scenario", weather(tmp_path), "--clock", "frozen"))
    assert done.returncode == 0
    assert "too early" not in done.stderr
    assert "  600.000 s passed on the clock, in " in done.stderr


def weather(folder):
    """A file with a rule that tells everybody to come back in ten minutes, and sees to it."""
    file = folder / "weather.json5"
    rule = "{ name: 'limit', retryCheck: true, then: { failure: 'rateLimited', retryAfterSeconds: 600 } }"
    file.write_text(f"{{ rules: [{rule}] }}")
    return file


CALL = shlex.join(curl("--dump-header", "-", "--output", "/dev/null", *PICTURE))


def test_a_host_that_was_allowed_is_no_fault(tmp_path, start):
    authority = tmp_path / "authority"
    other = start("--quiet", "--ca", authority)
    url = f"https://localhost:{other.port}/_fauxto/health"
    done = run(tmp_path, *curl("--noproxy", "", url), flags=("--allow-host", "localhost", "--ca", authority))
    assert (done.returncode, json.loads(done.stdout)["status"]) == (0, "ok")
    assert f"  1 × CONNECT localhost:{other.port}: let through to localhost:{other.port}\n" in done.stderr


# Two pictures, one of them downloaded; a wrong one three times; an unknown job; another host twice.
BUSY = """
import os, requests
def post(url, key, **body):
    return requests.post(url, json=body, headers={"Authorization": key}, timeout=20)
fal = "https://fal.run/fal-ai/flux/srpo"
answer = post(fal, "Key id:secret", prompt="a cat", num_images=2)
requests.get(answer.json()["images"][0]["url"], timeout=20)
for _ in range(3):
    post(fal, "Key id:secret", prompt="a cat", num_images=9)
post(fal, "none", prompt="a cat")
post("https://image.siraya.pro/v1/images/generations", "Bearer x", model="flux-1-srpo-text-to-image", prompt="a cat")
for _ in range(2):
    try:
        requests.get("http://example.com/?secret=1", timeout=20)
        requests.get("https://example.com/", timeout=20)
    except requests.RequestException:
        pass
"""
BUSY_TEXT = """\
Fauxto: 6 requests, 1 download, 3 images, would have cost $0.075, 4 refusals, 4 attempts to reach another host
  fal: 5 requests
    fal-ai/flux/srpo: 1 generation, 2 images, $0.05
    3 × 422 invalidInput: body.num_images: less_than_equal
    1 × 401 unauthenticated
  siraya: 1 request
    flux-1-srpo-text-to-image: 1 generation, 1 image, $0.025
  2 × GET http://example.com/: example.com was not contacted: --allow-host example.com would let it through
  2 × CONNECT example.com:443: example.com:443 was not contacted: --allow-host example.com would let it through
"""


def test_the_report_tells_what_was_asked_for_and_what_came_of_it(tmp_path):
    file = tmp_path / "report.json"
    program = python(BUSY)
    done = run(tmp_path, *program, flags=("--report", file, "--egress", "warn"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", BUSY_TEXT)
    report = json.loads(file.read_text())
    shown = BUSY.replace("Key id:secret", "Key [redacted]").replace("secret=1", "secret=[redacted]")
    # The clock is the machine's.
    assert 0 < report.pop("simulatedSeconds") < 60
    assert report == {
        "command": [*program[:-1], shown],
        "exitStatus": 0,
        "requests": 6,
        "downloads": 1,
        "images": 3,
        "cost": "0.075",
        "refusals": 4,
        "refusedEgress": 4,
        "vendors": [
            {
                "vendor": "fal",
                "requests": 5,
                "downloads": 1,
                "models": [{"model": "fal-ai/flux/srpo", "generations": 1, "images": 2, "cost": "0.05"}],
                "refusals": [
                    {
                        "status": 422,
                        "outcome": "invalidInput",
                        "detail": "body.num_images: less_than_equal",
                        "cause": None,
                        "count": 3,
                    },
                    {"status": 401, "outcome": "unauthenticated", "detail": None, "cause": None, "count": 1},
                ],
            },
            {
                "vendor": "siraya",
                "requests": 1,
                "downloads": 0,
                "models": [{"model": "flux-1-srpo-text-to-image", "generations": 1, "images": 1, "cost": "0.025"}],
                "refusals": [],
            },
        ],
        "rules": [],
        "disturbances": [],
        "heldBackSeconds": 0,
        "earlyReturns": [],
        "egress": [
            {
                "method": method,
                "target": target,
                "isAllowed": False,
                "note": f"{host} was not contacted: --allow-host example.com would let it through",
                "count": 2,
            }
            for method, target, host in [
                ("GET", "http://example.com/", "example.com"),
                ("CONNECT", "example.com:443", "example.com:443"),
            ]
        ],
        "uncounted": 0,
    }


def test_the_report_is_for_programs_on_standard_output_and_for_nobody_if_quiet(tmp_path):
    done = run(tmp_path, "sh", "-c", "echo before; exit 3", flags=("--report", "-", "--quiet"))
    assert (done.returncode, done.stderr) == (3, "")
    before, line = done.stdout.splitlines()
    assert before == "before"
    assert (json.loads(line)["command"], json.loads(line)["exitStatus"]) == (["sh", "-c", "echo before; exit 3"], 3)


@pytest.mark.parametrize("ending, status", [(0, 1), (3, 3)])
def test_a_report_that_can_not_be_written_is_one_line(tmp_path, ending, status):
    done = run(tmp_path, "sh", "-c", f"exit {ending}", flags=("--report", tmp_path / "no" / "report", "--quiet"))
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr == (
        f"fauxto: cannot write the report '{tmp_path}/no/report': No such file or directory; "
        "give --report a writable path\n"
    )


def test_a_report_goes_through_a_link_and_into_a_pipe_and_leaves_them_there(tmp_path):
    link, pipe = tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(tmp_path / "target")
    os.mkfifo(pipe)
    assert run(tmp_path, "true", flags=("--report", link)).returncode == 0
    assert link.is_symlink() and json.loads((tmp_path / "target").read_text())["command"] == ["true"]
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE, text=True) as reader:
        assert run(tmp_path, "true", flags=("--report", pipe)).returncode == 0
        assert json.loads(reader.stdout.read())["command"] == ["true"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_the_log_is_printed_where_it_is_asked_for(tmp_path):
    done = run(tmp_path, *curl(*PICTURE), flags=("--log", "text", "--quiet"))
    assert done.returncode == 0
    line = r"200 POST fal\.run/fal-ai/flux/srpo [\d.]+ ms account=[0-9a-f]{8} outcome=images\n"
    assert re.fullmatch(line, done.stderr)


def test_the_port_can_be_chosen(tmp_path, start):
    taken = start("--quiet").port
    done = run(tmp_path, "true", flags=("--port", taken))
    assert done.returncode == 1
    assert done.stderr.startswith(f"fauxto: port {taken} on 127.0.0.1 is already in use; ")


@pytest.mark.parametrize("data", ["/proc/nowhere", ""])
def test_without_a_directory_for_the_authority_there_is_a_temporary_one(tmp_path, data):
    code = "import os; path = os.environ['SSL_CERT_FILE']; print(path, os.path.exists(path))"
    variables = {"XDG_DATA_HOME": data, "HOME": "", "TMPDIR": str(tmp_path)}
    done = run(tmp_path, *python(code), **variables)
    path, exists = done.stdout.split()
    assert (done.returncode, exists) == (0, "True")
    assert path.startswith(f"{tmp_path}/fauxto-")
    assert not list(tmp_path.iterdir())
    line, report = done.stderr.split("\n", 1)
    assert line.startswith("fauxto: the certificate authority of this run is in a temporary folder, since ")
    assert line.endswith("--ca DIR")
    assert report == NO_REQUESTS
    # It is one that programs can trust.
    done = run(tmp_path, *curl(*PICTURE), flags=("--quiet",), **variables)
    assert '"images"' in done.stdout
    assert not list(tmp_path.iterdir())


def test_a_directory_for_the_authority_that_was_named_is_no_other(tmp_path):
    done = run(tmp_path, "true", flags=("--ca", "/proc/nowhere"), TMPDIR=str(tmp_path))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("fauxto: cannot create '/proc/nowhere'")
