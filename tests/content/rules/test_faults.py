"""Is every fault of meaning found, with its place and a remedy?"""

from dataclasses import replace
from typing import Any

import pytest

from tests.modules import module_value, questions
from training.content.rules.blocks import Quiz, Sources, Step, TextBlock
from training.content.rules.fault import Fault, is_key
from training.content.rules.faults import faults
from training.content.rules.module import CompletionRule, Medium, Module, Objective
from training.content.rules.questions import Choice, Question

ASKED: tuple[Any, ...] = questions("who")
SINGLE, MULTIPLE, NUMERIC = ASKED
LANGUAGES, REGIONS = ("en", "de", "sl"), ("chemnitz", "linz")
WHO, SPACE, FINAL = "lessons/who.yaml", "lessons/space.yaml", "lessons/final.yaml"
COVER = "module.yaml"
LONG = "word " * 91


def test_a_sound_module_has_no_faults() -> None:
    """The tests' own."""
    assert _faults(module_value()) == []


def test_a_sound_quiz_before_and_after_has_no_faults() -> None:
    assert _faults(_added(0, _both("again", "again"))) == []


def _lesson(number: int, **changes: Any) -> Module:
    module = module_value()
    lessons = list(module.lessons)
    lessons[number] = replace(lessons[number], **changes)
    return replace(module, lessons=tuple(lessons))


def _block(number: int, key: str, **changes: Any) -> Module:
    blocks = module_value().lessons[number].blocks
    changed = (replace(block, **changes) if block.key == key else block for block in blocks)
    return _lesson(number, blocks=tuple(changed))


def _added(number: int, *new: Any) -> Module:
    """Put blocks before those of a lesson."""
    return _lesson(number, blocks=(*new, *module_value().lessons[number].blocks))


def _asked(*asked: Question) -> Module:
    return _block(0, "who-quiz", questions=asked)


def _choice(**changes: Any) -> Choice:
    return replace(Choice(key="x", text="X", feedback="F"), **changes)


def _both(key: str, prefix: str) -> Quiz:
    return Quiz(key=key, title="t", purpose="before-and-after", questions=questions(prefix))


def _alone() -> Module:
    """Leave one lesson with a quiz before and after, and the test."""
    module = _block(0, "who-quiz", purpose="before-and-after")
    first, _, last = module.lessons
    return replace(module, lessons=(first, last))


TEXT = TextBlock(key="new", body="b")
QUIZ = Quiz(key="who-quiz", title="t", purpose="practice", questions=questions("again"))
FAULTS: list[tuple[Module, str, str | None, str]] = [
    (module_value(key="No Key"), COVER, None, "cannot be a key"),
    (module_value(key="k" * 61), COVER, None, "cannot be a key"),
    (module_value(source="xx"), COVER, None, "source language “xx”"),
    (module_value(region="mars"), COVER, None, "region “mars”"),
    (module_value(title=""), COVER, None, "“Title” is empty"),
    (module_value(summary=LONG), COVER, None, "“Summary” is too long: it has 91 words, and at most 90"),
    (module_value(objectives=()), COVER, None, "no objectives"),
    (module_value(objectives=(Objective(key="a", text="t"),) * 2), COVER, None, "key “a” is there twice"),
    (module_value(objectives=(Objective(key="a_b", text="t"),)), COVER, None, "“a_b” cannot be a key"),
    (module_value(objectives=(Objective(key="sort", text=""),)), COVER, "sort", "“Text” is empty"),
    (module_value(lessons=()), COVER, None, "no lessons"),
    (module_value(lessons=module_value().lessons * 2), COVER, None, "The key “who” is there twice"),
    (module_value(completion=CompletionRule(read=("final",))), COVER, None, "“final” is no lesson to be read"),
    (module_value(completion=CompletionRule(read=("nix",))), COVER, None, "“nix” is no lesson"),
    (module_value(completion=CompletionRule(passed=("who-quiz",))), COVER, None, "“who-quiz” is no test"),
    (module_value(completion=CompletionRule(passed=("nix",))), COVER, None, "“nix” is no test"),
    (module_value(completion=CompletionRule(read=("who", "who"))), COVER, None, "Completion: “who” is there twice"),
    (module_value(media=()), SPACE, "map", "The file “map.svg” is missing"),
    (module_value(media=(Medium(name="a b.svg", digest="d"),)), "media/a b.svg", None, "right name"),
    (_lesson(0, key="module"), "lessons/module.yaml", None, "have the key “module”"),
    (_lesson(0, key="Who"), COVER, None, "“Who” cannot be"),
    (_lesson(0, kind="exam"), WHO, None, "“exam” is not known"),
    (_lesson(0, minutes=0), WHO, None, "minutes"),
    (_lesson(0, title=""), WHO, None, "“Title” is empty"),
    (_lesson(0, blocks=()), WHO, None, "empty"),
    (_lesson(0, objectives=("fly",)), WHO, None, "objective “fly” does not exist"),
    (_lesson(0, blocks=module_value().lessons[0].blocks[::-1]), WHO, None, "before the end"),
    (_lesson(2, blocks=(TEXT,)), FINAL, None, "exactly one quiz"),
    (_added(2, QUIZ), FINAL, None, "exactly one quiz"),
    (_added(1, QUIZ), SPACE, "who-quiz", "Another quiz"),
    (_added(0, TEXT, TEXT), WHO, None, "key “new” is there twice"),
    (_added(0, replace(TEXT, key="N")), WHO, None, "“N” cannot be"),
    (_added(0, replace(TEXT, title="")), WHO, "new", "“Title” is empty"),
    (_added(0, replace(TEXT, body=LONG)), WHO, "new", "“Text” is too long: it has 91 words, and at most 90"),
    (_added(0, replace(TEXT, regions=("mars",))), WHO, "new", "region “mars”"),
    (_added(0, replace(TEXT, key="k" * 200)), WHO, "k" * 200, "too long together"),
    (_block(0, "mill", sources=("nix",)), WHO, "mill", "source “nix” does not exist"),
    (_block(0, "mill", sources=()), WHO, "mill", "names no source"),
    (_block(0, "mill", place=""), WHO, "mill", "“Where it happened” is empty"),
    (_block(0, "mill", year="since 2019"), WHO, "mill", "“since 2019” is no year"),
    (_block(0, "talk", steps=()), WHO, "talk", "no steps"),
    (_block(0, "talk", minutes=0), WHO, "talk", "minutes"),
    (_block(0, "talk", steps=(Step(key="a", text="t"),) * 2), WHO, "talk", "key “a” is there twice"),
    (_block(0, "walk", minutes=0), WHO, "walk", "minutes"),
    (_block(0, "walk", steps=(Step(key="a", text=""),)), WHO, "walk/a", "“Text” is empty"),
    (_block(0, "sources", items=()), WHO, "sources", "empty"),
    (
        _block(1, "map", alt="word " * 61),
        SPACE,
        "map",
        "“Text alternative” is too long: it has 61 words, and at most 60",
    ),
    (_block(0, "who-quiz", purpose="exam"), WHO, "who-quiz", "purpose “exam” is not known"),
    (_block(0, "who-quiz", pass_percent=50), WHO, "who-quiz", "Only a test can be passed"),
    (_block(0, "who-quiz", questions=()), WHO, "who-quiz", "asks nothing"),
    (_block(0, "who-quiz", purpose="before-and-after", pass_percent=50), WHO, "who-quiz", "Only a test can be passed"),
    (_added(0, _both("again", "a"), _both("twice", "b")), WHO, "twice", "another quiz before and after"),
    (_added(1, _both("again", "a")), SPACE, "again", "does not stand before the other lessons"),
    (_alone(), WHO, "who-quiz", "Nothing lies between before and after"),
    (_block(2, "final-test", pass_percent=None), FINAL, "final-test", "does not say how many per cent"),
    (_block(2, "final-test", pass_percent=101), FINAL, "final-test", "101 % of the points"),
    (_block(2, "final-test", pass_percent=0), FINAL, "final-test", "0 % of the points"),
    (_asked(SINGLE, SINGLE), WHO, "who-quiz", "key “who-single” is there twice"),
    (_asked(replace(SINGLE, objective="fly")), WHO, "who-quiz/who-single", "objective “fly”"),
    (_asked(replace(SINGLE, see="nix")), WHO, "who-quiz/who-single", "lesson “nix”"),
    (
        _asked(replace(SINGLE, stem="word " * 61)),
        WHO,
        "who-quiz/who-single",
        "“Question” is too long: it has 61 words, and at most 60",
    ),
    (_asked(replace(SINGLE, choices=())), WHO, "who-quiz/who-single", "nothing to choose"),
    (
        _asked(replace(SINGLE, choices=(_choice(), _choice(key="y", text="Y")))),
        WHO,
        "who-quiz/who-single",
        "one right choice, not 0",
    ),
    (
        _asked(replace(SINGLE, choices=(_choice(right=True),) * 2)),
        WHO,
        "who-quiz/who-single",
        "one right choice, not 2",
    ),
    (
        _asked(replace(SINGLE, choices=(_choice(right=True), _choice()))),
        WHO,
        "who-quiz/who-single",
        "“x” is there twice",
    ),
    (_asked(replace(SINGLE, choices=(_choice(right=True), _choice(key="y")))), WHO, "who-quiz/who-single", "say “X”"),
    (
        _asked(replace(SINGLE, choices=(_choice(feedback=LONG),))),
        WHO,
        "who-quiz/who-single/x",
        "“Feedback” is too long: it has 91 words, and at most 50",
    ),
    (_asked(replace(SINGLE, choices=(_choice(feedback=""),))), WHO, "who-quiz/who-single/x", "“Feedback” is empty"),
    (_asked(replace(MULTIPLE, choices=MULTIPLE.choices[:2])), WHO, "who-quiz/who-multiple", "Every choice"),
    (_asked(replace(MULTIPLE, choices=MULTIPLE.choices[2:])), WHO, "who-quiz/who-multiple", "No choice"),
    (_asked(replace(NUMERIC, answer="4,5")), WHO, "who-quiz/who-numeric", "Right answer: “4,5”"),
    (_asked(replace(NUMERIC, answer="1e3")), WHO, "who-quiz/who-numeric", "Right answer: “1e3”"),
    (_asked(replace(NUMERIC, answer="٤")), WHO, "who-quiz/who-numeric", "Right answer: “٤”"),
    (_asked(replace(NUMERIC, tolerance="-1")), WHO, "who-quiz/who-numeric", "The tolerance is less"),
    (_asked(replace(NUMERIC, tolerance="5")), WHO, "who-quiz/who-numeric/tenth", "counts as right"),
    (_asked(replace(NUMERIC, traps=NUMERIC.traps * 2)), WHO, "who-quiz/who-numeric", "key “tenth” is there twice"),
]


@pytest.mark.parametrize(
    ("module", "file", "block", "words"),
    FAULTS,
    ids=[f"{number}-{words}" for number, (_, _, _, words) in enumerate(FAULTS)],
)
def test_a_fault_has_its_place_and_a_remedy(module: Module, file: str, block: str | None, words: str) -> None:
    """In plain English, for authors."""
    told = [fault for fault in _faults(module) if fault.file == file and fault.block == block and words in fault.said]

    assert len(told) >= 1
    assert all(fault.advice for fault in told)


@pytest.mark.parametrize("url", ["example.org", "javascript:alert(1)", "https://", "https://a b"])
def test_a_source_has_an_address_on_the_web(url: str) -> None:
    """It becomes a link."""
    block = module_value().lessons[0].blocks[-1]
    assert isinstance(block, Sources)
    items = tuple(replace(item, url=url) for item in block.items)

    assert "not an address on the web" in _faults(_block(0, "sources", items=items))[0].said


def test_all_faults_come_at_once() -> None:
    """An author corrects them in one go."""
    module = replace(_lesson(0, minutes=0, title=""), title="", objectives=())

    assert len(_faults(module)) >= 4


def test_what_refers_to_an_unreadable_lesson_is_no_fault() -> None:
    """Its own faults are told already."""
    module = replace(module_value(), lessons=module_value().lessons[:1])
    rule = CompletionRule(read=("who", "space"), passed=("final-test",))

    assert faults(replace(module, completion=rule), absent=("space", "final")) == []


@pytest.mark.parametrize(("key", "good"), [("a", True), ("a-1", True), ("1", True), ("A", False), ("a_b", False)])
def test_a_key_is_words_joined_by_hyphens(key: str, good: bool) -> None:
    """Lower-case letters and digits."""
    assert is_key(key) is good


@pytest.mark.parametrize("key", ["", "-a", "a-", "a--b", "ä", "a b", "a/b", "..", "a\n", "a" * 61, "\u0661"])
def test_nothing_else_is_a_key(key: str) -> None:
    """It becomes a file name and part of an address."""
    assert not is_key(key)


def _faults(module: Module) -> list[Fault]:
    return faults(module, languages=LANGUAGES, regions=REGIONS)
