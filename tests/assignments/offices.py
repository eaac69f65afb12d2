"""What do tests of required learning start from? A town with a department, its training officer, and a module."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tests import make
from training.accounts.models import Organisation, Person
from training.assignments import actions
from training.foundation.permissions import Role

DUE = date(2027, 3, 31)
PRAGUE = ZoneInfo("Europe/Prague")


@dataclass(frozen=True, slots=True)
class Town:
    """The town hall of Linz with its archive, and an office elsewhere."""

    session: Session
    hall: Organisation
    archive: Organisation
    elsewhere: Organisation
    officer: Person
    published: make.Published

    def require(
        self,
        *,
        now: datetime = make.NOW,
        organisation: Organisation | None = None,
        people: Sequence[int] = (),
        **changes: Any,
    ) -> int:
        """Require the module of the hall, once, compulsory, by the end of March."""
        usual = {"module_id": self.published.row.id, "due_on": DUE, "repeat_months": None, "compulsory": True}
        wanted = actions.Wanted(**{**usual, **changes})
        place = organisation or self.hall
        return actions.assign(
            self.session, place, wanted, people=people, zone=PRAGUE, actor_id=self.officer.id, now=now
        )

    def complete(self, person: Person, at: datetime, *, round: int = 1) -> None:  # noqa: A002
        """Let somebody complete the module."""
        enrolment = make.enrolment(self.session, person, self.published, round=round)
        make.completion(self.session, enrolment, self.published, completed_at=at)


def town(session: Session) -> Town:
    """Make the town."""
    hall = make.organisation(session, region="linz", key="hall", name="Town hall")
    archive = make.organisation(session, parent=hall, key="archive", name="Archive")
    officer = make.person(session, name="Olga Officer", organisation=hall)
    make.grant(session, officer, role=Role.TRAINING_OFFICER, organisation=hall)
    elsewhere = make.organisation(session, region="padova", key="elsewhere", name="Elsewhere")
    return Town(session, hall, archive, elsewhere, officer, make.published_module(session))
