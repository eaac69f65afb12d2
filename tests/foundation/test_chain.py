"""Is everything found that somebody may do to a log: change, take away, add, move, cut off?"""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from training.foundation.chain import ALTERED, DETACHED, HEAD_MISSING, START, Break, Link, chained, digest, verified

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
_WORDS = some.text(max_size=12)
_FACTS = some.dictionaries(_WORDS, some.none() | some.booleans() | some.integers() | _WORDS, max_size=3)
_VALUES: dict[str, some.SearchStrategy[Any]] = {
    "id": some.integers(1, 100),
    "at": some.datetimes(timezones=some.just(UTC)),
    "actor_id": some.none() | some.integers(1, 9),
    "event": _WORDS,
    "subject": _WORDS,
    "facts": _FACTS,
    "request_id": some.none() | _WORDS,
    "previous": some.text("0123456789abcdef", min_size=64, max_size=64),
    "digest": some.text("0123456789abcdef", min_size=64, max_size=64),
}
_ENTRIES = some.builds(
    Link,
    **{name: _VALUES[name] for name in ("id", "at", "actor_id", "event", "subject", "facts", "request_id", "previous")},
)


@some.composite
def _chains(draw: some.DrawFn, *, least: int = 1) -> list[Link]:
    return list(chained(draw(some.lists(_ENTRIES, min_size=least, max_size=8)), last=0, head=START))


def test_a_chain_as_it_was_written_holds() -> None:
    chain = _chain(3)

    verdict = verified(chain)

    assert (verdict.count, verdict.head, verdict.found) == (3, chain[-1].digest, None)


def test_an_empty_log_holds() -> None:
    assert (verified([]).count, verified([]).head, verified([], noted=START).found) == (0, START, None)


def test_what_a_digest_is_taken_over_never_changes() -> None:
    """Logs were written with it: another spelling would call all of them forged."""
    said: dict[str, Any] = {
        "event": "role-granted",
        "subject": "ž",
        "facts": {"role": "trainer", "region": None},
        "request_id": "5f",
    }
    words = (
        f'["{START}",7,"2026-11-20T09:30:00.000000+00:00",3,'
        '"role-granted","\\u017e",{"region":null,"role":"trainer"},"5f"]'
    )

    assert digest(Link(id=7, at=NOW, actor_id=3, **said, previous=START)) == sha256(words.encode()).hexdigest()


@given(chain=_chains(), data=some.data())
def test_any_change_to_any_field_of_any_entry_is_found(chain: list[Link], data: some.DataObject) -> None:
    place = data.draw(some.integers(0, len(chain) - 1))
    name = data.draw(some.sampled_from([field.name for field in fields(Link)]))
    standing = getattr(chain[place], name)
    value = data.draw(_VALUES[name].filter(lambda value: repr(value) != repr(standing)))

    verdict = verified([*chain[:place], replace(chain[place], **{name: value}), *chain[place + 1 :]])

    assert verdict.found is not None
    assert verdict.count == place


@given(chain=_chains(), data=some.data())
def test_any_entry_that_is_taken_away_is_found_by_the_noted_head(chain: list[Link], data: some.DataObject) -> None:
    place = data.draw(some.integers(0, len(chain) - 1))

    assert verified([*chain[:place], *chain[place + 1 :]], noted=chain[-1].digest).found is not None


@given(chain=_chains(least=2), data=some.data())
def test_any_other_order_is_found(chain: list[Link], data: some.DataObject) -> None:
    order = data.draw(some.permutations(chain).filter(lambda order: order != chain))

    assert verified(order).found is not None


@given(chain=_chains(), further=_ENTRIES, data=some.data())
def test_any_entry_that_is_put_in_between_is_found(chain: list[Link], further: Link, data: some.DataObject) -> None:
    """Even one that is bound to the entry before it: the one after it is not bound to this one."""
    place = data.draw(some.integers(0, len(chain) - 1))
    before = chain[place - 1].digest if place else START
    bound = next(chained([further], last=place, head=before))

    assert verified([*chain[:place], bound, *chain[place:]]).found is not None


def test_the_first_entry_that_does_not_hold_is_named_with_its_reason() -> None:
    chain = _chain(4)

    assert verified(_changed(chain, 2)).found == Break(ALTERED, 3, 2)
    assert verified(chain[:1] + chain[2:]).found == Break(DETACHED, 3, 1)
    assert verified(chain[1:]).found == Break(DETACHED, 2, None)


def test_an_entry_that_was_forged_with_its_digest_shows_at_the_next_one() -> None:
    chain = _chain(3)
    forged = replace(chain[1], subject="nobody")

    found = verified([chain[0], replace(forged, digest=digest(forged)), chain[2]]).found

    assert found == Break(DETACHED, 3, 2)


def test_a_cut_off_end_shows_against_the_noted_head() -> None:
    chain = _chain(4)

    assert verified(chain[:2]).found is None
    assert verified(chain[:2], noted=chain[3].digest).found == Break(HEAD_MISSING, None, 2)


def test_a_noted_head_is_found_after_more_entries_have_come() -> None:
    chain = _chain(4)

    assert verified(chain, noted=chain[1].digest).found is None


def test_a_log_that_was_made_anew_shows_against_the_noted_head() -> None:
    chain = _chain(3)
    anew = list(chained(_changed(chain, 0), last=0, head=START))

    assert verified(anew).found is None
    assert verified(anew, noted=chain[2].digest).found == Break(HEAD_MISSING, None, 3)


def _chain(count: int) -> list[Link]:
    entries = [
        Link(
            id=0,
            at=NOW + timedelta(minutes=number),
            actor_id=number,
            event="signed-in",
            subject=f"person {number}",
            facts={},
            request_id=None,
            previous=START,
        )
        for number in range(1, count + 1)
    ]
    return list(chained(entries, last=0, head=START))


def _changed(chain: Sequence[Link], place: int) -> list[Link]:
    return [*chain[:place], replace(chain[place], subject="nobody"), *chain[place + 1 :]]
