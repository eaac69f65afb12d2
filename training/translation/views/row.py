"""What is one text on the desk, and what became of it when it was sent?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from training.content.rules.wording import Run
from training.translation.forms import Typed
from training.translation.queries.memory import Remembered
from training.translation.queries.segments import Written
from training.translation.queries.tasks import Task
from training.translation.rules.checks import Finding
from training.translation.rules.glossary import TermHere
from training.translation.rules.whereabouts import Whereabouts
from training.translation.views.constant import digest_of

_SIGNS_A_LINE = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What became of a text that was sent: "refused", "clash", "moved", "own", "changed", "source-changed" or "kept".

    `theirs` is what stands there where somebody else has written. "moved": it is not what was to be
    approved; "own": only others approve it; "changed": what is to be approved was typed just now.
    """

    outcome: str
    findings: tuple[Finding, ...] = ()
    theirs: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A text on the desk; `text` is what stands in its field, `offered` identifies what stood there at first."""

    address: str
    anchor: str
    whereabouts: Whereabouts
    source: str
    source_digest: str
    state: str
    text: str
    basis: str
    offered: str
    lines: int
    current: Written | None
    older: Written | None
    source_runs: tuple[Run, ...]
    suggestions: Sequence[Remembered]
    terms: Sequence[TermHere]
    notes: int
    tasks: Sequence[Task]
    may_approve: bool
    is_own: bool
    in_place: str
    picture: str
    said: Said | None = None
    clash: tuple[Run, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_unsaved(self) -> bool:
        """Whether the field holds something else than what stood there at first."""
        return (digest_of(self.text) if self.text else "") != self.offered

    def with_text(self, digest: str, offers: Iterable[str]) -> Self:
        """Put one of the texts that are offered into the field."""
        text = next((each for each in offers if digest_of(each) == digest), self.text)
        return replace(self, text=text, lines=lines_of(self.source, text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """What was sent and is not saved, by address, and what became of each text; `order` is that of the form."""

    typed: Mapping[str, Typed] = field(default_factory=dict)
    said: Mapping[str, Said] = field(default_factory=dict)
    order: Sequence[str] = ()
    used: Mapping[str, str] = field(default_factory=dict)


def lines_of(source: str, text: str) -> int:
    """Tell how high the field of a text is: as its longer side needs it, within bounds."""
    return min(max(max(len(source), len(text)) // _SIGNS_A_LINE + 1, 2), 14)
