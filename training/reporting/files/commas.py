"""How do figures look as CSV that a double click opens right, in the office that its locale names?"""

from collections.abc import Iterable, Sequence

from training.foundation.sheets import Cell, Locale, csv_lines
from training.reporting.files.tables import definitions, facts, wide
from training.reporting.files.words import Words
from training.reporting.rules.datasets import Dataset

#: For programs: UTF-8 without a mark, a comma between columns, a point in numbers.
PLAIN = Locale(name="en", separator=",", decimal_sign=".", byte_order_mark="")


def as_csv(told: Dataset, words: Words, locale: Locale) -> bytes:
    """Write the wide table, and beneath an empty line what it is and what its columns mean."""
    table = wide(told, words)
    notes: list[Sequence[Cell]] = [(), *(tuple(fact) for fact in facts(told, words)), ()]
    notes += [(key, sentence) for key, sentence in words.about.items()]
    notes += [(), *((each.key, each.label, each.meaning) for each in definitions(words) if each.kind == "measure")]
    width = len(table.heads)
    lines = [table.heads, *table.lines, *((*note, *[None] * (width - len(note))) for note in notes)]
    return written(lines, locale)


def written(lines: Iterable[Sequence[Cell]], locale: Locale) -> bytes:
    """Write lines as CSV with every cell in quotes.

    Excel cuts where the country separates lists, LibreOffice offers to cut at commas, semicolons and tabs alike: a
    sentence with a comma, or a number with a decimal comma, must not fall into two cells in either.
    """
    return "".join(csv_lines(lines, locale=locale, quoted=True)).encode()
