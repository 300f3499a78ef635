"""The calls on the vendors' own pages: path behind the server, credential, body, where the answer has the picture's URL,
and what picture it is (size, encoding); a size of None is that of a reference which is not fetched.
"""

CALLS = {
    "fal": (
        "/fal.run/fal-ai/flux/srpo",
        "Key id:secret",
        {"prompt": "Mountain guide, sturdy build, wilderness wisdom"},
        lambda answer: answer["images"][0]["url"],
        ((1024, 768), "JPEG"),
    ),
    "fal image to image": (
        "/fal.run/fal-ai/flux/srpo/image-to-image",
        "Key id:secret",
        {
            "image_url": "https://fal.media/files/koala/Chls9L2ZnvuipUTEwlnJC.png",
            "prompt": "A cat dressed as a wizard with a background of a mystic forest.",
        },
        lambda answer: answer["images"][0]["url"],
        (None, "JPEG"),
    ),
    "aimlapi": (
        "/api.aimlapi.com/v1/images/generations",
        "Bearer 0123456789abcdef0123456789abcdef",
        {
            "model": "flux/srpo",
            "prompt": "A T-Rex relaxing on a beach, lying on a sun lounger and wearing sunglasses.",
            "image_size": {"width": 1440, "height": 512},
        },
        lambda answer: answer["data"][0]["url"],
        ((1440, 512), "JPEG"),
    ),
    "aimlapi image to image": (
        "/api.aimlapi.com/v1/images/generations",
        "Bearer 0123456789abcdef0123456789abcdef",
        {
            "model": "flux/srpo/image-to-image",
            "prompt": "Add a bird to the foreground of the photo.",
            "image_url": "https://raw.githubusercontent.com/aimlapi/api-docs/main/reference-files/t-rex.png",
            "strength": 0.9,
        },
        lambda answer: answer["data"][0]["url"],
        (None, "JPEG"),
    ),
    "onerouter": (
        "/image.onerouter.pro/v1/images/generations",
        "sk-test",
        {"model": "flux-srpo-text-to-image", "prompt": "A cute baby sea otter."},
        lambda answer: answer["data"][0]["url"],
        ((1024, 768), "PNG"),
    ),
    "siraya": (
        "/image.siraya.pro/v1/images/generations",
        "Bearer sk-test",
        {
            "model": "flux-1-srpo-text-to-image",
            "prompt": "A cute baby sea otter.",
            "size": "landscape_4_3",
            "num_inference_steps": 28,
            "guidance_scale": 4.5,
            "acceleration": "regular",
            "n": 1,
            "output_format": "url",
        },
        lambda answer: answer["data"][0]["url"],
        ((1024, 768), "PNG"),
    ),
}
