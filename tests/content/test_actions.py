"""Is a text that came too late kept for its author alone, until it is taken or thirty days have gone?"""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import make
from training.content.actions import drop_text, forget_kept_texts, keep_text
from training.content.models import KeptText
from training.content.queries.keeping import kept_texts, own_kept_text
from training.foundation.errors import NotFound

TYPED = {"body": ["Eleven names."], "sources": ["report", "law"], "invented": []}


def _kept(session: Session, person_id: int, module_id: int, unit: str, days: int = 0) -> KeptText:
    about: dict[str, Any] = {"person_id": person_id, "module_id": module_id, "unit": unit}
    return keep_text(session, **about, basis="0" * 64, typed=TYPED, now=make.NOW - timedelta(days=days))


def test_a_kept_text_is_found_by_its_author_alone(session: Session) -> None:
    mine, other, module = make.person(session).id, make.person(session).id, make.module(session).id
    first, second = _kept(session, mine, module, "who/hook"), _kept(session, mine, module, "who")
    _kept(session, other, module, "who")

    assert [text.id for text in kept_texts(session, mine, module_id=module)] == [second.id, first.id]
    assert [text.typed for text in kept_texts(session, mine, module_id=module, unit="who/hook")] == [TYPED]
    assert own_kept_text(session, first.id, person_id=mine).basis == "0" * 64
    with pytest.raises(NotFound):
        own_kept_text(session, first.id, person_id=other)
    with pytest.raises(NotFound):
        drop_text(session, first.id, person_id=other)
    drop_text(session, first.id, person_id=mine)
    assert [text.id for text in kept_texts(session, mine, module_id=module)] == [second.id]


def test_only_what_was_kept_before_a_moment_is_forgotten(session: Session) -> None:
    mine, module = make.person(session).id, make.module(session).id
    for days in (40, 31, 29):
        _kept(session, mine, module, "who", days)

    assert forget_kept_texts(session, before=make.NOW - timedelta(days=30)) == 2
    assert len(kept_texts(session, mine, module_id=module)) == 1
