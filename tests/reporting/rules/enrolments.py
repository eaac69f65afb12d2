"""What could have happened? Enrolments of a few people in two regions with organisations, and what counts by hand."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from training.reporting.queries.standings import Leaf
from training.reporting.rules.besides import Measured
from training.reporting.rules.cells import (
    ALL,
    BEGUN,
    COMPLETED,
    ENROLLED,
    FIRST,
    IN_PROGRESS,
    LANGUAGE,
    LATER,
    LESSON,
    MEASURED,
    NOT_STARTED,
    PAIRED,
    READ,
    ROUND,
    SKIPPED,
    UNCOMPLETED,
    UNMEASURED,
    UNPAIRED,
    UNREAD,
    UNTESTED,
    Cell,
    is_direct,
    organisation_of,
    region_of,
)
from training.reporting.rules.counting import Facts
from training.reporting.rules.details import Told
from training.reporting.rules.figures import Extent
from training.reporting.rules.flows import GAINS
from training.reporting.rules.offices import Office, Organisations, settled

REGIONS, MODULES = ("linz", "padova"), ("craft", "design")
LESSONS = {"craft": ("who", "what"), "design": ("why",)}
QUARTERS = ("2026Q1", "2026Q2", "2026Q3")
MINIMUM = 5
#: A city has an office below it; a county gets one in the second quarter, when it has people already.
OFFICES = {
    "city": Office(name="City", region="linz", parent=None),
    "culture": Office(name="Culture", region="linz", parent="city"),
    "county": Office(name="County", region="linz", parent=None),
    "archive": Office(name="Archive", region="linz", parent="county"),
    "comune": Office(name="Comune", region="padova", parent=None),
}
_LATE = "archive"
NEVER = 99
_FLOWS = {flow: stock for stock, flow in GAINS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """One enrolment; months are counted from the first of the history, and `known` is the quarter that knows of it."""

    person: int
    organisation: str
    module: str
    round: int
    language: str
    tries: str
    new: int
    begun: int
    finished: int
    read: Mapping[str, int]
    before: int
    after: int
    known: int

    @property
    def region(self) -> str:
        """Where the organisation is."""
        return OFFICES[self.organisation].region

    def counted_in(self, month: int) -> int:
        """Return the month in which something counts: what was known late, in the first month of that quarter."""
        return max(month, 3 * self.known)


def history(seed: int, *, people: int = 40, often: int = 1) -> list[Enrolled]:
    """Let people enrol, some in both modules and `often` again; later rounds follow earlier ones."""
    chance = Random(seed)  # noqa: S311 (no secret)
    found = []
    for person in range(people):
        organisation = chance.choice(list(OFFICES))
        for module in chance.sample(MODULES, chance.randint(1, 2)):
            rounds = range(1, chance.randint(1, 1 + often) + 1)
            found += [_enrolled(chance, person, organisation, module, number) for number in rounds]
    return found


def facts(happened: Sequence[Enrolled], quarter: int) -> Facts:
    """Count what is known at the end of a quarter, as the database would."""
    groups: defaultdict[tuple[tuple[str, Any], ...], list[int]] = defaultdict(list)
    readers: Counter[tuple[str, str, str]] = Counter()
    measured: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in _known(happened, quarter):
        groups[_group(one, quarter)].append(one.person)
        end = 3 * quarter + 3
        for lesson in (lesson for lesson, month in one.read.items() if month < end):
            readers[one.region, one.module, lesson] += 1
        measured[one.region, one.module][0] += one.before < end
        measured[one.region, one.module][1] += one.after < end
    leaves = [
        Leaf(**dict(group), number=len(who), persons=frozenset(who) if len(who) < MINIMUM else None)
        for group, who in groups.items()
    ]
    counts = {place: Measured(before=before, paired=paired) for place, (before, paired) in measured.items()}
    return Facts(leaves=leaves, readers=readers, measured=counts)


def extent(found: Facts, before: Organisations) -> Extent:
    """Tell of everything that there is."""
    counted = {(leaf.region, leaf.organisation) for leaf in found.leaves}
    places = settled(before, OFFICES, counted)
    return Extent(regions=REGIONS, modules=MODULES, organisations=places, lessons=LESSONS, measured=("design",))


def expected(happened: Sequence[Enrolled], cell: Cell, organisations: Organisations) -> tuple[int, set[int]]:
    """Count one cell anew, by itself and by hand; and who it is of."""
    who = [
        one
        for one in happened
        if _is_at(one, cell.place, organisations)
        and cell.module in (ALL, one.module)
        and _is_part(one, cell)
        and _is_counted(one, cell)
    ]
    return len(who), {one.person for one in who}


def _enrolled(chance: Random, person: int, organisation: str, module: str, number: int) -> Enrolled:
    new = chance.randint(3 if organisation == _LATE else 0, 8)
    begun = new + chance.randint(0, 3) if chance.random() < 0.8 else NEVER
    finished = begun + chance.randint(0, 3) if begun < NEVER and chance.random() < 0.6 else NEVER
    read = {each: begun + chance.randint(0, 2) for each in LESSONS[module] if begun < NEVER and chance.random() < 0.7}
    before = new if module == "design" and chance.random() < 0.7 else NEVER
    late = new // 3 + 1 if chance.random() < 0.05 else 0
    return Enrolled(
        person=person,
        organisation=organisation,
        module=module,
        round=number,
        language=chance.choice(("de", "de", "it", "sl")),
        tries=chance.choice(("first", "later", "untested")),
        new=new,
        begun=begun,
        finished=finished,
        read=read,
        before=before,
        after=finished if before < NEVER and chance.random() < 0.8 else NEVER,
        known=late,
    )


def _known(happened: Sequence[Enrolled], quarter: int) -> list[Enrolled]:
    return [one for one in happened if one.known <= quarter and one.new < 3 * quarter + 3]


def _group(one: Enrolled, quarter: int) -> tuple[tuple[str, Any], ...]:
    begin, end = 3 * quarter, 3 * quarter + 3
    done, busy = one.finished < end, one.begun < end
    state = COMPLETED if done else IN_PROGRESS if busy else NOT_STARTED
    names = ("region", "organisation", "module", "round", "language", "state", "tries")
    values = (one.region, one.organisation, one.module, one.round, one.language if done else None, state)
    months = {"new_in": one.new, "begun_in": one.begun, "finished_in": one.finished}
    inside = {name: month - begin + 1 if begin <= month < end else 0 for name, month in months.items()}
    return (*zip(names, (*values, one.tries if done else None), strict=True), *inside.items())


def _is_at(one: Enrolled, place: str, organisations: Organisations) -> bool:
    if place == ALL or organisation_of(place) is None:
        return place in (ALL, one.region)
    own = f"{one.region}/{one.organisation}"
    if is_direct(place):
        return own == place.removesuffix("+")
    while own != place and own in organisations:
        own = organisations[own]["parent"]
    return own == place and one.region == region_of(place)


def _is_part(one: Enrolled, cell: Cell) -> bool:
    if cell.part.startswith(LANGUAGE):
        return cell.part == f"{LANGUAGE}{one.language}"
    if cell.part.startswith(ROUND):
        return cell.part == f"{ROUND}{one.round if one.round < 3 else '3+'}"
    return True


def _is_counted(one: Enrolled, cell: Cell) -> bool:
    """Tell by months whether an enrolment is in a stock at the end of the period, or in a flow during it."""
    first, last = _months(cell.period)
    if cell.measure == BEGUN:
        return first <= one.counted_in(one.begun) <= last and one.begun < NEVER
    stock = _FLOWS.get(cell.measure)
    if stock:
        was = first > 0 and _stands(one, stock, cell.part, first - 1)
        return _stands(one, stock, cell.part, last) and not was
    return _stands(one, cell.measure, cell.part, last)


def _stands(one: Enrolled, measure: str, part: str, month: int) -> bool:
    new, begun, done = (one.counted_in(each) <= month for each in (one.new, one.begun, one.finished))
    read = one.counted_in(one.read.get(part.removeprefix(LESSON), NEVER)) <= month
    known = one.before < NEVER and one.counted_in(one.before) <= month
    paired = one.after < NEVER and one.counted_in(one.after) <= month
    tried = {FIRST: "first", LATER: "later", UNTESTED: "untested"}.get(measure, one.tries) == one.tries
    return {
        ENROLLED: new,
        NOT_STARTED: new and not begun,
        IN_PROGRESS: begun and not done,
        COMPLETED: done,
        UNCOMPLETED: new and not done,
        READ: read,
        UNREAD: new and not read,
        SKIPPED: begun and not read,
        MEASURED: known,
        PAIRED: paired,
        UNPAIRED: known and not paired,
        UNMEASURED: new and not known,
    }.get(measure, done and tried)


def _months(period: str) -> tuple[int, int]:
    if "Q" in period:
        quarter = QUARTERS.index(period)
        return 3 * quarter, 3 * quarter + 2
    month = int(period[5:]) - 1
    return month, month


def all_told() -> Told:
    """Tell as finely as can be."""
    return Told(organisations=dict.fromkeys(REGIONS, 0))
