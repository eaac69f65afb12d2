"""What does a test need to exist? Builders with keyword defaults and minimal rows; each flushes and returns the row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.modules import PICTURE, PICTURE_DIGEST, Texts, module_value, pseudo_texts
from training.accounts.actions import set_password
from training.accounts.models import Organisation, Person, Region, RoleGrant
from training.content.models import Media, ModuleRow, ModuleVersion, Publication
from training.content.rules.canonical import canonical_json, digest
from training.content.rules.module import Module
from training.content.rules.segments import text_digest
from training.foundation.db import Base
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import Role
from training.learning.models import Completion, Enrolment, Note, Reading
from training.quizzes.models import Answer, Attempt, Grade
from training.translation.models import Translation

__all__ = ["PICTURE", "PICTURE_DIGEST", "module_value", "pseudo_texts"]

#: The moment at which everything here came to be.
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

_numbers = count(1)

Row = TypeVar("Row", bound=Base)


def region(session: Session, key: str = "chemnitz", *, languages: Iterable[str] = ("de", "en")) -> Region:
    """Make a region, or find the one of this key; it is called "Chemnitz (de)" in German."""
    if found := session.scalar(select(Region).where(Region.key == key)):
        return found
    name = key.capitalize()
    return _added(
        session,
        Region(
            key=key,
            names={language: f"{name} ({language})" for language in LANGUAGES},
            countries={language: f"Country of {name} ({language})" for language in LANGUAGES},
            languages=list(languages),
            position=next(_numbers),
        ),
    )


def organisation(
    session: Session, *, region: str = "chemnitz", kind: str = "authority", name: str = "Town hall"
) -> Organisation:
    """Make a public authority in a region (its key)."""
    home = _region(session, region)
    return _added(session, Organisation(key=f"office-{next(_numbers)}", name=name, kind=kind, region_id=home.id))


def person(
    session: Session,
    *,
    role: Role | str | None = Role.LEARNER,
    region: str = "chemnitz",
    everywhere: bool = False,
    email: str | None = None,
    name: str = "Katja Brandt",
    password: str | None = None,
    language: str = "en",
    organisation: Organisation | None = None,
    **columns: Any,
) -> Person:
    """Make a person of a region who may learn everywhere, as every account may, with one more role there or everywhere.

    None gives no role at all.

    A password costs 30 ms, as it does in life: give one only where the form is tested.
    """
    office = organisation or _organisation(session, region=region)
    made = _added(
        session,
        Person(
            email=email or f"person{next(_numbers)}@example.org",
            name=name,
            language=language,
            organisation_id=office.id,
            created_at=NOW,
            **columns,
        ),
    )
    if password is not None:
        set_password(session, made, password)
    if role is not None:
        grant(session, made, role=Role.LEARNER, region=None)
    if role not in (None, Role.LEARNER):
        grant(session, made, role=role, region=None if everywhere else region)
    return made


def grant(session: Session, person: Person, *, role: Role | str, region: str | None = "chemnitz") -> RoleGrant:
    """Give a person a role in a region (its key), or everywhere (None)."""
    home = _region(session, region).id if region else None
    return _added(session, RoleGrant(person_id=person.id, role=Role(role).value, region_id=home, granted_at=NOW))


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A module as a value with its rows."""

    value: Module
    row: ModuleRow
    version: ModuleVersion
    publication: Publication


def module(session: Session, value: Module | None = None) -> ModuleRow:
    """Make the row of a module, or find it."""
    value = value or module_value()
    if found := session.scalar(select(ModuleRow).where(ModuleRow.key == value.key)):
        return found
    home = _region(session, value.region)
    return _added(session, ModuleRow(key=value.key, region_id=home.id, created_at=NOW))


def version(session: Session, value: Module | None = None, *, number: int = 1, origin: str = "file") -> ModuleVersion:
    """Save a module; the same module again needs the next number."""
    value = value or module_value()
    return _added(
        session,
        ModuleVersion(
            module_id=module(session, value).id,
            number=number,
            document=canonical_json(value),
            digest=digest(value),
            origin=origin,
            saved_at=NOW,
            note="",
        ),
    )


def published_module(
    session: Session,
    value: Module | None = None,
    *,
    number: int = 1,
    texts: Texts | None = None,
    languages: Iterable[str] = ("de", "sl"),
) -> Published:
    """Make a module, its version and a publication whose `texts` are pseudo-translations unless given."""
    value = value or module_value()
    for medium in value.media:
        if session.get(Media, medium.digest) is None:
            size = len(PICTURE)
            row = Media(digest=medium.digest, name=medium.name, type="image/svg+xml", size=size, uploaded_at=NOW)
            _added(session, row)
    saved = version(session, value, number=number)
    publication = _added(
        session,
        Publication(
            module_id=saved.module_id,
            version_id=saved.id,
            texts=pseudo_texts(value, languages=languages) if texts is None else texts,
            published_at=NOW,
        ),
    )
    return Published(value=value, row=module(session, value), version=saved, publication=publication)


def translation(
    session: Session, module: ModuleRow, *, segment: str, source: str, text: str, language: str = "de", **columns: Any
) -> Translation:
    """Store a translation of one exact source text."""
    keys = {"module_id": module.id, "language": language, "segment": segment, "source_digest": text_digest(source)}
    columns = {"origin": "human", "translated_at": NOW} | columns
    return _added(session, Translation(**keys, text=text, **columns))


def enrolment(session: Session, person: Person, published: Published, **columns: Any) -> Enrolment:
    """Enrol a person in a module."""
    office = session.get_one(Organisation, person.organisation_id)
    homes = {"organisation_id": office.id, "region_id": office.region_id}
    columns = {"round": 1, "enrolled_at": NOW} | homes | columns
    return _added(session, Enrolment(person_id=person.id, module_id=published.row.id, **columns))


def reading(session: Session, enrolment: Enrolment, published: Published, *, lesson: str, **columns: Any) -> Reading:
    """Let a learner have read a lesson."""
    columns = {"publication_id": published.publication.id, "language": "en", "read_at": NOW} | columns
    return _added(session, Reading(enrolment_id=enrolment.id, lesson=lesson, **columns))


def note(session: Session, enrolment: Enrolment, *, activity: str = "who/walk", text: str = "My own words") -> Note:
    """Let a learner have written to an activity."""
    return _added(session, Note(enrolment_id=enrolment.id, activity=activity, text=text, saved_at=NOW))


def attempt(
    session: Session, enrolment: Enrolment, published: Published, *, quiz: str = "who-quiz", **columns: Any
) -> Attempt:
    """Let a learner have begun a quiz."""
    columns = {"id": uuid4(), "seed": 1, "started_at": NOW, "publication_id": published.publication.id} | columns
    return _added(session, Attempt(enrolment_id=enrolment.id, quiz=quiz, **columns))


def answer(session: Session, attempt: Attempt, *, question: str, response: Mapping[str, Any], **columns: Any) -> Answer:
    """Let a learner have answered a question; `response` is as `quizzes.rules.responses` keeps it."""
    columns = {"id": uuid4(), "language": "en", "answered_at": NOW} | columns
    return _added(session, Answer(attempt_id=attempt.id, question=question, response=dict(response), **columns))


def grade(session: Session, attempt: Attempt, *, passed: bool = True, **columns: Any) -> Grade:
    """Let an attempt have been graded."""
    columns = {"points": 3 if passed else 0, "max_points": 3, "marks": {}, "graded_at": NOW} | columns
    return _added(session, Grade(attempt_id=attempt.id, passed=passed, **columns))


def completion(session: Session, enrolment: Enrolment, published: Published, **columns: Any) -> Completion:
    """Let a learner have completed a module."""
    rule = {"read": list(published.value.completion.read), "passed": list(published.value.completion.passed)}
    columns = {
        "publication_id": published.publication.id,
        "rule": rule,
        "points": 3,
        "max_points": 3,
        "language": "en",
        "completed_at": NOW,
        "certificate": uuid4(),
    } | columns
    return _added(session, Completion(enrolment_id=enrolment.id, **columns))


def _added(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row


# A builder's keyword may be called as another builder is.
_region, _organisation = region, organisation
