"""Could a question be answered without knowing? Looked at in the language that the module is given in."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from training.content.rules.fault import Fact, Fault, Place
from training.content.rules.module import Module, quizzes
from training.content.rules.questions import MultipleChoice, SingleChoice

#: The right choice may be the longest in so many per cent of the single choices.
MOST_LONGEST = 40
#: Fewer questions say nothing about a habit.
ENOUGH = 12
#: How far the share of a position may lie from an equal one, in per cent.
_OFF = 9
_ALL = 100
#: Whole choices, without their full stop.
_SUMMARY = {
    "en": r"(?:all|none|both|neither) of (?:the above|these|them|the choices)",
    "de": r"(?:alle|keine)[rs]? (?:der genannten|davon|genannten)(?: Antworten| Punkte)?",
    "cs": r"(?:vše|všechny|žádn[áé]|nic) z (?:uvedeného|uvedených|výše)",
    "pl": r"(?:wszystkie|żadn[ae]|żadna) (?:z powyższych|z podanych|z wymienionych|powyższe)",
    "it": r"(?:tutte|nessuna) (?:le (?:precedenti|risposte)|delle (?:precedenti|risposte))",
    "sl": r"(?:vse|nič|nobena|noben) od (?:naštetega|navedenega|navedenih)",
    "nl": r"(?:alle|geen)(?: van)? (?:bovenstaande|de bovenstaande|deze antwoorden)",
}

Asked = tuple[str, SingleChoice]


def asking_findings(module: Module, *, language: str, place: Place) -> Iterator[Fault]:
    """Find habits that give right choices away: length, position, and choices that sum up the others."""
    asked = [
        (f"{lesson.key}/{quiz.key}/{question.key}", question)
        for lesson, quiz in quizzes(module)
        for question in quiz.questions
        if isinstance(question, SingleChoice)
    ]
    yield from _of_length(asked, place)
    if language == module.source:
        yield from _of_positions(asked, place)
    yield from _of_summaries(module, language, place)


def _of_length(asked: Sequence[Asked], place: Place) -> Iterator[Fault]:
    longest = [address for address, question in asked if _right_is_longest(question)]
    if len(asked) >= ENOUGH and len(longest) * _ALL > MOST_LONGEST * len(asked):
        problem = "The right choice is the longest in %(longest)s of %(all)s single choices, more than %(most)s %%"
        remedy = "Shorten it, or make a wrong one as long, in some of: %(where)s"
        facts: dict[str, Fact] = {
            "longest": len(longest),
            "all": len(asked),
            "most": MOST_LONGEST,
            "where": ", ".join(longest),
        }
        yield place.mend(problem, remedy, **facts)


def _right_is_longest(question: SingleChoice) -> bool:
    right = max((len(choice.text) for choice in question.choices if choice.right), default=0)
    wrong = max((len(choice.text) for choice in question.choices if not choice.right), default=0)
    return right > wrong


def _of_positions(asked: Sequence[Asked], place: Place) -> Iterator[Fault]:
    by_count: defaultdict[int, list[int]] = defaultdict(list)
    for _, question in asked:
        right = [position for position, choice in enumerate(question.choices) if choice.right]
        by_count[len(question.choices)] += right[:1]
    for choices, positions in by_count.items():
        shares = Counter(positions)
        for position in range(choices):
            share, equal = shares[position] * _ALL / max(1, len(positions)), _ALL / choices
            if len(positions) >= ENOUGH and abs(share - equal) > _OFF:
                problem = "The right one of %(choices)s choices stands at position %(position)s in %(share)s %%"
                remedy = "Move right choices until it is about %(equal)s %%"
                facts: dict[str, Fact] = {
                    "choices": choices,
                    "position": position + 1,
                    "share": round(share),
                    "equal": round(equal),
                }
                yield place.mend(problem, remedy, **facts)


def _of_summaries(module: Module, language: str, place: Place) -> Iterator[Fault]:
    summary = re.compile(_SUMMARY.get(language, r"(?!)"), re.IGNORECASE)
    for lesson, quiz in quizzes(module):
        for question in quiz.questions:
            for choice in question.choices if isinstance(question, SingleChoice | MultipleChoice) else ():
                if summary.fullmatch(choice.text.rstrip(".")):
                    at = f"{lesson.key}/{quiz.key}/{question.key}/{choice.key}"
                    yield place.inside(at).mend("The choice sums up the others", "Write a choice of its own")
