"""How is QTI read? One item as XML, or a package of many; one that cannot be ours is refused by itself."""

import json
from collections.abc import Mapping
from functools import partial
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from training.authoring.files.exchange.kept import kept_in
from training.authoring.files.exchange.packages import unpacked
from training.authoring.files.exchange.qti.canonical import canonical
from training.authoring.files.exchange.qti.interactions import question_of
from training.authoring.files.exchange.qti.names import KEPT, MANIFEST, QTI
from training.authoring.files.exchange.qti.writing import item
from training.authoring.files.exchange.trees import children, local, tree
from training.authoring.rules.exchange import MOST_QUESTIONS, Making, Received, received, unreadable
from training.content.rules.questions import Question
from training.foundation.errors import Refused

_ZIP = b"PK\x03\x04"
_ITEMS = ("assessment-item",)
_ITEM_TYPE = "imsqti_item"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_qti(content: bytes) -> tuple[Received, ...]:
    """Read an item, or every item of a package; raise Refused("file-unreadable") where there are none or too many."""
    if not content.startswith(_ZIP):
        root = tree(content, format=QTI)
        _require_item(root)
        return (received(1, partial(_read_tree, root)),)
    files = unpacked(content, format=QTI, endings=(".xml", ".json"))
    names = _item_files(files)
    if not names:
        raise unreadable(QTI, "nothing")
    if len(names) > MOST_QUESTIONS:
        raise unreadable(QTI, "too-many")
    along = _along(files.get(KEPT, b"{}"))
    return tuple(
        received(number, partial(_read_file, files, name, along.get(name, ""))) for number, name in enumerate(names, 1)
    )


def _item_files(files: Mapping[str, bytes]) -> list[str]:
    """List the items in the order of the manifest, wherever in the package that stands."""
    manifests = sorted(
        (name for name in files if name.rpartition("/")[2] == MANIFEST), key=lambda name: name.count("/")
    )
    if not manifests:
        raise unreadable(QTI, "manifest-missing")
    folder = dirname(manifests[0])
    root = tree(files[manifests[0]], format=QTI)
    resources = (each for each in root.iter() if local(each.tag) == "resource")
    hrefs = [each.get("href", "") for each in resources if each.get("type", "").startswith(_ITEM_TYPE)]
    return list(dict.fromkeys(normpath(join(folder, unquote(href))) for href in hrefs if href))


def _along(content: bytes) -> dict[str, str]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    texts = found.items() if isinstance(found, dict) else ()
    return {name: text for name, text in texts if isinstance(text, str)}


def _read_file(files: Mapping[str, bytes], name: str, along: str, making: Making) -> Question:
    making.title = name.rpartition("/")[2]
    if name not in files:
        raise Refused("item-missing", name=name[:80])
    own = kept_in(along)
    root = tree(files[name], format=QTI)
    if own is not None and item(own, language=root.get(_LANG, "")) == files[name]:
        making.title = own.stem
        return own
    if own is not None:
        making.key, making.objective, making.see, making.pool = own.key, own.objective, own.see, own.pool
        making.remark("changed-elsewhere")
    _require_item(root)
    return _read_tree(root, making)


def _read_tree(root: ET.Element, making: Making) -> Question:
    found = canonical(root)
    making.title = found.get("title", "")
    if children(found, "template-declaration"):
        # Numbers that are drawn anew for each learner.
        raise Refused("kind-unknown", kind="template")
    return question_of(making, found)


def _require_item(root: ET.Element) -> None:
    name = canonical(ET.Element(root.tag)).tag
    if name == "questestinterop":
        raise unreadable(QTI, "qti-1")
    if name not in _ITEMS:
        raise unreadable(QTI, "other-root")
