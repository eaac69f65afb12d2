"""Which of our questions is each interaction of QTI's?"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from xml.etree import ElementTree as ET

from training.authoring.files.exchange.qti.canonical import html_of
from training.authoring.files.exchange.qti.entries import number_or_words, own_words
from training.authoring.files.exchange.qti.names import FALSE, TRUE, key_of
from training.authoring.files.exchange.qti.responses import Response, note_processing, response_of, shown, told
from training.authoring.files.exchange.trees import child, children
from training.authoring.rules.exchange import Making
from training.authoring.rules.exchange.arranging import gap_text, keyed_matching, ordering
from training.authoring.rules.exchange.building import ALL, NOTHING, Answer, choice, joined, true_false
from training.authoring.rules.exchange.texts import Style
from training.content.rules.questions import Question
from training.foundation.errors import Refused

_INLINE = "inline-choice-interaction"
_ENDING = "-interaction"
#: Between pieces of a text whose gaps have been taken out; a text that held it itself is refused.
_CUT = "\ue000"


def question_of(making: Making, item: ET.Element) -> Question:
    """Make a question of an item; raise Refused where it asks nothing, or in a way that we have not."""
    body = child(item, "item-body")
    if body is None:
        raise Refused("nothing-asked")
    found = [each for each in body.iter() if each.tag.endswith(_ENDING)]
    if not found:
        raise Refused("nothing-asked")
    note_processing(making, item)
    if all(each.tag == _INLINE for each in found):
        return _gaps(making, item, body, found)
    if len(found) > 1:
        raise Refused("several-interactions", count=len(found))
    read = KINDS.get(found[0].tag)
    if read is None:
        raise Refused("kind-unknown", kind=found[0].tag)
    return read(making, item, body, found[0])


def _stem(making: Making, body: ET.Element, interaction: ET.Element) -> None:
    around = making.text(html_of(body, without=[interaction]), Style.HTML)
    making.stem = joined(around, shown(making, child(interaction, "prompt")))


def _choice(making: Making, item: ET.Element, body: ET.Element, interaction: ET.Element) -> Question:
    _stem(making, body, interaction)
    response = response_of(item, interaction)
    offered = children(interaction, "simple-choice")
    names = [each.get("identifier", "") for each in offered]
    said = told(making, item, *names)
    if sorted(names) == [FALSE, TRUE] and len(response.right) == 1:
        is_true = response.right[0] == TRUE
        return true_false(making, answer=is_true, right=said.right, wrong=said.wrong)
    shares = _shares(names, response)
    answers = []
    for each, name in zip(offered, names, strict=True):
        own = next((shown(making, inner) for inner in each if inner.tag.startswith("feedback-")), "")
        general = said.right if shares[name] > 0 else said.wrong
        answers.append(
            Answer(
                text=shown(making, each),
                share=shares[name],
                feedback=own or said.by_name.get(name, "") or general,
                key=key_of(name),
            )
        )
    several = response.cardinality == "multiple" and interaction.get("max-choices", "0") != "1"
    return choice(making, answers, several=several)


def _shares(names: list[str], response: Response) -> dict[str, Decimal]:
    """Say how many per cent each choice gives: as the mapping says, else the right ones in equal parts."""
    if response.weights and response.cardinality == "multiple":
        most = sum((weight for weight in response.weights.values() if weight > 0), NOTHING) or Decimal(1)
        return {name: response.weights.get(name, NOTHING) * 100 / most for name in names}
    if not response.right:
        best = max(response.weights.values())
        return {name: response.weights.get(name, NOTHING) * 100 / best for name in names}
    equal = ALL / len(response.right)
    wrong = -equal if response.cardinality == "multiple" else NOTHING
    return {name: equal if name in response.right else wrong for name in names}


def _order(making: Making, item: ET.Element, body: ET.Element, interaction: ET.Element) -> Question:
    _stem(making, body, interaction)
    response, said = response_of(item, interaction), told(making, item)
    texts = {each.get("identifier", ""): shown(making, each) for each in children(interaction, "simple-choice")}
    if sorted(texts) != sorted(response.right):
        # Some of them belong nowhere.
        raise Refused("order-incomplete")
    items = [(key_of(name), texts[name]) for name in response.right]
    return ordering(making, items, right=said.right, wrong=said.wrong)


def _match(making: Making, item: ET.Element, body: ET.Element, interaction: ET.Element) -> Question:
    _stem(making, body, interaction)
    response, said = response_of(item, interaction), told(making, item)
    sets = [
        {each.get("identifier", ""): shown(making, each) for each in children(one, "simple-associable-choice")}
        for one in children(interaction, "simple-match-set")
    ]
    values = [value.split() for value in response.right or response.weights]
    if len(sets) != 2 or any(len(value) != 2 for value in values):  # noqa: PLR2004 (what is matched, and to what)
        raise Refused("pairs-missing")
    target_of = {source: target for source, target in values}  # noqa: C416 (each has exactly two)
    sources, targets = sets
    if len(target_of) < len(values):
        raise Refused("matched-twice")
    if set(target_of) != set(sources):
        raise Refused("matched-never")
    pairs = {key_of(name): (text, key_of(target_of[name])) for name, text in sources.items()}
    offered = {key_of(name): text for name, text in targets.items()}
    return keyed_matching(making, pairs, offered, right=said.right, wrong=said.wrong)


def _gaps(making: Making, item: ET.Element, body: ET.Element, found: list[ET.Element]) -> Question:
    said = told(making, item)
    first = next(place for place, part in enumerate(body) if any(each in found for each in part.iter()))
    making.stem = joined(*(making.text(html_of(part), Style.HTML) for part in body[:first]))
    rest = ET.Element("div")
    rest.extend(body[first:])
    pieces = making.text(html_of(rest, without=found, gap=_CUT), Style.HTML).split(_CUT)
    if len(pieces) != len(found) + 1:
        raise Refused("gaps-missing")
    gaps = [(key_of(each.get("response-identifier", "")), _options(making, item, each)) for each in found]
    return gap_text(making, pieces, gaps, right=said.right, wrong=said.wrong)


def _options(making: Making, item: ET.Element, interaction: ET.Element) -> list[Answer]:
    response = response_of(item, interaction)
    return [
        Answer(
            text=shown(making, each),
            share=ALL if each.get("identifier", "") in response.right else NOTHING,
            key=key_of(each.get("identifier", "")),
        )
        for each in children(interaction, "inline-choice")
    ]


KINDS: Mapping[str, Callable[[Making, ET.Element, ET.Element, ET.Element], Question]] = MappingProxyType(
    {
        "choice-interaction": _choice,
        "order-interaction": _order,
        "match-interaction": _match,
        "text-entry-interaction": number_or_words,
        "extended-text-interaction": own_words,
    }
)
