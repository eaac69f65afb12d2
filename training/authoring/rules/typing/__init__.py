"""How does a unit become a form, and a form a unit again? Made of the dataclasses, whatever their kind."""

from training.authoring.rules.typing.acts import with_part
from training.authoring.rules.typing.fields import LONGEST_TEXT, Field, FieldKind, fields_of, form_of
from training.authoring.rules.typing.reading import MOST_PARTS, Mistyped, typed

__all__ = [
    "LONGEST_TEXT",
    "MOST_PARTS",
    "Field",
    "FieldKind",
    "Mistyped",
    "fields_of",
    "form_of",
    "typed",
    "with_part",
]
