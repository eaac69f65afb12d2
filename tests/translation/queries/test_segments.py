"""Does a page learn with one statement who wrote what, from which source, and what stood there before?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from tests import make
from training.content.rules.segments import text_digest
from training.translation.queries.segments import EarlierText, Written, earlier, written

TITLE, HALL = "module/title", "space/map/caption"


def test_a_page_learns_all_of_its_texts_at_once(
    session: Session, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    """The oldest first, each with its source, wherever that is known, and with names: none of those who are erased."""
    module = make.module(session)
    author, reader = make.person(session, name="Vera"), make.person(session, name="Jan")
    gone = make.person(session, name="Gone", erased_at=make.NOW)
    for language in ("en", "de"):
        make.source_text(session, "Rooms", language=language)
    later = make.NOW + timedelta(days=1)
    by: dict[str, Any] = {"translated_by": author.id, "approved_by": reader.id, "approved_at": later}
    make.translation(session, module, segment=TITLE, source="Rooms now", text="Neu", translated_at=later, **by)
    make.translation(session, module, segment=TITLE, source="Rooms", text="Alt", translated_by=gone.id)
    make.translation(session, module, segment=HALL, source="The hall", text="Halle", origin="machine")
    make.translation(session, module, segment=HALL, source="The hall", text="Hala", language="cs")

    with statements() as asked:
        found = written(session, module.id, "de", [TITLE, HALL, "who/title"])

    assert len(asked) == 1
    assert {address: [each.text for each in texts] for address, texts in found.items()} == {
        TITLE: ["Alt", "Neu"],
        HALL: ["Halle"],
    }
    old, new = found[TITLE]
    assert (old.source, old.by, old.by_id, old.state) == ("Rooms", None, gone.id, "unreviewed")
    assert new.state == "reviewed"
    assert new == Written(
        text="Neu",
        origin="human",
        by="Vera",
        by_id=author.id,
        at=later,
        approved_by="Jan",
        approved_at=later,
        source_digest=text_digest("Rooms now"),
        source=None,
    )
    assert found[HALL][0].state == "machine"
    assert written(session, module.id, "de", []) == {}


def test_what_was_replaced_is_listed_the_last_one_first(session: Session) -> None:
    """With who replaced it."""
    module, person = make.module(session), make.person(session, name="Vera")
    make.source_text(session, "Before")
    make.earlier_translation(session, module, person)
    make.earlier_translation(session, module, person, text="Předtím", origin="machine", translated_by=None)
    make.earlier_translation(session, module, person, segment="who/title")

    found = earlier(session, module.id, "cs", "who/hook/body")

    assert [(each.text, each.state, each.by, each.replaced_by, each.source) for each in found] == [
        ("Předtím", "machine", None, "Vera", "Before"),
        ("Dříve", "unreviewed", "Vera", "Vera", "Before"),
    ]
    assert isinstance(found[0], EarlierText)
