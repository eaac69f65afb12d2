"""Does storing an answer, or handing in forty, cost more when a million answers are stored already?"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from uuid import uuid4

from sqlalchemy import text

from benchmarks.browsers import Browser
from benchmarks.exams import QUESTIONS, Candidate, seat
from benchmarks.houses import Plot, founded
from benchmarks.measuring import WARMING, Batch, Measured, measured
from benchmarks.run import MEASURED
from benchmarks.servers import Server, served
from benchmarks.statements import Size, sizes
from benchmarks.work import LANGUAGE, Visitor, Wish, stranger, with_dashes
from tests.databases import opened
from tests.kinds import RIGHT_OF_KIND, every_kind

FEW, MANY = "few", "many"
POST, FINISH = "post-answer", "finish-test"
FLOOR = "floor"
#: For its statements each kind is asked for twice by one visitor: the second time counts.
_LOOKED_AT = 2
#: Posting is so much cheaper than handing in that a batch holds more of it.
_CHEAPER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """How many answers of others are stored, and how much is measured; `requests` are those of handing in."""

    few: int
    many: int
    rounds: int
    requests: int

    @property
    def handed_in(self) -> int:
        """How many tests are handed in, warming up included."""
        return WARMING + self.rounds * self.requests + _LOOKED_AT

    @property
    def posted(self) -> int:
        """How many answers are posted, warming up included."""
        return WARMING + self.rounds * self.requests * _CHEAPER + _LOOKED_AT

    @property
    def candidates(self) -> int:
        """How many candidates there are: each hands in once at most, so that every handing in is a first one."""
        return self.handed_in + _LOOKED_AT * (MEASURED - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFindings:
    """What was found on one kind of database: costs by hall and name, sizes by hall."""

    costs: Measured
    sizes: dict[str, dict[str, Size]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """A served hall with its visitors, and how many others have handed in before."""

    plot: Plot
    server: Server
    visitors: tuple[Visitor, ...]
    others: int


def find_answers(kind: str, place: str, folder: Path, *, amount: Amount, tell: Callable[[str], None]) -> AnswerFindings:
    """Fill two halls, serve them, and let posting, handing in and the floor take turns."""
    with ExitStack() as servers:
        rooms = {}
        for key, stored in ((FEW, amount.few), (MANY, amount.many)):
            tell(f"{kind}: storing {stored:,} answers")
            rooms[key] = _room(servers, kind, place, folder, stored=stored, amount=amount)
        batches = [*_batches(rooms, amount), _floor(servers, rooms[FEW].plot, amount)]
        tell(f"{kind}: {amount.rounds} rounds of {len(batches)} batches")
        costs = measured(batches, rounds=amount.rounds, after_round=lambda number: tell(f"{kind}: round {number + 1}"))
        found = {key: sizes(room.plot.settings(), room.visitors[0]) for key, room in rooms.items()}
    for room in rooms.values():
        _require_done(room, amount)
    return AnswerFindings(costs=costs, sizes=found)


def _room(servers: ExitStack, kind: str, place: str, folder: Path, *, stored: int, amount: Amount) -> _Room:
    with founded(kind, place, folder, name=f"hall{stored}") as (plot, engine):
        candidates = seat(engine, stored=stored, candidates=amount.candidates)
    server = servers.enter_context(served(plot.settings()))
    visitors = tuple(_visitor(server, candidates[number::MEASURED]) for number in range(MEASURED))
    return _Room(plot=plot, server=server, visitors=visitors, others=stored // QUESTIONS)


def _visitor(server: Server, candidates: list[Candidate]) -> Visitor:
    return Visitor(Browser(server.port), {POST: _posts(candidates).__next__, FINISH: _finishes(candidates).__next__})


def _posts(candidates: list[Candidate]) -> Iterator[Wish]:
    """Answer the first question in one attempt after the other, each time under an id of its own."""
    (value,) = RIGHT_OF_KIND[every_kind()[0].kind]["response"]
    for candidate in cycle(candidates):
        values = {"ticket": candidate.ticket, "answer": str(uuid4()), "response": value}
        yield Wish(f"/{LANGUAGE}/attempts/{with_dashes(candidate.blank)}/questions/1", values, candidate.cookie)


def _finishes(candidates: list[Candidate]) -> Iterator[Wish]:
    """Hand in one test of forty answers after the other."""
    for candidate in candidates:
        path = f"/{LANGUAGE}/attempts/{with_dashes(candidate.written)}/finish"
        yield Wish(path, {"csrf_token": candidate.csrf_token}, candidate.cookie)


def _batches(rooms: dict[str, _Room], amount: Amount) -> Iterator[Batch]:
    for key, room in rooms.items():
        for name, count in ((POST, amount.requests * _CHEAPER), (FINISH, amount.requests)):
            yield Batch(house=key, name=name, server=room.server, visitors=room.visitors, count=count)


def _floor(servers: ExitStack, plot: Plot, amount: Amount) -> Batch:
    server = servers.enter_context(served(plot.settings(), application="benchmarks.floor_wsgi:application"))
    visitors = tuple(stranger(server) for _ in range(MEASURED))
    return Batch(house=FEW, name=FLOOR, server=server, visitors=visitors, count=amount.requests * _CHEAPER)


def _require_done(room: _Room, amount: Amount) -> None:
    """Refuse figures of requests that did nothing: a form that is sent to sign in is answered by 303 as well."""
    wanted = {
        "answer": (room.others + amount.candidates) * QUESTIONS + amount.posted,
        "grade": room.others + amount.handed_in,
        "completion": room.others + amount.handed_in,
    }
    engine = opened(room.plot.address)
    with engine.connect() as connection:
        found = {table: connection.scalar(text(f"SELECT count(*) FROM {table}")) for table in wanted}
    engine.dispose()
    if found != wanted:
        raise RuntimeError(f"{found} rows instead of {wanted}")
