"""What becomes of our questions on their way out, and as which file do they go?"""

from collections.abc import Iterator, Sequence

from training.authoring.files.exchange.moodle import write_moodle
from training.authoring.files.exchange.moodle.names import MOODLE
from training.authoring.files.exchange.moodle.writing import NAMES
from training.authoring.files.exchange.qti import write_qti
from training.authoring.files.exchange.qti.names import QTI
from training.authoring.rules.exchange import Remark, Sent
from training.content.rules.questions import (
    GapText,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    Reflection,
    Scale,
    Scenario,
    ShortText,
    SingleChoice,
    TrueFalse,
)

#: What the names of files end in.
ENDINGS = {MOODLE: "moodle.xml", QTI: "qti.zip"}
_INTERACTIONS: dict[type, str] = {
    SingleChoice: "qti-choice-interaction",
    MultipleChoice: "qti-choice-interaction",
    TrueFalse: "qti-choice-interaction",
    Numeric: "qti-text-entry-interaction",
    ShortText: "qti-text-entry-interaction",
    GapText: "qti-inline-choice-interaction",
    Matching: "qti-match-interaction",
    Ordering: "qti-order-interaction",
    Scenario: "qti-choice-interaction",
    Scale: "qti-choice-interaction",
    Reflection: "qti-extended-text-interaction",
}


def write(questions: Sequence[Question], *, format: str, language: str) -> bytes:  # noqa: A002 (the word for it)
    """Write questions as a file of one of `ENDINGS`; the same ones give the same bytes."""
    return write_moodle(questions) if format == MOODLE else write_qti(questions, language=language)


def sent(questions: Sequence[Question], *, format: str) -> tuple[Sent, ...]:  # noqa: A002 (likewise)
    """Tell as what each question goes, and what other programs will not show of it."""
    names = NAMES if format == MOODLE else _INTERACTIONS
    return tuple(
        Sent(question=each, how=names[type(each)], remarks=tuple(_not_shown(each, format))) for each in questions
    )


def _not_shown(question: Question, format: str) -> Iterator[Remark]:  # noqa: A002 (likewise)
    match question:
        case Scenario():
            yield Remark(code="first-step-only")
        case Scale():
            yield Remark(code="scale-as-choice")
        case Reflection():
            yield Remark(code="own-words-marked")
        case Ordering() if format == QTI:
            yield Remark(code="all-or-nothing")
