"""Which page edits a unit? One form for every kind, made of what the kind consists of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from training.authoring.forms import entries_of, surroundings
from training.authoring.rules.naming import name_of, named, noun_of, page_of
from training.authoring.rules.typing import Mistyped, form_of
from training.authoring.rules.units import unit_digest, unit_of
from training.authoring.views.blueprint import MODULE, OpenedDraft, author, opened_draft, pages, region_names, show
from training.authoring.views.finding import found
from training.authoring.views.landing import anchor_of, kept_under, landed
from training.authoring.views.offering import OfferedText, offered_texts
from training.authoring.views.previewing import Preview, can_be_previewed
from training.content.queries.keeping import kept_texts
from training.foundation import tickets
from training.foundation.clock import now
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission

Form = Mapping[str, Sequence[str]]
#: The address of a unit's own page.
UNIT = f"{MODULE}/edit/<path:unit>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a form was opened with: the digest of the unit, the number of the version, and a kept text (0: none)."""

    basis: str
    number: int
    kept: int = 0


@pages.get(UNIT)
@requires(Permission.EDIT_MODULE)
def unit(language: str, module: str, unit: str) -> str:
    """Show the form of a unit, with what its author could not save before."""
    opened = opened_draft(module)
    standing = unit_of(opened.module, unit)
    kept = kept_texts(db.session, author().id, module_id=opened.row.id, unit=unit)
    offered = offered_texts(opened.module, unit, kept)
    return unit_page(opened, unit, standing, form_of(standing), language=language, kept=offered)


def unit_page(
    opened: OpenedDraft,
    address: str,
    unit: Any,
    form: Form,
    *,
    language: str,
    opening: Opening | None = None,
    mistyped: Sequence[Mistyped] = (),
    preview: Preview | None = None,
    kept: Sequence[OfferedText] = (),
) -> str:
    """Render the page of a unit: with what stands there, or with what was typed and is not saved."""
    regions = region_names(language)
    told = found(opened.state, regions=frozenset(regions), today=now().date())
    return show(
        "unit.html",
        **form_values(opened, address, unit, form, regions=regions, opening=opening or fresh(opened, address)),
        mistyped={each.name: each.code for each in mistyped},
        regions=regions,
        preview=preview,
        findings=told.get(address, []),
        kept=kept,
        landed=landed(opened),
    )


def form_values(
    opened: OpenedDraft,
    address: str,
    unit: Any,
    form: Form,
    *,
    regions: Mapping[str, str],
    opening: Opening,
) -> dict[str, Any]:
    """Return what the form of a unit is made of."""
    noun, name = named(opened.module, address)
    return {
        "module": opened.module,
        "unit": unit,
        "address_of_unit": address,
        "noun": noun or noun_of(unit),
        "name": name or name_of(unit),
        "page_of_unit": page_of(address),
        "anchor": anchor_of(address),
        "entries": entries_of(unit, form, surroundings(opened.module, address, regions)),
        "opening": opening,
        "ticket": tickets.issue("unit", f"{opened.module.key}/{address}", person_id=author().id),
        "kept_under": kept_under(opened.module.key, address),
        "can_be_previewed": can_be_previewed(unit),
    }


def fresh(opened: OpenedDraft, address: str, *, kept: int = 0) -> Opening:
    """Open a form with what stands there now."""
    return Opening(basis=unit_digest(opened.module, address), number=opened.version.number, kept=kept)
