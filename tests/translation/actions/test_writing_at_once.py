"""Do two translators who save one text at the same moment lose nothing, on a real database of each kind?"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests import make
from tests.databases import KINDS, Databases, opened
from training.content.rules.segments import text_digest
from training.translation.actions.writing import Outcome, Result, Wording, write
from training.translation.models import Translation, TranslationRevision

TITLE, HALL = "module/title", "space/map/caption"
SOURCES = {TITLE: "Rooms for makers", HALL: "The hall"}


@pytest.fixture(params=KINDS)
def shared(request: pytest.FixtureRequest, databases: Databases) -> Iterator[tuple[Engine, list[int]]]:
    """Give a database of each kind with one module and two translators (their ids); several connections may commit."""
    engine = opened(databases.fresh(request.param))
    with Session(engine) as session:
        make.version(session)
        people = [make.person(session).id for _ in range(2)]
        session.commit()
    yield engine, people
    engine.dispose()


def test_two_translators_at_once_lose_nothing(shared: tuple[Engine, list[int]]) -> None:
    """Of the same text the slower one gets to see the other's; different texts are both there, in a row of numbers."""
    engine, people = shared

    together = _at_once(engine, people, [(TITLE, "Räume"), (TITLE, "Zimmer")])
    apart = _at_once(engine, people, [(HALL, "Die Halle"), (TITLE, "Säle")], before=["", _standing(engine)])

    with Session(engine) as session:
        rows = {row.segment: row for row in session.scalars(select(Translation))}
        assert session.scalars(select(TranslationRevision.revision)).all() == [3]
    assert sorted(each.outcome for each in together) == [Outcome.CLASH, Outcome.KEPT]
    (clash,) = (each for each in together if each.outcome is Outcome.CLASH)
    assert clash.theirs in ("Räume", "Zimmer")
    assert [each.outcome for each in apart] == [Outcome.KEPT, Outcome.KEPT]
    assert (rows[TITLE].text, rows[HALL].text) == ("Säle", "Die Halle")
    assert {row.revision for row in rows.values()} == {2, 3}


def _standing(engine: Engine) -> str:
    with Session(engine) as session:
        return session.scalars(select(Translation.text)).one()


def _at_once(
    engine: Engine, people: list[int], work: list[tuple[str, str]], *, before: list[str] | None = None
) -> list[Result]:
    meeting, shown = Barrier(len(work)), before or ["", ""]

    def do(person_id: int, address: str, text: str, stood: str) -> Result:
        source, basis = text_digest(SOURCES[address]), text_digest(stood) if stood else ""
        wording = Wording(address=address, source_digest=source, text=text, basis=basis)
        meeting.wait(10)
        with Session(engine) as session:
            (result,) = write(session, "craft", "de", [wording], person_id=person_id, now=make.NOW)
            session.commit()
        return result

    with ThreadPoolExecutor(len(work)) as threads:
        jobs = [threads.submit(do, who, *what, stood) for who, what, stood in zip(people, work, shown, strict=True)]
        return [job.result(30) for job in jobs]
