"""What does an address of figures ask for, and may its reader see that?"""

from dataclasses import dataclass
from functools import lru_cache

from flask import request

from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.permissions import Permission, Reach, reach
from training.foundation.settings import settings
from training.reporting.queries import releases
from training.reporting.queries.overviews import Edition
from training.reporting.rules.quarters import read_quarter
from training.reporting.rules.releases import Heading
from training.reporting.rules.selections import Selection, places_within, selected
from training.reporting.rules.years import Period, read_span
from training.reporting.views.blueprint import somebody


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A view of figures; equal ones say the same for ever.

    `editions` are all releases, the last one first, `edition` is the one asked for; `places` are those within the
    reader's reach. Without a selection nothing is.
    """

    editions: tuple[Edition, ...]
    edition: Edition
    places: tuple[str, ...]
    selection: Selection | None
    period: Period

    @property
    def known(self) -> tuple[Edition, ...]:
        """Return the releases up to that one: a view tells nothing of what came later."""
        return tuple(each for each in self.editions if each.quarter <= self.period.last)


def asked(editions: tuple[Edition, ...]) -> Asked:
    """Read the address; NotFound for what was not released, is not there or out of reach.

    Without a quarter it asks for the last one, without a place for the first of those that the reader's grants name.
    """
    wanted = request.args.get("quarter", "")
    quarter = read_quarter(wanted) if wanted else editions[0].quarter
    edition = next((each for each in editions if each.quarter == quarter), None)
    if edition is None:
        raise NotFound("quarter")
    period = Period(span=read_span(request.args.get("period", "")), last=quarter)
    within = reach(somebody().grants, Permission.SEE_STATISTICS)
    own = places(edition, within, compared=False)
    seen = places(edition, within, compared=settings(db.session).regions_compared)
    if not seen:
        return Asked(editions=editions, edition=edition, places=(), selection=None, period=period)
    # The first version called a place a region, and its addresses were sent to colleagues. Where nothing is told of the
    # own office, something may be of the others.
    place = request.args.get("place") or request.args.get("region") or (own or seen)[0]
    selection = selected(heading(edition), list(seen), place=place, module=request.args.get("module", ""))
    return Asked(editions=editions, edition=edition, places=seen, selection=selection, period=period)


@lru_cache(maxsize=64)
def heading(edition: Edition) -> Heading:
    """Return what a release tells beside its figures, read once a process."""
    return releases.heading(db.session, edition.quarter)


@lru_cache(maxsize=256)
def places(edition: Edition, within: Reach, *, compared: bool) -> tuple[str, ...]:
    """List the places of a release within reach."""
    return tuple(places_within(heading(edition), within, compared=compared))
