"""How do figures look as JSON? All that is said about them, then one object a value; null is hidden."""

import json

from training.reporting.files.tables import COLUMNS, notes, tidy
from training.reporting.files.words import Words
from training.reporting.rules.datasets import Dataset


def as_json(told: Dataset, words: Words) -> bytes:
    """Write one object; each of its rows stands on a line."""
    about = json.dumps(notes(told, words), ensure_ascii=False, indent=1).removesuffix("\n}")
    rows = (dict(zip(COLUMNS, line, strict=True)) for line in tidy(told, words).lines)
    lines = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows)
    return f'{about},\n "rows": [\n{lines}\n ]\n}}\n'.encode()
