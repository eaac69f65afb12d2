"""Does what machines may ask answer as it is described, whatever they send?"""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis import Case

DESCRIPTION = Path(__file__).parent / "openapi.yaml"
#: Few and quick: the addresses take nothing but headers.
EXAMPLES = settings(max_examples=25, suppress_health_check=list(HealthCheck))
schema = schemathesis.openapi.from_path(DESCRIPTION)


@pytest.mark.parametrize("path", list(schema))
def test_what_a_machine_may_ask_is_as_described(app: Flask, path: str) -> None:
    schema.app = app
    operation = schema[path]["GET"]

    @EXAMPLES
    @given(case=operation.as_strategy())
    def ask(case: Case[Any]) -> None:
        case.call_and_validate(base_url="https://localhost", app=app)

    ask()


def test_everything_that_a_machine_may_ask_is_described(app: Flask) -> None:
    """What answers without a language in its address, and is no page, picture or way to one."""
    asked = {rule.rule for rule in app.url_map.iter_rules() if "language" not in rule.arguments}
    # These describe themselves, and are held to it in tests/reporting/views/api.
    asked -= {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("api.")}
    for_people = {"/", "/static/<path:filename>", "/media/<digest>", "/certificates/<uuid:number>"}
    of_the_provider = {"/sign-in/provider", "/sign-in/provider/sign-out"}
    # What a service answers to an order carries a ticket, and is tested with the orders.
    of_the_machine = {"/translation/drafted/<ticket>"}

    assert asked - for_people - of_the_provider - of_the_machine == set(schema)
