"""How do texts come from translators' files? Exactly those of the plan; they wait for review, and nothing is lost."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.content import queries as content
from training.content.models import ModuleRow
from training.content.rules.module import Module
from training.content.rules.segments import segments, text_digest
from training.foundation.audit import Event, record
from training.foundation.db import one_after_another
from training.foundation.errors import NotFound, Refused
from training.translation.actions.revising import keep_sources, next_revision, set_aside
from training.translation.models import Translation
from training.translation.queries.outgoing import standing_texts
from training.translation.queries.texts import translation_rows
from training.translation.rules.incoming import Fate, IncomingFile, Plan, Row, plan
from training.translation.rules.receiving import require_sound


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """How many texts of a file were taken for the source as it is, and kept for an older one."""

    taken: int
    kept: int


def take_in(
    session: Session,
    module_key: str,
    language: str,
    file: IncomingFile,
    *,
    confirmed: str | None = None,
    chosen: Collection[str] | None = None,
    person_id: int,
    now: datetime,
) -> TakenIn:
    """Take what a file brings, for the person who sends it; `chosen` are addresses where it replaces another text.

    None chosen: those that the plan proposes. `confirmed` is the digest of the plan that was looked at. Raises
    Refused("translations-unreadable") with faults, and Refused("plan-changed") where the plan is another one by now.
    """
    row = content.module_row(session, module_key)
    if row is None:
        raise NotFound("module")
    # What is read from here on is what others have left, so that the plan holds.
    one_after_another(session, row.id)
    module, decided = _decided(session, row, language, file)
    if confirmed is not None and decided.digest != confirmed:
        raise Refused("plan-changed")
    if not (wanted := _wanted(decided, chosen)):
        return _counted(wanted)
    _write(session, row.id, language, wanted, _sources(session, module, wanted), person_id=person_id, now=now)
    facts = {"language": language, "segments": [each.entry.address for each in wanted]}
    record(session, Event.TRANSLATIONS_IMPORTED, f"module {row.key}", at=now, actor_id=person_id, **facts)
    return _counted(wanted)


def _counted(wanted: Sequence[Row]) -> TakenIn:
    older = sum(each.fate is Fate.SUGGESTION for each in wanted)
    return TakenIn(taken=len(wanted) - older, kept=older)


def _decided(session: Session, row: ModuleRow, language: str, file: IncomingFile) -> tuple[Module, Plan]:
    """Look at a file beside the draft as it stands now; raises NotFound, and Refused for a file with faults."""
    mark = content.latest_mark(session, row.id)
    if mark is None:
        raise NotFound("module")
    module = content.module_of_version(session, mark)
    require_sound(file, module, language)
    return module, plan(file, module, language, standing_texts(session, row.id, language=language).get(language, ()))


def _sources(session: Session, module: Module, wanted: Sequence[Row]) -> dict[str, str]:
    """Say what each text was made for, that of the draft where the file does not tell, and remember it."""
    named = {each.entry.address: each.entry.source for each in wanted if each.entry.source}
    sources = {**dict(segments(module)), **named}
    keep_sources(session, module.source, (sources[each.entry.address] for each in wanted))
    return sources


def _wanted(decided: Plan, chosen: Collection[str] | None) -> list[Row]:
    sure = (Fate.TAKEN, Fate.SUGGESTION)
    return [row for row in decided.rows if row.fate in sure or (row.fate is Fate.DIFFERS and _is_chosen(row, chosen))]


def _is_chosen(row: Row, chosen: Collection[str] | None) -> bool:
    return row.preselected if chosen is None else row.entry.address in chosen


def _write(
    session: Session,
    module_id: int,
    language: str,
    wanted: Iterable[Row],
    sources: Mapping[str, str],
    *,
    person_id: int,
    now: datetime,
) -> None:
    revision = next_revision(session, module_id, language)
    there = {(row.segment, row.source_digest): row for row in translation_rows(session, module_id, language=language)}
    for each in wanted:
        key = each.entry.address, text_digest(sources[each.entry.address])
        row = there.get(key)
        if row is None:
            row = Translation(module_id=module_id, language=language, segment=key[0], source_digest=key[1])
            session.add(row)
        else:
            set_aside(session, row, person_id=person_id, now=now)
        row.text, row.origin, row.translated_by, row.translated_at = each.entry.text, "file", person_id, now
        row.approved_by, row.approved_at, row.revision = None, None, revision
    session.flush()
