"""Which page shows one text whole: as learners see it, the rest of its question, its history, remarks and tasks?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import request
from markupsafe import Markup

from training.content.rules.segments import localise
from training.content.views.blocks import block_html
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.translation.queries.notes import notes
from training.translation.queries.overruled import Overruled, overruled
from training.translation.queries.segments import earlier
from training.translation.queries.standing import Standing, standing
from training.translation.queries.tasks import open_tasks
from training.translation.rules.checks import findings_of
from training.translation.rules.whereabouts import Whereabouts, block_at, question_at
from training.translation.views.blueprint import PAIR, OpenedPair, opened_pair, pages, show
from training.translation.views.constant import digest_of, place_of
from training.translation.views.desk import filled, pair_values
from training.translation.views.row import Drafting, Row, Said
from training.translation.views.rows import Loaded, loaded, rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another text of the same question, with its translation where there is one."""

    address: str
    whereabouts: Whereabouts
    source: str
    text: str | None


@pages.get(f"{PAIR}/segments/<path:segment>")
@requires(Permission.TRANSLATE)
def segment(language: str, module: str, into: str, segment: str) -> str:
    """Show one text with all that is known of it."""
    return segment_page(opened_pair(module, into), segment, language=language)


def segment_page(
    opened: OpenedPair,
    address: str,
    *,
    language: str,
    drafting: Drafting | None = None,
    kept: int = 0,
    refused: str = "",
) -> str:
    """Render the page of one text; raises NotFound where the module has none of this address.

    `refused` is the code of why it was not sent back; the reason that was typed stands there again.
    """
    now = standing(db.session, opened.row, opened.mark, opened.into)
    if address not in now.sources:
        raise NotFound("segment")
    sent, near = drafting or Drafting(), _near(opened, address, now)
    known = loaded(opened, now, [address], further=near, all_helped=True)
    history = earlier(db.session, opened.row.id, opened.into, address)
    told: dict[str, Any] = {"language": language, "tasks": open_tasks(db.session, opened.row.id, opened.into)}
    rows = filled(rows_of(opened, now, [address], known, drafting=sent, **told), sent, [each.text for each in history])
    row, reasons = _looked_at(opened, known, rows[0])
    values = {
        "seen": _seen(opened, address, near, known, now),
        "others": _others(opened, address, near, known, now),
        "remarks": notes(db.session, opened.row.id, opened.into, address),
    }
    known_of = {"history": history, "overruled": reasons, "refused": refused}
    return _page(row, drafting, pair_values(opened, kept=kept) | values | known_of)


def _page(row: Row, drafting: Drafting | None, values: Mapping[str, object]) -> str:
    return show(
        "segment.html",
        **values,
        row=row,
        rows=[row],
        sent=drafting,
        digest_of=digest_of,
        saved=request.args.get("saved", 0, type=int) if drafting is None else 0,
        reason=request.form.get("reason", ""),
    )


def _looked_at(opened: OpenedPair, known: Loaded, row: Row) -> tuple[Row, Sequence[Overruled]]:
    """Check the text that stands, unless somebody has just sent another; with the reasons given why it may stand."""
    reasons = _reasons(opened, row)
    return row if row.said else _checked(opened, known, row, {each.check for each in reasons}), reasons


def _near(opened: OpenedPair, address: str, now: Standing) -> list[str]:
    """List the texts of the same question, or of the same block where it is not in one."""
    found = block_at(opened.module, address)
    if not found:
        return []
    beginning = question_at(opened.module, address) or f"{found[0].key}/{found[1].key}/"
    return [each for each in now.addresses if each.startswith(beginning)]


def _reasons(opened: OpenedPair, row: Row) -> list[Overruled]:
    """Return why checks were overruled about the text as it stands, for the source as it is."""
    about = row.source_digest, digest_of(row.current.text) if row.current else ""
    found = overruled(db.session, opened.row.id, opened.into, [row.address]).get(row.address, ())
    return [each for each in found if (each.source_digest, each.text_digest) == about]


def _checked(opened: OpenedPair, known: Loaded, row: Row, overruled_checks: Collection[str]) -> Row:
    """Say what the checks find in what stands, also where it came from a file or a machine."""
    if row.current is None:
        return row
    found = findings_of(
        row.source,
        row.current.text,
        language=opened.into,
        source_language=opened.module.source,
        terms=known.terms,
        markdown=row.whereabouts.is_markdown,
    )
    left = tuple(each for each in found if each.check not in overruled_checks)
    return replace(row, said=Said(outcome="found", findings=left)) if left else row


def _seen(opened: OpenedPair, address: str, near: Sequence[str], known: Loaded, now: Standing) -> Markup | None:
    """Render the block of a text as learners see it; nothing for questions, whose parts are listed instead."""
    found = block_at(opened.module, address)
    if not found:
        return None
    lesson, block = found
    alone = replace(lesson, blocks=(block,))
    small = replace(opened.module, lessons=(alone,), objectives=(), statements=(), glossary=())
    shown = localise(small, _texts(near, known, now), opened.into)
    return block_html(shown, shown.lessons[0].blocks[0], shown.lessons[0], opened.into) or None


def _texts(near: Sequence[str], known: Loaded, now: Standing) -> Mapping[str, tuple[str | None, str]]:
    found = ((each, known.current.get(each)) for each in near)
    return {each: (current.text if current else None, now.states[each]) for each, current in found}


def _others(opened: OpenedPair, address: str, near: Sequence[str], known: Loaded, now: Standing) -> list[Other]:
    if not question_at(opened.module, address):
        return []
    texts = _texts(near, known, now)
    return [
        Other(address=each, whereabouts=place_of(opened, each), source=now.sources[each], text=texts[each][0])
        for each in near
        if each != address
    ]
