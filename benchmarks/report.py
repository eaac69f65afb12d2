"""How is what was found told? As tables with their targets, and as one JSON object a line in bench.json."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.answers import FEW, FINISH, FLOOR, MANY, POST, Amount, AnswerFindings
from benchmarks.exams import QUESTIONS
from benchmarks.run import AS_IT_COMES, COMPRESSING, LARGE, SMALL, Findings
from benchmarks.transfer import Transfer
from benchmarks.work import FLOORS, GROWING, PAGES

#: At most so many times the floor page of the same database.
RATIOS = {"lesson": 1.5, "question": 1.5, "answer": 2.0}
STATEMENTS = {"lesson": 4, "question": 4}
GROWTH = 1.2
FIRST, FIRST_WITH_FONTS, LATER = 60, 250, 12
_KB = 1000


def cost_lines(kind: str, found: Findings) -> Iterator[str]:
    """Tell what each kind of request costs on one kind of database."""
    floor = found.costs[SMALL, "floor"].total
    yield f"\n{kind:<12}  CPU ms  granian  database   x floor  statements   bytes  gzip -6"
    for name in (*FLOORS, *PAGES):
        cost, size = found.costs[SMALL, name], found.sizes[name]
        ratio = cost.total / floor
        yield (
            f"  {name:<11}{cost.total:>7.2f}{cost.web:>9.2f}{cost.database:>10.2f}{ratio:>10.2f}"
            f"{size.statements:>12}{size.plain:>8}{size.packed:>9}{_verdict(name, ratio, size.statements)}"
        )
    heavy = found.costs[AS_IT_COMES, "floor"].total
    yield f"  the floor with Flask-SQLAlchemy-Lite as it comes: {heavy:.2f} ms; no ratio is taken from it"
    packed, plain = found.costs[COMPRESSING, "lesson"].total, found.costs[SMALL, "lesson"].total
    yield f"  lesson, compressed by the application itself: {packed:.2f} ms ({packed - plain:+.2f})"


def growth_lines(kind: str, found: Findings, *, small: int, large: int) -> Iterator[str]:
    """Tell what more people cost."""
    yield f"\n{kind}: CPU ms with {small:,} and with {large:,} people (target: at most {GROWTH} times)"
    for name in GROWING:
        before, after = found.costs[SMALL, name].total, found.costs[LARGE, name].total
        yield f"  {name:<11}{before:>7.2f}{after:>9.2f}{after / before:>10.2f}  {_met(after / before <= GROWTH)}"


def transfer_lines(found: Iterable[Transfer]) -> Iterator[str]:
    """Tell what the largest lesson brings over the wire."""
    yield (
        f"\nlargest lesson, kB over the wire (gzip, with headers); targets: {FIRST} without fonts, "
        f"{FIRST_WITH_FONTS} with fonts, {LATER} later"
    )
    for one in found:
        values = [size / _KB for size in (one.first, one.first_with_fonts, one.later)]
        met = all(value <= most for value, most in zip(values, (FIRST, FIRST_WITH_FONTS, LATER), strict=True))
        yield (
            f"  {one.language}: first {values[0]:.1f}, with fonts {values[1]:.1f}, later {values[2]:.1f} "
            f"(the page {one.page / _KB:.1f})  {_met(met)}"
        )
        yield f"      {one.path}; fonts: {', '.join(one.fonts) or 'none'}"


def answer_lines(kind: str, found: AnswerFindings, amount: Amount) -> Iterator[str]:
    """Tell what more stored answers cost."""
    floor = found.costs[FEW, FLOOR].total
    yield (
        f"\n{kind}: CPU ms with {amount.few:,} and with {amount.many:,} answers of others "
        f"(target: at most {GROWTH} times, as many statements)"
    )
    for name in (POST, FINISH):
        before, after = found.costs[FEW, name].total, found.costs[MANY, name].total
        asked = [found.sizes[hall][name].statements for hall in (FEW, MANY)]
        met = after / before <= GROWTH and asked[0] == asked[1]
        yield (
            f"  {name:<11}{before:>7.2f}{after:>9.2f}{after / before:>10.2f}  {_met(met)}"
            f"   {before / floor:.2f} x floor, statements {asked[0]} and {asked[1]}"
        )
    yield (
        f"  the floor: {floor:.2f} ms. In both halls {amount.candidates * QUESTIONS:,} answers of candidates and "
        f"{amount.posted:,} posted ones come on top"
    )


def write(path: Path, found: dict[str, Findings], answered: dict[str, AnswerFindings]) -> None:
    """Write bench.json: one object a line; `growth` is the ratio between the large and the small house."""
    rows = [row for kind, findings in found.items() for row in _rows(kind, findings)]
    rows += [row for kind, findings in answered.items() for row in _answer_rows(kind, findings)]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))


def _rows(kind: str, found: Findings) -> Iterator[dict[str, object]]:
    floor = found.costs[SMALL, "floor"].total
    for name in (*PAGES, *FLOORS):
        cost, size = found.costs[SMALL, name].total, found.sizes[name]
        row = {"name": name, "database": kind, "cpu_ms": round(cost, 3), "ratio": round(cost / floor, 3)}
        row |= {"statements": size.statements, "bytes": size.plain}
        if large := found.costs.get((LARGE, name)):
            row["growth"] = round(large.total / cost, 3)
        yield row


def _answer_rows(kind: str, found: AnswerFindings) -> Iterator[dict[str, object]]:
    floor = found.costs[FEW, FLOOR].total
    for name in (POST, FINISH):
        cost, large = found.costs[FEW, name].total, found.costs[MANY, name].total
        row = {"name": name, "database": kind, "cpu_ms": round(cost, 3), "ratio": round(cost / floor, 3)}
        yield row | {"statements": found.sizes[FEW][name].statements, "growth": round(large / cost, 3)}


def _verdict(name: str, ratio: float, statements: int) -> str:
    if name not in RATIOS:
        return ""
    most = f"{RATIOS[name]} x" + (f", {STATEMENTS[name]} statements" if name in STATEMENTS else "")
    met = ratio <= RATIOS[name] and statements <= STATEMENTS.get(name, statements)
    return f"  target {most}: {_met(met)}"


def _met(answer: bool) -> str:
    return "met" if answer else "MISSED"
