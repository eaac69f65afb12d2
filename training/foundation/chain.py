"""How is an entry of the log bound to the one before it, so that every change shows?

An entry carries the digest of the entry before it and its own, which is taken over everything that it says and over
that one. Whoever takes an entry away, adds, changes or moves one breaks the chain, unless all that follow are made
anew: against that, and against a cut-off end, the digest of the last entry is noted somewhere else.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

#: What the first entry names as the digest before it.
START = "0" * 64

ALTERED, DETACHED, HEAD_MISSING = "altered", "detached", "head-missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry as it is stored; ids rise along the chain."""

    id: int
    at: datetime
    actor_id: int | None
    event: str
    subject: str
    facts: Mapping[str, Any]
    request_id: str | None
    previous: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold: `code` says why, `entry` is the first that does not, `after` the one before it.

    altered: its words are not those of its digest. detached: it does not follow the one before it. head-missing: all
    hold, but the noted digest is that of none.
    """

    code: str
    entry: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found: how many entries hold from the first on, the digest of the last of them, the break if any."""

    count: int
    head: str
    found: Break | None = None


def digest(link: Link) -> str:
    """Take the digest of everything that an entry says, and of the digest before it."""
    moment = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = [link.previous, link.id, moment, link.actor_id, link.event, link.subject, link.facts, link.request_id]
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return sha256(canonical.encode()).hexdigest()


def chained(links: Iterable[Link], *, last: int, head: str) -> Iterator[Link]:
    """Number entries that have no digest yet, and bind them to the last one and to each other."""
    for number, link in enumerate(links, last + 1):
        bound = replace(link, id=number, previous=head)
        head = digest(bound)
        yield replace(bound, digest=head)


def verified(links: Iterable[Link], *, noted: str | None = None) -> Verdict:
    """Follow a whole chain to its end or to its first break; `noted` must be the digest of one of its entries."""
    count, head, last, is_noted = 0, START, None, noted in (None, START)
    for link in links:
        if link.previous != head:
            return Verdict(count=count, head=head, found=Break(DETACHED, link.id, last))
        if link.digest != digest(link):
            return Verdict(count=count, head=head, found=Break(ALTERED, link.id, last))
        count, head, last = count + 1, link.digest, link.id
        is_noted = is_noted or head == noted
    return Verdict(count=count, head=head, found=None if is_noted else Break(HEAD_MISSING, after=last))
