"""How do figures leave as files?"""

from training.foundation.sheets import Locale
from training.reporting.files.commas import as_csv
from training.reporting.files.objects import as_json
from training.reporting.files.packages import as_package
from training.reporting.files.parquet import as_parquet
from training.reporting.files.spreadsheets import as_ods
from training.reporting.files.words import Words
from training.reporting.files.workbooks import as_xlsx
from training.reporting.rules.datasets import Dataset

__all__ = ["EDITION", "TYPES", "Words", "made"]

#: Raise it when a file of the same figures comes to look different: whoever has the old one is then given the new one.
EDITION = 1
#: What a file of each kind says that it is.
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "json": "application/json; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}


def made(kind: str, told: Dataset, words: Words, locale: Locale) -> bytes:
    """Write a file of one of the `TYPES`; the same figures, words and locale give the same bytes."""
    match kind:
        case "csv":
            return as_csv(told, words, locale)
        case "xlsx":
            return as_xlsx(told, words)
        case "ods":
            return as_ods(told, words, locale)
        case "json":
            return as_json(told, words)
        case "parquet":
            return as_parquet(told, words)
        case "zip":
            return as_package(told, words)
        case _:
            raise ValueError(f"no file of this kind: {kind}")
