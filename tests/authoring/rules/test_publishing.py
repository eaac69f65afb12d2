"""Is it decided by rules who publishes, when, and what would be other for learners?"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.kinds import every_kind
from tests.modules import module_value, pseudo_texts
from training.authoring.rules.publishing import (
    FURTHEST,
    Graded,
    basis,
    due_moment,
    graded_otherwise,
    is_overtaken,
    may_publish,
    untold,
)
from training.content.rules.blocks import Quiz
from training.content.rules.module import CompletionRule, Module
from training.content.rules.questions import Question
from training.content.rules.segments import segments
from training.foundation.errors import Refused
from training.translation.rules import Texts

BRUSSELS = ZoneInfo("Europe/Brussels")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def test_where_four_eyes_are_wanted_nobody_publishes_what_they_wrote() -> None:
    assert may_publish(1, writers={2}, four_eyes=True)
    assert not may_publish(1, writers={1, 2}, four_eyes=True)
    assert may_publish(1, writers={1}, four_eyes=False)


def test_a_moment_is_that_of_the_clock_of_the_region() -> None:
    summer = due_moment(date(2027, 7, 1), time(8), BRUSSELS, now=NOW)
    winter = due_moment(date(2026, 12, 1), time(8), BRUSSELS, now=NOW)
    assert (summer.astimezone(UTC).hour, winter.astimezone(UTC).hour) == (6, 7)
    assert due_moment(date(2026, 11, 30), time(13, 1), BRUSSELS, now=NOW) == NOW + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (NOW, "due-past"),
        (NOW - timedelta(days=1), "due-past"),
        (NOW + FURTHEST + timedelta(minutes=1), "due-far"),
    ],
)
def test_a_moment_that_is_past_or_far_away_is_refused(moment: datetime, code: str) -> None:
    local = moment.astimezone(BRUSSELS)
    with pytest.raises(Refused, match=code):
        due_moment(local.date(), local.time(), BRUSSELS, now=NOW)


def test_a_plan_is_overtaken_by_a_later_version_and_by_a_withdrawal() -> None:
    assert not is_overtaken(version=3, since=())
    # Translations of what learners see may come in by every deployment.
    assert not is_overtaken(version=3, since=(2, 3))
    assert is_overtaken(version=3, since=(2, 4))
    assert is_overtaken(version=3, since=(None,))


def test_a_basis_tells_versions_translations_and_publications_apart() -> None:
    texts = pseudo_texts(module_value())
    other = {**texts, "sl": {**texts["sl"], "who/title": ("Kdo so", "reviewed")}}
    said = [
        basis("a", texts, publication_id=1),
        basis("b", texts, publication_id=1),
        basis("a", other, publication_id=1),
        basis("a", texts, publication_id=2),
        basis("a", texts, publication_id=None),
    ]
    assert len(set(said)) == len(said)
    assert basis("a", dict(reversed(texts.items())), publication_id=1) == said[0]


def test_texts_without_a_true_translation_are_listed_in_reading_order() -> None:
    module = module_value()
    addresses = [address for address, _ in segments(module)]
    texts: Texts = {
        "de": dict.fromkeys(addresses, ("[de]", "unreviewed")) | {"who/hook/body": (None, "stale")},
        "sl": {address: ("[sl]", "reviewed") for address in addresses if address != "module/title"},
    }
    title, body = untold(module, texts, ["de", "sl"])
    assert (title.address, title.stale, title.missing) == ("module/title", (), ("sl",))
    assert (body.address, body.stale, body.missing) == ("who/hook/body", ("de",), ())
    assert body.source == "Ten names stand on the **list**."
    assert len(untold(module, {}, ["it"])) == len(addresses)


def _module(*questions: Question, **settings: Any) -> Module:
    module = module_value()
    first, *rest = module.lessons
    quiz = Quiz(key="asked", title="Asked", purpose="practice", questions=questions, **settings)
    return replace(module, lessons=(replace(first, blocks=(quiz,)), *rest))


def _mended(question: Question) -> Any:  # noqa: PLR0911 (a kind a line)
    """Give a question another right answer."""
    value: Any = question
    match question.kind:
        case "single" | "multiple":
            return replace(value, choices=tuple(replace(each, right=not each.right) for each in value.choices))
        case "true-false":
            return replace(value, answer=not value.answer)
        case "numeric":
            return replace(value, tolerance="1")
        case "short-text":
            return replace(value, accepted="somebody else")
        case "gap-text":
            (gap,) = value.gaps
            turned = tuple(replace(option, right=not option.right) for option in gap.options)
            return replace(value, gaps=(replace(gap, options=turned),))
        case "matching":
            return replace(value, pairs=tuple(replace(pair, target="x") for pair in value.pairs))
        case "ordering":
            return replace(value, items=value.items[::-1])
        case _:
            step, *rest = value.steps
            turned = tuple(replace(each, right=not each.right) for each in step.decisions)
            return replace(value, steps=(replace(step, decisions=turned), *rest))


@pytest.mark.parametrize("question", [each for each in every_kind() if each.kind not in ("scale", "reflection")])
def test_another_right_answer_is_told_and_other_words_are_not(question: Question) -> None:
    reworded: Any = replace(question, stem="In other words?", see=None)
    if question.kind in ("single", "multiple"):
        reworded = replace(reworded, choices=reworded.choices[::-1])
    assert graded_otherwise(_module(question), _module(reworded)).answers == ()
    assert graded_otherwise(_module(question), _module(_mended(question))).answers == (("asked", question.key),)


def test_questions_without_points_and_new_ones_change_no_grading() -> None:
    free = [each for each in every_kind() if each.kind in ("scale", "reflection")]
    assert len(free) == 2
    assert graded_otherwise(_module(*free), _module(*free[::-1])).answers == ()
    assert graded_otherwise(_module(), _module(*every_kind())) == Graded(rule=False, passing=(), answers=())


def test_another_rule_and_another_way_of_passing_are_told() -> None:
    module = module_value()
    other = replace(module, completion=CompletionRule(read=("who",)))
    assert graded_otherwise(module, other).rule
    assert graded_otherwise(_module(), _module(minutes=20)).passing == ("asked",)
