#!/usr/bin/env python3
"""Makes the tables of the caption font, see README.md."""

import gzip
import re
import struct
import sys
from pathlib import Path

from PIL import ImageFont

UNIFONT = Path("usr/share/unifont/unifont.hex")
UNIFONT_MARKS = Path("usr/share/unifont/plane00-combining.txt")
UNIFONT_UPPER = Path("usr/share/fonts/opentype/unifont/unifont_upper.otf")
HELVETICA = Path("usr/share/fonts/X11/100dpi/helvR10.pcf.gz")
UNICODE_DATA = Path("usr/share/unicode/UnicodeData.txt")
COMPOSITION_EXCLUSIONS = Path("usr/share/unicode/CompositionExclusions.txt")

# Glyph shapes, as Glyph.swift reads them.
NARROW, WIDE, PROPORTIONAL, NARROW_MARK, WIDE_MARK = range(5)

# What stands for a character without a glyph: a narrow box as high as a capital letter.
MISSING = bytes([0, 0, 0, 0x7E] + [0x42] * 9 + [0x7E, 0, 0])

# Of the planes above the first: mathematical letters, and everything pictorial.
UPPER = [range(0x1D400, 0x1D800), range(0x1F000, 0x1FB00)]
# Rare ideographs that would take 211 KB.
LEFT_OUT = range(0x3400, 0x4DC0)

# The rows of a proportional glyph above and below the baseline, and its columns left of its origin.
ASCENT, DESCENT, OVERHANG = 15, 5, 2


def read_unicode_data(root):
    """Returns the category and the decomposition of every assigned code point."""
    data, first = {}, None
    for line in (root / UNICODE_DATA).read_text().splitlines():
        fields = line.split(";")
        code = int(fields[0], 16)
        if fields[1].endswith("First>"):
            first = code
        elif fields[1].endswith("Last>"):
            for each in range(first, code + 1):
                data[each] = (fields[2], "")
        else:
            data[code] = (fields[2], fields[5])
    return data


def is_visible(code, unicode_data):
    """Tells whether a code point has a look of its own: it is assigned, no control, no format, no white space."""
    category = unicode_data.get(code, ("Cn",))[0]
    return category[0] not in "CZ" and code not in LEFT_OUT


def read_unifont(root, unicode_data):
    marks = {int(line.split(":")[0], 16) for line in (root / UNIFONT_MARKS).read_text().split()}
    glyphs = {}
    for line in (root / UNIFONT).read_text().split():
        code, digits = line.split(":")
        code = int(code, 16)
        if is_visible(code, unicode_data):
            is_wide = len(digits) == 64
            shape = (WIDE_MARK if is_wide else NARROW_MARK) if code in marks else (WIDE if is_wide else NARROW)
            glyphs[code] = (shape, bytes.fromhex(digits))
    return glyphs


def read_unifont_upper(root, unicode_data):
    """Renders the outlines at their own 16 pixels, where they are whole pixels again."""
    font = ImageFont.truetype(str(root / UNIFONT_UPPER), 16)
    missing = bytes(font.getmask("\U000F0000", mode="1"))
    glyphs = {}
    for code in (code for block in UPPER for code in block if is_visible(code, unicode_data)):
        bitmap = font.getmask(chr(code), mode="1")
        if bytes(bitmap) == missing:
            continue
        left, top, right, bottom = font.getbbox(chr(code), mode="1", anchor="ls")
        width = round(font.getlength(chr(code), mode="1"))
        rows = [0] * 16
        for y in range(bitmap.size[1]):
            for x in range(bitmap.size[0]):
                if bitmap.getpixel((x, y)):
                    rows[14 + top + y] |= 1 << (width - 1 - left - x)
        assert width in (8, 16) and max(rows) < 1 << width, hex(code)
        packed = b"".join(row.to_bytes(width // 8, "big") for row in rows)
        glyphs[code] = (NARROW if width == 8 else WIDE, packed)
    return glyphs


def read_helvetica(root, unicode_data):
    """Reads what fits the cell of a proportional glyph from a PCF file."""
    file = gzip.decompress((root / HELVETICA).read_bytes())
    tables = {}
    for index in range(struct.unpack_from("<I", file, 4)[0]):
        kind, _, _, offset = struct.unpack_from("<4I", file, 8 + 16 * index)
        tables[kind] = offset

    def opened(kind):
        form = struct.unpack_from("<I", file, tables[kind])[0]
        return form, ">" if form & 4 else "<", tables[kind] + 4

    form, order, at = opened(4)
    assert form & 0x100, "compressed metrics"
    count = struct.unpack_from(order + "H", file, at)[0]
    metrics = [[byte - 128 for byte in file[at + 2 + 5 * index : at + 7 + 5 * index]] for index in range(count)]

    form, order, at = opened(8)
    assert form & 8, "most significant bit first"
    count = struct.unpack_from(order + "I", file, at)[0]
    offsets = struct.unpack_from(f"{order}{count}I", file, at + 4)
    bitmaps, padding = at + 4 + 4 * count + 16, 1 << (form & 3)

    _, order, at = opened(32)
    low_first, low_last, high_first, high_last, _ = struct.unpack_from(order + "5H", file, at)
    glyphs = {}
    for high in range(high_first, high_last + 1):
        for low in range(low_first, low_last + 1):
            cell = (high - high_first) * (low_last - low_first + 1) + low - low_first
            index = struct.unpack_from(order + "H", file, at + 10 + 2 * cell)[0]
            code = high << 8 | low
            # The dot between words is as flat as a hyphen here, and round in Unifont.
            if index == 0xFFFF or code == 0xB7 or not is_visible(code, unicode_data) and code != 0x20:
                continue
            left, right, advance, above, below = metrics[index]
            if left < -OVERHANG or right > 16 - OVERHANG or above > ASCENT or below > DESCENT:
                continue
            stride = -(-(right - left) // (8 * padding)) * padding
            rows = [0] * (ASCENT + DESCENT)
            for y in range(above + below):
                start = bitmaps + offsets[index] + y * stride
                bits = int.from_bytes(file[start : start + stride], "big") >> stride * 8 - (right - left)
                rows[ASCENT - above + y] = bits << 16 - OVERHANG - right
            packed = bytes([advance]) + b"".join(row.to_bytes(2, "big") for row in rows)
            glyphs[code] = (PROPORTIONAL, packed)
    return glyphs


def write_glyphs(target, glyphs):
    """Writes ranges of consecutive code points of one shape, and their bitmaps after that for what is missing."""
    ranges, bitmaps = [], bytearray(MISSING)
    for code in sorted(glyphs):
        shape, bitmap = glyphs[code]
        if ranges and ranges[-1][0] + ranges[-1][2] == code and ranges[-1][3] == shape:
            ranges[-1][2] += 1
        else:
            ranges.append([code, len(bitmaps), 1, shape])
        bitmaps += bitmap
    (target / "ranges.bin").write_bytes(b"".join(struct.pack("<IIHH", *each) for each in ranges))
    (target / "glyphs.bin").write_bytes(bitmaps)
    return len(ranges), len(bitmaps)


def write_compositions(target, root, unicode_data):
    """Writes the canonical compositions of two code points of the first plane, in order."""
    excluded = set(re.findall(r"^([0-9A-F]{4,6})", (root / COMPOSITION_EXCLUSIONS).read_text(), re.MULTILINE))
    pairs = []
    for code, (_, decomposition) in unicode_data.items():
        parts = decomposition.split()
        if len(parts) == 2 and parts[0][0] != "<" and code < 0x10000 and f"{code:04X}" not in excluded:
            first, second = (int(part, 16) for part in parts)
            # A sequence that begins with a mark is no composition either (UAX #15, "non-starter decompositions").
            if unicode_data[first][0][0] != "M":
                pairs.append((first, second, code))
    (target / "compositions.bin").write_bytes(b"".join(struct.pack("<3H", *pair) for pair in sorted(pairs)))
    return len(pairs)


def write_arabic_forms(target, glyphs, unicode_data):
    """Writes each Arabic letter with its isolated, final, initial and medial form, 0 where there is none."""
    order = ["<isolated>", "<final>", "<initial>", "<medial>"]
    forms = {}
    for code, (_, decomposition) in unicode_data.items():
        parts = decomposition.split()
        if len(parts) == 2 and parts[0] in order and code in glyphs:
            forms.setdefault(int(parts[1], 16), [0, 0, 0, 0])[order.index(parts[0])] = code
    records = [struct.pack("<5H", letter, *forms[letter]) for letter in sorted(forms)]
    (target / "arabic-forms.bin").write_bytes(b"".join(records))
    return len(records)


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else "/")
    target = Path(__file__).parent / "tables"
    unicode_data = read_unicode_data(root)
    glyphs = read_unifont(root, unicode_data)
    glyphs |= read_unifont_upper(root, unicode_data)
    glyphs |= read_helvetica(root, unicode_data)
    ranges, size = write_glyphs(target, glyphs)
    pairs = write_compositions(target, root, unicode_data)
    letters = write_arabic_forms(target, glyphs, unicode_data)
    print(f"{len(glyphs)} glyphs in {ranges} ranges, {size} bytes; {pairs} compositions, {letters} Arabic letters")


if __name__ == "__main__":
    main()
