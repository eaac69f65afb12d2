"""How does a translator overrule a warning? With a reason, which holds for this text of this source text alone."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from training.content.rules.segments import text_digest
from training.translation.models import OverruledCheck
from training.translation.queries.overruled import Overruled, overruled
from training.translation.rules.checks import HINDERS, Check, is_reason


def keep_overruled(  # noqa: PLR0917 (what a reason belongs to, from the widest to the narrowest)
    session: Session,
    module_id: int,
    language: str,
    address: str,
    source_digest: str,
    text: str,
    reasons: Mapping[str, str],
    *,
    person_id: int,
    now: datetime,
) -> None:
    """Keep why warnings (check → reason) are wrong about a text, unless the same was said before.

    What is no check, what hinders a translation and what is no reason is left out: it overrules nothing.
    """
    said = {check: reason.strip() for check, reason in reasons.items() if _may_be(check) and is_reason(reason)}
    if not said:
        return
    about = {"source_digest": source_digest, "text_digest": text_digest(text)}
    before = overruled(session, module_id, language, [address]).get(address, [])
    known = {(each.check, each.reason) for each in before if _is_about(each, **about)}
    whose = {"module_id": module_id, "overruled_by": person_id, "overruled_at": now}
    rows = [{"check": check, "reason": reason, **about, **whose} for check, reason in set(said.items()) - known]
    session.add_all(OverruledCheck(language=language, segment=address, **row) for row in rows)
    session.flush()


def _is_about(each: Overruled, *, source_digest: str, text_digest: str) -> bool:
    return (each.source_digest, each.text_digest) == (source_digest, text_digest)


def _may_be(check: str) -> bool:
    return check in {each.value for each in Check if each not in HINDERS}
