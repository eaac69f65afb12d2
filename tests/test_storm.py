"""Is every acknowledged answer in the database, when the server is killed and when everything is posted twice?"""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from tests import make
from tests.live import Site
from training.content import queries as content
from training.content.rules.module import quiz_of
from training.content.rules.questions import SingleChoice
from training.foundation import tickets
from training.learning.models import Enrolment
from training.quizzes.models import Answer, Attempt

WRITERS = 4
KILLS = 5
SEE_OTHER = 303


@dataclass(slots=True)
class Form:
    """The first question of the final test as a learner has it open, and what came of posting it."""

    site: Site
    path: str
    ticket: str
    choices: tuple[str, ...]
    acknowledged: set[UUID] = field(default_factory=set)

    def post(self, answer_id: UUID) -> None:
        """Send an answer as a browser does; remember it once the server has said that it is stored."""
        body = {"ticket": self.ticket, "answer": str(answer_id), "response": self.choices[answer_id.int % 3]}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        connection = HTTPConnection("127.0.0.1", self.site.port, timeout=20)
        try:
            connection.request("POST", self.path, urlencode(body), headers)
            if connection.getresponse().status == SEE_OTHER:
                self.acknowledged.add(answer_id)
        finally:
            connection.close()

    def post_until(self, stop: threading.Event) -> None:
        """Send answers one after the other; what got no reply is sent again, as an impatient person does."""
        while not stop.is_set():
            answer_id = uuid4()
            for _ in range(3):
                with suppress(OSError, HTTPException):
                    self.post(answer_id)
                    break
                time.sleep(0.05)


def _form(site: Site) -> Form:
    """Let a new learner have begun the final test of the real module."""
    with site.session() as session:
        person = make.person(session)
        publication = content.published(session, content.current_publications(session)["chemnitz"])
        columns = {"round": 1, "organisation_id": person.organisation_id, "enrolled_at": make.NOW}
        region = make.region(session)
        enrolment = Enrolment(person_id=person.id, module_id=publication.module_id, region_id=region.id, **columns)
        session.add(enrolment)
        session.flush()
        attempt_id = uuid4()
        keys = {"enrolment_id": enrolment.id, "publication_id": publication.id, "quiz": "final-test"}
        session.add(Attempt(id=attempt_id, seed=1, started_at=make.NOW, **keys))
        person_id = person.id
    first = quiz_of(publication.module, "final-test")[1].questions[0]
    assert isinstance(first, SingleChoice)
    path = f"/en/attempts/{attempt_id}/questions/1"
    choices = tuple(choice.key for choice in first.choices)
    return Form(site, path, _ticket(site, attempt_id, person_id), choices)


def _ticket(site: Site, attempt_id: UUID, person_id: int) -> str:
    signer = Flask(__name__)
    signer.secret_key = site.environment["TRAINING_SECRET_KEY"]
    with signer.app_context():
        return tickets.issue("answer", str(attempt_id), person_id=person_id)


def _stored(site: Site) -> list[UUID]:
    with site.session() as session:
        return list(session.scalars(select(Answer.id)))


def test_no_acknowledged_answer_is_lost_when_the_server_is_killed(site_of_its_own: Site) -> None:
    forms = [_form(site_of_its_own) for _ in range(WRITERS)]
    stop = threading.Event()
    writers = [threading.Thread(target=form.post_until, args=(stop,)) for form in forms]
    for writer in writers:
        writer.start()
    for _ in range(KILLS):
        time.sleep(random.uniform(0.1, 0.8))  # noqa: S311 (moments, not secrets)
        site_of_its_own.kill()
        site_of_its_own.start()
    time.sleep(0.3)
    stop.set()
    for writer in writers:
        writer.join()
    stored = _stored(site_of_its_own)
    acknowledged = set().union(*(form.acknowledged for form in forms))
    assert len(acknowledged) > KILLS
    assert acknowledged <= set(stored)
    assert len(stored) == len(set(stored))


def test_a_hundred_double_posts_leave_a_hundred_answers(site_of_its_own: Site) -> None:
    form = _form(site_of_its_own)
    wanted = [uuid4() for _ in range(100)]
    with ThreadPoolExecutor(max_workers=8) as clients:
        list(clients.map(form.post, [answer_id for answer_id in wanted for _ in range(2)]))
    assert form.acknowledged == set(wanted)
    assert sorted(_stored(site_of_its_own)) == sorted(wanted)
