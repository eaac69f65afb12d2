"""How do faults, plans and coverage read on a terminal?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from training.authoring.rules import Import, LanguagePlan, Plan
from training.authoring.rules.findings import findings
from training.content.files.reading import Reading
from training.content.rules.fault import ADVISES, Fault
from training.content.rules.findings import repeat_findings
from training.content.rules.module import Module
from training.foundation.errors import Refused
from training.translation.files import Catalogue, po_file
from training.translation.rules import Coverage, coverage, frozen_texts, kept_of
from training.translation.rules.findings import translation_findings

_ACTIONS = {
    Import.CREATE: "new here, becomes version 1",
    Import.FAST_FORWARD: "follows version {number}, becomes version {next}",
    Import.NOTHING: "is version {number} already",
    Import.REFUSE: "refused: what was saved here since would be lost. Export the module, bring the changes together,"
    " and import again. The files differ from version {number} here in:",
}
_REFUSALS = {
    "not-found": "There is no such {what} in the database.",
    "module-faulty": "The files have faults ({faults}). `training courses check` names them.",
    "region-unknown": "The region “{region}” is not in the database. `training db upgrade` brings the regions.",
    "folder-taken": "{folder} is not empty and holds no module. Name another folder.",
    "store-away": "The store of pictures ({where}) does not answer, or cannot be written to. Nothing was changed.",
    "region-differs": "The module belongs to another region here than “{region}”; a module cannot move.",
}
_MOST_LINES = 20
_WHOLE = 100


def fault_line(folder: Path, fault: Fault) -> str:
    """Write a fault with its place and what to do."""
    block = f", block {fault.block}" if fault.block else ""
    return f"{folder / fault.file}{block}: {fault.said}. What to do: {fault.advice}."


def fault_lines(folder: Path, reading: Reading, catalogues: Sequence[Catalogue]) -> list[str]:
    """Write every fault of a module's folder."""
    faults = [*reading.faults, *(fault for catalogue in catalogues for fault in catalogue.faults)]
    return [fault_line(folder, fault) for fault in faults]


def finding_lines(
    modules: Mapping[Path, tuple[Module, Sequence[Catalogue]]], *, today: date
) -> tuple[list[str], list[str]]:
    """Write what an editor would mend in modules without faults; and apart from it, under its heading, advice."""
    found = list(_findings(modules, today))
    mended = [fault_line(folder, finding) for folder, finding in found if finding.weight != ADVISES]
    advice = [fault_line(folder, finding) for folder, finding in found if finding.weight == ADVISES]
    return mended, ["Advice, which fails no check:", *advice] if advice else []


def coverage_table(modules: Sequence[tuple[Module, Sequence[Catalogue]]]) -> Iterator[str]:
    """Write how much of each module stands in which language."""
    yield f"{'module':<14}{'language':<10}{'texts':>7}{'reviewed':>10}{'unreviewed':>12}{'stale':>7}{'missing':>9}"
    for module, catalogues in modules:
        yield _coverage_row(module.key, module.source, coverage(module, {}, module.source))
        for catalogue in catalogues:
            yield _coverage_row(module.key, catalogue.language, covered(module, catalogue))


def coverage_matrix(modules: Sequence[tuple[Module, Sequence[Catalogue]]], languages: Sequence[str]) -> Iterator[str]:
    """Write in how many per cent of its texts each module can be read in each language, and how much is reviewed."""
    yield f"{'in per cent':<14}" + "".join(f"{language:>12}" for language in languages)
    for module, catalogues in modules:
        found = {catalogue.language: covered(module, catalogue) for catalogue in catalogues}
        found[module.source] = coverage(module, {}, module.source)
        yield f"{module.key:<14}" + "".join(f"{_shares(found.get(language)):>12}" for language in languages)
    yield "The first number: translated; in brackets: approved by a person."


def covered(module: Module, catalogue: Catalogue) -> Coverage:
    """Count how much of a module a catalogue translates."""
    texts = frozen_texts(module, {catalogue.language: kept_of(catalogue.entries)})
    return coverage(module, texts, catalogue.language)


def coverage_words(found: Coverage) -> str:
    """Write how much of a module stands in a language."""
    drafted = f"{found.machine} drafted by a machine, " if found.machine else ""
    return (
        f"{found.reviewed} of {found.total} texts reviewed, {found.unreviewed} unreviewed, {drafted}"
        f"{found.stale} stale, {found.missing} missing"
    )


def plan_lines(plan: Plan) -> Iterator[str]:
    """Write what an import would do, or did."""
    number = plan.from_version or 0
    yield f"{plan.module}: {_ACTIONS[plan.action].format(number=number, next=number + 1)}"
    if plan.action is not Import.CREATE:
        signs = (("+", plan.differences.added), ("~", plan.differences.changed), ("-", plan.differences.removed))
        yield from _shortened([f"  {sign} {address}" for sign, addresses in signs for address in addresses])
    if plan.action is Import.REFUSE:
        return
    for name in plan.new_pictures:
        yield f"  new picture {name}"
    for language, found in plan.languages.items():
        yield from _language_lines(language, found)


def refusal_words(refusal: Refused) -> str:
    """Write why something may not happen."""
    return _REFUSALS.get(refusal.code, refusal.code).format(**refusal.facts)


def _findings(modules: Mapping[Path, tuple[Module, Sequence[Catalogue]]], today: date) -> Iterator[tuple[Path, Fault]]:
    for folder, (module, catalogues) in modules.items():
        yield from ((folder, finding) for finding in findings(module, today=today, regions=(), languages=()))
        for catalogue in catalogues:
            kept, file = kept_of(catalogue.entries), po_file(catalogue.language)
            found = translation_findings(module, catalogue.language, kept, file=file)
            yield from ((folder, finding) for finding in found)
    folders = {module.key: folder for folder, (module, _) in modules.items()}
    for key, finding in repeat_findings([module for module, _ in modules.values()]):
        yield folders[key], finding


def _language_lines(language: str, found: LanguagePlan) -> Iterator[str]:
    yield f"  {language}: {found.changes} new or different; then {coverage_words(found.coverage)}"
    yield from _shortened([f"    kept, since a person wrote it here: {address}" for address in found.refused])


def _coverage_row(module: str, language: str, found: Coverage) -> str:
    counts = f"{found.total:>7}{found.reviewed:>10}{found.unreviewed:>12}{found.stale:>7}{found.missing:>9}"
    return f"{module:<14}{language:<10}{counts}"


def _shares(found: Coverage | None) -> str:
    if found is None:
        return "-"
    # Rounded down: a hundred means every single text.
    translated, reviewed = (count * _WHOLE // found.total for count in (found.translated, found.reviewed))
    return f"{translated} ({reviewed})"


def _shortened(lines: list[str]) -> list[str]:
    if len(lines) <= _MOST_LINES:
        return lines
    return [*lines[:_MOST_LINES], f"    … and {len(lines) - _MOST_LINES} more"]
