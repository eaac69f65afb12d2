"""Is it kept why a warning was overruled, and for which text?"""

from datetime import datetime

from sqlalchemy.orm import Session

from tests import make
from training.content.rules.segments import text_digest
from training.translation.actions.overruling import keep_overruled
from training.translation.queries.overruled import overruled

ADDRESS, SOURCE, TEXT = "who/hook/body", text_digest("in 2025"), "damals"


def test_a_reason_is_kept_once_for_its_text_with_the_name_of_who_gave_it(session: Session, now: datetime) -> None:
    module, person = make.module(session), make.person(session, name="Ada")
    for text in (TEXT, TEXT, "seinerzeit"):
        reasons = {"numbers": "The year is clear ", "length": " ", "links": "Mine is better", "unknown": "Why not"}
        keep_overruled(session, module.id, "de", ADDRESS, SOURCE, text, reasons, person_id=person.id, now=now)

    newest, oldest = overruled(session, module.id, "de", [ADDRESS, "who/other/body"])[ADDRESS]

    assert (oldest.check, oldest.reason, oldest.by, oldest.at) == ("numbers", "The year is clear", "Ada", now)
    assert (oldest.source_digest, oldest.text_digest) == (SOURCE, text_digest(TEXT))
    assert newest.text_digest == text_digest("seinerzeit")
    assert overruled(session, module.id, "cs", [ADDRESS]) == {}


def test_another_reason_stands_beside_the_first_and_an_erased_person_has_no_name(
    session: Session, now: datetime
) -> None:
    module, person = make.module(session), make.person(session)
    person.erased_at = now
    for reason in ("First", "Second"):
        given = {"units": reason}
        keep_overruled(session, module.id, "de", ADDRESS, SOURCE, TEXT, given, person_id=person.id, now=now)

    found = overruled(session, module.id, "de", [ADDRESS])[ADDRESS]

    assert [(each.reason, each.by) for each in found] == [("Second", None), ("First", None)]
