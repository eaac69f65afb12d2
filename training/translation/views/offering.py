"""What could a translator not save because the session had ended, and how does it differ from what stands?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from training.content.models import KeptText
from training.content.rules.texts import clean
from training.content.rules.wording import Run
from training.translation.forms import typed_of
from training.translation.queries.standing import Standing
from training.translation.rules.whereabouts import Whereabouts
from training.translation.views.blueprint import OpenedPair
from training.translation.views.constant import compared, place_of
from training.translation.views.rows import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A text that was typed, beside what stands there; without `whereabouts` its place is gone from the module."""

    address: str
    whereabouts: Whereabouts | None
    text: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedTexts:
    """A form that waits for its author: since when, and what it would change."""

    id: int
    kept_at: datetime
    changes: tuple[Change, ...]


def typed_kept(waiting: Iterable[KeptText]) -> list[str]:
    """List the addresses of all texts that wait."""
    return [typed.address for text in waiting for typed in typed_of(text.typed)]


def offered_texts(
    opened: OpenedPair, standing: Standing, known: Loaded, waiting: Sequence[KeptText]
) -> list[OfferedTexts]:
    """Compare what waits with what stands."""
    return [
        OfferedTexts(
            id=text.id,
            kept_at=text.kept_at,
            changes=tuple(_change(opened, standing, known, each.address, each.text) for each in typed_of(text.typed)),
        )
        for text in waiting
    ]


def _change(opened: OpenedPair, standing: Standing, known: Loaded, address: str, text: str) -> Change:
    if address not in standing.sources:
        return Change(address=address, whereabouts=None, text=text, runs=())
    current = known.current.get(address)
    runs = compared(current.text if current else "", clean(text))
    return Change(address=address, whereabouts=place_of(opened, address), text=text, runs=runs)
