"""Which parts do all questions of Moodle have: texts, answers, feedback, and settings that we have no place for?"""

from decimal import Decimal
from xml.etree import ElementTree as ET

from training.authoring.files.exchange.moodle.names import MARKDOWN, PLAIN
from training.authoring.files.exchange.trees import child, children, text_of
from training.authoring.rules.exchange import Making
from training.authoring.rules.exchange.building import NOTHING, Answer, joined, share
from training.authoring.rules.exchange.texts import Style
from training.foundation.errors import Refused

_STYLES = {MARKDOWN: Style.MARKDOWN, PLAIN: Style.PLAIN, "html": Style.HTML}
#: How often one may try again, and what Moodle takes away for that.
_NO_PENALTY = ("", "0")


def said(making: Making, element: ET.Element | None, *, blocks: bool = False) -> str:
    """Return the text in an element such as ``<questiontext format="html"><text>…``; nothing where it is not there."""
    if element is None:
        return ""
    if children(element, "file"):
        making.remark("picture-left")
    style = _STYLES.get(element.get("format", ""), Style.AUTO)
    return making.text(text_of(element, "text"), style, blocks=blocks)


def answers(making: Making, element: ET.Element, *, plain: bool = False) -> list[Answer]:
    """List the answers; `plain` where they are words or numbers that no page shows as a text."""
    found = []
    for answer in children(element, "answer"):
        text = text_of(answer, "text") if plain else said(making, answer)
        told = said(making, child(answer, "feedback"))
        tolerance = text_of(answer, "tolerance") or "0"
        given = share(answer.get("fraction", "0"))
        found.append(Answer(text=text, share=given, feedback=told, tolerance=tolerance))
    return found


def combined(making: Making, element: ET.Element) -> tuple[str, str]:
    """Return what is said when all is right and when it is not; what is said to half right answers is left out."""
    general = said(making, child(element, "generalfeedback"))
    right, half, wrong = (
        said(making, child(element, f"{name}feedback")) for name in ("correct", "partiallycorrect", "incorrect")
    )
    if half not in ("", wrong):
        making.remark("half-right-feedback-left", text=half[:200])
    return joined(right, general), joined(wrong, general)


def others(found: list[Answer]) -> tuple[list[Answer], str]:
    """Take out the answer "*" that Moodle gives to whatever else was typed; return its feedback as well."""
    rest = [answer for answer in found if answer.text != "*"]
    caught = [answer for answer in found if answer.text == "*"]
    if any(answer.share > NOTHING for answer in caught):
        raise Refused("anything-right")
    return rest, next((answer.feedback for answer in caught), "")


def noted(making: Making, element: ET.Element) -> None:
    """Say which settings of Moodle have no place here: a penalty for another try, hints, capitals that count."""
    penalty = text_of(element, "penalty")
    if penalty not in _NO_PENALTY and Decimal(share(penalty)):
        making.remark("retry-penalty-left")
    if children(element, "hint"):
        making.remark("hints-left")
    if text_of(element, "usecase") == "1":
        making.remark("capitals-left")
