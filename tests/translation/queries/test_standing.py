"""Is the cheap truth the same as the dear one, read only where something is new, and forgotten when it must be?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tests import make
from training.content.models import ModuleRow, ModuleVersion
from training.content.queries import VersionMark
from training.content.rules.segments import segments, text_digest
from training.foundation.languages import LANGUAGES
from training.translation.actions.revising import next_revision
from training.translation.models import Translation
from training.translation.queries import translations
from training.translation.queries.standing import forget_standings, standing, standings
from training.translation.rules.truth import MISSING, coverage, frozen_texts

MODULE = make.module_value()
TITLE, HALL, LIST = "module/title", "space/map/caption", "who/hook/body"
COUNT = Callable[[], AbstractContextManager[list[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the overview knows of a draft."""

    module_id: int
    key: str
    mark: VersionMark


def _mark(version: ModuleVersion) -> VersionMark:
    return VersionMark(id=version.id, number=version.number, digest=version.digest)


def _translated(session: Session, module: ModuleRow, language: str = "de") -> None:
    make.translation(
        session, module, segment=TITLE, source=MODULE.title, text="Räume", language=language, origin="machine"
    )
    make.translation(session, module, segment=HALL, source="The old hall", text="Die alte Halle", language=language)
    source = "Ten names stand on the **list**."
    make.translation(
        session, module, segment=LIST, source=source, text="**x**", language=language, approved_at=make.NOW
    )


def test_it_says_what_the_translations_say(session: Session) -> None:
    """Of any version, in reading order."""
    version = make.version(session)
    other = make.version(session, replace(MODULE, title="Other rooms"), number=2)
    module = make.module(session)
    _translated(session, module)

    now = standing(session, module, _mark(version), "de")

    texts = frozen_texts(MODULE, translations(session, module.id))
    assert now.counts == coverage(MODULE, texts, "de")
    assert (now.counts.machine, now.counts.reviewed, now.counts.stale) == (1, 1, 1)
    assert now.sources == dict(segments(MODULE))
    assert now.addresses == tuple(now.sources)
    assert now.states == {at: texts["de"].get(at, (None, MISSING))[1] for at in now.addresses}
    assert now.by_state["stale"] == (HALL,)
    assert standing(session, module, _mark(other), "de").states[TITLE] == "stale"
    assert set(standing(session, module, _mark(version), "pl").states.values()) == {"missing"}


def test_only_what_is_new_is_read(session: Session, statements: COUNT) -> None:
    """One statement where nothing is; and nothing is read twice that has not changed."""
    version = make.version(session)
    module = make.module(session)
    _translated(session, module)
    first = standing(session, module, _mark(version), "de")

    with statements() as asked:
        again = standing(session, module, _mark(version), "de")
    assert len(asked) == 1
    assert again is first

    # Nobody tells of this row: whatever is not new is not read.
    session.execute(delete(Translation).where(Translation.segment == HALL))
    make.translation(session, module, segment="who/title", source="Who they are", text="Wer sie sind")
    with statements() as asked:
        now = standing(session, module, _mark(version), "de")
    assert len(asked) == 2
    assert (now.states["who/title"], now.states[HALL]) == ("unreviewed", "stale")
    assert first.states["who/title"] == "missing"

    next_revision(session, module.id, "de", restart=True)
    assert standing(session, module, _mark(version), "de").states[HALL] == "missing"


def test_all_languages_of_all_modules_cost_two_statements(session: Session, statements: COUNT) -> None:
    """However many there are; one where nothing is new."""
    drafts = []
    for key in ("craft", "other", "third"):
        value = replace(MODULE, key=key)
        version = make.version(session, value)
        drafts.append(Draft(module_id=version.module_id, key=key, mark=_mark(version)))
        for language in ("de", "cs"):
            _translated(session, make.module(session, value), language)
    standings(session, drafts)
    forget_standings()

    with statements() as first:
        found = standings(session, drafts)
    with statements() as second:
        assert standings(session, drafts) == found

    assert (len(first), len(second)) == (2, 1)
    assert set(found) == {(draft.key, into) for draft in drafts for into in LANGUAGES if into != "en"}
    assert [found[key, "cs"].counts.machine for key in ("craft", "other", "third")] == [1, 1, 1]
    assert found["other", "pl"].counts.missing == found["other", "pl"].counts.total
    alone = standing(session, make.module(session), drafts[0].mark, "de")
    assert alone == found["craft", "de"]
    assert text_digest(alone.sources[TITLE]) == text_digest(MODULE.title)
