"""Do files of translators bring exactly what their plan says, for the person who sends them, and lose nothing?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from training.content import queries as content
from training.content.rules.segments import segments
from training.foundation.audit import AuditEntry
from training.foundation.errors import NotFound, Refused
from training.foundation.languages import LANGUAGES
from training.translation.actions.incoming import TakenIn, take_in
from training.translation.files.bundles import ENDINGS, read, write
from training.translation.models import EarlierTranslation, SourceText, Translation, TranslationRevision
from training.translation.queries import translation_rows
from training.translation.queries.outgoing import outgoes
from training.translation.rules.incoming import Incoming, IncomingFile
from training.translation.rules.outgoing import Outgo

LATER = make.NOW + timedelta(days=1)
TITLE = Incoming(address="module/title", source="Rooms for makers", text="Räume zum Werken")


def file(*entries: Incoming) -> IncomingFile:
    """Give a file that knows all that stood at NOW."""
    return IncomingFile(name="de.po", language="de", module="craft", made_at=make.NOW, entries=entries)


def gone_out(session: Session, languages: list[str]) -> dict[str, Outgo]:
    """Let the module's draft go out."""
    row = content.module_row(session, "craft")
    mark = content.latest_mark(session, row.id) if row else None
    assert row is not None
    assert mark is not None
    return outgoes(session, row.id, mark, content.module_of_version(session, mark), languages)


def revisions(session: Session) -> list[tuple[str, int]]:
    """Tell how often each language was written to."""
    rows = session.execute(select(TranslationRevision.language, TranslationRevision.revision))
    return sorted((language, revision) for language, revision in rows)


def test_texts_wait_for_review_as_the_senders(session: Session) -> None:
    """Whatever the file says of approval; the source is remembered, and the log knows no text."""
    module = make.published_module(session).row
    person = make.person(session, role="translator")
    older = replace(TITLE, address="module/summary", source="What they need.", text="Was sie brauchen.")

    taken = take_in(session, "craft", "de", file(TITLE, older), person_id=person.id, now=LATER)

    assert taken == TakenIn(taken=1, kept=1)
    rows = {row.segment: row for row in translation_rows(session, module.id, language="de")}
    title = rows["module/title"]
    assert (title.text, title.origin, title.translated_by, title.approved_at) == (TITLE.text, "file", person.id, None)
    assert set(session.scalars(select(SourceText.text))) >= {"Rooms for makers", "What they need."}
    entry = session.scalars(select(AuditEntry).where(AuditEntry.event == "translations-imported")).one()
    assert entry.facts == {"language": "de", "segments": ["module/title", "module/summary"]}
    outgo = gone_out(session, ["de"])["de"]
    states = {each.address: (each.state, each.suggestion, each.previous_source) for each in outgo.texts}
    assert states["module/title"] == ("unreviewed", None, None)
    assert states["module/summary"] == ("stale", "Was sie brauchen.", "What they need.")


def test_a_persons_text_stays_unless_chosen_and_is_set_aside_then(session: Session) -> None:
    """With who wrote it and who replaced it; an approval does not pass on to the new words."""
    module = make.published_module(session).row
    person, other = make.person(session, role="translator"), make.person(session, role="reviewer")
    by: dict[str, Any] = {"translated_by": other.id, "approved_by": person.id, "approved_at": make.NOW}
    make.translation(session, module, segment=TITLE.address, source=TITLE.source or "", text="Räume", **by)

    before = revisions(session)

    kept = take_in(session, "craft", "de", file(TITLE), chosen=(), person_id=person.id, now=LATER)
    assert kept == TakenIn(taken=0, kept=0)
    assert translation_rows(session, module.id)[0].text == "Räume"
    assert revisions(session) == before

    take_in(session, "craft", "de", file(TITLE), chosen=[TITLE.address], person_id=person.id, now=LATER)

    (row,) = translation_rows(session, module.id)
    assert (row.text, row.translated_by, row.approved_by, row.approved_at) == (TITLE.text, person.id, None, None)
    (aside,) = session.scalars(select(EarlierTranslation))
    assert (aside.text, aside.translated_by, aside.approved_by) == ("Räume", other.id, person.id)
    assert (aside.replaced_by, aside.replaced_at) == (person.id, LATER)


def test_nothing_else_is_done_than_was_looked_at(session: Session) -> None:
    """Another plan, a file of something else, a module that is not there."""
    make.published_module(session)
    person = make.person(session, role="translator")
    for key, sent, code in (
        ("craft", file(TITLE), "plan-changed"),
        ("craft", replace(file(TITLE), language="sl"), "translations-unreadable"),
    ):
        with pytest.raises(Refused) as caught:
            take_in(session, key, "de", sent, confirmed="another", person_id=person.id, now=LATER)
        assert caught.value.code == code
    with pytest.raises(NotFound):
        take_in(session, "other", "de", file(TITLE), person_id=person.id, now=LATER)
    assert session.scalars(select(Translation)).all() == []


def test_every_format_goes_out_and_in_again_without_a_change(
    session: Session, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    """For all languages with the same few statements; the second time the bytes are the same."""
    published = make.published_module(session)
    person = make.person(session, role="translator")
    for address, source in segments(published.value):
        for language in ("de", "cs"):
            words = {"segment": address, "source": source, "text": f"[{language}] {source}", "language": language}
            make.translation(session, published.row, **words)
    gone_out(session, ["de"])
    before = revisions(session)
    with statements() as for_all:
        made = gone_out(session, list(LANGUAGES))
    with statements() as for_one:
        gone_out(session, ["de"])
    assert len(for_all) == len(for_one) <= 7

    for format_ in ENDINGS:
        for language in ("de", "cs", "sl"):
            content_ = write(made[language], format=format_)
            (found,) = read("file", content_)
            taken = take_in(session, "craft", language, found, person_id=person.id, now=LATER)
            assert taken == TakenIn(taken=0, kept=0)
            assert write(gone_out(session, [language])[language], format=format_) == content_
    assert session.scalars(select(EarlierTranslation)).all() == []
    assert revisions(session) == before
