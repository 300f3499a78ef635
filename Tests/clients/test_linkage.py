"""What the release binary is made of: small and quick to start, since it has no Foundation and few libraries."""

import re
import subprocess

from conftest import BINARY

# The image codecs and their compression, OpenSSL, RE2, and what every program of Swift and C++ has.
LIBRARIES = {
    "libpng16", "libjpeg", "libwebp", "libgif", "libisal", "libz", "libssl", "libcrypto", "libre2",
    "libc", "libm", "libstdc++", "libgcc_s", "libpthread", "libdl", "librt", "ld-linux-x86-64", "ld-linux-aarch64",
    "linux-vdso",
}  # fmt: skip


def lines_of(*command):
    return subprocess.run([*command, BINARY], check=True, capture_output=True, text=True).stdout.splitlines()


def test_it_needs_no_library_beyond_those_listed():
    needed = {re.match(r"\s*(?:\S*/)?([^/\s]+?)\.so", line).group(1) for line in lines_of("ldd")}
    assert needed <= LIBRARIES
    assert {"libpng16", "libjpeg", "libwebp", "libgif", "libssl", "libre2"} <= needed


def test_it_has_no_foundation():
    symbols = [line.split()[-1] for line in lines_of("nm")]
    assert any("8Emulator" in symbol for symbol in symbols), "the symbols are there to be read"
    assert [symbol for symbol in symbols if re.search(r"\d\dFoundation(Essentials|Internationalization)?", symbol)] == []
