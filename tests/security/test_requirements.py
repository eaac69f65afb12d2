"""Does `docs/security.md` answer every requirement of the standard once, and is every test there that it names?"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.source import ROOT

DOCUMENT = (ROOT / "docs" / "security.md").read_text()
STANDARD = (Path(__file__).parent / "asvs-5.0.0.txt").read_text()
_ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]*) ?\|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
_COUNT = re.compile(r"^\| ([A-Z][a-z ]+?)(?:: [^|]+)? \| (\d+) \|$", re.MULTILINE)
ANSWERS = ("Met.", "Partly met.", "Not met.", "By operation.", "Not applicable:")


def _required() -> dict[str, int]:
    lines = (line.split() for line in STANDARD.splitlines() if not line.startswith("#"))
    return {number: int(level) for number, level in lines}


def test_the_list_is_that_of_the_standard() -> None:
    levels = list(_required().values())

    assert (levels.count(1), levels.count(2)) == (70, 183)


def test_every_requirement_is_answered_once() -> None:
    answered = [number for number, *_ in _ROW.findall(DOCUMENT)]

    assert sorted(answered) == sorted(_required())


@pytest.mark.parametrize("row", _ROW.findall(DOCUMENT), ids=lambda row: row[0])
def test_an_answer_says_whether_and_how(row: tuple[str, str, str, str]) -> None:
    _, asked, answer, _ = row
    kind = next((kind for kind in ANSWERS if answer.startswith(kind)), None)

    assert asked.strip()
    assert kind, answer
    assert len(answer) > len(kind) + 5, answer


def test_the_counts_at_the_top_are_those_of_the_table() -> None:
    answers = [answer for _, _, answer, _ in _ROW.findall(DOCUMENT)]
    counted = {kind.rstrip(".:"): sum(answer.startswith(kind) for answer in answers) for kind in ANSWERS}

    told = {kind: int(count) for kind, count in _COUNT.findall(DOCUMENT)}

    assert told == counted


def test_every_test_that_is_named_is_there() -> None:
    named = _TEST.findall(DOCUMENT)

    missing = [f"{path}::{name}" for path, name in named if name not in {*_tests_in(path), ""}]

    assert len(named) > 100
    assert missing == []


@cache
def _tests_in(path: str) -> frozenset[str]:
    file = ROOT / path
    if not file.exists():
        return frozenset()
    return frozenset(node.name for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.FunctionDef))
