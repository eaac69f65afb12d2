"""What could an author not save because the session had ended, and how does it differ from what stands?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from training.authoring.rules.comparing import compared
from training.authoring.rules.labelling import Labelled, labelled
from training.authoring.rules.naming import named
from training.authoring.rules.typing import typed
from training.authoring.rules.units import unit_of, with_unit
from training.content.models import KeptText
from training.content.rules.module import Module


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedText:
    """A text that waits for its author: of which unit, since when, and what it would change there."""

    id: int
    address: str
    noun: str
    name: str
    kept_at: datetime
    changes: tuple[Labelled, ...] = ()


def named_texts(module: Module, kept: Iterable[KeptText]) -> list[OfferedText]:
    """Say of which units somebody has kept texts; a unit that is gone has no name."""
    return [_offered(module, text) for text in kept]


def offered_texts(module: Module, address: str, kept: Iterable[KeptText]) -> list[OfferedText]:
    """Compare the kept texts of a unit with what stands there."""
    standing = unit_of(module, address)
    return [_offered(module, text, changed(module, address, typed(standing, text.typed)[0])) for text in kept]


def changed(module: Module, address: str, unit: Any) -> tuple[Labelled, ...]:
    """Compare what stands at an address with what somebody has written for it."""
    made = with_unit(module, address, unit)
    return labelled(module, made, compared(module, made))


def _offered(module: Module, text: KeptText, changes: tuple[Labelled, ...] = ()) -> OfferedText:
    noun, name = named(module, text.unit)
    return OfferedText(id=text.id, address=text.unit, noun=noun, name=name, kept_at=text.kept_at, changes=changes)
