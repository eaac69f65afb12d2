"""How do a module's texts look as XLIFF 1.2 for OmegaT, Weblate and the like, and what do those send back?"""

from collections.abc import Iterator
from datetime import UTC
from xml.etree import ElementTree as ET

from training.content.rules.texts import clean
from training.translation.files.catalogues import GENERATOR
from training.translation.files.reading import language_of, moment_of, twice_faults
from training.translation.files.trees import XML, add, child, local, said, written
from training.translation.rules.incoming import APPROVED, WAITING, Incoming, IncomingFile
from training.translation.rules.outgoing import MACHINE, Outgo, Outgoing
from training.translation.rules.truth import REVIEWED

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_TOOL = "inducci-training"
_STATES = {"reviewed": "final", "unreviewed": "needs-review-translation", "machine": "needs-review-translation"}
_TO_TRANSLATE = "needs-translation"
_BY_MACHINE = "leveraged-mt"
_DONE = ("final", "signed-off")


def xliff12_of(outgo: Outgo) -> bytes:
    """Write all texts of a module; in its own language without targets."""
    root = ET.Element("xliff", {"xmlns": NAMESPACE, "version": "1.2"})
    languages = {"source-language": outgo.source}
    if not outgo.is_template:
        languages["target-language"] = outgo.language
    moment = outgo.made_at.astimezone(UTC).isoformat()
    about = {"original": outgo.module, "datatype": "plaintext", "date": moment, "tool-id": _TOOL}
    file = ET.SubElement(root, "file", {**about, **languages})
    add(add(file, "header"), "tool", tool_id=_TOOL, tool_name=GENERATOR)
    body = add(file, "body")
    for each in outgo.texts:
        _add_unit(body, each, outgo)
    return written(root)


def read_xliff12(name: str, root: ET.Element) -> IncomingFile:
    """Read what a program has sent back: the whole of each target, also where it is cut into sentences."""
    files = [each for each in root.iter() if local(each.tag) == "file"]
    units = [each for each in root.iter() if local(each.tag) == "trans-unit"]
    first = files[0] if files else root
    return IncomingFile(
        name=name,
        language=language_of(first.get("target-language")),
        module=clean(first.get("original", "")),
        source_language=language_of(first.get("source-language")),
        made_at=moment_of(first.get("date")),
        entries=tuple(_incoming(units)),
        faults=twice_faults(name, map(_address, units)),
    )


def _add_unit(body: ET.Element, each: Outgoing, outgo: Outgo) -> None:
    is_reviewed = each.state == REVIEWED and not outgo.is_template
    kept = {"id": each.address, "resname": each.address, "maxwidth": str(each.limit), "size-unit": "char"}
    approved = {} if outgo.is_template else {"approved": "yes" if is_reviewed else "no"}
    unit = ET.SubElement(body, "trans-unit", {**kept, **approved, f"{XML}space": "preserve"})
    add(unit, "source", each.source)
    if not outgo.is_template:
        qualifier = {"state-qualifier": _BY_MACHINE} if each.state == MACHINE else {}
        target = ET.SubElement(unit, "target", {"state": _STATES.get(each.state, _TO_TRANSLATE), **qualifier})
        target.text = each.text
        _add_older(unit, each)
    group = add(unit, "context-group", purpose="information")
    add(group, "context", each.context, context_type="x-place")
    for note in each.notes:
        add(unit, "note", note, annotates="source", **{"from": "developer"})


def _add_older(unit: ET.Element, each: Outgoing) -> None:
    if each.suggestion is None:
        return
    older = ET.SubElement(unit, "alt-trans", {"alttranstype": "previous-version", f"{XML}space": "preserve"})
    if each.previous_source is not None:
        add(older, "source", each.previous_source)
    add(older, "target", each.suggestion)


def _incoming(units: list[ET.Element]) -> Iterator[Incoming]:
    for unit in units:
        target, source = child(unit, "target"), clean(said(child(unit, "source")))
        text = clean(said(target))
        if target is not None and text:
            is_done = unit.get("approved") == "yes" or target.get("state") in _DONE
            # Whatever is filled in is somebody's work: programs do not all move the state on.
            state = APPROVED if is_done else WAITING
            yield Incoming(address=_address(unit), source=source or None, text=text, state_said=state)


def _address(unit: ET.Element) -> str:
    # Some programs number the units anew and keep the name.
    named, numbered = unit.get("resname", ""), unit.get("id", "")
    return clean(numbered if "/" in numbered or not named else named)
