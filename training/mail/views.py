"""How does a letter read, in the language of the person who gets it? Words and links are made only now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app

from training.accounts.rules import VALID, Link, link_subject
from training.config import Config
from training.foundation import pages, tickets
from training.foundation.extensions import db
from training.foundation.languages import DEFAULT, LANGUAGES
from training.foundation.outbox import Letter, OutboxLetter
from training.foundation.settings import settings
from training.mail import queries
from training.mail.files import Envelope, Written
from training.mail.queries import Addressee
from training.mail.rules import mark

#: Letters that hold a link to choose a password, and which.
_LINKS = {
    Letter.INVITATION: Link.INVITATION,
    Letter.PASSWORD_RESET: Link.RESET,
    Letter.ADDRESS_CONFIRMATION: Link.CONFIRMATION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A module that a reminder names."""

    key: str
    title: str
    due: date
    late: bool
    compulsory: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedModule:
    """A module whose sources have changed, and how many translations into a language are out of date or missing."""

    key: str
    title: str
    into: str
    stale: int
    missing: int


def written(letter: OutboxLetter, reader: Addressee) -> Written:
    """Write a letter, as text and as HTML that say the same; its links are good from now on."""
    language = reader.language if reader.language in LANGUAGES else DEFAULT
    kind = Letter(letter.letter)
    config: Config = current_app.config["TRAINING"]
    values: dict[str, Any] = {
        "reader": reader,
        "site": config.public_address,
        "host": config.site_host(),
        "settings": settings(db.session),
        "posted_at": letter.posted_at,
        **_link(kind, reader, language, site=config.public_address),
        **_facts(kind, letter.facts, language, site=config.public_address),
    }
    subject, text = _text(f"mail/{kind.value}.txt", language, values)
    html = pages.environment(language).get_template(f"mail/{kind.value}.html").render(values)
    return Written(language=language, subject=subject, text=text, html=html, unsubscribe=values.get("opt_out"))


def envelope(letter: OutboxLetter, reader: Addressee) -> Envelope:
    """Write the envelope of a letter."""
    config: Config = current_app.config["TRAINING"]
    return Envelope(
        sender=config.sender(),
        name=reader.name,
        email=reader.email,
        mark=mark(letter.id, letter.posted_at, key=config.secret_key),
        host=config.site_host(),
    )


def _link(kind: Letter, reader: Addressee, language: str, *, site: str) -> dict[str, Any]:
    link = _LINKS.get(kind)
    if link is None:
        return {}
    subject = link_subject(link, person_id=reader.person_id, email=reader.email, password_hash=reader.password_hash)
    ticket = tickets.issue("password", subject, person_id=reader.person_id)
    return {"link": site + _address(language, "accounts.choose_password", ticket=ticket), "valid": VALID[link]}


def _facts(kind: Letter, facts: Mapping[str, Any], language: str, *, site: str) -> dict[str, Any]:
    match kind:
        case Letter.ACCOUNT_CHANGED | Letter.DELIVERY_STOPPED:
            return dict(facts)
        case Letter.FIGURES_READY:
            return {**facts, "opt_out": site + _address(language, "reporting.deliveries")}
        case Letter.LEARNING_REMINDER:
            return _reminded(facts, language, site=site)
        case Letter.TRANSLATION_CHANGES:
            return _changed(facts, language, site=site)
        case _:
            return {}


def _reminded(facts: Mapping[str, Any], language: str, *, site: str) -> dict[str, Any]:
    titles = queries.module_titles(db.session, (fact["module"] for fact in facts["assignments"]), language)
    assignments = [
        Assignment(
            key=fact["module"],
            title=titles[fact["module"]],
            due=date.fromisoformat(fact["due"]),
            late=fact["late"],
            compulsory=fact["compulsory"],
        )
        for fact in facts["assignments"]
    ]
    return {"assignments": assignments, "opt_out": _opt_out(assignments, language, site=site)}


def _changed(facts: Mapping[str, Any], language: str, *, site: str) -> dict[str, Any]:
    titles = queries.module_titles(db.session, (fact["module"] for fact in facts["modules"]), language)
    changes = [
        ChangedModule(
            key=fact["module"],
            title=titles[fact["module"]],
            into=fact["language"],
            stale=fact["stale"],
            missing=fact["missing"],
        )
        for fact in facts["modules"]
    ]
    number = sum(each.stale + each.missing for each in changes)
    return {"changes": changes, "number": number, "opt_out": site + _address(language, "translation.work")}


def _opt_out(assignments: Iterable[Assignment], language: str, *, site: str) -> str | None:
    """Say where reminders can be switched off: nowhere where one of them is about what must be learned."""
    if any(each.compulsory for each in assignments):
        return None
    return site + _address(language, "accounts.account")


def _text(template: str, language: str, values: dict[str, Any]) -> tuple[str, str]:
    """Return the subject, which is the first line of a template of plain text, and the rest."""
    subject, _, rest = pages.plain_environment(language).get_template(template).render(values).strip().partition("\n")
    paragraphs = (paragraph.strip("\n") for paragraph in rest.split("\n\n"))
    return subject, "\n\n".join(paragraph for paragraph in paragraphs if paragraph.strip()) + "\n"


def _address(language: str, endpoint: str, **values: Any) -> str:
    return pages.address(current_app, language, endpoint, **values)
