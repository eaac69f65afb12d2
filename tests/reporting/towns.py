"""Whose learning do tests of named lists tell? That of a town hall with its archive, and of a town elsewhere."""

import csv
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from training.accounts.models import Organisation, Person
from training.foundation.audit import AuditEntry
from training.foundation.permissions import Role
from training.learning.models import Enrolment

#: Half past midnight in Linz, where it is the 21st already.
LATE = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Town:
    """The town hall of Linz with its archive below it, its training officer, a comune in Padova, and two modules."""

    session: Session
    hall: Organisation
    archive: Organisation
    comune: Organisation
    officer: Person
    craft: make.Published
    design: make.Published

    def learner(self, name: str, organisation: Organisation, **columns: Any) -> Enrolment:
        """Let somebody of an organisation enrol in the first module."""
        person = make.person(self.session, name=name, organisation=organisation, **columns)
        return make.enrolment(self.session, person, self.craft)


def town(session: Session) -> Town:
    """Make the town: nobody has enrolled yet."""
    hall = make.organisation(session, region="linz", key="hall", name="Town hall")
    archive = make.organisation(session, parent=hall, key="archive", name="Archive")
    comune = make.organisation(session, region="padova", key="comune", name="Comune")
    officer = make.person(session, name="Olga Officer", organisation=hall)
    make.grant(session, officer, role=Role.TRAINING_OFFICER, organisation=hall)
    craft, design = (
        make.published_module(session, make.module_value(key, region="linz")) for key in ("craft", "design")
    )
    return Town(session, hall, archive, comune, officer, craft, design)


def people(session: Session) -> Town:
    """Make a town in which Anna has completed, Bert has begun and Cleo has not; Eva belongs elsewhere."""
    made = town(session)
    anna = made.learner("Anna Adler", made.archive, email="anna@example.org")
    make.completion(session, anna, made.craft, completed_at=LATE, language="sl")
    make.reading(session, made.learner("Bert Beer", made.hall), made.craft, lesson="who")
    cleo = make.person(session, name="Cleo Cyan", organisation=made.hall)
    make.enrolment(session, cleo, made.design, round=2)
    make.completion(session, made.learner("Eva Elsewhere", made.comune), made.craft, completed_at=LATE)
    return made


def listed(text: str) -> list[list[str]]:
    """Read the table of a page: each line as its cells."""
    found = re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)[1:]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL) for line in found]
    return [[cell.replace("\xa0", " ") for cell in line] for line in cells]


def rows_of(data: bytes) -> list[dict[str, str]]:
    """Read the lines of a file up to the empty one."""
    rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"))))
    return rows[: next(number for number, row in enumerate(rows) if not any(row.values()))]


def noted(session: Session) -> list[tuple[str, str, dict[str, Any]]]:
    """Read which looks at names the log has noted."""
    columns = (AuditEntry.event, AuditEntry.subject, AuditEntry.facts)
    found = session.execute(select(*columns).where(AuditEntry.event.like("completions-%")).order_by(AuditEntry.id))
    return [(event, subject, facts) for event, subject, facts in found]
