"""Does every kind of question keep the promises of all: fair, bounded, and read without guessing?"""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kinds import RIGHT_OF_KIND, every_kind
from tests.modules import module_value
from training.content.rules.blocks import Quiz
from training.content.rules.module import Module, quiz_of
from training.content.rules.questions import (
    QUESTIONS,
    WITHOUT_POINTS,
    Matching,
    Ordering,
    Question,
    Scenario,
    ShortText,
)
from training.content.rules.segments import localise, segments
from training.foundation.errors import Refused
from training.quizzes.rules.grading import accepted_texts, feedback, grade, share
from training.quizzes.rules.kinds import KINDS
from training.quizzes.rules.kinds.scenario import goes_on, has_ended, shortest
from training.quizzes.rules.responses import response_to

BY_KIND: dict[str, Any] = {question.kind: question for question in every_kind()}
SCORED = [kind for kind, question in BY_KIND.items() if not isinstance(question, WITHOUT_POINTS)]


def _module() -> Module:
    module = module_value()
    quiz = Quiz(key="all", title="All", purpose="practice", questions=every_kind())
    return replace(module, lessons=(replace(module.lessons[1], blocks=(quiz,)),))


def _right(kind: str) -> dict[str, Any]:
    return response_to(BY_KIND[kind], RIGHT_OF_KIND[kind])


def test_every_kind_has_its_rules() -> None:
    assert set(KINDS) == {kind.kind for kind in QUESTIONS} == set(BY_KIND)


@pytest.mark.parametrize("kind", SCORED)
def test_a_right_answer_gives_the_whole_point(kind: str) -> None:
    assert share(BY_KIND[kind], _right(kind)) == 1


@pytest.mark.parametrize("kind", list(BY_KIND))
def test_nothing_sent_is_no_answer(kind: str) -> None:
    with pytest.raises(Refused, match="nothing-chosen"):
        response_to(BY_KIND[kind], {})


@pytest.mark.parametrize("kind", [kind for kind in BY_KIND if kind not in ("short-text", "reflection", "numeric")])
def test_what_is_not_offered_cannot_be_sent(kind: str) -> None:
    forged = {name: ["forged"] for name in RIGHT_OF_KIND[kind]}
    with pytest.raises(Refused, match=r"choice-unknown|path-unknown"):
        response_to(BY_KIND[kind], forged)


@pytest.mark.parametrize("kind", SCORED)
def test_an_unanswered_question_still_teaches(kind: str) -> None:
    assert feedback(BY_KIND[kind], None)


@st.composite
def forms(draw: st.DrawFn) -> tuple[Question, dict[str, list[str]]]:
    """Generate a question and a form that its page could send."""
    question: Any = draw(st.sampled_from([question for question in every_kind() if question.kind in SCORED]))
    match question:
        case Matching():
            keys = st.sampled_from(["", *(target.key for target in question.targets)])
            return question, {f"response-{pair.key}": [draw(keys)] for pair in question.pairs}
        case Ordering():
            places = draw(st.permutations(range(1, len(question.items) + 1)))
            return question, {
                f"response-{item.key}": [str(place)] for item, place in zip(question.items, places, strict=True)
            }
        case Scenario():
            return question, draw(st.sampled_from([{"response": ["ask"]}, {"response": ["wait"]}, _long_way()]))
        case _:
            return question, draw(st.sampled_from([RIGHT_OF_KIND[question.kind], *_wrong(question.kind)]))


def _long_way() -> dict[str, list[str]]:
    return {"response-path": ["wait", "wait", "ask"], "response": ["no"]}


def _wrong(kind: str) -> list[dict[str, list[str]]]:
    return {
        "single": [{"response": ["studio"]}],
        "multiple": [{"response": ["a"]}, {"response": ["a", "c"]}, {"response": ["a", "b", "c"]}],
        "true-false": [{"response": ["false"]}],
        "numeric": [{"response": ["-3"]}],
        "short-text": [{"response": ["the town"]}],
        "gap-text": [{"response-who": ["artist"]}],
    }[kind]


@given(forms())
def test_a_point_is_shared_between_nothing_and_all(form: tuple[Question, dict[str, list[str]]]) -> None:
    question, typed = form
    try:
        response = response_to(question, typed)
    except Refused as refusal:
        assert refusal.code == "nothing-chosen"  # noqa: PT017 (a form may be empty)
        return
    assert 0 <= share(question, response) <= 1
    assert feedback(question, response)


@pytest.mark.parametrize("kind", SCORED)
def test_grading_does_not_depend_on_the_language(kind: str) -> None:
    module = _module()
    texts = {address: (f"[sl] {text}", "reviewed") for address, text in segments(module)}
    in_slovene = quiz_of(localise(module, texts, "sl"), "all")[1]
    here = quiz_of(module, "all")[1]
    accepted = accepted_texts(here, [in_slovene])
    responses = {kind: _right(kind)}

    assert grade(in_slovene, responses, accepted) == grade(here, responses, accepted)
    assert grade(here, responses, accepted).points == 1


@pytest.mark.parametrize("typed", ["THE CLIENT", "client", "  the   client. ", "The «client»"])
def test_capitals_accents_and_signs_play_no_part_in_words(typed: str) -> None:
    assert share(BY_KIND["short-text"], response_to(BY_KIND["short-text"], {"response": [typed]})) == 1


@pytest.mark.parametrize(("accepted", "typed"), [("Łódź", "lodz"), ("náměstí", "NAMESTI"), ("Straße", "strasse")])
def test_accents_are_left_out_on_both_sides(accepted: str, typed: str) -> None:
    question = replace(BY_KIND["short-text"], accepted=accepted)
    assert share(question, {"text": typed}) == 1


def test_words_of_another_language_are_accepted_as_well() -> None:
    question: ShortText = BY_KIND["short-text"]
    assert share(question, {"text": "Naročnik"}, ("naročnik",)) == 1
    assert share(question, {"text": "Naročnik"}) == 0


def test_too_many_words_are_refused() -> None:
    with pytest.raises(Refused, match="text-too-long"):
        response_to(BY_KIND["short-text"], {"response": ["x" * 81]})


@pytest.mark.parametrize("places", [("1", "1", "2"), ("1", "2", "")])
def test_an_order_needs_every_place_once(places: tuple[str, str, str]) -> None:
    typed = {f"response-{key}": [place] for key, place in zip(("one", "two", "three"), places, strict=True)}
    with pytest.raises(Refused, match="order-incomplete"):
        response_to(BY_KIND["ordering"], typed)


def test_each_item_in_its_place_gives_its_share() -> None:
    assert share(BY_KIND["ordering"], {"order": ["one", "three", "two"]}) == pytest.approx(0.33)


def test_an_open_pair_gives_no_share() -> None:
    typed = {"response-museum": ["public"], "response-studio": [""]}
    assert share(BY_KIND["matching"], response_to(BY_KIND["matching"], typed)) == 0.5


def test_a_detour_in_a_case_costs_its_part() -> None:
    detour = response_to(BY_KIND["scenario"], {"response-path": ["wait", "ask"], "response": ["lend"]})
    assert share(BY_KIND["scenario"], detour) == pytest.approx(0.67)
    assert has_ended(BY_KIND["scenario"], detour)


def test_a_case_that_is_not_finished_gives_what_was_decided_rightly() -> None:
    begun = response_to(BY_KIND["scenario"], {"response": ["ask"]})
    assert shortest(BY_KIND["scenario"]) == 2
    assert share(BY_KIND["scenario"], begun) == 0.5
    assert not has_ended(BY_KIND["scenario"], begun)


@pytest.mark.parametrize(
    ("before", "now", "good"),
    [
        (None, [["start", "ask"]], True),
        ([["start", "ask"]], [["start", "ask"], ["key", "lend"]], True),
        ([["start", "ask"]], [["start", "ask"]], True),
        ([["start", "wait"]], [["start", "ask"]], False),
        ([["start", "ask"], ["key", "no"]], [["start", "ask"]], False),
    ],
)
def test_what_is_decided_in_a_case_stays(before: Any, now: Any, good: bool) -> None:
    assert goes_on(before={"path": before} if before else None, now={"path": now}) is good


def test_a_circle_of_decisions_ends_somewhere() -> None:
    with pytest.raises(Refused, match="path-unknown"):
        response_to(BY_KIND["scenario"], {"response-path": ["wait"] * 60, "response": ["ask"]})
