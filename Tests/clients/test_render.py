"""`fauxto render` and `fauxto sheet`: each flag has its effect, each mistake gets one line that says what to do."""

import io
import subprocess

import pytest
from conftest import BINARY
from PIL import Image, ImageChops


def fauxto(*arguments, input=None):
    return subprocess.run([BINARY, *map(str, arguments)], input=input, capture_output=True, timeout=20)


def render(*arguments):
    """The picture that a command line draws, by way of standard output."""
    result = fauxto("render", "--output", "-", *arguments)
    assert (result.returncode, result.stderr) == (0, b"")
    picture = Image.open(io.BytesIO(result.stdout))
    picture.load()
    return picture


def difference(one, other):
    """The mean difference of the samples of two pictures of one size."""
    return sum(sum(band) / len(band) for band in (
        list(band.get_flattened_data()) for band in ImageChops.difference(one, other).split()
    )) / 3  # fmt: skip


SMALL = ("--prompt", "a cat", "--size", "200x150", "--no-caption", "--no-receipt", "--texture", "0")


def test_a_picture_is_png_of_1024_by_768_unless_told():
    picture = render("--prompt", "a cat")
    assert (picture.format, picture.size, picture.mode) == ("PNG", (1024, 768), "RGB")


@pytest.mark.parametrize(
    "flags",
    [
        ("--prompt", "a dog"), ("--seed", "1"), ("--index", "1"), ("--style", "orbs"), ("--style", "ridges"),
        ("--texture", "1"), ("--prompt", "a neon city"),
    ],
)  # fmt: skip
def test_each_flag_changes_the_picture(flags):
    assert difference(render(*SMALL), render(*SMALL, *flags)) > 1


def test_caption_and_receipt_are_there_unless_left_out():
    bare = ("--prompt", "a cat", "--texture", "0")
    both, neither = render(*bare), render(*bare, "--no-caption", "--no-receipt")
    assert difference(both, neither) > 0
    assert difference(both, render(*bare, "--no-caption")) > 0
    assert difference(both, render(*bare, "--no-receipt")) > 0


def test_the_format_and_the_quality_can_be_chosen():
    assert render(*SMALL, "--format", "jpeg").format == "JPEG"
    sizes = [len(fauxto("render", "--output=-", *SMALL, "--format=jpeg", f"--quality={q}").stdout) for q in (20, 95)]
    assert sizes[0] * 2 < sizes[1]


def test_a_reference_shows_as_strongly_as_strength_says(tmp_path):
    reference = tmp_path / "reference.png"
    Image.linear_gradient("L").convert("RGB").resize((200, 150)).save(reference)
    start = ("--reference", reference, "--strength")
    gaps = [difference(render(*SMALL, *start, strength), Image.open(reference)) for strength in ("0", "0.5", "1")]
    assert gaps[0] == 0 < gaps[1] < gaps[2]
    assert difference(render(*SMALL, *start, "1"), render(*SMALL)) == 0


def test_a_file_appears_whole_and_replaces_an_older_one(tmp_path):
    file = tmp_path / "picture.png"
    file.write_text("older")
    assert fauxto("render", *SMALL, "-o", file).returncode == 0
    assert Image.open(file).size == (200, 150)
    assert [entry.name for entry in tmp_path.iterdir()] == ["picture.png"]


def test_a_sheet_has_a_row_for_each_style_and_a_column_for_each_seed(tmp_path):
    file = tmp_path / "sheet.png"
    assert fauxto("sheet", "-o", file, "--columns", "2", "--size", "100x50", "--seed", "3").returncode == 0
    sheet = Image.open(file).convert("RGB")
    styles = fauxto("render", "--help").stdout.decode().split("--style NAME")[1].split(";")[0].replace(",", " ").split()
    assert len(styles) >= 6
    margin = 2
    assert sheet.size == (2 * 102 + margin, len(styles) * 52 + margin)
    for row, style in enumerate(styles):
        cell = sheet.crop((margin, margin + row * 52, margin + 100, margin + row * 52 + 50))
        alone = render(*SMALL, "--prompt", "", "--seed", "3", "--style", style, "--size", "100x50")
        assert difference(cell, alone) == 0, style
    other = tmp_path / "other.png"
    assert fauxto("sheet", "-o", other, "--columns=2", "--size=100x50", "--seed=3", "--prompt=fire").returncode == 0
    assert difference(sheet, Image.open(other).convert("RGB")) > 0


@pytest.mark.parametrize(
    "words, message",
    [
        (["render"], "render needs --prompt TEXT"),
        (["render", "--prompt", "x"], "render needs --output FILE"),
        (["render", "--promt", "x"], "unknown flag '--promt'; 'fauxto render --help' lists the flags"),
        (["render", "x"], "unexpected 'x'; 'fauxto render --help' lists the flags"),
        (["render", "--size", "3"], "--size takes WIDTHxHEIGHT, such as 1024x768, not '3'"),
        (["render", "--size", "0x5"], "--size takes WIDTHxHEIGHT, such as 1024x768, not '0x5'"),
        (["render", "--seed", "x"],
         "--seed takes a whole number from -9223372036854775808 to 18446744073709551615, not 'x'"),
        (["render", "--strength", "2"], "--strength takes a number from 0 to 1, not '2'"),
        (["render", "--texture", "nan"], "--texture takes a number from 0 to 1, not 'nan'"),
        (["sheet"], "sheet needs --output FILE"),
        (["sheet", "--columns", "0"], "--columns takes a whole number from 1 to 100, not '0'"),
    ],
)
def test_a_wrong_command_line_is_one_line_and_status_64(words, message):
    result = fauxto(*words)
    assert (result.returncode, result.stdout, result.stderr.decode()) == (64, b"", f"fauxto: {message}\n")


def test_what_cannot_be_read_or_written_is_one_line_and_status_1(tmp_path):
    for flags, message in [
        (("-o", f"{tmp_path}/no/x.png"),
         f"cannot write the picture '{tmp_path}/no/x.png': No such file or directory; give --output a writable path"),
        (("-o", "-", "--reference", f"{tmp_path}/no.png"), f"cannot read '{tmp_path}/no.png': No such file or directory"),
        (("-o", "-", "--reference", __file__), f"cannot use '{__file__}' as a reference: The bytes are not an image."),
        (("-o", "-", "--size", "20000x1"),
         "A picture of 20000×1 pixels cannot be drawn: each side must be 1 to 16384 pixels."),
    ]:  # fmt: skip
        result = fauxto("render", *SMALL, *flags)
        assert (result.returncode, result.stdout, result.stderr.decode()) == (1, b"", f"fauxto: {message}\n")
