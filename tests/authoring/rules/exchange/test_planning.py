"""Is told what would come of each question, and is exactly that done?"""

from dataclasses import replace

import pytest

from tests.kinds import every_kind
from tests.modules import module_value, questions
from training.authoring.rules.exchange import Choice, Received, Verdict, counts, lacks_objective, placed, planned
from training.authoring.rules.exchange.planning import quiz_at
from training.content.rules.blocks import Draw
from training.content.rules.questions import Question
from training.foundation.errors import Refused

MODULE = module_value()
QUIZ = "who/who-quiz"
ALL = Choice(numbers=frozenset(range(1, 30)), objective="count")


def came(*asked: Question) -> list[Received]:
    """Say that these questions were read from a file."""
    return [
        Received(number=number, title=each.stem, question=each, verdict=Verdict.TAKEN)
        for number, each in enumerate(asked, 1)
    ]


def foreign(question: Question) -> Question:
    """Take away what only our own questions bring along."""
    return replace(question, key="", objective="", see=None, pool=None)


def test_questions_come_at_the_end_with_keys_that_nobody_has() -> None:
    asked = [replace(foreign(question), stem="Who pays?") for question in every_kind()[:2]]
    plan = planned(came(*asked), MODULE, QUIZ)

    made = quiz_at(placed(MODULE, QUIZ, plan, ALL), QUIZ).questions

    assert made[:3] == questions("who")
    assert [(each.key, each.objective) for each in made[3:]] == [("who-pays", "count"), ("who-pays-1", "count")]


def test_what_is_here_already_does_not_come_again() -> None:
    """Word for word, from another program or from here."""
    own = questions("who")
    plan = planned(came(own[0], foreign(own[1])), MODULE, QUIZ)

    assert [row.outcome for row in plan.rows] == ["there", "there"]
    assert placed(MODULE, QUIZ, plan, ALL) == MODULE


def test_the_same_words_under_another_key_are_another_question() -> None:
    plan = planned(came(replace(questions("who")[0], key="second")), MODULE, QUIZ)

    assert [row.outcome for row in plan.rows] == ["taken"]


def test_a_key_that_is_taken_is_replaced_and_that_is_said() -> None:
    other = replace(questions("who")[0], stem="Which one?")
    plan = planned(came(other), MODULE, QUIZ)

    assert [remark.code for remark in plan.rows[0].remarks] == ["key-taken"]
    assert quiz_at(placed(MODULE, QUIZ, plan, ALL), QUIZ).questions[-1].key == "who-single-1"


def test_what_a_question_names_and_the_module_has_not_is_left_out() -> None:
    lost = replace(every_kind()[0], objective="gone", see="nowhere", pool="deep")
    plan = planned(came(lost), MODULE, QUIZ)

    made = quiz_at(placed(MODULE, QUIZ, plan, ALL), QUIZ).questions[-1]

    assert (made.objective, made.see, made.pool) == ("count", None, None)
    codes = [remark.code for remark in plan.rows[0].remarks]
    assert codes == ["objective-unknown", "lesson-unknown", "pool-unknown"]


def test_a_question_stays_in_a_pool_that_the_quiz_draws_from() -> None:
    drawing = replace(quiz_at(MODULE, QUIZ), draws=(Draw(pool="deep", count=1),))
    first = MODULE.lessons[0]
    blocks = tuple(drawing if block.key == "who-quiz" else block for block in first.blocks)
    module = replace(MODULE, lessons=(replace(first, blocks=blocks), *MODULE.lessons[1:]))
    pooled, scale = (replace(every_kind()[place], pool="deep") for place in (0, 9))

    rows = planned(came(pooled, scale), module, QUIZ).rows

    # Every attempt shall be able to reach the same points.
    assert [row.question.pool for row in rows if row.question] == ["deep", None]


def test_only_what_was_chosen_comes_and_is_counted() -> None:
    refused = Received(number=3, title="?", question=None, verdict=Verdict.REFUSED)
    changed = replace(came(every_kind()[1])[0], number=2, verdict=Verdict.CHANGED)
    plan = planned([*came(every_kind()[0]), changed, refused], MODULE, QUIZ)
    choice = Choice(numbers=frozenset({2, 3}), objective="")

    assert len(quiz_at(placed(MODULE, QUIZ, plan, choice), QUIZ).questions) == 4
    assert counts(plan, choice) == {"taken": 0, "changed": 1, "refused": 1, "there": 0}


def test_an_objective_is_needed_only_where_one_is_missing() -> None:
    plan = planned(came(every_kind()[0], foreign(every_kind()[4])), MODULE, QUIZ)

    assert lacks_objective(plan, Choice(numbers=frozenset({1, 2}), objective=""), ["sort"])
    assert not lacks_objective(plan, Choice(numbers=frozenset({1, 2}), objective="sort"), ["sort"])
    assert not lacks_objective(plan, Choice(numbers=frozenset({1}), objective=""), ["sort"])


def test_a_plan_of_something_else_has_another_digest() -> None:
    one, two = came(every_kind()[0]), came(every_kind()[1])

    assert planned(one, MODULE, QUIZ).digest == planned(one, MODULE, QUIZ).digest
    assert planned(one, MODULE, QUIZ).digest != planned(two, MODULE, QUIZ).digest


@pytest.mark.parametrize("address", ["who/hook", "who/nothing", "nothing/who-quiz"])
def test_questions_come_into_a_quiz_alone(address: str) -> None:
    with pytest.raises(Refused) as refusal:
        planned([], MODULE, address)

    assert refusal.value.code == "unit-gone"
