"""Is a note never lost, whichever tab wrote it?"""

from hypothesis import given
from hypothesis import strategies as st

from training.learning.rules.notes import kept_note, note_digest


def test_a_first_note_is_kept() -> None:
    assert kept_note(stored="", started_from=note_digest(""), typed="mine") == "mine"


def test_a_changed_note_replaces_what_its_form_showed() -> None:
    assert kept_note(stored="old", started_from=note_digest("old"), typed="new") == "new"


def test_a_note_can_be_emptied() -> None:
    assert kept_note(stored="old", started_from=note_digest("old"), typed="") == ""


def test_a_tab_that_was_not_touched_overwrites_nothing() -> None:
    assert kept_note(stored="newer", started_from=note_digest("old"), typed="old") == "newer"


def test_two_tabs_that_were_both_changed_keep_both_texts() -> None:
    kept = kept_note(stored="from tab one", started_from=note_digest(""), typed="from tab two")
    assert "from tab one" in kept
    assert "from tab two" in kept


def test_the_same_post_twice_changes_nothing_more() -> None:
    once = kept_note(stored="one", started_from=note_digest(""), typed="two")
    assert kept_note(stored=once, started_from=note_digest(""), typed="two") == once


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_nothing_is_lost_that_the_writer_did_not_see(stored: str, seen: str, typed: str) -> None:
    kept = kept_note(stored=stored, started_from=note_digest(seen), typed=typed)
    assert stored == seen or stored in kept
