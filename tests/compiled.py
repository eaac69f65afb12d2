"""How are templates compiled but once for all applications and workers of a run?"""

import os
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from training.foundation.pages import PageEnvironment


def folder_of(temporary: pytest.TempPathFactory) -> Path:
    """Return the folder of what this run has compiled, the same one for all its workers."""
    base = temporary.getbasetemp()
    return (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "compiled"


def compile_once(app: Flask, folder: Path) -> None:
    """Let an application take what another one has compiled: sentences and addresses are the same in all."""
    for kind in ("pages", "plain_pages"):
        app.extensions[kind] = cache(partial(_remembering, app.extensions[kind], folder / kind))


def _remembering(environment: Callable[[str], PageEnvironment], folder: Path, language: str) -> PageEnvironment:
    (folder / language).mkdir(parents=True, exist_ok=True)
    made = environment(language)
    made.bytecode_cache = FileSystemBytecodeCache(str(folder / language))
    return made
