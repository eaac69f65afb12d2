"""Do both kinds of databases give the same files, of what its reader may see and nothing else?"""

from hashlib import sha256

import pytest
from sqlalchemy.orm import Session

from tests import make
from tests.databases import KINDS, Databases
from tests.reporting.files.samples import CELLS, GROUPS, HEADING, OFFICE, words
from training.foundation.errors import NotFound
from training.foundation.permissions import Reach
from training.foundation.settings import Settings, change, settings
from training.foundation.sheets import LOCALES
from training.reporting.files import TYPES, made
from training.reporting.queries.datasets import dataset_of
from training.reporting.rules.releases import MEDIAN_DAYS

EVERYWHERE = Reach(everywhere=True, regions=frozenset(), organisations=frozenset())
LINZ = Reach(everywhere=False, regions=frozenset({"linz"}), organisations=frozenset())
BELOW = Reach(everywhere=False, regions=frozenset(), organisations=frozenset({"office-below"}))


def released(session: Session) -> None:
    """Release the figures of the samples, and a few of everywhere."""
    cells = {tuple(cell): value for cell, value in CELLS.items()}
    groups = {key: (each.value, each.low, each.high) for key, each in GROUPS.items()}
    make.release(
        session,
        cells=cells | {("*", "*", "*", "enrolled"): 2000, (f"{OFFICE}-below", "*", "*", "enrolled"): 9},
        groups=groups | {("*", "*", MEDIAN_DAYS): (20.25, None, None)},
        made_at=HEADING.made_at,
        regions=HEADING.regions,
        organisations=HEADING.organisations,
        modules=HEADING.modules,
        lessons=HEADING.lessons,
    )


def test_both_kinds_of_databases_give_the_same_bytes(databases: Databases) -> None:
    found = []
    for kind in KINDS:
        with Session(databases.shared(kind)) as session, session.begin() as transaction:
            released(session)
            told = dataset_of(session, EVERYWHERE, whole=True)
            found.append([sha256(made(each, told, words(), LOCALES["de"])).hexdigest() for each in TYPES])
            transaction.rollback()

    assert found[0] == found[1]


def test_the_first_own_place_is_told_with_its_parts(session: Session) -> None:
    released(session)

    assert dataset_of(session, EVERYWHERE).places == ("*", "linz")
    assert dataset_of(session, LINZ).places == ("linz", OFFICE, f"{OFFICE}+")
    assert {row.place for row in dataset_of(session, LINZ, whole=True).rows} == {
        "linz",
        OFFICE,
        f"{OFFICE}+",
        f"{OFFICE}-below",
    }
    assert {row.place for row in dataset_of(session, BELOW, whole=True).rows} == {f"{OFFICE}-below"}


@pytest.mark.parametrize(
    "asked", [{"place": "*"}, {"place": "padova"}, {"module": "x"}, {"quarter": "2026Q2"}, {"quarter": "\x00"}]
)
def test_what_is_out_of_reach_or_not_there_is_not_found(session: Session, asked: dict[str, str]) -> None:
    released(session)

    with pytest.raises(NotFound):
        dataset_of(session, LINZ, **asked, whole=True)


def test_where_regions_are_compared_regions_are_told_as_well(session: Session) -> None:
    released(session)
    change(session, Settings(regions_compared=True), person_id=None, now=make.NOW)

    assert settings(session).regions_compared
    assert dataset_of(session, BELOW).places == (f"{OFFICE}-below",)
    assert dataset_of(session, BELOW, whole=True).places == ("*", "linz", f"{OFFICE}-below")
