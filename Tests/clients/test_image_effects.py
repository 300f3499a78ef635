"""What a scenario does to images, as clients find it that know nothing of scenarios."""

import base64
import io

import openai
import pytest
import requests
from PIL import Image

FAL = "/fal.run/fal-ai/flux/srpo"
FAL_KEY = {"Authorization": "Key id:secret"}
SIZE = {"width": 256, "height": 192}
GATEWAYS = {"onerouter": "flux-srpo-text-to-image", "siraya": "flux-1-srpo-text-to-image"}


@pytest.fixture
def serve(start, tmp_path):
    """Starts a server with one rule for every generation, and returns it."""

    def serve(then):
        scenario = tmp_path / "images.json5"
        scenario.write_text("{ rules: [{ name: 'images', then: " + then + " }] }")
        return start("--quiet", "--scenario", scenario)

    return serve


def ask(server, **arguments):
    body = {"prompt": "a cat", "seed": 7, "image_size": SIZE, **arguments}
    answer = requests.post(server.url + FAL, json=body, headers=FAL_KEY, timeout=10)
    assert answer.status_code == 200
    return answer.json()


def opened(content):
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("vendor", GATEWAYS)
def test_the_openai_client_gets_the_first_images_of_a_batch(serve, vendor):
    server = serve("{ partialBatch: 2 }")
    client = openai.OpenAI(api_key="sk-test", base_url=f"{server.url}/{vendor}/v1", max_retries=0)
    answer = client.images.generate(model=GATEWAYS[vendor], prompt="a cat", n=3, size="square")
    assert len(answer.data) == 2
    assert all(opened(requests.get(image.url, timeout=10).content).size == (512, 512) for image in answer.data)


def test_one_image_of_a_batch_is_black_and_flagged(serve):
    answer = ask(serve("{ safetyHit: 2 }"), num_images=3)
    assert answer["has_nsfw_concepts"] == [False, True, False]
    images = [opened(requests.get(image["url"], timeout=10).content).convert("L") for image in answer["images"]]
    assert [image.getextrema()[1] < 4 for image in images] == [False, True, False]


@pytest.mark.parametrize("vendor", GATEWAYS)
def test_the_openai_client_raises_where_a_gateway_s_checker_objects(serve, vendor):
    server = serve("{ safetyHit: true }")
    client = openai.OpenAI(api_key="sk-test", base_url=f"{server.url}/{vendor}/v1", max_retries=0)
    with pytest.raises(openai.UnprocessableEntityError) as failure:
        client.images.generate(model=GATEWAYS[vendor], prompt="a cat", extra_body={"enable_safety_checker": True})
    assert failure.value.body["type"] == "content_policy_violation"


def test_every_download_of_an_image_breaks_off(serve):
    url = ask(serve("{ imageFault: 'TRUNCATED_BODY' }"))["images"][0]["url"]
    for _ in range(3):
        with pytest.raises(requests.exceptions.ChunkedEncodingError):
            requests.get(url, timeout=10)


@pytest.mark.parametrize("sync_mode", [False, True])
def test_half_an_image_is_truncated_to_pillow_wherever_it_comes(serve, sync_mode):
    url = ask(serve("{ imageFault: 'HALF_IMAGE' }"), sync_mode=sync_mode)["images"][0]["url"]
    content = base64.b64decode(url.partition(",")[2]) if sync_mode else requests.get(url, timeout=10).content
    with pytest.raises(OSError, match="truncated"):
        opened(content)
