"""Does the audit of the dependencies find what is planted, and never take silence for safety?"""

import json
from datetime import date
from typing import Any

import pytest

from tests import checks, vulnerabilities
from tests.vulnerabilities import Accepted, Unanswered, judged, read_report, require_all_known

TODAY = date(2026, 11, 20)
PLANTED = {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "fix_versions": ["2.0.1"]}
SOUND = {"name": "babel", "version": "2.18", "vulns": []}
SICK = {"name": "flask", "version": "2.0.0", "vulns": [PLANTED]}
SKIPPED = {"name": "nh3", "skip_reason": "not found"}


def _verdict(*packages: dict[str, Any], accepted: tuple[Accepted, ...] = ()) -> list[str]:
    return list(judged({"dependencies": packages}, accepted=accepted, today=TODAY))


def _accepted(id_: str, until: date = TODAY) -> tuple[Accepted, ...]:
    return (Accepted(id=id_, reason="the function is not called here", until=until),)


def test_sound_packages_have_no_faults() -> None:
    assert _verdict(SOUND) == []


def test_a_planted_vulnerability_is_found_with_its_remedy() -> None:
    assert _verdict(SOUND, SICK) == ["flask 2.0.0: PYSEC-2026-1, mended in 2.0.1"]


@pytest.mark.parametrize("id_", ["PYSEC-2026-1", "CVE-2026-1"])
def test_what_is_accepted_by_any_of_its_names_is_borne_to_its_last_day(id_: str) -> None:
    assert _verdict(SICK, accepted=_accepted(id_)) == []


def test_an_exception_that_has_expired_is_told() -> None:
    found = _verdict(SICK, accepted=_accepted("PYSEC-2026-1", until=date(2026, 11, 19)))

    assert found == ["flask 2.0.0: PYSEC-2026-1, mended in 2.0.1; its exception has expired"]


def test_an_exception_that_nothing_needs_is_told() -> None:
    assert _verdict(SOUND, accepted=_accepted("CVE-2020-1")) == ["CVE-2020-1 is accepted, but nothing has it any more"]


def test_an_exception_stays_while_a_package_is_unknown() -> None:
    assert _verdict(SOUND, SKIPPED, accepted=_accepted("CVE-2020-1")) == []


@pytest.mark.parametrize("packages", [[SOUND, SKIPPED], []])
def test_silence_is_not_taken_for_safety(packages: list[dict[str, Any]]) -> None:
    with pytest.raises(Unanswered, match="not audited"):
        require_all_known({"dependencies": packages})


def test_a_report_about_every_package_is_enough() -> None:
    require_all_known({"dependencies": [SOUND, SICK]})


@pytest.mark.parametrize("words", ["ConnectionError: no route", "ReadTimeout", "ServiceError", "ProxyError: 403"])
def test_a_closed_network_is_said_plainly(words: str) -> None:
    with pytest.raises(Unanswered, match="could not be reached"):
        read_report("", f"Traceback\n{words}\n")


def test_an_audit_that_fails_otherwise_is_no_closed_network() -> None:
    with pytest.raises(RuntimeError, match="invalid requirement"):
        read_report("", "ERROR: invalid requirement\n")


def test_a_report_is_read() -> None:
    assert read_report(json.dumps({"dependencies": [SOUND]}), "a warning") == {"dependencies": [SOUND]}


def test_make_check_fails_for_a_vulnerability_and_not_for_a_closed_network(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = []
    for report in ({"dependencies": [SOUND, SKIPPED]}, {"dependencies": [SICK, SKIPPED]}):
        monkeypatch.setattr(vulnerabilities, "_asked", lambda report=report: (json.dumps(report), ""))
        monkeypatch.setattr(checks, "checks", lambda: {"dependencies": vulnerabilities.faults})
        ended.append(checks.main())

    said = capsys.readouterr().out
    assert ended == [0, 1]
    assert "dependenciesunknown" in said.replace(" ", "")
    assert "told nothing of 1 of 2 (nh3 …)" in said
    assert "PYSEC-2026-1" in said


def test_every_exception_says_why_and_until_when() -> None:
    assert all(each.reason and each.until for each in vulnerabilities.ACCEPTED)
