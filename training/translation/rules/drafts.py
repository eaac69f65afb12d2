"""Which texts may a machine draft, what becomes of an order, and what is kept of the answer?"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from training.content.rules.module import Module
from training.content.rules.segments import segments
from training.content.rules.texts import clean
from training.translation.rules.checks import findings_of
from training.translation.rules.pieces import Frame, put_together, taken_apart
from training.translation.rules.truth import MISSING, STALE, Kept, state
from training.translation.rules.whereabouts import whereabouts

#: Characters in one order: what comes back must fit into one request, which may be a mebibyte.
MOST_ORDERED = 200_000
#: Characters of one translation.
LONGEST = 20_000
#: A worker that says nothing for so long was killed; the order is taken up again, once.
HOLD = timedelta(minutes=15)
MOST_TRIES = 2
#: A service that answers later has so much time.
WAITS_FOR_ANSWER = timedelta(days=3)
#: What the ticket in the address of an answer is for, and how long it may be used.
TICKET = "drafts"
TICKET_FOR = WAITS_FOR_ANSWER + timedelta(days=1)


class Failure(StrEnum):
    """Why an order came to nothing; pages have the sentences."""

    AWAY = "away"
    NOT_LET_IN = "not-let-in"
    TOO_MUCH = "too-much"
    LANGUAGE = "language"
    REFUSED = "refused"
    NOT_UNDERSTOOD = "not-understood"
    LOST = "lost"
    NO_ANSWER = "no-answer"
    OTHER_MACHINE = "other-machine"


class Step(StrEnum):
    """How far an order is: taken by a worker, sent to a service that answers later, or given up."""

    WAITING = "waiting"
    TAKEN = "taken"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an order is, as its one column `reference` says it.

    `said`: what the service calls it (sent), or the reason (failed). `tries` and `at`: how often it was taken, and when
    its worker was last heard of.
    """

    step: Step
    tries: int = 0
    at: datetime | None = None
    said: str = ""

    @classmethod
    def read(cls, reference: str | None) -> "Progress":
        """Read what `written` has written."""
        if not reference:
            return cls(step=Step.WAITING)
        step, tries, seconds, said = reference.split(" ", 3)
        return cls(step=Step(step), tries=int(tries), at=datetime.fromtimestamp(int(seconds), UTC), said=said)

    @property
    def written(self) -> str | None:
        """How it stands in the column."""
        if self.step is Step.WAITING:
            return None
        seconds = int(self.at.timestamp()) if self.at else 0
        return f"{self.step.value} {self.tries} {seconds} {self.said}"[:200]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undrafted:
    """The texts that a machine may draft, by address: those without any translation, and those with an older one."""

    missing: Mapping[str, str]
    stale: Mapping[str, str]

    def chosen(self, *, with_stale: bool) -> dict[str, str]:
        """Return the texts of an order."""
        return {**self.missing, **(self.stale if with_stale else {})}


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Texts on their way: by name what a machine gets, and by address how each is put together again."""

    texts: Mapping[str, str]
    frames: Mapping[str, tuple[str, Frame]]


def undrafted(module: Module, translations: Iterable[Kept], *, ordered: Collection[str] = ()) -> Undrafted:
    """List what a machine may draft; what it was asked for already (addresses) is left out."""
    by_address: dict[str, list[Kept]] = {}
    for kept in translations:
        by_address.setdefault(kept.address, []).append(kept)
    found: dict[str, dict[str, str]] = {MISSING: {}, STALE: {}}
    for address, source in segments(module):
        how = state(source, by_address.get(address, ()))[1]
        if how in found and source.strip() and address not in ordered:
            found[how][address] = source
    return Undrafted(missing=found[MISSING], stale=found[STALE])


def batches(texts: Mapping[str, str], most: int) -> Iterator[dict[str, str]]:
    """Divide texts into parts of so many characters at most; a text that is longer goes by itself."""
    batch: dict[str, str] = {}
    size = 0
    for address, text in texts.items():
        if batch and size + len(text) > most:
            yield batch
            batch, size = {}, 0
        batch[address] = text
        size += len(text)
    if batch:
        yield batch


def job_of(module: Module, texts: Mapping[str, str], *, numbers: Mapping[str, int]) -> Job:
    """Take texts apart for a machine; `numbers` name each address the same way when its answer comes much later."""
    frames: dict[str, tuple[str, Frame]] = {}
    said: dict[str, str] = {}
    for address, source in texts.items():
        frame = taken_apart(source, markdown=whereabouts(module, address).is_markdown)
        frames[address] = (source, frame)
        said |= {f"{numbers[address]}-{number}": piece for number, piece in enumerate(frame.pieces)}
    return Job(texts=said, frames=frames)


def drafted(
    module: Module, job: Job, answer: Mapping[str, str], *, numbers: Mapping[str, int], language: str
) -> dict[str, str | None]:
    """Put together what a machine has said, by address; None where it is not to be kept.

    Kept is nothing that has lost a piece, a link or a placeholder, or that a check refuses from a person too.
    """
    return {
        address: _drafted(module, address, source, _text_of(frame, answer, numbers[address]), language)
        for address, (source, frame) in job.frames.items()
    }


def subject_of(order_id: int, version: int) -> str:
    """Write what an answer will be about: the order, and the version of the module (its number) that was sent."""
    return f"{order_id} {version}"


def order_in(subject: str) -> tuple[int, int]:
    """Read what `subject_of` has written."""
    order_id, version = subject.split(" ")
    return int(order_id), int(version)


def may_take(progress: Progress, *, now: datetime) -> bool:
    """Tell whether a worker may take an order up: it waits, or its first worker has been silent for too long."""
    if progress.step is Step.WAITING:
        return True
    return progress.step is Step.TAKEN and progress.tries < MOST_TRIES and _is_silent(progress, now)


def lost(progress: Progress, *, now: datetime) -> Failure | None:
    """Tell why nothing comes of an order any more, where that is so."""
    if progress.step is Step.TAKEN and progress.tries >= MOST_TRIES and _is_silent(progress, now):
        return Failure.LOST
    if progress.step is Step.SENT and progress.at and now - progress.at > WAITS_FOR_ANSWER:
        return Failure.NO_ANSWER
    return None


def _is_silent(progress: Progress, now: datetime) -> bool:
    return progress.at is None or now - progress.at > HOLD


def _text_of(frame: Frame, answer: Mapping[str, str], number: int) -> str | None:
    names = {piece: f"{number}-{piece}" for piece in range(len(frame.pieces))}
    return put_together(frame, {piece: answer[name] for piece, name in names.items() if name in answer})


def _drafted(module: Module, address: str, source: str, text: str | None, language: str) -> str | None:
    # A machine may say anything, signs that no database takes among it.
    draft = clean(text or "")
    if len(draft) > LONGEST:
        return None
    markdown = whereabouts(module, address).is_markdown
    between = {"language": language, "source_language": module.source}
    found = findings_of(source, draft, **between, terms=(), markdown=markdown)
    return None if any(finding.blocks for finding in found) else draft
