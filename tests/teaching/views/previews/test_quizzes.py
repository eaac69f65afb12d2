"""Can an author take a quiz as learners will, and does nothing of it stay?"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from html import unescape

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import make
from tests.kinds import RIGHT_OF_KIND, every_kind
from tests.modules import questions
from tests.teaching.views.previews.conftest import Writing
from training.authoring.rules.beginnings import beginning
from training.content.rules.blocks import BEFORE_AND_AFTER, Draw
from training.content.rules.module import TEST
from training.content.rules.questions import QUESTIONS
from training.foundation.db import Base

FEEDBACK = 'id="told" tabindex="-1" aria-label="Feedback"'
KINDS = [question.kind for question in every_kind()]


def _counts(session: Session) -> dict[str, int]:
    tables = Base.metadata.sorted_tables
    return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def _begun(writing: Writing, quiz: str) -> str:
    """Begin a quiz, and return the address of its first question."""
    return _link(writing.get(quiz), "/questions/1")


def _link(page: str, end: str) -> str:
    """Find a link whose path ends so."""
    found = re.search(rf'href="([^"]+{end}\?[^"]*)"', page)
    assert found, end
    return unescape(found[1])


def _at(address: str, place: int | str) -> str:
    """Go to another question of the same trial, or to another of its pages."""
    end = f"questions/{place}" if isinstance(place, int) else place
    return re.sub(r"/(questions/\d+|answers|result)\?", f"/{end}?", address).partition("#")[0]


def _answer(writing: Writing, address: str, **typed: list[str]) -> str:
    """Answer a question, and return where that leads."""
    answer = writing.client.post(address.partition("#")[0], data=typed)
    assert answer.status_code == 303
    return str(answer.location)


def test_a_quiz_of_every_kind_is_taken_and_leaves_no_trace(
    writing: Writing, session: Session, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    quiz = writing.saved_quiz()
    before, told = _counts(session), []
    with statements() as seen:
        address = _begun(writing, quiz)
        for number, kind in enumerate(KINDS, start=1):
            if kind == "scenario":
                address = _answer(writing, _at(address, number), response=["ask"])
                assert "The key lies there." in writing.get(_at(address, number))
            address = _answer(writing, _at(address, number), **RIGHT_OF_KIND[kind])
            told += [kind] if FEEDBACK in writing.get(_at(address, number)) else []
        overview = writing.get(_at(address, "answers"))
        result = writing.get(_link(overview, "/result"))

    assert told == [kind for kind in KINDS if kind != "scale"]
    assert "11 answers of 11 are saved." in overview
    assert "<strong>9</strong> <span>of 9</span>" in result
    assert all(statement.lstrip().startswith("SELECT") for statement in seen)
    assert _counts(session) == before


def test_what_is_wrong_is_told_and_can_be_changed(writing: Writing) -> None:
    address = _begun(writing, writing.saved_quiz())
    wrong = _answer(writing, address, response=["studio"])

    page = writing.get(_at(wrong, 1))

    assert wrong.endswith("#told")
    assert "Not right yet. You can change your answer." in page
    assert "No: it lives from the market." in page
    assert "Right." in writing.get(_at(_answer(writing, wrong, response=["museum"]), 1))


def test_nothing_chosen_is_explained_and_a_decision_is_not_taken_anew(writing: Writing) -> None:
    first = _begun(writing, writing.saved_quiz())
    case = _at(first, KINDS.index("scenario") + 1)

    empty = writing.client.post(first)
    decided = _answer(writing, case, response=["wait"])

    assert empty.status_code == 422
    assert "Choose an answer, or leave the question open for now." in empty.text
    assert writing.client.post(_at(decided, KINDS.index("scenario") + 1), data={"response": ["ask"]}).status_code == 409


def test_own_words_stand_in_no_address(writing: Writing) -> None:
    number = KINDS.index("reflection") + 1

    location = _answer(writing, _at(_begun(writing, writing.saved_quiz()), number), response=["The old mill"])

    assert "mill" not in location
    assert "What others could have answered" in writing.get(_at(location, number))


def test_words_of_any_language_are_right_in_a_preview_too(writing: Writing, session: Session) -> None:
    number = KINDS.index("short-text") + 1
    first = _at(_begun(writing, writing.saved_quiz()), number)
    text = {"segment": "who/all/short-text/accepted", "source": "the client / client"}
    make.translation(session, make.module(session), **text, text="der Auftraggeber")

    wrong, right = (_answer(writing, first, response=[words]) for words in ("Auftraggeber", "DER Auftraggeber"))

    assert "Not right yet." in writing.get(_at(wrong, number))
    assert "Right." in writing.get(_at(right, number))


def test_a_test_explains_at_its_end_and_asks_the_same_in_any_language(writing: Writing) -> None:
    first = _begun(writing, writing.saved_quiz(purpose=TEST, pass_percent=50, questions=questions("any")))

    second = _answer(writing, f"{first}&in=de", response=["museum"])
    page = writing.get(second)

    assert f"/questions/2?in=de&{first.partition('?')[2]}&a1=museum" in second
    assert '<div lang="de">' in page
    assert 'class="saved"><a href="' in page
    assert FEEDBACK not in writing.get(_at(second, 1))
    assert "<strong>1</strong>" in writing.get(_at(second, "result"))


def test_a_quiz_before_and_after_is_taken_twice_and_tells_what_has_changed(writing: Writing) -> None:
    quiz = writing.saved_quiz(purpose=BEFORE_AND_AFTER, questions=questions("any"))
    second = _answer(writing, _begun(writing, quiz), response=["studio"])
    before = writing.get(_at(second, "result"))
    right = _answer(writing, _link(before, "/questions/1"), response=["museum"])
    after = writing.get(_at(right, "result"))

    assert "What is right is not told yet." in before
    assert "No: it lives from the market." not in before
    assert "Before the lessons: 0 of 3 points. After them: 1." in after
    assert "Yes: the town pays for it." in after


def test_a_question_that_cannot_be_asked_yet_says_so_with_what_is_to_be_mended(writing: Writing) -> None:
    begun = tuple(beginning(kind, kind.kind) for kind in QUESTIONS)
    ready, *_ = questions("any")
    draws = (Draw(pool="p", count=9), Draw(pool="q", count=-1))
    begun = (*begun, replace(ready, pool="p"), replace(ready, key="other", see="nowhere"))
    address = writing.saved_quiz(questions=begun, purpose=TEST, draws=draws, minutes=0)
    first = _begun(writing, address)

    for number, question in enumerate(begun[:-2], start=1):
        there = _at(first, number)
        page = writing.get(there)
        assert "This cannot be asked yet." in page, question.kind
        assert "What to do:" in page, question.kind
        assert writing.client.post(there, data={"response": ["x"]}).status_code == 303
    overview = _answer(writing, _at(first, len(begun)), response=["museum"])
    assert "1 answer of 13 is saved." in writing.get(_at(overview, "answers"))
    assert "<strong>1</strong> <span>of 2</span>" in writing.get(_at(overview, "result"))


def test_an_address_can_say_nothing_that_a_learner_could_not(writing: Writing) -> None:
    quiz = writing.saved_quiz()
    odd = ("a1=nothing", "a9-path=x&a9=y", "a99=museum", "seed=x", "seed=99999999999999", "a8-one=9", "b1=z&second=1")

    for query in odd:
        assert "0 answers of 11 are saved." in writing.get(f"{quiz}/answers?{query}")
    for page in ("questions/1", "questions/9", "result"):
        writing.get(f"{quiz}/{page}?{'&'.join(odd)}")


def test_an_address_that_would_become_too_long_is_refused(writing: Writing) -> None:
    quiz = writing.saved_quiz()
    answers = {"response-path": ["ask", "x" * 7_000], "response": ["museum"]}

    assert writing.client.post(f"{quiz}/questions/1?seed=1", data=answers).status_code == 413


def test_what_is_not_there_is_not_found_and_nothing_to_ask_is_said(writing: Writing) -> None:
    quiz = writing.saved_quiz(questions=())
    page = writing.get(quiz)

    assert "This cannot be asked yet." in page
    assert "Begin the quiz" not in page
    assert writing.client.get(quiz.replace("/all", "/none")).status_code == 404
    assert writing.client.get(f"{quiz}/questions/1").status_code == 404
