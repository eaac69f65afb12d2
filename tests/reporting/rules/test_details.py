"""Is each region told as finely as its numbers allow, and never less finely than before?"""

from tests.reporting.rules.enrolments import MINIMUM, all_told, extent, facts, history
from training.reporting.rules.counting import counted
from training.reporting.rules.details import BY_MODULE, IN_ALL, NOT, Told, coarsened, finest, told_in
from training.reporting.rules.disclosure.tables import Key

_NOTHING = Told(organisations={}, languages=False, rounds=False, lessons=False)


def _values(told: Told) -> dict[Key, int]:
    known = facts(history(1), 1)
    table = counted("2026Q2", known, extent(known, {}), told, before=None, minimum=MINIMUM).table
    return dict(table.values)


def test_a_release_knows_how_finely_it_told() -> None:
    for told in (
        all_told(),
        Told(organisations={"linz": IN_ALL, "padova": NOT}, languages=False, rounds=True, lessons=False),
        Told(organisations={"linz": NOT, "padova": NOT}, languages=True, rounds=False, lessons=True),
    ):
        assert told_in(_values(told)) == told


def test_a_region_goes_coarser_by_itself() -> None:
    told, values = finest(("linz", "padova")), _values(all_told())
    hidden = [key for key in values if key[1].startswith("linz/")]

    once = coarsened(told, values=values, hidden=hidden, least=_NOTHING)
    twice = coarsened(once, values=_values(once), hidden=hidden, least=_NOTHING)

    assert once.organisations == {"linz": IN_ALL, "padova": BY_MODULE}
    assert twice.organisations == {"linz": NOT, "padova": BY_MODULE}
    assert (twice.languages, twice.rounds, twice.lessons) == (True, True, True)
    assert coarsened(twice, values=_values(twice), hidden=hidden, least=_NOTHING) == twice


def test_what_all_regions_tell_stays_as_long_as_one_has_something_of_it() -> None:
    values = _values(all_told())
    languages = [key for key in values if key[3].startswith("language:")]
    most = [key for key in languages if key[1] == "linz"]

    assert coarsened(all_told(), values=values, hidden=most, least=_NOTHING).languages
    assert not coarsened(all_told(), values=values, hidden=languages, least=_NOTHING).languages


def test_what_was_told_before_is_told_again() -> None:
    values = _values(all_told())

    assert coarsened(all_told(), values=values, hidden=values, least=all_told()) == all_told()
