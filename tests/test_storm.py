"""Is every acknowledged answer there once, when all is posted twice, in another order, and the server is killed?"""

from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from tests import make
from tests.live import Site
from tests.storm import Paper, Post, Said, canonical, plan
from tests.storm_clients import clients_of, deliver
from tests.storm_verdict import Receipt, Stored, derived_id, faults
from training.foundation import tickets
from training.foundation.extensions import SignedSessions
from training.quizzes import queries
from training.quizzes.models import Answer
from training.quizzes.rules.grading import counting_answers

POSTS, CLIENTS, LEARNERS, ATTEMPTS, KILLS = 20_000, 16, 16, 12, 5
SEED = 20261120
QUESTION = "final-multiple"
#: A form that said one thing, and after that was acknowledged another.
FIRST = Said(form_id=uuid4(), attempt_id=uuid4(), question=QUESTION, response='{"choices": ["a"]}')
THEN = Said(form_id=FIRST.form_id, attempt_id=FIRST.attempt_id, question=QUESTION, response='{"choices": ["b"]}')


def test_a_storm_leaves_every_acknowledged_answer_once_though_the_server_is_killed(site_of_its_own: Site) -> None:
    chance = _chance()
    posts = plan(_papers(site_of_its_own), count=POSTS, chance=chance)
    clients = clients_of(site_of_its_own.port, posts, count=CLIENTS, chance=chance)
    # The last kill leaves every client something to post.
    moments = sorted(chance.sample(range(CLIENTS, POSTS - 50 * CLIENTS), KILLS))
    deliver(clients, at=moments, strike=lambda: _power_cut(site_of_its_own))
    receipts = [receipt for client in clients for receipt in client.receipts]
    assert len(receipts) == POSTS
    assert sum(client.cut_off for client in clients) >= KILLS
    assert faults(receipts, _stored(site_of_its_own), _counting(site_of_its_own, receipts)) == []


def test_a_storm_repeats_changes_translates_signs_out_and_overtakes_itself() -> None:
    papers = [Paper(learner=learner, attempt_id=uuid4(), ticket="", cookie="kept") for learner in range(LEARNERS)]
    posts = plan(papers, count=2_000, chance=_chance())
    said = {post.said for post in posts}
    assert len(posts) - len(said) > 500
    assert len(said) - len({each.form_id for each in said}) > 200
    assert len({(post.said, post.language) for post in posts}) - len(said) > 200
    assert sum(post.cookie is None for post in posts) > 200
    assert sum(not post.quiet for post in posts) > 200
    clients = clients_of(0, posts, count=CLIENTS, chance=_chance())
    ways = {(post.learner, number) for number, client in enumerate(clients) for post in client.posts}
    assert len(ways) == 4 * LEARNERS


def test_the_verdict_finds_nothing_where_nothing_is_wrong() -> None:
    assert _verdict(_row(FIRST), _row(THEN, id_=derived_id(THEN)), counting=THEN) == []


@pytest.mark.parametrize("lost", [0, 1])
def test_the_verdict_names_a_lost_answer(lost: int) -> None:
    rows = [_row(FIRST), _row(THEN, id_=derived_id(THEN))]
    del rows[lost]
    assert any("lost" in fault or "under the id" in fault for fault in _verdict(*rows, counting=THEN))


def test_the_verdict_names_an_answer_that_stands_there_twice() -> None:
    doubled = _row(THEN, id_=uuid4())
    assert _verdict(_row(FIRST), _row(THEN, id_=derived_id(THEN)), doubled, counting=THEN) == [
        f"not acknowledged: {doubled}"
    ]


def test_the_verdict_names_an_answer_under_another_response() -> None:
    found = _verdict(_row(FIRST), _row(FIRST, id_=derived_id(THEN)), counting=THEN)
    assert found == [f"lost: {THEN}"]


def test_the_verdict_names_a_language_in_which_nothing_was_posted() -> None:
    (found,) = _verdict(_row(FIRST, language="sl"), _row(THEN, id_=derived_id(THEN)), counting=THEN)
    assert found.startswith("in a language")


def test_the_verdict_names_a_form_of_which_nothing_stands_under_its_own_id() -> None:
    found = _verdict(_row(FIRST, id_=derived_id(FIRST)), _row(THEN, id_=derived_id(THEN)), counting=THEN)
    assert found == [f"nothing is under the id of the form {FIRST.form_id}"]


@pytest.mark.parametrize("counting", [FIRST, None])
def test_the_verdict_names_a_counting_answer_that_is_not_the_last(counting: Said | None) -> None:
    (found,) = _verdict(_row(FIRST), _row(THEN, id_=derived_id(THEN)), counting=counting)
    assert found.startswith("to ")


@pytest.mark.parametrize("counting", [FIRST, THEN])
def test_of_two_answers_sent_at_once_either_may_count(counting: Said) -> None:
    receipts = [_receipt(FIRST, sent_at=0, acknowledged_at=9), _receipt(THEN, sent_at=1, acknowledged_at=2)]
    rows = [_row(FIRST), _row(THEN, id_=derived_id(THEN))]
    assert faults(receipts, rows, {(FIRST.attempt_id, QUESTION): counting.response}) == []


def _chance() -> Random:
    return Random(SEED)  # noqa: S311 (a storm that comes again, not a secret)


def _power_cut(site: Site) -> None:
    site.kill()
    site.start()


def _papers(site: Site) -> list[Paper]:
    """Let new learners have begun the test of the small module, each several times."""
    signer = Flask(__name__)
    signer.secret_key = site.environment["TRAINING_SECRET_KEY"]
    with site.session() as session, signer.app_context():
        published = make.published_module(session)
        found = []
        for learner in range(LEARNERS):
            person = make.person(session)
            enrolment = make.enrolment(session, person, published)
            cookie = _session_cookie(signer, make.sign_in(session, person))
            for _ in range(ATTEMPTS):
                attempt_id = make.attempt(session, enrolment, published, quiz="final-test").id
                ticket = tickets.issue("answer", str(attempt_id), person_id=person.id)
                found.append(Paper(learner=learner, attempt_id=attempt_id, ticket=ticket, cookie=cookie))
    return found


def _session_cookie(signer: Flask, held: dict[str, Any]) -> str:
    serializer = SignedSessions().get_signing_serializer(signer)
    assert serializer is not None
    return str(serializer.dumps(held))


def _stored(site: Site) -> list[Stored]:
    columns = (Answer.id, Answer.attempt_id, Answer.question, Answer.response, Answer.language)
    with site.session() as session:
        return [
            Stored(id=id_, attempt_id=attempt_id, question=question, response=canonical(response), language=language)
            for id_, attempt_id, question, response, language in session.execute(select(*columns))
        ]


def _counting(site: Site, receipts: list[Receipt]) -> dict[tuple[UUID, str], str]:
    """Ask the application itself which answers count."""
    with site.session() as session:
        return {
            (attempt_id, question): canonical(answer.response)
            for attempt_id in {receipt.post.said.attempt_id for receipt in receipts}
            for question, answer in counting_answers(queries.answers(session, attempt_id)).items()
        }


def _verdict(*rows: Stored, counting: Said | None) -> list[str]:
    """Judge these rows after the form was posted with both contents, the first one twice."""
    receipts = [_receipt(said, sent_at=at, acknowledged_at=at + 1) for said, at in ((FIRST, 0), (THEN, 2), (FIRST, 4))]
    return faults(receipts, rows, {(said.attempt_id, QUESTION): said.response for said in (counting,) if said})


def _receipt(said: Said, *, sent_at: float, acknowledged_at: float) -> Receipt:
    return Receipt(
        Post(learner=0, said=said, language="en", number=2, fields=(), cookie=None), sent_at, acknowledged_at
    )


def _row(said: Said, *, id_: UUID | None = None, language: str = "en") -> Stored:
    return Stored(
        id=id_ or said.form_id,
        attempt_id=said.attempt_id,
        question=said.question,
        response=said.response,
        language=language,
    )
