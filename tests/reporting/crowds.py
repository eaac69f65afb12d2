"""Who enrolled, began and completed when? Crowds in two regions with two offices each, and in two modules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from hypothesis import strategies as some
from sqlalchemy import insert
from sqlalchemy.orm import Session

from tests import make
from tests.make.modules import Published
from tests.make.rows import numbers
from training.accounts.models import Organisation, Person
from training.learning.models import Completion, Enrolment, Reading
from training.quizzes.models import Attempt

REGIONS = ("linz", "padova")
MODULES = ("craft", "design")
LANGUAGES = ("de", "it", "sl")
#: Moments inside of the quarters that are released here, and one in which all of them are over.
INSIDE = {"2026Q1": datetime(2026, 2, 3, 12, tzinfo=UTC), "2026Q2": datetime(2026, 5, 4, 12, tzinfo=UTC)}
AFTER = datetime(2026, 7, 2, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Group:
    """So many people of a region enrol in a module in one quarter; some begin, some complete, now or in a later one.

    They belong to its town hall, or to the school below it.
    """

    region: str
    module: str
    language: str
    number: int
    enrolled: str
    begun: str | None = None
    completed: str | None = None
    office: str = "hall"


@dataclass(slots=True)
class Crowds:
    """Two regions with two published modules, to which groups come."""

    session: Session
    offices: dict[tuple[str, str], Organisation]
    modules: dict[str, Published]

    def come(self, groups: Sequence[Group]) -> None:
        """Let groups leave behind what they leave behind, in five statements however many they are."""
        each = [group for group in groups for _ in range(group.number)]
        if not each:
            return
        people = self.session.scalars(
            insert(Person).returning(Person.id, sort_by_parameter_order=True), self._people(each)
        )
        wanted = [self._enrolment(group, person) for group, person in zip(each, people, strict=True)]
        made = self.session.scalars(insert(Enrolment).returning(Enrolment.id, sort_by_parameter_order=True), wanted)
        left = list(zip(made, each, strict=True))
        self._begin([(id_, group, INSIDE[group.begun]) for id_, group in left if group.begun])
        self._complete([(id_, group, INSIDE[group.completed]) for id_, group in left if group.completed])

    def _people(self, each: Sequence[Group]) -> list[dict[str, object]]:
        return [
            {
                "email": f"crowd{next(numbers)}@example.org",
                "name": "Somebody",
                "language": "en",
                "organisation_id": self.offices[group.region, group.office].id,
                "created_at": INSIDE[group.enrolled],
            }
            for group in each
        ]

    def _enrolment(self, group: Group, person: int) -> dict[str, object]:
        office = self.offices[group.region, group.office]
        return {
            "person_id": person,
            "module_id": self.modules[group.module].row.id,
            "organisation_id": office.id,
            "region_id": office.region_id,
            "enrolled_at": INSIDE[group.enrolled],
        }

    def _begin(self, left: Sequence[tuple[int, Group, datetime]]) -> None:
        # Every other one reads first, the others try the quiz first.
        readings = [
            {"enrolment_id": id_, "lesson": "who", "language": group.language, "read_at": at, **self._edition(group)}
            for id_, group, at in left[::2]
        ]
        attempts = [
            {"id": uuid4(), "enrolment_id": id_, "quiz": "q", "seed": 1, "started_at": at, **self._edition(group)}
            for id_, group, at in left[1::2]
        ]
        for table, rows in ((Reading, readings), (Attempt, attempts)):
            if rows:
                self.session.execute(insert(table), rows)

    def _complete(self, left: Sequence[tuple[int, Group, datetime]]) -> None:
        nothing = {"rule": {}, "points": 3, "max_points": 3}
        rows = [
            {
                "enrolment_id": id_,
                "language": group.language,
                "completed_at": at,
                "certificate": UUID(int=id_),
                **nothing,
                **self._edition(group),
            }
            for id_, group, at in left
        ]
        if rows:
            self.session.execute(insert(Completion), rows)

    def _edition(self, group: Group) -> dict[str, int]:
        return {"publication_id": self.modules[group.module].publication.id}


def crowds(session: Session) -> Crowds:
    """Make the regions and modules that groups come to."""
    offices: dict[tuple[str, str], Organisation] = {}
    for region in REGIONS:
        hall = make.organisation(session, region=region, key=f"hall-{region}", name=f"Town hall of {region}")
        school = make.organisation(session, key=f"school-{region}", name=f"School of {region}", parent=hall)
        offices |= {(region, "hall"): hall, (region, "school"): school}
    modules = {key: make.published_module(session, make.module_value(key, region="linz")) for key in MODULES}
    return Crowds(session, offices, modules)


@some.composite
def groups(draw: some.DrawFn) -> list[Group]:
    """Let a few groups enrol in the first or second quarter; what follows may follow a quarter later."""
    quarters = list(INSIDE)
    found = []
    for _ in range(draw(some.integers(1, 8))):
        enrolled = draw(some.sampled_from(quarters))
        later = [None, *quarters[quarters.index(enrolled) :]]
        begun = draw(some.sampled_from(later))
        done = [None, *quarters[quarters.index(begun) :]] if begun else [None]
        place = draw(some.tuples(some.sampled_from(REGIONS), some.sampled_from(MODULES), some.sampled_from(LANGUAGES)))
        ends, office = draw(some.sampled_from(done)), draw(some.sampled_from(("hall", "school")))
        found.append(Group(*place, draw(some.integers(1, 12)), enrolled, begun, ends, office))
    return found


#: A history of two quarters in which some figures are small and most are not.
USUAL = (
    Group("linz", "craft", "de", 12, "2026Q1", "2026Q1", "2026Q1"),
    Group("linz", "craft", "sl", 8, "2026Q1", "2026Q1", "2026Q1"),
    Group("linz", "craft", "it", 3, "2026Q1", "2026Q1", "2026Q1"),
    Group("linz", "craft", "de", 14, "2026Q1", "2026Q1"),
    Group("linz", "craft", "de", 20, "2026Q1"),
    Group("linz", "design", "de", 30, "2026Q1", "2026Q1", "2026Q1"),
    Group("linz", "design", "sl", 17, "2026Q1", "2026Q1", "2026Q1"),
    Group("linz", "design", "de", 9, "2026Q1", "2026Q1", "2026Q2"),
    Group("linz", "design", "de", 11, "2026Q1", "2026Q2"),
    Group("linz", "design", "de", 8, "2026Q2"),
    Group("padova", "craft", "it", 25, "2026Q1", "2026Q1", "2026Q1"),
    Group("padova", "craft", "de", 7, "2026Q1", "2026Q1", "2026Q1"),
    Group("padova", "craft", "it", 10, "2026Q1", "2026Q1", "2026Q2"),
    Group("padova", "craft", "it", 2, "2026Q2", "2026Q2", "2026Q2"),
    Group("padova", "design", "it", 15, "2026Q1"),
    Group("padova", "design", "it", 22, "2026Q1", "2026Q1", "2026Q1"),
    Group("padova", "design", "sl", 9, "2026Q1", "2026Q1", "2026Q1"),
    Group("padova", "design", "it", 12, "2026Q1", "2026Q2", "2026Q2"),
)
