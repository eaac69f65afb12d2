"""What do all pages of teaching share? The blueprint, the person, the frame, and what an address names."""

from dataclasses import dataclass
from typing import Any, cast

from flask import Blueprint
from flask_login import current_user

from training.accounts.rules import CurrentPerson
from training.content import queries as content
from training.content.queries import Published
from training.content.rules.blocks import Quiz
from training.content.rules.module import Module, quiz_of
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.pages import page
from training.foundation.permissions import Permission, Place, languages_of

pages = Blueprint("teaching", __name__)

#: The largest number that both databases take for an id.
QUIZ = "/<language:language>/teaching/modules/<module>/publications/<int(max=2147483647):publication>/quizzes/<quiz>"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedQuiz:
    """A quiz of one publication, in the reader's language."""

    published: Published
    module: Module
    quiz: Quiz


def colleague() -> CurrentPerson:
    """Return the person who is signed in, a trainer or a translator; only for views behind the gate."""
    return cast("CurrentPerson", current_user)


def show(template: str, **values: Any) -> str:
    """Render a page of teaching for whoever is here."""
    return page(f"teaching/{template}", person=colleague(), section="teaching", **values)


def languages_read(region: str) -> frozenset[str] | None:
    """Return the languages in which this person reads a region's reports; None stands for all."""
    return languages_of(colleague().grants, Permission.READ_REPORTS, place=Place(region=region))


def opened_quiz(module: str, publication: int, quiz: str, language: str) -> OpenedQuiz:
    """Open a quiz; raises NotFound, also where the publication is another module's: the gate looked at this one."""
    published = content.published(db.session, publication)
    if published.key != module:
        raise NotFound("publication")
    localised = content.localised(published, language)
    return OpenedQuiz(published=published, module=localised, quiz=quiz_of(localised, quiz)[1])
