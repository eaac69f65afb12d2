"""How does a statement about somebody ask for the grants as well, a row each?"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from training.accounts.models import Organisation, Region, RoleGrant
from training.foundation.permissions import Grant, Role
from training.foundation.settings import SiteSetting


def with_grants(statement: Select[*tuple[Any, ...]], person_id: InstrumentedAttribute[int]) -> Select[*tuple[Any, ...]]:
    """Ask for the grants of the person of each row; `grants_in` reads them."""
    region, organisation = aliased(Region), aliased(Organisation)
    return (
        statement.add_columns(
            RoleGrant.role,
            region.key.label("grant_region"),
            organisation.key.label("grant_organisation"),
            RoleGrant.language.label("grant_language"),
            RoleGrant.module.label("grant_module"),
        )
        .outerjoin(RoleGrant, RoleGrant.person_id == person_id)
        .outerjoin(region, region.id == RoleGrant.region_id)
        .outerjoin(organisation, organisation.id == RoleGrant.organisation_id)
    )


def grants_in(rows: Iterable[Any]) -> tuple[Grant, ...]:
    """Read the grants of one person."""
    return tuple(
        Grant(Role(row.role), row.grant_region, row.grant_organisation, row.grant_language or None, row.grant_module)
        for row in rows
        if row.role
    )


def asks_for_second_factor() -> ColumnElement[bool]:
    """Whether the site asks staff for a second factor, as the column `required`."""
    # JSON has no equality on PostgreSQL; as text, a true is the same on both.
    required = SiteSetting.key == "second_factor_required", cast(SiteSetting.value, String) == "true"
    return select(SiteSetting.key).where(*required).exists().label("required")
