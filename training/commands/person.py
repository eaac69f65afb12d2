"""How does a command open an account, or grant it more time in tests?"""

import secrets
from dataclasses import dataclass

import click
from sqlalchemy.orm import Session

from training.accounts import queries
from training.accounts.actions import (
    add_person,
    grant_extra_time,
    grant_role,
    invite,
    keep_organisation,
    remove_factors,
    set_password,
)
from training.accounts.models import Organisation, Region
from training.accounts.rules import AUTHORITY
from training.commands.ground import transaction
from training.config import Config
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.languages import DEFAULT, LANGUAGES
from training.foundation.permissions import Role

# Without l, o, 0 and 1: somebody will read it aloud.
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_REFUSALS = {
    "address-malformed": "This is no address: write it as name@authority.eu.",
    "address-taken": "There is an account with this address already.",
    "password-too-short": "The password is too short: at least 12 characters.",
    "password-too-long": "The password is too long: at most 1000 characters.",
    "password-known": "The password stands in lists of stolen passwords: choose another.",
    "password-predictable": "The password is made of words that anybody would try here: choose another.",
    "person-has-come": "This person has a password already; whoever has forgotten it gets a letter from the site.",
    "account-closed": "This account is closed.",
    "password-is-address": "The password must not be the person's own address.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A role as it is typed: "trainer:linz", or "translator" for everywhere."""

    role: Role
    region: str | None


class PostType(click.ParamType[Post]):
    """Reads a post from the command line."""

    name = "role[:region]"

    def convert(self, value: str | Post, param: click.Parameter | None, ctx: click.Context | None) -> Post:
        """Split role and region; the region is looked up later."""
        if isinstance(value, Post):
            return value
        role, _, region = value.partition(":")
        if role not in list(Role):
            self.fail(f"“{role}” is no role; there are {', '.join(Role)}.", param, ctx)
        return Post(role=Role(role), region=region or None)


@click.group
def person() -> None:
    """People: open an account, grant more time."""


@person.command
@click.option("--email", required=True, help="The address to sign in with.")
@click.option("--name", required=True, help="First and last name, as on a certificate.")
@click.option("--organisation", "key", required=True, metavar="KEY", help="The organisation's key, such as cwe.")
@click.option("--organisation-name", metavar="NAME", help="Makes an authority under this key; needs --region.")
@click.option("--region", "region_key", metavar="REGION", help="The region of a new authority, such as linz.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default=DEFAULT, help="The language of the greeting.")
@click.option("--role", "posts", type=PostType(), multiple=True, help="Besides learner; may be given several times.")
@click.option("--ask-password", is_flag=True, help="Ask for a password instead of making one.")
def add(
    *,
    email: str,
    name: str,
    key: str,
    organisation_name: str | None,
    region_key: str | None,
    language: str,
    posts: tuple[Post, ...],
    ask_password: bool,
) -> None:
    """Open an account that may learn, with further roles, and print its password once."""
    config = Config.from_environment()
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True) if ask_password else new_password()
    try:
        with transaction(config) as session:
            office = _organisation(session, key, name=organisation_name, region_key=region_key)
            made = add_person(session, email=email, name=name, organisation=office, language=language, now=now())
            for post in posts:
                region = _region(session, post.region) if post.region else None
                grant_role(session, made, post.role, region=region, now=now())
            set_password(session, made, password)
    except Refused as refusal:
        raise click.ClickException(_REFUSALS[refusal.code]) from refusal
    click.echo(f"{made.email} may sign in." + ("" if ask_password else f" Password, shown only now: {password}"))


@person.command("extra-time")
@click.option("--email", required=True, help="The address that the person signs in with.")
@click.option("--percent", type=click.IntRange(0, 300), required=True, help="50 makes 30 minutes 45; 0 takes it away.")
def extra_time(*, email: str, percent: int) -> None:
    """Grant a person more time in tests, as an accommodation; attempts that run already keep their limit."""
    with transaction(Config.from_environment()) as session:
        found = queries.person_by_email(session, email)
        if found is None:
            raise click.ClickException(f"Nobody signs in with {email}.")
        grant_extra_time(session, found, percent=percent, now=now())
    click.echo(f"{found.email} has {percent} % more time in tests from now on.")


@person.command("invite")
@click.argument("email")
def invite_person(email: str) -> None:
    """Post a letter to somebody who has not come yet, with a link to choose a password."""
    try:
        with transaction(Config.from_environment()) as session:
            found = queries.person_by_email(session, email)
            if found is None:
                raise click.ClickException(f"Nobody signs in with {email}.")
            invite(session, found, now=now(), actor_id=None)
    except Refused as refusal:
        raise click.ClickException(_REFUSALS[refusal.code]) from refusal
    click.echo(f"A letter to {found.email} is posted; the worker sends it.")


@person.command("reset-factors")
@click.argument("email")
def reset_factors(email: str) -> None:
    """Take all second factors from somebody who has lost them, and sign them out everywhere.

    Make sure first that it is they who ask: afterwards the password alone is enough.
    """
    with transaction(Config.from_environment()) as session:
        found = queries.person_by_email(session, email)
        if found is None:
            raise click.ClickException(f"Nobody signs in with {email}.")
        remove_factors(session, found, now=now(), actor_id=None)
    click.echo(f"{found.email} signs in with the password alone from now on, and is told so by a letter.")


def new_password() -> str:
    """Make a password of 60 bits that can be read aloud."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def _organisation(session: Session, key: str, *, name: str | None, region_key: str | None) -> Organisation:
    found = queries.organisation_by_key(session, key)
    if found:
        return found
    if name and region_key:
        region = _region(session, region_key)
        return keep_organisation(session, key=key, name=name, kind=AUTHORITY, region=region)
    known = ", ".join(organisation.key for organisation in queries.organisations(session)) or "none yet"
    raise click.ClickException(
        f"There is no organisation “{key}” (known: {known}). Make it with --organisation-name and --region."
    )


def _region(session: Session, key: str) -> Region:
    found = queries.region_by_key(session, key)
    if found is None:
        known = ", ".join(region.key for region in queries.regions(session)) or "none yet: run `training db upgrade`"
        raise click.ClickException(f"There is no region “{key}”; there are {known}.")
    return found
