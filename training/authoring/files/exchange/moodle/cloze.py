"""How are the embedded answers of Moodle read? ``{1:MULTICHOICE:=right#why~wrong~%50%partly}`` within a text."""

import re
from xml.etree import ElementTree as ET

from training.authoring.files.exchange.moodle.parts import said
from training.authoring.files.exchange.trees import child
from training.authoring.rules.exchange import Making
from training.authoring.rules.exchange.arranging import apart, gap_text
from training.authoring.rules.exchange.building import ALL, NOTHING, Answer, share
from training.authoring.rules.exchange.texts import Style
from training.content.rules.questions import Question
from training.foundation.errors import Refused

_GAP = re.compile(r"\{([0-9]{0,4}):([A-Z_]{1,20}):((?:\\.|[^{}\\])*)\}")
#: Those in which one of several words is chosen; from others something is typed, or several are ticked.
_CHOSEN = {"MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"}
_CHOSEN |= {"MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"}
_BETWEEN = re.compile(r"(?<!\\)~")
_WEIGHT = re.compile(r"%(-?[0-9.]+)%")
_ESCAPE = re.compile(r"\\([~=#{}\\\"/])")


def cloze(making: Making, element: ET.Element) -> Question:
    """Read a text whose gaps are filled by choosing; raise Refused where something is typed into one."""
    text = said(making, child(element, "questiontext"))
    first, *rest = _GAP.split(text)
    weights, kinds, written = rest[0::4], rest[1::4], rest[2::4]
    if typed := next((kind for kind in kinds if kind not in _CHOSEN), None):
        raise Refused("gap-typed", kind=typed)
    if len({weight or "1" for weight in weights}) > 1:
        making.remark("weights-replaced")
    gaps = [("", _options(making, each)) for each in written]
    general = said(making, child(element, "generalfeedback"))
    return gap_text(making, [apart(making, first), *rest[3::4]], gaps, right=general, wrong=general)


def _options(making: Making, written: str) -> list[Answer]:
    options = []
    for piece in filter(None, _BETWEEN.split(written)):
        given, rest = ALL if piece.startswith("=") else NOTHING, piece.removeprefix("=")
        if weight := _WEIGHT.match(rest):
            given, rest = share(weight[1]), rest[weight.end() :]
        text, _, told = rest.partition("#")
        if told:
            making.remark("feedback-left")
        if NOTHING < given < ALL:
            making.remark("partial-left", count=1)
        options.append(Answer(text=_word(making, text), share=given))
    return options


def _word(making: Making, text: str) -> str:
    return making.text(_ESCAPE.sub(r"\1", text).strip(), Style.AUTO)
