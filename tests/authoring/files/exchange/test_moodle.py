"""Is Moodle XML read as Moodle writes it, and is said what becomes of it?"""

import pytest

from tests.authoring.files.exchange.samples import MOODLE, answer, moodle, moodle_question
from training.authoring.files.exchange import read_moodle
from training.authoring.rules.exchange import Received, Verdict
from training.content.rules.questions import (
    GapText,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Reflection,
    ShortText,
    SingleChoice,
    TrueFalse,
)

_TWO = answer("Yes", "100", "Right.") + answer("No", "0", "Wrong.")


def one(kind: str, inside: str, *, stem: str = "Which?") -> Received:
    """Read the one question of a file."""
    [found] = read_moodle(moodle(moodle_question(kind, inside, stem=stem)))
    return found


def codes(found: Received) -> set[str]:
    """Name what is said about a question."""
    return {remark.code for remark in found.remarks} - {"feedback-missing", "stem-missing"}


def test_every_kind_of_moodle_becomes_ours() -> None:
    found = read_moodle(MOODLE)

    kinds = [SingleChoice, MultipleChoice, TrueFalse, ShortText, Numeric, Matching, Ordering, GapText, GapText]
    assert [type(each.question) for each in found] == [*kinds, Reflection]
    assert {each.question.stem for each in found[:7] if each.question} == {"Which is *public*?"}


def test_formatting_becomes_ours_and_a_category_is_told() -> None:
    found = read_moodle(MOODLE)[0]

    assert isinstance(found.question, SingleChoice)
    assert [choice.text for choice in found.question.choices] == ["The **museum**", "The studio"]
    assert (found.verdict, codes(found)) == (Verdict.TAKEN, {"category-left", "retry-penalty-left"})


def test_words_that_count_capitals_are_taken_with_a_word_about_it() -> None:
    found = read_moodle(MOODLE)[3]

    assert isinstance(found.question, ShortText)
    told = (found.question.accepted, found.question.right_feedback, found.question.wrong_feedback)
    assert told == ("client", "Yes.", "No.")
    assert codes(found) == {"capitals-left"}


def test_numbers_have_units_traps_and_an_answer_for_everything_else() -> None:
    found = read_moodle(MOODLE)[4].question

    assert isinstance(found, Numeric)
    assert (found.answer, found.tolerance, found.unit, found.wrong_feedback) == ("4.5", "0.01", "euro", "No.")
    assert [(trap.value, trap.feedback) for trap in found.traps] == [("9", "That is 10 %.")]


def test_parts_have_the_feedback_of_the_whole() -> None:
    pairs, order = (each.question for each in read_moodle(MOODLE)[5:7])

    assert isinstance(pairs, Matching)
    assert [target.text for target in pairs.targets] == ["Public", "Private", "Nobody"]
    assert (pairs.right_feedback, pairs.wrong_feedback) == ("All right.", "Not yet.")
    assert isinstance(order, Ordering)
    assert [item.text for item in order.items] == ["First", "Then", "Last"]


def test_gaps_are_cut_out_of_the_text() -> None:
    chosen, embedded = (each.question for each in read_moodle(MOODLE)[7:9])

    assert isinstance(chosen, GapText)
    assert (chosen.stem, chosen.text) == ("Fill the gaps.", "The {gap-1} lends the {gap-2}.")
    assert [[(each.text, each.right) for each in gap.options] for gap in chosen.gaps] == [
        [("client", True), ("artist", False)],
        [("key", True), ("door", False)],
    ]
    assert isinstance(embedded, GapText)
    assert embedded.text == "The {gap-1} pays {gap-2}."
    assert [option.text for option in embedded.gaps[1].options if option.right] == ["all"]


def test_what_markers_were_told_is_the_model_answer() -> None:
    found = read_moodle(MOODLE)[9]

    assert isinstance(found.question, Reflection)
    assert found.question.model_answer == "A **mill**."
    assert (found.verdict, codes(found)) == (Verdict.CHANGED, {"essay-unmarked"})


@pytest.mark.parametrize(
    ("kind", "inside", "code"),
    [
        ("calculated", _TWO, "kind-unknown"),
        ("regexp", _TWO, "kind-unknown"),
        ("description", "", "nothing-asked"),
        ("multichoice", answer("Yes", "50") + answer("No", "0"), "right-answer-missing"),
        ("multichoice", answer("Yes", "100") + answer("Also", "100"), "several-right"),
        ("multichoice", answer("Yes", "100"), "choices-missing"),
        ("multichoice", answer("Yes", "much") + answer("No", "0"), "number-unreadable"),
        ("truefalse", answer("true", "0") + answer("false", "0"), "right-answer-missing"),
        ("truefalse", answer("perhaps", "100") + answer("false", "0"), "answer-unreadable"),
        ("shortanswer", answer("cli*", "100"), "wildcard"),
        ("shortanswer", answer("*", "100"), "anything-right"),
        ("numerical", answer("1", "100") + answer("2", "100"), "several-right"),
        ("numerical", answer("one", "100"), "number-unreadable"),
        ("matching", "", "pairs-missing"),
        ("ordering", answer("First", "1"), "items-missing"),
        ("gapselect", "", "gaps-missing"),
        ("cloze", "", "gaps-missing"),
    ],
)
def test_what_would_mean_something_else_is_refused(kind: str, inside: str, code: str) -> None:
    found = one(kind, inside)

    assert (found.verdict, found.question) == (Verdict.REFUSED, None)
    assert [remark.code for remark in found.remarks] == [code]


def test_what_is_typed_into_a_text_is_refused() -> None:
    found = one("cloze", "", stem="It is {1:NUMERICAL:=7:0.5} or {1:SHORTANSWER:=so}.")

    assert [(remark.code, remark.facts) for remark in found.remarks] == [("gap-typed", {"kind": "NUMERICAL"})]


@pytest.mark.parametrize(
    ("kind", "inside", "code"),
    [
        ("multichoice", _TWO + "<hint><text>Think.</text></hint>", "hints-left"),
        ("multichoice", _TWO + "<tags><tag><text>old</text></tag></tags>", "tags-left"),
        ("multichoice", _TWO + "<generalfeedback><text>So.</text></generalfeedback>", "general-feedback-left"),
        ("multichoice", _TWO + "<correctfeedback><text>Good.</text></correctfeedback>", "combined-feedback-left"),
        ("multichoice", _TWO + answer("Nearly", "50"), "partial-left"),
        ("multichoice", _TWO + answer("Never", "-50"), "penalty-left"),
        ("multichoice", "<single>false</single>" + _TWO, "weights-replaced"),
        ("multichoice", answer("See &lt;a href='x'&gt;here&lt;/a&gt;", "100") + answer("No", "0"), "link-left"),
        ("ddwtos", "<dragbox><text>a</text></dragbox><dragbox><text>b</text></dragbox>", "dragged-is-chosen"),
    ],
)
def test_what_is_lost_is_said(kind: str, inside: str, code: str) -> None:
    found = one(kind, inside, stem="A [[1]]." if kind == "ddwtos" else "Which?")

    assert (found.verdict, codes(found)) == (Verdict.CHANGED, {code})
