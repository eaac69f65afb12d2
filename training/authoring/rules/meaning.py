"""Which edits does an author call the same in meaning, and how are they declared?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from training.content.rules.segments import text_digest
from training.content.rules.texts import clean
from training.foundation.errors import Refused

#: As long as the column that keeps it.
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """An older and the present source text of a segment."""

    segment: str
    old: str
    new: str

    @property
    def token(self) -> str:
        """Name it in a form, so that what was shown is what is declared."""
        return f"{self.segment} {text_digest(self.old)} {text_digest(self.new)}"


def segment_of(token: str) -> str:
    """Return the segment that a token of a form names, if it is one."""
    return token.partition(" ")[0]


def chosen_edits(offered: Iterable[Edit], tokens: Sequence[str]) -> tuple[Edit, ...]:
    """Return what somebody has chosen of what is offered.

    Raises Refused("nothing-chosen"), and Refused("edit-changed") where something of it is not offered any more.
    """
    if not tokens:
        raise Refused("nothing-chosen")
    known = {edit.token: edit for edit in offered}
    if not known.keys() >= set(tokens):
        raise Refused("edit-changed")
    return tuple(known[token] for token in dict.fromkeys(tokens))


def reason_of(typed: str) -> str:
    """Return a reason in one line; raises Refused("reason-missing") or Refused("reason-too-long")."""
    reason = " ".join(clean(typed).split())
    if not reason:
        raise Refused("reason-missing")
    if len(reason) > LONGEST_REASON:
        raise Refused("reason-too-long", most=LONGEST_REASON)
    return reason


def rounds(edits: Iterable[Edit]) -> list[dict[str, tuple[str, str]]]:
    """Put edits into rounds in which each segment has one older text; two languages may have different ones."""
    made: list[dict[str, tuple[str, str]]] = []
    for edit in edits:
        free = next((each for each in made if edit.segment not in each), None)
        if free is None:
            made.append(free := {})
        free[edit.segment] = (edit.old, edit.new)
    return made
