"""Do the buttons inside a form do to parts what they say?"""

import pytest

from tests.modules import module_value
from training.authoring.rules.beginnings import beginning
from training.authoring.rules.typing import form_of, typed, with_part
from training.authoring.rules.units import unit_of
from training.content.rules.blocks import Draw, Quiz, Sources
from training.content.rules.questions import (
    Decision,
    GapText,
    Matching,
    Pair,
    Scenario,
    SingleChoice,
    Situation,
    Target,
)
from training.foundation.errors import Refused

MODULE = module_value()
SINGLE = unit_of(MODULE, "who/who-quiz/who-single")


def _keys(unit: SingleChoice) -> list[str]:
    return [choice.key for choice in unit.choices]


@pytest.mark.parametrize(
    ("act", "keys"),
    [
        ("add:choices", ["museum", "studio", "choice-1"]),
        ("up:choices.studio", ["studio", "museum"]),
        ("up:choices.museum", ["museum", "studio"]),
        ("down:choices.museum", ["studio", "museum"]),
        ("down:choices.studio", ["museum", "studio"]),
        ("delete:choices.museum", ["studio"]),
        ("duplicate:choices.museum", ["museum", "choice-1", "studio"]),
        ("delete:choices.gone", ["museum", "studio"]),
        ("up:choices.gone", ["museum", "studio"]),
        ("duplicate:choices.gone", ["museum", "studio"]),
    ],
)
def test_parts_come_and_go(act: str, keys: list[str]) -> None:
    """What was typed is kept on the way through the form."""
    made = with_part(SINGLE, act)

    assert _keys(made) == keys
    assert typed(SINGLE, form_of(made)) == (made, ())


def test_a_copy_says_the_same() -> None:
    museum, copy, _ = with_part(SINGLE, "duplicate:choices.museum").choices

    assert (copy.text, copy.right, copy.feedback) == (museum.text, museum.right, museum.feedback)


def test_parts_of_parts_come_and_go() -> None:
    text = with_part(with_part(beginning(GapText, "g"), "add:gaps"), "add:gaps")

    made = with_part(with_part(text, "add:gaps.gap-2.options"), "delete:gaps.gap-1.options.option-2")

    first, second = made.gaps
    assert [option.key for option in first.options] == ["option-1", "option-3"]
    assert [option.key for option in second.options] == ["option-1", "option-2", "option-3", "option-4"]
    assert with_part(made, "up:gaps.gone.options.x") == made


def test_pairs_and_targets_share_their_keys() -> None:
    """And a pair whose target is deleted belongs to none."""
    matching = Matching(
        key="m",
        objective="",
        stem="",
        pairs=(Pair(key="target-1", text="", target="a"),),
        targets=(Target(key="a", text=""),),
        right_feedback="",
        wrong_feedback="",
    )

    assert [target.key for target in with_part(matching, "add:targets").targets] == ["a", "target-2"]
    assert with_part(matching, "delete:targets.a").pairs[0].target == ""


def test_nothing_leads_to_a_step_that_is_deleted() -> None:
    first = Situation(key="a", text="", decisions=(Decision(key="go", text="", feedback="", next="b"),))
    case = Scenario(key="c", objective="", stem="", steps=(first, Situation(key="b", text="", decisions=())))

    (left,) = with_part(case, "delete:steps.b").steps

    assert left.decisions[0].next is None


def test_what_has_no_key_is_counted() -> None:
    quiz = Quiz(key="q", title="", purpose="test", questions=())

    made = with_part(with_part(quiz, "add:draws"), "add:draws")

    assert made.draws == (Draw(pool="", count=0),) * 2
    assert with_part(made, "delete:draws.2").draws == (Draw(pool="", count=0),)
    assert len(with_part(made, "duplicate:draws.1").draws) == 3
    assert len(with_part(beginning(Sources, "s"), "add:items").items) == 2


@pytest.mark.parametrize(
    "act",
    ["", "add", "add:", "burn:choices.museum", "add:stem", "add:questions", "delete:choices", "up:stem.x", "add:a.b"],
)
def test_what_no_button_says_is_refused(act: str) -> None:
    with pytest.raises(Refused, match="choice-unknown"):
        with_part(SINGLE, act)
