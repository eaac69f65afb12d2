"""How does each invented person learn, from the first module to the last certificate or until it was enough?"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from training.reporting.rules.histories.calendars import calendar
from training.reporting.rules.histories.shapes import COLUMNS, Amount, Course, Exam, Office, Rows

#: So many people are told of at a time.
AT_ONCE = 5_000
#: How many modules people take: one, two …
_MODULES = (0.2, 0.24, 0.24, 0.18, 0.1, 0.04)
_OWN_REGION, _ENGLISH, _NEVER_BEGUN, _DROP_OFF, _GIVE_UP = 0.65, 0.12, 0.1, 0.026, 0.2
_AGAIN, _A_YEAR, _MEASURED_AGAIN, _PASSED_LATER = 0.12, 330.0, 0.7, 0.8


@dataclass(slots=True)
class _Learner:
    """A person within one history."""

    id: int
    office: Office
    language: str
    since: int


class History:
    """People by portions, with everything that they leave behind; the same seed tells the same."""

    def __init__(
        self, amount: Amount, *, courses: Sequence[Course], offices: Sequence[Office], first: tuple[int, int], zone: str
    ) -> None:
        """Begin with the numbers of the first person and the first enrolment; `zone` is written after a moment."""
        self._amount, self._courses, self._offices = amount, courses, offices
        self._person, self._enrolment = first
        # Nothing is protected by it: it shall be the same again.
        self._chance = Random(amount.seed)  # noqa: S311
        self._calendar = calendar(until=amount.until, years=amount.years, zone=zone)
        self._sizes = list(accumulate(1 / (1 + place) ** 0.6 for place in range(len(offices))))
        self._rows: Rows = {}

    def portions(self) -> Iterator[Rows]:
        """Tell of some thousand people at a time."""
        for start in range(0, self._amount.people, AT_ONCE):
            self._rows = {table: [] for table in COLUMNS}
            for number in range(start, min(start + AT_ONCE, self._amount.people)):
                self._live(number)
            yield self._rows

    def _live(self, number: int) -> None:
        random = self._chance.random
        office = self._offices[bisect(self._sizes, random() * self._sizes[-1])]
        language = "en" if random() < _ENGLISH else self._chance.choice(office.languages)
        taken = self._taken(office.region)
        begins = [self._calendar.begins(self._chance) for _ in taken]
        person = _Learner(self._person + number, office, language, min(begins))
        self._add_person(person, number + 1)
        for course, minute in zip(taken, begins, strict=True):
            self._take(person, course, minute)

    def _taken(self, region: str) -> list[Course]:
        """Choose some modules, the own region's before others."""
        chance, count = self._chance, 1
        share = chance.random()
        for part in _MODULES[:-1]:
            share -= part
            count += share > 0
        others = [course for course in self._courses if course.region != region]
        own = [course for course in self._courses if course.region == region and chance.random() < _OWN_REGION]
        return [*own, *chance.sample(others, max(0, min(count - len(own), len(others))))] or list(self._courses[:1])

    def _take(self, person: _Learner, course: Course, minute: int) -> None:
        """Enrol in a module, and in another round of it after a year or so."""
        number = 1
        while minute < self._calendar.end:
            done = self._learn(person, course, number, minute)
            if done is None or self._chance.random() > _AGAIN:
                return
            minute, number = self._later(done, days=_A_YEAR), number + 1

    def _learn(self, person: _Learner, course: Course, number: int, minute: int) -> int | None:
        """Learn until the end or until something comes between; return when it was completed."""
        calendar, chance, rows = self._calendar, self._chance, self._rows
        id_, self._enrolment = self._enrolment, self._enrolment + 1
        office = person.office
        places = (office.id, office.region_id)
        rows["enrolment"].append((id_, person.id, course.module_id, number, *places, calendar.written(minute)))
        if chance.random() < _NEVER_BEGUN:
            return None
        if course.both:
            self._measure(id_, course, course.both, minute + 10, after=False)
        for lesson in course.lessons:
            minute = self._later(minute, days=4.0)
            if chance.random() < _DROP_OFF or minute >= calendar.end:
                return None
            at = calendar.written(minute)
            rows["reading"].append((id_, lesson, course.publication_id, person.language, at))
        if course.both and chance.random() < _MEASURED_AGAIN:
            self._measure(id_, course, course.both, minute + 10, after=True)
        return self._complete(person, course, id_, minute)

    def _complete(self, person: _Learner, course: Course, enrolment: int, minute: int) -> int | None:
        points, most = 0, 0
        for exam in course.exams:
            passed = self._pass(course, exam, enrolment, minute)
            if passed is None:
                return None
            minute, points, most = passed[0], points + passed[1], most + exam.points
        at, number = self._calendar.written(minute), self._uuid()
        row = (enrolment, course.publication_id, course.rule, points, most, person.language, at, number)
        self._rows["completion"].append(row)
        return minute

    def _pass(self, course: Course, exam: Exam, enrolment: int, minute: int) -> tuple[int, int] | None:
        """Try a quiz until it is passed or given up; return when, and with how many points."""
        chance, share = self._chance, course.passed_at_once
        while True:
            minute = self._later(minute, days=2.0)
            handed_in = minute + chance.randrange(8, 40)
            if handed_in >= self._calendar.end:
                return None
            is_passed = chance.random() < share
            points = chance.randint(exam.needed, exam.points) if is_passed else chance.randrange(exam.needed or 1)
            self._attempt(course, exam, enrolment, (minute, handed_in), points)
            if is_passed:
                return handed_in, points
            if chance.random() < _GIVE_UP:
                return None
            share = _PASSED_LATER

    def _measure(self, enrolment: int, course: Course, both: Exam, minute: int, *, after: bool) -> None:
        """Take the quiz before or after the lessons; whoever has learned does better."""
        if minute + 10 >= self._calendar.end:
            return
        share = min(1.0, max(0.0, self._chance.gauss(0.72 if after else 0.45, 0.18)))
        self._attempt(course, both, enrolment, (minute, minute + 9), round(share * both.points))

    def _attempt(self, course: Course, exam: Exam, enrolment: int, times: tuple[int, int], points: int) -> None:
        calendar, id_ = self._calendar, self._uuid()
        seed = self._chance.getrandbits(30)
        begun = (id_, enrolment, course.publication_id, exam.quiz, seed, calendar.written(times[0]))
        self._rows["attempt"].append(begun)
        graded = (id_, points, exam.points, points >= exam.needed, "{}", calendar.written(times[1]))
        self._rows["grade"].append(graded)

    def _add_person(self, person: _Learner, number: int) -> None:
        name, email = f"Simulated person {number}", f"person{number}@simulated.example"
        since = self._calendar.written(person.since)
        # Without a password nobody signs in.
        who = (person.id, email, name, None, person.language, person.office.id, since)
        self._rows["person"].append((*who, False, f"{name.lower()} {email}"))

    def _later(self, minute: int, *, days: float) -> int:
        return self._calendar.later(self._chance, minute, days=days)

    def _uuid(self) -> str:
        return f"{self._chance.getrandbits(128):032x}"
