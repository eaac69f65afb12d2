"""How does a question of ours come back as the very same? By what travels along with it, if nobody has touched it.

Beside what every tool shows, a file carries the question as we keep it. On the way back it is believed only if the rest
of the file still says exactly what we would write for it: whoever has changed the question elsewhere is heard.
"""

import json
from dataclasses import dataclass
from typing import Any

from training.authoring.rules.exchange.texts import LONGEST
from training.content.files.shapes import shaped
from training.content.rules.canonical import as_plain
from training.content.rules.fault import is_key
from training.content.rules.questions import QUESTIONS, Question
from training.content.rules.texts import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class _Holder:
    """Gives the shape of any question."""

    question: Question


def kept(question: Question) -> str:
    """Write a question as it travels along."""
    return json.dumps(as_plain(question), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def kept_in(text: str) -> Question | None:
    """Read a question that travelled along; None where it is none, or says what no page of ours would keep."""
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(plain, dict) or plain.get("kind") not in {kind.kind for kind in QUESTIONS}:
        return None
    if not _may_be_kept(plain):
        return None
    holder, _ = shaped(_Holder, {"question": plain})
    return holder.question if holder else None


def _may_be_kept(plain: Any, name: str = "") -> bool:
    if isinstance(plain, dict):
        return all(_may_be_kept(value, name) for name, value in plain.items())
    if isinstance(plain, list):
        return all(_may_be_kept(value) for value in plain)
    if isinstance(plain, str):
        return len(plain) <= LONGEST and clean(plain) == plain and (name != "key" or is_key(plain))
    return True
