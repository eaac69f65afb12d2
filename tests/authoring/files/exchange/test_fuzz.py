"""Does a broken file ever do more than say that it is broken?"""

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from tests.authoring.files.exchange.mutants import mutant
from tests.authoring.files.exchange.samples import AIKEN, GIFT, MOODLE, QTI_2
from tests.kinds import every_kind
from tests.modules import module_value
from training.authoring.files.exchange import read, write
from training.authoring.rules.exchange import Received, Verdict
from training.content.files.notation import notated, plain
from training.content.files.shapes import shaped
from training.content.rules.canonical import as_plain
from training.content.rules.module import Lesson
from training.foundation.errors import Refused

#: Files, and how often each is broken: six thousand times in all.
SAMPLES = {
    "gift": (GIFT.encode(), 1300),
    "aiken": (AIKEN.encode(), 1300),
    "moodle": (MOODLE, 700),
    "moodle of ours": (write(every_kind(), format="moodle", language="de"), 300),
    "qti": (QTI_2.encode(), 1400),
    "qti of ours": (write(every_kind()[:5], format="qti", language="de"), 200),
    "yaml": (notated(as_plain(module_value().lessons[0])).encode(), 800),
}


def _read_questions(content: bytes) -> bool:
    found = read(content, likely="de").questions
    assert all(isinstance(each, Received) for each in found)
    assert all((each.question is None) == (each.verdict is Verdict.REFUSED) for each in found)
    return any(each.question for each in found)


def _read_lesson(content: bytes) -> bool:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    value, flaws = plain(text)
    lesson, misfits = shaped(Lesson, value)
    assert lesson is not None or misfits or flaws
    return lesson is not None


@pytest.mark.parametrize("name", SAMPLES)
def test_no_broken_file_breaks_its_reader(name: str) -> None:
    """Only questions come out, or a refusal; the seed is the name, so that a failure comes again."""
    random, came = Random(name), Counter[str]()  # noqa: S311 (a seed to repeat)
    sample, times = SAMPLES[name]
    read_: Callable[[bytes], bool] = _read_lesson if name == "yaml" else _read_questions

    for _ in range(times):
        content = mutant(sample, random)
        try:
            came["said something" if read_(content) else "said nothing"] += 1
        except Refused as refusal:
            came[refusal.code] += 1

    # Enough of them still say something: not only the first line of each reader is tried.
    assert came["said something"] > times // 20
    assert set(came) <= {"said something", "said nothing", "file-unreadable"}
