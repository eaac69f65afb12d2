"""Is every save a version, is nobody overwritten, and can everything be brought back?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from training.authoring.actions.editing import Collision, Saved, change, create, restore, save, undo
from training.authoring.queries.editing import version_heads
from training.authoring.rules.deeds import Act, Deed
from training.authoring.rules.structure import added, removed
from training.authoring.rules.units import unit_digest, unit_of
from training.content import queries as content
from training.content.files.shapes import module_from_json
from training.content.models import ModuleVersion
from training.content.rules.canonical import canonical_json
from training.content.rules.module import Module
from training.foundation.audit import AuditEntry
from training.foundation.errors import NotFound, Refused

MODULE = make.module_value()
HOOK = "who/hook"


@pytest.fixture
def author(session: Session) -> int:
    """Make somebody who writes, and version 1 of the tests' module from a file."""
    make.version(session, MODULE)
    return make.person(session, role="trainer").id


def _draft(session: Session) -> Module:
    row = content.module_row(session, "craft")
    version = content.latest_version(session, row.id) if row else None
    assert version is not None
    return module_from_json(version.document)


def _save(session: Session, author: int, address: str, *, opened: Module | None = None, **changes: Any) -> Saved:
    opened = opened or _draft(session)
    unit = replace(unit_of(opened, address), **changes)
    basis = unit_digest(opened, address)
    return save(session, "craft", address, unit, basis=basis, person_id=author, now=make.NOW)


def _remove(session: Session, author: int, address: str) -> Saved:
    deed = Deed(act=Act.REMOVED, subject=address)
    return change(session, "craft", deed, partial(removed, address=address), person_id=author, now=make.NOW)


def test_a_module_begins_with_a_title_and_a_key_made_of_it(session: Session, author: int) -> None:
    """Also in letters that no key has, twice under one title, and under a word that stands in addresses."""
    begin = partial(create, session, region="chemnitz", source="sl", person_id=author, now=make.NOW)

    versions = [begin(title=title) for title in (" Šola  za mesta ", "Šola za mesta", "???", "New")]

    keys = [module_from_json(version.document).key for version in versions]
    assert keys == ["sola-za-mesta", "sola-za-mesta-1", "module-1", "new-1"]
    assert module_from_json(versions[0].document).title == "Šola  za mesta"
    assert [(version.number, version.origin, version.note) for version in versions[:1]] == [
        (1, "editor", "created module")
    ]
    assert content.region_of_module(session, "sola-za-mesta") == "chemnitz"
    assert session.scalars(select(AuditEntry.event)).all() == ["module-created"] * 4
    with pytest.raises(Refused, match="region-unknown"):
        create(session, region="mars", source="sl", title="x", person_id=author, now=make.NOW)


def test_a_save_is_the_next_version_in_canonical_form(session: Session, author: int) -> None:
    saved = _save(session, author, HOOK, body="Eleven names.")

    version = saved.version
    assert (saved.changed, version.number, version.origin, version.saved_by) == (True, 2, "editor", author)
    assert version.note == "edited who/hook"
    assert version.document == canonical_json(_draft(session))
    assert unit_of(_draft(session), HOOK).body == "Eleven names."
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.event, entry.subject, entry.actor_id) == ("module-saved", "module craft", author)
    assert entry.facts == {"version": 2, "act": "edited", "subject": HOOK}


def test_what_changes_nothing_makes_no_version(session: Session, author: int) -> None:
    """Nor does what somebody else has saved word for word in the meantime."""
    assert _save(session, author, HOOK).changed is False
    _save(session, author, HOOK, body="Eleven names.")

    again = _save(session, author, HOOK, opened=MODULE, body="Eleven names.")

    assert (again.changed, again.version.number) == (False, 2)
    assert (
        change(
            session, "craft", Deed(act=Act.MOVED, subject="who"), lambda module: module, person_id=author, now=make.NOW
        ).changed
        is False
    )


def test_texts_of_different_units_merge_by_themselves(session: Session, author: int) -> None:
    other = make.person(session).id
    _save(session, other, "who/mill", opened=MODULE, title="The old mill")
    _save(session, other, "who", opened=MODULE, minutes=15)

    _save(session, author, HOOK, opened=MODULE, body="Eleven names.")

    draft = _draft(session)
    assert unit_of(draft, "who").minutes == 15
    assert (unit_of(draft, HOOK).body, unit_of(draft, "who/mill").title) == ("Eleven names.", "The old mill")


def test_whoever_is_slower_is_told_who_was_faster(session: Session, author: int) -> None:
    """And by which version, whatever has been saved of other units since; nothing of theirs is written."""
    other = make.person(session).id
    theirs = _save(session, other, HOOK, body="Twelve names.")
    _save(session, author, "space/empty", body="All of the hall is empty.")

    with pytest.raises(Collision) as collision:
        _save(session, author, HOOK, opened=MODULE, body="Eleven names.")

    assert collision.value.code == "unit-changed"
    assert collision.value.facts == {"by": other, "version": theirs.version.number, "gone": False}
    assert unit_of(_draft(session), HOOK).body == "Twelve names."
    assert not [document for document in session.scalars(select(ModuleVersion.document)) if "Eleven" in document]


@pytest.mark.parametrize("address", [HOOK, "who"])
def test_whoever_saves_what_is_gone_is_told_who_removed_it(session: Session, author: int, address: str) -> None:
    other = make.person(session).id
    _remove(session, other, address)
    _save(session, author, "space/empty", body="All of the hall is empty.")

    with pytest.raises(Collision) as collision:
        _save(session, author, HOOK, opened=MODULE, body="Eleven names.")

    assert collision.value.facts == {"by": other, "version": 2, "gone": True}


def test_a_deed_can_be_named_when_it_is_done(session: Session, author: int) -> None:
    """Only then what was added has an address."""
    where: list[str] = []

    def add(module: Module) -> Module:
        made, address = added(module, "who", "text")
        where.append(address)
        return made

    saved = change(session, "craft", lambda: Deed(act=Act.ADDED, subject=where[0]), add, person_id=author, now=make.NOW)

    assert saved.version.note == "added who/text-1"


def test_an_earlier_version_comes_back_as_a_new_one(session: Session, author: int) -> None:
    first = _save(session, author, HOOK, body="Eleven names.").version
    _remove(session, author, "who")

    restored = restore(session, "craft", first.number, person_id=author, now=make.NOW)

    assert restored.version.number == 4
    assert (restored.version.digest, restored.version.document) == (first.digest, first.document)
    assert restored.version.note == "restored 2"
    assert restore(session, "craft", 2, person_id=author, now=make.NOW).changed is False
    with pytest.raises(NotFound):
        restore(session, "craft", 99, person_id=author, now=make.NOW)


def test_a_removed_block_comes_back_by_undoing(session: Session, author: int) -> None:
    """History shows both; and undoing can be undone."""
    gone = _remove(session, author, HOOK).version

    back = undo(session, "craft", person_id=author, now=make.NOW, number=gone.number).version

    notes = [head.note for head in version_heads(session, back.module_id, limit=9)]
    assert _draft(session) == MODULE
    assert notes == ["undone 2", "removed who/hook", ""]
    undo(session, "craft", person_id=author, now=make.NOW, number=back.number)
    assert _draft(session) == module_from_json(gone.document)


def test_only_the_own_latest_version_is_undone(session: Session, author: int) -> None:
    """Whatever somebody has saved meanwhile stays."""
    other = make.person(session).id
    mine = _save(session, author, HOOK, body="Eleven names.").version
    with pytest.raises(Refused, match="undo-late"):
        undo(session, "craft", person_id=other, now=make.NOW, number=mine.number)
    _save(session, other, "space/empty", body="All of the hall is empty.")

    with pytest.raises(Refused, match="undo-late"):
        undo(session, "craft", person_id=author, now=make.NOW, number=mine.number)


def test_a_module_that_is_not_there_cannot_change(session: Session, author: int) -> None:
    with pytest.raises(NotFound):
        restore(session, "gone", 1, person_id=author, now=make.NOW)
    make.module(session, replace(MODULE, key="empty"))
    with pytest.raises(NotFound):
        restore(session, "empty", 1, person_id=author, now=make.NOW)


def test_a_save_asks_the_same_number_of_questions_whatever_has_been_saved(
    session: Session, author: int, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    """The module, the draft and the new version, then two of the log; on PostgreSQL three locks."""
    counts = set()
    for number in range(2, 12):
        opened = _draft(session)
        with statements() as asked:
            _save(session, author, HOOK, opened=opened, body=f"{number} names.")
            session.commit()
        counts.add(len(asked))

    assert len(counts) == 1
    assert counts <= {5, 8}
