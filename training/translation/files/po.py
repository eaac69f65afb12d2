"""How does a module's translation look as a file? PO, so that a translator's tools can be used."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from training.content.rules.fault import Fault, Place
from training.content.rules.module import Module
from training.content.rules.segments import segments
from training.content.rules.texts import clean
from training.translation.rules import Entry, carried, contexts

#: On entries that no person has approved.
UNREVIEWED = "unreviewed"
FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """What a PO file says: translations, those of addresses that are gone (`obsolete`), and its faults."""

    language: str
    entries: tuple[Entry, ...] = ()
    obsolete: tuple[Entry, ...] = ()
    faults: tuple[Fault, ...] = ()


def po_file(language: str) -> str:
    """Name the file of a language in a module's folder."""
    return f"translations/{language}.po"


def read_catalogues(folder: Path, module: Module, *, languages: Iterable[str]) -> list[Catalogue]:
    """Read the catalogue of each language that has one, in the order of the languages."""
    return [
        read_po(folder / po_file(language), module) for language in languages if (folder / po_file(language)).exists()
    ]


def read_po(path: Path, module: Module) -> Catalogue:
    """Read a PO file; a translation of an older source text is no fault, one of nothing is."""
    language, file = path.stem, f"translations/{path.name}"
    if not path.exists():
        return Catalogue(language=language)
    try:
        po = _parsed(path)
    except (OSError, UnicodeDecodeError) as fault:
        reason = str(fault).replace(str(path), path.name)
        remedy = "Look at the line that is named; the file is UTF-8, and a backslash stands before every quotation mark"
        broken = Place(file=file).fault("This is not a PO file (%(reason)s)", remedy, reason=reason)
        return Catalogue(language=language, faults=(broken,))
    living = [entry for entry in po if not entry.obsolete]
    return Catalogue(
        language=language,
        entries=tuple(_entries(living)),
        obsolete=tuple(_entries([entry for entry in po if entry.obsolete])),
        faults=tuple(_faults(file, language, po, living, {address for address, _ in segments(module)})),
    )


def write_po(
    path: Path, module: Module, language: str, entries: Iterable[Entry], *, obsolete: Iterable[Entry] = ()
) -> None:
    """Write every segment in reading order: with its translation, with a stale one as a fuzzy suggestion, or empty."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Never a half-written file: it holds a translator's work.
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(po_text(module, language, entries, obsolete=obsolete).encode())
    beside.replace(path)


def po_text(module: Module, language: str, entries: Iterable[Entry], *, obsolete: Iterable[Entry] = ()) -> str:
    """Write a catalogue; the same translations of the same module give the same text."""
    po = polib.POFile(wrapwidth=0)
    po.header = (
        f"{module.key}: from {module.source} to {language}. Remove the flag “unreviewed” where a person has approved."
    )
    po.metadata = {
        "Project-Id-Version": f"InduCCI Training, {module.key}",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    comments, by_address = contexts(module), _by_address(entries)
    for address, source in segments(module):
        po.append(_po_entry(address, source, by_address.get(address, []), comments[address]))
    for entry in obsolete:
        po.append(_obsolete_entry(entry))
    return str(po)


def renew_po(path: Path, module: Module) -> Catalogue:
    """Bring a PO file up to the module as it is: nothing translated is lost, what no longer fits is fuzzy or set aside.

    A file that cannot be read is left alone; its faults come back.
    """
    old = read_po(path, module)
    if any(fault.block is None for fault in old.faults):
        return old
    known = {address for address, _ in segments(module)}
    entries = carried(module, [*old.entries, *old.obsolete])
    aside = [entry for entry in entries if entry.address not in known]
    write_po(path, module, old.language, entries, obsolete=aside)
    return read_po(path, module)


def _parsed(path: Path) -> polib.POFile:
    path.read_bytes().decode()
    return polib.pofile(str(path), encoding="utf-8", wrapwidth=0)


def _entries(found: Iterable[polib.POEntry]) -> Iterator[Entry]:
    for entry in found:
        if not entry.msgstr.strip():
            continue
        # A fuzzy entry is a suggestion: its text belongs to the source text before this one.
        source = entry.previous_msgid if FUZZY in entry.flags else entry.msgid
        yield Entry(
            address=entry.msgctxt or "",
            source=clean(source) if source else None,
            text=clean(entry.msgstr),
            reviewed=UNREVIEWED not in entry.flags,
        )


def _faults(
    file: str, language: str, po: polib.POFile, living: Iterable[polib.POEntry], known: set[str]
) -> Iterator[Fault]:
    place = Place(file=file)
    if (said := po.metadata.get("Language")) != language:
        remedy = "Write “Language: %(language)s”, or correct the file's name"
        problem = "The file says that its language is “%(said)s”"
        yield place.fault(problem, remedy, said=str(said), language=language)
    seen: set[str] = set()
    for entry in living:
        address = entry.msgctxt or ""
        if address not in known:
            remedy = "Run `training courses skeleton`, which sets such entries aside"
            yield place.inside(address).fault("The module has no text at this address", remedy)
        elif address in seen:
            yield place.inside(address).fault("The text is translated twice", "Remove one of the two")
        seen.add(address)


def _by_address(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.address, []).append(entry)
    return found


def _po_entry(address: str, source: str, entries: list[Entry], comment: str) -> polib.POEntry:
    fresh = next((entry for entry in entries if entry.source == source), None)
    chosen = fresh or (entries[-1] if entries else None)
    flags = [] if fresh or not chosen else [FUZZY]
    if not chosen or not chosen.reviewed:
        flags.append(UNREVIEWED)
    return polib.POEntry(
        msgctxt=address,
        msgid=source,
        msgstr=chosen.text if chosen else "",
        comment=comment,
        flags=flags,
        previous_msgid=chosen.source if chosen and not fresh else None,
    )


def _obsolete_entry(entry: Entry) -> polib.POEntry:
    flags = [] if entry.reviewed else [UNREVIEWED]
    return polib.POEntry(msgctxt=entry.address, msgid=entry.source or "", msgstr=entry.text, flags=flags, obsolete=True)
