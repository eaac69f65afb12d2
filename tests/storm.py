"""What is posted in a storm of answers? Forms sent again, changed, overtaken by others, in any language, signed out."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from training.foundation.languages import LANGUAGES

_NUMBERS = [f"{number}.5" for number in range(20)]
_CHOSEN = (("a",), ("b",), ("c",), ("a", "b"), ("b", "c"), ("a", "b", "c"))
#: What a form may send to each question of the test of `tests.modules`, and how it is kept.
CONTENTS: dict[str, list[tuple[tuple[str, ...], dict[str, Any]]]] = {
    "final-single": [((key,), {"choices": [key]}) for key in ("museum", "studio")],
    "final-multiple": [(keys, {"choices": list(keys)}) for keys in _CHOSEN],
    "final-numeric": [((typed,), {"number": typed, "typed": typed}) for typed in _NUMBERS],
}
#: By how many places a post may be late.
_LATE = 300
#: Of a hundred forms so many say one thing, two, three; and of what they say, so much is sent once, twice, three times.
_SAYINGS, _SENDINGS = (75, 20, 5), (65, 25, 10)
_SPOKEN = tuple(LANGUAGES)
_QUIET, _SIGNED_OUT, _SWITCHING = 0.85, 0.3, 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An attempt as its learner has it open: the ticket in its forms, and the cookie of the session."""

    learner: int
    attempt_id: UUID
    ticket: str
    cookie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one form says; the same id with another response says something else."""

    form_id: UUID
    attempt_id: UUID
    question: str
    response: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One sending of a form; without a cookie the learner's session is over."""

    learner: int
    said: Said
    language: str
    number: int
    fields: tuple[tuple[str, str], ...]
    cookie: str | None

    @property
    def path(self) -> str:
        """The address of the form."""
        return f"/{self.language}/attempts/{self.said.attempt_id}/questions/{self.number}"

    @property
    def body(self) -> str:
        """The form as a browser encodes it."""
        return urlencode(self.fields)

    @property
    def quiet(self) -> bool:
        """Whether nothing but "it is stored" is to come back."""
        return ("quiet", "1") in self.fields


def plan(papers: Sequence[Paper], *, count: int, chance: Random) -> list[Post]:
    """Draw so many posts, in the order in which they are sent."""
    placed: list[tuple[float, Post]] = []
    while len(placed) < count:
        start = len(placed)
        placed += [(start + chance.random() * _LATE, post) for post in _posts_of_a_form(papers, chance)]
    placed.sort(key=lambda pair: pair[0])
    return [post for _, post in placed[:count]]


def canonical(response: Mapping[str, Any]) -> str:
    """Write a response so that equal ones are equal texts."""
    return json.dumps(response, sort_keys=True)


def _posts_of_a_form(papers: Sequence[Paper], chance: Random) -> Iterator[Post]:
    paper, form_id = chance.choice(papers), UUID(int=chance.getrandbits(128), version=4)
    number, (question, contents) = chance.choice(list(enumerate(CONTENTS.items(), start=1)))
    sayings = min(_up_to_three(_SAYINGS, chance), len(contents))
    for values, response in chance.sample(contents, sayings):
        said = Said(form_id=form_id, attempt_id=paper.attempt_id, question=question, response=canonical(response))
        for _ in range(_up_to_three(_SENDINGS, chance)):
            yield _post(paper, said, number, values, chance)


def _post(paper: Paper, said: Said, number: int, values: tuple[str, ...], chance: Random) -> Post:
    fields = [("ticket", paper.ticket), ("answer", str(said.form_id)), *(("response", value) for value in values)]
    if chance.random() < _QUIET:
        fields.append(("quiet", "1"))
    elif chance.random() < _SWITCHING:
        fields.append(("switch_to", chance.choice(_SPOKEN)))
    return Post(
        learner=paper.learner,
        said=said,
        language=chance.choice(_SPOKEN),
        number=number,
        fields=tuple(fields),
        cookie=None if chance.random() < _SIGNED_OUT else paper.cookie,
    )


def _up_to_three(weights: tuple[int, ...], chance: Random) -> int:
    return chance.choices((1, 2, 3), weights)[0]
