"""fal's side of a call to flux/srpo: FastAPI and pydantic with the inputs declared as on fal's pages.

The error handler is written after the one of fal's own server framework (PyPI fal 1.83.0, fal/api/api.py); the pages are
https://fal.ai/models/fal-ai/flux/srpo/api and .../image-to-image/api. Run as a program, it holds itself against the
recorded cases in fixtures/fal/validation-cases.json.
"""

import asyncio
import json
import math
import pathlib
import sys
from typing import Literal, Optional, Union

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

Preset = Literal["square_hd", "square", "portrait_4_3", "portrait_16_9", "landscape_4_3", "landscape_16_9"]

PRESET_SIZES = {
    "square_hd": (1024, 1024),
    "square": (512, 512),
    "portrait_4_3": (768, 1024),
    "portrait_16_9": (576, 1024),
    "landscape_4_3": (1024, 768),
    "landscape_16_9": (1024, 576),
}


class ImageSize(BaseModel):
    width: int = Field(default=512, gt=0, le=14142)
    height: int = Field(default=512, gt=0, le=14142)


class TextToImage(BaseModel):
    prompt: str
    image_size: Union[ImageSize, Preset] = "landscape_4_3"
    num_inference_steps: int = Field(default=28, ge=1, le=50)
    seed: Optional[int] = None
    guidance_scale: float = Field(default=4.5, ge=1, le=20)
    sync_mode: bool = False
    num_images: int = Field(default=1, ge=1, le=4)
    enable_safety_checker: bool = True
    output_format: Literal["jpeg", "png"] = "jpeg"
    acceleration: Literal["none", "regular", "high"] = "none"


class ImageToImage(BaseModel):
    image_url: str
    strength: float = Field(default=0.95, ge=0.01, le=1)
    num_inference_steps: int = Field(default=40, ge=10, le=50)
    prompt: str
    seed: Optional[int] = None
    guidance_scale: float = Field(default=4.5, ge=1, le=20)
    sync_mode: bool = False
    num_images: int = Field(default=1, ge=1, le=4)
    enable_safety_checker: bool = True
    output_format: Literal["jpeg", "png"] = "jpeg"
    acceleration: Literal["none", "regular", "high"] = "none"


app = FastAPI()


@app.post("/fal-ai/flux/srpo")
def text_to_image(request: TextToImage) -> dict:
    return request.model_dump()


@app.post("/fal-ai/flux/srpo/image-to-image")
def image_to_image(request: ImageToImage) -> dict:
    return request.model_dump()


@app.exception_handler(RequestValidationError)
async def validation_failed(request: Request, error: RequestValidationError):
    detail = jsonable_encoder(
        error.errors(),
        custom_encoder={
            bytes: lambda value: f"<binary {len(value)} bytes>",
            str: lambda value: value.encode("utf-8", "replace").decode("utf-8"),
            float: lambda value: value if math.isfinite(value) else str(value),
            BaseException: str,
        },
    )
    return JSONResponse({"detail": detail}, 422, headers={"x-fal-billable-units": "0"})


@app.exception_handler(Exception)
async def failed(request: Request, error: Exception):
    return JSONResponse({"detail": "Internal Server Error"}, 500)


async def _ask(path: str, content_type: Optional[str], body: bytes):
    sent = []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        sent.append(message)

    headers = [] if content_type is None else [(b"content-type", content_type.encode("latin-1"))]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": headers,
        "server": ("localhost", 80),
        "client": ("localhost", 1),
    }
    try:
        await app(scope, receive, send)
    except Exception:
        # Starlette answers 500 and raises all the same, for the server's log.
        if not sent:
            raise
    status = sent[0]["status"]
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return status, headers, b"".join(message.get("body", b"") for message in sent[1:])


_loop = asyncio.new_event_loop()


def ask(path: str, content_type: Optional[str], body: bytes):
    """The answer to a POST: status, header fields, body. A valid request is answered with the values read from it."""
    return _loop.run_until_complete(_ask(path, content_type, body))


def recorded_body(case: dict) -> bytes:
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    if "nested" in case:
        nested = case["nested"]
        return (nested["before"] + "[" * nested["depth"] + "]" * nested["depth"] + nested["after"]).encode()
    return case["body"].encode()


def check_against_recorded() -> int:
    """Prints each recorded case that is answered otherwise here, and returns their number."""
    file = pathlib.Path(__file__).parents[2] / "fixtures/fal/validation-cases.json"
    cases = json.loads(file.read_text())["cases"]
    different = 0
    for case in cases:
        status, _, body = ask(case["path"], case.get("contentType", "application/json"), recorded_body(case))
        answer = body.decode()
        same = status == case["status"]
        if status == 200:
            same = same and json.loads(answer) == case["accepted"]
        else:
            same = same and answer == case["answer"]
        if not same:
            different += 1
            print(f"{case['name']}: {status} {answer[:300]}")
    print(f"{len(cases) - different} of {len(cases)} recorded cases are answered alike")
    return different


if __name__ == "__main__":
    sys.exit(1 if check_against_recorded() else 0)
