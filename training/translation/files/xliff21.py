"""How do a module's texts look as XLIFF 2.1, and what do programs send back that write it?"""

from collections.abc import Iterator
from datetime import UTC
from xml.etree import ElementTree as ET

from training.content.rules.texts import clean
from training.translation.files.reading import language_of, moment_of, twice_faults
from training.translation.files.trees import XML, add, child, local, said, written
from training.translation.rules.incoming import APPROVED, UNFINISHED, WAITING, Incoming, IncomingFile
from training.translation.rules.outgoing import MACHINE, Outgo, Outgoing
from training.translation.rules.truth import STALE

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
_SIZES = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
#: The states of the format by ours; all others are "initial".
_STATES = {"reviewed": "final", "unreviewed": "translated", MACHINE: "translated"}
_INITIAL = "initial"
_DONE = ("final", "reviewed")
_MADE = "made-at"


def xliff21_of(outgo: Outgo) -> bytes:
    """Write all texts of a module; in its own language without targets."""
    names = {"xmlns": NAMESPACE, "xmlns:mtc": _MATCHES, "xmlns:slr": _SIZES}
    languages = {"srcLang": outgo.source} | ({} if outgo.is_template else {"trgLang": outgo.language})
    root = ET.Element("xliff", {**names, "version": "2.1", **languages})
    file = add(root, "file", id="module", original=outgo.module)
    add(file, "slr:profiles", generalProfile="xliff:codepoints")
    add(add(file, "notes"), "note", outgo.made_at.astimezone(UTC).isoformat(), category=_MADE)
    for each in outgo.texts:
        _add_unit(file, each, outgo)
    return written(root)


def read_xliff21(name: str, root: ET.Element) -> IncomingFile:
    """Read what a program has sent back; a text that was cut into several segments is put together again."""
    files = [each for each in root if local(each.tag) == "file"]
    units = [each for each in root.iter() if local(each.tag) == "unit"]
    first = files[0] if files else root
    return IncomingFile(
        name=name,
        language=language_of(root.get("trgLang")),
        module=clean(first.get("original", "")),
        source_language=language_of(root.get("srcLang")),
        made_at=moment_of(_made_at(first)),
        entries=tuple(_incoming(units)),
        faults=twice_faults(name, map(_address, units)),
    )


def _add_unit(file: ET.Element, each: Outgoing, outgo: Outgo) -> None:
    # An id may hold no slash; keys hold no full stop.
    kept = {"id": each.address.replace("/", "."), "name": each.address, "slr:sizeRestriction": str(each.limit)}
    unit = ET.SubElement(file, "unit", {**kept, f"{XML}space": "preserve"})
    if each.suggestion is not None and each.previous_source is not None and not outgo.is_template:
        _add_match(unit, each)
    notes = add(unit, "notes")
    add(notes, "note", each.context, category="context")
    for note in each.notes:
        add(notes, "note", note, category="note", appliesTo="source")
    told = (
        {} if outgo.is_template else {"state": _STATES.get(each.state, _INITIAL), "subState": f"training:{each.state}"}
    )
    segment = ET.SubElement(unit, "segment", {"id": "text", **told})
    source = add(segment, "source", None if _has_match(each, outgo) else each.source)
    if _has_match(each, outgo):
        add(source, "mrk", each.source, id="whole", type="mtc:match")
    if each.text is not None and not outgo.is_template:
        add(segment, "target", each.text)


def _has_match(each: Outgoing, outgo: Outgo) -> bool:
    return each.state == STALE and each.previous_source is not None and not outgo.is_template


def _add_match(unit: ET.Element, each: Outgoing) -> None:
    # The format wants a match to point at the part of the source that it is about: here the whole.
    match = add(add(unit, "mtc:matches"), "mtc:match", ref="#whole", type="tm")
    add(match, "source", each.previous_source)
    add(match, "target", each.suggestion)


def _made_at(file: ET.Element) -> str:
    notes = child(file, "notes")
    return next((said(each) for each in (() if notes is None else notes) if each.get("category") == _MADE), "")


def _incoming(units: list[ET.Element]) -> Iterator[Incoming]:
    for unit in units:
        parts = [each for each in unit if local(each.tag) in ("segment", "ignorable")]
        segments = [each for each in parts if local(each.tag) == "segment"]
        text = clean("".join(_translated(part) for part in parts))
        if not text or not any(said(child(each, "target")).strip() for each in segments):
            continue
        source = clean("".join(said(child(part, "source")) for part in parts))
        yield Incoming(address=_address(unit), source=source or None, text=text, state_said=_state(segments))


def _translated(part: ET.Element) -> str:
    target = child(part, "target")
    # What stands between segments, mostly a space, is the same in both languages unless it is said otherwise.
    return said(child(part, "source")) if target is None and local(part.tag) == "ignorable" else said(target)


def _state(segments: list[ET.Element]) -> str:
    if not all(said(child(each, "target")).strip() for each in segments):
        return UNFINISHED
    return APPROVED if all(each.get("state") in _DONE for each in segments) else WAITING


def _address(unit: ET.Element) -> str:
    return clean(unit.get("name") or unit.get("id", "").replace(".", "/"))
