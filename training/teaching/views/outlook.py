"""What would learners have if a draft came before them, and whom would it meet?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from training.authoring.actions.publishing import is_seen
from training.authoring.queries import publishing as queries
from training.authoring.queries.publishing import Candidate, Plan, Publishing
from training.authoring.rules import publishing as rules
from training.authoring.rules.comparing import compared
from training.authoring.rules.findings import by_unit
from training.authoring.rules.labelling import Labelled, labelled
from training.authoring.rules.naming import named
from training.authoring.rules.publishing import Graded, Untold
from training.content import queries as content
from training.content.rules.fault import Fault
from training.content.rules.faults import faults
from training.content.rules.module import Module
from training.content.rules.segments import localise
from training.foundation.clock import now
from training.foundation.extensions import db
from training.foundation.languages import LANGUAGES
from training.teaching.queries.publishing import InTheMiddle, in_the_middle
from training.translation.rules import Coverage, Texts, coverage, frozen_texts
from training.translation.rules.policy import Policy
from training.translation.rules.told import Spread, spread_of

#: As many changes as the page shows; another page shows all.
MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """How well the draft is translated into a language, what was decided of it, and what its readers would get."""

    code: str
    coverage: Coverage
    policy: str
    spread: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedUnit:
    """What differs in a unit of the module; noun and name say which one it is."""

    noun: str
    name: str
    changes: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultyUnit:
    """What keeps a version from learners in one unit of the module (its address)."""

    address: str
    noun: str
    name: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What learners would have if the draft came before them now, beside what they have seen last.

    `earlier` is what they saw before the module was withdrawn, where that is not the draft. `units` hold the first of
    the changes, `changes` says how many there are. `untold` leaves out languages without any translation. `graded` is
    None where nothing was seen yet.
    """

    found: Publishing
    draft: Candidate
    earlier: Candidate | None
    module: Module
    faulty: tuple[FaultyUnit, ...]
    earlier_faulty: tuple[FaultyUnit, ...]
    units: tuple[ChangedUnit, ...]
    changes: int
    spoken: tuple[Spoken, ...]
    untold: tuple[Untold, ...]
    graded: Graded | None
    middle: InTheMiddle
    plan: Plan | None
    refusal: str
    may: bool

    @property
    def shown(self) -> int:
        """Count the changes that `units` hold."""
        return sum(len(unit.changes) for unit in self.units)

    @property
    def is_seen(self) -> bool:
        """Tell whether learners have exactly this already."""
        return is_seen(self.found, self.draft)


def outlook_of(key: str, language: str, *, person_id: int) -> Outlook:
    """Look at the draft of a module as somebody who may want to publish it; raises NotFound."""
    found = queries.publishing(db.session, key)
    draft, earlier, *_ = (*queries.candidates(db.session, found).values(), None)
    seen = content.published(db.session, found.seen.id).module if found.seen else None
    plan = queries.last_plan(db.session, found.row.id)
    texts = frozen_texts(draft.module, draft.kept)
    spoken = _spoken(draft, texts)
    changes = labelled(seen, draft.module, compared(seen, draft.module)) if seen else ()
    return Outlook(
        found=found,
        draft=draft,
        earlier=earlier,
        module=localised(draft, language),
        faulty=_faulty(draft, found),
        earlier_faulty=_faulty(earlier, found) if earlier else (),
        units=_units(seen, draft.module, changes[:MOST]) if seen else (),
        changes=len(changes),
        spoken=spoken,
        untold=rules.untold(draft.module, texts, _begun(spoken, draft.module.source)),
        graded=rules.graded_otherwise(seen, draft.module) if seen else None,
        middle=in_the_middle(db.session, found.row.id, now=now()),
        plan=plan,
        refusal=queries.reason_of_refusal(db.session, key) if plan and plan.outcome == rules.REFUSED else "",
        may=_may(found, person_id),
    )


def localised(candidate: Candidate, language: str) -> Module:
    """Return a version as its readers in a language would see it."""
    return localise(candidate.module, candidate.texts.get(language, {}), language)


def _may(found: Publishing, person_id: int) -> bool:
    writers = queries.writers(db.session, found, until=found.draft.number)
    return rules.may_publish(person_id, writers=writers, four_eyes=found.four_eyes)


def _faulty(candidate: Candidate, found: Publishing) -> tuple[FaultyUnit, ...]:
    told = by_unit(candidate.module, faults(candidate.module, languages=LANGUAGES, regions=found.regions))
    return tuple(_faulty_unit(candidate.module, address, each) for address, each in told.items())


def _faulty_unit(module: Module, address: str, found: Iterable[Fault]) -> FaultyUnit:
    noun, name = named(module, address)
    return FaultyUnit(address=address, noun=noun, name=name, faults=tuple(found))


def _units(old: Module, new: Module, changes: Sequence[Labelled]) -> tuple[ChangedUnit, ...]:
    """Lay changes to their units, which are named as in the new state, or as in the old where they are gone."""
    made = []
    for unit, each in groupby(changes, key=lambda change: change.unit):
        noun, name = next(filter(any, (named(new, unit), named(old, unit))), ("", ""))
        made.append(ChangedUnit(noun=noun, name=name, changes=tuple(each)))
    return tuple(made)


def _begun(spoken: Iterable[Spoken], source: str) -> list[str]:
    """Return the languages into which something was translated: of the others there is nothing more to say."""
    return [each.code for each in spoken if each.code != source and each.coverage.missing < each.coverage.total]


def _spoken(draft: Candidate, texts: Texts) -> tuple[Spoken, ...]:
    """Tell how well each language stands: the module's own first, the rest by coverage.

    `texts` are those of the draft as if nothing had been decided of any language.
    """
    found = (
        Spoken(
            code=code,
            coverage=coverage(draft.module, texts, code),
            policy=draft.policies.get(code, Policy.SOURCE),
            spread=spread_of(draft.module, draft.texts.get(code, {}), code),
        )
        for code in LANGUAGES
    )
    return tuple(sorted(found, key=lambda each: (each.code != draft.module.source, -each.coverage.translated)))
