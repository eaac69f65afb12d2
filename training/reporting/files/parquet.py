"""How do figures look as Parquet, for those who reckon with them?"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from training.reporting.files.tables import COLUMNS, NUMBERS, notes, tidy
from training.reporting.files.words import Words
from training.reporting.rules.datasets import Dataset

#: One thread and named versions, so that the same rows give the same bytes; nothing is fetched from anywhere.
_SETTINGS: dict[str, Any] = {"threads": 1, "autoinstall_known_extensions": False, "autoload_known_extensions": False}
_FORMAT = "FORMAT parquet, PARQUET_VERSION v1, COMPRESSION zstd, COMPRESSION_LEVEL 3, ROW_GROUP_SIZE 122880"


def as_parquet(told: Dataset, words: Words) -> bytes:
    """Write the long table; its metadata has what is said about it, as JSON under `notes`."""
    # It takes as long to load as a page takes, and tens of megabytes of a process that rarely needs it.
    import duckdb  # noqa: PLC0415

    lines = tidy(told, words).lines
    columns = list(map(list, zip(*lines, strict=True))) or [[] for _ in COLUMNS]
    kinds = ("DOUBLE" if name in NUMBERS else "VARCHAR" for name in COLUMNS)
    wanted = ", ".join(
        f"unnest(${number}::{kind}[]) AS {name}"
        for number, (name, kind) in enumerate(zip(COLUMNS, kinds, strict=True), start=1)
    )
    about = json.dumps(notes(told, words), ensure_ascii=False)
    with TemporaryDirectory() as folder, duckdb.connect(":memory:", config=_SETTINGS) as database:
        file = Path(folder) / "figures.parquet"
        database.execute(f"CREATE TABLE figures AS SELECT {wanted}", columns)
        database.execute(f"COPY figures TO '{file}' ({_FORMAT}, KV_METADATA {{notes: $1}})", [about])
        return file.read_bytes()
