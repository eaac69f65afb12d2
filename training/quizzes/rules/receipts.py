"""Which short code proves later what was stored of an attempt? One for each grade, made with the site's secret."""

import hmac
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from training.foundation.errors import Refused
from training.quizzes.rules.records import Record, RecordedAnswer, RecordedGrade, in_order

#: Crockford's 32 signs: none is mistaken for another.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES = str.maketrans("OIL", "011")
_GAPS = re.compile(r"[\s\u2010-\u2015\u2212-]")
_LENGTH, _GROUP, _BITS = 12, 4, 5
#: Names the choice of facts in `canonical`. Changing that choice refuses every receipt that stands on paper.
_PURPOSE = b"receipt 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """For which grade a receipt was made, which one was given later if any, and how many answers came after it."""

    grade: RecordedGrade
    later: RecordedGrade | None
    answers_since: int


def canonical(record: Record, grade: RecordedGrade) -> str:
    """Write what a receipt of this grade vouches for: the attempt, every answer up to then, the grade itself.

    Each fact is named here, so that a new column leaves the codes alone that stand on paper.
    """
    attempt = ("attempt_id", "enrolment_id", "publication_id", "quiz", "seed", "started_at", "closes_at")
    answer = ("id", "question", "response", "language", "answered_at")
    graded = ("id", "passed", "marks", "graded_by", "reason", "graded_at")
    facts = {
        "attempt": {name: getattr(record, name) for name in attempt},
        "answers": [{name: getattr(each, name) for name in answer} for each in in_order(_up_to(record, grade))],
        "grade": {name: getattr(grade, name) for name in graded}
        # Hundredths, as they are stored: one database gives whole points back as 3, the other as 3.0.
        | {"points": f"{grade.points:.2f}", "max_points": f"{grade.max_points:.2f}"},
    }
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), default=_plain)


def code_of(record: Record, grade: RecordedGrade, *, secret: str) -> str:
    """Make the code of a grade's receipt, such as "7K3F-9QWX-2MNP": the first 60 bits of an HMAC-SHA256.

    Its key is derived from the site's secret, which also signs other things.
    """
    key = hmac.digest(secret.encode(), _PURPOSE, "sha256")
    digest = hmac.digest(key, canonical(record, grade).encode(), "sha256")
    bits = int.from_bytes(digest) >> (len(digest) * 8 - _LENGTH * _BITS)
    places = range((_LENGTH - 1) * _BITS, -1, -_BITS)
    return _grouped("".join(_SIGNS[bits >> place & (len(_SIGNS) - 1)] for place in places))


def proof_of(record: Record, code: str, *, secret: str) -> Proof | None:
    """Find the grade whose receipt has this code, as `read_code` returns it; None if the record says something else."""
    found = [grade for grade in record.grades if hmac.compare_digest(code_of(record, grade, secret=secret), code)]
    if not found:
        return None
    return Proof(
        grade=found[0],
        later=None if found[0] == record.grade else record.grade,
        answers_since=len(record.answers) - len(_up_to(record, found[0])),
    )


def read_code(typed: str) -> str:
    """Give a code its one spelling: without regard to case and gaps, O is 0, and I and L are 1.

    Raises Refused("code-not-read").
    """
    signs = _GAPS.sub("", typed).upper().translate(_LOOK_ALIKES)
    if len(signs) != _LENGTH or not set(signs) <= set(_SIGNS):
        raise Refused("code-not-read")
    return _grouped(signs)


def read_attempt_id(typed: str) -> UUID:
    """Read the number of an attempt, without regard to case and gaps; raises Refused("attempt-not-read")."""
    try:
        return UUID(_GAPS.sub("", typed))
    except ValueError as fault:
        raise Refused("attempt-not-read") from fault


def _up_to(record: Record, grade: RecordedGrade) -> list[RecordedAnswer]:
    return [answer for answer in record.answers if answer.answered_at <= grade.graded_at]


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def _plain(value: Any) -> str:
    """Write what JSON has no form for: numbers of things, and moments in UTC to the microsecond."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)
