"""What does an item of QTI say about its answers: what is right, what each is worth, what is said to whom?"""

from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree as ET

from training.authoring.files.exchange.qti.canonical import html_of
from training.authoring.files.exchange.qti.names import RIGHT_NAMES, WRONG_NAMES
from training.authoring.files.exchange.trees import child, children
from training.authoring.rules.exchange import Making
from training.authoring.rules.exchange.building import number
from training.authoring.rules.exchange.texts import Style
from training.foundation.errors import Refused

#: Processing that says no more than right answers and weights do. Whatever else there is, is not ours to follow.
_PLAIN = {"response-processing", "response-condition", "response-if", "response-else", "response-else-if"}
_PLAIN |= {"match", "equal", "string-match", "and", "or", "not", "is-null", "gt", "gte", "sum", "multiple", "ordered"}
_PLAIN |= {"variable", "correct", "map-response", "set-outcome-value", "base-value"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What is declared about one response; `weights` are points by value."""

    name: str
    base: str
    cardinality: str
    right: tuple[str, ...]
    weights: dict[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is said after the answer: by right and wrong, and by identifier."""

    right: str
    wrong: str
    by_name: dict[str, str]


def responses(item: ET.Element) -> dict[str, Response]:
    """Read every declaration of a response."""
    return {each.get("identifier", ""): _response(each) for each in children(item, "response-declaration")}


def response_of(item: ET.Element, interaction: ET.Element) -> Response:
    """Find the declaration of an interaction; raise Refused where there is none or no right answer."""
    found = responses(item).get(interaction.get("response-identifier", ""))
    if found is None or not (found.right or any(weight > 0 for weight in found.weights.values())):
        raise Refused("right-answer-missing")
    return found


def told(making: Making, item: ET.Element, *names: str) -> Told:
    """Read what is said after the answer; `names` are identifiers of answers that feedback may belong to."""
    right = wrong = ""
    by_name: dict[str, str] = {}
    for feedback in children(item, "modal-feedback"):
        name = feedback.get("identifier", "")
        text = shown(making, feedback)
        if name.lower() in RIGHT_NAMES:
            right = text
        elif name.lower() in WRONG_NAMES:
            wrong = text
        elif name in names:
            by_name[name] = text
        elif text:
            making.remark("feedback-left")
    return Told(right=right, wrong=wrong, by_name=by_name)


def shown(making: Making, element: ET.Element | None, *, blocks: bool = False) -> str:
    """Return what an element shows as one of our texts."""
    return "" if element is None else making.text(html_of(element), Style.HTML, blocks=blocks)


def note_processing(making: Making, item: ET.Element) -> None:
    """Say where points are worked out in a way that is not ours."""
    processing = child(item, "response-processing")
    if processing is not None and any(each.tag not in _PLAIN for each in processing.iter()):
        making.remark("scoring-replaced")


def _response(declaration: ET.Element) -> Response:
    correct, mapping = child(declaration, "correct-response"), child(declaration, "mapping")
    entries = children(mapping, "map-entry") if mapping is not None else []
    return Response(
        name=declaration.get("identifier", ""),
        base=declaration.get("base-type", "").lower(),
        cardinality=declaration.get("cardinality", ""),
        right=tuple((value.text or "").strip() for value in children(correct, "value")) if correct is not None else (),
        weights={each.get("map-key", ""): Decimal(number(each.get("mapped-value", "0"))) for each in entries},
    )
