"""Which of our questions is each kind of Moodle's?"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from xml.etree import ElementTree as ET

from training.authoring.files.exchange.moodle.cloze import cloze
from training.authoring.files.exchange.moodle.parts import answers, combined, others, said
from training.authoring.files.exchange.trees import child, children, text_of
from training.authoring.rules.exchange import Making
from training.authoring.rules.exchange.arranging import apart, gap_text, matching, ordering
from training.authoring.rules.exchange.building import (
    ALL,
    NOTHING,
    Answer,
    choice,
    joined,
    numeric,
    reflection,
    short_text,
    true_false,
)
from training.authoring.rules.exchange.texts import Style
from training.content.rules.questions import Question
from training.foundation.errors import Refused

_PLACE = re.compile(r"\[\[([0-9]{1,3})\]\]")
_WILDCARD = re.compile(r"(?<!\\)\*")


def _choice(making: Making, element: ET.Element) -> Question:
    making.stem = said(making, child(element, "questiontext"))
    several = text_of(element, "single").lower() in ("false", "0")
    found = answers(making, element)
    right, wrong = (said(making, child(element, f"{name}feedback")) for name in ("correct", "incorrect"))
    told = [replace(each, feedback=each.feedback or (right if each.share > 0 else wrong)) for each in found]
    if (right or wrong) and any(each.feedback for each in found):
        making.remark("combined-feedback-left")
    if general := said(making, child(element, "generalfeedback")):
        making.remark("general-feedback-left", text=general[:200])
    return choice(making, told, several=several)


def _true_false(making: Making, element: ET.Element) -> Question:
    making.stem = said(making, child(element, "questiontext"))
    general = said(making, child(element, "generalfeedback"))
    by_word = {each.text.lower(): each for each in answers(making, element)}
    if set(by_word) != {"true", "false"}:
        raise Refused("answer-unreadable")
    right = [word for word, each in by_word.items() if each.share == ALL]
    if len(right) != 1:
        raise Refused("right-answer-missing")
    is_true = right[0] == "true"
    wrong = by_word["false" if is_true else "true"]
    return true_false(
        making,
        answer=is_true,
        right=joined(by_word[right[0]].feedback, general),
        wrong=joined(wrong.feedback, general),
    )


def _short_text(making: Making, element: ET.Element) -> Question:
    making.stem = said(making, child(element, "questiontext"))
    general = said(making, child(element, "generalfeedback"))
    found, wrong = others(answers(making, element, plain=True))
    if any(_WILDCARD.search(each.text) for each in found):
        raise Refused("wildcard")
    found = [replace(each, text=each.text.replace("\\*", "*")) for each in found]
    right = next((each.feedback for each in found if each.share == ALL and each.feedback), "")
    return short_text(making, found, right=joined(right, general), wrong=joined(wrong, general))


def _numeric(making: Making, element: ET.Element) -> Question:
    making.stem = said(making, child(element, "questiontext"))
    general = said(making, child(element, "generalfeedback"))
    found, wrong = others(answers(making, element, plain=True))
    units = child(element, "units")
    named = [text_of(unit, "unit_name") for unit in children(units, "unit")] if units is not None else []
    if len(named) > 1:
        making.remark("units-left", names=", ".join(named)[:200])
    unit = making.text(named[0], Style.PLAIN) if named else None
    right = next((each.feedback for each in found if each.share == ALL), "")
    return numeric(making, found, unit=unit, right=joined(right, general), wrong=joined(wrong, general))


def _matching(making: Making, element: ET.Element) -> Question:
    making.stem = said(making, child(element, "questiontext"))
    pairs, further = [], []
    for part in children(element, "subquestion"):
        text, answer = said(making, part), child(part, "answer")
        target = making.text(text_of(answer, "text"), Style.PLAIN) if answer is not None else ""
        if text and target:
            pairs.append((text, target))
        elif target:
            further.append(target)
    right, wrong = combined(making, element)
    return matching(making, pairs, further, right=right, wrong=wrong)


def _ordering(making: Making, element: ET.Element) -> Question:
    making.stem = said(making, child(element, "questiontext"))
    if text_of(element, "selecttype") not in ("", "0", "ALL"):
        making.remark("all-items-asked")
    if text_of(element, "gradingtype") not in ("", "0", "ABSOLUTE_POSITION"):
        making.remark("weights-replaced")
    # They stand in their right order.
    items = [("", said(making, answer)) for answer in children(element, "answer")]
    right, wrong = combined(making, element)
    return ordering(making, items, right=right, wrong=wrong)


def _chosen_gaps(making: Making, element: ET.Element) -> Question:
    text = said(making, child(element, "questiontext"))
    options = [*children(element, "selectoption"), *children(element, "dragbox")]
    if children(element, "dragbox"):
        making.remark("dragged-is-chosen")
    groups = [text_of(option, "group") or "1" for option in options]
    words = [making.text(text_of(option, "text"), Style.AUTO) for option in options]
    first, *rest = _PLACE.split(text)
    gaps = []
    for place in rest[::2]:
        right = int(place) - 1
        if not 0 <= right < len(words):
            raise Refused("gaps-missing")
        group = [number for number, each in enumerate(groups) if each == groups[right]]
        gaps.append(("", [_option(words[number], right=number == right) for number in group]))
    right_told, wrong_told = combined(making, element)
    pieces = [apart(making, first), *rest[1::2]]
    return gap_text(making, pieces, gaps, right=right_told, wrong=wrong_told)


def _option(text: str, *, right: bool) -> Answer:
    return Answer(text=text, share=ALL if right else NOTHING)


def _essay(making: Making, element: ET.Element) -> Question:
    making.stem = said(making, child(element, "questiontext"))
    told = said(making, child(element, "graderinfo"), blocks=True)
    general = said(making, child(element, "generalfeedback"), blocks=True)
    return reflection(making, joined(told, general))


def _description(making: Making, element: ET.Element) -> Question:
    making.stem = said(making, child(element, "questiontext"))
    raise Refused("nothing-asked")


KINDS: Mapping[str, Callable[[Making, ET.Element], Question]] = MappingProxyType(
    {
        "multichoice": _choice,
        "truefalse": _true_false,
        "shortanswer": _short_text,
        "numerical": _numeric,
        "matching": _matching,
        "ddmatch": _matching,
        "ordering": _ordering,
        "gapselect": _chosen_gaps,
        "ddwtos": _chosen_gaps,
        "cloze": cloze,
        "multianswer": cloze,
        "essay": _essay,
        "description": _description,
    }
)
