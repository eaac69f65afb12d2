"""Does an attempt always ask the same, and begin only when it may?"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kinds import RIGHT_OF_KIND, every_kind
from tests.make import NOW
from training.authoring.rules.beginnings import beginning
from training.content.rules.blocks import Draw, Quiz
from training.content.rules.questions import QUESTIONS, Ordering, Question, SingleChoice
from training.foundation.errors import Refused
from training.quizzes.rules.asking import (
    asked,
    can_be_asked,
    minutes_for,
    mixed_items,
    require_room,
    room,
    seed_that_asks,
    visible_texts,
)
from training.quizzes.rules.grading import feedback, share
from training.quizzes.rules.responses import response_to

SINGLE: Any = every_kind()[0]
POOL = tuple(replace(SINGLE, key=f"q{number}", pool="pool") for number in range(8))
QUIZ = Quiz(
    key="t",
    title="T",
    purpose="test",
    pass_percent=50,
    shuffle=True,
    draws=(Draw(pool="pool", count=3),),
    questions=(*POOL, *every_kind()),
)
SEEDS = st.integers(0, 2**31 - 1)


@dataclass(frozen=True)
class Done:
    """An attempt that was handed in."""

    passed: bool
    graded_at: datetime


def _keys(quiz: Quiz) -> list[str]:
    return [question.key for question in quiz.questions]


@given(SEEDS)
def test_the_same_seed_asks_the_same(seed: int) -> None:
    assert asked(QUIZ, seed) == asked(QUIZ, seed)


@given(SEEDS)
def test_so_many_are_drawn_from_a_pool_and_all_others_asked(seed: int) -> None:
    keys = _keys(asked(QUIZ, seed))
    assert len([key for key in keys if key.startswith("q")]) == 3
    assert set(_keys(QUIZ)) - {question.key for question in POOL} <= set(keys)


@given(SEEDS)
def test_mixing_loses_nothing(seed: int) -> None:
    for question in asked(QUIZ, seed).questions:
        if isinstance(question, SingleChoice):
            assert {choice.key for choice in question.choices} == {choice.key for choice in SINGLE.choices}


def test_other_seeds_ask_something_else() -> None:
    assert len({tuple(_keys(asked(QUIZ, seed))) for seed in range(20)}) > 10


def test_every_question_of_a_pool_has_its_turn() -> None:
    drawn = {key for seed in range(200) for key in _keys(asked(QUIZ, seed))}
    assert {question.key for question in POOL} <= drawn


def test_a_question_is_asked_with_the_seed_that_was_found_for_it() -> None:
    for question in QUIZ.questions:
        seed = seed_that_asks(QUIZ, question.key)
        assert seed is not None
        assert question.key in _keys(asked(QUIZ, seed))
    assert seed_that_asks(replace(QUIZ, draws=()), "q1") is None


def test_without_mixing_the_order_is_the_authors() -> None:
    plain = replace(QUIZ, shuffle=False, draws=(), questions=every_kind())
    assert asked(plain, 7) == plain


@given(SEEDS)
def test_an_order_is_never_shown_as_its_answer(seed: int) -> None:
    ordering = next(question for question in every_kind() if isinstance(question, Ordering))
    shown = mixed_items(ordering, seed)
    assert shown.items != ordering.items
    assert set(shown.items) == set(ordering.items)


@pytest.mark.parametrize(("made", "left"), [(0, 2), (1, 1), (2, 0), (3, 0)])
def test_attempts_are_counted(made: int, left: int) -> None:
    past = [Done(passed=False, graded_at=NOW)] * made
    assert room(replace(QUIZ, attempts=2), past).left == left


def test_no_attempt_begins_when_none_is_left() -> None:
    with pytest.raises(Refused, match="attempts-used-up"):
        require_room(replace(QUIZ, attempts=1), [Done(passed=True, graded_at=NOW)], now=NOW)


def test_after_a_failure_one_waits() -> None:
    waiting = replace(QUIZ, wait_hours=24)
    past = [Done(passed=False, graded_at=NOW)]
    with pytest.raises(Refused, match="attempt-too-early"):
        require_room(waiting, past, now=NOW + timedelta(hours=23, minutes=59))
    require_room(waiting, past, now=NOW + timedelta(hours=24))


def test_after_passing_nobody_waits() -> None:
    require_room(replace(QUIZ, wait_hours=24), [Done(passed=True, graded_at=NOW)], now=NOW)


@pytest.mark.parametrize(("minutes", "extra", "limit"), [(30, 0, 30), (30, 50, 45), (25, 25, 32), (None, 50, None)])
def test_extra_time_is_added_and_rounded_up(minutes: int | None, extra: int, limit: int | None) -> None:
    assert minutes_for(replace(QUIZ, minutes=minutes), extra_percent=extra) == limit


def test_what_is_read_beside_a_question_tells_no_answer() -> None:
    for question in every_kind():
        texts = " ".join(visible_texts(question))
        assert "Yes" not in texts
        assert "perhaps" not in texts
        assert "client /" not in texts


def test_what_was_only_begun_cannot_be_asked() -> None:
    assert all(can_be_asked(question) for question in every_kind())
    assert not any(can_be_asked(beginning(kind, kind.kind)) for kind in QUESTIONS)


def _spoilt(question: Any) -> Iterator[Any]:
    """Take something away from a question: a text, a part, all parts, all but the first, what is right of them."""
    for field in fields(question):
        value = getattr(question, field.name)
        if isinstance(value, str):
            yield replace(question, **{field.name: ""})
        if isinstance(value, tuple):
            cuts = ((), value[:1], value[1:], *((part, *value[1:]) for part in _spoilt(value[0])))
            yield from (replace(question, **{field.name: cut}) for cut in cuts)
        if isinstance(value, bool):
            yield replace(question, **{field.name: not value})


@pytest.mark.parametrize("question", every_kind(), ids=lambda question: question.kind)
def test_what_can_be_asked_can_be_marked_whatever_it_lacks(question: Question) -> None:
    spoilt = list(_spoilt(question))
    typed = RIGHT_OF_KIND[question.kind]

    for less in filter(can_be_asked, spoilt):
        with suppress(Refused):
            assert 0 <= share(less, response_to(less, typed)) <= 1
            feedback(less, response_to(less, typed))
        assert feedback(less, None) is not None
    assert not all(can_be_asked(less) for less in spoilt)


def test_a_draft_draws_as_many_as_there_are() -> None:
    many = replace(QUIZ, draws=(Draw(pool="pool", count=99), Draw(pool="empty", count=1), Draw(pool="less", count=-1)))

    assert set(_keys(asked(many, 3))) == {question.key for question in QUIZ.questions}
