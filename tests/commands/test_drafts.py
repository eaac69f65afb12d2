"""Does the worker have drafts made, keep what came before a machine fails, and end what it was killed at?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests import make
from tests.databases import KINDS, Databases, opened
from tests.machines import KEY, FalseMachine, false_machine
from training.app import create_app
from training.commands.doctor import _WORDS, _drafting_findings
from training.commands.drafts import make_drafts
from training.config import Config
from training.content.rules.segments import segments
from training.foundation.clock import now
from training.foundation.extensions import db
from training.operations.rules.doctor import drafting_findings
from training.translation.actions.drafts import order_drafts
from training.translation.files.machines import LibreTranslate
from training.translation.models import DraftOrder, Translation
from training.translation.rules.drafts import HOLD, Failure, Progress, Step

SOURCES = dict(segments(make.module_value()))


@dataclass(frozen=True, slots=True)
class Site:
    """An installation with a module, a translator and a machine; `session` is committed by hand."""

    app: Flask
    session: Session
    machine: FalseMachine
    person_id: int

    def order(self, into: str = "de") -> int:
        """Order drafts of all that is missing, and return the number of the order."""
        provider = self.app.config["TRAINING"].machine.kind
        how = {"with_stale": False, "provider": provider, "person_id": self.person_id}
        order_drafts(self.session, "craft", into, **how, now=now())
        made = self.session.scalar(select(func.max(DraftOrder.id)))
        self.session.commit()
        return int(made or 0)

    def told(self, order_id: int) -> DraftOrder:
        """Return what has become of an order."""
        self.session.expire_all()
        found = self.session.scalars(select(DraftOrder).where(DraftOrder.id == order_id)).one()
        self.session.commit()
        return found


@pytest.fixture(params=KINDS)
def site(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[Site]:
    """Give an installation of each kind, whose machine speaks as LibreTranslate does."""
    config = Config(
        secret_key="a key for tests only, of 32 signs or more",
        database_url=databases.fresh(request.param),
        media_folder=tmp_path / "media",
        public_address="https://training.example.eu",
    )
    engine = opened(config.database_url)
    with false_machine() as machine, Session(engine, expire_on_commit=False) as session:
        make.version(session)
        person = make.person(session)
        session.commit()
        app = create_app(replace(config, machine=machine.libretranslate()))
        yield Site(app, session, machine, person.id)
    with app.app_context():
        for each in db.engines.values():
            each.dispose()
    engine.dispose()


def test_an_order_is_carried_out_or_ends_with_a_reason(
    site: Site, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LibreTranslate, "most", 600)
    order = site.order()

    assert make_drafts(site.app) == len(SOURCES)
    assert make_drafts(site.app) == 0

    told = site.told(order)
    assert (told.outcome, told.kept, told.refused) == ("done", len(SOURCES), 0)
    drafts = site.session.scalars(select(Translation)).all()
    site.session.commit()
    assert {(row.language, row.origin, row.translated_by, row.approved_at) for row in drafts} == {
        ("de", "machine", None, None)
    }
    # In parts, so that a machine that fails in the middle has not worked for nothing.
    assert len(site.machine.asked) > 1
    assert all(sum(map(len, said["q"])) <= 600 for _, said in site.machine.asked)

    asked = len(site.machine.asked)
    second = site.order("sl")
    site.machine.status, site.machine.answer = 403, {"error": f"Invalid API key {KEY}"}
    assert make_drafts(site.app) == 0
    told = site.told(second)
    assert (told.outcome, Progress.read(told.reference).said, told.kept) == ("failed", "not-let-in", 0)
    assert len(site.machine.asked) == asked + 1
    said = capfd.readouterr()
    assert KEY not in said.out + said.err
    assert SOURCES["module/summary"] not in said.out + said.err


def test_a_killed_worker_loses_nothing_and_a_later_answer_is_waited_for(site: Site) -> None:
    order = site.order()
    # It was killed after it had taken the order.
    killed = Progress(step=Step.TAKEN, tries=1, at=now() - HOLD - timedelta(minutes=1))
    site.session.execute(update(DraftOrder).values(reference=killed.written))
    site.session.commit()

    assert make_drafts(site.app) == len(SOURCES)
    assert (site.told(order).outcome, site.told(order).kept) == ("done", len(SOURCES))

    config: Config = site.app.config["TRAINING"]
    site.app.config["TRAINING"] = replace(config, machine=site.machine.etranslation())
    later = site.order("sl")
    assert make_drafts(site.app) == 0
    path, said = site.machine.asked[-1]
    assert path == "/askTranslate"
    assert said["deliveries"]["http"].startswith("https://training.example.eu/translation/drafted/")
    told = Progress.read(site.told(later).reference)
    assert (told.step, told.said) == (Step.SENT, "4711")
    # It is not sent twice.
    sent = len(site.machine.asked)
    assert make_drafts(site.app) == 0
    assert len(site.machine.asked) == sent

    site.app.config["TRAINING"] = replace(config, machine=None)
    assert make_drafts(site.app) == 0


def test_the_doctor_says_whether_the_machine_answers(tmp_path: Path) -> None:
    config = Config(secret_key="", database_url="", media_folder=tmp_path, public_address="")
    with false_machine() as machine:
        well = list(_drafting_findings(replace(config, machine=machine.libretranslate())))
        (found,) = _drafting_findings(replace(config, machine=machine.etranslation(password="not the right one")))

    said = _WORDS[found.code].format(**found.facts)
    assert (list(_drafting_findings(config)), well) == ([], [])
    assert "(127.0.0.1) does not let the site in" in said
    assert "not the right one" not in said
    for failure in Failure:
        (found,) = drafting_findings(failure, host="translate.example.eu")
        assert "translate.example.eu" in _WORDS[found.code].format(**found.facts)
