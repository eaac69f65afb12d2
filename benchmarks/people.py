"""Who learns in the measured house? A seeded crowd: everybody is enrolled, has read, passed a quiz and begun a test."""

import json
import random
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from benchmarks.loading import Rows, add, load
from tests.make import organisation
from training.accounts.actions import set_password
from training.accounts.models import Organisation, Person
from training.content import queries as content
from training.content.queries import Published
from training.content.rules.blocks import Quiz
from training.content.rules.module import Module, quiz_of, quizzes
from training.content.rules.questions import MultipleChoice, Numeric, Question, SingleChoice
from training.foundation.clock import now

MODULE = "chemnitz"
PASSWORD = "one password for the whole crowd"
MOMENT = "2026-11-20 09:30:00.000000"
_SEED = 20261120
_AT_ONCE = 5000
_LESSONS_READ = 3
_ANSWERS_BEGUN = 2
#: Open attempts of each measured person to which answers are posted, so that none grows out of life's measure.
_SPARE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """One of the crowd whose pages are measured; attempts by their ids, `spare` ones for posting answers."""

    email: str
    running: str
    finished: str
    spare: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """What the rows of the crowd point at: everybody has finished the `practice` and begun the `test`."""

    published: Published
    practice: Quiz
    test: Quiz
    offices: tuple[tuple[int, int], ...]
    password_hash: str
    first_id: int


def settle(engine: Engine, *, count: int, measured: int) -> tuple[Module, list[Learner]]:
    """Bring a crowd into a database that has the courses; return its module and the measured ones among it."""
    town = _town(engine)
    chosen = {number * (count - 1) // max(1, measured - 1) for number in range(measured)}
    learners: list[Learner] = []
    chance = random.Random(_SEED)
    for start in range(0, count, _AT_ONCE):
        rows: Rows = {}
        for number in range(start, min(start + _AT_ONCE, count)):
            running, finished = _somebody(rows, town, number, chance)
            if number in chosen:
                spare = tuple(_attempt(rows, town, number, town.test, chance) for _ in range(_SPARE))
                learners.append(Learner(email=_email(number), running=running, finished=finished, spare=spare))
        load(engine, rows)
    return town.published.module, learners


def value_for(question: Question) -> str:
    """Return what a form sends for a question of the real module: the first choice, or its number."""
    match question:
        case Numeric():
            return question.answer
        case SingleChoice() | MultipleChoice():
            return question.choices[0].key
    raise LookupError(f"nobody of the crowd can answer {question.key}, a question of the kind {question.kind}")


def _town(engine: Engine) -> Town:
    with Session(engine) as session, session.begin():
        office = organisation(session, region=MODULE)
        somebody = Person(
            email="first@example.org", name="The First", language="de", organisation_id=office.id, created_at=now()
        )
        session.add(somebody)
        set_password(session, somebody, PASSWORD)
        session.flush()
        published = content.published(session, content.current_publications(session)[MODULE])
        module = published.module
        offices = session.execute(select(Organisation.id, Organisation.region_id).order_by(Organisation.id)).all()
        return Town(
            published=published,
            practice=next(quiz for _, quiz in quizzes(module)),
            test=quiz_of(module, module.completion.passed[0])[1],
            offices=tuple((row.id, row.region_id) for row in offices),
            password_hash=somebody.password_hash or "",
            first_id=somebody.id + 1,
        )


def _email(number: int) -> str:
    return f"crowd{number}@example.org"


def _somebody(rows: Rows, town: Town, number: int, chance: random.Random) -> tuple[str, str]:
    """Add everything that one person has left; return the ids of the running and of the finished attempt."""
    me = town.first_id + number
    office, region = town.offices[number % len(town.offices)]
    language = ("de", "en", "sl")[number % 3]
    name = f"Somebody {number}"
    mine = (me, _email(number), name, town.password_hash, language, office, MOMENT, None, None, 0, 1, "")
    add(rows, "person", mine)
    add(rows, "role_grant", (me, me, "learner", None, None, MOMENT, None, ""))
    add(rows, "enrolment", (me, me, town.published.module_id, 1, office, region, MOMENT))
    for lesson in town.published.module.lessons[:_LESSONS_READ]:
        add(rows, "reading", (me, lesson.key, town.published.id, language, MOMENT))
    finished = _attempt(rows, town, number, town.practice, chance)
    _answer(rows, finished, town.practice.questions, chance)
    most = len(town.practice.questions)
    add(rows, "grade", (me, finished, most - 1, most, 1, "{}", None, None, MOMENT))
    running = _attempt(rows, town, number, town.test, chance)
    _answer(rows, running, town.test.questions[:_ANSWERS_BEGUN], chance)
    return running, finished


def _attempt(rows: Rows, town: Town, number: int, quiz: Quiz, chance: random.Random) -> str:
    id_ = f"{chance.getrandbits(128):032x}"
    add(rows, "attempt", (id_, town.first_id + number, town.published.id, quiz.key, 1, MOMENT, None))
    return id_


def _answer(rows: Rows, attempt: str, questions: tuple[Question, ...], chance: random.Random) -> None:
    for question in questions:
        value = value_for(question)
        kept = {"number": value, "typed": value} if isinstance(question, Numeric) else {"choices": [value]}
        id_ = f"{chance.getrandbits(128):032x}"
        add(rows, "answer", (id_, attempt, question.key, json.dumps(kept), "de", MOMENT))
