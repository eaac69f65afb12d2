"""What may happen to a few enrolments, and what does that come to, counted one by one?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from hypothesis import strategies as some
from sqlalchemy import insert
from sqlalchemy.orm import Session

from tests import make
from tests.make.modules import Published
from training.accounts.models import Organisation, Person
from training.foundation.db import Base
from training.learning.models import Completion, Enrolment, Reading
from training.quizzes.models import Attempt, Grade

BASE = datetime(2026, 3, 31, 20, tzinfo=UTC)
REGIONS = ("linz", "padova")
LESSONS = ("who", "space")
QUIZZES = ("final-test", "who-quiz")
#: What comes after something is so many minutes later; what is committed late is so by less.
STEP, LATE = 15, 14


@dataclass(frozen=True, slots=True)
class Try:
    """An attempt at a quiz that began in a minute; grades as (minute, passed), the machine's first."""

    quiz: str
    began: int
    grades: tuple[tuple[int, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What becomes of one enrolment of a person in a module, in minutes; `done` with language and required quizzes."""

    person: int
    module: int
    enrolled: int
    read: tuple[tuple[str, int], ...]
    tries: tuple[Try, ...]
    done: tuple[int, str, tuple[str, ...]] | None
    late: tuple[int, ...]
    round: int = 1

    @property
    def started(self) -> int | None:
        """The minute in which it began, by the first that was done."""
        ends = [self.done[0]] if self.done else []
        return min([*(minute for _, minute in self.read), *(each.began for each in self.tries), *ends], default=None)

    @property
    def attempts(self) -> int | None:
        """How many attempts the quiz took that took most, as it was graded when the module was completed."""
        if self.done is None:
            return None
        found = [self._until_passed(quiz, self.done[0]) for quiz in self.done[2]]
        return max((number for number in found if number), default=None)

    def _until_passed(self, quiz: str, until: int) -> int | None:
        known = [(each.grades, each.began) for each in self.tries if each.quiz == quiz]
        known = [(tuple(grade for grade in grades if grade[0] <= until), began) for grades, began in known]
        handed_in = sorted((grades for grades, _ in known if grades), key=lambda grades: grades[0][0])
        return next((place for place, grades in enumerate(handed_in, 1) if grades[-1][1]), None)


@some.composite
def lives(draw: some.DrawFn) -> list[Life]:
    """Let up to three people take up to two modules, in whatever order, half of it, or more than once."""
    rounds: dict[tuple[int, int], int] = {}
    found = []
    for life in draw(some.lists(_life(), min_size=1, max_size=6)):
        pair = (life.person, life.module)
        rounds[pair] = rounds.get(pair, 0) + 1
        found.append(replace(life, round=rounds[pair]))
    return found


@some.composite
def _life(draw: some.DrawFn) -> Life:
    minutes = some.integers(STEP, 300)
    begins = draw(some.integers(0, 200))
    tries = []
    for quiz in draw(some.lists(some.sampled_from(QUIZZES), max_size=4)):
        began = begins + draw(minutes)
        # No two attempts are handed in within one minute: which was first would be chance.
        graded = sorted(draw(some.lists(some.integers(1, 40), max_size=2, unique=True)))
        marks = ((began + STEP * place, draw(some.booleans())) for place in graded)
        tries.append(Try(quiz, began, tuple(marks)))
    handed_in = [each.grades[0][0] for each in tries if each.grades]
    tries = tries if len(set(handed_in)) == len(handed_in) else []
    read = {lesson: begins + draw(minutes) for lesson in draw(some.lists(some.sampled_from(LESSONS), unique=True))}
    required = tuple(draw(some.lists(some.sampled_from(QUIZZES), unique=True)))
    done = (begins + draw(minutes), draw(some.sampled_from(("de", "it"))), required) if draw(some.booleans()) else None
    late = tuple(draw(some.lists(some.integers(0, LATE), min_size=5, max_size=5)))
    place = {"person": draw(some.integers(0, 2)), "module": draw(some.integers(0, 1)), "enrolled": begins}
    return Life(**place, read=tuple(read.items()), tries=tuple(tries), done=done, late=late)


@dataclass(frozen=True, slots=True)
class Fact:
    """A row that is committed in a minute."""

    minute: int
    table: type[Base]
    values: dict[str, Any]


@dataclass(slots=True)
class World:
    """People of two regions and two modules; `enrolments` are the numbers of lives by their place."""

    session: Session
    people: list[Person]
    modules: list[Published]
    enrolments: list[int]

    def facts(self, lives: list[Life]) -> list[Fact]:
        """Say which rows lives leave behind, in the order in which they are committed."""
        first = next(_numbers) * 1000
        self.enrolments = [first + place for place in range(len(lives))]
        each = [fact for place, life in enumerate(lives) for fact in self._of(life, self.enrolments[place])]
        return sorted(each, key=lambda fact: fact.minute)

    def commit(self, facts: list[Fact]) -> None:
        """Insert rows."""
        for fact in facts:
            self.session.execute(insert(fact.table).values(fact.values))

    def home(self, life: Life) -> Organisation:
        """Return where somebody works."""
        return self.session.get_one(Organisation, self.people[life.person].organisation_id)

    def _of(self, life: Life, id_: int) -> Iterator[Fact]:
        delay, home, module = life.late, self.home(life), self.modules[life.module]
        edition = {"publication_id": module.publication.id}
        places = {"organisation_id": home.id, "region_id": home.region_id, "module_id": module.row.id}
        who = {"id": id_, "person_id": self.people[life.person].id, "round": life.round}
        yield Fact(life.enrolled + delay[0], Enrolment, {**who, **places, "enrolled_at": at(life.enrolled)})
        for lesson, minute in life.read:
            row = {"enrolment_id": id_, "lesson": lesson, "language": "en", "read_at": at(minute), **edition}
            yield Fact(minute + delay[1], Reading, row)
        for each in life.tries:
            yield from self._attempt(each, id_, delay, edition)
        if life.done:
            minute, language, quizzes = life.done
            rule = {"read": [], "passed": [{"quiz": quiz, "percent": 60} for quiz in quizzes]}
            row = {"enrolment_id": id_, "rule": rule, "points": 3, "max_points": 3, "language": language, **edition}
            row |= {"completed_at": at(minute), "certificate": UUID(int=id_)}
            yield Fact(minute + delay[4], Completion, row)

    def _attempt(self, each: Try, enrolment: int, delay: tuple[int, ...], edition: dict[str, int]) -> Iterator[Fact]:
        id_ = UUID(int=next(_numbers))
        row = {"id": id_, "enrolment_id": enrolment, "quiz": each.quiz, "seed": 1, "started_at": at(each.began)}
        yield Fact(each.began + delay[2], Attempt, row | edition)
        by_somebody = {"graded_by": self.people[0].id, "reason": "a wrong key"}
        for place, (minute, passed) in enumerate(each.grades):
            worth: dict[str, Any] = {"points": 3 if passed else 0, "max_points": 3, "passed": passed, "marks": {}}
            again = by_somebody if place else {}
            yield Fact(minute + delay[3], Grade, {"attempt_id": id_, "graded_at": at(minute), **worth, **again})


_numbers = count(1)


def at(minute: int) -> datetime:
    """Return the moment of a minute."""
    return BASE + timedelta(minutes=minute)


def world(session: Session) -> World:
    """Make the people and the modules."""
    people = [make.person(session, region=region) for region in (*REGIONS, REGIONS[0])]
    modules = [make.published_module(session, make.module_value(key, region="linz")) for key in ("craft", "design")]
    return World(session, people, modules, [])
