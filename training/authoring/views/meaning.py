"""On which page does an author say that edits changed no meaning, so that translations stay true?"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from training.authoring.rules.meaning import LONGEST_REASON, Edit, chosen_edits, reason_of, rounds, segment_of
from training.authoring.rules.naming import named
from training.authoring.rules.units import unit_above, units
from training.authoring.views.blueprint import (
    CONFLICT,
    MODULE,
    SEE_OTHER,
    UNPROCESSABLE,
    OpenedDraft,
    author,
    opened_draft,
    pages,
    show,
)
from training.content.queries import VersionMark
from training.content.rules.segments import segments
from training.content.rules.wording import Run, words_compared
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.translation.actions.meaning import keep_meaning, withdraw_meaning
from training.translation.queries.meanings import Declaration, declarations, outdated
from training.translation.queries.standing import standings
from training.translation.rules.truth import STALE
from training.translation.rules.whereabouts import Whereabouts, whereabouts

#: As many texts as one page offers, and as many declarations as it lists.
MOST = 25
#: Refusals that the page itself explains, each with its status.
_EXPLAINED = {
    "nothing-chosen": UNPROCESSABLE,
    "reason-missing": UNPROCESSABLE,
    "reason-too-long": UNPROCESSABLE,
    "edit-changed": CONFLICT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An edit that made translations out of date: of which unit (noun and name), where in it, in which languages."""

    edit: Edit
    noun: str
    name: str
    where: Whereabouts
    runs: tuple[Run, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """What is asked how it stands."""

    module_id: int
    key: str
    mark: VersionMark


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A declaration that stands, with the unit that it is about (noun and name) and where in it."""

    declaration: Declaration
    noun: str
    name: str
    where: Whereabouts


@pages.get(f"{MODULE}/meaning")
@requires(Permission.EDIT_MODULE)
def meaning(language: str, module: str) -> str:
    """Show the edits that made translations out of date, with what changed, and what was declared before."""
    del language
    return _meaning_page(opened_draft(module))


@pages.post(f"{MODULE}/meaning")
@requires(Permission.EDIT_MODULE)
def meaning_submit(language: str, module: str) -> ResponseReturnValue:
    """Keep the translations of the edits that were chosen, with the name of their author and the reason."""
    opened = opened_draft(module)
    typed = request.form.get("reason", "")
    try:
        reason = reason_of(typed)
        edits = _chosen(opened, request.form.getlist("text"))
    except Refused as refusal:
        if refusal.code not in _EXPLAINED:
            raise
        return _meaning_page(opened, typed=typed, fault=refusal.code), _EXPLAINED[refusal.code]
    for changes in rounds(edits):
        keep_meaning(db.session, opened.row, changes, reason=reason, person_id=author().id, now=now())
    db.session.commit()
    return redirect(url_for(".meaning", language=language, module=module, kept=len(edits)), SEE_OTHER)


@pages.post(f"{MODULE}/meaning/back")
@requires(Permission.EDIT_MODULE)
def meaning_back(language: str, module: str) -> ResponseReturnValue:
    """Take a declaration back: what rested on it is out of date again."""
    declaration_id = request.form.get("declaration", 0, type=int)
    row = opened_draft(module).row
    lost = withdraw_meaning(db.session, row, declaration_id, person_id=author().id, now=now())
    db.session.commit()
    return redirect(url_for(".meaning", language=language, module=module, back=sum(lost.values())), SEE_OTHER)


def _meaning_page(opened: OpenedDraft, *, typed: str = "", fault: str = "") -> str:
    unit, first = request.args.get("unit", ""), max(request.args.get("first", 0, type=int), 0)
    found, known = list(_edits(opened, _stale(opened, unit))), frozenset(units(opened.module))
    return show(
        "meaning.html",
        module=opened.module,
        unit=unit,
        offers=[_offer(opened, edit, languages, known) for edit, languages in found[first : first + MOST]],
        number=len(found),
        following=first + MOST if len(found) > first + MOST else None,
        said=_said(opened, known),
        chosen=request.form.getlist("text"),
        typed=typed,
        fault=fault,
        longest=LONGEST_REASON,
        kept=request.args.get("kept", 0, type=int),
        back=request.args.get("back", type=int),
    )


def _stale(opened: OpenedDraft, unit: str) -> frozenset[str]:
    """List the texts that are out of date in some language; of a unit and what lies in it, or of all."""
    version = opened.version
    mark = VersionMark(id=version.id, number=version.number, digest=version.digest)
    there = standings(db.session, [_Draft(module_id=opened.row.id, key=opened.row.key, mark=mark)])
    found = (address for each in there.values() for address in each.by_state.get(STALE, ()))
    return frozenset(address for address in found if not unit or address.startswith(f"{unit}/"))


def _chosen(opened: OpenedDraft, tokens: Sequence[str]) -> tuple[Edit, ...]:
    named_there = {segment_of(token) for token in tokens}
    return chosen_edits((edit for edit, _ in _edits(opened, named_there)), tokens)


def _edits(opened: OpenedDraft, wanted: Collection[str]) -> Iterator[tuple[Edit, Sequence[str]]]:
    """List which of some texts are out of date, and in which languages."""
    sources = {address: text for address, text in segments(opened.module) if address in wanted}
    for each in outdated(db.session, opened.row.id, sources, language=opened.module.source):
        yield Edit(segment=each.segment, old=each.old, new=sources[each.segment]), each.languages


def _offer(opened: OpenedDraft, edit: Edit, languages: Sequence[str], known: Collection[str]) -> Offer:
    noun, name = named(opened.module, unit_above(edit.segment, known))
    where, runs = whereabouts(opened.module, edit.segment), words_compared(edit.old, edit.new)
    return Offer(edit=edit, noun=noun, name=name, where=where, runs=runs, languages=tuple(languages))


def _said(opened: OpenedDraft, known: Collection[str]) -> list[Said]:
    """List what was declared last, of texts that are there still."""
    there = {address for address, _ in segments(opened.module)}
    told = declarations(db.session, opened.row.id)
    last = sorted((each for listed in told.values() for each in listed), key=lambda each: each.id, reverse=True)
    made = []
    for each in [each for each in last if each.segment in there][:MOST]:
        noun, name = named(opened.module, unit_above(each.segment, known))
        where = whereabouts(opened.module, each.segment)
        made.append(Said(declaration=each, noun=noun, name=name, where=where))
    return made
