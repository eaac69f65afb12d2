"""How does a module change in the browser? Every act is a version; whoever was slower decides, and nothing is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from training.accounts.queries import region_by_key
from training.authoring.queries.editing import latest_versions, module_keys, version_of
from training.authoring.rules import EDITOR
from training.authoring.rules.beginnings import new_key, new_module
from training.authoring.rules.deeds import Act, Deed, noted
from training.authoring.rules.units import unit_digest, with_unit
from training.content import queries as content
from training.content.models import ModuleRow, ModuleVersion
from training.content.queries import module_in
from training.content.rules.canonical import canonical_json, document_digest
from training.content.rules.module import Module
from training.content.rules.segments import MODULE
from training.content.rules.texts import clean
from training.foundation.audit import Event, record
from training.foundation.db import one_after_another
from training.foundation.errors import NotFound, Refused

# What nobody else locks by: two modules of one title, begun at once, need two keys.
_BEGINNING = -5
#: Words that stand in addresses where the key of a module could.
_NO_KEYS = ("new", "import")
#: Who was faster in a collision is looked for among so many versions.
_LOOKED_BACK = 20


class Collision(Refused):
    """Somebody else has changed or removed the unit since it was opened.

    The facts: `version` is the number of the version that did, `by` the id of who saved it (None for nobody), `gone`
    whether the unit is no longer there.
    """

    def __init__(self, *, by: int | None, version: int, gone: bool) -> None:
        super().__init__("unit-changed", by=by, version=version, gone=gone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """The version that stands now, and whether it is a new one."""

    version: ModuleVersion
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """The latest version of a module that nobody else can change until this transaction ends."""

    row: ModuleRow
    version: ModuleVersion
    module: Module


def create(session: Session, *, region: str, source: str, title: str, person_id: int, now: datetime) -> ModuleVersion:
    """Begin a module that has a title and nothing else, under a key made of the title.

    Raises Refused("region-unknown").
    """
    home = region_by_key(session, region)
    if home is None:
        raise Refused("region-unknown", region=region)
    one_after_another(session, _BEGINNING)
    key = new_key(title, taken={*module_keys(session), *_NO_KEYS}, noun=MODULE)
    row = ModuleRow(key=key, region_id=home.id, created_at=now)
    session.add(row)
    session.flush()
    module = new_module(key, region=region, source=source, title=clean(title))
    deed = Deed(act=Act.CREATED, subject=MODULE)
    version = _kept(session, row, module, deed, number=1, person_id=person_id, now=now)
    record(session, Event.MODULE_CREATED, f"module {key}", at=now, actor_id=person_id, region=region, source=source)
    return version


def save(
    session: Session, module_key: str, address: str, unit: Any, *, basis: str, person_id: int, now: datetime
) -> Saved:
    """Put a unit in its place as its author has written it; `basis` is its digest when its form was opened.

    What stands already makes no version, whoever wrote it. Raises Collision where somebody has changed the unit since.
    """
    draft = _alone(session, module_key)
    made = _with(draft.module, address, unit)
    if made == draft.module:
        return Saved(version=draft.version, changed=False)
    if made is None or unit_digest(draft.module, address) != basis:
        theirs = _last_to_change(session, draft, address)
        raise Collision(by=theirs.saved_by, version=theirs.number, gone=made is None)
    return _changed(session, draft, made, Deed(act=Act.EDITED, subject=address), person_id=person_id, now=now)


def change(
    session: Session,
    module_key: str,
    deed: Deed | Callable[[], Deed],
    transform: Callable[[Module], Module],
    *,
    person_id: int,
    now: datetime,
) -> Saved:
    """Change the module as it stands now, whatever was shown before; what changes nothing makes no version.

    A deed whose subject is known only afterwards, such as the address of what was added, is asked for then.
    """
    draft = _alone(session, module_key)
    made = transform(draft.module)
    if made == draft.module:
        return Saved(version=draft.version, changed=False)
    told = deed if isinstance(deed, Deed) else deed()
    return _changed(session, draft, made, told, person_id=person_id, now=now)


def restore(session: Session, module_key: str, number: int, *, person_id: int, now: datetime) -> Saved:
    """Bring an earlier version back as a new one; raises NotFound."""
    draft = _alone(session, module_key)
    return _restored(session, draft, number, Act.RESTORED, number, person_id=person_id, now=now)


def undo(session: Session, module_key: str, *, person_id: int, now: datetime, number: int) -> Saved:
    """Take a version back, by a new one that says what stood before it.

    Raises Refused("undo-late") unless it is the latest, this person's, and not the first.
    """
    draft = _alone(session, module_key)
    if draft.version.number != number or draft.version.saved_by != person_id or number == 1:
        raise Refused("undo-late")
    return _restored(session, draft, number - 1, Act.UNDONE, number, person_id=person_id, now=now)


def _alone(session: Session, module_key: str) -> _Draft:
    """Open the draft once nobody else works on the module; raises NotFound."""
    row = content.module_row(session, module_key)
    if row is None:
        raise NotFound("module")
    one_after_another(session, row.id)
    version = content.latest_version(session, row.id)
    if version is None:
        raise NotFound("module")
    return _Draft(row=row, version=version, module=module_in(version.document))


def _with(module: Module, address: str, unit: Any) -> Module | None:
    """Put a unit in its place; None where that is gone."""
    try:
        return with_unit(module, address, unit)
    except Refused:
        return None


def _last_to_change(session: Session, draft: _Draft, address: str) -> ModuleVersion:
    """Find the latest version that says something else of a unit than the one before it."""
    found, says = draft.version, _digest(draft.module, address)
    for version in latest_versions(session, draft.row.id, limit=_LOOKED_BACK):
        if _digest(module_in(version.document), address) != says:
            break
        found = version
    return found


def _digest(module: Module, address: str) -> str | None:
    try:
        return unit_digest(module, address)
    except Refused:
        return None


def _restored(
    session: Session, draft: _Draft, number: int, act: Act, subject: int, *, person_id: int, now: datetime
) -> Saved:
    module = module_in(version_of(session, draft.row.id, number).document)
    if module == draft.module:
        return Saved(version=draft.version, changed=False)
    return _changed(session, draft, module, Deed(act=act, subject=str(subject)), person_id=person_id, now=now)


def _changed(session: Session, draft: _Draft, module: Module, deed: Deed, *, person_id: int, now: datetime) -> Saved:
    number = draft.version.number + 1
    version = _kept(session, draft.row, module, deed, number=number, person_id=person_id, now=now)
    facts = {"version": number, "act": deed.act.value, "subject": deed.subject}
    record(session, Event.MODULE_SAVED, f"module {module.key}", at=now, actor_id=person_id, **facts)
    return Saved(version=version, changed=True)


def _kept(
    session: Session, row: ModuleRow, module: Module, deed: Deed, *, number: int, person_id: int, now: datetime
) -> ModuleVersion:
    document = canonical_json(module)
    version = ModuleVersion(
        module_id=row.id,
        number=number,
        document=document,
        digest=document_digest(document),
        origin=EDITOR,
        saved_by=person_id,
        saved_at=now,
        note=noted(deed),
    )
    session.add(version)
    session.flush()
    return version
