"""A few words: ``{"text": "the client"}``."""

import re
import unicodedata

from training.content.rules.questions import ShortText
from training.foundation.errors import Refused
from training.quizzes.rules.kinds.forms import Response, Typed, values

LONGEST = 80
_NO_LETTERS = re.compile(r"[^\w]+")
_OTHER_LETTERS = str.maketrans({"ł": "l", "ß": "ss", "đ": "d", "ø": "o"})


def read(question: ShortText, typed: Typed) -> Response:
    """Take a few words; raises Refused with "nothing-chosen" or "text-too-long"."""
    del question
    text = " ".join(values(typed)[0].split())
    if len(text) > LONGEST:
        raise Refused("text-too-long", most=LONGEST)
    return {"text": text}


def share(question: ShortText, response: Response, accepted: tuple[str, ...]) -> float:
    """Give the point for any accepted answer; `accepted` are those of all languages."""
    right = {folded(text) for text in (*alternatives(question.accepted), *accepted)}
    return float(folded(response["text"]) in right)


def feedback(question: ShortText, response: Response | None, accepted: tuple[str, ...]) -> tuple[str, ...]:
    """Say what is true."""
    is_right = response is not None and share(question, response, accepted) == 1
    return (question.right_feedback if is_right else question.wrong_feedback,)


def alternatives(accepted: str) -> tuple[str, ...]:
    """Take apart the answers that stand in one text, joined by " / "."""
    return tuple(part.strip() for part in accepted.split(" / ") if part.strip())


def folded(text: str) -> str:
    """Leave out what does not matter: capitals, accents, signs and spaces around words."""
    apart = unicodedata.normalize("NFD", text.casefold().translate(_OTHER_LETTERS))
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(_NO_LETTERS.sub(" ", plain).split())
