"""What is wrong with a module? Everything at once, each with its place and what to do."""

import re
from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass
from itertools import chain
from typing import Any

from training.content.rules.block_faults import block_faults
from training.content.rules.blocks import BEFORE_AND_AFTER, MOMENTS, Quiz, Sources, run_of
from training.content.rules.fault import Fact, Fault, Place, given, key_faults, lesson_file, reference_faults, twice
from training.content.rules.module import LESSON, TEST, Lesson, Module, counted_lessons, quizzes
from training.content.rules.naming import field_name
from training.content.rules.quiz_faults import Known
from training.content.rules.segments import MODULE, segments

#: As long as the column that holds a segment's address.
LONGEST_ADDRESS = 200
#: Words in a text: a reader on a phone and a translator should have it before their eyes as a whole.
MOST_WORDS = 90
MOST_WORDS_IN = {"stem": 60, "alt": 60, "feedback": 50, "right_feedback": 50, "wrong_feedback": 50}
_MEDIA_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:svg|png|jpg|jpeg|webp|mp4|webm)")
_COVER = Place(file="module.yaml")


def faults(
    module: Module, *, languages: Collection[str] = (), regions: Collection[str] = (), absent: Collection[str] = ()
) -> list[Fault]:
    """List every fault of meaning in a module.

    `languages` and `regions` are the known ones, unchecked where empty; `absent` are lessons that could not be read,
    so that what refers to them is no fault.
    """
    known = Known(
        objectives=[objective.key for objective in module.objectives],
        lessons=[*(lesson.key for lesson in module.lessons), *absent],
    )
    return [
        *_of_cover(module, languages, regions),
        *_of_completion(module, absent),
        *_of_quiz_keys(module),
        *_of_both_moments(module),
        *_of_media_names(module),
        *(() if absent else _of_what_is_missing(module)),
        *_of_texts(module),
        *chain.from_iterable(_of_lesson(module, lesson, known, regions) for lesson in module.lessons),
    ]


def _of_cover(module: Module, languages: Collection[str], regions: Collection[str]) -> Iterator[Fault]:
    yield from key_faults(_COVER, [module.key])
    yield from key_faults(_COVER, [objective.key for objective in module.objectives])
    yield from key_faults(_COVER, [lesson.key for lesson in module.lessons])
    yield from _of_empty_texts(_COVER, module)
    yield from _of_addresses(module)
    yield from reference_faults(_COVER, "source language", given(module.source) if languages else (), languages)
    yield from reference_faults(_COVER, "region", given(module.region) if regions else (), regions)
    if not module.objectives:
        yield _COVER.fault("The module has no objectives", "Say what a learner can do afterwards")


def _of_addresses(module: Module) -> Iterator[Fault]:
    """Objectives, statements and terms share one space of addresses, so no key may stand for two of them."""
    objectives = [objective.key for objective in module.objectives]
    yield from key_faults(_COVER, [statement.key for statement in module.statements])
    yield from key_faults(_COVER, [term.key for term in module.glossary])
    for statement in module.statements:
        yield from reference_faults(_COVER.inside(statement.key), "objective", given(statement.objective), objectives)
    lists = (module.objectives, module.statements, module.glossary)
    keys: Iterator[str] = chain.from_iterable(dict.fromkeys(item.key for item in items) for items in lists)
    for key in twice(keys):
        remedy = "Give one of the two another key"
        yield _COVER.fault("“%(key)s” is the key of two among objectives, statements and glossary", remedy, key=key)


def _of_completion(module: Module, absent: Collection[str]) -> Iterator[Fault]:
    rule = module.completion
    lessons = {lesson.key for lesson in module.lessons if lesson.kind == LESSON}.union(absent)
    for key in [*twice(rule.read), *twice(rule.passed)]:
        yield _COVER.fault("Completion: “%(key)s” is there twice", "Remove one of the two", key=key)
    for key in rule.read:
        if key not in lessons:
            remedy = "Name lessons of this module that do not only introduce a test"
            yield _COVER.fault("Completion: “%(key)s” is no lesson to be read", remedy, key=key)


def _of_quiz_keys(module: Module) -> Iterator[Fault]:
    shared = twice(quiz.key for _, quiz in quizzes(module))
    for lesson, quiz in quizzes(module):
        if quiz.key in shared:
            place = Place(file=lesson_file(lesson.key), block=quiz.key)
            yield place.fault("Another quiz of the module has this key", "Give each quiz a key of its own")
        if quiz.key in map(run_of, MOMENTS):
            place = Place(file=lesson_file(lesson.key), block=quiz.key)
            yield place.fault("The self-assessment has this key", "Give the quiz another key")


def _of_both_moments(module: Module) -> Iterator[Fault]:
    """Find a quiz before and after that does not stand before what is learned, or has nothing to come after."""
    found = [(lesson, quiz) for lesson, quiz in quizzes(module) if quiz.purpose == BEFORE_AND_AFTER]
    for number, (lesson, quiz) in enumerate(found):
        place = Place(file=lesson_file(lesson.key), block=quiz.key)
        if number:
            yield place.fault("The module has another quiz before and after", "Put all questions into one")
        if lesson != module.lessons[0]:
            yield place.fault("The quiz does not stand before the other lessons", "Put it into the first lesson")
        if len(counted_lessons(module)) == 1:
            yield place.fault("Nothing lies between before and after", "Give the module a second lesson")


def _of_media_names(module: Module) -> Iterator[Fault]:
    for medium in module.media:
        if not _MEDIA_NAME.fullmatch(medium.name):
            remedy = "Use lower-case letters, digits and hyphens, and end in .svg, .png, .jpg, .webp, .mp4 or .webm"
            yield Place(file=f"media/{medium.name}").fault("The file has not the right name", remedy)


def _of_what_is_missing(module: Module) -> Iterator[Fault]:
    """Find what only the whole module shows: no lessons at all, and rules that nothing answers to."""
    tests = {quiz.key for _, quiz in quizzes(module) if quiz.purpose == TEST}
    if not module.lessons:
        yield _COVER.fault("The module has no lessons", "Add a lesson")
    for key in module.completion.passed:
        if key not in tests:
            remedy = "Name quizzes of this module that are tests"
            yield _COVER.fault("Completion: “%(key)s” is no test", remedy, key=key)


def _of_texts(module: Module) -> Iterator[Fault]:
    for address, text in segments(module):
        field = address.rpartition("/")[2]
        words, most = len(text.split()), MOST_WORDS_IN.get(field, MOST_WORDS)
        if words > most:
            problem = "“%(field)s” is too long: it has %(words)s words, and at most %(most)s are allowed"
            facts: dict[str, Fact] = {"field": field_name(field), "words": words, "most": most}
            yield _place_of(address).fault(problem, "Shorten or divide it", **facts)
        if len(address) > LONGEST_ADDRESS:
            yield _place_of(address).fault("The keys on the way to this text are too long together", "Shorten them")


def _place_of(address: str) -> Place:
    first, *keys, _ = address.split("/")
    return Place(file=_COVER.file if first == MODULE else lesson_file(first), block="/".join(keys) or None)


def _of_lesson(module: Module, lesson: Lesson, known: Known, regions: Collection[str]) -> Iterator[Fault]:
    place = Place(file=lesson_file(lesson.key))
    if lesson.key == MODULE:
        yield place.fault("No lesson may have the key “%(key)s”", "Give it another key", key=MODULE)
    if lesson.kind and lesson.kind not in (LESSON, TEST):
        problem = "The kind of lesson “%(kind)s” is not known"
        yield place.fault(problem, "Make it one of: %(known)s", kind=lesson.kind, known=f"{LESSON}, {TEST}")
    if lesson.minutes < 1:
        yield place.fault("The minutes are less than 1", "Say how long the lesson takes")
    if not lesson.blocks:
        yield place.fault("The lesson is empty", "Add blocks")
    yield from reference_faults(place, "objective", lesson.objectives, known.objectives)
    yield from key_faults(place, [block.key for block in lesson.blocks])
    yield from _of_arrangement(place, lesson)
    for block in lesson.blocks:
        yield from block_faults(place.inside(block.key), block, module, lesson, known, regions=regions)


def _of_arrangement(place: Place, lesson: Lesson) -> Iterator[Fault]:
    yield from _of_empty_texts(place, lesson)
    if any(isinstance(block, Sources) for block in lesson.blocks[:-1]):
        yield place.fault("Sources stand before the end of the lesson", "Put one block of sources last")
    purposes = [block.purpose for block in lesson.blocks if isinstance(block, Quiz)]
    if lesson.kind == TEST and purposes != [TEST]:
        remedy = "Put one test into it, and other quizzes into other lessons"
        yield place.fault("A lesson that introduces a test holds exactly one quiz, and that is a test", remedy)


def _of_empty_texts(place: Place, value: Any) -> Iterator[Fault]:
    """Find empty texts in a value and in all that it holds, lessons apart: these have places of their own."""
    for field in fields(value):
        child = getattr(value, field.name)
        if child == "":
            remedy = "Fill it in, or leave it out" if field.default is None else "Fill it in"
            yield place.fault("“%(field)s” is empty", remedy, field=field_name(field.name))
        for item in child if isinstance(child, tuple) else ():
            if is_dataclass(item) and not isinstance(item, Lesson):
                yield from _of_empty_texts(place.inside(getattr(item, "key", "")), item)
