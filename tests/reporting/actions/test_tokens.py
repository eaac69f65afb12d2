"""Is a token kept as a digest alone, its owner's alone, and every act with it an entry?"""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from training.foundation.audit import AuditEntry
from training.foundation.errors import NotFound, Refused
from training.reporting.actions.tokens import make_token, note_use, revoke_token
from training.reporting.models import AccessToken
from training.reporting.queries.tokens import bearer, own_places, tokens
from training.reporting.rules.tokens import MOST_TOKENS, Wish, scope_of, token_digest

WISH = Wish(name=" Report ", place="linz", good_for=timedelta(days=90))


def _made(session: Session, person_id: int) -> str:
    return make_token(session, person_id, WISH, offered=["linz"], second_factor=False, now=make.NOW)


def test_of_a_token_the_digest_is_kept_and_nothing_else(session: Session) -> None:
    person = make.person(session, role="partner", region="linz")

    token = _made(session, person.id)

    row = session.scalars(select(AccessToken)).one()
    assert (row.digest, row.name, row.place) == (token_digest(token), "Report", "linz")
    assert row.expires_at == make.NOW + timedelta(days=90)
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.event, entry.subject, entry.actor_id) == ("token-made", f"token {row.id}", person.id)
    assert entry.facts == {"place": "linz", "days": 90}
    kept = str([vars(row), vars(entry)])
    assert token.removeprefix("ict_") not in kept


def test_nobody_takes_away_what_is_anothers(session: Session) -> None:
    mine, other = (make.person(session, role="partner", region="linz") for _ in range(2))
    token = _made(session, mine.id)
    row = tokens(session, mine.id)[0]

    with pytest.raises(NotFound):
        revoke_token(session, row.id, person_id=other.id, now=make.NOW)
    assert bearer(session, token, now=make.NOW)
    revoke_token(session, row.id, person_id=mine.id, now=make.NOW)

    assert bearer(session, token, now=make.NOW) is None
    assert tokens(session, mine.id) == []
    entries = session.scalars(select(AuditEntry.event).order_by(AuditEntry.id)).all()
    assert entries == ["token-made", "token-revoked"]
    with pytest.raises(NotFound):
        revoke_token(session, row.id, person_id=mine.id, now=make.NOW)


def test_nobody_has_more_tokens_than_one_can_look_after(session: Session) -> None:
    person = make.person(session, role="partner", region="linz")
    for _ in range(MOST_TOKENS):
        _made(session, person.id)

    with pytest.raises(Refused, match="tokens-too-many"):
        _made(session, person.id)


def test_a_use_that_two_requests_note_at_once_is_one_entry(session: Session) -> None:
    """Both have read the row before either has written."""
    person = make.person(session, role="partner", region="linz")
    token = make.token(session, person, expires_at=make.NOW + timedelta(days=1))
    first, second = (bearer(session, token, now=make.NOW) for _ in range(2))
    assert first
    assert second

    for each in (first, second):
        note_use(session, each, taken="2026Q3", now=make.NOW)

    assert len(session.scalars(select(AuditEntry)).all()) == 1


def test_what_is_gone_meanwhile_leaves_nothing(session: Session) -> None:
    person = make.person(session, role="partner", region="linz")
    found = bearer(session, make.token(session, person), now=make.NOW)
    assert found
    revoke_token(session, found.token_id, person_id=person.id, now=make.NOW)

    note_use(session, found, taken="2026Q3", now=make.NOW)

    assert session.scalars(select(AuditEntry.event)).all() == ["token-revoked"]


def test_a_token_may_be_narrowed_to_what_its_person_reaches(session: Session) -> None:
    hall = make.organisation(session, region="linz", key="hall", name="Hall")
    make.organisation(session, parent=hall, key="office", name="Office")
    make.region(session, "padova")

    assert own_places(session, scope_of("linz/hall"), "de") == {"linz/hall": "Hall", "linz/office": "Office"}
    assert list(own_places(session, scope_of("*"), "de")) == ["linz", "padova", "linz/hall", "linz/office"]
    assert own_places(session, scope_of("padova"), "de") == {"padova": "Padova (de)"}
