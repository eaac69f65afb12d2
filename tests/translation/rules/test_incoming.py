"""Is it decided well what comes of each text of a file? Nothing older passes for new, nobody's text is overwritten."""

from dataclasses import replace
from datetime import datetime, timedelta

from tests.make.rows import NOW
from tests.modules import module_value
from training.content.rules.segments import text_digest
from training.translation.rules.incoming import (
    APPROVED,
    LONGEST,
    UNFINISHED,
    Fate,
    Incoming,
    IncomingFile,
    Row,
    Standing,
    plan,
)

TITLE, SOURCE = "module/title", "Rooms for makers"
LATER = NOW + timedelta(days=1)
NEW = Incoming(address=TITLE, source=SOURCE, text="Räume zum Werken")


def standing(text: str, *, source: str = SOURCE, at: datetime = NOW, **said: bool) -> Standing:
    """Let a text stand there."""
    by_person = said.pop("by_person", False)
    return Standing(
        address=TITLE, source_digest=text_digest(source), text=text, by_person=by_person, changed_at=at, **said
    )


def row(entry: Incoming, *there: Standing, made_at: datetime | None = NOW) -> Row:
    """Decide about one text."""
    file = IncomingFile(name="de.po", language="de", module="craft", made_at=made_at, entries=(entry,))
    (found,) = plan(file, module_value(), "de", there).rows
    return found


def test_a_text_is_taken_where_there_is_none() -> None:
    assert row(NEW).fate is Fate.TAKEN
    assert row(replace(NEW, state_said=APPROVED)).fate is Fate.TAKEN


def test_the_same_text_is_there_already() -> None:
    """Whoever it is from; also where the file no longer says from which source."""
    older = standing("Räume", source="Rooms")
    assert row(NEW, standing(NEW.text, by_person=True)).fate is Fate.SAME
    assert row(Incoming(address=TITLE, source="Rooms", text="Räume", state_said=UNFINISHED), older).fate is Fate.SAME
    assert row(Incoming(address=TITLE, source=None, text="Räume", state_said=UNFINISHED), older).fate is Fate.SAME


def test_a_text_for_an_older_source_is_a_suggestion() -> None:
    """It is kept for the source that the file names, and never passes for a translation of the new one."""
    entry = replace(NEW, source="Rooms for people")
    assert row(entry).fate is Fate.SUGGESTION
    assert row(entry, standing("Räume", by_person=True)).fate is Fate.SUGGESTION
    replaced = row(entry, standing("Alt", source="Rooms for people"))
    assert (replaced.fate, replaced.theirs) == (Fate.SUGGESTION, "Alt")
    refused = row(entry, standing("Alt", source="Rooms for people", by_person=True))
    assert refused.fate is Fate.REFUSED
    assert "source has changed" in refused.findings[0].said


def test_a_persons_text_is_only_replaced_if_chosen() -> None:
    """Chosen from the start where the file was made when that text was known already."""
    known = row(NEW, standing("Räume", by_person=True))
    assert (known.fate, known.preselected, known.theirs) == (Fate.DIFFERS, True, "Räume")
    for since in (
        row(NEW, standing("Räume", by_person=True, at=LATER)),
        row(NEW, standing("Räume", by_person=True), made_at=None),
        row(NEW, standing("Räume", at=LATER)),
    ):
        assert (since.fate, since.preselected) == (Fate.DIFFERS, False)


def test_what_nobody_answers_for_gives_way() -> None:
    """A machine's draft always, the text of a file if it was known."""
    assert row(NEW, standing("Zimmer", by_machine=True, at=LATER)).fate is Fate.TAKEN
    assert row(NEW, standing("Zimmer")).fate is Fate.TAKEN


def test_what_cannot_be_taken_is_told() -> None:
    """Unknown places, unfinished texts, texts that lose a link, and those that are too long."""
    linked = Incoming(address="who/hook/body", source="Ten names stand on the **list**.", text="Zehn Namen")
    for entry, words in (
        (replace(NEW, address="module/gone"), "no text at this address"),
        (replace(NEW, state_said=UNFINISHED), "not finished"),
        (replace(NEW, source=None), "not finished"),
        (replace(NEW, text="x" * (LONGEST + 1)), "20001 characters"),
        (linked, ""),
    ):
        found = row(entry)
        assert found.fate is Fate.REFUSED, entry
        assert words in found.findings[0].said
        assert found.findings[0].advice


def test_what_only_warns_is_told_and_taken() -> None:
    """Whoever reviews it sees it again."""
    found = row(replace(NEW, text="Räume zum Werken und noch vieles andere mehr, das niemand gesagt hat, wirklich"))

    assert found.fate is Fate.TAKEN
    assert any("characters" in each.said for each in found.findings)


def test_a_plan_knows_whether_it_is_another_one() -> None:
    """Whatever would be written differently; and what there is to write."""
    file = IncomingFile(name="de.po", language="de", entries=(NEW,))
    first, same, other = (
        plan(file, module_value(), "de", there) for there in ((), (), (standing("Räume", by_person=True),))
    )

    assert first.digest == same.digest != other.digest
    assert first.writes
    assert not plan(file, module_value(), "de", [standing(NEW.text)]).writes
