"""fal's validation, held against FastAPI and pydantic themselves."""

import pytest
from fal_differential import Comparison, Fauxto
from fal_reference import check_against_recorded


def test_the_reference_answers_as_recorded():
    assert check_against_recorded() == 0


@pytest.mark.parametrize("seed", [1, 2])
def test_fauxto_answers_as_the_reference(server, seed):
    comparison = Comparison().run(Fauxto(server.url + "/fal.run"), seed, range(1000))
    assert comparison.differences == []
    assert {200, 400, 422, 500} <= comparison.statuses.keys()
