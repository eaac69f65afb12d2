"""Is a vulnerability known in what the site is made of? The lock is shown to a service that keeps count of them."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCK = "requirements.lock"
_PATIENCE = 180
#: What a client says when nobody answers, and when a gate in between answers in the place of the service.
_UNREACHED = re.compile(r"Connection|Timeout|Proxy|SSLError|ServiceError|HTTPError|may be blocking", re.IGNORECASE)


class Unanswered(Exception):
    """The service could not be asked: whether all is well is not known. The message says so in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A vulnerability that is known and borne for a while: which, why it does no harm here, until when."""

    id: str
    reason: str
    until: date


#: The only place for exceptions; one that has expired, or that nothing needs any more, is a fault again.
ACCEPTED: tuple[Accepted, ...] = ()


def faults() -> list[str]:
    """Name every known vulnerability of the locked packages; raise Unanswered where the service could not be asked."""
    report = read_report(*_asked())
    found = list(judged(report, accepted=ACCEPTED, today=datetime.now(tz=UTC).date()))
    if not found:
        require_all_known(report)
    return found


def read_report(said: str, complained: str) -> Mapping[str, Any]:
    """Read what the auditor says; raise Unanswered where it reached nobody, RuntimeError where it failed otherwise."""
    try:
        report = json.loads(said)
    except json.JSONDecodeError:
        last = (complained.strip().splitlines() or ["nothing"])[-1]
        if _UNREACHED.search(complained):
            raise Unanswered(f"not audited: the vulnerability service could not be reached ({last})") from None
        raise RuntimeError(f"the audit failed: {last}") from None
    return dict(report)


def judged(report: Mapping[str, Any], *, accepted: Iterable[Accepted], today: date) -> Iterator[str]:
    """Name what is vulnerable and not accepted, and exceptions that have expired or that nothing needs."""
    borne = {each.id: each for each in accepted}
    needed: set[str] = set()
    for package in report["dependencies"]:
        for found in package.get("vulns", ()):
            names = {found["id"], *found["aliases"]}
            needed |= names & borne.keys()
            if not any(borne[name].until >= today for name in names & borne.keys()):
                yield _told(package, found, expired=names & borne.keys())
    if not _unknown(report):
        yield from (f"{id_} is accepted, but nothing has it any more" for id_ in borne if id_ not in needed)


def require_all_known(report: Mapping[str, Any]) -> None:
    """Raise Unanswered where the service knew nothing of some packages: silence about them is not safety."""
    unknown, count = _unknown(report), len(report["dependencies"])
    if unknown or not count:
        some = ", ".join(unknown[:3])
        raise Unanswered(f"not audited: the vulnerability service told nothing of {len(unknown)} of {count} ({some} …)")


def _unknown(report: Mapping[str, Any]) -> list[str]:
    return [package["name"] for package in report["dependencies"] if "skip_reason" in package]


def _told(package: Mapping[str, Any], found: Mapping[str, Any], *, expired: Iterable[str]) -> str:
    mended = ", ".join(found["fix_versions"]) or "no version yet"
    late = "; its exception has expired" if any(expired) else ""
    return f"{package['name']} {package['version']}: {found['id']}, mended in {mended}{late}"


def _asked() -> tuple[str, str]:
    """Let pip-audit ask about every pin of the lock, without resolving anything."""
    auditor = Path(sys.executable).parent / "pip-audit"
    command = (auditor, "--requirement", LOCK, "--disable-pip", "--no-deps", "--vulnerability-service", "pypi")
    options = ("--format", "json", "--progress-spinner", "off", "--desc", "off", "--aliases", "on", "--timeout", "10")
    try:
        done = subprocess.run(
            [*command, *options], cwd=ROOT, capture_output=True, text=True, check=False, timeout=_PATIENCE
        )
    except subprocess.TimeoutExpired:
        raise Unanswered("not audited: the vulnerability service took too long") from None
    return done.stdout, done.stderr
