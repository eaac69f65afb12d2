"""How do the figures of a release look as a file? The same release and language give the same bytes."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from training.foundation.sheets import csv_lines
from training.reporting.rules.figures import ALL, BEGUN, COMPLETED, ENROLLED, FINISHED, NEW, STATES
from training.reporting.rules.releases import Figures, Heading

CSV, JSON = "csv", "json"
TYPES = {CSV: "text/csv; charset=utf-8", JSON: "application/json; charset=utf-8"}
STOCKS, FLOWS = (ENROLLED, *STATES), (NEW, BEGUN, FINISHED)
MEASURES = (*STOCKS, *FLOWS)
#: A figure that is hidden; one that was not counted is empty.
HIDDEN = "\N{EN DASH}"
_PLACE = ("quarter", "region", "region_name", "module", "module_title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a file says in the reader's language: names and meanings by machine key, and sentences about the whole."""

    language: str
    region: str
    all_modules: str
    labels: Mapping[str, str]
    meanings: Mapping[str, str]
    about: Mapping[str, str]


def as_csv(heading: Heading, figures: Figures, words: Words, *, separator: str) -> Iterator[str]:
    """Write a line for each module and one for all of them; beneath an empty line what the columns mean."""
    columns = [*_PLACE, *MEASURES, *(f"{COMPLETED}-{language}" for language in figures.languages)]
    lines = [columns, *(_line(heading, figures, words, module) for module in _modules(figures)), [""]]
    lines += [[key, value] for key, value in _facts(heading, figures).items()]
    lines += [[key, sentence] for key, sentence in words.about.items()]
    lines += [[measure, words.labels[measure], words.meanings[measure]] for measure in MEASURES]
    return csv_lines([[*line, *[""] * (len(columns) - len(line))] for line in lines], separator=separator)


def as_json(heading: Heading, figures: Figures, words: Words) -> str:
    """Write everything as one object; null is hidden, what is missing was not counted."""
    whole: dict[str, Any] = {
        **_facts(heading, figures),
        "region_name": words.region,
        "language": words.language,
        "about": dict(words.about),
        "measures": {key: {"label": words.labels[key], "meaning": words.meanings[key]} for key in MEASURES},
        "modules": [_object(heading, figures, words, module) for module in _modules(figures)],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _modules(figures: Figures) -> list[str]:
    return [*figures.modules, ALL]


def _facts(heading: Heading, figures: Figures) -> dict[str, str]:
    return {
        "quarter": heading.key,
        "region": figures.region,
        "as_of": heading.quarter.last_day.isoformat(),
        "time_zone": " ".join(heading.zones(figures.region)),
        "released_at": heading.made_at.isoformat(timespec="seconds"),
        "release_digest": heading.digest,
        "minimum": str(heading.minimum),
    }


def _line(heading: Heading, figures: Figures, words: Words, module: str) -> list[str]:
    wanted = [(ALL, measure) for measure in MEASURES]
    wanted += [(language, COMPLETED) for language in figures.languages]
    place = [heading.key, figures.region, words.region, module, _title(heading, words, module)]
    return place + [_written(figures, (module, *cell)) for cell in wanted]


def _written(figures: Figures, cell: tuple[str, str, str]) -> str:
    if cell not in figures.cells:
        return ""
    value = figures.cells[cell]
    return HIDDEN if value is None else str(value)


def _object(heading: Heading, figures: Figures, words: Words, module: str) -> dict[str, Any]:
    cells = figures.cells
    return {
        "module": module,
        "title": _title(heading, words, module),
        **{measure: cells[module, ALL, measure] for measure in MEASURES if (module, ALL, measure) in cells},
        "completed_by_language": {
            language: cells[module, language, COMPLETED]
            for language in figures.languages
            if (module, language, COMPLETED) in cells
        },
    }


def _title(heading: Heading, words: Words, module: str) -> str:
    return words.all_modules if module == ALL else str(heading.title(module, words.language))
