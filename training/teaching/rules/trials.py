"""What has been answered so far when somebody tries a quiz? All of it stands in the address, and nowhere else.

A field of a form that answers the third question, such as ``response-path``, is called ``a3-path`` there; in the
first sitting of a quiz before and after, ``b3-path``. What stands there is read again as if a form had sent it, so
an address can say nothing that a learner could not.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from training.content.rules.blocks import AFTER, BEFORE
from training.content.rules.questions import Question, Reflection
from training.foundation.errors import Refused
from training.quizzes.rules.kinds.forms import FIELD
from training.quizzes.rules.responses import Response, Typed, response_to

#: So long an address may become; some programs on the way take no more than 8,000 characters.
LONGEST = 6_000
_NAME = re.compile(r"(?P<sitting>[ab])(?P<number>[1-9][0-9]{0,3})(?P<part>(?:-[a-z0-9-]+)?)")
#: Own words are for nobody's eyes, so they stand in no address: only that there were some.
_WORDS = ["…"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One way through a quiz: its seed, and what was typed to each question by number, now and in an earlier sitting.

    `earlier` is None where this is the first or the only one.
    """

    seed: int
    typed: Mapping[int, Typed] = field(default_factory=dict)
    earlier: Mapping[int, Typed] | None = None

    @property
    def moment(self) -> str:
        """Which sitting of a quiz before and after this is."""
        return BEFORE if self.earlier is None else AFTER

    def answered(self, number: int, question: Question, typed: Typed) -> "Trial":
        """Add an answer; raises Refused("trial-too-long") where no address could hold it."""
        kept = {FIELD: _WORDS} if isinstance(question, Reflection) else _answers(typed)
        longer = replace(self, typed={**self.typed, number: kept})
        if sum(len(name) + len(value) + 2 for name, value in fields(longer)) > LONGEST:
            raise Refused("trial-too-long")
        return longer

    def once_more(self) -> "Trial":
        """Begin the second sitting: the same questions, and the first answers beside them."""
        return replace(self, typed={}, earlier=self.typed)


def trial_of(query: Mapping[str, Sequence[str]]) -> Trial:
    """Read the trial in an address; without a seed the first one. Whatever else stands there is left out."""
    seed = next((value for value in query.get("seed", ()) if value.isascii() and value.isdigit()), "0")
    found: dict[str, dict[int, dict[str, Sequence[str]]]] = {"a": {}, "b": {}}
    for name, values in query.items():
        if match := _NAME.fullmatch(name):
            parts = found[match["sitting"]].setdefault(int(match["number"]), {})
            parts[FIELD + match["part"]] = values
    again = found["b"] or "second" in query
    return Trial(seed=int(seed[:9]), typed=found["a"], earlier=found["b"] if again else None)


def fields(trial: Trial) -> Iterator[tuple[str, str]]:
    """Write a trial as the fields of an address; `trial_of` reads them."""
    yield "seed", str(trial.seed)
    if trial.earlier is not None:
        yield "second", "yes"
    for letter, sitting in (("a", trial.typed), ("b", trial.earlier or {})):
        for number, typed in sorted(sitting.items()):
            for name, values in sorted(typed.items()):
                yield from ((f"{letter}{number}{name.removeprefix(FIELD)}", value) for value in values)


def responses(
    questions: Sequence[Question], sitting: Mapping[int, Typed], *, askable: Collection[str]
) -> dict[str, Response]:
    """Read what was typed in a sitting, by the key of the question; what does not answer it is left out."""
    found: dict[str, Response] = {}
    for number, question in enumerate(questions, start=1):
        if question.key in askable and number in sitting:
            with suppress(Refused):
                found[question.key] = response_to(question, sitting[number])
    return found


def _answers(typed: Typed) -> Typed:
    """Keep the fields that answer, as far as something was chosen or written."""
    named = {name: [value for value in values if value] for name, values in typed.items()}
    return {name: values for name, values in named.items() if values and re.fullmatch(f"{FIELD}(-.*)?", name)}
