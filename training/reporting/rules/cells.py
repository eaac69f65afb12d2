"""How is a count named? By its period, place, module, part and measure; totals have a name of their own."""

from typing import NamedTuple

#: In the place of a place, module or part: all of them. No key of these can be written so.
ALL = "*"

ENROLLED, NOT_STARTED, IN_PROGRESS, COMPLETED = "enrolled", "not-started", "in-progress", "completed"
#: What enrolments are divided into: these add up to all enrolled.
STATES = (NOT_STARTED, IN_PROGRESS, COMPLETED)
#: What completions are divided into: passed at the first attempt, at a later one, or nothing was to be passed.
FIRST, LATER, UNTESTED = "passed-first", "passed-later", "untested"
TRIES = (FIRST, LATER, UNTESTED)
#: How many enrolments have read a lesson, and have not; of these some have begun with something else.
READ, UNREAD, SKIPPED = "read", "unread", "skipped"
#: Whose capacity was measured before, and of these before and after, or not yet; and whose was not measured.
MEASURED, PAIRED, UNPAIRED, UNMEASURED = "measured", "paired", "unpaired", "unmeasured"
#: By round: who has not completed, begun or not.
UNCOMPLETED = "uncompleted"
#: What happened during a period.
NEW, BEGUN, FINISHED = "new", "begun", "finished"
FLOWS = (NEW, BEGUN, FINISHED)
#: What happened during a quarter with what else is told of its end.
FINISHED_FIRST, FINISHED_LATER, FINISHED_UNTESTED = "finished-first", "finished-later", "finished-untested"
NEWLY_READ, NEWLY_MEASURED, NEWLY_PAIRED = "newly-read", "newly-measured", "newly-paired"
#: What readers are told of: the other counts are there because they would follow from these.
TOLD = (ENROLLED, *STATES, *TRIES, READ, UNREAD, MEASURED, PAIRED, UNPAIRED, *FLOWS)

#: Before what a part is of: a language of completions, a round of enrolments, a lesson of a module.
LANGUAGE, ROUND, LESSON = "language:", "round:", "lesson:"
#: Rounds after the second are told together.
ROUNDS = ("1", "2", "3+")

#: Between a region and its organisation.
_WITHIN = "/"
#: After an organisation: those who belong to it directly, and to nothing below it.
_DIRECTLY = "+"


class Cell(NamedTuple):
    """One count: ("2026Q3", "linz/stahlbrunn", "craft", "*", "completed").

    A period is a quarter, or a month ("2026-07") for flows. A place is a region, an organisation with all below it, or
    ("+") only its own people. A part narrows by language, round or lesson.
    """

    period: str
    place: str
    module: str
    part: str
    measure: str


def place_of(region: str, organisation: str, *, directly: bool = False) -> str:
    """Name the place of an organisation in a region (keys)."""
    return f"{region}{_WITHIN}{organisation}{_DIRECTLY if directly else ''}"


def region_of(place: str) -> str:
    """Return the region that a place is in, or the place itself."""
    return place.partition(_WITHIN)[0]


def organisation_of(place: str) -> str | None:
    """Return the key of a place's organisation; None for a region and for all."""
    return place.partition(_WITHIN)[2].removesuffix(_DIRECTLY) or None


def whole_of(place: str) -> str:
    """Return the organisation of a place that means its own people alone; any other place itself."""
    return place.removesuffix(_DIRECTLY)


def own_people(organisation: str) -> str:
    """Name the place of an organisation's own people (its place)."""
    return f"{organisation}{_DIRECTLY}"


def is_direct(place: str) -> bool:
    """Tell whether a place means the own people of an organisation, without those below it."""
    return place.endswith(_DIRECTLY)
