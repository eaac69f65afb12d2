"""What can be answered to a question, and how is it kept?"""

from typing import cast

from training.content.rules.questions import Question
from training.quizzes.rules.kinds import KINDS
from training.quizzes.rules.kinds.forms import Response, Typed

__all__ = ["Response", "Typed", "response_to"]


def response_to(question: Question, typed: Typed) -> Response:
    """Make the response from what a form sent; raises Refused as the question's kind says."""
    return cast("Response", KINDS[question.kind].read(question, typed))
