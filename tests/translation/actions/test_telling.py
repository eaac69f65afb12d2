"""Is a translator told of changed sources once, in one letter a day, of what is work and of nothing else?"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from training.accounts.models import Person
from training.content.models import ModuleRow
from training.content.rules.segments import segments
from training.foundation.outbox import OutboxLetter
from training.foundation.permissions import Role
from training.translation.actions.charges import put_in_charge
from training.translation.actions.telling import tell_of_changes, to_be_told
from training.translation.models import TranslationCharge

A_DAY = timedelta(days=1)


def charged(session: Session, *, name: str = "Nina Kralj", languages: tuple[str, ...] = ("sl",)) -> Person:
    """Let somebody work on the module as it is in its first version."""
    person = make.person(session, role=Role.TRANSLATOR, everywhere=True, name=name)
    row = make.module(session)
    for language in languages:
        put_in_charge(session, row, language, person_id=person.id, given_by=person.id, now=make.NOW)
    return person


def begun(session: Session) -> ModuleRow:
    """Make the first version, all of it translated into Slovene."""
    value = make.module_value()
    make.version(session, value)
    row = make.module(session, value)
    for address, source in segments(value):
        make.translation(session, row, language="sl", segment=address, source=source, text=f"[sl] {source}")
    return row


def edited(session: Session, number: int, **fields: Any) -> None:
    """Save another version."""
    make.version(session, make.module_value(**fields), number=number)


def letters(session: Session) -> list[tuple[int, list[Mapping[str, Any]]]]:
    """Return what was posted: to whom, and of what."""
    rows = session.scalars(select(OutboxLetter).order_by(OutboxLetter.id))
    return [(row.person_id, row.facts["modules"]) for row in rows]


def told(session: Session, person: Person) -> set[int]:
    """Return up to which versions a person was told."""
    numbers = select(TranslationCharge.told_number).where(TranslationCharge.person_id == person.id)
    return set(session.scalars(numbers.execution_options(populate_existing=True)))


def test_one_letter_tells_of_all_changes_and_a_second_try_of_none(session: Session, now: datetime) -> None:
    begun(session)
    nina = charged(session, languages=("sl", "de"))
    edited(session, 2, title="Other rooms")
    later = now + A_DAY
    assert to_be_told(session, now=now) == []
    assert to_be_told(session, now=later) == [nina.id]

    # A worker that is killed before it commits leaves neither letter nor number, and begins anew.
    with session.begin_nested() as killed:
        assert tell_of_changes(session, nina.id, now=later)
        killed.rollback()
    assert letters(session) == []
    assert told(session, nina) == {1}
    assert tell_of_changes(session, nina.id, now=later)
    assert not tell_of_changes(session, nina.id, now=later)

    line = {"module": "craft", "stale": 0, "missing": 0}
    changed = [line | {"language": "de", "missing": 1}, line | {"language": "sl", "stale": 1}]
    assert letters(session) == [(nina.id, changed)]
    assert told(session, nina) == {2}
    assert to_be_told(session, now=later) == []


def test_what_changes_later_that_day_waits_for_the_next(session: Session, now: datetime) -> None:
    begun(session)
    nina = charged(session)
    edited(session, 2, title="Other rooms")
    assert tell_of_changes(session, nina.id, now=now + A_DAY)
    edited(session, 3, title="Other rooms", summary="What they need.")

    assert not tell_of_changes(session, nina.id, now=now + A_DAY + timedelta(hours=3))
    assert told(session, nina) == {2}
    assert tell_of_changes(session, nina.id, now=now + 2 * A_DAY)

    assert [modules[0]["stale"] for _, modules in letters(session)] == [1, 1]


def test_an_edit_that_was_undone_or_is_translated_already_is_no_letter(session: Session, now: datetime) -> None:
    row = begun(session)
    nina = charged(session)
    edited(session, 2, title="Other rooms")
    edited(session, 3, title="Even more rooms")
    make.translation(session, row, language="sl", segment="module/title", source="Even more rooms", text="Sobe")

    assert to_be_told(session, now=now + A_DAY) == [nina.id]
    assert not tell_of_changes(session, nina.id, now=now + A_DAY)

    assert letters(session) == []
    assert told(session, nina) == {3}
