"""Do files bring translations, and take nothing from anybody?"""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from tests import make
from training.content.models import ModuleRow
from training.translation.actions import keep_translations
from training.translation.queries import translation_rows, translations
from training.translation.rules import Entry

LATER = make.NOW + timedelta(days=1)
TITLE = Entry(address="module/title", source="Rooms", text="Räume", reviewed=True)


def test_a_translation_is_kept_for_its_exact_source(session: Session) -> None:
    """Older sources too, so that undoing an edit brings them back."""
    module = make.module(session)
    older = Entry(address="module/title", source="A room", text="Ein Raum")

    changed = keep_translations(session, module, "de", [TITLE, older], source="en", now=make.NOW)

    assert changed == 2
    found = translations(session, module.id)["de"]
    assert {(kept.text, kept.reviewed) for kept in found} == {("Räume", True), ("Ein Raum", False)}


def test_the_same_file_again_changes_nothing(session: Session) -> None:
    """Not even a time."""
    module = make.module(session)
    keep_translations(session, module, "de", [TITLE], source="en", now=make.NOW)

    changed = keep_translations(session, module, "de", [TITLE], source="en", now=LATER)

    assert changed == 0
    (row,) = translation_rows(session, module.id)
    assert row.translated_at == make.NOW


def test_a_changed_text_drops_the_approval(session: Session) -> None:
    """Unless the file says that it was approved."""
    module = make.module(session)
    keep_translations(session, module, "de", [TITLE], source="en", now=make.NOW)

    _keep(session, module, text="Zimmer", reviewed=False)

    (row,) = translation_rows(session, module.id)
    assert (row.text, row.approved_at, row.translated_at) == ("Zimmer", None, LATER)

    _keep(session, module, text="Orte", reviewed=True)

    assert (row.text, row.approved_at) == ("Orte", LATER)


def test_a_file_may_approve(session: Session) -> None:
    """A reviewer removed the flag in the file."""
    module = make.module(session)
    _keep(session, module, text="Räume", reviewed=False)

    changed = _keep(session, module, text="Räume", reviewed=True)

    assert changed == 1
    assert translation_rows(session, module.id)[0].approved_at == LATER


def test_what_a_person_wrote_or_approved_here_stays(session: Session) -> None:
    """Every deployment may import; none may roll a translator back."""
    module = make.module(session)
    approver = make.person(session)
    make.translation(session, module, segment="module/title", source="Rooms", text="Von Hand")
    approved: dict[str, Any] = {"origin": "file", "approved_by": approver.id, "approved_at": make.NOW}
    make.translation(session, module, segment="module/summary", source="Rooms", text="Geprüft", **approved)
    entries = [TITLE, Entry(address="module/summary", source="Rooms", text="Anders")]

    changed = keep_translations(session, module, "de", entries, source="en", now=LATER)

    assert changed == 0
    assert {row.text for row in translation_rows(session, module.id)} == {"Von Hand", "Geprüft"}


def test_a_suggestion_without_its_source_is_left_out(session: Session) -> None:
    """It belongs to nothing."""
    module = make.module(session)

    changed = keep_translations(
        session, module, "de", [Entry(address="module/title", source=None, text="x")], source="en", now=LATER
    )

    assert changed == 0


def test_languages_do_not_touch_each_other(session: Session) -> None:
    """The same segment in two languages is two rows."""
    module = make.module(session)
    keep_translations(session, module, "de", [TITLE], source="en", now=make.NOW)

    keep_translations(session, module, "sl", [TITLE], source="en", now=make.NOW)

    assert set(translations(session, module.id)) == {"de", "sl"}


def _keep(session: Session, module: ModuleRow, *, text: str, reviewed: bool) -> int:
    entry = Entry(address=TITLE.address, source=TITLE.source, text=text, reviewed=reviewed)
    return keep_translations(session, module, "de", [entry], source="en", now=LATER)
