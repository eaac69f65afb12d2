"""Does every import contract of pyproject.toml notice a violation? Each is seen failing, on a copy of the house."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: Contract, the file that breaks it (made where it is missing), and the line that does.
VIOLATIONS = [
    ("stack", "content/queries.py", "import training.learning.queries"),
    ("stack", "foundation/pages.py", "import training.config"),
    ("stack", "learning/views/house.py", "import training.app"),
    ("stack", "learning/actions.py", "import training.teaching.actions"),
    ("stack", "reports.py", ""),
    ("grid", "accounts/queries/people.py", "import training.accounts.actions"),
    ("grid", "content/models.py", "import training.content.files"),
    ("grid", "accounts/helpers.py", ""),
    ("grid", "teaching/queries.py", "import training.teaching.forms"),
    ("ground", "foundation/db.py", "import training.foundation.audit"),
    ("ground", "foundation/languages.py", "import training.foundation.markup"),
    ("ground", "foundation/utils.py", ""),
    ("pure", "content/rules/texts.py", "import flask"),
    ("pure", "quizzes/rules/grading.py", "from training.foundation.clock import now"),
    ("pure", "content/rules/module.py", "import training.foundation.languages"),
    ("pure", "translation/files.py", "import training.foundation.db"),
    ("web-free", "quizzes/actions.py", "from flask import request"),
    ("web-free", "accounts/queries/people.py", "import training.foundation.extensions"),
    ("sql", "accounts/views.py", "from sqlalchemy import select"),
    ("columns", "learning/queries.py", "import training.quizzes.actions"),
    ("columns", "accounts/forms/account.py", "import training.accounts.actions"),
]


@pytest.mark.parametrize(("contract", "file", "line"), VIOLATIONS, ids=lambda value: value.replace("/", "."))
def test_a_contract_notices_its_violation(contract: str, file: str, line: str, tmp_path: Path) -> None:
    """A contract that has never failed may be one that cannot."""
    package = tmp_path / "training"
    shutil.copytree(ROOT / "training", package, ignore=shutil.ignore_patterns("static", "templates", "__pycache__"))
    broken = package / file
    before = broken.read_text() if broken.exists() else ""
    broken.write_text(f"{before}\n{line}\n")

    told = lint(tmp_path, contract)

    assert told.returncode == 1
    assert f"training.{Path(file).with_suffix('').as_posix().replace('/', '.')}" in told.stdout
    assert "1 broken" in told.stdout


def test_every_contract_has_been_seen_failing() -> None:
    """A new contract needs a violation above."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())

    contracts = {contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]}

    assert contracts == {contract for contract, _, _ in VIOLATIONS}


def lint(folder: Path, contract: str) -> subprocess.CompletedProcess[str]:
    """Check one contract on the package in a folder."""
    program = str(Path(sys.executable).with_name("lint-imports"))
    options = ["--config", str(ROOT / "pyproject.toml"), "--contract", contract, "--no-cache", "--no-logo"]
    return subprocess.run([program, *options], cwd=folder, capture_output=True, text=True, check=False)
