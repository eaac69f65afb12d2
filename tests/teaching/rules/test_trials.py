"""Is what somebody has answered on trial read again as it was, from an address that says nothing else?"""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kinds import RIGHT_OF_KIND, every_kind
from training.content.rules.blocks import AFTER, BEFORE
from training.foundation.errors import Refused
from training.quizzes.rules.responses import response_to
from training.teaching.rules.trials import Trial, fields, responses, trial_of

QUESTIONS = every_kind()
KEYS = frozenset(question.key for question in QUESTIONS)
ANSWERS = st.dictionaries(
    st.integers(1, 9999),
    st.dictionaries(
        st.sampled_from(["response", "response-path", "response-one-two"]),
        st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=3),
        min_size=1,
    ),
    max_size=4,
)


def _query(trial: Trial) -> dict[str, list[str]]:
    query: dict[str, list[str]] = {}
    for name, value in fields(trial):
        query.setdefault(name, []).append(value)
    return query


@settings(max_examples=30)
@given(st.builds(Trial, seed=st.integers(0, 999_999_999), typed=ANSWERS, earlier=st.none() | ANSWERS))
def test_what_an_address_carries_is_read_again(trial: Trial) -> None:
    assert trial_of(_query(trial)) == trial


def test_every_kind_of_answer_is_read_as_a_form_is() -> None:
    trial = Trial(seed=7)
    for number, question in enumerate(QUESTIONS, start=1):
        form = {"csrf_token": ["x"], "save": ["1"], **RIGHT_OF_KIND[question.kind]}
        trial = trial.answered(number, question, form)

    read = responses(QUESTIONS, trial_of(_query(trial)).typed, askable=KEYS)

    assert read == {question.key: response_to(question, RIGHT_OF_KIND[question.kind]) for question in QUESTIONS}
    assert "csrf_token" not in str(_query(trial))
    assert "mill" not in str(_query(trial))


def test_the_last_answer_counts_and_a_second_sitting_begins_empty() -> None:
    first = Trial(seed=7).answered(1, QUESTIONS[0], {"response": ["studio"]})
    second = first.answered(1, QUESTIONS[0], {"response": ["museum"]}).once_more()

    assert first.moment == BEFORE
    assert second.moment == AFTER
    assert second.typed == {}
    assert second.earlier == {1: {"response": ["museum"]}}


@pytest.mark.parametrize(
    "query",
    [
        {"seed": ["-1"], "a0": ["museum"], "a1x": ["museum"], "c1": ["museum"], "a12345": ["museum"]},
        {"seed": ["\N{ARABIC-INDIC DIGIT ONE}"], "in": ["de"], "_external": ["1"]},
        {"a1": ["nothing"], "a9-path": ["x"], "a9": ["y"], "a8-one": ["9"], "a2": []},
    ],
)
def test_what_answers_nothing_is_left_out(query: dict[str, Sequence[str]]) -> None:
    trial = trial_of(query)

    assert trial.seed == 0
    assert responses(QUESTIONS, trial.typed, askable=KEYS) == {}


def test_what_cannot_be_asked_has_no_answer() -> None:
    assert responses(QUESTIONS, {1: {"response": ["museum"]}}, askable=KEYS - {"single"}) == {}


def test_no_address_becomes_longer_than_programs_on_the_way_take() -> None:
    with pytest.raises(Refused, match="trial-too-long"):
        Trial(seed=1).answered(1, QUESTIONS[0], {"response": ["x" * 6_000]})
