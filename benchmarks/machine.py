"""On what was measured? A number without its machine says nothing."""

import os
import platform
import sqlite3
from collections.abc import Iterator
from importlib.metadata import version

_PACKAGES = ("granian", "Flask", "SQLAlchemy", "psycopg", "Jinja2")


def machine_lines() -> Iterator[str]:
    """Name cores, load, Python and versions."""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    yield f"{os.cpu_count()} cores, {platform.system()} {platform.release()}, {load_line()}"
    yield f"Python {platform.python_version()}, {packages}, SQLite {sqlite3.sqlite_version}"


def load_line() -> str:
    """Tell how busy the machine has been with everything during the last minute."""
    return f"load {os.getloadavg()[0]:.1f} in the last minute"
