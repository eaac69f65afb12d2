"""What is counted? Houses in which invented people have learned for years, and what it costs to count them."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from benchmarks import processor
from benchmarks.houses import Plot, founded
from benchmarks.loading import settle_down
from benchmarks.servers import SECRET, command, postmaster
from tests import make
from tests.databases import opened
from training.accounts.models import Region
from training.accounts.rules import AUTHORITY, PARTNER
from training.foundation.extensions import SignedSessions
from training.foundation.permissions import Role
from training.reporting.actions.simulating import simulated
from training.reporting.actions.standings import catch_up, rebuild
from training.reporting.models import Standing
from training.reporting.queries.standings import group_facts, leaves, readers_by_lesson
from training.reporting.rules.histories import Amount

YEARS, ORGANISATIONS, SEED = 3, 200, 6
#: The day on which nothing has happened yet: the quarter before it has just ended.
UNTIL = date(2026, 10, 1)
NOW = datetime(2026, 10, 1, 4, tzinfo=UTC)
MINIMUM = 5
#: The quarter in which somebody enrols first.
FIRST = f"{UNTIL.year - YEARS}Q4"
_DAY = timedelta(days=1)
_OF_COMPLETION = ("completed_at = NULL", "language = NULL", "attempts_until_passed = NULL")

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Spent:
    """Processor seconds of this process and of PostgreSQL."""

    client: float
    server: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A house, what counting it cost, how much is in it, and cookies of somebody who may see it all."""

    plot: Plot
    spent: dict[str, Spent]
    rows: dict[str, int]
    partner: str
    officer: str


def counted(place: str, folder: Path, *, people: int, tell: Callable[[str], None]) -> Counted:
    """Make up a history of so many people, count it in every way, and release its first quarter."""
    with founded("postgresql", place, folder, name=f"people{people}") as (plot, engine):
        spent = _made_up(engine, people)
        cookies = [_cookie(engine, role) for role in (Role.PARTNER, Role.TRAINING_OFFICER)]
    tell(f"{people:,} people: counting")
    engine = opened(plot.address)
    spent |= _counting(engine)
    rows = _rows(engine)
    engine.dispose()
    tell(f"{people:,} people: releasing the first quarter")
    command(plot.settings(), "statistics", "release", "--quarter", FIRST)
    return Counted(plot=plot, spent=spent, rows=rows, partner=cookies[0], officer=cookies[1])


def spend(pids: Callable[[], tuple[list[int], list[int]]], act: Callable[[], Done]) -> tuple[Spent, Done]:
    """Do something, and tell what the two families of processes spent on it."""
    before = [processor.seconds(each) for each in pids()]
    done = act()
    # PostgreSQL's processes end their work a moment after they have answered.
    time.sleep(0.05)
    client, server = (processor.seconds(each) - then for each, then in zip(pids(), before, strict=True))
    return Spent(client, server), done


def _made_up(engine: Engine, people: int) -> dict[str, Spent]:
    amount = Amount(people=people, years=YEARS, seed=SEED, until=UNTIL, organisations=ORGANISATIONS)
    with Session(engine) as session, session.begin():
        # Nobody else is here: triggers that look up foreign keys may sleep.
        session.execute(text("SET LOCAL session_replication_role = replica"))
        spent, _ = spend(_pids(engine), lambda: simulated(session, amount, now=NOW))
    return {"simulate": spent}


def _counting(engine: Engine) -> dict[str, Spent]:
    found: dict[str, Spent] = {}
    with Session(engine) as session:
        # Workers of a query end with it, and their time with them.
        session.execute(text("SET max_parallel_workers_per_gather = 0"))
        session.commit()
        pids = _pids(engine)
        found["rebuild"], _ = spend(pids, lambda: _committed(session, rebuild))
        whole = _sums(session)
        _forget_a_day(session)
        settle_down(engine)
        found["one day"], written = spend(pids, lambda: _committed(session, catch_up))
        if _sums(session) != whole or not written:
            raise RuntimeError("what was caught up is not what was counted")
        settle_down(engine)
        found["nothing new"], written = spend(pids, lambda: _committed(session, catch_up))
        if written:
            raise RuntimeError(f"{written} rows were written for nothing")
        return found | _asking(session, pids)


def _asking(session: Session, pids: Any) -> dict[str, Spent]:
    """Ask for the last quarter, which has just ended."""
    zones = {region.id: ZoneInfo(region.time_zone) for region in session.scalars(select(Region))}
    year, month = UNTIL.year, UNTIL.month
    ends = {id_: datetime(year, month, 1, tzinfo=zone) for id_, zone in zones.items()}
    begins = {id_: [datetime(year, month - 3 + n, 1, tzinfo=zone) for n in range(3)] for id_, zone in zones.items()}
    found: dict[str, Spent] = {}
    found["leaves"], _ = spend(pids, lambda: leaves(session, ends, begins, minimum=MINIMUM))
    found["lessons"], _ = spend(pids, lambda: readers_by_lesson(session, ends))
    found["durations"], _ = spend(pids, lambda: group_facts(session, ends))
    session.rollback()
    return found


def _committed(session: Session, act: Callable[..., int]) -> int:
    written = act(session, now=NOW)
    session.commit()
    return written


def _forget_a_day(session: Session) -> None:
    """Leave the projection as it was a day before."""
    day = {"day": datetime(UNTIL.year, UNTIL.month, UNTIL.day, tzinfo=UTC) - _DAY}
    for statement in (
        "DELETE FROM standing WHERE enrolled_at >= :day",
        "UPDATE standing SET started_at = NULL WHERE started_at >= :day",
        f"UPDATE standing SET {', '.join(_OF_COMPLETION)} WHERE completed_at >= :day",
        "UPDATE standing_mark SET until = :day",
    ):
        session.execute(text(statement), day)
    session.commit()


def _sums(session: Session) -> tuple[Any, ...]:
    columns = (Standing.enrolled_at, Standing.started_at, Standing.completed_at)
    moments = [func.sum(func.extract("epoch", column)) for column in columns]
    tries = func.sum(Standing.attempts_until_passed)
    return tuple(session.execute(select(func.count(), *moments, tries)).one())


def _rows(engine: Engine) -> dict[str, int]:
    tables = ("person", "enrolment", "reading", "attempt", "completion", "standing")
    with engine.connect() as connection:
        found = {table: connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0 for table in tables}
        size = connection.scalar(text("SELECT pg_total_relation_size('standing')")) or 0
    return found | {"bytes of standing": size}


def _pids(engine: Engine) -> Callable[[], tuple[list[int], list[int]]]:
    server = postmaster(engine.url.render_as_string(hide_password=False))
    if server is None:
        raise LookupError("this is measured on PostgreSQL")
    return lambda: ([os.getpid()], processor.family(server))


def _cookie(engine: Engine, role: Role) -> str:
    """Let somebody with a role everywhere sign in, and sign the cookie as the server would."""
    with Session(engine) as session, session.begin():
        kind = PARTNER if role is Role.PARTNER else AUTHORITY
        office = make.organisation(session, region="linz", key=f"measured-{role.value}", kind=kind)
        person = make.person(session, organisation=office, role=role, everywhere=True)
        begun = make.sign_in(session, person)
    signer = Flask(__name__)
    signer.secret_key = SECRET
    serializer = SignedSessions().get_signing_serializer(signer)
    if serializer is None:
        raise LookupError("no key to sign sessions with")
    return str(serializer.dumps(begun | {"_fresh": False}))
