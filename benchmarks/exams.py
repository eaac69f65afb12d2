"""Who sits a test of forty questions? A seeded hall: people who have handed it in, and candidates about to do so."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle, islice
from uuid import UUID

from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from benchmarks.loading import Rows, add, load
from benchmarks.people import MOMENT
from benchmarks.servers import SECRET
from tests import make
from tests.kinds import RIGHT_OF_KIND, every_kind
from tests.modules import final, space, who
from training.accounts.rules import token_digest
from training.content.rules.blocks import Quiz
from training.content.rules.module import Module, quiz_of
from training.content.rules.questions import WITHOUT_POINTS, Question
from training.foundation import tickets
from training.foundation.clock import now
from training.quizzes.rules.responses import response_to

QUESTIONS = 40
_TEST = "final-test"
_SEED = 20261121
_AT_ONCE = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A signed-in person with two open attempts: `written` has every answer, `blank` has none and `ticket` opens it."""

    cookie: str
    csrf_token: str
    ticket: str
    written: str
    blank: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """What the rows of the people in it point at; `responses` are right answers to all questions, as they are kept."""

    published: make.Published
    organisation_id: int
    region_id: int
    first_id: int
    responses: dict[str, str]


def seat(engine: Engine, *, stored: int, candidates: int) -> list[Candidate]:
    """Let as many people have handed in as leave so many answers, and return the candidates that sit among them."""
    hall = _hall(engine)
    count = stored // QUESTIONS + candidates
    places = {number * count // candidates for number in range(candidates)}
    chance = random.Random(_SEED)
    found = []
    for start in range(0, count, _AT_ONCE):
        rows: Rows = {}
        for number in range(start, min(start + _AT_ONCE, count)):
            written = _sitter(rows, hall, number, chance)
            if number in places:
                _sign_in(rows, hall.first_id + number)
                found.append((hall.first_id + number, written, _attempt(rows, hall, number, chance)))
            else:
                _hand_in(rows, hall, number, written, chance)
        load(engine, rows)
    return list(_signed_in(found))


def exam() -> Module:
    """Make the small module of the tests with forty questions in its test, of all kinds that give points."""
    kinds = [question for question in every_kind() if not isinstance(question, WITHOUT_POINTS)]
    questions: tuple[Question, ...] = tuple(
        replace(question, key=f"{question.key}-{number}")
        for number, question in enumerate(islice(cycle(kinds), QUESTIONS), start=1)
    )
    quiz = Quiz(key=_TEST, title="Forty questions", purpose="test", pass_percent=60, questions=questions)
    page = final()
    return make.module_value(lessons=(who(), space(), replace(page, blocks=(*page.blocks[:-1], quiz))))


def _hall(engine: Engine) -> Hall:
    module = exam()
    _, quiz = quiz_of(module, _TEST)
    with Session(engine, expire_on_commit=False) as opened, opened.begin():
        office = make.organisation(opened)
        return Hall(
            published=make.published_module(opened, module),
            organisation_id=office.id,
            region_id=office.region_id,
            first_id=make.person(opened, role=None).id + 1,
            responses={each.key: json.dumps(response_to(each, RIGHT_OF_KIND[each.kind])) for each in quiz.questions},
        )


def _sitter(rows: Rows, hall: Hall, number: int, chance: random.Random) -> str:
    """Add a person who has read everything and answered all questions; return the id of the attempt."""
    me, publication = hall.first_id + number, hall.published.publication.id
    name, office = (f"sitter{number}@example.org", f"Sitter {number}"), hall.organisation_id
    add(rows, "person", (me, *name, None, "de", office, MOMENT, None, None, 0, 1, ""))
    add(rows, "role_grant", (me, me, "learner", None, None, MOMENT, None, ""))
    add(rows, "enrolment", (me, me, hall.published.row.id, 1, office, hall.region_id, MOMENT))
    for lesson in hall.published.value.completion.read:
        add(rows, "reading", (me, lesson, publication, "de", MOMENT))
    attempt = _attempt(rows, hall, number, chance)
    for question, response in hall.responses.items():
        add(rows, "answer", (_id(chance), attempt, question, response, "de", MOMENT))
    return attempt


def _attempt(rows: Rows, hall: Hall, number: int, chance: random.Random) -> str:
    id_ = _id(chance)
    add(rows, "attempt", (id_, hall.first_id + number, hall.published.publication.id, _TEST, 1, MOMENT, None))
    return id_


def _sign_in(rows: Rows, person_id: int) -> None:
    """Let a person have signed in just now."""
    begun = now().strftime("%Y-%m-%d %H:%M:%S.%f")
    digest = token_digest(_token(person_id))
    add(rows, "sign_in", (person_id, digest, person_id, begun, begun, None, "password", None, begun, "", None))


def _token(person_id: int) -> str:
    return f"the token of {person_id}"


def _hand_in(rows: Rows, hall: Hall, number: int, attempt: str, chance: random.Random) -> None:
    me, completion = hall.first_id + number, hall.published.value.completion
    marks = json.dumps(dict.fromkeys(hall.responses, 1.0))
    add(rows, "grade", (me, attempt, QUESTIONS, QUESTIONS, 1, marks, None, None, MOMENT))
    rule = json.dumps({"read": completion.read, "passed": completion.passed})
    result = (QUESTIONS, QUESTIONS, "de", MOMENT, _id(chance))
    add(rows, "completion", (me, hall.published.publication.id, rule, *result))


def _id(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"


def _signed_in(found: list[tuple[int, str, str]]) -> Iterator[Candidate]:
    """Sign what the server would have signed: signing in through the form takes a password's time for each."""
    signer = Flask(__name__)
    signer.secret_key = SECRET
    serializer = SecureCookieSessionInterface().get_signing_serializer(signer)
    if serializer is None:
        raise LookupError("no key to sign sessions with")
    for person_id, written, blank in found:
        with signer.test_request_context():
            # Not fresh: then nothing about the session changes, and no answer carries a new cookie.
            session.update({"_user_id": str(person_id), "_fresh": False, "token": _token(person_id)})
            csrf_token = generate_csrf()
            cookie = serializer.dumps(dict(session))
            ticket = tickets.issue("answer", str(UUID(blank)), person_id=person_id)
        yield Candidate(cookie=str(cookie), csrf_token=csrf_token, ticket=ticket, written=written, blank=blank)
