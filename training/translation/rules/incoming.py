"""What comes of each text of a translator's file? Nothing is overwritten, and nothing older passes for new."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from training.content.rules.fault import BLOCKS, Fault, Place
from training.content.rules.module import Module
from training.content.rules.segments import segments, text_digest
from training.translation.rules.checks import findings_of
from training.translation.rules.glossary import AgreedTerm, terms_of
from training.translation.rules.outgoing import MARKDOWN
from training.translation.rules.truth import contexts

#: As long as a text on the desk.
LONGEST = 20_000
#: What a file says of a text: a person has approved it; it waits for that; somebody is still at it.
APPROVED, WAITING, UNFINISHED = "reviewed", "unreviewed", "unfinished"


class Fate(StrEnum):
    """What comes of a text: it is taken, is there already, is kept for an older source, or only on request."""

    TAKEN = "taken"
    SAME = "same"
    SUGGESTION = "suggestion"
    DIFFERS = "differs"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A translation as a file says it; `source` is None where the file does not say from which text it was made."""

    address: str
    source: str | None
    text: str
    state_said: str = WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingFile:
    """What was read from a file; where there are faults, nothing of it is taken.

    `made_at`: when the last of the texts in it was written here, before it went out; None if it does not say so.
    """

    name: str
    language: str = ""
    module: str = ""
    source_language: str = ""
    made_at: datetime | None = None
    entries: tuple[Incoming, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A translation that is there, of one exact source text: whether a person answers for it, and since when it stands.

    `by_machine`: a machine has drafted it, and nobody has approved that.
    """

    address: str
    source_digest: str
    text: str
    by_person: bool
    changed_at: datetime
    by_machine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A text of a file with what comes of it; `theirs` is the text that would be replaced.

    `preselected`: the file was made when that text was known already, so that its own is the newer one.
    """

    entry: Incoming
    fate: Fate
    theirs: str | None = None
    preselected: bool = False
    findings: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What comes of every text of a file, in its order."""

    rows: tuple[Row, ...]

    def of(self, fate: Fate | str) -> tuple[Row, ...]:
        """List the texts of which this comes."""
        return tuple(row for row in self.rows if row.fate == fate)

    @property
    def digest(self) -> str:
        """Identify the plan, so that nothing else is carried out than was looked at."""
        told = [(row.entry.address, row.entry.source, row.entry.text, row.fate.value, row.theirs) for row in self.rows]
        return sha256(repr(told).encode()).hexdigest()

    @property
    def writes(self) -> bool:
        """Whether there is anything that could be taken."""
        return any(row.fate in (Fate.TAKEN, Fate.SUGGESTION, Fate.DIFFERS) for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What a file is held against."""

    sources: Mapping[str, str]
    markdown: Collection[str]
    standing: Mapping[tuple[str, str], Standing]
    texts: Collection[tuple[str, str]]
    terms: tuple[AgreedTerm, ...] = field(default=())
    between: tuple[str, str] = ("", "")
    made_at: datetime | None = None


def plan(file: IncomingFile, module: Module, language: str, standing: Iterable[Standing]) -> Plan:
    """Decide what comes of each text of a sound file; `standing` are all translations into the language."""
    there = {(each.address, each.source_digest): each for each in standing}
    sources = dict(segments(module))
    fresh = {address: there.get((address, text_digest(source))) for address, source in sources.items()}
    words = {address: each.text for address, each in fresh.items() if each}
    ground = _Ground(
        sources=sources,
        markdown={address for address, words in contexts(module).items() if words.endswith(MARKDOWN)},
        standing=there,
        texts={(each.address, each.text) for each in there.values()},
        terms=terms_of(module, words),
        between=(module.source, language),
        made_at=file.made_at,
    )
    return Plan(rows=tuple(_row(entry, ground) for entry in file.entries))


def _row(entry: Incoming, ground: _Ground) -> Row:
    place = Place(file="").inside(entry.address)
    if entry.address not in ground.sources:
        remedy = "Save the texts of this module once more, and go on with those"
        return _refused(entry, place.fault("The module has no text at this address", remedy))
    source = entry.source if entry.source is not None else ground.sources[entry.address]
    stands = ground.standing.get((entry.address, text_digest(source)))
    if (stands and stands.text == entry.text) or _is_forgotten(entry, ground):
        return Row(entry=entry, fate=Fate.SAME)
    is_older = source != ground.sources[entry.address]
    if entry.source is None or (entry.state_said == UNFINISHED and (stands or not is_older)):
        remedy = "Finish it, take its mark away, and send the file again"
        return _refused(entry, place.fault("The file says that this text is not finished", remedy))
    findings = _findings(entry, source, ground, place)
    if any(each.weight == BLOCKS for each in findings):
        return Row(entry=entry, fate=Fate.REFUSED, findings=findings)
    if is_older:
        return _of_older_source(entry, stands, findings, place)
    return _of_this_source(entry, stands, findings, ground.made_at)


def _is_forgotten(entry: Incoming, ground: _Ground) -> bool:
    """Tell whether the text is here, though the file no longer says from which source."""
    return entry.source is None and (entry.address, entry.text) in ground.texts


def _findings(entry: Incoming, source: str, ground: _Ground, place: Place) -> tuple[Fault, ...]:
    if len(entry.text) > LONGEST:
        long = place.fault(
            "The text has %(here)s characters, and at most %(most)s are possible",
            "Shorten it",
            here=len(entry.text),
            most=LONGEST,
        )
        return (long,)
    source_language, language = ground.between
    found = findings_of(
        source,
        entry.text,
        language=language,
        source_language=source_language,
        terms=ground.terms,
        markdown=entry.address in ground.markdown,
    )
    return tuple(each.fault for each in found)


def _of_older_source(entry: Incoming, stands: Standing | None, findings: tuple[Fault, ...], place: Place) -> Row:
    if stands and stands.by_person:
        problem = "The source has changed since, and for the older one somebody has written another text"
        return _refused(entry, place.fault(problem, "Translate the source as it is now"))
    return Row(entry=entry, fate=Fate.SUGGESTION, theirs=stands.text if stands else None, findings=findings)


def _of_this_source(
    entry: Incoming, stands: Standing | None, findings: tuple[Fault, ...], made_at: datetime | None
) -> Row:
    if stands is None:
        return Row(entry=entry, fate=Fate.TAKEN, findings=findings)
    is_known = made_at is not None and stands.changed_at <= made_at
    if stands.by_machine or (is_known and not stands.by_person):
        return Row(entry=entry, fate=Fate.TAKEN, theirs=stands.text, findings=findings)
    return Row(entry=entry, fate=Fate.DIFFERS, theirs=stands.text, preselected=is_known, findings=findings)


def _refused(entry: Incoming, fault: Fault) -> Row:
    return Row(entry=entry, fate=Fate.REFUSED, findings=(fault,))
