"""Is every change to what was there seen, and nothing that was only added?"""

import pytest

from training.operations.rules.rehearsal import Likeness, differences, unannounced

BEFORE = {"note": Likeness(rows=2, columns={"id": "1", "text": "2"}), "person": Likeness(rows=1, columns={"id": "3"})}


def after(**tables: Likeness | None) -> dict[str, Likeness]:
    """Return what was there with some tables changed; None takes one away."""
    return {name: likeness for name, likeness in {**BEFORE, **tables}.items() if likeness is not None}


def test_what_is_only_added_is_no_difference() -> None:
    wider = Likeness(rows=2, columns={"id": "1", "text": "2", "new": "9"})

    assert list(differences(BEFORE, after(note=wider, more=wider))) == []


@pytest.mark.parametrize(
    ("changed", "code", "place"),
    [
        (None, "table-gone", "note"),
        (Likeness(rows=1, columns={"id": "7", "text": "8"}), "other-rows", "note"),
        (Likeness(rows=3, columns={"id": "1", "text": "2"}), "other-rows", "note"),
        (Likeness(rows=2, columns={"id": "1"}), "column-gone", "note.text"),
        (Likeness(rows=2, columns={"id": "1", "text": "8"}), "other-values", "note.text"),
    ],
)
def test_each_change_is_told_once_by_its_place(changed: Likeness | None, code: str, place: str) -> None:
    (found,) = differences(BEFORE, after(note=changed))

    assert (found.code, found.place) == (code, place)


@pytest.mark.parametrize("announced", ["note", "note.text"])
def test_what_was_announced_is_no_surprise(announced: str) -> None:
    found = differences(BEFORE, after(note=Likeness(rows=2, columns={"id": "1"})))

    assert unannounced(found, announced=frozenset({announced})) == []


def test_what_was_announced_of_another_column_is_one() -> None:
    found = differences(BEFORE, after(note=Likeness(rows=2, columns={"id": "1"})))

    assert len(unannounced(found, announced=frozenset({"note.id", "person"}))) == 1
