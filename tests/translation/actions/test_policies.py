"""Does a policy hold from the next publication on, and is it known who decided it?"""

from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from training.authoring.actions.publishing import publish
from training.authoring.queries.publishing import candidate, publishing
from training.foundation.audit import AuditEntry
from training.foundation.errors import NotFound, Refused
from training.translation.actions.policies import set_policy
from training.translation.models import LanguagePolicy
from training.translation.queries import policies


def test_a_policy_holds_from_the_next_publication_on(session: Session) -> None:
    """Held back until the last text is there; a policy that stands already is nobody's decision."""
    version, person = make.version(session), make.person(session)
    module = make.module(session)
    make.translation(session, module, segment="module/title", source="Old rooms", text="Alte Räume")
    decide = partial(set_policy, session, "craft", "de", person_id=person.id, now=make.NOW)
    shown = []

    for policy in ("source", "hold", "hold", "stale"):
        is_new = decide(policy)
        promised = candidate(session, publishing(session, "craft"), version.number)
        made = publish(session, version, now=make.NOW)
        assert made is None or made.texts == promised.texts
        shown.append((is_new, made and list(made.texts["de"]["module/title"])))

    assert shown == [
        (False, [None, "stale"]),
        (True, [None, "held"]),
        (False, None),
        (True, ["Alte Räume", "stale"]),
    ]
    assert policies(session, module.id) == {"de": "stale"}
    row = session.scalars(select(LanguagePolicy)).one()
    assert (row.changed_by, row.changed_at) == (person.id, make.NOW)
    said = select(AuditEntry.facts).where(AuditEntry.event == "language-policy-changed").order_by(AuditEntry.id)
    assert session.scalars(said).all() == [{"language": "de", "policy": each} for each in ("hold", "stale")]
    with pytest.raises(Refused, match="choice-unknown"):
        decide("never")
    with pytest.raises(NotFound):
        set_policy(session, "craft", "en", "hold", person_id=person.id, now=make.NOW)
