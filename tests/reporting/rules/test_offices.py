"""Does an organisation stay where it was first told, and is everybody counted somewhere?"""

from dataclasses import replace

from training.reporting.rules.offices import Office, leaf_of, settled, tree

OFFICES = {
    "hall": Office(name="Hall", region="linz", parent=None),
    "culture": Office(name="Culture", region="linz", parent="hall"),
    "archive": Office(name="archive", region="linz", parent="culture"),
    "school": Office(name="School", region="linz", parent=None),
}


def test_everybody_with_people_has_a_place_and_so_have_those_above() -> None:
    found = settled({}, OFFICES, {("linz", "archive"), ("linz", "hall")})

    assert {place: one["parent"] for place, one in found.items()} == {
        "linz/hall": "linz",
        "linz/hall+": "linz/hall",
        "linz/culture": "linz/hall",
        "linz/archive": "linz/culture",
    }
    assert list(found) == ["linz/hall", "linz/hall+", "linz/culture", "linz/archive"]
    assert leaf_of("linz", "hall", found) == "linz/hall+"
    assert leaf_of("linz", "archive", found) == "linz/archive"
    assert list(tree("linz", found).names()) == ["linz", *found]


def test_whoever_is_moved_closed_or_renamed_stays_in_place_with_the_name_of_today() -> None:
    before = settled({}, OFFICES, {("linz", "archive"), ("linz", "school")})
    moved = {
        **OFFICES,
        "archive": replace(OFFICES["archive"], name="Records", parent="school"),
        "culture": replace(OFFICES["culture"], region="padova", parent=None),
    }

    found = settled(before, moved, {("linz", "archive"), ("padova", "culture")})

    assert found["linz/archive"] == {"name": "Records", "parent": "linz/culture"}
    assert found["linz/school"]["parent"] == "linz"
    assert found["padova/culture"]["parent"] == "padova"
    assert before.keys() <= found.keys()


def test_one_that_has_moved_to_another_region_is_in_no_whole_of_the_old_one() -> None:
    moved = {**OFFICES, "culture": replace(OFFICES["culture"], region="padova")}

    found = settled({}, moved, {("linz", "archive"), ("linz", "culture")})

    assert found["linz/culture"]["parent"] == "linz"
    assert found["linz/archive"]["parent"] == "linz"


def test_a_whole_keeps_a_place_for_its_own_people_even_if_nobody_new_comes() -> None:
    before = settled({}, OFFICES, {("linz", "hall")})
    divided = settled(before, OFFICES, {("linz", "hall"), ("linz", "culture")})

    assert list(before) == ["linz/hall"]
    assert list(divided) == ["linz/hall", "linz/hall+", "linz/culture"]
    assert settled(divided, OFFICES, {("linz", "culture")}) == divided
