"""How is a question written as Moodle XML? As what comes nearest, with the whole of ours beside it."""

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from training.authoring.files.exchange.kept import kept
from training.authoring.files.exchange.moodle.names import AUTO, KEPT, MARKDOWN, PLAIN, TAGGED
from training.authoring.files.exchange.trees import add, written
from training.authoring.rules.exchange.texts import unmarked
from training.content.rules.questions import (
    Choice,
    GapText,
    Matching,
    MultipleChoice,
    Numeric,
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
_LONGEST_NAME = 250
#: What Moodle calls each of our kinds.
NAMES: dict[type, str] = {
    SingleChoice: "multichoice",
    MultipleChoice: "multichoice",
    TrueFalse: "truefalse",
    Numeric: "numerical",
    ShortText: "shortanswer",
    GapText: "gapselect",
    Matching: "matching",
    Ordering: "ordering",
    Scenario: "multichoice",
    Scale: "multichoice",
    Reflection: "essay",
}


def write_moodle(questions: Sequence[Question]) -> bytes:
    """Write questions in their order; the same ones give the same bytes."""
    root = ET.Element("quiz")
    root.extend(question_element(question) for question in questions)
    ET.indent(root, " ")
    return written(root)


def question_element(question: Question) -> ET.Element:
    """Write one question."""
    element = ET.Element("question", {"type": NAMES[type(question)]})
    add(add(element, "name"), "text", " ".join(unmarked(question.stem or question.key).split())[:_LONGEST_NAME])
    _text(element, "questiontext", _asked(question))
    _text(element, "generalfeedback", "")
    add(element, "defaultgrade", "0" if isinstance(question, Scale | Reflection) else "1")
    add(element, "penalty", "0")
    add(element, "hidden", "0")
    add(element, "idnumber", question.key)
    _write(element, question)
    tags = add(element, "tags")
    for name in TAGGED:
        if value := getattr(question, name):
            add(add(tags, "tag"), "text", f"{name}:{value}")
    add(element, KEPT, kept(question))
    return element


def _write(element: ET.Element, question: Question) -> None:
    match question:
        case SingleChoice() | MultipleChoice():
            _choices(element, question.choices, several=isinstance(question, MultipleChoice))
        case TrueFalse():
            told = {question.answer: question.right_feedback, not question.answer: question.wrong_feedback}
            for word, value in (("true", True), ("false", False)):
                _answer(element, word, "100" if value is question.answer else "0", told[value], style=AUTO)
        case Numeric():
            _numeric(element, question)
        case ShortText():
            add(element, "usecase", "0")
            for word in filter(None, map(str.strip, question.accepted.split(" / "))):
                _answer(element, word.replace("*", "\\*"), "100", question.right_feedback, style=PLAIN)
            _answer(element, "*", "0", question.wrong_feedback, style=PLAIN)
        case Scenario():
            _first_step(element, question)
        case Scale():
            _levels(element, question)
        case Reflection():
            add(element, "responseformat", "plain")
            add(element, "responserequired", "0")
            _text(element, "graderinfo", question.model_answer)
        case _:
            _arranged(element, question)


def _arranged(element: ET.Element, question: GapText | Matching | Ordering) -> None:
    add(element, "shuffleanswers", "1")
    _text(element, "correctfeedback", question.right_feedback)
    _text(element, "partiallycorrectfeedback", question.wrong_feedback)
    _text(element, "incorrectfeedback", question.wrong_feedback)
    match question:
        case Matching():
            _pairs(element, question)
        case Ordering():
            _order(element, question)
        case GapText():
            for group, gap in enumerate(question.gaps, 1):
                for option in gap.options:
                    offered = add(element, "selectoption")
                    add(offered, "text", unmarked(option.text))
                    add(offered, "group", str(group))


def _pairs(element: ET.Element, question: Matching) -> None:
    texts = {target.key: target.text for target in question.targets}
    used = {pair.target for pair in question.pairs}
    for pair in question.pairs:
        _pair(element, pair.text, texts.get(pair.target, ""))
    for target in question.targets:
        if target.key not in used:
            _pair(element, "", target.text)


def _order(element: ET.Element, question: Ordering) -> None:
    add(element, "layouttype", "VERTICAL")
    add(element, "selecttype", "ALL")
    add(element, "selectcount", str(len(question.items)))
    add(element, "gradingtype", "ABSOLUTE_POSITION")
    add(element, "showgrading", "SHOW")
    for place, item in enumerate(question.items, 1):
        _answer(element, item.text, str(place), None, style=MARKDOWN)


def _asked(question: Question) -> str:
    match question:
        case GapText():
            return "\n\n".join(part for part in (question.stem, _with_places(question)) if part)
        case Scenario(steps=(first, *_)):
            return "\n\n".join(part for part in (question.stem, first.text) if part)
    return question.stem


def _with_places(question: GapText) -> str:
    """Write the text with ``[[n]]`` in the place of a gap: the number of the option that is right."""
    places: dict[str, int] = {}
    count = 0
    for gap in question.gaps:
        for option in gap.options:
            count += 1
            if option.right:
                places[gap.key] = count
    return "".join(
        text + ("" if gap is None else f"[[{places[gap.key]}]]" if gap.key in places else "_____")
        for text, gap in question.pieces
    )


def _choices(element: ET.Element, choices: Iterable[Choice], *, several: bool) -> None:
    choices = tuple(choices)
    add(element, "single", "false" if several else "true")
    add(element, "shuffleanswers", "true")
    add(element, "answernumbering", "abc")
    equal = f"{100 / max(1, sum(choice.right for choice in choices)):.5f}".rstrip("0").rstrip(".")
    for choice in choices:
        share = equal if several else "100"
        wrong = f"-{share}" if several else "0"
        _answer(element, choice.text, share if choice.right else wrong, choice.feedback, style=MARKDOWN)


def _numeric(element: ET.Element, question: Numeric) -> None:
    right = _answer(element, question.answer, "100", question.right_feedback, style=AUTO)
    add(right, "tolerance", question.tolerance)
    for trap in question.traps:
        add(_answer(element, trap.value, "0", trap.feedback, style=AUTO), "tolerance", "0")
    add(_answer(element, "*", "0", question.wrong_feedback, style=AUTO), "tolerance", "0")
    if question.unit:
        unit = add(add(element, "units"), "unit")
        add(unit, "multiplier", "1")
        add(unit, "unit_name", unmarked(question.unit))
    for name in ("unitgradingtype", "unitpenalty", "showunits", "unitsleft"):
        add(element, name, "0")


def _first_step(element: ET.Element, question: Scenario) -> None:
    add(element, "single", "true")
    add(element, "shuffleanswers", "true")
    for decision in question.steps[0].decisions if question.steps else ():
        _answer(element, decision.text, "100" if decision.right else "0", decision.feedback, style=MARKDOWN)


def _levels(element: ET.Element, question: Scale) -> None:
    add(element, "single", "true")
    add(element, "shuffleanswers", "false")
    named = {1: f"1: {question.low}", _LEVELS: f"{_LEVELS}: {question.high}"}
    for level in range(1, _LEVELS + 1):
        # Nobody is right or wrong.
        _answer(element, named.get(level, str(level)), "100", "", style=MARKDOWN)


def _pair(element: ET.Element, text: str, target: str) -> None:
    part = _text(element, "subquestion", text)
    add(add(part, "answer"), "text", unmarked(target))


def _answer(element: ET.Element, text: str, share: str, feedback: str | None, *, style: str) -> ET.Element:
    answer = add(element, "answer", fraction=share, format=style)
    add(answer, "text", text)
    if feedback is not None:
        _text(answer, "feedback", feedback)
    return answer


def _text(element: ET.Element, name: str, text: str) -> ET.Element:
    made = add(element, name, format=MARKDOWN)
    add(made, "text", text)
    return made
