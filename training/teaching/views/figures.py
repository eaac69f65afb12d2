"""Which page shows what many answers say about a quiz, its questions and their translations?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from training.content import queries as content
from training.content.rules.module import quiz_of, quizzes
from training.content.rules.questions import Question
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import Permission
from training.learning.rules.reports import whole
from training.quizzes.rules.first_attempts import FirstAttempts
from training.quizzes.rules.grading import scored
from training.quizzes.rules.picks import Pick, offered
from training.teaching import queries
from training.teaching.queries import PastPublication
from training.teaching.views.blueprint import OpenedQuiz, opened_quiz, pages, show

if TYPE_CHECKING:
    from training.quizzes.rules.statistics.alarm import Alarm
    from training.quizzes.rules.statistics.figures import QuestionFigures, QuizFigures
    from training.quizzes.rules.statistics.first_look import FirstLook


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which answers are looked at: of one publication or of all, in one language or in all."""

    publication: int | None
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question with its number, its figures and the share of each thing that can be picked.

    `segment` is the address of its texts for translators.
    """

    number: int
    question: Question
    segment: str
    figures: "QuestionFigures"
    shares: tuple[tuple[Pick, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the answers say: the figures as asked for, and for all languages the alarm and where to look first.

    `attempts` are counted by language. It takes the `minimum` of attempts to say anything, `minimum_to_compare` answers
    in a language and a quiz of the `fewest_questions` to compare languages.
    """

    figures: "QuizFigures"
    alarms: "tuple[Alarm, ...]"
    look: "FirstLook"
    attempts: Mapping[str, int | None]
    minimum: int
    minimum_to_compare: int
    fewest_questions: int


@pages.get("/<language:language>/teaching/modules/<module>/quizzes/<quiz>")
@requires(Permission.SEE_QUIZ_FIGURES)
def figures(language: str, module: str, quiz: str) -> str:
    """Show what first attempts say about a quiz, beginning with what to look at first."""
    publications = queries.publications(db.session, module)
    answered = queries.attempt_counts(db.session, module)
    editions = [each for each in publications if (each.id, quiz) in answered]
    chosen = _filter(editions)
    opened = opened_quiz(module, chosen.publication or _newest(publications, editions, quiz), quiz, language)
    questions = scored(opened.quiz)
    found = queries.first_attempts(
        db.session,
        module,
        quiz=quiz,
        publications=[each.id for each in editions if chosen.publication in (None, each.id)],
        questions=[question.key for question in questions],
    )
    findings = _findings(found, questions, chosen.language)
    rows = _rows(opened, findings.figures)
    return show("figures.html", opened=opened, editions=editions, chosen=chosen, findings=findings, rows=rows)


def _filter(editions: Sequence[PastPublication]) -> Filter:
    """Read the address; raises NotFound for what it cannot name."""
    publication, language = request.args.get("publication", ""), request.args.get("given_in", "")
    by_number = {str(edition.id): edition.id for edition in editions}
    if publication not in ("", *by_number) or language not in ("", *LANGUAGES):
        raise NotFound("page")
    return Filter(publication=by_number.get(publication), language=language or None)


def _newest(publications: Sequence[PastPublication], editions: Sequence[PastPublication], quiz: str) -> int:
    """Choose the publication whose texts are shown for all: the last one, if it has the quiz still."""
    if not publications:
        raise NotFound("module")
    last = content.published(db.session, publications[0].id)
    is_gone = quiz not in {each.key for _, each in quizzes(last.module)}
    return editions[0].id if is_gone and editions else last.id


def _findings(found: FirstAttempts, questions: Sequence[Question], language: str | None) -> Findings:
    # Here and not above: NumPy and SciPy take time and memory at the start of every process, and only this page asks.
    from training.quizzes.rules.statistics import alarm, items  # noqa: PLC0415
    from training.quizzes.rules.statistics import figures as statistics  # noqa: PLC0415
    from training.quizzes.rules.statistics.first_look import first_look  # noqa: PLC0415

    told = statistics.quiz_figures(found, questions, language=language)
    alarms = statistics.translation_alarms(found)
    return Findings(
        figures=told,
        alarms=alarms,
        look=first_look(told, alarms),
        attempts=statistics.attempts_by_language(found),
        minimum=items.MINIMUM,
        minimum_to_compare=alarm.MINIMUM_GROUP,
        fewest_questions=alarm.MINIMUM_QUESTIONS,
    )


def _rows(opened: OpenedQuiz, told: "QuizFigures") -> dict[str, QuestionRow]:
    """Put each question beside its figures, by its key; its number is that of the quiz."""
    lesson, _ = quiz_of(opened.module, opened.quiz.key)
    of_question = {each.question: each for each in told.questions}
    return {
        question.key: QuestionRow(
            number=number,
            question=question,
            segment=whole(lesson, opened.quiz, question),
            figures=of_question[question.key],
            shares=_shares(question, of_question[question.key]),
        )
        for number, question in enumerate(opened.quiz.questions, start=1)
        if question.key in of_question
    }


def _shares(question: Question, told: "QuestionFigures") -> tuple[tuple[Pick, float], ...]:
    picks = told.picks or {}
    return tuple((pick, picks.get(pick.key, 0.0)) for pick in offered(question)) if told.enough else ()
