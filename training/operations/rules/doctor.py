"""What is wrong with an installation? One rule a subject; each says what it finds in a code and facts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from training.operations.rules.health import DatabaseState

SHORTEST_KEY = 32
SHORTEST_TOKEN = 24
MOST_SKEW = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
LEAST_SPACE = 1024**3
OLDEST_POSTGRESQL = 150_000
#: What SQLite must say to each question, so that nothing that was acknowledged is lost.
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "2",
    "foreign_keys": "1",
    "recursive_triggers": "1",
}
#: Secrets that stand in examples.
_EXAMPLES = ("change me", "changeme", "secret", "example", "test", "demo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong: a code that the command has words for, and the facts that they need."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def secret_findings(secret_key: str, metrics_token: str) -> Iterator[Finding]:
    """Look at what must not be guessed; nothing of it is in what is found."""
    if len(secret_key) < SHORTEST_KEY or len(set(secret_key)) < SHORTEST_KEY // 3:
        yield Finding(code="secret-key-weak", facts={"length": SHORTEST_KEY})
    elif any(word in secret_key.lower() for word in _EXAMPLES):
        yield Finding(code="secret-key-example")
    if metrics_token and len(metrics_token) < SHORTEST_TOKEN:
        yield Finding(code="metrics-token-short", facts={"length": SHORTEST_TOKEN})


def address_findings(public_address: str, *, secure_cookies: bool, demonstration: bool) -> Iterator[Finding]:
    """Look at how browsers reach the site; a demonstration on one's own machine may do without https."""
    if demonstration:
        yield Finding(code="demonstration")
        return
    if not public_address.startswith("https://"):
        yield Finding(code="address-not-https", facts={"address": public_address})
    if not secure_cookies:
        yield Finding(code="cookies-insecure")


def limits_findings(limits_storage: str, *, workers: int, demonstration: bool) -> Iterator[Finding]:
    """Look at where attempts to sign in are counted: in each process by itself, somebody may try that often as well."""
    if limits_storage.startswith("memory:") and workers > 1 and not demonstration:
        yield Finding(code="limits-in-memory", facts={"workers": workers})


def database_findings(state: DatabaseState) -> Iterator[Finding]:
    """Look at whether the database answers with the tables of this version."""
    if state is not DatabaseState.WELL:
        yield Finding(code=f"database-{state.value}")


def pragma_findings(found: Mapping[str, str]) -> Iterator[Finding]:
    """Look at how SQLite keeps what it was given."""
    for pragma, wanted in PRAGMAS.items():
        if found.get(pragma) != wanted:
            yield Finding(code="pragma", facts={"pragma": pragma, "found": found.get(pragma), "wanted": wanted})


def version_findings(number: int) -> Iterator[Finding]:
    """Look at PostgreSQL's version, written as 150004 for 15.4."""
    if number < OLDEST_POSTGRESQL:
        yield Finding(code="postgresql-old", facts={"found": number // 10_000, "oldest": OLDEST_POSTGRESQL // 10_000})


def rights_findings(changeable: list[str]) -> Iterator[Finding]:
    """Look at the tables of facts that the application's role may change, if no trigger kept it from that."""
    if changeable:
        yield Finding(code="role-may-change-facts", facts={"tables": len(changeable), "first": changeable[0]})


def trigger_findings(closed: list[str], *, wanted: list[str]) -> Iterator[Finding]:
    """Look at the tables of facts whose triggers are gone or switched off."""
    return (Finding(code="facts-open", facts={"table": table}) for table in sorted(set(wanted) - set(closed)))


def media_findings(*, writable: bool, known: int, unsound: list[str]) -> Iterator[Finding]:
    """Look at the store of pictures and films, and at the bytes of those that rows know."""
    if not writable:
        yield Finding(code="media-not-writable")
    if unsound:
        yield Finding(code="media-unsound", facts={"pictures": len(unsound), "known": known, "first": unsound[0]})


def store_findings(*, in_clear: bool) -> Iterator[Finding]:
    """Look at the way to the object store: whoever listens could put other pictures there."""
    if in_clear:
        yield Finding(code="store-not-https")


def language_findings(without_words: list[str]) -> Iterator[Finding]:
    """Look at the languages that the interface has no catalogue for."""
    return (Finding(code="catalogue-missing", facts={"language": language}) for language in without_words)


def drafting_findings(failure: str | None, *, host: str) -> Iterator[Finding]:
    """Look at whether the machine that drafts translations answers, lets the site in and knows its languages."""
    facts = {"host": host}
    match failure:
        case None:
            return
        case "not-let-in":
            yield Finding(code="drafting-not-let-in", facts=facts)
        case "too-much":
            yield Finding(code="drafting-too-much", facts=facts)
        case "language":
            yield Finding(code="drafting-language", facts=facts)
        case _:
            yield Finding(code="drafting-away", facts=facts)


def zone_findings(unknown: list[str]) -> Iterator[Finding]:
    """Look at the time zones that this machine does not know."""
    return (Finding(code="zone-unknown", facts={"zone": zone}) for zone in unknown)


def clock_findings(here: datetime, database: datetime) -> Iterator[Finding]:
    """Compare this machine's clock with the database's."""
    skew = abs(here - database)
    if skew > MOST_SKEW:
        yield Finding(code="clock-skew", facts={"seconds": round(skew.total_seconds())})


def space_findings(free: Mapping[str, int]) -> Iterator[Finding]:
    """Look at how many bytes are free where something grows."""
    for place, count in sorted(free.items()):
        if count < LEAST_SPACE:
            yield Finding(code="disk-full", facts={"place": place, "megabytes": count // 1024**2})


def letter_findings(oldest_due: datetime | None, *, now: datetime) -> Iterator[Finding]:
    """Look at the letter that waits longest: with the worker running none waits long."""
    if oldest_due is not None and now - oldest_due > LONGEST_WAIT:
        yield Finding(code="letters-waiting", facts={"hours": int((now - oldest_due) / timedelta(hours=1))})
