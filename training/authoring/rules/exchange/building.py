"""Which of our questions says the same as one from elsewhere? What would mean something else is refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from training.authoring.rules.exchange.received import Making
from training.content.rules.fault import is_key
from training.content.rules.questions import (
    Choice,
    MultipleChoice,
    Numeric,
    Reflection,
    ShortText,
    SingleChoice,
    Trap,
    TrueFalse,
)
from training.content.rules.texts import clean
from training.foundation.errors import Refused

ALL, NOTHING = Decimal(100), Decimal(0)
#: Files round thirds.
_ROUNDED = Decimal("0.5")
_TWO = 2
_MOST_DIGITS = 20
#: What stands between the words that a short text accepts.
_OR = " / "


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of a file: what it says and how many per cent of the points it gives."""

    text: str
    share: Decimal = NOTHING
    feedback: str = ""
    key: str = ""
    tolerance: str = "0"


def choice(making: Making, answers: Sequence[Answer], *, several: bool) -> SingleChoice | MultipleChoice:
    """Make a question with choices; `several` may be chosen at once."""
    if len(answers) < _TWO:
        raise Refused("choices-missing")
    right = [_is_full(answer) if not several else answer.share > 0 for answer in answers]
    if not any(right):
        raise Refused("right-answer-missing")
    if not several and sum(right) > 1:
        raise Refused("several-right", count=sum(right))
    _weigh(making, answers, several=several)
    if not all(answer.feedback for answer in answers):
        making.remark("feedback-missing")
    keys = keys_of([answer.key for answer in answers], "choice")
    choices = tuple(
        Choice(key=key, text=answer.text, right=is_right, feedback=answer.feedback)
        for key, answer, is_right in zip(keys, answers, right, strict=True)
    )
    kind = MultipleChoice if several else SingleChoice
    return kind(choices=choices, **making.told)


def true_false(making: Making, *, answer: bool, right: str, wrong: str) -> TrueFalse:
    """Make a sentence that is true or not."""
    note_missing(making, right, wrong)
    return TrueFalse(answer=answer, right_feedback=right, wrong_feedback=wrong, **making.told)


def short_text(making: Making, answers: Sequence[Answer], *, right: str = "", wrong: str = "") -> ShortText:
    """Make a question answered in a few words; what is accepted only in part is left out, with a word about it."""
    full = [answer for answer in answers if _is_full(answer)]
    if not full:
        raise Refused("right-answer-missing")
    if any(answer.share > 0 and not _is_full(answer) for answer in answers):
        making.remark("partial-left", count=sum(each.share > 0 and not _is_full(each) for each in answers))
    if any(answer.share <= 0 and answer.feedback and answer.text for answer in answers):
        making.remark("feedback-left")
    words = [_one_word(making, answer.text) for answer in full]
    right = right or next((answer.feedback for answer in full if answer.feedback), "")
    if {answer.feedback for answer in full if answer.feedback} - {right}:
        making.remark("feedback-left")
    note_missing(making, right, wrong)
    accepted = _OR.join(dict.fromkeys(words))
    return ShortText(accepted=accepted, right_feedback=right, wrong_feedback=wrong, **making.told)


def numeric(
    making: Making, answers: Sequence[Answer], *, unit: str | None = None, right: str = "", wrong: str = ""
) -> Numeric:
    """Make a question answered by a number; numbers that are wrong become traps."""
    full, others = _the_right_one(answers)
    partial = sum(answer.share > 0 for answer in others)
    if partial:
        making.remark("partial-left", count=partial)
    if any(Decimal(number(answer.tolerance)) for answer in others):
        making.remark("trap-tolerance-left")
    right = right or full.feedback
    note_missing(making, right, wrong)
    keys = keys_of([answer.key for answer in others], "trap")
    return Numeric(
        answer=number(full.text),
        tolerance=number(full.tolerance),
        unit=unit or None,
        right_feedback=right,
        wrong_feedback=wrong,
        traps=tuple(
            Trap(key=key, value=number(answer.text), feedback=answer.feedback)
            for key, answer in zip(keys, others, strict=True)
        ),
        **making.told,
    )


def reflection(making: Making, model_answer: str) -> Reflection:
    """Make a question for the learner's own words; nobody marks it here."""
    making.remark("essay-unmarked")
    return Reflection(model_answer=model_answer, **making.told)


def number(text: str) -> str:
    """Give a number our spelling, without an exponent; raise Refused("number-unreadable")."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation as fault:
        raise Refused("number-unreadable", number=text[:40]) from fault
    if not value.is_finite() or abs(value.adjusted()) > _MOST_DIGITS or len(value.as_tuple().digits) > _MOST_DIGITS:
        raise Refused("number-unreadable", number=text[:40])
    written = f"{value:f}"
    return "0" if not value and written.startswith("-") else written


def share(text: str) -> Decimal:
    """Read how many per cent an answer gives."""
    return Decimal(number(text))


def keys_of(wanted: Sequence[str], noun: str) -> list[str]:
    """Give parts their own keys, or ``choice-1``, ``choice-2`` where these are none or not apart."""
    if all(map(is_key, wanted)) and len(set(wanted)) == len(wanted):
        return list(wanted)
    return [f"{noun}-{place}" for place in range(1, len(wanted) + 1)]


def note_missing(making: Making, *feedback: str) -> None:
    """Say that learners will not be told why."""
    if not all(feedback):
        making.remark("feedback-missing")


def joined(*texts: str) -> str:
    """Put texts one after another."""
    return clean("\n\n".join(text for text in texts if text))


def _the_right_one(answers: Sequence[Answer]) -> tuple[Answer, list[Answer]]:
    full = [answer for answer in answers if _is_full(answer)]
    if not full:
        raise Refused("right-answer-missing")
    if len(full) > 1:
        raise Refused("several-right", count=len(full))
    return full[0], [answer for answer in answers if not _is_full(answer)]


def _is_full(answer: Answer) -> bool:
    return abs(answer.share - ALL) < _ROUNDED


def _weigh(making: Making, answers: Sequence[Answer], *, several: bool) -> None:
    """Say where the points of a file are not ours: ours are equal shares, and wrong choices take as much away."""
    if not several:
        partial = sum(answer.share > 0 and not _is_full(answer) for answer in answers)
        if partial:
            making.remark("partial-left", count=partial)
        if any(answer.share < 0 for answer in answers):
            making.remark("penalty-left")
        return
    equal = ALL / sum(answer.share > 0 for answer in answers)
    ours = (equal if answer.share > 0 else -equal for answer in answers)
    if any(abs(answer.share - own) > _ROUNDED for answer, own in zip(answers, ours, strict=True)):
        making.remark("weights-replaced")


def _one_word(making: Making, text: str) -> str:
    word = " ".join(clean(text).split())
    if _OR in word:
        making.remark("slash-changed")
    return word.replace(_OR, "/")
