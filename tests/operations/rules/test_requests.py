"""Is a request counted under few words only, and are the counts shown to the right one only?"""

import pytest

from training.operations.rules.requests import bears, known_method, sign_in_outcome, status_class


@pytest.mark.parametrize(("method", "name"), [("GET", "GET"), ("POST", "POST"), ("BREW", "other"), ("get", "other")])
def test_a_method_that_nobody_knows_is_another(method: str, name: str) -> None:
    assert known_method(method) == name


@pytest.mark.parametrize(("status", "name"), [(200, "2xx"), (303, "3xx"), (404, "4xx"), (503, "5xx")])
def test_a_status_is_counted_by_its_hundred(status: int, name: str) -> None:
    assert status_class(status) == name


@pytest.mark.parametrize(("status", "name"), [(303, "admitted"), (422, "refused"), (429, "limited"), (500, "failed")])
def test_an_attempt_to_sign_in_has_an_outcome(status: int, name: str) -> None:
    assert sign_in_outcome(status) == name


def test_the_token_opens() -> None:
    assert bears("Bearer a-long-token", "a-long-token")


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Bearer other", "Basic a-long-token", "a-long-token"]
)
def test_nothing_else_opens(header: str | None) -> None:
    assert not bears(header, "a-long-token")


@pytest.mark.parametrize("header", [None, "", "Bearer ", "Bearer x"])
def test_without_a_token_nothing_opens(header: str | None) -> None:
    assert not bears(header, "")


def test_signs_beyond_ascii_are_no_fault() -> None:
    assert not bears("Bearer žeton", "a-long-token")
