"""Is an invented history believable, the same for the same seed, and kept out of places where people learn?"""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import make
from tests.modules import module_value
from training.accounts.models import Organisation, Person
from training.foundation.errors import Refused
from training.learning.models import Completion, Enrolment, Reading
from training.quizzes.models import Attempt, Grade
from training.reporting.actions.simulating import Simulated, simulated
from training.reporting.actions.standings import rebuild
from training.reporting.models import Standing
from training.reporting.rules.histories import Amount, Course, Exam, History, Office, Rows

UNTIL = date(2026, 7, 1)
AMOUNT = Amount(people=60, years=2, seed=7, until=UNTIL, organisations=12)
COURSES = [
    Course(
        module_id=number,
        publication_id=number,
        region=region,
        lessons=("who", "space", "money"),
        exams=(Exam(quiz="final-test", points=10, needed=6),),
        both=Exam(quiz="both", points=8, needed=0) if number == 1 else None,
        rule="{}",
        passed_at_once=share,
    )
    for number, (region, share) in enumerate((("linz", 0.9), ("padova", 0.5), ("limburg", 0.7)), 1)
]
OFFICES = [
    Office(id=1, region_id=1, region="linz", languages=("de",)),
    Office(id=2, region_id=2, region="padova", languages=("it",)),
]


def _history(people: int, *, seed: int = 1) -> Rows:
    amount = Amount(people=people, years=3, seed=seed, until=UNTIL, organisations=2)
    portions = History(amount, courses=COURSES, offices=OFFICES, first=(1, 1), zone="").portions()
    whole: Rows = {}
    for rows in portions:
        for table, lines in rows.items():
            whole.setdefault(table, []).extend(lines)
    return whole


def _share(part: Iterable[Any], whole: Iterable[Any]) -> float:
    return len(list(part)) / len(list(whole))


def test_people_learn_as_people_do() -> None:
    rows = _history(2_500)
    enrolments, completions, readings = rows["enrolment"], rows["completion"], rows["reading"]
    completed = {row[0] for row in completions}
    region = {row[0]: row[5] for row in enrolments}

    assert len(rows["person"]) == 2_500
    assert 0.55 < _share(completed, enrolments) < 0.8
    # Most take the module of their own region, and few come back for another round.
    assert _share([row for row in enrolments if row[2] == row[5] and row[3] == 1], rows["person"]) > 0.6
    assert 0.01 < _share([row for row in enrolments if row[3] > 1], enrolments) < 0.15
    # Some drop out at every lesson, and nobody reads the third before the second.
    by_lesson = [len([row for row in readings if row[1] == lesson]) for lesson in COURSES[0].lessons]
    assert by_lesson == sorted(by_lesson, reverse=True)
    assert len(set(by_lesson)) == 3
    # In summer hardly anybody begins.
    months = [row[6][5:7] for row in enrolments]
    assert months.count("07") + months.count("08") < months.count("10")
    # Languages are those of the region, and now and then English.
    spoken = {(region[row[0]], row[5]) for row in completions}
    assert spoken == {(1, "de"), (1, "en"), (2, "it"), (2, "en")}
    # The tests of the modules are of different difficulty.
    first = {row[0]: row for row in reversed(rows["attempt"]) if row[3] == "final-test"}
    passed = {row[0]: row[3] for row in rows["grade"]}
    shares = [_share([a for a in taken if passed[a]], taken) for taken in _by_module(first)]
    assert shares[0] > shares[2] > shares[1]
    assert max(*(row[5] for row in rows["attempt"]), *(row[6] for row in completions)) < "2026-07-01"


def _by_module(attempts: dict[str, Any]) -> list[list[str]]:
    return [[id_ for id_, row in attempts.items() if row[2] == number] for number in (1, 2, 3)]


def test_the_same_seed_tells_the_same() -> None:
    assert _history(200) == _history(200)
    assert _history(200) != _history(200, seed=2)


@pytest.fixture
def published(session: Session) -> None:
    """Publish two modules in two regions."""
    for key, region in (("craft", "linz"), ("design", "padova")):
        make.published_module(session, module_value(key, region=region))


def test_a_history_comes_in_whole_and_counted(session: Session, published: None) -> None:
    made = simulated(session, AMOUNT, now=make.NOW)

    tables = (Person, Enrolment, Completion, Reading, Attempt, Grade)
    people, enrolments, completions, *others = [
        session.scalar(select(func.count()).select_from(table)) or 0 for table in tables
    ]
    assert made == Simulated(people=people, enrolments=enrolments, completions=completions)
    assert min(others) > 0
    assert session.scalar(select(func.count(Standing.completed_at))) == completions
    before = session.execute(select(Standing.__table__).order_by(Standing.enrolment_id)).all()
    rebuild(session, now=make.NOW)
    assert session.execute(select(Standing.__table__).order_by(Standing.enrolment_id)).all() == before
    # Nobody of them can come in, and whoever enrols now gets the next number.
    assert session.scalars(select(Person.password_hash).distinct()).all() == [None]
    assert {name.rpartition(" ")[0] for name in session.scalars(select(Person.name))} == {"Simulated person"}
    make.enrolment(session, make.person(session), make.published_module(session, module_value("third")))
    assert _depth(session) == 3


def _depth(session: Session) -> int:
    parents = {row.id: row.parent_id for row in session.execute(select(Organisation.id, Organisation.parent_id))}

    def depth(office: int | None) -> int:
        return 1 + depth(parents[office]) if office else 0

    return max(map(depth, parents))


def test_nothing_is_made_up_beside_people_who_learn(session: Session) -> None:
    with pytest.raises(Refused, match="modules-unpublished"):
        simulated(session, AMOUNT, now=make.NOW)
    make.enrolment(session, make.person(session), make.published_module(session))
    with pytest.raises(Refused, match="learners-already"):
        simulated(session, AMOUNT, now=make.NOW)

    assert simulated(session, AMOUNT, now=make.NOW, demonstration=True).people == AMOUNT.people
    with pytest.raises(Refused, match="simulated-already"):
        simulated(session, AMOUNT, now=make.NOW, demonstration=True)
