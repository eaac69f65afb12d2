"""What of a text on the desk never changes while its version stands, so that it is worked out once a process?

A desk has ten texts, of a module that may be large; what is the same for every translator is not made anew for each.
"""

from functools import lru_cache
from typing import TypeVar

from training.content.rules.blocks import Picture
from training.content.rules.segments import text_digest
from training.content.rules.wording import words_compared
from training.translation.rules.glossary import AgreedTerm, TermHere, terms_in
from training.translation.rules.whereabouts import Whereabouts, block_at, whereabouts
from training.translation.views.blueprint import OpenedPair
from training.translation.views.places import address_in_place

Key = TypeVar("Key")
Value = TypeVar("Value")

#: Some modules in all languages.
_MOST = 8192
#: By the digest of the version: a module is too large a key.
_places: dict[tuple[str, str], Whereabouts] = {}
_ways: dict[tuple[str | int, ...], str] = {}
_pictures: dict[tuple[str, str], str] = {}

digest_of = lru_cache(maxsize=_MOST)(text_digest)
compared = lru_cache(maxsize=_MOST)(words_compared)


def place_of(opened: OpenedPair, address: str) -> Whereabouts:
    """Return where a text stands."""
    key = opened.mark.digest, address
    found = _places.get(key)
    if found is None:
        found = _kept(_places, key, whereabouts(opened.module, address))
    return found


def in_place(opened: OpenedPair, address: str, language: str) -> str:
    """Return the address of the page that shows a text where its readers see it."""
    number = opened.mark.number
    key = opened.mark.digest, opened.module.key, number, address, opened.into, language
    found = _ways.get(key)
    if found is None:
        found = _kept(_ways, key, address_in_place(language, opened.module, number, address, into=opened.into))
    return found


def picture_of(opened: OpenedPair, address: str) -> str:
    """Return the digest of the picture that a text belongs to; nothing for all others."""
    key = opened.mark.digest, address
    found = _pictures.get(key)
    return _kept(_pictures, key, _picture(opened, address)) if found is None else found


@lru_cache(maxsize=_MOST)
def terms_here(source: str, terms: tuple[AgreedTerm, ...]) -> tuple[TermHere, ...]:
    """Return the terms of the glossary that a source text names."""
    return terms_in(source, terms)


def _picture(opened: OpenedPair, address: str) -> str:
    found = block_at(opened.module, address)
    if not found or not isinstance(found[1], Picture):
        return ""
    named = (medium.digest for medium in opened.module.media if medium.name == found[1].media)
    return next(named, "")


def _kept(room: dict[Key, Value], key: Key, value: Value) -> Value:
    if len(room) >= _MOST:
        room.clear()
    room[key] = value
    return value
