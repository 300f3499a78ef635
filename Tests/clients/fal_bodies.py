"""Seeded request bodies for fal's flux/srpo: mostly almost valid, each wrong in its own way.

A body is a pure function of the seed and its number, so that a difference can be looked at again on its own.
"""

import base64
import json
import random
import struct
import zlib



def _png(width: int, height: int) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + b"\x80" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


# The one reference image that can be used; every other text is valid too, but leads to no picture.
PICTURE = "data:image/png;base64," + base64.b64encode(_png(64, 64)).decode()

PATHS = {
    "/fal-ai/flux/srpo": [
        "prompt", "image_size", "num_inference_steps", "seed", "guidance_scale", "sync_mode", "num_images",
        "enable_safety_checker", "output_format", "acceleration",
    ],
    "/fal-ai/flux/srpo/image-to-image": [
        "image_url", "strength", "num_inference_steps", "prompt", "seed", "guidance_scale", "sync_mode", "num_images",
        "enable_safety_checker", "output_format", "acceleration",
    ],
}

CONTENT_TYPES = [
    "application/json; charset=utf-8", "APPLICATION/Json", "application/vnd.api+json", "application/json;", "text/plain",
    "application/x-www-form-urlencoded", "application/octet-stream", "application/jsonx", "application/json, text/html",
    "application", "text/json", "", "application/a/b+json", "application/json ; q=1", "multipart/form-data; boundary=a",
]

# Raw JSON texts, since what a parser makes of the text is part of what is compared.
INTEGERS = [
    "0", "1", "2", "4", "5", "9", "10", "28", "50", "51", "-1", "-0", "100", "2147483647", "2147483648", "4294967296",
    "9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
    "123456789012345678901234567890", "1" * 100, "1" * 4300, "1" * 4301, "-" + "9" * 4300,
]
FLOATS = [
    "0.0", "-0.0", "0.5", "1.0", "1.5", "4.5", "20.0", "20.000000000000004", "19.999999999999996", "1e1", "2E1", "1e-5",
    "1e-4", "0.0001", "1e15", "1e16", "1e17", "123456789.123456789", "1e20", "1e21", "1e22", "1e100", "1e308", "1e309", "1e400",
    "-1e400", "5e-324", "2.5e-323", "1e-400", "0.1", "0.30000000000000004", "28.0", "28.5", "2.8e1", "9.223372036854775e18",
    "9.223372036854776e18", "-9.223372036854776e18", "1.7976931348623157e308", "NaN", "Infinity", "-Infinity", "0.01",
    "0.009999999999999998", "1.0000000000000002", "512.0", "14142.0", "14142.5",
]
INTEGER_STRINGS = [
    "28", " 28 ", "28.0", "28.", "028", "+28", "-28", "1_0", "1__0", "_1", "1_", "0x1c", "2e1", "", " ", "-", "+", "28.5", "28.00",
    "0", "00", "0_0", "-0", "+-1", "-+1", "0-1", "\u0662\u0668", "\uff12", "28\u0000", "\u00a028\u2003", "\u200b28", "\ufeff28",
    "1" * 4300, "1" * 4301, " " + "1" * 4301, "0" * 5000, "x" * 4301, "12345678901234567890123", "1.0_0", "1_0.0", "true", "nan",
]
FLOAT_STRINGS = [
    "4.5", " 4.5 ", "1e1", "4,5", "nan", "NaN", "inf", "-inf", "Infinity", "+infinity", "infin", ".5", "5.", ".", "1_0.5", "1__0",
    "0x1p3", "1e400", "1e-400", "", "4.5f", "\u0664.\u0665", "1e+1", "e1", "1e", " 1_0 ", "20.0000000000000000001",
]
BOOLEAN_STRINGS = [
    "true", "True", "TRUE", "tRuE", "false", "yes", "YES", "no", "on", "off", "y", "n", "t", "f", "1", "0", "2", "", " true", "true ",
    "ye\u017f", "\uff59", "oui", "null", "1.0", "enabled",
]
TEXTS = [
    "a cat", "", " ", "猫 and 😀", "e\u0301 vs \u00e9", "quote \" backslash \\ slash /", "line\nbreak\ttab\r\b\f", "\u0000\u0001\u001f\u007f",
    "\u2028\u2029\ufeff\ufffe\uffff", "x" * 3000, "\U0010ffff", "<script>&amp;'", "{\"prompt\":1}", "https://x/y.png",
    "data:image/png;base64,AAAA", "\u202e", "ａ", "0",
]
# Texts that no generator of valid Unicode would give.
RAW_TEXTS = [
    '"\\ud800"', '"\\udc00"', '"a\\ud83d"', '"\\ud83d\\ude00"', '"\\ude00\\ud83d"', '"\\uD83D\\uD83D\\uDE00"', '"\\u0000"',
    '"\\/"', '"\\u00e9\\u0301"', '"\\ud800\\u0041"',
]
PRESETS = ["square_hd", "square", "portrait_4_3", "portrait_16_9", "landscape_4_3", "landscape_16_9"]
ALMOST_PRESETS = ["Square", "square ", "landscape", "1024x768", "", "none", "\u017fquare", "square_hd\u0000"]
ENUMERATIONS = {"output_format": ["jpeg", "png"], "acceleration": ["none", "regular", "high"]}
ALMOST_CHOICES = ["JPEG", "jpg", "webp", "PNG ", " png", "", "None", "High", "jpe\u0301g", "null", "jpeg\u0000"]
BROKEN = [
    "", " ", "\n", "{", "}", "[", "]", '"', "{]", '{"prompt"}', '{"prompt":}', '{"prompt":"a",}', '{"prompt" "a"}', "{'prompt':'a'}",
    "{prompt:1}", '{"prompt":"a"}}', '{"prompt":"a"} x', '{"prompt":"a"},', '{"prompt":"a\n"}', '{"prompt":"\\x"}', '{"prompt":"\\u12"}',
    '{"prompt":"\\u12g4"}', '{"prompt":tru}', '{"prompt":True}', '{"prompt":nul}', '{"prompt":01}', '{"prompt":1.}', '{"prompt":.5}',
    '{"prompt":+1}', '{"prompt":-}', '{"prompt":1e}', '{"prompt":1e+}', '{"prompt":--1}', '{"prompt":0x10}', '{"prompt":Nan}',
    '{"prompt":-infinity}', '{"prompt":"a" /* c */}', '// c\n{"prompt":"a"}', '{,}', "[,]", "[1,]", "[1 2]", '{"a":1 "b":2}', "nul",
    "undefined", "\u00a0{}", '{"prompt":"\u0007"}', '{"a":"\\', '{"a":"\\u', '{"a":"b', '{"a":[{"b":', '{1:2}', "{null:1}", "\x00", "1 1",
    '{"prompt":"é', '{"é😀":x}', '["😀", x]', '{"prompt":"a"}\x00', "\v{}", "\f{}", '{"a":1e5.5}', '{"a":1_000}', '{"a":"\t"}', "-", "+", "- 1",
    '{"prompt":1.5e}', '{"prompt":2.e5}', "True", "NaN5", "Infinityx", "-Infinity", "NaN", '{"\\ud800":}', '{"":,}',
]


class Bodies:
    """The bodies of one seed."""

    def __init__(self, seed: int):
        self.seed = seed

    def body(self, number: int):
        """Path, content type and bytes of one request."""
        draw = random.Random(f"{self.seed}/{number}")
        path = draw.choice(list(PATHS))
        kind = draw.random()
        content_type = "application/json" if draw.random() < 0.95 else draw.choice(CONTENT_TYPES)
        if kind < 0.08:
            return path, content_type, draw.choice(BROKEN).encode("utf-8", "surrogatepass")
        if kind < 0.14:
            return path, content_type, cut(draw, members(draw, path))
        if kind < 0.18:
            return path, content_type, anything(draw, 3).encode("utf-8", "surrogatepass")
        text = members(draw, path)
        if kind < 0.21:
            return path, content_type, encoded(draw, text)
        if kind < 0.23:
            return path, content_type, nested(draw)
        return path, content_type, text.encode("utf-8", "surrogatepass")


def members(draw: random.Random, path: str) -> str:
    """An object with most fields right, a few wrong, in any order, and perhaps more than there are."""
    names = [name for name in PATHS[path] if draw.random() < 0.35]
    names += [name for name in ("prompt", "image_url") if name in PATHS[path] and name not in names and draw.random() < 0.85]
    wrong = draw.choice([0, 0, 0, 1, 1, 1, 2, 4, len(names)])
    faulty = set(draw.sample(names, min(wrong, len(names))))
    pairs = [(name, (odd if name in faulty else right)(draw, name)) for name in names]
    while draw.random() < 0.2:
        pairs.append((draw.choice(["x", "prompt", "seed", "_sa", "_sad", "image_size", "Prompt", "", "é", "width"]), anything(draw, 2)))
    if draw.random() < 0.5:
        draw.shuffle(pairs)
    blank = draw.choice(["", "", " ", "\n  ", "\t", " \r\n"])
    raw_key = draw.choice(['"\\ud800"', '"\\ude00\\ud83d"', '"pr\\u006fmpt"', '"\\u0000"']) if draw.random() < 0.04 else None
    keys = [quoted(draw, name) for name, _ in pairs]
    if raw_key and keys:
        keys[draw.randrange(len(keys))] = raw_key
    inside = ("," + blank).join(f"{key}{blank}:{blank}{value}" for key, (_, value) in zip(keys, pairs))
    return "{" + blank + inside + blank + "}"


def right(draw: random.Random, name: str) -> str:
    """A value that is valid, though not always of the documented type."""
    if name == "image_url" and draw.random() < 0.7:
        return quoted(draw, PICTURE)
    if name in ("prompt", "image_url"):
        return quoted(draw, draw.choice(TEXTS))
    if name == "image_size":
        if draw.random() < 0.5:
            return quoted(draw, draw.choice(PRESETS))
        sides = [side for side in ("width", "height", "depth") if draw.random() < 0.6]
        return "{" + ",".join(f'"{side}":{draw.choice(["1", "512", "768.0", chr(34) + "640" + chr(34), "true"])}' for side in sides) + "}"
    if name == "seed":
        return draw.choice(["null", "0", "-5", "42", '"17"', "true", "3.0", "18446744073709551616"])
    if name in ("num_inference_steps", "num_images"):
        value = draw.choice([1, 2, 3, 4] if name == "num_images" else [10, 28, 50])
        return draw.choice([f"{value}", f"{value}.0", f'"{value}"', f'" +0{value}.00 "', f"{value}0e-1"])
    if name in ("guidance_scale", "strength"):
        value = draw.choice(["1", "0.5", "0.01"] if name == "strength" else ["1", "4.5", "20", "7.25"])
        return draw.choice([value, f'"{value}"', value + "e0", "true"])
    if name in ENUMERATIONS:
        return quoted(draw, draw.choice(ENUMERATIONS[name]))
    return draw.choice(["true", "false", "1", "0", "1.0", '"yes"', '"off"', '"T"'])


def odd(draw: random.Random, name: str) -> str:
    """A value that is probably not valid."""
    if draw.random() < 0.3:
        return anything(draw, 2)
    if name == "image_size":
        if draw.random() < 0.4:
            return quoted(draw, draw.choice(ALMOST_PRESETS))
        pairs = [(side, scalar(draw, "num_images")) for side in ("width", "height", "x") if draw.random() < 0.8]
        return "{" + ",".join(f'"{side}":{value}' for side, value in pairs) + "}"
    return scalar(draw, name)


def scalar(draw: random.Random, name: str) -> str:
    if name in ("prompt", "image_url"):
        return draw.choice(INTEGERS + FLOATS + ["null", "true", "[]", "{}"] + RAW_TEXTS)
    if name in ENUMERATIONS:
        return draw.choice([quoted(draw, draw.choice(ALMOST_CHOICES)), "null", "1", "[]", "true", '["png"]', draw.choice(RAW_TEXTS)])
    strings = {"guidance_scale": FLOAT_STRINGS, "strength": FLOAT_STRINGS}.get(
        name, BOOLEAN_STRINGS if name in ("sync_mode", "enable_safety_checker") else INTEGER_STRINGS
    )
    kind = draw.random()
    if kind < 0.35:
        return quoted(draw, draw.choice(strings))
    if kind < 0.65:
        return draw.choice(FLOATS)
    if kind < 0.85:
        return draw.choice(INTEGERS)
    return draw.choice(["null", "true", "false", "[]", "{}", "[1]", '{"a":1}'] + RAW_TEXTS)


def anything(draw: random.Random, depth: int) -> str:
    """Any JSON value."""
    kind = draw.random()
    if depth and kind < 0.2:
        return "[" + ",".join(anything(draw, depth - 1) for _ in range(draw.randrange(4))) + "]"
    if depth and kind < 0.4:
        keys = ["a", "_sa_x", "_s", "é", "", "a", "prompt", "\u0000"]
        pairs = [f"{quoted(draw, draw.choice(keys))}:{anything(draw, depth - 1)}" for _ in range(draw.randrange(4))]
        return "{" + ",".join(pairs) + "}"
    if kind < 0.55:
        return quoted(draw, draw.choice(TEXTS + INTEGER_STRINGS + FLOAT_STRINGS))
    if kind < 0.65:
        return draw.choice(RAW_TEXTS)
    if kind < 0.8:
        return draw.choice(FLOATS)
    if kind < 0.9:
        return draw.choice(INTEGERS)
    if kind < 0.93:
        return repr(draw.uniform(-1, 1) * 10 ** draw.randint(-320, 300))
    return draw.choice(["null", "true", "false"])


def quoted(draw: random.Random, text: str) -> str:
    return json.dumps(text, ensure_ascii=draw.random() < 0.5)


def cut(draw: random.Random, text: str) -> bytes:
    """A document that breaks off, or has a byte too many, too few or another one."""
    body = bytearray(text.encode("utf-8", "surrogatepass"))
    place = draw.randrange(len(body))
    kind = draw.random()
    if kind < 0.4:
        del body[place:]
    elif kind < 0.6:
        del body[place]
    elif kind < 0.8:
        body.insert(place, draw.choice(b'{}[]",:\\ \n\x00\x1fx0-.\xff\xc3\x80'))
    else:
        body[place] = draw.choice(b'{}[]",:\\ \n\x00\x1fx0-.\xff\xc3\x80')
    return bytes(body)


def encoded(draw: random.Random, text: str) -> bytes:
    """A document in another encoding than UTF-8 without a byte order mark, or in none."""
    coding = draw.choice(["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "latin-1"])
    body = text.encode(coding, "replace" if coding == "latin-1" else "surrogatepass")
    if draw.random() < 0.2:
        body = body[: draw.randrange(len(body) + 1)]
    if draw.random() < 0.2:
        body = body + draw.choice([b"\x00", b"\xff", b"\x00\x00", b"\xd8\x00", b" "])
    return body


def nested(draw: random.Random) -> bytes:
    """Deep nesting, clear of the depths around 980 at which only the build of CPython decides."""
    depth = draw.choice([50, 300, 900, 1200, 2000, 10000])
    opening, closing = draw.choice([("[", "]"), ('{"a":', "}")])
    inside = opening * depth + "1" + closing * depth
    return draw.choice(['{"prompt":%s}', '{"prompt":"a","x":%s}', "%s", '{"prompt":"a","seed":%s}'] ).replace("%s", inside).encode()
