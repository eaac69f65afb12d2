"""What does it cost to sign in, and to be let through the gate? `python -m benchmarks.access`."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import click
from flask import Flask
from flask_login import login_user
from sqlalchemy.orm import Session

from benchmarks import processor
from benchmarks.houses import database, ground
from benchmarks.machine import load_line, machine_lines
from benchmarks.servers import SECRET, postmaster
from tests import make
from tests.databases import KINDS, opened
from training.accounts.actions import is_right
from training.app import create_app
from training.config import Config
from training.foundation import gate
from training.foundation.extensions import db
from training.foundation.migrating import upgrade
from training.foundation.permissions import Role

ROUNDS, SIGN_INS, REQUESTS = 9, 40, 4000
PASSWORD = "seven green bicycles in the rain"
EXPLANATION = f"""
CPU: user and system time of this process and of all processes of PostgreSQL (SQLite works inside this one), median of
{ROUNDS} rounds. "sign-in" is the whole POST with its session, its entry in the log and the redirect; "argon2" is the
check of the password alone, in the same run; what is left is ours. "gate" is what the gate does in a request after the
person is known: it is called {REQUESTS:,} times within one. "everywhere": a learner's page; "by place":
a page of one module for a trainer of its region. Target: at most 0.1 ms."""


@click.command
@click.option("--database", "kinds", multiple=True, type=click.Choice(KINDS), help="May be given twice; else both.")
@click.option("--rounds", default=ROUNDS, show_default=True)
def main(*, kinds: tuple[str, ...], rounds: int) -> None:
    """Sign in and go through the gate many times, and tell what each costs."""
    for line in (*machine_lines(), EXPLANATION):
        click.echo(line)
    for kind in kinds or KINDS:
        with tempfile.TemporaryDirectory(prefix="bench") as folder, ground(kind, Path(folder)) as place:
            for line in _lines(kind, database(kind, place, "access"), Path(folder), rounds):
                click.echo(line)
    click.echo(f"\n{load_line()}")


def _lines(kind: str, address: str, folder: Path, rounds: int) -> Iterator[str]:
    people = _people(address)
    app = create_app(
        Config(secret_key=SECRET, database_url=address, media_folder=folder, public_address="https://localhost")
    )
    app.config |= {"WTF_CSRF_ENABLED": False}
    whole = _median(rounds, SIGN_INS, address, lambda: _sign_in(app))
    alone = _median(rounds, SIGN_INS, address, lambda: _argon2(app))
    yield f"\n{kind}"
    ours = whole - alone
    yield f"  sign-in {whole * 1e3:>16.2f} ms   argon2 {alone * 1e3:.2f} ms   ours {ours * 1e3:.2f} ms"
    for name, person, path in (
        ("gate, everywhere", people["learner"], "/en/my-learning"),
        ("gate, by place", people["trainer"], "/en/teaching/modules/craft/reports"),
    ):
        cost = _gate(app, person, path, address, rounds)
        yield f"  {name:<16} {cost * 1e3:>8.4f} ms"
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


def _people(address: str) -> dict[str, int]:
    engine = opened(address)
    upgrade(engine)
    with Session(engine) as session, session.begin():
        make.published_module(session)
        learner = make.person(session, email="learner@example.org", password=PASSWORD)
        trainer = make.person(session, role=Role.TRAINER, region="chemnitz")
        found = {"learner": learner.id, "trainer": trainer.id}
    engine.dispose()
    return found


def _sign_in(app: Flask) -> None:
    answer = app.test_client().post(
        "/en/sign-in", data={"email": "learner@example.org", "password": PASSWORD}, base_url="https://localhost"
    )
    if answer.status_code != 303:
        raise RuntimeError(f"not signed in: {answer.status_code}")


def _argon2(app: Flask) -> None:
    with app.app_context():
        if not is_right(db.session, "learner@example.org", PASSWORD):
            raise RuntimeError("the password is not right")


def _gate(app: Flask, person_id: int, path: str, address: str, rounds: int) -> float:
    with app.test_request_context(path, base_url="https://localhost"):
        login_user(_known(person_id))
        return _median(rounds, REQUESTS, address, _through)


def _through() -> None:
    if gate._enforce() is not None:  # noqa: SLF001 (what is measured)
        raise RuntimeError("the gate is closed")


def _known(person_id: int) -> Any:
    found = make.current_person(db.session, person_id)
    db.session.commit()
    if found is None:
        raise RuntimeError("nobody")
    return found


def _median(rounds: int, times: int, address: str, act: Callable[[], None]) -> float:
    """Return the processor seconds of one act, the median of rounds; the first round warms up."""
    return median([_seconds(times, address, act) for _ in range(rounds + 1)][1:])


def _seconds(times: int, address: str, act: Callable[[], None]) -> float:
    server = postmaster(address)
    pids = [os.getpid(), *(processor.family(server) if server else [])]
    before = processor.seconds(pids)
    for _ in range(times):
        act()
    # PostgreSQL's processes end their work a moment after they have answered.
    time.sleep(0.01)
    return (processor.seconds(pids) - before) / times


if __name__ == "__main__":
    main()
