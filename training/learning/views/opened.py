"""What does a page of an attempt start from? The attempt, its quiz in the reader's language, and what is saved."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import url_for

from training.content import queries as content
from training.content.queries import Published
from training.content.rules.blocks import Quiz
from training.content.rules.module import Lesson, Module, quiz_of
from training.content.rules.questions import Question
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.learning import queries
from training.learning.queries import OwnAttempt
from training.quizzes import queries as quiz_queries
from training.quizzes.rules.asking import asked
from training.quizzes.rules.grading import Accepted, counting_answers
from training.quizzes.rules.responses import Response as Given


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One square of the row of questions."""

    number: int
    state: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An attempt with the quiz as it asks it, in the reader's language."""

    attempt: OwnAttempt
    published: Published
    module: Module
    lesson: Lesson
    quiz: Quiz

    @property
    def accepted(self) -> Accepted:
        """The words that answer each question in any language."""
        return queries.accepted_words(self.published, self.quiz)

    def words_of(self, question: Question) -> str:
        """Name the note that holds a learner's own words to a question; no activity can be called so."""
        return f"{self.quiz.key}.{question.key}"

    def is_over(self, now: datetime) -> bool:
        """Tell whether the time limit has been reached."""
        return self.attempt.closes_at is not None and now >= self.attempt.closes_at

    def question(self, number: int) -> Question:
        """Return the question of this number, counted from one; raises NotFound."""
        if not 1 <= number <= len(self.quiz.questions):
            raise NotFound("question")
        return self.quiz.questions[number - 1]


def opened_attempt(attempt_id: UUID, language: str, *, person_id: int) -> Opened:
    """Open a person's own attempt with the publication that it began with; raises NotFound."""
    own = queries.own_attempt(db.session, attempt_id, person_id=person_id)
    published = content.published(db.session, own.publication_id)
    module = content.localised(published, language)
    lesson, quiz = quiz_of(module, own.quiz)
    return Opened(attempt=own, published=published, module=module, lesson=lesson, quiz=asked(quiz, own.seed))


def saved_responses(attempt_id: UUID) -> dict[str, Given]:
    """Return the response that is saved for each question, by its key."""
    given = counting_answers(quiz_queries.answers(db.session, attempt_id))
    return {key: answer.response for key, answer in given.items()}


def numbers(opened: Opened, saved: dict[str, Given], language: str, *, here: int = 0) -> list[Number]:
    """Make the row of questions; `here` is the number of the one that is open."""
    # Twelve addresses that differ in their end only: building each would be a twentieth of the page.
    stem = url_for(".question", language=language, attempt_id=opened.attempt.id, number=1).rpartition("/")[0]
    return [
        Number(
            number=number,
            state="now" if number == here else "saved" if question.key in saved else "open",
            href=f"{stem}/{number}",
        )
        for number, question in enumerate(opened.quiz.questions, start=1)
    ]
