"""How does one of our texts look in an item? As the HTML that its Markdown means, well-formed."""

import re
from xml.etree import ElementTree as ET

from training.authoring.files.exchange.qti.names import FEEDBACK
from training.authoring.files.exchange.trees import add
from training.foundation import markup

_REL = re.compile(r' rel="[^"]*"')


def shown(parent: ET.Element, text: str, *, blocks: bool = False) -> ET.Element:
    """Write a text at the end of an element; only with `blocks` may it have paragraphs and lists."""
    html = str(markup.html(text) if blocks else markup.inline(text))
    well_formed = _REL.sub("", html.replace("&nbsp;", "\N{NO-BREAK SPACE}").replace("<br>", "<br/>"))
    # Our own HTML of a moment ago, cleaned: no foreign byte is parsed here.
    found = ET.fromstring(f"<x>{well_formed}</x>")  # noqa: S314
    _append(parent, found.text or "")
    for piece in found:
        parent.append(piece)
    return parent


def modal(name: str, text: str) -> ET.Element:
    """Write what is said after the answer, under a name."""
    told = ET.Element("qti-modal-feedback", {"outcome-identifier": FEEDBACK, "identifier": name, "show-hide": "show"})
    shown(add(add(told, "qti-content-body"), "p"), text)
    return told


def _append(parent: ET.Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
