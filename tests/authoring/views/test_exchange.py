"""Is shown what would come of each question before anything is written, and exactly that done?"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from html import unescape
from io import BytesIO
from random import Random

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import make
from tests.authoring.files.exchange.mutants import mutant
from tests.authoring.files.exchange.samples import GIFT, MOODLE
from tests.kinds import every_kind
from training.accounts.models import Person
from training.authoring.actions.editing import change
from training.authoring.files.exchange import read, write
from training.authoring.rules.deeds import Act, Deed
from training.authoring.rules.structure import removed
from training.authoring.rules.units import unit_of
from training.content import queries as content
from training.content.files.shapes import module_from_json
from training.content.models import ModuleVersion
from training.content.rules.blocks import Quiz
from training.foundation.audit import AuditEntry

SignIn = Callable[[FlaskClient, Person], FlaskClient]
PAGE = "/en/authoring/craft/questions/who/who-quiz"


@pytest.fixture
def person(session: Session) -> Person:
    """Give a trainer of the region of a module."""
    make.published_module(session)
    return make.person(session, role="trainer")


@pytest.fixture
def trainer(client: FlaskClient, sign_in: SignIn, person: Person) -> FlaskClient:
    """Sign the trainer in."""
    return sign_in(client, person)


def quiz(session: Session) -> Quiz:
    """Return the quiz as it stands in the draft."""
    row = content.module_row(session, "craft")
    version = content.latest_version(session, row.id) if row else None
    assert version is not None
    found = unit_of(module_from_json(version.document), "who/who-quiz")
    assert isinstance(found, Quiz)
    return found


def send(trainer: FlaskClient, file: bytes) -> TestResponse:
    """Send a file and go where that leads."""
    answer = trainer.post(f"{PAGE}/in", data={"file": (BytesIO(file), "questions.bin")})
    return trainer.get(str(answer.location)) if answer.status_code == 303 else answer


def carried(page: str, **typed: str | list[str]) -> dict[str, str | list[str]]:
    """Read what the form of the plan sends back."""
    hidden = {name: unescape(value) for name, value in re.findall(r'name="(file|plan)" value="([^"]*)"', page)}
    take = re.findall(r'name="take" id="[^"]*" value="(\d+)" checked', page)
    return {**hidden, "take": take, "objective": "count", **typed}


def written(session: Session) -> int:
    """Count the versions that there are."""
    return session.scalar(select(func.count()).select_from(ModuleVersion)) or 0


def test_the_plan_is_shown_and_nothing_is_written(trainer: FlaskClient, session: Session) -> None:
    answer = send(trainer, GIFT.encode())

    assert answer.status_code == 200
    for told in (
        "Nothing has been written yet.",
        "The file was read as GIFT",
        "The museum",
        "answer was right in part",
    ):
        assert told in answer.text
    assert written(session) == 1


def test_what_was_agreed_to_comes_at_the_end(trainer: FlaskClient, session: Session, person: Person) -> None:
    """With keys of their own, the chosen objective, as one version, with an entry that counts."""
    before = quiz(session).questions
    fields = carried(send(trainer, GIFT.encode()).text, take=["1", "4"])

    answer = trainer.post(f"{PAGE}/in/confirm", data=fields)

    after = quiz(session).questions
    assert answer.status_code == 303
    assert after[: len(before)] == before
    assert [(each.key, each.objective) for each in after[len(before) :]] == [
        ("museum", "count"),
        ("a-town-is-a-client", "count"),
    ]
    assert written(session) == 2
    entry = session.scalars(select(AuditEntry).where(AuditEntry.event == "questions-imported")).one()
    assert (entry.subject, entry.actor_id) == ("module craft", person.id)
    assert entry.facts == {"quiz": "who/who-quiz", "taken": 1, "changed": 1, "refused": 0, "there": 0}
    assert "1 question was taken as it is." in trainer.get(str(answer.location)).text


def test_our_own_questions_come_back_with_key_and_objective(trainer: FlaskClient, session: Session) -> None:
    """And what is here already does not come again."""
    file = write(every_kind(), format="qti", language="en")
    trainer.post(f"{PAGE}/in/confirm", data=carried(send(trainer, file).text, objective=""))

    assert quiz(session).questions[3:] == every_kind()

    again = send(trainer, file).text
    assert again.count("Here already") == len(every_kind()) + 1
    assert 'name="take"' not in again


def test_a_plan_that_is_another_by_now_is_shown_anew(trainer: FlaskClient, session: Session, person: Person) -> None:
    fields = carried(send(trainer, write(every_kind(), format="moodle", language="en")).text)
    deed = Deed(act=Act.REMOVED, subject="module/sort")
    change(session, "craft", deed, lambda module: removed(module, "module/sort"), person_id=person.id, now=make.NOW)

    answer = trainer.post(f"{PAGE}/in/confirm", data=fields)

    assert answer.status_code == 409
    assert "The quiz has been changed since you saw the plan." in answer.text
    assert len(quiz(session).questions) == 3


@pytest.mark.parametrize(
    ("typed", "told"),
    [({"take": []}, "Choose at least one question."), ({"objective": "x"}, "Choose one.")],
)
def test_what_is_missing_is_asked_for(
    trainer: FlaskClient, session: Session, typed: dict[str, str | list[str]], told: str
) -> None:
    answer = trainer.post(f"{PAGE}/in/confirm", data=carried(send(trainer, MOODLE).text, **typed))

    assert (answer.status_code, told in answer.text) == (422, True)
    assert written(session) == 1


def test_pasted_questions_are_read_as_well(trainer: FlaskClient) -> None:
    answer = trainer.post(f"{PAGE}/in", data={"text": "Kdo platí? {=město ~nikdo}"})

    assert "Kdo platí?" in trainer.get(str(answer.location)).text


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (b"", "Choose a file, or paste the questions."),
        (b"<quiz>\n<question></quiz>", "The file is broken. Export it once more where it comes from. Look at line 2."),
        (b"<!DOCTYPE quiz><quiz/>", "declares entities"),
        (b"%PDF-1.7", "This is no file with questions that we know."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(trainer: FlaskClient, file: bytes, told: str) -> None:
    answer = send(trainer, file)

    assert (answer.status_code, told in answer.text) == (422, True)


def test_another_person_cannot_use_the_ticket(
    trainer: FlaskClient, session: Session, app: object, sign_in: SignIn
) -> None:
    """What somebody has sent is theirs until it is agreed to."""
    there = trainer.post(f"{PAGE}/in", data={"file": (BytesIO(MOODLE), "m.xml")}).location

    answer = sign_in(trainer, make.person(session, role="trainer")).get(str(there))

    assert answer.status_code == 403


def test_the_questions_of_a_quiz_go_out(trainer: FlaskClient, session: Session) -> None:
    for format_, ending in (("moodle", "moodle.xml"), ("qti", "qti.zip")):
        answer = trainer.get(f"{PAGE}/out/{format_}")

        assert answer.headers["Content-Disposition"] == f"attachment; filename=craft-who-quiz.{ending}"
        assert tuple(each.question for each in read(answer.data, likely="en").questions) == quiz(session).questions
    assert trainer.get(f"{PAGE}/out/gift").status_code == 404


def test_broken_files_never_break_the_page(trainer: FlaskClient, session: Session) -> None:
    """Twenty broken files: a plan or a sentence, never a fault, and nothing written."""
    random = Random("pages")  # noqa: S311 (a seed to repeat)
    answers = [send(trainer, mutant(random.choice((MOODLE, GIFT.encode())), random)).status_code for _ in range(20)]

    assert set(answers) == {200, 422}
    assert written(session) == 1


def test_the_pages_ask_few_statements(
    trainer: FlaskClient, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    """However many questions there are."""
    there = str(trainer.post(f"{PAGE}/in", data={"file": (BytesIO(MOODLE), "m.xml")}).location)
    for address in (f"{PAGE}/in", there):
        with statements() as asked:
            trainer.get(address)
        assert len(asked) <= 5, asked
