"""What is there to publish, who wrote it, and what is planned?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from training.accounts import queries as accounts
from training.accounts.models import Person, Region
from training.authoring.models import ScheduledPublication
from training.authoring.rules.publishing import basis
from training.content import queries as content
from training.content.files.shapes import module_from_json
from training.content.models import ModuleRow, ModuleVersion, Publication
from training.content.rules.module import Module
from training.foundation.audit import AuditEntry, Event
from training.foundation.errors import NotFound, Refused
from training.foundation.settings import settings
from training.translation.queries import policies, translations
from training.translation.rules import Kept, Texts, frozen_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """How a module stands: its draft, what was said of it last, and what learners have seen last.

    `said` is a withdrawal where it has no version; `seen` is the last publication with one, `seen_number` its number.
    """

    row: ModuleRow
    region: str
    regions: tuple[str, ...]
    zone: ZoneInfo
    draft: ModuleVersion
    said: Publication | None
    seen: Publication | None
    seen_number: int
    four_eyes: bool

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether learners do not see it any more."""
        return self.said is not None and self.said.version_id is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A version as it would come before learners, with what identifies that: see `rules.publishing.basis`.

    `kept` are the translations by language, and `policies` what was decided of some languages: the `texts` follow.
    """

    version: ModuleVersion
    module: Module
    kept: Mapping[str, list[Kept]]
    policies: Mapping[str, str]
    texts: Texts
    basis: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What was planned last; `by` is nobody where the person is erased, `outcome` None while the plan stands."""

    id: int
    version_number: int
    note: str
    due_at: datetime
    scheduled_at: datetime
    by: str | None
    ended_at: datetime | None
    outcome: str | None


def publishing(session: Session, key: str) -> Publishing:
    """How the module of this key stands; raises NotFound, also where it has no version."""
    row = content.module_row(session, key)
    draft = content.latest_version(session, row.id) if row else None
    if row is None or draft is None:
        raise NotFound("module")
    by_id = {region.id: region for region in accounts.regions(session)}
    region = by_id[row.region_id]
    seen, number = _last_seen(session, row.id)
    return Publishing(
        row=row,
        region=region.key,
        regions=tuple(each.key for each in by_id.values()),
        zone=ZoneInfo(region.time_zone),
        draft=draft,
        said=content.latest_publication(session, row.id),
        seen=seen,
        seen_number=number,
        four_eyes=region.key in settings(session).four_eyes_regions,
    )


def candidates(session: Session, found: Publishing) -> dict[int, Candidate]:
    """The versions that may be published, by number: the draft first, then what learners saw before a withdrawal."""
    versions = [found.draft]
    if found.is_withdrawn and found.seen and found.seen.version_id != found.draft.id:
        versions.append(session.get_one(ModuleVersion, found.seen.version_id))
    kept, decided = translations(session, found.row.id), policies(session, found.row.id)
    made = (_candidate(version, kept, decided, said=found.said) for version in versions)
    return {candidate.version.number: candidate for candidate in made}


def candidate(session: Session, found: Publishing, number: int) -> Candidate:
    """The version of this number as it would come before learners; raises Refused where it may not be published."""
    there = candidates(session, found)
    if number not in there:
        raise Refused("publication-changed")
    return there[number]


def writers(session: Session, found: Publishing, *, until: int) -> frozenset[int]:
    """The ids of those who saved a version after the one that learners saw last, up to this number."""
    saved = select(ModuleVersion.saved_by).where(
        ModuleVersion.module_id == found.row.id,
        ModuleVersion.number > found.seen_number,
        ModuleVersion.number <= until,
        ModuleVersion.saved_by.is_not(None),
    )
    return frozenset(person_id for person_id in session.scalars(saved.distinct()) if person_id is not None)


def last_plan(session: Session, module_id: int) -> Plan | None:
    """What was planned last for a module; of all that were planned, only this one may stand."""
    name = case((Person.erased_at.is_(None), Person.name))
    planned = ScheduledPublication
    row = session.execute(
        select(
            planned.id,
            ModuleVersion.number,
            planned.note,
            planned.due_at,
            planned.scheduled_at,
            name,
            planned.ended_at,
            planned.outcome,
        )
        .join(ModuleVersion, ModuleVersion.id == planned.version_id)
        .join(Person, Person.id == planned.scheduled_by)
        .where(planned.module_id == module_id)
        .order_by(planned.id.desc())
        .limit(1)
    ).first()
    return Plan(*row) if row else None


def standing_plan(session: Session, module_id: int) -> ScheduledPublication | None:
    """The plan of a module that stands, as its row reads at this moment."""
    standing = select(ScheduledPublication).where(
        ScheduledPublication.module_id == module_id, ScheduledPublication.outcome.is_(None)
    )
    return session.scalar(standing.execution_options(populate_existing=True))


def due_plans(session: Session, *, now: datetime) -> list[int]:
    """The modules (their ids) of which a plan is due, the longest overdue first."""
    due = ScheduledPublication.outcome.is_(None), ScheduledPublication.due_at <= now
    planned = select(ScheduledPublication.module_id).where(*due)
    return list(session.scalars(planned.order_by(ScheduledPublication.due_at, ScheduledPublication.id)))


def published_since(session: Session, module_id: int, *, since: datetime) -> list[int | None]:
    """The numbers of the versions that were published after a moment, None for a withdrawal."""
    later = Publication.module_id == module_id, Publication.published_at >= since
    numbers = select(ModuleVersion.number).select_from(Publication)
    return list(
        session.scalars(numbers.outerjoin(ModuleVersion, ModuleVersion.id == Publication.version_id).where(*later))
    )


def reason_of_refusal(session: Session, key: str) -> str:
    """Why the plan that ended last was not carried out: a code of a refusal; empty where that is not known."""
    about = AuditEntry.event == Event.PUBLICATION_CANCELLED.value, AuditEntry.subject == f"module {key}"
    newest = select(AuditEntry.facts).where(*about).order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(1)
    facts = session.scalar(newest)
    return str((facts or {}).get("refused", ""))


def module_of_id(session: Session, module_id: int) -> tuple[str, str]:
    """The keys of a module and of its region."""
    row = session.execute(
        select(ModuleRow.key, Region.key)
        .join(Region, Region.id == ModuleRow.region_id)
        .where(ModuleRow.id == module_id)
    ).one()
    return row[0], row[1]


def _last_seen(session: Session, module_id: int) -> tuple[Publication | None, int]:
    row = session.execute(
        select(Publication, ModuleVersion.number)
        .join(ModuleVersion, ModuleVersion.id == Publication.version_id)
        .where(Publication.module_id == module_id)
        .order_by(Publication.id.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else (None, 0)


def _candidate(
    version: ModuleVersion, kept: Mapping[str, list[Kept]], decided: Mapping[str, str], *, said: Publication | None
) -> Candidate:
    module = module_from_json(version.document)
    texts = frozen_texts(module, kept, decided)
    shown = basis(version.digest, texts, publication_id=said.id if said else None)
    return Candidate(version=version, module=module, kept=kept, policies=decided, texts=texts, basis=shown)
