"""Is what stands in the fields of the desk read as it was typed, and nothing else with it?"""

from training.content.rules.segments import text_digest
from training.translation.forms import Act, act_of, fields_of, typed_of

HOOK, LONG = "who/hook/body", "who/hook/body2"
FORM = {
    "at": [HOOK, LONG, HOOK, "x" * 201],
    f"text:{HOOK}": ["Nový\r\ntext "],
    f"source:{HOOK}": ["s"],
    f"basis:{HOOK}": ["b"],
    f"offered:{HOOK}": [text_digest("Starý text")],
    f"reason:{HOOK}:numbers": [" A  year "],
    f"reason:{HOOK}:units": ["  "],
    f"text:{LONG}": ["Zůstává"],
    f"offered:{LONG}": [text_digest("Zůstává")],
}


def test_every_text_is_read_once_with_its_reasons() -> None:
    hook, long = typed_of(FORM)
    assert (hook.address, hook.source_digest, hook.basis, hook.text) == (HOOK, "s", "b", "Nový\r\ntext ")
    assert hook.reasons == {"numbers": "A  year"}
    assert hook.is_changed
    # What a browser does to line ends changes nothing.
    assert not long.is_changed
    assert [each.is_changed for each in typed_of({"at": [HOOK], f"text:{HOOK}": [" "]})] == [False]
    assert [each.is_changed for each in typed_of({**FORM, f"text:{LONG}": [""]})] == [True, True]
    assert typed_of({}) == ()


def test_only_what_was_changed_is_kept_for_its_author() -> None:
    kept = fields_of({**FORM, "ticket": ["secret"], "csrf_token": ["secret"], "act": ["save-all"]})
    assert kept["at"] == [HOOK]
    assert set(kept) == {name for name in FORM if name == "at" or HOOK in name.split(":")}


def test_a_button_says_what_is_done_to_which_text() -> None:
    assert act_of("save-all") == Act(name="save-all")
    assert act_of(f"save:{HOOK}") == Act(name="save", address=HOOK)
    assert act_of(f"use:abc:{HOOK}") == Act(name="use", address=HOOK, digest="abc")
    assert act_of("") == Act(name="")
