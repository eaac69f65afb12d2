"""What stands in an item of QTI? Which answer is right, what is shown, and what is said afterwards."""

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from training.authoring.files.exchange.qti.marking import (
    declared,
    element,
    feedback_by_choice,
    gaps_marked,
    mapped,
    matched,
    numbers_marked,
    outcomes,
)
from training.authoring.files.exchange.qti.names import (
    FALSE,
    RESPONSE,
    RIGHT,
    TRUE,
    TRUTH,
    UNIT,
    WITHIN,
    WRONG,
    identifier,
)
from training.authoring.files.exchange.qti.shown import modal, shown
from training.authoring.files.exchange.trees import add
from training.content.rules.questions import (
    Choice,
    Decision,
    Gap,
    GapText,
    Matching,
    MultipleChoice,
    Numeric,
    Option,
    Ordering,
    Question,
    Reflection,
    Scale,
    Scenario,
    ShortText,
    SingleChoice,
    TrueFalse,
)

_LEVELS = 5


def body_and_rules(question: Question, language: str) -> list[ET.Element]:  # noqa: C901, PLR0911 (a kind a line)
    """Return what stands in the item of a question, in the order of the specification."""
    match question:
        case SingleChoice():
            return _choice(question.stem, question.choices)
        case MultipleChoice():
            return _several(question)
        case TrueFalse():
            return _true_false(question, language)
        case Numeric():
            return _number(question)
        case ShortText():
            return _words(question)
        case GapText():
            return _gaps(question)
        case Matching():
            return _pairs(question)
        case Ordering():
            return _order(question)
        case Scenario():
            return _first_step(question)
        case Scale():
            return _levels(question)
        case Reflection():
            return _own_words(question)


def _choice(stem: str, choices: Iterable[Choice | Decision]) -> list[ET.Element]:
    choices = tuple(choices)
    right = [identifier(choice.key) for choice in choices if choice.right]
    body = element("qti-item-body")
    _offered(body, stem, {choice.key: choice for choice in choices}, most=1)
    response = declared(RESPONSE, "single", "identifier", right)
    return [response, *outcomes("single"), body, matched(feedback_by_choice())]


def _first_step(question: Scenario) -> list[ET.Element]:
    if not question.steps:
        return _choice(question.stem, ())
    return _choice(f"{question.stem}\n\n{question.steps[0].text}", question.steps[0].decisions)


def _several(question: MultipleChoice) -> list[ET.Element]:
    right = [identifier(choice.key) for choice in question.choices if choice.right]
    share = 1 / max(1, len(right))
    weights = {identifier(each.key): share if each.right else -share for each in question.choices}
    body = element("qti-item-body")
    _offered(body, question.stem, {choice.key: choice for choice in question.choices}, most=0)
    response = declared(RESPONSE, "multiple", "identifier", right, weights=weights)
    return [response, *outcomes("multiple"), body, mapped(feedback_by_choice())]


def _offered(body: ET.Element, stem: str, choices: Mapping[str, Choice | Decision], *, most: int) -> None:
    asked = add(body, "qti-choice-interaction", response_identifier=RESPONSE, shuffle="true", max_choices=str(most))
    shown(add(asked, "qti-prompt"), stem)
    for key, choice in choices.items():
        offered = shown(add(asked, "qti-simple-choice", identifier=identifier(key)), choice.text)
        if choice.feedback:
            told = {"outcome_identifier": "FEEDBACK", "identifier": identifier(key), "show_hide": "show"}
            shown(add(offered, "qti-feedback-inline", **told), choice.feedback)


def _true_false(question: TrueFalse, language: str) -> list[ET.Element]:
    body = element("qti-item-body")
    asked = add(body, "qti-choice-interaction", response_identifier=RESPONSE, shuffle="false", max_choices="1")
    shown(add(asked, "qti-prompt"), question.stem)
    for name, word in zip((TRUE, FALSE), TRUTH.get(language, TRUTH["en"]), strict=True):
        add(asked, "qti-simple-choice", word, identifier=name)
    response = declared(RESPONSE, "single", "identifier", [TRUE if question.answer else FALSE])
    return [response, *outcomes("single"), body, matched(), *_told(question)]


def _number(question: Numeric) -> list[ET.Element]:
    body = element("qti-item-body")
    shown(add(body, "p"), question.stem)
    line = add(body, "p")
    add(line, "qti-text-entry-interaction", response_identifier=RESPONSE)
    if question.unit:
        shown(add(line, "span", class_=UNIT), question.unit)
    traps = [modal(identifier(trap.key), trap.feedback) for trap in question.traps]
    response = declared(RESPONSE, "single", "float", [question.answer])
    return [response, *outcomes("single"), body, numbers_marked(question), *_told(question), *traps]


def _words(question: ShortText) -> list[ET.Element]:
    words = [word for word in map(str.strip, question.accepted.split(" / ")) if word]
    body = element("qti-item-body")
    shown(add(body, "p"), question.stem)
    add(add(body, "p"), "qti-text-entry-interaction", response_identifier=RESPONSE)
    response = declared(RESPONSE, "single", "string", words[:1], weights=dict.fromkeys(words, 1.0), words=True)
    return [response, *outcomes("single"), body, mapped(any_points=True), *_told(question)]


def _gaps(question: GapText) -> list[ET.Element]:
    body = element("qti-item-body")
    shown(add(body, "p"), question.stem)
    line = add(body, "p")
    for text, gap in question.pieces:
        shown(line, text)
        if gap is not None:
            _offered_in(line, gap)
    responses = [
        declared(identifier(gap.key), "single", "identifier", [_name(gap, each) for each in gap.options if each.right])
        for gap in question.gaps
    ]
    marked = gaps_marked([identifier(gap.key) for gap in question.gaps])
    return [*responses, *outcomes("single"), body, marked, *_told(question)]


def _offered_in(line: ET.Element, gap: Gap) -> None:
    asked = add(line, "qti-inline-choice-interaction", response_identifier=identifier(gap.key), shuffle="true")
    for option in gap.options:
        shown(add(asked, "qti-inline-choice", identifier=_name(gap, option)), option.text)


def _name(gap: Gap, option: Option) -> str:
    # Two gaps may have options of one key; in an item every identifier stands for one thing.
    return identifier(f"{gap.key}{WITHIN}{option.key}")


def _pairs(question: Matching) -> list[ET.Element]:
    right = [f"{identifier(pair.key)} {identifier(pair.target)}" for pair in question.pairs]
    body = element("qti-item-body")
    asked = add(body, "qti-match-interaction", response_identifier=RESPONSE, shuffle="true", max_associations="0")
    shown(add(asked, "qti-prompt"), question.stem)
    for parts, most in ((question.pairs, "1"), (question.targets, "0")):
        offered = add(asked, "qti-simple-match-set")
        for part in parts:
            names = {"identifier": identifier(part.key), "match_max": most}
            shown(add(offered, "qti-simple-associable-choice", **names), part.text)
    weights = dict.fromkeys(right, 1 / max(1, len(right)))
    response = declared(RESPONSE, "multiple", "directedPair", right, weights=weights)
    return [response, *outcomes("single"), body, mapped(), *_told(question)]


def _order(question: Ordering) -> list[ET.Element]:
    body = element("qti-item-body")
    asked = add(body, "qti-order-interaction", response_identifier=RESPONSE, shuffle="true")
    shown(add(asked, "qti-prompt"), question.stem)
    for item in question.items:
        shown(add(asked, "qti-simple-choice", identifier=identifier(item.key)), item.text)
    response = declared(RESPONSE, "ordered", "identifier", [identifier(item.key) for item in question.items])
    return [response, *outcomes("single"), body, matched(), *_told(question)]


def _levels(question: Scale) -> list[ET.Element]:
    body = element("qti-item-body")
    asked = add(body, "qti-choice-interaction", response_identifier=RESPONSE, shuffle="false", max_choices="1")
    shown(add(asked, "qti-prompt"), question.stem)
    named = {1: f"1: {question.low}", _LEVELS: f"{_LEVELS}: {question.high}"}
    for level in range(1, _LEVELS + 1):
        shown(add(asked, "qti-simple-choice", identifier=identifier(str(level))), named.get(level, str(level)))
    # Nobody is right or wrong: there is nothing to mark.
    return [declared(RESPONSE, "single", "identifier", []), body]


def _own_words(question: Reflection) -> list[ET.Element]:
    body = element("qti-item-body")
    asked = add(body, "qti-extended-text-interaction", response_identifier=RESPONSE)
    shown(add(asked, "qti-prompt"), question.stem)
    rubric = add(body, "qti-rubric-block", use="scoring", view="scorer")
    shown(add(rubric, "qti-content-body"), question.model_answer, blocks=True)
    return [declared(RESPONSE, "single", "string", []), body]


def _told(question: TrueFalse | Numeric | ShortText | GapText | Matching | Ordering) -> list[ET.Element]:
    return [modal(RIGHT, question.right_feedback), modal(WRONG, question.wrong_feedback)]
