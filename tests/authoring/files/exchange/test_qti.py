"""Is QTI read in both its spellings, and is said what becomes of it?"""

import pytest

from tests.authoring.files.exchange.samples import QTI_2, declared, qti_3
from training.authoring.files.exchange import read_qti
from training.authoring.rules.exchange import Received, Verdict
from training.content.rules.questions import (
    GapText,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
)

_CHOICES = (
    '<qti-choice-interaction response-identifier="RESPONSE" max-choices="1"><qti-prompt>Which?</qti-prompt>'
    '<qti-simple-choice identifier="A">One</qti-simple-choice>'
    '<qti-simple-choice identifier="B">Two</qti-simple-choice></qti-choice-interaction>'
)
_ENTRY = '<p>How many?</p><p><qti-text-entry-interaction response-identifier="RESPONSE"/></p>'
_GAPS = (
    "<p>Fill it.</p><p>The "
    '<qti-inline-choice-interaction response-identifier="G1"><qti-inline-choice identifier="A">town</qti-inline-choice>'
    '<qti-inline-choice identifier="B">moon</qti-inline-choice></qti-inline-choice-interaction> pays.</p>'
)


def _matched(*pairs: str) -> bytes:
    sets = "".join(
        "<qti-simple-match-set>"
        + "".join(
            f'<qti-simple-associable-choice identifier="{name}" match-max="1">{name}!</qti-simple-associable-choice>'
            for name in names
        )
        + "</qti-simple-match-set>"
        for names in (("a", "b"), ("x", "y", "z"))
    )
    body = f'<qti-match-interaction response-identifier="RESPONSE">{sets}</qti-match-interaction>'
    return qti_3(declared(*pairs, cardinality="multiple", base="directedPair"), body)


def _ordered(*names: str) -> bytes:
    lines = "".join(f'<qti-simple-choice identifier="{name}">{name}!</qti-simple-choice>' for name in "abc")
    body = f'<qti-order-interaction response-identifier="RESPONSE">{lines}</qti-order-interaction>'
    return qti_3(declared(*names, cardinality="ordered"), body)


def one(content: bytes) -> Received:
    """Read the one question of an item."""
    [found] = read_qti(content)
    return found


def codes(found: Received) -> set[str]:
    """Name what is said about a question."""
    return {remark.code for remark in found.remarks} - {"feedback-missing", "stem-missing"}


def test_a_choice_of_qti_2_is_read() -> None:
    found = one(QTI_2.encode())

    assert isinstance(found.question, SingleChoice)
    assert (found.title, found.verdict) == ("Unattended Luggage", Verdict.TAKEN)
    assert found.question.stem == "Look at the text:\n\nWhat does it **say**?"
    told = [(choice.text, choice.right, choice.feedback) for choice in found.question.choices]
    assert told == [("Stay with it.", True, "Yes."), ("Leave it.", False, "Never do that.")]


def test_several_choices_have_their_weights() -> None:
    weights = '<qti-mapping><qti-map-entry map-key="A" mapped-value="2"/></qti-mapping></qti-response-declaration>'
    response = declared("A", cardinality="multiple").replace("</qti-response-declaration>", weights)

    found = one(qti_3(response, _CHOICES.replace('max-choices="1"', 'max-choices="0"')))

    assert isinstance(found.question, MultipleChoice)
    assert [choice.right for choice in found.question.choices] == [True, False]
    # Wrong ones took nothing away.
    assert codes(found) == {"weights-replaced"}


def test_numbers_have_their_tolerance() -> None:
    processing = (
        "<qti-response-processing><qti-response-condition><qti-response-if>"
        '<qti-equal tolerance-mode="absolute" tolerance="0.5 0.5"><qti-variable identifier="RESPONSE"/>'
        '<qti-correct identifier="RESPONSE"/></qti-equal></qti-response-if></qti-response-condition>'
        "</qti-response-processing>"
    )

    found = one(qti_3(declared("4.5", base="float"), _ENTRY, processing)).question

    assert isinstance(found, Numeric)
    assert (found.stem, found.answer, found.tolerance) == ("How many?", "4.5", "0.5")


def test_words_are_those_that_give_all_points() -> None:
    weights = (
        '<qti-mapping><qti-map-entry map-key="York" mapped-value="1"/>'
        '<qti-map-entry map-key="Yorck" mapped-value="0.5"/></qti-mapping></qti-response-declaration>'
    )
    response = declared("York", base="string").replace("</qti-response-declaration>", weights)

    found = one(qti_3(response, _ENTRY))

    assert isinstance(found.question, ShortText)
    assert (found.question.accepted, codes(found)) == ("York", {"partial-left"})


def test_gaps_lines_and_pairs_are_read() -> None:
    gaps = one(qti_3(declared("A", name="G1"), _GAPS)).question
    order = one(_ordered("c", "a", "b")).question
    pairs = one(_matched("a y", "b y")).question

    assert isinstance(gaps, GapText)
    assert (gaps.stem, gaps.text) == ("Fill it.", "The {gap-1} pays.")
    assert [(each.text, each.right) for each in gaps.gaps[0].options] == [("town", True), ("moon", False)]
    assert isinstance(order, Ordering)
    assert [item.text for item in order.items] == ["c!", "a!", "b!"]
    assert isinstance(pairs, Matching)
    assert ([pair.target for pair in pairs.pairs], len(pairs.targets)) == (["y", "y"], 3)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (qti_3("", _CHOICES), "right-answer-missing"),
        (qti_3(declared("A"), "<p>Read.</p>"), "nothing-asked"),
        (qti_3(declared("A"), _CHOICES + _ENTRY), "several-interactions"),
        (qti_3(declared("A"), '<qti-hotspot-interaction response-identifier="RESPONSE"/>'), "kind-unknown"),
        (qti_3(declared("A") + "<qti-template-declaration/>", _CHOICES), "kind-unknown"),
        (qti_3(declared("A", "B"), _CHOICES), "right-answer-missing"),
        (qti_3(declared("many", base="integer"), _ENTRY), "number-unreadable"),
        (qti_3(declared("x", base="file"), _ENTRY), "kind-unknown"),
        (_ordered("a", "b"), "order-incomplete"),
        (_matched("a x", "a y"), "matched-twice"),
        (_matched("a x"), "matched-never"),
        (_matched("a", "b x"), "pairs-missing"),
    ],
)
def test_what_would_mean_something_else_is_refused(content: bytes, code: str) -> None:
    found = one(content)

    assert (found.verdict, [remark.code for remark in found.remarks]) == (Verdict.REFUSED, [code])


def test_scoring_of_its_own_is_told() -> None:
    own = "<qti-response-processing><qti-set-outcome-value><qti-random/></qti-set-outcome-value>"
    own += "</qti-response-processing>"

    found = one(qti_3(declared("A"), _CHOICES, own))

    assert (found.verdict, codes(found)) == (Verdict.CHANGED, {"scoring-replaced"})
