"""Which addresses are there? All of the application's, each with values of a house in which everything exists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import AnyConverter, Rule

from tests import make
from training.accounts.models import Person
from training.quizzes.models import Attempt

#: What an address gets for a part that the house has nothing for.
_OTHERWISE: Mapping[str, Any] = {"UUIDConverter": uuid4(), "NumberConverter": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One address of one method."""

    method: str
    path: str
    endpoint: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Victim:
    """A person with one of everything that an address can name."""

    person: Person
    attempt: Attempt
    values: Mapping[str, Any]


def victim(session: Session) -> Victim:
    """Let a person have taken a module to its end."""
    published = make.published_module(session)
    person = make.person(session, name="Vera Victim")
    enrolment = make.enrolment(session, person, published)
    attempt = make.attempt(session, enrolment, published, quiz="final-test")
    make.answer(session, attempt, question="final-multiple", response={"choices": ["a"]})
    make.grade(session, attempt)
    rule = {"read": ["who"], "passed": [{"quiz": "final-test"}]}
    completion = make.completion(session, enrolment, published, rule=rule)
    values = {
        "language": "en",
        "module": published.value.key,
        "lesson": "who",
        "quiz": "final-test",
        "question": "final-multiple",
        "moment": "before",
        "number": 1,
        "publication": published.publication.id,
        "attempt_id": attempt.id,
        "certificate": completion.certificate,
        "digest": make.PICTURE_DIGEST,
        "person_id": person.id,
        "organisation": "office",
        "quarter": "2026Q3",
        "kind": "csv",
        "filename": "favicon.svg",
    }
    return Victim(person=person, attempt=attempt, values=values)


def addresses(app: Flask, values: Mapping[str, Any], *methods: str) -> Iterator[Address]:
    """List every address that answers one of these methods."""
    for rule in app.url_map.iter_rules():
        for method in methods:
            if method in (rule.methods or ()):
                path = _path(app, rule, values)
                yield Address(method=method, path=path, endpoint=rule.endpoint, names=frozenset(rule.arguments))


def _path(app: Flask, rule: Rule, values: Mapping[str, Any]) -> str:
    wanted = {name: _value(rule, name, values) for name in rule.arguments}
    return str(app.url_map.bind("localhost", url_scheme="https").build(rule.endpoint, wanted))


def _value(rule: Rule, name: str, values: Mapping[str, Any]) -> Any:
    kind = type(rule._converters[name]).__name__  # noqa: SLF001 (werkzeug tells it nowhere else)
    # A certificate's number and a question's are called alike.
    known = values.get("certificate") if (kind, name) == ("UUIDConverter", "number") else values.get(name)
    converter = rule._converters[name]  # noqa: SLF001 (likewise)
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return known if known is not None else _OTHERWISE.get(kind, "none-such")
