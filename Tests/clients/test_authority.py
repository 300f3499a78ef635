"""The certificate authority: what it signs, where it is kept, and what `fauxto trust` says of it."""

import re
import ssl
import subprocess

import pytest

from conftest import BINARY
from tls_client import HEALTH, connect, openssl, strict_context


@pytest.mark.parametrize("host", ["fal.run", "localhost", "127.0.0.1", "a-name_of.some.example"])
def test_certificates_pass_the_strict_checks_for_names_and_addresses(encrypted, authority, host):
    with connect(encrypted, authority, host) as connection:
        connection.sendall(HEALTH)
        assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")


def test_a_certificate_of_another_name_is_not_taken(encrypted, authority):
    context = strict_context(authority)
    context.check_hostname = False
    with connect(encrypted, authority, "fal.run", context) as connection:
        names = connection.getpeercert()["subjectAltName"]
    assert names == (("DNS", "fal.run"),)


def test_a_leaf_has_what_browsers_and_strict_validators_want(encrypted, authority, tmp_path):
    with connect(encrypted, authority, "fal.run") as connection:
        leaf = connection.getpeercert()
        (tmp_path / "leaf.der").write_bytes(connection.getpeercert(binary_form=True))
    lifetime = ssl.cert_time_to_seconds(leaf["notAfter"]) - ssl.cert_time_to_seconds(leaf["notBefore"])
    assert 80 * 86_400 < lifetime <= 397 * 86_400
    assert 16 <= len(leaf["serialNumber"]) // 2 <= 20 and int(leaf["serialNumber"][:2], 16) < 0x80
    text = openssl("x509", "-inform", "DER", "-in", tmp_path / "leaf.der", "-noout", "-text")
    for wanted in (
        r"Basic Constraints: critical\s+CA:FALSE", r"Key Usage: critical\s+Digital Signature\n",
        r"Extended Key Usage: \s+TLS Web Server Authentication\n", "Subject Key Identifier", "Authority Key Identifier",
    ):  # fmt: skip
        assert re.search(wanted, text), wanted
    assert "OK" in openssl(
        "verify", "-x509_strict", "-CAfile", authority / "authority.pem", "-purpose", "sslserver",
        "-verify_hostname", "fal.run", tmp_path / "leaf.der",
    )  # fmt: skip


def test_the_authority_has_what_strict_validators_want(encrypted, authority):
    text = openssl("x509", "-in", authority / "authority.pem", "-noout", "-text")
    for wanted in (
        r"Basic Constraints: critical\s+CA:TRUE, pathlen:0", r"Key Usage: critical\s+Certificate Sign, CRL Sign\n",
        "Subject Key Identifier", "NIST CURVE: P-256",
    ):  # fmt: skip
        assert re.search(wanted, text), wanted
    assert (authority / "authority-key.pem").stat().st_mode & 0o777 == 0o600


def fauxto(*arguments, **environment):
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=20, **environment)


def test_trust_makes_the_authority_and_says_where_it_is(tmp_path):
    environment = {"XDG_DATA_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    first, second = fauxto("trust", env=environment), fauxto("trust", env=environment)
    certificate = tmp_path / "fauxto" / "authority.pem"
    assert (first.returncode, first.stderr, first.stdout) == (0, "", second.stdout)
    fingerprint = openssl("x509", "-in", certificate, "-noout", "-fingerprint", "-sha256").partition("=")[2].strip()
    assert f"Certificate  {certificate}\nSHA-256      {fingerprint}\n" in first.stdout
    for way in ("update-ca-certificates", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"):
        assert way in first.stdout


@pytest.mark.parametrize("command", [("trust",), ("serve", "--port", 0)])
def test_a_wrong_directory_is_one_line_and_status_1(tmp_path, command):
    (tmp_path / "file").touch()
    done = fauxto(*command, "--ca", tmp_path / "file")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"fauxto: cannot read '{tmp_path}/file/authority-key.pem' of the certificate authority: Not a directory; "
        "name another directory with --ca DIR\n"
    )


def test_without_a_home_clients_are_refused_with_an_alert_and_the_log_says_why(tmp_path):
    port_file = tmp_path / "port"
    with subprocess.Popen(
        [BINARY, "serve", "--port", "0", "--quiet", "--port-file", port_file],
        env={"PATH": "/usr/bin:/bin"}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        port = int(server.stdout.readline().rpartition(":")[2])
        said = openssl("s_client", "-connect", f"127.0.0.1:{port}")
        server.terminate()
        assert "alert handshake failure" in said
        assert "there is no home directory" in server.stderr.read()
