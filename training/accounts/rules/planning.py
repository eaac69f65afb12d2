"""What would come of each row of a list of people? Decided before anything is written, and again when it is."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from training.accounts.rules.offices import Office
from training.accounts.rules.people import check_email, normal_email
from training.accounts.rules.places import LONGEST_NAME
from training.accounts.rules.rosters import Entry
from training.accounts.rules.search import folded
from training.foundation.errors import Refused

LONGEST_EMAIL = 254


class Outcome(StrEnum):
    """What comes of a row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody who has an account; `beyond` means with roles that reach further than those of whoever imports."""

    id: int
    name: str
    language: str
    organisation_id: int
    within: bool
    beyond: bool
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What comes of one row: `reason` and `fact` say why it is refused, `changes` which columns of a person change."""

    number: int
    email: str
    name: str
    outcome: Outcome
    reason: str = ""
    fact: str = ""
    language: str = ""
    organisation_id: int = 0
    organisation: str = ""
    person_id: int | None = None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What comes of a whole list."""

    rows: tuple[Row, ...]

    @property
    def counts(self) -> Counter[Outcome]:
        """How many rows have which outcome."""
        return Counter(row.outcome for row in self.rows)

    @property
    def digest(self) -> str:
        """What is the same for two plans only if they do the same."""
        kept = [
            [row.number, row.email, row.name, row.outcome, row.language, row.organisation_id, row.person_id]
            for row in self.rows
        ]
        return sha256(json.dumps(kept).encode()).hexdigest()

    def of(self, outcome: Outcome) -> list[Row]:
        """Return the rows with one outcome."""
        return [row for row in self.rows if row.outcome is outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a list is held against.

    `known` are people by address; `languages` codes by every name in small letters. `organisation` (a key) and
    `language` are taken where a row of somebody new says nothing.
    """

    offices: Collection[Office]
    known: Mapping[str, Known]
    languages: Mapping[str, str]
    organisation: str
    language: str
    by_key: dict[str, Office] = field(init=False)
    by_name: dict[str, list[Office]] = field(init=False)

    def __post_init__(self) -> None:
        """Keep what is looked up for each row."""
        by_name: dict[str, list[Office]] = {}
        for office in self.offices:
            if office.within and office.is_open:
                by_name.setdefault(folded(office.name), []).append(office)
        object.__setattr__(self, "by_key", {office.key: office for office in self.offices})
        object.__setattr__(self, "by_name", by_name)


class _Fault(Exception):
    """Why a row is refused."""

    def __init__(self, reason: str, fact: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.fact = fact


def planned(entries: Iterable[Entry], ground: Ground) -> Plan:
    """Decide what comes of every row; the first of two rows with the same address counts, the other is refused."""
    return Plan(rows=tuple(_rows(entries, ground)))


def _rows(entries: Iterable[Entry], ground: Ground) -> Iterator[Row]:
    seen: dict[str, int] = {}
    for entry in entries:
        email = normal_email(entry.email)
        try:
            _check(entry, email, seen)
            yield _row(entry, email, ground)
        except _Fault as fault:
            yield Row(
                number=entry.number,
                email=email,
                name=entry.name,
                outcome=Outcome.REFUSED,
                reason=fault.reason,
                fact=fault.fact,
            )
        seen.setdefault(email, entry.number)


def _check(entry: Entry, email: str, seen: Mapping[str, int]) -> None:
    if not email:
        raise _Fault("address-missing")
    try:
        check_email(email)
    except Refused as refusal:
        raise _Fault(refusal.code) from refusal
    if len(email) > LONGEST_EMAIL:
        raise _Fault("address-malformed")
    if email in seen:
        raise _Fault("address-twice", str(seen[email]))
    if not entry.name:
        raise _Fault("name-missing")
    if len(entry.name) > LONGEST_NAME:
        raise _Fault("name-too-long")


def _row(entry: Entry, email: str, ground: Ground) -> Row:
    language, office = _language(entry.language, ground), _office(entry.organisation, ground)
    known = ground.known.get(email)
    if known is None:
        return _new(entry, email, ground, language=language, office=office)
    _check_known(known)
    # What the row does not say stays as it is.
    language, organisation_id = language or known.language, office.id if office else known.organisation_id
    wanted = {"name": entry.name, "language": language, "organisation": organisation_id}
    held = {"name": known.name, "language": known.language, "organisation": known.organisation_id}
    changes = tuple(column for column, value in wanted.items() if value != held[column])
    return Row(
        number=entry.number,
        email=email,
        name=entry.name,
        outcome=Outcome.UPDATED if changes else Outcome.UNCHANGED,
        language=language,
        organisation_id=organisation_id,
        organisation=office.key if office else "",
        person_id=known.id,
        changes=changes,
    )


def _new(entry: Entry, email: str, ground: Ground, *, language: str, office: Office | None) -> Row:
    office = office or _office(ground.organisation, ground)
    if office is None:
        raise _Fault("organisation-missing")
    return Row(
        number=entry.number,
        email=email,
        name=entry.name,
        outcome=Outcome.CREATED,
        language=language or ground.language,
        organisation_id=office.id,
        organisation=office.key,
    )


def _check_known(known: Known) -> None:
    if not known.within:
        raise _Fault("person-elsewhere")
    if known.beyond:
        raise _Fault("person-beyond")
    if known.closed:
        raise _Fault("account-closed")


def _language(typed: str, ground: Ground) -> str:
    if not typed:
        return ""
    language = ground.languages.get(typed.casefold())
    if language is None:
        raise _Fault("language-unknown", typed)
    return language


def _office(typed: str, ground: Ground) -> Office | None:
    if not typed:
        return None
    office = ground.by_key.get(typed) or ground.by_key.get(typed.lower())
    named = [office] if office else ground.by_name.get(folded(typed), [])
    if len(named) > 1:
        raise _Fault("organisation-ambiguous", typed)
    # Out of reach and unknown are one: which organisations there are elsewhere is not for this person to find out.
    if not named or not named[0].within:
        raise _Fault("organisation-unknown", typed)
    if not named[0].is_open:
        raise _Fault("organisation-closed", typed)
    return named[0]
