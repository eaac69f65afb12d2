"""Do two authors who save at the same moment lose nothing, on a real database of each kind?"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests import make
from tests.databases import KINDS, Databases, opened
from training.authoring.actions.editing import Collision, save
from training.authoring.rules.units import unit_digest, unit_of
from training.content.files.shapes import module_from_json
from training.content.models import ModuleVersion

MODULE = make.module_value()
UNITS, EACH = ("who/hook", "space/empty"), 5


@pytest.fixture(params=KINDS)
def shared(request: pytest.FixtureRequest, databases: Databases) -> Iterator[tuple[Engine, int]]:
    """Give a database of each kind with one module and one author (the id), to which several connections may commit."""
    engine = opened(databases.fresh(request.param))
    with Session(engine) as session:
        make.version(session, MODULE)
        author = make.person(session, role="trainer").id
        session.commit()
    yield engine, author
    engine.dispose()


def test_two_authors_at_once_lose_nothing(shared: tuple[Engine, int]) -> None:
    """Of different units both are there; of the same unit the slower one is told, and nothing of theirs is written."""
    engine, author = shared

    apart = _at_once(engine, author, [(unit, [f"{unit} {number}" for number in range(EACH)]) for unit in UNITS])
    together = _at_once(engine, author, [("who/mill", ["mine"]), ("who/mill", ["yours"])])

    assert apart == [[True] * EACH] * 2
    assert sorted(together) == [[False], [True]]
    with Session(engine) as session:
        versions = session.scalars(select(ModuleVersion).order_by(ModuleVersion.number)).all()
    assert [version.number for version in versions] == list(range(1, 2 * EACH + 3))
    draft = module_from_json(versions[-1].document)
    assert [unit_of(draft, unit).body for unit in UNITS] == [f"{unit} {EACH - 1}" for unit in UNITS]
    told = [text for text in ("mine", "yours") if any(f'"{text}"' in version.document for version in versions)]
    assert told == [unit_of(draft, "who/mill").situation]


def _at_once(engine: Engine, author: int, work: list[tuple[str, list[str]]]) -> list[list[bool]]:
    meeting = Barrier(len(work))
    with ThreadPoolExecutor(len(work)) as threads:
        jobs = [threads.submit(_saved, engine, unit, texts, meeting=meeting, author=author) for unit, texts in work]
        return [job.result(30) for job in jobs]


def _saved(engine: Engine, address: str, texts: list[str], *, meeting: Barrier, author: int) -> list[bool]:
    """Save texts of a unit one after another, each as its author left it before; tell which were let in."""
    module, let_in = MODULE, []
    field = "situation" if address == "who/mill" else "body"
    meeting.wait(10)
    for text in texts:
        basis = unit_digest(module, address)
        with Session(engine) as session:
            try:
                unit = replace(unit_of(module, address), **{field: text})
                made = save(session, "craft", address, unit, basis=basis, person_id=author, now=make.NOW)
                module = module_from_json(made.version.document)
                session.commit()
                let_in.append(True)
            except Collision:
                session.rollback()
                let_in.append(False)
    return let_in
