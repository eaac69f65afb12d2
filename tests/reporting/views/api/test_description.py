"""Are the addresses for programs as they are described, whatever is sent to them?"""

import copy
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode

from tests.reporting.views.api.conftest import BASE, Ask
from training.foundation.extensions import limiter
from training.reporting.views.api import shapes
from training.reporting.views.api.description import description

#: How many values are tried: files take long to make, and where nothing can be asked one is enough.
EXAMPLES = 12
FEWER = {f"{BASE}/openapi.json": 1, f"{BASE}/releases/{{quarter}}/files/{{kind}}": 4}
PATHS = sorted(description()["paths"])
EXAMPLE_SHAPES: dict[str, type[shapes.Shape]] = {
    f"{BASE}/releases": shapes.Releases,
    f"{BASE}/releases/{{quarter}}/figures": shapes.FiguresPage,
    f"{BASE}/releases/{{quarter}}/groups": shapes.Groups,
}


# What an address answers is the same on both kinds of database; its statements are tested on both.
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("path", PATHS)
def test_every_address_answers_as_it_is_described(
    app: Flask, partner: str, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """Right and wrong values alike, under all checks."""
    monkeypatch.setattr(limiter, "enabled", False)
    schema = schemathesis.openapi.from_dict(copy.deepcopy(description()))
    schema.app = app
    operation = schema[path]["GET"]
    bearing = {"Authorization": f"Bearer {partner}", "Accept-Encoding": "identity"}
    right = operation.as_strategy(generation_mode=GenerationMode.POSITIVE).map(_of_a_quarter_that_is_there)
    wrong = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @settings(max_examples=FEWER.get(path, EXAMPLES), suppress_health_check=list(HealthCheck))
    @given(case=right if FEWER.get(path) == 1 else right | wrong)
    def ask(case: Case[Any]) -> None:
        case.call_and_validate(base_url="https://localhost", headers=bearing)

    ask()


def test_the_description_is_one_of_openapi_3_1_and_everybody_may_read_it(ask: Ask) -> None:
    answer = ask("/openapi.json")

    assert (answer.status_code, answer.get_json()) == (200, description())
    assert description()["openapi"] == "3.1.0"
    schemathesis.openapi.from_dict(copy.deepcopy(description())).validate()


def test_every_address_for_programs_is_described_and_only_read(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("api.")]

    assert {rule.rule.replace("<", "{").replace(">", "}") for rule in rules} == set(PATHS)
    assert {method for rule in rules for method in rule.methods or ()} == {"GET", "HEAD", "OPTIONS"}


def test_examples_are_what_would_be_answered() -> None:
    for path, shape in EXAMPLE_SHAPES.items():
        example = description()["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["example"]

        shape.model_validate_json(shape.model_validate(example, strict=False).model_dump_json())


def test_a_page_explains_every_address_without_a_script(app: Flask) -> None:
    page = app.test_client().get("/en/api").text

    for path in PATHS:
        assert f"GET {path}" in page
    assert "<script" not in page
    assert f'href="{BASE}/openapi.json"' in page


def _of_a_quarter_that_is_there(case: Case[Any]) -> Case[Any]:
    if "quarter" in case.path_parameters:
        case.path_parameters["quarter"] = "2026Q3"
    return case
