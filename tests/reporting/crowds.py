"""Who enrolled, began and completed when? Crowds of a few people in two regions and two modules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from uuid import UUID, uuid4

from hypothesis import strategies as some
from sqlalchemy import insert
from sqlalchemy.orm import Session

from tests import make
from tests.make.modules import Published
from training.accounts.models import Person
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
    """So many people of a region enrol in a module in one quarter; some begin, some complete, now or in a later one."""

    region: str
    module: str
    language: str
    number: int
    enrolled: str
    begun: str | None = None
    completed: str | None = None


@dataclass(slots=True)
class Crowds:
    """Two regions with two published modules, to which groups come."""

    session: Session
    people: dict[str, Person]
    modules: dict[str, Published]
    rounds: Iterator[int]

    def come(self, groups: Sequence[Group]) -> None:
        """Let groups leave behind what they leave behind, in four statements however many they are."""
        first = next(self.rounds)
        each = [group for group in groups for _ in range(group.number)]
        for _ in each[1:]:
            next(self.rounds)
        if not each:
            return
        wanted = [self._enrolment(group, first + place) for place, group in enumerate(each)]
        made = self.session.scalars(insert(Enrolment).returning(Enrolment.id, sort_by_parameter_order=True), wanted)
        left = list(zip(made, each, strict=True))
        self._begin([(id_, group, INSIDE[group.begun]) for id_, group in left if group.begun])
        self._complete([(id_, group, INSIDE[group.completed]) for id_, group in left if group.completed])

    def _enrolment(self, group: Group, number: int) -> dict[str, object]:
        person = self.people[group.region]
        home = make.region(self.session, group.region).id
        return {
            "person_id": person.id,
            "module_id": self.modules[group.module].row.id,
            "round": number,
            "organisation_id": person.organisation_id,
            "region_id": home,
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
    people = {region: make.person(session, region=region) for region in REGIONS}
    modules = {key: make.published_module(session, make.module_value(key, region="linz")) for key in MODULES}
    return Crowds(session, people, modules, count(1))


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
        found.append(Group(*place, draw(some.integers(1, 12)), enrolled, begun, draw(some.sampled_from(done))))
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
