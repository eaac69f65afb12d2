"""Does a fixed set of answers score the same whatever a translator sends?

Texts, real and forged, go to the desk by the hundred; then what came of it is published. A short text is answered in
words, and whoever translates the accepted ones says which words answer it in that language: so nobody here translates
them into the wrong answer, which is a word that chance does not write.
"""

from dataclasses import replace
from random import Random
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import make
from tests.kinds import RIGHT_OF_KIND, every_kind
from tests.translation.views.conftest import SignIn
from training.authoring.actions.publishing import publish
from training.content import queries as content
from training.content.models import ModuleVersion
from training.content.rules.blocks import Quiz
from training.content.rules.canonical import canonical_json
from training.content.rules.module import Module, quiz_of
from training.content.rules.segments import localise, segments, text_digest
from training.foundation.permissions import Role
from training.learning.queries import accepted_words
from training.quizzes.rules.grading import Mark, grade
from training.quizzes.rules.responses import response_to
from training.translation.models import Translation

WRONG_OF_KIND: dict[str, dict[str, list[str]]] = {
    "single": {"response": ["studio"]},
    "multiple": {"response": ["a", "c"]},
    "true-false": {"response": ["false"]},
    "numeric": {"response": ["9"]},
    "short-text": {"response": ["qxjzwv"]},
    "gap-text": {"response-who": ["artist"]},
    "matching": {"response-museum": ["own"], "response-studio": ["own"]},
    "ordering": {"response-one": ["2"], "response-two": ["1"], "response-three": ["3"]},
    "scenario": {"response-path": ["ask"], "response": ["no"]},
}
#: What a form may claim to change, at an address that there is or is not.
FORGED = (
    "right",
    "key",
    "points",
    "order",
    "regions",
    "answer",
    "choices",
    "next",
    "target",
    "kind",
    "completion",
    "at",
)
POSTS = 20
DESKS = "/en/translation/craft"
LANGUAGES = ("de", "sl")


def test_answers_score_the_same_whatever_a_translator_sends(
    client: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    value = _module()
    published = make.published_module(session, value)
    sign_in(client, make.person(session, role=Role.TRANSLATOR))
    before = _marks(session, published.publication.id, value)
    assert before[0].points > before[1].points > 0
    chance = Random(7)  # noqa: S311 (nothing is protected: the same forms shall be sent again)
    tickets = {language: _ticket(client, language) for language in LANGUAGES}

    forms = [(language, _form(chance, value)) for language in LANGUAGES * (POSTS // 2)]
    statuses = {
        client.post(f"{DESKS}/{language}", data={"ticket": tickets[language], **form}).status_code
        for language, form in forms
    }

    # A translator may not approve; all else is saved or shown again.
    assert statuses <= {200, 303, 403, 409, 413, 422}
    kept = session.scalar(select(func.count()).select_from(Translation))
    assert kept is not None
    assert kept > POSTS
    (version,) = session.scalars(select(ModuleVersion)).all()
    assert version.document == canonical_json(value)
    made = publish(session, version, now=make.NOW)
    assert made is not None
    assert _marks(session, published.publication.id, value) == _marks(session, made.id, value) == before
    for language in LANGUAGES:
        shown = localise(value, made.texts[language], language)
        assert _structure(shown) == _structure(value)


def _module() -> Module:
    """Make the module with a quiz of every kind, and a passage that one region alone sees."""
    value = make.module_value()
    quiz = Quiz(key="all", title="All", purpose="test", pass_percent=50, questions=every_kind())
    first, *rest = value.lessons
    return replace(value, lessons=(replace(first, blocks=(*first.blocks, quiz)), *rest))


def _marks(session: Session, publication_id: int, value: Module) -> list[Mark]:
    """Grade right answers and wrong ones, as they are graded in each language."""
    published, found = content.published(session, publication_id), []
    questions = quiz_of(value, "all")[1].questions
    for language in ("en", *LANGUAGES):
        quiz = quiz_of(content.localised(published, language), "all")[1]
        for forms in (RIGHT_OF_KIND, WRONG_OF_KIND):
            given = {each.key: response_to(each, forms[each.kind]) for each in questions if each.kind in forms}
            found.append(grade(quiz, given, accepted_words(published, quiz)))
    return found


def _structure(module: Module) -> Module:
    """Return a module with nothing that has a language: keys, points, order, regions and right answers stay."""
    return localise(module, dict.fromkeys((address for address, _ in segments(module)), ("-", "reviewed")), "xx")


def _ticket(client: FlaskClient, language: str) -> str:
    """Open the desk, and return what lets its form in."""
    found = client.get(f"{DESKS}/{language}").text.partition('name="ticket" value="')[2].partition('"')[0]
    assert found
    return found


def _form(chance: Random, value: Module) -> dict[str, Any]:
    """Write a form of the desk that holds a few texts, and anything else."""
    known = dict(segments(value))
    form: dict[str, Any] = {"act": chance.choice(("save-all", "save-all", "save-all", "use:x:y", "approve-all"))}
    form["at"] = chance.sample(sorted(known), 5) + [_forged_address(chance, known) for _ in range(2)]
    for address in form["at"]:
        source = known.get(address, "")
        form[f"text:{address}"] = _text(chance, source)
        form[f"source:{address}"] = text_digest(source) if chance.random() < 0.9 else chance.choice(("", "0" * 32))
        form |= {f"reason:{address}:{check}": "It is so here." for check in ("numbers", "length", "identical", "units")}
        form |= {f"{name}:{address}": chance.choice(("true", "1", "museum")) for name in chance.sample(FORGED[:-1], 3)}
    form |= {name: chance.choice(("true", "0", "studio", "{}")) for name in chance.sample(FORGED[:-1], 3)}
    form |= {"document": canonical_json(value)[:99], "version": "2", "number": "1", "module": "other"}
    return form


def _forged_address(chance: Random, known: dict[str, str]) -> str:
    """Name something that is no text: a key, an answer, a region, something elsewhere."""
    inside = chance.choice(sorted(known)).rpartition("/")[0]
    return chance.choice((f"{inside}/{chance.choice(FORGED)}", "module/completion", "../other/title", "who/all/points"))


def _text(chance: Random, source: str) -> str:
    """Write a translation that may pass every check, or nonsense, or far too much."""
    words = source.split()
    chance.shuffle(words)
    nonsense = "".join(chance.choices("abc{}[]()*_ /\n0123456789<>&äčž", k=chance.randrange(60)))
    return chance.choice((f"Wort {source}", f"Wort {source}", " ".join(words), nonsense, "true", "wort" * 6_000))
