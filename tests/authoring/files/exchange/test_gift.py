"""Is GIFT read as Moodle describes it, and is said what becomes of it?"""

import pytest

from tests.authoring.files.exchange.samples import AIKEN, GIFT
from training.authoring.files.exchange import read, read_aiken, read_gift
from training.authoring.rules.exchange import Received, Verdict
from training.content.rules.questions import (
    Matching,
    MultipleChoice,
    Numeric,
    Reflection,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from training.foundation.errors import Refused


def one(text: str) -> Received:
    """Read the one question of a text."""
    [found] = read_gift(text)
    return found


def codes(found: Received) -> set[str]:
    """Name what is said about a question."""
    return {remark.code for remark in found.remarks} - {"feedback-missing"}


def test_every_kind_of_gift_becomes_ours() -> None:
    kinds = [type(each.question) for each in read_gift(GIFT)]

    assert kinds == [
        SingleChoice,
        ShortText,
        MultipleChoice,
        TrueFalse,
        Numeric,
        Numeric,
        Matching,
        SingleChoice,
        Reflection,
        SingleChoice,
    ]


def test_choices_have_their_feedback_and_a_title() -> None:
    found = read_gift(GIFT)[0]

    assert isinstance(found.question, SingleChoice)
    assert (found.title, found.question.stem) == ("Museum", "Which is **public**?")
    told = [(choice.text, choice.right, choice.feedback) for choice in found.question.choices]
    assert told == [
        ("The museum", True, "Yes: the town pays."),
        ("The studio", False, "No: it sells."),
        ("The club", False, ""),
    ]
    assert (found.verdict, codes(found)) == (Verdict.CHANGED, {"partial-left", "category-left", "tags-left"})


def test_numbers_have_a_tolerance_and_traps() -> None:
    exact, between = (found.question for found in read_gift(GIFT)[4:6])

    assert isinstance(exact, Numeric)
    assert (exact.answer, exact.tolerance, exact.right_feedback) == ("4.5", "0.01", "Yes.")
    assert [(trap.value, trap.feedback) for trap in exact.traps] == [("9", "That is 10 %.")]
    assert isinstance(between, Numeric)
    assert (between.answer, between.tolerance) == ("3", "2")


def test_true_and_false_say_first_what_is_wrong() -> None:
    found = read_gift(GIFT)[3].question

    assert isinstance(found, TrueFalse)
    assert found.answer
    assert (found.right_feedback, found.wrong_feedback) == ("Yes.\n\nIn the law.", "No, it is one.\n\nIn the law.")


def test_pairs_may_have_more_targets() -> None:
    found = read_gift(GIFT)[6].question

    assert isinstance(found, Matching)
    assert [target.text for target in found.targets] == ["Public", "Private", "Nobody"]
    assert [(pair.text, pair.target) for pair in found.pairs] == [("Museum", "target-1"), ("Studio", "target-2")]


def test_a_missing_word_leaves_a_line() -> None:
    found = read_gift(GIFT)[7].question

    assert found is not None
    assert found.stem == "The _____ lends the key."


def test_signs_are_kept_and_do_not_become_markdown() -> None:
    found = read_gift(GIFT)[9].question

    assert found is not None
    assert found.stem == r"Braces { and = and 2\*3"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Only a text.", "nothing-asked"),
        ("Open? {=yes ~no", "brace-open"),
        ("Which? {~a ~b}", "right-answer-missing"),
        ("Which? {=a =b ~c}", "several-right"),
        ("How many? {#3:1 =%100%7:1}", "several-right"),
        ("How many? {#many}", "number-unreadable"),
        ("How many? {#1e400}", "number-unreadable"),
        ("Why? {because}", "answer-unreadable"),
        (f"Which? {{=a {'~b' * 201}}}", "answers-too-many"),
        ("What? {=a -> b}", "pairs-missing"),
        ("What? {=a -> b =c}", "answer-unreadable"),
        ("Who? {=%50%half}", "right-answer-missing"),
        (f"Long? {{={'a' * 21_000} ~no}}", "text-too-long"),
    ],
)
def test_what_would_mean_something_else_is_refused(text: str, code: str) -> None:
    found = one(text)

    assert (found.verdict, found.question) == (Verdict.REFUSED, None)
    assert [remark.code for remark in found.remarks] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Which? {=a ~%-25%b}", "penalty-left"),
        ("Which? {~%70%a ~%30%b ~c}", "weights-replaced"),
        ("Which? {=a ~b####For all.}", "general-feedback-left"),
        ("Who? {=a =%50%b}", "partial-left"),
        ("Who? {=a / b}", "slash-changed"),
        ("[html]<table><tr><td>What</td></tr></table> {=a ~b}", "formatting-left"),
        (r'[html]<p><img src\="x.png" alt\="A mill"> What?</p> {=a ~b}', "picture-left"),
        ("Write. {}", "essay-unmarked"),
    ],
)
def test_what_is_lost_is_said(text: str, code: str) -> None:
    found = one(text)

    assert found.verdict is Verdict.CHANGED
    assert codes(found) == {code}


def test_a_question_without_loss_is_taken_as_it_is() -> None:
    found = one("::T::Which? {=a#Yes ~b#No}")

    assert (found.verdict, found.remarks, found.title) == (Verdict.TAKEN, (), "T")


def test_aiken_is_read() -> None:
    first, second = read_aiken(AIKEN)

    assert isinstance(first.question, SingleChoice)
    assert [(each.text, each.right) for each in first.question.choices] == [("The museum", True), ("The studio", False)]
    assert (second.title, second.verdict) == ("Who pays?", Verdict.TAKEN)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Which?\nA. a\nB. b\nANSWER: C\n", "right-answer-unknown"),
        ("Which?\nA. a\nB. b\n", "right-answer-missing"),
        ("Which?\nA. a\nANSWER: A\n", "choices-missing"),
    ],
)
def test_aiken_without_its_right_answer_is_refused(text: str, code: str) -> None:
    [found] = read_aiken(text)

    assert [remark.code for remark in found.remarks] == [code]


def test_the_next_question_does_not_suffer() -> None:
    """One without an answer is refused alone."""
    found = read_aiken("Which?\nA. a\nB. b\nWho?\nA. c\nB. d\nANSWER: B\n")

    assert [each.verdict for each in found] == [Verdict.REFUSED, Verdict.TAKEN]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1250"])
def test_texts_are_read_in_their_encoding_and_that_is_said(encoding: str) -> None:
    found = read("Kdo platí? {=město#Ano, přesně. ~nikdo#Žádné štěstí.}".encode(encoding), likely="cs")

    assert found.questions[0].question is not None
    assert found.questions[0].question.stem == "Kdo platí?"
    assert found.encoding in ("utf-8", "utf-16", "windows-1250")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"Only words.", "kind-unknown"),
        (b"\n\n".join([b"Which? {=a ~b}"] * 2001), "too-many"),
        (b"// {\n", "nothing"),
        (b"{" * (5 * 1024 * 1024 + 1), "too-large"),
    ],
)
def test_what_is_no_file_of_questions_is_refused_as_a_whole(content: bytes, why: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(content, likely="en")

    assert (refusal.value.code, refusal.value.facts["why"]) == ("file-unreadable", why)
