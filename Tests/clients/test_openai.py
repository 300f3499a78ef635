"""The OpenAI Python SDK, unmodified but for its base URL."""

import io

import openai
import pytest
import requests
from PIL import Image

VENDORS = {
    "aimlapi": ("/aimlapi/v1", "flux/srpo", {}),
    "onerouter": ("/onerouter/v1", "flux-srpo-text-to-image", {"size": "square"}),
    "siraya": ("/siraya/v1", "flux-1-srpo-text-to-image", {"size": "square"}),
}


def client_for(server, path):
    return openai.OpenAI(api_key="sk-test", base_url=server.url + path, max_retries=0)


@pytest.mark.parametrize("vendor", VENDORS)
def test_images_generate_returns_a_url_that_opens(server, vendor):
    path, model, arguments = VENDORS[vendor]
    answer = client_for(server, path).images.generate(model=model, prompt="a red fox", **arguments)
    image = Image.open(io.BytesIO(requests.get(answer.data[0].url, timeout=10).content))
    image.load()
    assert image.size == ((512, 512) if arguments else (1024, 768))
    assert image.mode == "RGB"


@pytest.mark.parametrize("vendor", ["onerouter", "siraya"])
def test_n_asks_for_as_many_images(server, vendor):
    path, model, _ = VENDORS[vendor]
    answer = client_for(server, path).images.generate(model=model, prompt="a red fox", n=3)
    assert len({image.url for image in answer.data}) == 3


@pytest.mark.parametrize("vendor", ["onerouter", "siraya"])
def test_a_custom_size_goes_in_image_size(server, vendor):
    path, model, _ = VENDORS[vendor]
    answer = client_for(server, path).images.generate(
        model=model, prompt="a red fox", extra_body={"image_size": {"width": 640, "height": 320}}
    )
    image = Image.open(io.BytesIO(requests.get(answer.data[0].url, timeout=10).content))
    assert image.size == (640, 320)


def test_an_invalid_argument_is_a_bad_request_with_the_validator_s_issues(server):
    with pytest.raises(openai.BadRequestError) as failure:
        client_for(server, "/aimlapi/v1").images.generate(
            model="flux/srpo", prompt="a red fox", extra_body={"num_images": 9}
        )
    assert failure.value.body["data"][0]["path"] == ["num_images"]


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_missing_key_is_an_authentication_error(server, vendor):
    path, model, _ = VENDORS[vendor]
    with pytest.raises(openai.AuthenticationError):
        client_for(server, path).images.generate(
            model=model, prompt="a red fox", extra_headers={"Authorization": openai.Omit()}
        )
