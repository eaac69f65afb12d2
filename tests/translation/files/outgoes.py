"""Which texts could go out? Those of a module, approved, waiting, drafted, out of date and missing in turn."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle

from training.content.rules.module import Module
from training.content.rules.segments import segments, text_digest
from training.translation.files.bundles import read
from training.translation.rules import Kept
from training.translation.rules.incoming import IncomingFile, Plan, Standing, plan
from training.translation.rules.outgoing import Outgo, outgoing

MADE_AT = datetime(2026, 11, 5, 9, 30, 15, 123456, tzinfo=UTC)
NOTES = {"module/title": ("Say it as the town hall does.", "Two words\nat most")}


def kept_of(module: Module, *, language: str = "cs") -> list[Kept]:
    """Translate a module by writing the language before every text, in every state that there is."""
    return list(_kept(module, language))


def outgo(module: Module, kept: list[Kept], *, language: str = "cs") -> Outgo:
    """Let a module go out with these translations."""
    sources = {text_digest(_older(source)): _older(source) for _, source in segments(module)}
    texts = outgoing(module, kept, sources=sources, notes=NOTES)
    return Outgo(module=module.key, source=module.source, language=language, texts=texts, made_at=MADE_AT)


def standing_of(kept: list[Kept]) -> list[Standing]:
    """Let these translations stand in the database, a person's the approved ones."""
    return [
        Standing(
            address=each.address,
            source_digest=each.source_digest,
            text=each.text,
            by_person=each.reviewed,
            changed_at=MADE_AT,
        )
        for each in kept
    ]


def _kept(module: Module, language: str) -> Iterator[Kept]:
    states = cycle(("reviewed", "unreviewed", "machine", "stale", "missing"))
    for (address, source), state in zip(segments(module), states, strict=False):
        if state != "missing":
            digest = text_digest(_older(source) if state == "stale" else source)
            reviewed, machine = state == "reviewed", state == "machine"
            yield Kept(
                address=address, source_digest=digest, text=f"[{language}] {source}", reviewed=reviewed, machine=machine
            )


def _older(source: str) -> str:
    return f"{source}, as it was before"


def read_back(content: bytes) -> IncomingFile:
    """Read one file that is whole."""
    (file,) = read("file", content)
    assert file.faults == ()
    return file


def planned(file: IncomingFile, module: Module, kept: list[Kept]) -> Plan:
    """Hold a file against translations."""
    return plan(file, module, file.language, standing_of(kept))
