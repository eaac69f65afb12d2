"""Does Babel find every sentence that stands in code, and none that could not be translated?"""

import re
from io import BytesIO
from pathlib import Path

import pytest

from tests.catalogues import ROOT
from tests.sentences import extracted, sentences
from training.content.rules.fault import ABSENT
from training.content.rules.naming import FIELDS

CODE = """
NAMES = {"a": Phrase("A name")}
def check(place, x):
    problem, remedy = "Problem", "One" if x else "Other"
    yield place.fault(problem, remedy, key="no sentence")
    yield place.mend("Both "
        "halves", "Mend it")
    place.advise(NAMES["a"], x)
def other():
    problem = "Not this one"
    return Flaw(line=1, problem="Flawed", remedy=remedy, words="none")
"""


def _files() -> list[Path]:
    return [path for folder in ("content", "translation") for path in (ROOT / "training" / folder).rglob("*.py")]


def test_sentences_are_found_wherever_they_are_named() -> None:
    found = {sentence for _, sentence in sentences(CODE)}

    assert found == {"A name", "Problem", "One", "Other", "Both halves", "Mend it", "Flawed"}
    assert [each[1:] for each in extracted(BytesIO(b'fault("a", b)'), (), (), {})] == [(None, "a", [])]


@pytest.mark.parametrize("put_together", ['f"{x} is bad"', '"bad: " + x', '"%s" % x'])
def test_a_sentence_that_is_put_together_is_an_error(put_together: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        list(sentences(f"def check(x):\n    problem = {put_together}\n    fault(problem, 'r')"))


def test_our_sentences_can_stand_in_catalogues_and_on_pages() -> None:
    """All of them, of which there are many; no sign of the page, and no number that would need a plural form."""
    found = {sentence for path in _files() for _, sentence in sentences(path.read_text())}

    assert found >= {*ABSENT.values(), *FIELDS.values(), "The quiz asks nothing", "Add questions"}
    assert len(found) > 250
    assert [each for each in found if re.search(r"[\"<>]|&(?!\w+;)", each)] == []
    assert [each for each in found if re.search(r"%(?!\(\w+\)s)", each.replace("%%", ""))] == []


def test_every_file_with_such_sentences_is_looked_into() -> None:
    """Babel asks only where babel.cfg says so."""
    asked = {
        path
        for path in (ROOT / "training").rglob("*.py")
        if re.search(r"\.(?:mend|advise)\(|Phrase\(", path.read_text())
    }
    base = {ROOT / "training" / "foundation" / "phrases.py"}

    assert asked - set(_files()) - base == set()
