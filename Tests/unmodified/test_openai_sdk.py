"""The OpenAI Python SDK, synchronous and asynchronous, with each vendor's own base URL."""

import asyncio
import os

import openai
import pytest

from pictures import prompt_digest, receipt_at

PROMPT = "a cute baby sea otter"
# The base URL of each vendor's page, the variable that its pages keep the key in, and the model.
VENDORS = {
    "aimlapi": ("https://api.aimlapi.com/v1", "AIMLAPI_API_KEY", "flux/srpo"),
    "onerouter": ("https://image.onerouter.pro/v1", "ONEROUTER_API_KEY", "flux-srpo-text-to-image"),
    "siraya": ("https://image.siraya.pro/v1", "SIRAYA_API_KEY", "flux-1-srpo-text-to-image"),
}


@pytest.fixture(params=["sync", "async"])
def generate(request):
    """Calls `images.generate` of each of the SDK's clients."""

    def generate(vendor, *, key=None, **arguments):
        base_url, variable, model = VENDORS[vendor]
        options = {"api_key": key or os.environ[variable], "base_url": base_url}
        arguments = {"model": model, "prompt": PROMPT, **arguments}
        if request.param == "sync":
            with openai.OpenAI(**options) as client:
                return client.images.generate(**arguments)

        async def answer():
            async with openai.AsyncOpenAI(**options) as client:
                return await client.images.generate(**arguments)

        return asyncio.run(answer())

    return generate


@pytest.mark.parametrize("vendor", VENDORS)
def test_an_image(generate, vendor):
    image = receipt_at(generate(vendor).data[0].url)
    assert (image["vendor"], image["model"]) == (vendor, VENDORS[vendor][2])
    assert image["promptSHA256"] == prompt_digest(PROMPT)


@pytest.mark.parametrize(
    "vendor, arguments, count",
    [
        ("aimlapi", {"extra_body": {"image_size": {"width": 640, "height": 512}, "num_images": 2, "seed": 5}}, 2),
        ("onerouter", {"n": 2, "extra_body": {"image_size": {"width": 640, "height": 512}, "seed": 5}}, 2),
        ("siraya", {"n": 2, "extra_body": {"image_size": {"width": 640, "height": 512}, "seed": 5}}, 2),
    ],
)
def test_what_the_sdk_has_no_argument_for_goes_in_extra_body(generate, vendor, arguments, count):
    images = [receipt_at(image.url) for image in generate(vendor, **arguments).data]
    assert [(image["index"], image["count"]) for image in images] == [(index, count) for index in range(count)]
    assert {(image["width"], image["height"], image["seed"]) for image in images} == {(640, 512, 5)}


@pytest.mark.parametrize("vendor", ["onerouter", "siraya"])
def test_a_named_size(generate, vendor):
    image = receipt_at(generate(vendor, size="portrait_4_3").data[0].url)
    assert (image["width"], image["height"]) == (768, 1024)


def test_an_image_from_another(generate):
    source = generate("aimlapi", extra_body={"image_size": {"width": 768, "height": 512}}).data[0].url
    answer = generate("aimlapi", model="flux/srpo/image-to-image", extra_body={"image_url": source, "strength": 0.5})
    image = receipt_at(answer.data[0].url)
    assert (image["model"], image["strength"], image["width"], image["height"]) == (
        "flux/srpo/image-to-image", 0.5, 768, 512,
    )  # fmt: skip


def test_a_wrong_value_is_a_bad_request_of_aimlapi(generate):
    with pytest.raises(openai.BadRequestError) as failure:
        generate("aimlapi", extra_body={"guidance_scale": "much"})
    assert failure.value.body["data"][0]["path"] == ["guidance_scale"]


@pytest.mark.parametrize("vendor", ["onerouter", "siraya"])
def test_a_wrong_value_can_not_be_processed_by_the_others(generate, vendor):
    with pytest.raises(openai.UnprocessableEntityError) as failure:
        generate(vendor, extra_body={"guidance_scale": "much"})
    assert (failure.value.param, failure.value.type) == ("guidance_scale", "float_parsing")


@pytest.mark.parametrize("vendor", ["onerouter", "siraya"])
def test_what_the_safety_checker_objects_to_is_an_error(generate, vendor):
    with pytest.raises(openai.UnprocessableEntityError) as failure:
        generate(vendor, prompt="[[nsfw]]", extra_body={"enable_safety_checker": True})
    assert failure.value.type == "content_policy_violation"


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_key_that_is_none_is_an_authentication_error(generate, vendor):
    with pytest.raises(openai.AuthenticationError):
        generate(vendor, extra_headers={"Authorization": openai.Omit()})
