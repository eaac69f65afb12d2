"""Is a question found that gives its answer away?"""

from dataclasses import replace

import pytest

from tests.modules import module_value
from training.content.rules.blocks import Quiz
from training.content.rules.fault import Fault, Place
from training.content.rules.findings import asking_findings
from training.content.rules.module import Module
from training.content.rules.questions import Choice, SingleChoice

PLACE = Place(file="module.yaml")


def _asked(number: int, *, right_at: int, right_text: str = "equal", last: str = "Something else") -> SingleChoice:
    texts = ["first!", "secnd!", last]
    choices = tuple(
        Choice(key=f"c{at}", text=right_text if at == right_at else text, right=at == right_at, feedback="f")
        for at, text in enumerate(texts)
    )
    return SingleChoice(key=f"q{number}", objective="sort", stem="s", choices=choices)


def _module(*asked: SingleChoice) -> Module:
    module = module_value()
    quiz = Quiz(key="many", title="t", purpose="practice", questions=asked)
    return replace(module, lessons=(replace(module.lessons[1], blocks=(quiz,)),))


def _problems(module: Module, language: str = "en") -> list[str]:
    return [finding.said for finding in asking_findings(module, language=language, place=PLACE)]


def test_right_choices_of_every_length_and_place_are_no_finding() -> None:
    asked = [_asked(number, right_at=number % 3) for number in range(15)]

    assert _problems(_module(*asked)) == []


@pytest.mark.parametrize(("longest", "found"), [(6, False), (7, True)])
def test_the_right_choice_may_be_the_longest_in_forty_per_cent(longest: int, found: bool) -> None:
    texts = ["the longest of all choices"] * longest + ["short"] * (15 - longest)
    asked = [_asked(number, right_at=number % 3, right_text=text) for number, text in enumerate(texts)]

    problems = _problems(_module(*asked))

    assert any("is the longest in 7 of 15" in problem for problem in problems) is found


def test_a_position_that_is_right_too_often_is_told_in_the_source_language_alone() -> None:
    """Translators cannot move choices."""
    module = _module(*(_asked(number, right_at=0) for number in range(15)))

    assert "The right one of 3 choices stands at position 1 in 100 %" in _problems(module)
    assert _problems(module, "sl") == []


def test_a_few_questions_are_no_habit() -> None:
    assert _problems(_module(*(_asked(number, right_at=0) for number in range(11)))) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "All of the above"),
        ("en", "None of these."),
        ("de", "Keine der genannten Antworten"),
        ("cs", "Nic z uvedeného"),
        ("pl", "Żadne z powyższych"),
        ("it", "Tutte le precedenti"),
        ("sl", "Vse od naštetega"),
        ("nl", "Geen van bovenstaande"),
    ],
)
def test_a_choice_that_sums_up_the_others_is_found_in_every_language(language: str, text: str) -> None:
    (finding,) = _of(_module(_asked(1, right_at=0, last=text)), language)

    assert (finding.block, finding.said) == ("space/many/q1/c2", "The choice sums up the others")


def test_a_sentence_that_holds_such_words_is_none() -> None:
    assert _problems(_module(_asked(1, right_at=0, last="A list, so that all of them have one address"))) == []


def _of(module: Module, language: str) -> list[Fault]:
    return list(asking_findings(module, language=language, place=PLACE))
