"""The variables by which `fauxto run` and `fauxto env` lead programs to a server."""

import json
import os
import re
import subprocess
import sys

import pytest

from conftest import BINARY
from programs import PICTURE, curl, environment, fauxto, python, run

SYSTEM = "/etc/ssl/certs/ca-certificates.crt"
CERTIFICATE = re.compile("-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)
SHOW = python("import json, os; print(json.dumps(dict(os.environ)))")
KEYS = {
    **dict.fromkeys(("FAL_KEY", "FAL_AI_API_KEY", "FAL_API_KEY"), "fauxto:fauxto"),
    **dict.fromkeys(("AIMLAPI_API_KEY", "AIML_API_KEY", "AIMLAPI_KEY"), "fauxto"),
    **dict.fromkeys(("ONEROUTER_API_KEY", "INFRON_API_KEY", "SIRAYA_API_KEY"), "sk-fauxto"),
}


def shown(folder, *flags, **variables):
    """The environment of a program under `fauxto run`."""
    done = run(folder, *SHOW, flags=("--quiet", *flags), **variables)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def certificates(path):
    with open(path) as file:
        return CERTIFICATE.findall(file.read())


def own_certificate(folder, name):
    """A certificate that somebody made for themselves."""
    path = folder / f"{name}.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-subj", f"/CN={name}", "-keyout", "/dev/null", "-out", path],
        check=True, capture_output=True,
    )  # fmt: skip
    return path


def test_every_variable_that_clients_read_is_set(tmp_path):
    variables = shown(tmp_path, LC_CTYPE="C.UTF-8")
    url = variables["FAUXTO_URL"]
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", url)
    bundle = f"{tmp_path}/fauxto/authority-and-system.pem"
    proxies = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
    assert variables == {
        **environment(tmp_path, LC_CTYPE="C.UTF-8"),
        "FAUXTO_URL": url,
        **dict.fromkeys(proxies, url),
        **dict.fromkeys(("NO_PROXY", "no_proxy"), "localhost,127.0.0.1,::1"),
        **dict.fromkeys(("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"), bundle),
        "NODE_EXTRA_CA_CERTS": f"{tmp_path}/fauxto/authority.pem",
        "NODE_USE_ENV_PROXY": "1",
        **KEYS,
    }


def test_what_would_lead_past_the_server_is_replaced(tmp_path):
    past = {name: "http://proxy.example:3128" for name in ("HTTPS_PROXY", "https_proxy", "all_proxy")}
    variables = shown(tmp_path, NO_PROXY="fal.run", no_proxy="*", **past)
    assert {variables[name] for name in past} == {variables["FAUXTO_URL"]}
    assert {variables["NO_PROXY"], variables["no_proxy"]} == {"localhost,127.0.0.1,::1"}


def test_an_own_key_stays(tmp_path):
    variables = shown(tmp_path, FAL_KEY="my:own")
    assert {name: variables[name] for name in KEYS} == {**KEYS, "FAL_KEY": "my:own"}


def test_a_key_that_the_configuration_file_accepts_is_used(tmp_path):
    file = tmp_path / "fauxto.json"
    file.write_text("{ keys: { fal: ['dev:secret'] } }")
    script = 'curl --silent -H "Authorization: Key $FAL_KEY" "$@"; echo; echo "$FAL_KEY"'
    done = run(tmp_path, "sh", "-c", script, "sh", *PICTURE[2:], flags=("--config", file))
    answer, key = done.stdout.splitlines()
    assert (key, json.loads(answer)["prompt"]) == ("dev:secret", "a cat")


def test_the_bundle_holds_what_the_system_trusts_and_the_authority(tmp_path):
    bundle = certificates(shown(tmp_path)["SSL_CERT_FILE"])
    system = certificates(SYSTEM) if os.path.exists(SYSTEM) else []
    assert sorted(bundle) == sorted({*system, *certificates(tmp_path / "fauxto" / "authority.pem")})


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"])
def test_the_bundle_holds_what_programs_were_to_trust_before(tmp_path, name):
    own = own_certificate(tmp_path, "company")
    variables = shown(tmp_path, **{name: str(own)})
    bundle = certificates(variables[name])
    assert certificates(own)[0] in bundle and certificates(tmp_path / "fauxto" / "authority.pem")[0] in bundle
    assert len(bundle) == len(set(bundle))
    # And so it does for a program that runs another under a server of its own.
    again = shown(tmp_path, **{key: value for key, value in variables.items() if key not in environment(tmp_path)})
    assert sorted(certificates(again[name])) == sorted(bundle)


def test_what_is_no_file_of_certificates_adds_nothing(tmp_path):
    text = tmp_path / "text"
    text.write_text("no certificate")
    plain = shown(tmp_path)["SSL_CERT_FILE"]
    assert shown(tmp_path, SSL_CERT_FILE=str(text))["SSL_CERT_FILE"] == plain
    assert shown(tmp_path, SSL_CERT_FILE=str(tmp_path / "nowhere"))["SSL_CERT_FILE"] == plain


def test_runs_at_once_with_one_authority_do_not_disturb_each_other(tmp_path):
    # Each looks at its bundle, and asks for a picture, once all have begun.
    code = "import os; print(open(os.environ['SSL_CERT_FILE']).read()); print('.', flush=True); input()"
    ask = " && ".join(map(" ".join, [(sys.executable, "-c", f'"{code}"'), ("exec", *curl('"$@"'))]))
    names = ["one", "two", "three", "four"]
    own = {name: own_certificate(tmp_path, name) for name in names}
    runs = {
        name: subprocess.Popen(
            [BINARY, "run", "sh", "-c", ask, "sh", *PICTURE],
            env=environment(tmp_path, SSL_CERT_FILE=str(own[name])),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for name in names
    }  # fmt: skip
    seen = {name: "".join(iter(process.stdout.readline, ".\n")) for name, process in runs.items()}
    for name, process in runs.items():
        answer, report = process.communicate("\n", timeout=30)
        assert (process.returncode, json.loads(answer)["prompt"]) == (0, "a cat")
        assert report.startswith("Fauxto: 1 request, 0 downloads, 1 image, ")
        assert [each for each in names if certificates(own[each])[0] in seen[name]] == [name]


@pytest.mark.parametrize("folder", ["plain", "Grace's own data", 'with "two" quotes $HOME `and` \\'])
def test_env_leads_a_shell_s_programs_to_a_running_server(tmp_path, start, folder):
    data = tmp_path / folder
    data.mkdir()
    server = start("--quiet", "--ca", data / "fauxto")
    script = f'eval "$({BINARY} env --url {server.url})" && exec {" ".join(curl())} "$@"'
    done = subprocess.run(
        ["sh", "-c", script, "sh", *PICTURE], env=environment(data), capture_output=True, text=True, timeout=30
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["images"][0]["url"].startswith("https://v3b.fal.media/files/")


def test_env_and_run_set_the_same_variables(tmp_path):
    page = fauxto(tmp_path, "env", "--url", "http://127.0.0.1:1")
    names = re.findall(r"^export (\w+)='.*'$", page.stdout, re.MULTILINE)
    assert len(names) == len(page.stdout.splitlines())
    assert set(names) == shown(tmp_path).keys() - environment(tmp_path).keys() - {"LC_CTYPE"}


def test_env_goes_by_the_configuration_file(tmp_path):
    file = tmp_path / "fauxto.json"
    file.write_text(f"{{ host: '127.0.0.2', port: 81, ca: '{tmp_path}/ca', keys: {{ fal: ['dev:secret'] }} }}")
    page = fauxto(tmp_path, "env", "--config", file).stdout
    assert "export FAUXTO_URL='http://127.0.0.2:81'\n" in page
    assert f"export SSL_CERT_FILE='{tmp_path}/ca/authority-and-system.pem'\n" in page
    assert "export FAL_KEY='dev:secret'\n" in page


@pytest.mark.parametrize(
    "words, message",
    [
        (["--url", "fauxto"], "--url takes an http or https URL, not 'fauxto'"),
        (["--prot"], "unknown flag '--prot'; 'fauxto env --help' lists the flags"),
        (["x"], "unexpected 'x'; 'fauxto env --help' lists the flags"),
    ],
)
def test_a_wrong_command_line_is_one_line_and_status_64(tmp_path, words, message):
    done = fauxto(tmp_path, "env", *words)
    assert (done.returncode, done.stdout, done.stderr) == (64, "", f"fauxto: {message}\n")
