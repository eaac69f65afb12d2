"""Do figures over a million answers take at most three times one SQL statement? `python -m benchmarks.figures`."""

import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from math import exp
from pathlib import Path
from statistics import median
from typing import Any

import click
from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.orm import Session

from benchmarks.houses import ground
from benchmarks.loading import Rows, load, settle_down
from benchmarks.machine import load_line, machine_lines
from tests import make
from tests.databases import KINDS, opened
from tests.teaching.answered import QUIZ, crowd_module
from training.content.rules.module import quiz_of
from training.foundation.db import only_reading
from training.foundation.migrating import upgrade
from training.quizzes.rules.first_attempts import FirstAttempts
from training.quizzes.rules.statistics.figures import QuizFigures, quiz_figures, translation_alarms
from training.teaching.queries import first_attempts

ANSWERS = 1_000_000
ROUNDS = 5
QUESTIONS = tuple(f"q{number:02d}" for number in range(20))
_SEED = 11
_AT_ONCE = 5000
_LANGUAGES, _WEIGHTS = ("de", "en", "cs", "pl", "it", "sl", "nl"), (40, 20, 10, 10, 10, 5, 5)
_START = datetime(2026, 11, 20, 9)  # noqa: DTZ001 (text for a database, which takes it for UTC)
_REVISED, _ELSEWHERE, _TURNED = 0.02, 0.003, "cs"
EXPLANATION = """
First attempts at a test of 20 questions in seven languages; every fiftieth answer was thought over, some are in another
language than the attempt, and one key is turned in Czech, so that the alarm has all of its work. Seconds by the clock,
median of rounds in which all take turns. "one statement" gives the same numbers by SQL alone (number, facility,
discrimination, responses by language, median time), and is compared with ours number by number; "counts alone" is one
GROUP BY of all answers by question, language and response, without asking which of them count. Ours adds
reliability."""

_ONE_STATEMENT = """
WITH attempts AS (
  SELECT a.id, a.started_at, CASE WHEN a.closes_at < g.graded_at THEN a.closes_at ELSE g.graded_at END AS ends_at
  FROM attempt a JOIN grade g ON g.attempt_id = a.id
  WHERE g.id IN (SELECT min(g.id) FROM grade g JOIN attempt a ON a.id = g.attempt_id
    WHERE a.quiz = :quiz AND g.graded_by IS NULL GROUP BY a.enrolment_id)),
given AS (
  SELECT n.question, n.language, CAST(n.response AS TEXT) AS response, {answered} - coalesce(
      lag({answered}) OVER (PARTITION BY n.attempt_id ORDER BY n.answered_at, n.id), {started}) AS seconds,
    row_number() OVER (PARTITION BY n.attempt_id, n.question ORDER BY n.answered_at DESC, n.id DESC) AS from_the_last
  FROM answer n JOIN attempts a ON a.id = n.attempt_id WHERE n.answered_at <= a.ends_at),
counting AS (SELECT question, language, response, CASE WHEN seconds > 1800 THEN 1800 ELSE {whole} END AS seconds
  FROM given WHERE from_the_last = 1),
shares AS (
  SELECT m.key AS question, g.attempt_id, CAST(m.value AS double precision) AS own
  FROM attempts a JOIN grade g ON g.attempt_id = a.id CROSS JOIN {each_mark} m
  WHERE NOT EXISTS (SELECT 1 FROM grade later WHERE later.attempt_id = g.attempt_id AND later.id > g.id)),
points AS (SELECT question, own, sum(own) OVER (PARTITION BY attempt_id) - own AS rest FROM shares)
SELECT 'item' AS what, question, NULL AS language, NULL AS response, count(*) AS number, avg(own) AS one, {correlation}
  FROM points GROUP BY question
UNION ALL SELECT 'response', question, language, response, count(*), NULL, NULL
  FROM counting GROUP BY question, language, response
UNION ALL {medians}"""
_PIECES = {
    "postgresql": {
        "answered": "extract(epoch FROM n.answered_at)",
        "started": "extract(epoch FROM a.started_at)",
        "whole": "floor(seconds)",
        "each_mark": "json_each_text(g.marks)",
        "correlation": "corr(own, rest)",
        "medians": """SELECT 'time', question, NULL, NULL, count(*),
          percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds), NULL FROM counting GROUP BY question""",
    },
    "sqlite": {
        "answered": "(strftime('%s', n.answered_at) + substr(n.answered_at, 20))",
        "started": "(strftime('%s', a.started_at) + substr(a.started_at, 20))",
        "whole": "CAST(seconds AS INTEGER)",
        "each_mark": "json_each(g.marks)",
        "correlation": """(count(*) * sum(own * rest) - sum(own) * sum(rest)) / sqrt(
          (count(*) * sum(own * own) - sum(own) * sum(own)) * (count(*) * sum(rest * rest) - sum(rest) * sum(rest)))""",
        "medians": """SELECT 'time', question, NULL, NULL, max(number), avg(seconds), NULL FROM (
          SELECT question, seconds, row_number() OVER (PARTITION BY question ORDER BY seconds) AS place,
            count(*) OVER (PARTITION BY question) AS number FROM counting)
          WHERE place IN ((number + 1) / 2, (number + 2) / 2) GROUP BY question""",
    },
}
_COUNTS = """SELECT n.question, n.language, CAST(n.response AS TEXT), count(*)
  FROM answer n JOIN attempt a ON a.id = n.attempt_id WHERE a.quiz = :quiz
  GROUP BY n.question, n.language, CAST(n.response AS TEXT)"""


@click.command
@click.option("--answers", default=ANSWERS, show_default=True, help="Fewer: to see whether it works, not to quote.")
@click.option("--rounds", default=ROUNDS, show_default=True)
@click.option("--database", "kinds", multiple=True, type=click.Choice(KINDS), help="May be given twice; else both.")
def main(*, answers: int, rounds: int, kinds: tuple[str, ...]) -> None:
    """Compare the figures of a quiz with one SQL statement."""
    for line in (*machine_lines(), EXPLANATION):
        click.echo(line)
    for kind in kinds or KINDS:
        with tempfile.TemporaryDirectory(prefix="bench") as folder, ground(kind, Path(folder)) as place:
            engine = _filled(kind, place, answers // len(QUESTIONS))
            for line in _lines(kind, engine, rounds):
                click.echo(line)
            engine.dispose()
    click.echo(f"\n{load_line()}")


def _lines(kind: str, engine: Engine, rounds: int) -> Iterator[str]:
    with only_reading(), Session(engine) as session:
        connection, questions = session.connection(), quiz_of(crowd_module(QUESTIONS), QUIZ)[1].questions
        publication = connection.execute(text("SELECT max(id) FROM publication")).scalar_one()
        number = connection.execute(text("SELECT count(*) FROM answer")).scalar_one()
        statement = text(_ONE_STATEMENT.format(**_PIECES[kind]))

        def ask() -> FirstAttempts:
            return first_attempts(session, "craft", quiz=QUIZ, publications=[publication], questions=QUESTIONS)

        found = ask()
        _compare(found, quiz_figures(found, questions), _all(connection, statement))
        seconds = _seconds(
            {
                "counts alone": lambda: _all(connection, text(_COUNTS)),
                "one statement": lambda: _all(connection, statement),
                "ours": lambda: quiz_figures(ask(), questions),
                "of it the query": ask,
                "and the alarm": lambda: translation_alarms(found),
            },
            rounds,
        )
    yield f"\n{kind}: {number:,} answers, {len(found.languages):,} first attempts"
    for name, (middle, best) in seconds.items():
        ratio = f"{middle / seconds['one statement'][0]:.2f} of one statement"
        yield f"  {name:<16}{middle:>8.2f} s   best {best:>6.2f} s   {ratio}"


def _seconds(tasks: dict[str, Callable[[], Any]], rounds: int) -> dict[str, tuple[float, float]]:
    found: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            started = time.perf_counter()
            task()
            found[name].append(time.perf_counter() - started)
    return {name: (median(each), min(each)) for name, each in found.items()}


def _all(connection: Connection, statement: Any) -> list[Any]:
    return list(connection.execute(statement, {"quiz": QUIZ}).all())


def _compare(found: FirstAttempts, figures: QuizFigures, told: list[Any]) -> None:
    """Raise where a number of ours is not that of SQL."""
    by_key = {one.question: one for one in figures.questions}
    counts = {(each.question, each.language, json.dumps(each.response)): each.count for each in found.tallies}
    for what, question, language, response, number, one, another in told:
        ours = by_key[question]
        pairs: list[tuple[float | None, Any]]
        match what:
            case "item":
                share = ours.facility.share if ours.facility else None
                pairs = [(ours.number, number), (share, one), (ours.discrimination, another)]
            case "time":
                pairs = [(ours.seconds, one)]
            case _:
                pairs = [(counts.pop((question, language, response)), number)]
        if any(mine is None or abs(mine - float(theirs)) > 1e-6 for mine, theirs in pairs):
            raise RuntimeError(f"{what} of {question}: {pairs}")
    if counts:
        raise RuntimeError(f"not in the statement: {list(counts)[:3]}")


def _filled(kind: str, place: str, attempts: int) -> Engine:
    address = f"sqlite:///{place}/figures.sqlite" if kind == "sqlite" else _postgresql(place)
    engine = opened(address)
    upgrade(engine)
    with Session(engine) as session, session.begin():
        published = make.published_module(session, crowd_module(QUESTIONS))
        person = make.person(session)
        first = (person.id, published.row.id, published.publication.id)
        home = make.organisation(session)
        homes = (home.id, home.region_id)
    chance = random.Random(_SEED)
    for start in range(1, attempts + 1, _AT_ONCE):
        rows: Rows = {"enrolment": [], "attempt": [], "answer": [], "grade": []}
        for number in range(start, min(start + _AT_ONCE, attempts + 1)):
            _hand_in(rows, number, first, homes, chance)
        load(engine, rows)
    settle_down(engine)
    engine.dispose()
    return opened(address)


def _postgresql(place: str) -> str:
    maintenance = create_engine(place, isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.execute(text("CREATE DATABASE figures"))
    maintenance.dispose()
    return make_url(place).set(database="figures").render_as_string(hide_password=False)


def _hand_in(
    rows: Rows, number: int, first: tuple[int, int, int], homes: tuple[int, int], chance: random.Random
) -> None:
    """Add one attempt; the persons are rounds of one, which is all the same to the figures."""
    person, module, publication = first
    attempt, moment = f"{chance.getrandbits(128):032x}", _START + timedelta(seconds=number)
    rows["enrolment"].append((number, person, module, number, *homes, _written(_START)))
    rows["attempt"].append((attempt, number, publication, QUIZ, 1, _written(moment), None))
    language, ability = chance.choices(_LANGUAGES, _WEIGHTS)[0], chance.gauss(0, 1)
    marks = {}
    for place, question in enumerate(QUESTIONS):
        sign = -1 if (language, place) == (_TURNED, 0) else 1
        right = chance.random() < 1 / (1 + exp(-sign * (ability - (place - 12) / 8)))
        marks[question] = float(right)
        spoken = "en" if chance.random() < _ELSEWHERE else language
        for choice in ("b", "a" if right else "b") if chance.random() < _REVISED else ("a" if right else "b",):
            moment += timedelta(seconds=chance.lognormvariate(3.4, 0.6))
            id_, said = f"{chance.getrandbits(128):032x}", json.dumps({"choices": [choice]})
            rows["answer"].append((id_, attempt, question, said, spoken, _written(moment)))
    points, most = sum(marks.values()), len(QUESTIONS)
    end = _written(moment + timedelta(seconds=5))
    rows["grade"].append((number, attempt, points, most, 1, json.dumps(marks), None, None, end))


def _written(moment: datetime) -> str:
    return moment.isoformat(" ", "microseconds")


if __name__ == "__main__":
    main()
