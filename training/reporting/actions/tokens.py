"""How does a token come to be, how is it taken away, and what is noted of its use?"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from training.foundation.audit import Event, record
from training.foundation.errors import NotFound, Refused
from training.reporting.models import AccessToken
from training.reporting.queries.tokens import token_count
from training.reporting.rules.tokens import MOST_TOKENS, Bearer, Wish, check_wish, new_token, token_digest


def make_token(
    session: Session, person_id: int, wish: Wish, *, offered: Iterable[str], second_factor: bool, now: datetime
) -> str:
    """Make a token for one of the `offered` places, or all, and return it; it is kept nowhere else.

    Raises Refused ("name-missing", "name-too-long", "tokens-too-many") and NotFound for another place.
    """
    check_wish(wish, offered)
    if token_count(session, person_id) >= MOST_TOKENS:
        raise Refused("tokens-too-many", most=MOST_TOKENS)
    token = new_token()
    made = AccessToken(
        digest=token_digest(token),
        person_id=person_id,
        name=wish.name.strip(),
        place=wish.place,
        second_factor=second_factor,
        made_at=now,
        expires_at=now + wish.good_for,
        taken=[],
    )
    session.add(made)
    session.flush()
    facts = {"place": wish.place, "days": wish.good_for.days}
    record(session, Event.TOKEN_MADE, f"token {made.id}", at=now, actor_id=person_id, **facts)
    return token


def revoke_token(session: Session, token_id: int, *, person_id: int, now: datetime) -> None:
    """Take one of the own tokens away for good; NotFound where there is no such one."""
    own = AccessToken.id == token_id, AccessToken.person_id == person_id
    gone = session.scalar(delete(AccessToken).where(*own).returning(AccessToken.id))
    if gone is None:
        raise NotFound("token")
    record(session, Event.TOKEN_REVOKED, f"token {token_id}", at=now, actor_id=person_id)


def note_use(session: Session, bearer: Bearer, *, taken: str | None, now: datetime) -> None:
    """Note the day on which a token was used, and the quarter of which figures were taken by it.

    The first time on a day that figures of a release are taken is an entry. A release never changes, and a program
    asks page by page: further entries would say nothing more and bury all others.
    """
    row = session.get(AccessToken, bearer.token_id, with_for_update=True, populate_existing=True)
    if row is None:
        return
    day = now.date()
    known = row.taken if row.used_on == day else []
    row.used_on = day
    row.taken = known if taken is None or taken in known else [*known, taken]
    if taken is not None and taken not in known:
        facts = {"token": bearer.token_id}
        record(session, Event.STATISTICS_TAKEN, f"release {taken}", at=now, actor_id=bearer.id, **facts)
    session.flush()
