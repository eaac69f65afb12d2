"""Has everything that pages of administration name by a code its words?"""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from training.accounts.rules.encodings import ENCODINGS
from training.accounts.rules.places import KINDS
from training.accounts.rules.planning import Outcome
from training.administration.rules.people import State
from training.foundation import outbox
from training.foundation.pages import environment
from training.foundation.permissions import Permission, Role
from training.operations.rules.health import DatabaseState

TRAINING = Path(__file__).parents[2] / "training"
CASES: dict[str, set[Any]] = {
    "role_names": set(Role),
    "permission_names": set(Permission),
    "state_names": set(State),
    "kind_names": set(KINDS),
    "letter_names": set(outbox.State),
    "outcome_names": set(Outcome),
    "encoding_names": set(ENCODINGS),
}


@pytest.mark.parametrize("name", CASES)
def test_every_code_has_words(app: Flask, name: str) -> None:
    assert CASES[name] - words(app, name).keys() == set()


def test_every_reason_for_which_a_row_or_a_file_is_refused_has_words(app: Flask) -> None:
    files = ("accounts/rules/planning.py", "accounts/rules/rosters.py", "accounts/files/rosters.py")
    text = "".join((TRAINING / file).read_text() for file in (*files, "administration/forms/imports.py"))
    codes = set(re.findall(r'(?:Refused|_Fault)\("([a-z-]+)"', text))
    assert len(codes) > 15
    assert codes - words(app, "refusals").keys() == set()


def test_every_finding_about_the_site_has_words(app: Flask) -> None:
    text = (TRAINING / "operations/rules/doctor.py").read_text()
    codes = set(re.findall(r'code="([a-z-]+)"', text)) | {f"database-{state}" for state in DatabaseState}
    assert len(codes) > 15
    assert codes - words(app, "words", template="_health_words.html").keys() == {"database-well"}


def words(app: Flask, name: str, *, template: str = "_words.html") -> dict[str, str]:
    """Give a dictionary of the templates."""
    with app.app_context():
        found: dict[str, str] = getattr(environment("en").get_template(f"administration/{template}").module, name)
    return found
