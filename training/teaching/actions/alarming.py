"""What follows when answers say that a translation may be wrong? A task at each text of the question."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from training.content import queries as content
from training.content.queries import Published
from training.content.rules.blocks import Quiz
from training.content.rules.module import Lesson, quiz_of, quizzes
from training.content.rules.segments import segments, text_digest
from training.learning.rules.reports import places
from training.quizzes.rules.grading import scored
from training.teaching import queries
from training.translation.actions.tasks import open_task
from training.translation.queries import translations
from training.translation.rules.tasks import Kind, about

if TYPE_CHECKING:
    from training.quizzes.rules.statistics.alarm import Alarm


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rung:
    """An alarm, and the quiz in what learners see."""

    published: Published
    lesson: Lesson
    quiz: Quiz
    alarm: "Alarm"


def ring(session: Session, module: str, *, now: datetime) -> int:
    """Open a task at each text of a question whose translation the alarm finds wrong; return how many are new.

    It looks at the answers to what learners see now, also in earlier publications of a quiz that read the same. What
    has been looked at, or has another translation by now, is not asked for again.
    """
    publication_id = content.current_publication_id(session, module)
    if publication_id is None:
        return 0
    published = content.published(session, publication_id)
    asked = queries.attempt_counts(session, module)
    return sum(
        _ask(session, _Rung(published=published, lesson=lesson, quiz=quiz, alarm=alarm), now)
        for lesson, quiz in quizzes(published.module)
        for alarm in _alarms(session, published, quiz, _alike(session, published, lesson, quiz, asked))
    )


def _alike(
    session: Session, published: Published, lesson: Lesson, quiz: Quiz, asked: dict[tuple[int, str], int]
) -> list[int]:
    """List the publications, from the current one back, in which learners met the quiz with the same texts."""
    found = []
    for edition in queries.publications(session, published.key):
        if not _reads_the_same(published, content.published(session, edition.id), lesson, quiz):
            break
        found += [edition.id] if (edition.id, quiz.key) in asked else []
    return found


def _reads_the_same(one: Published, other: Published, lesson: Lesson, quiz: Quiz) -> bool:
    there = next((found for found in quizzes(other.module) if found[1].key == quiz.key), None)
    if there is None or (there[0].key, there[1]) != (lesson.key, quiz):
        return False
    beginning = f"{lesson.key}/{quiz.key}/"
    return _translated(one, beginning) == _translated(other, beginning)


def _translated(published: Published, beginning: str) -> dict[tuple[str, str], str]:
    return {
        (language, address): text
        for language, texts in published.texts.items()
        for address, (text, _) in texts.items()
        if text is not None and address.startswith(beginning)
    }


def _alarms(session: Session, published: Published, quiz: Quiz, publications: list[int]) -> "Iterator[Alarm]":
    """Judge the translations of a quiz; the language of the module itself has none."""
    # Here and not above: NumPy and SciPy take time and memory at the start of every process, and few ask.
    from training.quizzes.rules.statistics.figures import translation_alarms  # noqa: PLC0415

    if not publications:
        return
    questions = [question.key for question in scored(quiz)]
    found = queries.first_attempts(
        session, published.key, quiz=quiz.key, publications=publications, questions=questions
    )
    for alarm in translation_alarms(found):
        if alarm.verdict == "alarm" and alarm.language != published.module.source:
            yield alarm


def _ask(session: Session, rung: _Rung, now: datetime) -> int:
    return sum(
        open_task(
            session,
            module_id=rung.published.module_id,
            language=rung.alarm.language,
            segment=address,
            kind=Kind.ALARM,
            facts=facts,
            now=now,
        )
        for address, facts in _standing(session, rung).items()
    )


def _standing(session: Session, rung: _Rung) -> dict[str, dict[str, str]]:
    """Return the texts of a question (addresses) that read in the draft as learners read them, and of what they are.

    No number of answers: whoever translates need not know how many there were.
    """
    published, language, read = rung.published, rung.alarm.language, _read(rung)
    mark = content.latest_mark(session, published.module_id)
    if mark is None or not read:
        return {}
    sources = dict(segments(content.module_of_version(session, mark)))
    was = dict(segments(published.module))
    kept = translations(session, published.module_id, language=language, segments=list(read)).get(language, ())
    texts = {(each.address, each.source_digest): each.text for each in kept}
    return {
        address: about(was[address], text)
        for address, text in read.items()
        if sources.get(address) == was[address] and texts.get((address, text_digest(was[address]))) == text
    }


def _read(rung: _Rung) -> dict[str, str]:
    """Return what learners read of a question in the language of an alarm, before they answer, by address."""
    language = rung.alarm.language
    module = content.localised(rung.published, language)
    question = next(each for each in quiz_of(module, rung.quiz.key)[1].questions if each.key == rung.alarm.question)
    texts = rung.published.texts.get(language, {})
    found = (place.address for place in places(module, rung.lesson, rung.quiz, question) if place.language == language)
    return {address: text for address in found if (text := texts[address][0]) is not None}
