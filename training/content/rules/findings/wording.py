"""Do the texts say what stays true, and do their links lead somewhere?"""

import re
from collections.abc import Iterator

from training.content.rules.fault import Fault, Place
from training.content.rules.findings.places import place_of
from training.content.rules.module import Module
from training.content.rules.segments import segments

#: What is true on the day of writing only (English sources).
_FLOATING = re.compile(r"\b(?:currently|recently|nowadays|soon|last year|next year's|at present)\b", re.IGNORECASE)
_LINK = re.compile(r"\[[^\]]*\]\(([^)]*)\)")
_HALF_A_LINK = re.compile(r"\]\s+\(|\[[^\]]*\]\((?![^)]*\))|(?<![\w/(\[<])www\.")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*|#[a-z0-9-]+|mailto:\S+@\S+")


def wording_findings(module: Module) -> Iterator[Fault]:
    """Find links that lead nowhere and, in English modules, words that go out of date by themselves."""
    for address, text in segments(module):
        if "[" in text or "www." in text:
            yield from link_findings(place_of(address), text)
        if module.source == "en" and (floating := _FLOATING.search(text)):
            remedy = "Write the year or the day instead"
            yield place_of(address).mend("“%(words)s” is true today only", remedy, words=floating.group())


def link_findings(place: Place, text: str) -> Iterator[Fault]:
    """Find links of Markdown that no reader could follow."""
    if _HALF_A_LINK.search(text):
        yield place.mend("A link is not well formed", "Write [words](https://address) without a space between")
    for target in _LINK.findall(text):
        if not _ADDRESS.fullmatch(target):
            remedy = "Write the whole address, from https:// on"
            yield place.mend("The link “%(target)s” is no address", remedy, target=target)
