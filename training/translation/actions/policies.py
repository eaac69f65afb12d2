"""Who decides what readers of a language get while a module is not whole in it?"""

from datetime import datetime

from sqlalchemy.orm import Session

from training.foundation.audit import Event, record
from training.translation.actions.opening import alone
from training.translation.models import LanguagePolicy
from training.translation.rules.policy import Policy, checked_policy


def set_policy(session: Session, module_key: str, language: str, policy: str, *, person_id: int, now: datetime) -> bool:
    """Decide it, for the next publication on; tell whether that is new. Raises NotFound, Refused("choice-unknown")."""
    chosen = checked_policy(policy)
    module_id = alone(session, module_key, language, ()).row.id
    found = session.get(LanguagePolicy, (module_id, language), populate_existing=True)
    if chosen == (found.policy if found else Policy.SOURCE):
        return False
    row = found or LanguagePolicy(module_id=module_id, language=language)
    row.policy, row.changed_by, row.changed_at = chosen.value, person_id, now
    session.add(row)
    session.flush()
    facts = {"language": language, "policy": chosen.value}
    record(session, Event.LANGUAGE_POLICY_CHANGED, f"module {module_key}", at=now, actor_id=person_id, **facts)
    return True
