"""How does an item of QTI say which answer is right, what it is worth, and what is said to whom?"""

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from training.authoring.files.exchange.qti.names import FEEDBACK, RESPONSE, RIGHT, SCORE, WRONG, identifier
from training.authoring.files.exchange.trees import add
from training.content.rules.questions import Numeric


def element(name: str, **attributes: str) -> ET.Element:
    """Make an element; an underscore in an attribute's name is a hyphen."""
    return ET.Element(name, {key.replace("_", "-"): value for key, value in attributes.items()})


def declared(
    name: str,
    cardinality: str,
    base: str,
    right: Sequence[str],
    *,
    weights: Mapping[str, float] | None = None,
    words: bool = False,
) -> ET.Element:
    """Declare a response with its right values, and what each value is worth."""
    made = element("qti-response-declaration", identifier=name, cardinality=cardinality, base_type=base)
    if right:
        values = add(made, "qti-correct-response")
        for value in right:
            add(values, "qti-value", value)
    if weights:
        mapping = add(made, "qti-mapping", lower_bound="0", upper_bound="1", default_value="0")
        for value, weight in weights.items():
            entry = add(mapping, "qti-map-entry", map_key=value, mapped_value=_share(weight))
            if words:
                entry.set("case-sensitive", "false")
    return made


def outcomes(feedback: str) -> list[ET.Element]:
    """Declare the points and what is said; `feedback` is its cardinality."""
    found = []
    for name, value in ((SCORE, "0"), ("MAXSCORE", "1")):
        made = element("qti-outcome-declaration", identifier=name, cardinality="single", base_type="float")
        add(add(made, "qti-default-value"), "qti-value", value)
        found.append(made)
    told = element("qti-outcome-declaration", identifier=FEEDBACK, cardinality=feedback, base_type="identifier")
    return [*found, told]


def matched(further: ET.Element | None = None) -> ET.Element:
    """Give the point to the right answer; say something by right and wrong, or (`further`) by what was chosen."""
    made = element("qti-response-processing")
    condition = add(made, "qti-response-condition")
    if_right, otherwise = add(condition, "qti-response-if"), add(condition, "qti-response-else")
    _is_right(if_right, RESPONSE)
    _set(if_right, SCORE, "1")
    _set(otherwise, SCORE, "0")
    if further is not None:
        made.append(further)
        return made
    _say(if_right, RIGHT)
    _say(otherwise, WRONG)
    return made


def mapped(further: ET.Element | None = None, *, any_points: bool = False) -> ET.Element:
    """Give what the mapping says; what is said follows from the whole being right, or (`any_points`) from any point."""
    made = element("qti-response-processing")
    scored = add(made, "qti-set-outcome-value", identifier=SCORE)
    add(scored, "qti-map-response", identifier=RESPONSE)
    if further is not None:
        made.append(further)
        return made
    condition = add(made, "qti-response-condition")
    if_right, otherwise = add(condition, "qti-response-if"), add(condition, "qti-response-else")
    if any_points:
        more = add(if_right, "qti-gt")
        add(more, "qti-variable", identifier=SCORE)
        add(more, "qti-base-value", "0", base_type="float")
    else:
        _is_right(if_right, RESPONSE)
    _say(if_right, RIGHT)
    _say(otherwise, WRONG)
    return made


def feedback_by_choice() -> ET.Element:
    """Say what belongs to each choice that was made."""
    made = element("qti-set-outcome-value", identifier=FEEDBACK)
    add(made, "qti-variable", identifier=RESPONSE)
    return made


def gaps_marked(names: Sequence[str]) -> ET.Element:
    """Give each gap its share of the point."""
    made = element("qti-response-processing")
    for name in names:
        if_right = add(add(made, "qti-response-condition"), "qti-response-if")
        _is_right(if_right, name)
        more = add(add(if_right, "qti-set-outcome-value", identifier=SCORE), "qti-sum")
        add(more, "qti-variable", identifier=SCORE)
        add(more, "qti-base-value", _share(1 / len(names)), base_type="float")
    condition = add(made, "qti-response-condition")
    if_right, otherwise = add(condition, "qti-response-if"), add(condition, "qti-response-else")
    every = add(if_right, "qti-and")
    for name in names:
        _is_right(every, name)
    _say(if_right, RIGHT)
    _say(otherwise, WRONG)
    return made


def numbers_marked(question: Numeric) -> ET.Element:
    """Give the point within the tolerance; say of each trap what it is."""
    made = element("qti-response-processing")
    condition = add(made, "qti-response-condition")
    if_right = add(condition, "qti-response-if")
    near = add(if_right, "qti-equal", tolerance_mode="absolute", tolerance=f"{question.tolerance} {question.tolerance}")
    add(near, "qti-variable", identifier=RESPONSE)
    add(near, "qti-correct", identifier=RESPONSE)
    _set(if_right, SCORE, "1")
    _say(if_right, RIGHT)
    for trap in question.traps:
        caught = add(condition, "qti-response-else-if")
        equal = add(caught, "qti-equal", tolerance_mode="exact")
        add(equal, "qti-variable", identifier=RESPONSE)
        add(equal, "qti-base-value", trap.value, base_type="float")
        _say(caught, identifier(trap.key))
    _say(add(condition, "qti-response-else"), WRONG)
    return made


def _is_right(parent: ET.Element, name: str) -> None:
    match = add(parent, "qti-match")
    add(match, "qti-variable", identifier=name)
    add(match, "qti-correct", identifier=name)


def _set(parent: ET.Element, name: str, value: str) -> None:
    add(add(parent, "qti-set-outcome-value", identifier=name), "qti-base-value", value, base_type="float")


def _say(parent: ET.Element, name: str) -> None:
    set_ = add(parent, "qti-set-outcome-value", identifier=FEEDBACK)
    add(set_, "qti-base-value", name, base_type="identifier")


def _share(weight: float) -> str:
    return f"{weight:.5f}".rstrip("0").rstrip(".")
