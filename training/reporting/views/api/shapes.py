"""What may a program ask for, and what does it get? Strict shapes, from which the description is made as well."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from training.foundation.languages import LANGUAGES
from training.foundation.sheets import LOCALES
from training.reporting.rules.cells import (
    COMPLETED,
    ENROLLED,
    FIRST,
    FLOWS,
    IN_PROGRESS,
    LATER,
    MEASURED,
    NOT_STARTED,
    PAIRED,
    READ,
    UNPAIRED,
    UNREAD,
    UNTESTED,
)
from training.reporting.rules.paging import LONGEST_CURSOR, MOST, USUAL
from training.reporting.rules.releases import GROUP_FIGURES

#: What answers look like, for whoever reads the description.
_MADE_AT, _DIGEST = "2026-10-01T01:00:00Z", "0b1f6ad3" * 8
RELEASES_EXAMPLE = {"releases": [{"quarter": "2026Q3", "made_at": _MADE_AT, "digest": _DIGEST}], "next": None}
_CELL = {"period": "2026Q3", "module": "*", "part": "*", "measure": "completed"}
FIGURES_EXAMPLE = {
    "quarter": "2026Q3",
    "digest": _DIGEST,
    "figures": [
        {**_CELL, "place": "linz", "value": 79, "hidden": False},
        {**_CELL, "place": "linz/stahlbrunn", "value": None, "hidden": True},
    ],
    "next": None,
}
_GROUP = {"place": "linz", "module": "craft", "figure": "gain", "value": 0.41, "low": 0.33, "high": 0.49}
GROUPS_EXAMPLE = {"quarter": "2026Q3", "digest": _DIGEST, "groups": [_GROUP]}

STOCKS = (ENROLLED, NOT_STARTED, IN_PROGRESS, COMPLETED, FIRST, LATER, UNTESTED, READ, UNREAD)
MEASURES = (*STOCKS, MEASURED, PAIRED, UNPAIRED, *FLOWS)
#: What a quarter looks like in an address.
QUARTER = r"^20[0-9]{2}Q[1-4]$"
#: How places, modules and parts are written.
PLACE = r"^(\*|[a-z0-9-]+(/[a-z0-9-]+\+?)?)$"
MODULE = r"^(\*|[a-z0-9-]+)$"
PART = r"^(\*|language:[a-z]{2}|round:[0-9]\+?|lesson:[a-z0-9-]+)$"
CURSOR = r"^[A-Za-z0-9_-]+$"


def _one_of(words: Any) -> str:
    return f"^({'|'.join(map(re.escape, words))})$"


def _whole_number(value: Any) -> Any:
    # A query holds words: those that are digits and nothing else are numbers, and no other.
    return int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{1,4}", value) else value


def _without_default(schema: dict[str, Any]) -> None:
    # Left out is not the same as empty.
    schema.pop("default", None)


def _optional(*, most: int, says: str, pattern: str | None = None, example: str | None = None) -> Any:
    examples = [example] if example else None
    return Field(
        default="",
        min_length=1,
        max_length=most,
        pattern=pattern,
        description=says,
        examples=examples,
        json_schema_extra=_without_default,
    )


class Shape(BaseModel):
    """What all shapes have in common: nothing is guessed, and nothing more is taken than is named."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Asked(Shape):
    """What may be asked of every address."""

    language: str = _optional(
        most=2, pattern=_one_of(LANGUAGES), says="The language of names and problems; else Accept-Language decides."
    )


class ListAsked(Asked):
    """Which page of a list is asked for."""

    limit: Annotated[int, BeforeValidator(_whole_number)] = Field(
        default=USUAL, ge=1, le=MOST, description="How many lines a page has at most."
    )
    cursor: str = _optional(
        most=LONGEST_CURSOR, pattern=CURSOR, says="`next` of the page before, with the same filters."
    )


class FiguresAsked(ListAsked):
    """Which figures of a release are asked for; without a filter all that the token reaches."""

    place: str = _optional(
        most=110, pattern=PLACE, says="A key of `places`, or an organisation's own people (`key+`).", example="*"
    )
    module: str = _optional(most=60, pattern=MODULE, says="A key of `modules`, or `*` for all together.", example="*")
    part: str = _optional(most=80, pattern=PART, says="`*`, `language:de`, `round:1` or `lesson:key`.", example="*")
    measure: str = _optional(most=20, pattern=_one_of(MEASURES), says="What was counted.", example=ENROLLED)


class FileAsked(Asked):
    """What of a release a file is to hold: a place with its parts, or the whole of what the token reaches."""

    place: str = _optional(most=110, pattern=PLACE, says="A key of `places`; without one the widest.", example="*")
    module: str = _optional(most=60, pattern=MODULE, says="A key of `modules`, or `*` for all.", example="*")
    locale: str = _optional(most=2, pattern=_one_of(LOCALES), says="Whose habits tables follow; else the language's.")
    whole: Annotated[int, BeforeValidator(_whole_number)] = Field(
        default=0, ge=0, le=1, description="1: all places within reach."
    )


class GroupsAsked(Asked):
    """Which figures of groups are asked for."""

    place: str = _optional(most=110, pattern=PLACE, says="A key of `places`.", example="*")
    module: str = _optional(most=60, pattern=MODULE, says="A key of `modules`, or `*` for all together.", example="*")


class ReleaseLine(Shape):
    """A quarter that was released."""

    quarter: str = Field(pattern=QUARTER, examples=["2026Q3"])
    made_at: datetime
    digest: str = Field(description="The SHA-256 of all that the release tells.")


class Releases(Shape):
    """A page of the released quarters, the last one first; `next` is the cursor of the next page."""

    releases: list[ReleaseLine]
    next: str | None


class PlaceLine(Shape):
    """A region, an organisation, or all (`*`); `parent` is the place that it is in."""

    key: str
    name: str
    parent: str | None
    time_zones: list[str] = Field(description="By whose clocks the quarter ended there.")


class Titled(Shape):
    """A module or a lesson; `language` is that of the title."""

    key: str
    title: str
    language: str


class ModuleLine(Titled):
    """A module with its lessons in their order."""

    lessons: list[Titled]


class Definition(Shape):
    """What a measure or a figure of a group means."""

    key: str
    label: str
    meaning: str


class ReleaseHeading(Shape):
    """What is told of a release beside its figures; names are those of the day on which it was made."""

    quarter: str = Field(pattern=QUARTER, examples=["2026Q3"])
    first_day: date
    last_day: date
    made_at: datetime
    digest: str
    minimum: int = Field(description="Smaller counts than this are hidden, and others that would give them away.")
    rule: str = Field(description="The rule of hiding, in words.")
    language: str
    places: list[PlaceLine]
    modules: list[ModuleLine]
    definitions: list[Definition]


class Figure(Shape):
    """One count; where it is hidden there is no value."""

    period: str = Field(examples=["2026Q3", "2026-07"])
    place: str
    module: str
    part: str
    measure: str
    value: int | None
    hidden: bool


class FiguresPage(Shape):
    """A page of figures, in the order of their keys; what is not there was not counted so finely."""

    quarter: str = Field(pattern=QUARTER, examples=["2026Q3"])
    digest: str
    figures: list[Figure]
    next: str | None


class GroupLine(Shape):
    """A figure of a group: without a value it is not told; `low` and `high` bound it with 95 % confidence."""

    place: str
    module: str
    figure: str = Field(examples=list(GROUP_FIGURES))
    value: float | None
    low: float | None
    high: float | None


class Groups(Shape):
    """All figures of groups that were asked for."""

    quarter: str = Field(pattern=QUARTER, examples=["2026Q3"])
    digest: str
    groups: list[GroupLine]


class Problem(Shape):
    """What went wrong (RFC 9457)."""

    type: str = Field(json_schema_extra={"format": "uri"}, description="Leads to an explanation.")
    title: str
    status: int
    detail: str
    instance: str
    parameters: list[str] = Field(default=[], description="Those of the query that could not be read.")
