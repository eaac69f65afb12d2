"""What does a page of a quiz that is only tried start from? The quiz, and what the address says was answered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import request

from training.content.rules.blocks import Quiz
from training.content.rules.module import Lesson, Module, quiz_of
from training.content.rules.questions import Question, ShortText
from training.content.rules.segments import localise
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.learning.views.opened import Number
from training.quizzes.rules.asking import asked, can_be_asked
from training.quizzes.rules.grading import NOTHING_MORE, Accepted, Mark, accepted_texts, grade
from training.quizzes.rules.responses import Response as Given
from training.quizzes.rules.responses import Typed
from training.teaching.rules.trials import Trial, fields, responses, trial_of
from training.teaching.views.previews.opened import Preview
from training.translation.queries import translations
from training.translation.rules import frozen_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A quiz on its way, in the language that it is shown in; `askable` are the keys of what can be asked already."""

    preview: Preview
    trial: Trial
    lesson: Lesson
    quiz: Quiz
    askable: frozenset[str]

    @property
    def module(self) -> Module:
        """The module as it is shown."""
        return self.preview.module

    @property
    def saved(self) -> dict[str, Given]:
        """What was answered so far, by the key of the question."""
        return self._given(self.trial.typed)

    @property
    def accepted(self) -> Accepted:
        """The words that answer each question in any language."""
        return _accepted(self.preview, self.quiz) if _asks_for_words(self.quiz) else NOTHING_MORE

    def question(self, number: int) -> Question:
        """Return the question of this number, counted from one; raises NotFound."""
        if not 1 <= number <= len(self.quiz.questions):
            raise NotFound("question")
        return self.quiz.questions[number - 1]

    def to_question(self, number: int, *, trial: Trial | None = None, anchor: str = "") -> str:
        """Build the address of a question; `trial` where something was just answered."""
        way = fields(trial or self.trial)
        return self.preview.address("preview_question", way, quiz=self.quiz.key, number=number, anchor=anchor)

    def to_page(self, page: str, *, trial: Trial | None = None) -> str:
        """Build the address of the overview, or of the result."""
        return self.preview.address(page, fields(trial or self.trial), quiz=self.quiz.key)

    def numbers(self, *, here: int = 0) -> list[Number]:
        """Make the row of questions; `here` is the number of the one that is open."""
        saved = self.saved
        return [
            Number(
                number=number,
                state="now" if number == here else "saved" if question.key in saved else "open",
                href=self.to_question(number),
            )
            for number, question in enumerate(self.quiz.questions, start=1)
        ]

    def mark(self, *, earlier: bool = False) -> Mark:
        """Grade this sitting, or the one before it; what cannot be asked yet gives no points."""
        given = self._given(self.trial.earlier or {}) if earlier else self.saved
        there = tuple(question for question in self.quiz.questions if question.key in self.askable)
        return grade(replace(self.quiz, questions=there), given, self.accepted)

    def _given(self, sitting: Mapping[int, Typed]) -> dict[str, Given]:
        return responses(self.quiz.questions, sitting, askable=self.askable)


def tried(preview: Preview, quiz: str, *, trial: Trial | None = None) -> Tried:
    """Open a quiz with the answers that a trial or the address carries; raises NotFound."""
    trial = trial or trial_of(request.args.to_dict(flat=False))
    _, draft = quiz_of(preview.draft, quiz)
    lesson, shown = quiz_of(preview.module, quiz)
    return Tried(
        preview=preview,
        trial=trial,
        lesson=lesson,
        quiz=asked(shown, trial.seed),
        askable=frozenset(question.key for question in draft.questions if can_be_asked(question)),
    )


def _asks_for_words(quiz: Quiz) -> bool:
    return any(isinstance(question, ShortText) for question in quiz.questions)


def _accepted(preview: Preview, quiz: Quiz) -> Accepted:
    """Gather what answers in any language: of all translations only those of the right words are read."""
    lesson, draft = quiz_of(preview.draft, quiz.key)
    wanted = [f"{lesson.key}/{quiz.key}/{each.key}/accepted" for each in draft.questions if isinstance(each, ShortText)]
    kept = translations(db.session, preview.version.module_id, segments=wanted)
    # The whole module would be put into six languages for a few words.
    small = replace(preview.draft, lessons=(replace(lesson, blocks=(draft,)),), glossary=())
    spoken = (localise(small, texts, language) for language, texts in frozen_texts(small, kept).items())
    return accepted_texts(draft, [quiz_of(module, quiz.key)[1] for module in spoken])
