"""Is a catalogue what translators' tools expect, and does nothing get lost in it?"""

from dataclasses import replace
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.content.generated import modules
from tests.content.generated_texts import texts
from tests.modules import module_value
from training.content.rules.blocks import TextBlock
from training.content.rules.module import Module
from training.content.rules.segments import segments
from training.translation.files import po_file, po_text, read_catalogues, read_po, renew_po, write_po
from training.translation.rules import Entry

TITLE = Entry(address="module/title", source="Rooms for makers", text="Räume", reviewed=True)


@settings(max_examples=15, deadline=None)
@given(modules(), st.lists(st.tuples(st.booleans(), st.booleans(), texts(), texts()), min_size=1, max_size=8))
def test_what_is_written_is_read_again(module: Module, drawn: list[tuple[bool, bool, str, str]]) -> None:
    """Fresh and stale entries, with every nasty text."""
    wanted = tuple(
        Entry(address=address, source=source if fresh else f"{old} before", text=text, reviewed=reviewed)
        for (address, source), (fresh, reviewed, old, text) in zip(segments(module), cycle(drawn), strict=False)
    )
    with TemporaryDirectory() as temporary:
        path = Path(temporary) / "cs.po"

        write_po(path, module, "cs", wanted)
        catalogue = read_po(path, module)

    assert catalogue.faults == ()
    assert catalogue.entries == wanted


def test_an_entry_tells_a_translator_what_is_needed(tmp_path: Path) -> None:
    """Address, source, comment; reading order; empty where nothing is there."""
    write_po(tmp_path / "de.po", module_value(), "de", [TITLE])

    first, second, *_ = polib.pofile(str(tmp_path / "de.po"))

    assert (first.msgctxt, first.msgid, first.msgstr, first.flags) == ("module/title", TITLE.source, "Räume", [])
    assert (second.msgctxt, second.msgstr, second.flags) == ("module/summary", "", ["unreviewed"])
    assert second.comment == "summary"


def test_a_stale_translation_is_fuzzy_with_its_old_source() -> None:
    """A suggestion; and not reviewed where it was not."""
    stale = replace(TITLE, source="Rooms", reviewed=False)

    text = po_text(module_value(), "de", [stale])

    assert '#, fuzzy, unreviewed\n#| msgid "Rooms"\nmsgctxt "module/title"\nmsgid "Rooms for makers"' in text


def test_a_fresh_translation_comes_before_a_stale_one() -> None:
    """Whatever order they come in."""
    stale = replace(TITLE, source="Rooms", text="Alt")

    text = po_text(module_value(), "de", [TITLE, stale])

    assert "fuzzy" not in text
    assert "Alt" not in text


def test_the_same_translations_give_the_same_text() -> None:
    """No dates, no tools' names."""
    assert po_text(module_value(), "de", [TITLE]) == po_text(module_value(), "de", [TITLE])
    assert "Date" not in po_text(module_value(), "de", [])


def test_an_older_source_is_no_fault(tmp_path: Path) -> None:
    """The translation belongs to the text that the file names."""
    text = po_text(module_value(), "de", [TITLE]).replace("Rooms for makers", "Rooms")
    (tmp_path / "de.po").write_text(text)

    catalogue = read_po(tmp_path / "de.po", module_value())

    assert catalogue.faults == ()
    assert catalogue.entries == (replace(TITLE, source="Rooms"),)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Language: de", "Language: sl", "its language is “sl”"),
        ('"Language: de\\n"\n', "", "its language is “None”"),
        ('msgctxt "module/title"', 'msgctxt "module/nix"', "no text at this address"),
        ('msgctxt "module/title"', 'msgctxt "module/summary"', "translated twice"),
        ('msgctxt "module/title"', "", "no text at this address"),
        ('msgid "Rooms for makers"', 'msgid "Rooms "for" makers', "not a PO file"),
        ('msgstr "Räume"', "msgstr", "not a PO file"),
        ("msgid", "nonsense", "not a PO file"),
    ],
)
def test_a_fault_is_told_with_a_remedy(old: str, new: str, words: str, tmp_path: Path) -> None:
    """Never a traceback."""
    text = po_text(module_value(), "de", [TITLE])
    assert old in text
    (tmp_path / "de.po").write_text(text.replace(old, new))

    faults = read_po(tmp_path / "de.po", module_value()).faults

    assert any(words in fault.said for fault in faults)
    assert all(fault.file == "translations/de.po" and fault.advice for fault in faults)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=40), st.integers(0, 900))
def test_a_damaged_file_is_never_a_traceback(tmp_path: Path, damage: bytes, at: int) -> None:
    """Whatever is written into it."""
    whole = po_text(module_value(), "de", [TITLE]).encode()
    (tmp_path / "de.po").write_bytes(whole[:at] + damage + whole[at + len(damage) :])

    read_po(tmp_path / "de.po", module_value())


def test_renewing_keeps_what_is_translated(tmp_path: Path) -> None:
    """Fresh stays, stale becomes fuzzy, what is gone is set aside, and comes back when it comes back."""
    module = module_value()
    every = [Entry(address=address, source=source, text=f"[de] {source}") for address, source in segments(module)]
    path = tmp_path / "translations" / "de.po"
    write_po(path, module, "de", every)
    blocks = (TextBlock(key="empty", body="The whole hall is empty."),)
    edited = replace(module, lessons=(module.lessons[0], replace(module.lessons[1], blocks=blocks), module.lessons[2]))

    renewed = renew_po(path, edited)

    assert renewed.faults == ()
    assert len(renewed.entries) == len(list(segments(edited)))
    assert [entry.source for entry in renewed.entries if entry.address == "space/empty/body"] == [
        "Half of the hall is empty."
    ]
    gone = {address for address, _ in segments(module)} - {address for address, _ in segments(edited)}
    assert {"space/map/alt", "space/austria/body"} <= gone
    assert {entry.address for entry in renewed.obsolete} == gone

    restored = renew_po(path, module)

    assert set(restored.entries) == set(every)
    assert restored.obsolete == ()


def test_renewing_makes_a_file_where_there_is_none(tmp_path: Path) -> None:
    """A skeleton: every text, no translation."""
    catalogue = renew_po(tmp_path / "translations" / "sl.po", module_value())

    assert catalogue.faults == ()
    assert catalogue.entries == ()
    assert len(polib.pofile(str(tmp_path / "translations" / "sl.po"))) == len(list(segments(module_value())))


def test_renewing_leaves_a_broken_file_alone(tmp_path: Path) -> None:
    """What a translator wrote may still be saved by hand."""
    path = tmp_path / "de.po"
    path.write_text("msgid nonsense")

    catalogue = renew_po(path, module_value())

    assert catalogue.faults
    assert path.read_text() == "msgid nonsense"


def test_only_the_languages_that_are_there_are_read(tmp_path: Path) -> None:
    """In their order; the source has no catalogue."""
    for language in ("sl", "de"):
        write_po(tmp_path / po_file(language), module_value(), language, [TITLE])

    found = read_catalogues(tmp_path, module_value(), languages=("en", "de", "cs", "sl"))

    assert [catalogue.language for catalogue in found] == ["de", "sl"]
