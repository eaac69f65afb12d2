"""Does an edit make exactly its own text out of date, and does an author's word keep the translations?"""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tests import make
from training.authoring.actions.editing import save, undo
from training.authoring.rules.units import unit_digest, unit_of
from training.content import queries as content
from training.content.files.shapes import module_from_json
from training.content.models import ModuleRow, ModuleVersion
from training.content.rules.blocks import TextBlock
from training.content.rules.module import Module
from training.content.rules.segments import segments, text_digest
from training.foundation.audit import AuditEntry
from training.foundation.errors import NotFound
from training.foundation.languages import LANGUAGES
from training.translation.actions.meaning import keep_meaning, withdraw_meaning
from training.translation.models import EarlierTranslation, SameMeaning, Translation
from training.translation.queries import translations
from training.translation.queries.standing import standing
from training.translation.rules import coverage, frozen_texts

OTHERS = [language for language in LANGUAGES if language != "en"]
UNIT, BODY = "who/sentence-7", "who/sentence-7/body"
OLD, NEW = "This is sentence 7 of the lesson.", "This is sentence 7 of this lesson."
TITLE = "module/title"


def _two_hundred() -> Module:
    module = make.module_value()
    first, *rest = module.lessons
    more = 200 - len(list(segments(module)))
    blocks = (TextBlock(key=f"sentence-{n}", body=f"This is sentence {n} of the lesson.") for n in range(more))
    return replace(module, lessons=(replace(first, blocks=(*first.blocks, *blocks)), *rest))


def _approved(session: Session, module: Module, row: ModuleRow) -> None:
    """Let two people have translated and approved every text in every language."""
    author, reader = make.person(session).id, make.person(session).id
    by = {"translated_by": author, "translated_at": make.NOW, "approved_by": reader, "approved_at": make.NOW}
    said: dict[str, Any] = {"module_id": row.id, "origin": "human", **by}
    texts = [{"segment": at, "source_digest": text_digest(text), "text": f"[{text}]"} for at, text in segments(module)]
    session.execute(insert(Translation), [{**said, **each, "language": into} for into in OTHERS for each in texts])


def _drafts(session: Session, row: ModuleRow) -> list[dict[str, int]]:
    """Count the states of the draft in each language: as its readers would get it, and as the desk tells it."""
    mark = content.latest_mark(session, row.id)
    assert mark is not None
    module = content.module_of_version(session, mark)
    texts = frozen_texts(module, translations(session, row.id))
    told = [coverage(module, texts, language) for language in OTHERS]
    assert told == [standing(session, row, mark, language).counts for language in OTHERS]
    return [Counter(reviewed=each.reviewed, stale=each.stale, total=each.total) for each in told]


def _edit(session: Session, author: int, module: Module) -> ModuleVersion:
    unit = replace(unit_of(module, UNIT), body=NEW)
    basis = unit_digest(module, UNIT)
    return save(session, "craft", UNIT, unit, basis=basis, person_id=author, now=make.NOW).version


def test_one_edited_sentence_of_two_hundred_is_the_only_one_out_of_date(session: Session) -> None:
    """In each language; undoing heals it; said to change no meaning, it leaves none, and approvals stand."""
    module, author = _two_hundred(), make.person(session, role="trainer").id
    make.version(session, module)
    row = make.module(session, module)
    _approved(session, module, row)
    whole, one_stale = {"reviewed": 200, "stale": 0, "total": 200}, {"reviewed": 199, "stale": 1, "total": 200}

    assert _drafts(session, row) == [whole] * 6
    edited = _edit(session, author, module)
    assert _drafts(session, row) == [one_stale] * 6
    undo(session, "craft", person_id=author, now=make.NOW, number=edited.number)
    assert _drafts(session, row) == [whole] * 6

    edited = _edit(session, author, module)
    kept = keep_meaning(session, row, {BODY: (OLD, NEW)}, reason="A word", person_id=author, now=make.NOW)

    assert kept == dict.fromkeys(OTHERS, 1)
    assert _drafts(session, row) == [whole] * 6
    assert dict(segments(module_from_json(edited.document)))[BODY] == NEW
    carried = session.scalars(select(Translation).where(Translation.source_digest == text_digest(NEW))).all()
    assert {(each.text, each.origin) for each in carried} == {(f"[{OLD}]", "carried")}
    assert all(each.approved_by and each.translated_by and each.approved_at for each in carried)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.event == "meaning-kept")).one()
    assert entry.facts == {"segments": [BODY], "languages": kept}

    undo(session, "craft", person_id=author, now=make.NOW, number=edited.number)
    assert _drafts(session, row) == [whole] * 6


def test_a_declaration_takes_only_what_belongs_to_the_old_text(session: Session) -> None:
    """Who has translated the new one already is not overruled, and a draft of a machine stays one."""
    make.version(session)
    row, author = make.module(session), make.person(session).id
    make.translation(session, row, segment=TITLE, source="Rooms", text="Räume", origin="machine")
    make.translation(session, row, segment=TITLE, source="Rooms", text="Pokoje", language="cs")
    make.translation(session, row, segment=TITLE, source="Rooms for makers", text="Pokoje pro tvůrce", language="cs")
    make.translation(session, row, segment=TITLE, source="Room", text="Sala", language="it")

    kept = keep_meaning(
        session, row, {TITLE: ("Rooms", "Rooms for makers")}, reason="Same", person_id=author, now=make.NOW
    )

    assert kept == {"de": 1}
    texts = frozen_texts(make.module_value(), translations(session, row.id))
    shown = {language: texts[language][TITLE] for language in ("cs", "de", "it")}
    assert shown == {"cs": ("Pokoje pro tvůrce", "unreviewed"), "de": ("Räume", "machine"), "it": (None, "stale")}


def test_a_declaration_can_be_taken_back(session: Session) -> None:
    """What came along is out of date again, also to whoever has looked at it; what was touched since stays."""
    version, author = make.version(session), make.person(session).id
    row, other = make.module(session), make.person(session).id
    mark = content.VersionMark(id=version.id, number=version.number, digest=version.digest)
    make.translation(session, row, segment=TITLE, source="Rooms", text="Räume", translated_by=author)
    make.translation(session, row, segment=TITLE, source="Rooms", text="Pokoje", language="cs", translated_by=author)
    changes = {TITLE: ("Rooms", "Rooms for makers")}
    keep_meaning(session, row, changes, reason="Same", person_id=author, now=make.NOW)
    said = session.scalars(select(SameMeaning)).one()
    touched = session.get_one(Translation, (row.id, "cs", TITLE, said.new_digest))
    touched.approved_by, touched.approved_at = other, make.NOW
    assert standing(session, row, mark, "de").states[TITLE] == "unreviewed"

    lost = withdraw_meaning(session, row, said.id, person_id=author, now=make.NOW)

    assert lost == {"de": 1}
    assert standing(session, row, mark, "de").states[TITLE] == "stale"
    assert session.scalars(select(EarlierTranslation.text)).all() == ["Räume"]
    assert withdraw_meaning(session, row, said.id, person_id=author, now=make.NOW) == {}
    with pytest.raises(NotFound):
        withdraw_meaning(session, row, said.id + 1, person_id=author, now=make.NOW)
