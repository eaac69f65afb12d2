"""Who works on a module in a language, and who could?"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Executable, Integer, Row, bindparam, or_, select
from sqlalchemy.orm import Session

from training.accounts.models import Person, Region, RoleGrant
from training.accounts.queries.granting import grants_in, with_grants
from training.content.models import ModuleRow
from training.foundation.db import rows
from training.foundation.permissions import BY_LANGUAGE, Permission, Place, allowed
from training.translation.models import TranslationCharge


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Somebody works on a module in a language; `told_number`: up to which version they were told of changes."""

    module_id: int
    language: str
    person_id: int
    name: str
    told_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody who translates or reviews; `language` is empty where the role is for all of them."""

    id: int
    name: str
    language: str


def charges(session: Session) -> dict[tuple[int, str], list[Charge]]:
    """Who works on what, by module and language, the one who began first first; nobody whose account is closed."""
    found: defaultdict[tuple[int, str], list[Charge]] = defaultdict(list)
    for row in rows(session, _charges()):
        found[row.module_id, row.language].append(Charge(**row._asdict()))
    return dict(found)


def own_charges(session: Session, person_id: int) -> dict[tuple[int, str], int]:
    """The modules and languages that a person works on, with the number up to which they were told of changes."""
    found = rows(session, _own_charges(), person_id=person_id)
    return {(row.module_id, row.language): row.told_number for row in found}


def reached_charges(session: Session, *, person_id: int | None = None) -> list[Charge]:
    """Who works on what and may still translate it, person by person: a role may have been taken away since."""
    found, everybody = [], rows(session, _charges_with_grants(), person_id=person_id).all()
    for _, of_person in groupby(everybody, key=lambda row: row.person_id):
        lines = list(of_person)
        unique = {(line.module_id, line.language): line for line in lines}
        held = grants_in({_grant_key(line): line for line in lines}.values())
        for line in unique.values():
            place = Place(region=line.region, module=line.key, language=line.language)
            if allowed(held, Permission.TRANSLATE, place=place):
                found.append(_charge(line))
    return found


def colleagues(session: Session, *, region: str, module: str) -> list[Colleague]:
    """Who translates or reviews a region's module by a role for that, by name, once for each language."""
    return [Colleague(**row._asdict()) for row in rows(session, _colleagues(), region=region, module=module)]


def _charge(row: Row[Any]) -> Charge:
    pair = {"module_id": row.module_id, "language": row.language}
    return Charge(**pair, person_id=row.person_id, name=row.name, told_number=row.told_number)


def _grant_key(row: Row[Any]) -> tuple[Any, ...]:
    return row.role, row.grant_region, row.grant_organisation, row.grant_language, row.grant_module


@cache
def _charges() -> Executable:
    columns = TranslationCharge.module_id, TranslationCharge.language, TranslationCharge.person_id
    return (
        select(*columns, Person.name, TranslationCharge.told_number)
        .join(Person, Person.id == TranslationCharge.person_id)
        .where(Person.disabled_at.is_(None), Person.erased_at.is_(None))
        .order_by(TranslationCharge.given_at, Person.id)
    )


@cache
def _own_charges() -> Executable:
    columns = TranslationCharge.module_id, TranslationCharge.language, TranslationCharge.told_number
    return select(*columns).where(TranslationCharge.person_id == bindparam("person_id"))


@cache
def _charges_with_grants() -> Executable:
    columns = TranslationCharge.module_id, TranslationCharge.language, TranslationCharge.person_id
    chosen = bindparam("person_id", type_=Integer)
    home = select(Region.key).where(Region.id == ModuleRow.region_id).correlate(ModuleRow).scalar_subquery()
    wanted = (
        select(*columns, Person.name, TranslationCharge.told_number, ModuleRow.key, home.label("region"))
        .join(Person, Person.id == TranslationCharge.person_id)
        .join(ModuleRow, ModuleRow.id == TranslationCharge.module_id)
        .where(Person.disabled_at.is_(None), Person.erased_at.is_(None))
        .where(chosen.is_(None) | (Person.id == chosen))
    )
    return with_grants(wanted, Person.id).order_by(Person.id, TranslationCharge.module_id, TranslationCharge.language)


@cache
def _colleagues() -> Executable:
    roles = RoleGrant.role.in_([role.value for role in BY_LANGUAGE]), RoleGrant.organisation_id.is_(None)
    here = or_(
        RoleGrant.module == bindparam("module"),
        RoleGrant.module.is_(None) & (RoleGrant.region_id.is_(None) | (Region.key == bindparam("region"))),
    )
    return (
        select(Person.id, Person.name, RoleGrant.language)
        .distinct()
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .outerjoin(Region, Region.id == RoleGrant.region_id)
        .where(*roles, here)
        .where(Person.disabled_at.is_(None), Person.erased_at.is_(None))
        .order_by(Person.name, Person.id, RoleGrant.language)
    )
