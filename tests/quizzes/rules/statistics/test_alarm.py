"""Does a wrong translation ring, and does a sound one not? On cohorts whose abilities and faults are known."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.cohorts import FOCAL, OTHERS, PLANTED, Cohort, cohort
from training.quizzes.rules.statistics.alarm import CONFIRMED, MINIMUM_GROUP, MINIMUM_QUESTIONS, WATCHED, Alarm, alarms
from training.quizzes.rules.statistics.scores import Scores

COHORTS = 12


def _judge(drawn: Cohort) -> tuple[Alarm, ...]:
    return alarms(drawn.scores, drawn.languages)


def _drawn(seed: int, *, size: int = 300, **scenario: Any) -> Cohort:
    return cohort(np.random.default_rng((1, seed)), focal=size, **scenario)


def _here(found: tuple[Alarm, ...]) -> dict[str, Alarm]:
    return {one.question: one for one in found if one.language == FOCAL}


def _many(**scenario: Any) -> list[tuple[Alarm, ...]]:
    return [_judge(_drawn(seed, **scenario)) for seed in range(COHORTS)]


@pytest.mark.parametrize(
    "scenario",
    [
        {"harm": "shifted", "shift": 1.5},
        {"harm": "reversed", "hardness": -1.0},
        {"harm": "reversed", "hardness": 0.0},  # the odds do not change at all
    ],
    ids=["shifted", "turned and easy", "turned and middle"],
)
def test_a_planted_mistranslation_rings_in_a_group_of_300(scenario: dict[str, Any]) -> None:
    found = [_here(one)[PLANTED] for one in _many(**scenario)]

    assert sum(one.verdict == "alarm" for one in found) >= COHORTS - 1
    if scenario["harm"] == "shifted":
        assert all(one.against_focal for one in found)
        assert not any(one.turned for one in found)


def test_its_size_is_measured_without_much_bias() -> None:
    """A shift of 1.5 logits is a delta of -3.5; a rest score without the question leaves it a little small."""
    deltas = [_here(one)[PLANTED].delta or 0 for one in _many(harm="shifted", shift=1.5)]

    assert np.mean(deltas) == pytest.approx(-2.35 * 1.5, abs=0.35)


def test_sound_questions_hardly_ring_even_beside_a_planted_one() -> None:
    sound = [
        one for found in _many(size=100, harm="reversed", hardness=-1.0) for one in found if one.question != PLANTED
    ]

    assert len(sound) == COHORTS * 3 * 19
    assert sum(one.verdict == "alarm" for one in sound) <= len(sound) // 200


def test_weaker_speakers_are_no_fault_of_the_translation() -> None:
    found = [one for every in _many(size=100, behind=0.5) for one in every]

    assert sum(one.verdict == "alarm" for one in found) <= len(found) // 200


def test_the_other_languages_are_not_blamed_for_a_fault_in_one() -> None:
    """A third of all answers is much too bad, so everybody else's look too good at first sight."""
    found = [one for every in _many(harm="reversed", hardness=-1.0) for one in every]

    elsewhere = [one for one in found if one.question == PLANTED and one.language in OTHERS]
    assert {one.verdict for one in elsewhere} == {"none"}
    # Only the German answers are compared with the Italian ones, and the other way round.
    assert {one.reference for one in elsewhere} == {300}


def test_a_turned_key_is_no_measure_for_the_others_even_where_the_odds_are_the_same() -> None:
    found = [one for every in _many(harm="reversed", hardness=0.0) for one in every if one.question == PLANTED]

    easier = [one for one in found if one.language == FOCAL and not one.against_focal]
    assert len(easier) > 2
    assert all(one.turned for one in easier)
    assert {one.reference for one in found if one.language in OTHERS} == {300}


def test_an_alarm_needs_the_test_and_the_belief() -> None:
    """Either alone is watched."""
    found = [
        one for every in _many(size=50, harm="shifted") for one in every if one.language == FOCAL and not one.turned
    ]

    said = {(one.category == "C", (one.probability or 0) >= CONFIRMED): one.verdict for one in found}
    assert said[True, True] == "alarm"
    assert said[True, False] == "watch"
    assert {one.verdict for one in found if one.category != "C"} == {"none", "watch"}
    assert all((one.probability or 0) >= WATCHED for one in found if one.category != "C" and one.verdict == "watch")


def test_where_nearly_everything_differs_it_is_said_and_not_purified_away() -> None:
    drawn = _drawn(1, questions=6)
    chance = np.random.default_rng(1)
    points = drawn.scores.points[:300]
    points[:, :3] = np.where(chance.random((300, 3)) < 0.8, 0.0, points[:, :3])
    points[:, 3:] = np.where(chance.random((300, 3)) < 0.8, 1.0, points[:, 3:])

    found = _here(_judge(drawn)).values()

    assert [(one.category, one.against_focal) for one in found] == [("C", True)] * 3 + [("C", False)] * 3
    assert {one.verdict for one in found} == {"alarm"}


def test_with_two_languages_both_are_told() -> None:
    """Nobody is left to say which of them is wrong."""
    drawn = _drawn(1, harm="reversed", hardness=-1.0)
    languages = np.where(drawn.languages == FOCAL, FOCAL, "de")

    found = {one.language: one for one in alarms(drawn.scores, languages) if one.question == PLANTED}

    assert (found[FOCAL].verdict, found[FOCAL].against_focal) == ("alarm", True)
    assert (found["de"].verdict, found["de"].against_focal) == ("alarm", False)


@pytest.mark.parametrize(("size", "others"), [(MINIMUM_GROUP - 1, 600), (300, MINIMUM_GROUP - 1)])
def test_below_the_minimum_there_are_no_numbers(size: int, others: int) -> None:
    drawn = _drawn(1, size=size, others=others, harm="reversed", hardness=-1.0)

    found = _here(_judge(drawn)).values()

    empty = {(one.delta, one.p, one.category, one.posterior_mean, one.probability, one.verdict) for one in found}
    assert empty == {(None, None, None, None, None, "not-enough")}
    assert {(one.focal, one.reference) for one in found} == {(size, others)}


def test_at_the_minimum_there_are_numbers() -> None:
    found = _here(_judge(_drawn(1, size=MINIMUM_GROUP)))

    assert all(one.delta is not None for one in found.values())


def test_before_anybody_has_answered_there_is_nothing_to_judge() -> None:
    assert alarms(Scores(questions=("a", "b"), points=np.empty((0, 2))), np.array([], dtype=np.str_)) == ()


def test_from_too_few_questions_nothing_usual_is_learnt() -> None:
    few = _judge(_drawn(1, questions=MINIMUM_QUESTIONS - 1, harm="reversed"))
    enough = _judge(_drawn(1, questions=MINIMUM_QUESTIONS, harm="reversed"))

    assert {one.verdict for one in few} == {"not-enough"}
    assert "not-enough" not in {one.verdict for one in enough}


def test_a_question_that_everybody_knows_has_no_verdict() -> None:
    drawn = _drawn(1)
    drawn.scores.points[:, 3] = 1.0

    found = _here(_judge(drawn))

    assert found["q03"].verdict == "not-enough"
    assert found["q04"].verdict != "not-enough"


def test_one_bad_translation_does_not_make_the_sound_ones_look_easy() -> None:
    """Purification: three of eight questions, too hard by far, would otherwise be much of the score."""
    drawn = _drawn(2, size=300, questions=8)
    chance = np.random.default_rng(3)
    bad = drawn.scores.points[:300, :3]
    bad[:] = np.where(chance.random(bad.shape) < 0.8, 0.0, bad)

    found = _here(_judge(drawn))

    sound = [found[f"q{number:02d}"].delta or 0 for number in range(3, 8)]
    assert abs(np.mean(sound)) < 0.4
    assert [found[f"q{number:02d}"].category for number in range(3)] == ["C"] * 3


def test_a_part_of_a_point_is_not_right_but_counts_for_matching() -> None:
    drawn = _drawn(4)
    points = drawn.scores.points
    half = Scores(questions=drawn.scores.questions, points=np.where(points == 0, 0.5, points))

    whole, partly = _judge(drawn), alarms(half, drawn.languages)

    assert [one.delta for one in partly] == pytest.approx([one.delta for one in whole])


def test_the_language_of_each_answer_counts_and_not_that_of_the_person() -> None:
    drawn = _drawn(5)
    spoken = np.repeat(drawn.languages[:, np.newaxis], 20, axis=1)
    spoken[:100, 0] = "de"

    found = alarms(drawn.scores, spoken)

    assert {(one.question, one.focal) for one in found if one.language == FOCAL and one.question in ("q00", "q01")} == {
        ("q00", 200),
        ("q01", 300),
    }


def test_what_was_not_presented_is_not_compared() -> None:
    drawn = _drawn(6)
    drawn.scores.points[:260, 2] = np.nan

    found = _here(_judge(drawn))

    assert (found["q02"].focal, found["q02"].verdict) == (40, "not-enough")
    assert found["q03"].focal == 300


@pytest.mark.parametrize("seed", range(3))
def test_exchanging_the_groups_turns_every_delta(seed: int) -> None:
    drawn = _drawn(seed)
    found = alarms(drawn.scores, np.where(drawn.languages == FOCAL, "xx", "aa"))

    turned = found[20:]
    assert [one.delta for one in found[:20]] == pytest.approx([-(one.delta or 0) for one in turned])
    assert [one.against_focal for one in found[:20]] == [not one.against_focal for one in turned]
    assert [one.category for one in found[:20]] == [one.category for one in turned]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_persons_and_questions_does_not_matter(seed: int) -> None:
    drawn = _drawn(seed, size=80, harm="shifted")
    chance = np.random.default_rng(seed)
    persons, questions = chance.permutation(680), chance.permutation(20)
    names = tuple(drawn.scores.questions[number] for number in questions)
    shuffled = Scores(questions=names, points=drawn.scores.points[persons][:, questions])

    found = {(one.language, one.question): one for one in alarms(shuffled, drawn.languages[persons])}

    for one in _judge(drawn):
        other = found[one.language, one.question]
        assert replace(other, posterior_mean=0, probability=0, delta=0, error=0, p=0, odds_ratio=0) == replace(
            one, posterior_mean=0, probability=0, delta=0, error=0, p=0, odds_ratio=0
        )
        assert (other.delta, other.posterior_mean) == pytest.approx((one.delta, one.posterior_mean))
