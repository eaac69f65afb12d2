"""What does a trainer type to correct the first question of the test, and how is the page read?"""

import re
from urllib.parse import urlencode

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.modules import module_value
from tests.teaching.conftest import STUDIO, Course
from training.content.rules.module import quiz_of
from training.quizzes.models import Grade
from training.quizzes.rules.regrading import answer_key

TEST = quiz_of(module_value(), "final-test")[1]
STUDIO_TOO = {"change": "accept", "accepted": answer_key(dict(STUDIO))}
WITHOUT = {"change": "drop"}
REASON = {"reason": "The studio is public as well."}


def asking(course: Course, **correction: str) -> str:
    """Return the address that tells what a correction would do."""
    return f"{course.regrade_address}?{urlencode(correction)}"


def facts(page: str) -> dict[str, str]:
    """Read the list of what would happen."""
    (part,) = re.findall(r'<section class="side" id="effect">(.*?)</section>', page, re.DOTALL)
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", part))


def grades(session: Session) -> int:
    """Count all grades."""
    return session.scalar(select(func.count()).select_from(Grade)) or 0
