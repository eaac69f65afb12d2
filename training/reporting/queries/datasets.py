"""What does a file of figures hold that somebody of this reach asks for? Nothing but what was released."""

from sqlalchemy.orm import Session

from training.foundation.errors import NotFound
from training.foundation.permissions import Reach
from training.foundation.settings import settings
from training.reporting.queries.releases import figures, heading, last_quarter
from training.reporting.rules.datasets import Dataset, dataset, places_told
from training.reporting.rules.quarters import read_quarter
from training.reporting.rules.selections import places_within, selected


def dataset_of(
    session: Session, reach: Reach, *, quarter: str = "", place: str = "", module: str = "", whole: bool = False
) -> Dataset:
    """The figures of a place with its parts, or the whole of what is in reach.

    Without a quarter it is the last one, without a place the first of those that the reader's grants name, as on the
    page. Raises NotFound for what was not released and for what is out of reach.
    """
    wanted = read_quarter(quarter) if quarter else last_quarter(session)
    if wanted is None:
        raise NotFound("quarter")
    told = heading(session, wanted)
    within = places_within(told, reach, compared=settings(session).regions_compared)
    own = next(iter(places_within(told, reach, compared=False)), "")
    selection = selected(told, within, place=place or own, module=module)
    places = places_told(told, within, place=selection.place, whole=whole)
    return dataset(told, figures(session, told, places), selection=selection, places=places, whole=whole)
