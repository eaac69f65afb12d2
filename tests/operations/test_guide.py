"""Does the guide name every setting that the program reads, and do the files to copy?"""

import re
from pathlib import Path

import pytest

from tests.source import ROOT

GUIDE = ROOT / "docs" / "operating.md"
ENVIRONMENT = ROOT / "deploy" / "training.env"
NAME = re.compile(r"TRAINING_[A-Z_]+")


def settings() -> set[str]:
    """Name every setting that the program reads."""
    files = sorted((ROOT / "training" / "config").glob("*.py"))
    return {name for file in files for name in NAME.findall(file.read_text())}


def rows() -> set[str]:
    """Name every setting that has a row in the table of the guide."""
    lines = [line for line in GUIDE.read_text().splitlines() if line.startswith("| `")]
    return {name for line in lines for name in NAME.findall(line.split("|")[1])}


def test_every_setting_has_a_row_and_every_row_is_of_a_setting() -> None:
    assert "TRAINING_SECRET_KEY" in settings()
    assert rows() == settings()


def test_the_environment_file_names_every_setting_and_no_other() -> None:
    lines = ENVIRONMENT.read_text().splitlines()
    named = {match.group() for line in lines if (match := re.match(r"#?(TRAINING_[A-Z_]+)(?==)", line))}

    assert {name.lstrip("#") for name in named} == settings()


def test_the_environment_file_holds_no_secret_and_switches_nothing_unsafe_on() -> None:
    lines = ENVIRONMENT.read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))

    assert given["TRAINING_SECRET_KEY"] == ""
    assert not {"TRAINING_DEMONSTRATION", "TRAINING_INSECURE_COOKIES", "TRAINING_METRICS_TOKEN"} & given.keys()
    assert given["TRAINING_PUBLIC_ADDRESS"].startswith("https://")


@pytest.mark.parametrize("unit", sorted((ROOT / "deploy" / "systemd").iterdir()), ids=lambda path: path.name)
def test_a_unit_runs_a_command_that_there_is_with_the_settings_of_the_file(unit: Path) -> None:
    text = unit.read_text()
    commands = re.findall(r"^ExecStart=/opt/training/\.venv/bin/training (\w+)", text, re.MULTILINE)

    if unit.suffix == ".timer":
        assert unit.with_suffix(".service").exists()
        return
    (name,) = commands
    assert (ROOT / "training" / "commands" / f"{name}.py").exists()
    assert "EnvironmentFile=/etc/training/training.env" in text
    assert "User=training" in text


def test_the_proxy_says_what_the_program_takes_from_it() -> None:
    """Each place that passes requests on sets all four headers, or a visitor could set them."""
    text = (ROOT / "deploy" / "nginx" / "training.conf").read_text()
    places = text.count("proxy_pass http://training;")

    assert places
    for header in ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Request-ID"):
        assert text.count(f"proxy_set_header {header} ") == places


def test_every_file_that_the_guide_names_is_there() -> None:
    named = set(re.findall(r"deploy/[\w/.-]+\.\w+", GUIDE.read_text()))

    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
