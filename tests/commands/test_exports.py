"""Are ordered files made and figures sent, once, to those who may still see them, whatever is killed on the way?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tests import make
from tests.databases import KINDS, Databases, opened
from tests.reporting.told import released
from tests.reporting.towns import Town, town
from tests.sftp import PASSWORD, USER, sftp_server
from training.accounts.models import RoleGrant
from training.accounts.rules.sealing import seal_of
from training.app import create_app
from training.commands.exports import make_files, send_figures
from training.config import Config
from training.foundation.audit import AuditEntry
from training.foundation.clock import now
from training.foundation.extensions import db
from training.foundation.outbox import Letter, OutboxLetter
from training.foundation.permissions import Role
from training.foundation.settings import Settings, change
from training.privacy.actions import erase_person
from training.reporting.actions import exports
from training.reporting.actions.deliveries import Plan, add_delivery
from training.reporting.models import Delivery, OrderedFile
from training.reporting.rules.deliveries import Failure, Sftp, Way
from training.reporting.rules.exports import KEPT_FOR, Content, Order, Stage

ZONE = ZoneInfo("Europe/Vienna")


@dataclass(frozen=True, slots=True)
class Site:
    """An installation with a town and released figures; `session` is committed by hand."""

    app: Flask
    session: Session
    town: Town

    @property
    def folder(self) -> Path:
        """Where made files lie."""
        config: Config = self.app.config["TRAINING"]
        return config.made_files_folder()

    def order(self, content: Content, kind: str, **query: str) -> UUID:
        """Let the training officer order a file."""
        order = Order(content=content, kind=kind, language="en", query=query)
        ordered = exports.order_file(self.session, self.town.officer.id, order, second_factor=False, now=now())
        self.session.commit()
        return ordered

    def file(self, file_id: UUID) -> OrderedFile:
        """Return what is known of a file."""
        self.session.rollback()
        self.session.expire_all()
        return self.session.scalars(select(OrderedFile).where(OrderedFile.id == file_id)).one()

    def delivery(self, **changed: Any) -> int:
        """Let the officer get figures of the town hall, and have them due."""
        plan = {"way": Way.LETTER, "place": "linz", "kind": "csv", "language": "de", "target": None, "sealed": None}
        made = add_delivery(self.session, self.town.officer.id, Plan(**{**plan, **changed}), zone=ZONE, now=now())
        made.due_at = now()
        self.session.commit()
        return made.id

    def sent(self, delivery_id: int) -> Delivery:
        """Return what came of it."""
        self.session.rollback()
        self.session.expire_all()
        return self.session.scalars(select(Delivery).where(Delivery.id == delivery_id)).one()

    def letters(self) -> list[tuple[str, dict[str, Any]]]:
        """Return the letters to the officer."""
        found = select(OutboxLetter.letter, OutboxLetter.facts).where(OutboxLetter.person_id == self.town.officer.id)
        return [(row.letter, row.facts) for row in self.session.execute(found.order_by(OutboxLetter.id))]


@pytest.fixture(params=KINDS)
def site(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[Site]:
    """Give an installation of each kind."""
    (tmp_path / "media").mkdir()
    config = Config(
        secret_key="a key for tests only, of 32 signs or more",
        database_url=databases.fresh(request.param),
        media_folder=tmp_path / "media",
        public_address="https://training.example.eu",
        delivery_hosts=frozenset({"127.0.0.1"}),
    )
    engine = opened(config.database_url)
    with Session(engine, expire_on_commit=False) as session:
        made = town(session)
        make.grant(session, made.officer, role=Role.PARTNER, region="linz")
        made.learner("=Anna <Adler>", made.archive)
        released(session, ("2026Q1", "2026Q2"))
        session.commit()
        app = create_app(config)
        yield Site(app, session, made)
    with app.app_context():
        for each in db.engines.values():
            each.dispose()
    engine.dispose()


def test_files_are_made_whole_and_known(site: Site) -> None:
    listed = site.order(Content.COMPLETIONS, "xlsx", state="not-started")
    lines = site.order(Content.COMPLETIONS, "csv")
    figures = site.order(Content.FIGURES, "json", whole="1")

    assert make_files(site.app) == 3
    assert make_files(site.app) == 0

    book = openpyxl.load_workbook(BytesIO((site.folder / str(listed)).read_bytes()))
    rows = list(book["list"].iter_rows(values_only=True))
    assert rows[1][4] == datetime.combine(make.NOW.date(), time())
    assert (rows[1][0], rows[1][-1]) == ("=Anna <Adler>", "not-started")
    assert b'"\'=Anna <Adler>"' in (site.folder / str(lines)).read_bytes()
    assert b'"2026Q2"' in (site.folder / str(figures)).read_bytes()
    made = [site.file(each) for each in (listed, lines, figures)]
    assert [(one.stage, one.lines) for one in made[:2]] == [(Stage.READY, 1)] * 2
    assert made[0].reach == {"everywhere": False, "regions": [], "organisations": ["hall"]}
    assert sorted(path.name for path in site.folder.iterdir()) == sorted(map(str, (listed, lines, figures)))


def test_whoever_waited_long_gets_a_letter_once(site: Site) -> None:
    ordered = site.order(Content.COMPLETIONS, "csv")
    site.session.execute(update(OrderedFile).values(ordered_at=now() - timedelta(minutes=5)))
    site.session.commit()

    make_files(site.app)

    assert (site.file(ordered).stage, site.letters()) == (Stage.READY, [(Letter.FILE_READY, {})])


def test_a_file_of_a_killed_worker_is_made_again_after_a_while(site: Site) -> None:
    ordered = site.order(Content.COMPLETIONS, "csv")
    exports.take_file(site.session, now=now())
    site.session.commit()

    assert make_files(site.app) == 0
    site.session.execute(update(OrderedFile).values(held_until=now() - timedelta(seconds=1)))
    site.session.commit()

    assert make_files(site.app) == 1
    assert site.file(ordered).stage == Stage.READY


def test_whoever_has_lost_the_role_gets_nothing(site: Site) -> None:
    ordered = site.order(Content.COMPLETIONS, "csv")
    site.session.execute(delete(RoleGrant).where(RoleGrant.person_id == site.town.officer.id))
    site.session.commit()

    assert make_files(site.app) == 0

    assert site.file(ordered).stage == Stage.FAILED
    assert list(site.folder.iterdir()) == []


def test_who_owes_a_second_factor_gets_nothing_until_it_is_proven(site: Site) -> None:
    change(site.session, replace(Settings(), second_factor_required=True), person_id=None, now=now())
    names, figures = site.order(Content.COMPLETIONS, "csv"), site.delivery()
    proven = site.delivery(second_factor=True)

    make_files(site.app)
    send_figures(site.app)

    assert site.file(names).stage == Stage.FAILED
    assert site.sent(figures).failure == Failure.NOT_ALLOWED
    assert site.sent(proven).sent_quarter == "2026Q2"


def test_bytes_go_with_their_row_and_their_person(site: Site) -> None:
    old, mine = site.order(Content.COMPLETIONS, "csv"), site.order(Content.COMPLETIONS, "csv")
    make_files(site.app)
    long_ago = {"ordered_at": now() - KEPT_FOR - timedelta(hours=1)}
    site.session.execute(update(OrderedFile).where(OrderedFile.id == old).values(**long_ago))
    site.session.commit()

    make_files(site.app)
    after_a_week = [path.name for path in site.folder.iterdir()]
    erase_person(site.session, site.town.officer.id, now=now(), actor_id=None)
    site.session.commit()
    make_files(site.app)

    assert after_a_week == [str(mine)]
    assert list(site.folder.iterdir()) == []


def test_a_letter_leads_to_the_newest_figures_each_month(site: Site) -> None:
    due = site.delivery()

    assert (send_figures(site.app), send_figures(site.app)) == (1, 0)

    sent = site.sent(due)
    assert (sent.sent_quarter, sent.tries, sent.failure) == ("2026Q2", 0, None)
    assert sent.due_at is not None
    assert sent.due_at > now()
    assert site.letters() == [(Letter.FIGURES_READY, {"quarter": "2026Q2", "place": "linz"})]
    entry = site.session.scalars(select(AuditEntry).where(AuditEntry.event == "statistics-sent")).one()
    assert entry.facts == {"way": "letter", "place": "linz", "kind": "csv", "quarter": "2026Q2"}


def test_figures_are_put_on_a_server_and_a_stranger_among_servers_ends_it(site: Site, tmp_path: Path) -> None:
    config: Config = site.app.config["TRAINING"]
    (tmp_path / "in").mkdir()
    with sftp_server(tmp_path / "in") as server:
        known = Sftp(host="127.0.0.1", port=server.port, user=USER, folder="", fingerprint=server.fingerprint)
        sealed = seal_of(config.secret_key).closed(PASSWORD)
        good = site.delivery(way=Way.SFTP, target=known, sealed=sealed)
        other = replace(known, fingerprint="SHA256:" + "b" * 43)
        bad = site.delivery(way=Way.SFTP, target=other, sealed=sealed)

        assert send_figures(site.app) == 1

    (arrived,) = (tmp_path / "in").iterdir()
    assert arrived.name == "statistics-2026Q2-linz-de.csv"
    assert b"Linz (de)" in arrived.read_bytes()
    assert site.sent(good).sent_quarter == "2026Q2"
    assert (site.sent(bad).due_at, site.sent(bad).failure) == (None, Failure.OTHER_HOST_KEY)
    assert site.letters() == [(Letter.DELIVERY_STOPPED, {"failure": "other-host-key"})]


def test_what_cannot_be_reached_is_tried_again_and_what_is_not_allowed_ends(site: Site) -> None:
    config: Config = site.app.config["TRAINING"]
    nowhere = Sftp(host="127.0.0.1", port=1, user=USER, folder="", fingerprint="SHA256:" + "b" * 43)
    sealed = seal_of(config.secret_key).closed(PASSWORD)
    away = site.delivery(way=Way.SFTP, target=nowhere, sealed=sealed)
    foreign = site.delivery(place="padova")
    lost = site.delivery(way=Way.SFTP, target=nowhere, sealed="sealed elsewhere")

    assert send_figures(site.app) == 0

    again = site.sent(away)
    assert (again.failure, again.tries) == (Failure.UNREACHABLE, 1)
    assert again.due_at is not None
    assert timedelta(minutes=10) < again.due_at - now() < timedelta(minutes=16)
    assert (site.sent(foreign).due_at, site.sent(foreign).failure) == (None, Failure.NOT_ALLOWED)
    assert (site.sent(lost).due_at, site.sent(lost).failure) == (None, Failure.SECRET_LOST)
