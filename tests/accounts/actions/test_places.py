"""Do organisations stay a tree within their region?"""

import pytest
from sqlalchemy.orm import Session

from tests import make
from training.accounts.actions import keep_organisation
from training.accounts.models import Organisation, Region
from training.foundation.errors import Refused


def _keep(session: Session, key: str, parent: Organisation | None, region: Region) -> Organisation:
    return keep_organisation(session, key=key, name=key, kind="authority", region=region, parent=parent)


def test_a_department_is_kept_below_its_authority(session: Session) -> None:
    linz = make.region(session, "linz")
    town = _keep(session, "town", None, linz)

    office = _keep(session, "office", town, linz)

    assert office.parent_id == town.id


def test_a_department_is_of_the_region_of_its_authority(session: Session) -> None:
    town = _keep(session, "town", None, make.region(session, "linz"))

    with pytest.raises(Refused, match="organisation-elsewhere"):
        _keep(session, "office", town, make.region(session, "padova"))


@pytest.mark.parametrize("below", ["town", "office", "desk"])
def test_nothing_lies_within_itself(session: Session, below: str) -> None:
    linz = make.region(session, "linz")
    town = _keep(session, "town", None, linz)
    office = _keep(session, "office", town, linz)
    parts = {"town": town, "office": office, "desk": _keep(session, "desk", office, linz)}

    with pytest.raises(Refused, match="organisation-within-itself"):
        _keep(session, "town", parts[below], linz)
