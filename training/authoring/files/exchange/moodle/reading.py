"""How is Moodle XML read? Question by question; one that cannot be ours is refused by itself."""

from functools import partial
from xml.etree import ElementTree as ET

from training.authoring.files.exchange.kept import kept_in
from training.authoring.files.exchange.moodle.kinds import KINDS
from training.authoring.files.exchange.moodle.names import KEPT, MOODLE, TAGGED
from training.authoring.files.exchange.moodle.parts import noted
from training.authoring.files.exchange.moodle.writing import question_element
from training.authoring.files.exchange.trees import child, children, local, same, text_of, tree
from training.authoring.rules.exchange import MOST_QUESTIONS, Making, Received, received, unreadable
from training.content.rules.questions import Question
from training.foundation.errors import Refused

_CATEGORY = "category"


def read_moodle(content: bytes) -> tuple[Received, ...]:
    """Read every question; raise Refused("file-unreadable") where there are none, too many, or the file is broken."""
    root = tree(content, format=MOODLE)
    if local(root.tag) != "quiz":
        raise unreadable(MOODLE, "other-root")
    elements = children(root, "question")
    count = sum(element.get("type") != _CATEGORY for element in elements)
    if not count:
        raise unreadable(MOODLE, "nothing")
    if count > MOST_QUESTIONS:
        raise unreadable(MOODLE, "too-many")
    found: list[Received] = []
    category = ""
    for element in elements:
        if element.get("type") == _CATEGORY:
            category = text_of(element, "category", "text")
            continue
        found.append(received(len(found) + 1, partial(_read, element, category)))
        category = ""
    return tuple(found)


def _read(element: ET.Element, category: str, making: Making) -> Question:
    making.title = text_of(element, "name", "text")
    own = kept_in(text_of(element, KEPT))
    if own is not None and same(question_element(own), element):
        return own
    if own is not None:
        making.key, making.objective, making.see, making.pool = own.key, own.objective, own.see, own.pool
        making.remark("changed-elsewhere")
    else:
        _look_for_ours(making, element)
    if category:
        making.remark("category-left", name=category[:80])
    read = KINDS.get(element.get("type", ""))
    if read is None:
        raise Refused("kind-unknown", kind=element.get("type", "")[:40])
    noted(making, element)
    return read(making, element)


def _look_for_ours(making: Making, element: ET.Element) -> None:
    """Find key, objective, lesson and pool where Moodle keeps them: as the id number and in tags."""
    making.key = text_of(element, "idnumber")
    tags = child(element, "tags")
    others = False
    for tag in children(tags, "tag") if tags is not None else []:
        name, colon, value = text_of(tag, "text").partition(":")
        if colon and name in TAGGED:
            setattr(making, name, value)
        else:
            others = True
    if others:
        making.remark("tags-left")
