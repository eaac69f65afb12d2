"""Does an attacker find less than is promised in quarters as they are really counted, and is a wrong count caught?"""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as some

from tests.reporting.rules.enrolments import MINIMUM, MODULES, NEVER, Enrolled, all_told, expected, history
from tests.reporting.rules.test_counting import quarters_of
from training.reporting.rules.cells import ALL, ENROLLED, NEW, Cell
from training.reporting.rules.details import IN_ALL, NOT
from training.reporting.rules.disclosure.attack import attack
from training.reporting.rules.disclosure.protection import Protected, protect
from training.reporting.rules.disclosure.tables import Key, Published, Table
from training.reporting.rules.flows import Earlier
from training.reporting.rules.tallies import Tallied

#: As finely as few people allow.
_TOLD = replace(all_told(), organisations={"linz": IN_ALL, "padova": NOT}, rounds=False, lessons=False)
#: Each costs two programs.
_MOST = 15


def _released(counted: list[tuple[Tallied, Earlier]]) -> list[Protected]:
    found: list[Protected] = []
    for tallied, _ in counted:
        before = found[-1].before if found else None
        found.append(protect(tallied.table, minimum=MINIMUM, persons=tallied.persons, before=before))
    return found


def _small(happened: list[Enrolled], counted: list[tuple[Tallied, Earlier]]) -> dict[Key, int]:
    """Name what is of fewer than five people, with its ceiling; counted by hand, not by what is tested."""
    small = {}
    for tallied, earlier in counted:
        for key in tallied.table.values:
            number, people = expected(happened, Cell(*key), earlier.organisations)
            if 0 < len(people) < MINIMUM:
                small[key] = max(number, MINIMUM)
    return small


def _disclosed(releases: list[Published], small: Mapping[Key, int]) -> list[Key]:
    """List small counts that are shown, and, of some, those of which an attacker can exclude 0 or the ceiling."""
    *before, last = releases
    shown = {key for one in releases for key in one.values}
    hidden = [key for key in small if key not in shown]
    about = hidden[:: max(len(hidden) // _MOST, 1)]
    found = attack(last, earlier=before, about=about)
    return [key for key in small if key in shown] + [
        key for key, one in found.items() if one.low > 0 or (one.high is not None and one.high < small[key])
    ]


@given(seed=some.integers(0, 10**6))
@settings(max_examples=1, deadline=None)
def test_three_quarters_disclose_nobody(seed: int) -> None:
    happened = [replace(one, known=0) for one in history(seed, people=40)]
    counted = quarters_of(happened, _TOLD, _TOLD, _TOLD)

    assert _disclosed([one.published for one in _released(counted)], _small(happened, counted)) == []


def test_whoever_counts_enrolments_instead_of_people_is_caught() -> None:
    """Four people with both modules are eight enrolments, all of Padova."""
    others = [replace(one, known=0, new=0) for one in history(7, people=25) if one.region != "padova"]
    few = [
        replace(others[0], person=-person, organisation="comune", module=module)
        for person in range(1, 5)
        for module in MODULES
    ]
    counted = quarters_of([*others, *few], _TOLD)
    (tallied, _), *_ = counted
    small = _small([*others, *few], counted)

    careless = protect(tallied.table, minimum=MINIMUM)

    assert ("2026Q1", "padova", ALL, ALL, ENROLLED) in _disclosed([careless.published], small)
    assert _disclosed([_released(counted)[0].published], small) == []


def test_whoever_forgets_the_months_is_caught() -> None:
    """Two came in February: hidden by itself, it is what the quarter has more than the other months."""
    sample = replace(history(8)[0], known=0, begun=NEVER, finished=NEVER, before=NEVER, after=NEVER, read={}, round=1)
    months = {"city": [0] * 12 + [1] * 2 + [2] * 9, "comune": [0] * 10 + [1] * 10 + [2] * 10}
    happened = [
        replace(sample, person=len(news) * 100 + number, organisation=office, module="craft", new=new)
        for office, news in months.items()
        for number, new in enumerate(news)
    ]
    counted = quarters_of(happened, _TOLD)
    (tallied, _), *_ = counted
    table, small = tallied.table, _small(happened, counted)
    without = Table(
        values={key: value for key, value in table.values.items() if "Q" in key[0]},
        relations=tuple(one for one in table.relations if all("Q" in key[0] for key in one.left + one.right)),
    )

    found = protect(without, minimum=MINIMUM, persons=tallied.persons)
    later = {key: value for key, value in table.values.items() if key not in without.values and key not in small}
    forgetful = Published(values={**found.published.values, **later}, relations=table.relations)

    assert ("2026-02", "linz", ALL, ALL, NEW) in _disclosed([forgetful], small)
    assert _disclosed([_released(counted)[0].published], small) == []
