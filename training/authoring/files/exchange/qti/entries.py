"""Which of our questions is an interaction of QTI's into which something is typed?"""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from training.authoring.files.exchange.qti.canonical import html_of
from training.authoring.files.exchange.qti.names import UNIT, key_of
from training.authoring.files.exchange.qti.responses import Response, response_of, shown, told
from training.authoring.files.exchange.trees import child
from training.authoring.rules.exchange import Making
from training.authoring.rules.exchange.building import ALL, NOTHING, Answer, joined, numeric, reflection, short_text
from training.authoring.rules.exchange.texts import Style
from training.content.rules.questions import Question
from training.foundation.errors import Refused

_NUMBERS = ("float", "integer")
_GAP = "_____"


def number_or_words(making: Making, item: ET.Element, body: ET.Element, interaction: ET.Element) -> Question:
    """Make a question answered by a number, or in a few words."""
    unit = next((each for each in body.iter("span") if each.get("class") == UNIT), None)
    around = html_of(body, without=[interaction], gap=_GAP) if unit is None else _without_unit(body, interaction, unit)
    making.stem = making.text(around, Style.HTML).removesuffix(_GAP).strip()
    response = response_of(item, interaction)
    if interaction.get("pattern-mask"):
        making.remark("pattern-left")
    if response.base in _NUMBERS:
        return _number(making, item, response, unit)
    said = told(making, item)
    if response.base != "string":
        raise Refused("kind-unknown", kind=response.base)
    return short_text(making, _words(making, item, response), right=said.right, wrong=said.wrong)


def own_words(making: Making, item: ET.Element, body: ET.Element, interaction: ET.Element) -> Question:
    """Make a question for the learner's own words; what those who mark are told is the model answer."""
    around = making.text(html_of(body, without=[interaction]), Style.HTML)
    making.stem = joined(around, shown(making, child(interaction, "prompt")))
    told(making, item)
    rubrics = [each for each in body.iter("rubric-block") if "scorer" in each.get("view", "")]
    return reflection(making, joined(*(shown(making, each, blocks=True) for each in rubrics)))


def _number(making: Making, item: ET.Element, response: Response, unit: ET.Element | None) -> Question:
    traps = list(_traps(item))
    said = told(making, item, *(name for name, _ in traps))
    if len(response.right) != 1:
        raise Refused("right-answer-missing")
    answers = [Answer(text=response.right[0], share=ALL, tolerance=_tolerance(item))]
    answers += [Answer(text=value, feedback=said.by_name.get(name, ""), key=key_of(name)) for name, value in traps]
    return numeric(making, answers, unit=shown(making, unit), right=said.right, wrong=said.wrong)


def _tolerance(item: ET.Element) -> str:
    for equal in item.iter("equal"):
        if child(equal, "correct") is None:
            continue
        mode, (first, *others) = equal.get("tolerance-mode", "exact"), equal.get("tolerance", "0").split() or ["0"]
        if mode == "relative" or any(other != first for other in others):
            raise Refused("tolerance-unknown")
        return first if mode == "absolute" else "0"
    return "0"


def _traps(item: ET.Element) -> Iterator[tuple[str, str]]:
    """List the numbers that are answered by a feedback of their own: its identifier, and the number."""
    for branch in item.iter("response-else-if"):
        value, name = child(branch, "equal", "base-value"), child(branch, "set-outcome-value", "base-value")
        if value is not None and name is not None and name.get("base-type") == "identifier":
            yield (name.text or "").strip(), (value.text or "").strip()


def _words(making: Making, item: ET.Element, response: Response) -> list[Answer]:
    entries = item.iter("map-entry")
    if any(entry.get("case-sensitive", "false") == "true" for entry in entries):
        making.remark("capitals-left")
    best = max([*response.weights.values(), NOTHING])
    weighed = [
        Answer(text=word, share=weight * 100 / best if best else NOTHING) for word, weight in response.weights.items()
    ]
    right = [Answer(text=word, share=ALL) for word in response.right]
    return list({answer.text: answer for answer in [*weighed, *right]}.values())


def _without_unit(body: ET.Element, interaction: ET.Element, unit: ET.Element) -> str:
    return html_of(body, without=[interaction, unit])
