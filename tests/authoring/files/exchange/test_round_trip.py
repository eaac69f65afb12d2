"""Is what goes out and comes in again the same question? And what do others see, who know nothing of us?"""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.content.generated_questions import questions as generated
from tests.kinds import every_kind
from training.authoring.files.exchange import MOODLE, QTI, read, sent, write
from training.authoring.files.exchange.qti.writing import item
from training.authoring.rules.beginnings import beginning
from training.authoring.rules.exchange import Received, Verdict
from training.content.rules.canonical import as_plain
from training.content.rules.questions import QUESTIONS, Numeric, Question, ShortText

FORMATS = (MOODLE, QTI)
#: Kinds that other programs know as well.
KNOWN = [question for question in every_kind() if question.kind not in ("scenario", "scale")]
_KEPT = re.compile(rb"\s*<training-question>.*?</training-question>", re.DOTALL)


def back(questions: tuple[Question, ...], format: str) -> list[Received]:  # noqa: A002 (the word for it)
    """Write questions and read them again."""
    return list(read(write(questions, format=format, language="en"), likely="en").questions)


@settings(max_examples=40, deadline=None)
@given(generated(["sort", "count"], ["who", "space"]), st.sampled_from(FORMATS))
def test_every_question_comes_back_as_the_same(questions: tuple[Question, ...], format: str) -> None:  # noqa: A002
    """Keys, feedback, right answers, words, gaps, order and surplus targets: all of it, for every kind."""
    found = back(questions, format)

    assert tuple(each.question for each in found) == questions
    assert {each.verdict for each in found} == {Verdict.TAKEN}


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_questions_are_the_same_bytes(format: str) -> None:  # noqa: A002
    assert write(every_kind(), format=format, language="de") == write(every_kind(), format=format, language="de")


@pytest.mark.parametrize("format", FORMATS)
def test_what_an_author_has_only_begun_goes_out_and_comes_back(format: str) -> None:  # noqa: A002
    """A draft may be incomplete: no file breaks on it."""
    begun = tuple(beginning(kind, f"begun-{kind.kind}") for kind in QUESTIONS)

    assert tuple(each.question for each in back(begun, format)) == begun


def _stripped_moodle(question: Question) -> Received:
    content = _KEPT.sub(b"", write([question], format=MOODLE, language="en"))
    assert b"training-question" not in content
    return read(content, likely="en").questions[0]


def _alone_in_qti(question: Question) -> Received:
    return read(item(question, language="en"), likely="en").questions[0]


@pytest.mark.parametrize("question", KNOWN, ids=lambda question: question.kind)
@pytest.mark.parametrize("others", [_stripped_moodle, _alone_in_qti])
def test_without_what_travels_along_the_question_asks_the_same(
    question: Question, others: Callable[[Question], Received]
) -> None:
    """What other programs show is the question itself: texts, right answers, feedback, tolerance, traps."""
    found = others(question)

    assert found.question is not None
    assert _texts(found.question) == _texts(question)
    assert {each.code for each in found.remarks} <= {"essay-unmarked"}


def test_moodle_keeps_where_a_question_belongs() -> None:
    """Key, objective, lesson and pool travel as id number and tags, which Moodle gives back."""
    question = replace(KNOWN[0], see="who", pool="easy")

    found = _stripped_moodle(question).question

    assert found is not None
    told = (found.key, found.objective, found.see, found.pool)
    assert told == (question.key, question.objective, "who", "easy")


@pytest.mark.parametrize("format", FORMATS)
def test_what_was_changed_elsewhere_is_heard(format: str) -> None:  # noqa: A002
    """The question that travels along is not believed when the rest of the file says something else."""
    single = KNOWN[0]
    content = write([single], format=format, language="en")
    old, new = b">Which of these", b">Which one of these"

    [found] = read(_changed(content, old, new), likely="en").questions

    assert found.question is not None
    assert (found.question.stem, found.question.key) == ("Which one of these is public?", single.key)
    assert [each.code for each in found.remarks] == ["changed-elsewhere"]


def test_what_others_will_not_show_is_told() -> None:
    told = {each.question.kind: (each.how, [remark.code for remark in each.remarks]) for each in _all_sent()}

    assert told["scenario"] == ("multichoice", ["first-step-only"])
    assert told["scale"] == ("multichoice", ["scale-as-choice"])
    assert told["gap-text"] == ("gapselect", [])
    assert [each.remarks[0].code for each in sent(every_kind(), format=QTI) if each.question.kind == "ordering"] == [
        "all-or-nothing"
    ]


@pytest.mark.parametrize("language", ["de", "sl", "xx"])
def test_numbers_and_words_survive_in_every_language(language: str) -> None:
    """A sign of a program for patterns is a letter here."""
    told: dict[str, Any] = {"objective": "sort", "right_feedback": "Yes.", "wrong_feedback": "No."}
    questions = (
        ShortText(key="star", stem="Which sign?", accepted="* / star*", **told),
        Numeric(key="less", stem="Below?", answer="-0.50", tolerance="0.250", **told),
    )
    for format_ in FORMATS:
        content = write(questions, format=format_, language=language)
        assert tuple(each.question for each in read(content, likely="en").questions) == questions


def _changed(content: bytes, old: bytes, new: bytes) -> bytes:
    """Change what other programs show, in a file or in a package."""
    if not content.startswith(b"PK"):
        return content.replace(old, new)
    made = BytesIO()
    with ZipFile(BytesIO(content)) as package, ZipFile(made, "w") as copy:
        for name in package.namelist():
            copy.writestr(name, package.read(name).replace(old, new))
    return made.getvalue()


def _all_sent() -> Any:
    return sent(every_kind(), format=MOODLE)


def _texts(question: Question) -> Any:
    """Say what a question says, with the names of its parts put in order."""
    plain = as_plain(question)
    for name in ("key", "objective", "see", "pool"):
        plain.pop(name, None)
    return _unnamed(plain, _names(plain))


def _names(plain: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in plain.items():
        for place, part in enumerate(value if isinstance(value, list) else [], 1):
            if isinstance(part, dict) and "key" in part:
                found[part["key"]] = f"{name} {place}"
    return found


def _unnamed(plain: Any, names: dict[str, str]) -> Any:
    if isinstance(plain, dict):
        return {name: _unnamed(value, names) for name, value in plain.items() if name != "key"}
    if isinstance(plain, list):
        return [_unnamed(each, names) for each in plain]
    if isinstance(plain, str):
        return names.get(plain, re.sub(r"\{([a-z0-9-]+)\}", lambda gap: f"{{{names.get(gap[1], '')}}}", plain))
    return plain
