"""How do a module's texts look as a PO file for Poedit, Weblate and the like, and what do those send back?"""

import re
from collections.abc import Iterator
from datetime import UTC

import polib

from training.content.rules.fault import Fault
from training.content.rules.texts import clean
from training.translation.files.po import FUZZY, UNREVIEWED
from training.translation.files.reading import Broken, Why, language_of, moment_of, twice_faults
from training.translation.rules.incoming import APPROVED, UNFINISHED, WAITING, Incoming, IncomingFile
from training.translation.rules.outgoing import MACHINE, Outgo, Outgoing
from training.translation.rules.truth import REVIEWED, STALE

GENERATOR = "InduCCI Training"
#: How many forms a language has, as gettext writes it; no text here has any, but programs ask for it.
_PLURALS = {
    "cs": "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "sl": "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);",
}
_TWO_FORMS = "nplurals=2; plural=(n != 1);"
_MODULE, _SOURCE, _MADE = "X-Training-Module", "X-Source-Language", "X-Training-Made"
_PROJECT = re.compile(rf"{GENERATOR}, ([a-z0-9-]+)")
_LINE = re.compile(r"\(line (\d+)\)")


def po_of(outgo: Outgo) -> bytes:
    """Write a catalogue, or in the module's own language a template."""
    po = polib.POFile(wrapwidth=0)
    direction = f"from {outgo.source}" if outgo.is_template else f"from {outgo.source} to {outgo.language}"
    po.header = f"{outgo.module}: {direction}. The flag “{UNREVIEWED}” says that nobody has approved a text yet."
    po.metadata = _headers(outgo)
    for each in outgo.texts:
        po.append(_entry(each, is_template=outgo.is_template))
    return str(po).encode()


def read_po_file(name: str, text: str) -> IncomingFile:
    """Read a catalogue; raises Broken where it is none."""
    po = _parsed(text)
    said, entries = po.metadata, tuple(_incoming(po))
    project = _PROJECT.fullmatch(said.get("Project-Id-Version", "").strip())
    faults: tuple[Fault, ...] = twice_faults(name, (entry.msgctxt or "" for entry in po if not entry.obsolete))
    return IncomingFile(
        name=name,
        language=language_of(said.get("Language")),
        module=said.get(_MODULE, "").strip() or (project[1] if project else ""),
        source_language=language_of(said.get(_SOURCE)),
        made_at=moment_of(said.get(_MADE)),
        entries=entries,
        faults=faults,
    )


def _headers(outgo: Outgo) -> dict[str, str]:
    moment = outgo.made_at.astimezone(UTC)
    day = moment.strftime("%Y-%m-%d %H:%M+0000")
    headers = {
        "Project-Id-Version": f"{GENERATOR}, {outgo.module}",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": day,
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE" if outgo.is_template else day,
        "Last-Translator": GENERATOR,
        "Language-Team": outgo.language,
        "Language": "" if outgo.is_template else outgo.language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": _PLURALS.get(outgo.language, _TWO_FORMS),
        "X-Generator": GENERATOR,
        _SOURCE: outgo.source,
        _MODULE: outgo.module,
        _MADE: moment.isoformat(),
    }
    if outgo.is_template:
        del headers["Plural-Forms"]
    return headers


def _entry(each: Outgoing, *, is_template: bool) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=each.address,
        msgid=each.source,
        msgstr="" if is_template else each.text or each.suggestion or "",
        comment="\n".join((each.context, f"At most {each.limit} characters", *each.notes)),
        flags=[*([] if is_template else _flags(each)), f"max-length:{each.limit}"],
        previous_msgid=None if is_template else each.previous_source,
    )


def _flags(each: Outgoing) -> list[str]:
    stale = [FUZZY] if each.state == STALE else []
    drafted = [MACHINE] if each.state == MACHINE else []
    return stale + ([] if each.state == REVIEWED else [UNREVIEWED]) + drafted


def _parsed(text: str) -> polib.POFile:
    try:
        # The line end in front keeps the library from taking a short text for the path of a file.
        po = polib.pofile(f"\n{text}", wrapwidth=0)
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as fault:
        line = _LINE.search(str(fault))
        raise Broken(Why.MALFORMED, line=max(int(line[1]) - 1, 0) if line else 0) from fault
    if not isinstance(po, polib.POFile):
        raise Broken(Why.KIND)
    return po


def _incoming(po: polib.POFile) -> Iterator[Incoming]:
    for entry in po:
        text = clean(entry.msgstr)
        if entry.obsolete or not text:
            continue
        # A fuzzy entry is a suggestion: its text belongs to the source text before this one.
        is_fuzzy = FUZZY in entry.flags
        source = entry.previous_msgid if is_fuzzy else entry.msgid
        said = UNFINISHED if is_fuzzy else WAITING if UNREVIEWED in entry.flags else APPROVED
        yield Incoming(
            address=clean(entry.msgctxt or ""), source=clean(source) if source else None, text=text, state_said=said
        )
