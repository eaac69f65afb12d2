"""Which figures and words do tests of files stand on? Names that want to be formulas, in letters of many languages."""

from datetime import UTC, datetime

from training.foundation.sheets import LOCALES
from training.reporting.files import TYPES, Words, made
from training.reporting.files.tables import COLUMNS, MEASURES, facts
from training.reporting.rules.cells import ALL, COMPLETED, ENROLLED, FINISHED, Cell, place_of
from training.reporting.rules.datasets import Dataset, dataset
from training.reporting.rules.quarters import Quarter
from training.reporting.rules.releases import EFFECT, GAIN, MEDIAN_DAYS, Figures, GroupFigure, Heading
from training.reporting.rules.selections import Selection

OFFICE = place_of("linz", "office")
#: What a spreadsheet would run, if a name were not kept from it.
FORMULA = '=HYPERLINK("https://example.org/";"Řada")'
TITLE = "@SUM(1+1), čtvrť; „Łódź“"
HEADING = Heading(
    id=1,
    quarter=Quarter(2026, 3),
    made_at=datetime(2026, 10, 1, 9, 30, 15, 250_000, tzinfo=UTC),
    minimum=5,
    digest="ab" * 32,
    regions={"linz": {"names": {"en": "Linz", "cs": "Linec"}, "time_zone": "Europe/Vienna"}},
    organisations={
        OFFICE: {"name": FORMULA, "parent": "linz"},
        f"{OFFICE}-below": {"name": "-5 below", "parent": OFFICE},
    },
    modules={"craft": {each: {"text": TITLE, "language": "cs", "state": "source"} for each in LOCALES}},
    lessons={"craft": {"who": {each: {"text": "Who", "language": "en", "state": "source"} for each in LOCALES}}},
)
_Q = "2026Q3"
CELLS = {
    Cell(_Q, "linz", "craft", ALL, ENROLLED): 1234,
    Cell(_Q, "linz", "craft", ALL, "not-started"): 200,
    Cell(_Q, "linz", "craft", ALL, "in-progress"): 34,
    Cell(_Q, "linz", "craft", ALL, COMPLETED): 1000,
    Cell(_Q, "linz", "craft", "language:cs", COMPLETED): 991,
    Cell(_Q, "linz", "craft", "language:de", COMPLETED): 9,
    Cell(_Q, "linz", "craft", "round:3+", ENROLLED): 12,
    Cell(_Q, "linz", "craft", "lesson:who", "read"): 1100,
    Cell(_Q, "linz", "craft", "lesson:who", "skipped"): 11,
    Cell(_Q, "linz", ALL, ALL, ENROLLED): 1234,
    Cell("2026-07", "linz", ALL, ALL, FINISHED): 40,
    Cell(_Q, OFFICE, "craft", ALL, ENROLLED): 17,
    Cell(_Q, OFFICE, "craft", ALL, "not-started"): None,
    Cell(_Q, OFFICE, "craft", ALL, "in-progress"): None,
    Cell(_Q, OFFICE, "craft", ALL, COMPLETED): 5,
    Cell(_Q, f"{OFFICE}+", "craft", ALL, ENROLLED): 8,
}
GROUPS = {
    ("linz", "craft", EFFECT): GroupFigure(value=None),
    ("linz", "craft", GAIN): GroupFigure(value=0.25, low=-0.125, high=1 / 3),
    ("linz", "craft", MEDIAN_DAYS): GroupFigure(value=12.5),
}


def told(**changes: int | None) -> Dataset:
    """Return the figures of a region with its organisations; `changes` are of its enrolled by state."""
    cells = {**CELLS, **{Cell(_Q, "linz", "craft", ALL, measure): value for measure, value in changes.items()}}
    places = ("linz", OFFICE, f"{OFFICE}+", f"{OFFICE}-below")
    return dataset(
        HEADING,
        Figures(cells=cells, groups=GROUPS),
        selection=Selection(place="linz"),
        places=places,
        whole=True,
    )


def words(language: str = "en") -> Words:
    """Return words with letters that files must keep."""
    labels = {each: f"{each} (ř, „{language}“)" for each in MEASURES}
    return Words(
        language=language,
        all_regions="All regions",
        all_modules="All modules",
        directly="own people only",
        low="at least",
        high="at most",
        sum_of="Sum",
        figures="Figures: all / [of it]",
        definitions="Definitions",
        labels=labels,
        meanings={each: f"-{each}, what it means; „{language}“" for each in MEASURES},
        columns={each: f"{each} ({language})" for each in COLUMNS},
        explained={each: f"=what {each} means" for each in COLUMNS},
        facts=_Named(),
        about={"rule": "Counts from 1 to 4 are hidden, since they would tell too much."},
        languages={"cs": "Czech", "de": "German"},
        rounds={"1": "first", "2": "second", "3+": "third or later"},
    )


def all_made() -> list[bytes]:
    """Make a file of each kind."""
    return [made(kind, told(), words(), LOCALES["cs"]) for kind in TYPES]


class _Named(dict[str, str]):
    """Every fact is called as its key is."""

    def __missing__(self, key: str) -> str:
        return f"@{key}"

    def __repr__(self) -> str:
        return "facts"


def fact(of: Dataset, key: str) -> object:
    """Return what is said of a file as a whole."""
    return next(each.value for each in facts(of, words()) if each.key == key)
