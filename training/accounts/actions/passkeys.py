"""What changes about passkeys, and whose is the one that was shown?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    options_to_json_dict,
    parse_authentication_credential_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from training.accounts import queries
from training.accounts.actions.factors import ADDED, REMOVED, forget_codes_without_factor, tell
from training.accounts.models import Passkey, Person
from training.accounts.rules import is_recent
from training.accounts.rules.factors import CHALLENGE_FOR, SITE_NAME, RelyingParty, check_passkey_name, user_handle
from training.foundation.audit import Event, record
from training.foundation.errors import NotFound, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """What a passkey is asked to sign, and since when; it is good once."""

    value: bytes
    issued_at: datetime


def registration_options(
    session: Session, person_id: int, *, challenge: Challenge, site: RelyingParty
) -> dict[str, Any]:
    """Return what a browser needs to make a passkey that can sign in alone; it has to ask who is there."""
    person = session.get_one(Person, person_id)
    known = queries.passkeys(session, person_id)
    options = generate_registration_options(
        rp_id=site.id,
        rp_name=SITE_NAME,
        user_id=user_handle(person_id, site),
        user_name=person.email,
        user_display_name=person.name,
        challenge=challenge.value,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=passkey.credential) for passkey in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return options_to_json_dict(options)


def authentication_options(
    session: Session, person_id: int | None, *, challenge: Challenge, site: RelyingParty
) -> dict[str, Any]:
    """Return what a browser needs to show a passkey: one of this person's, or where nobody is known yet, any."""
    known = queries.passkeys(session, person_id) if person_id else []
    options = generate_authentication_options(
        rp_id=site.id,
        challenge=challenge.value,
        allow_credentials=[PublicKeyCredentialDescriptor(id=passkey.credential) for passkey in known],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


def add_passkey(
    session: Session, person_id: int, *, name: str, shown: str, challenge: Challenge, site: RelyingParty, now: datetime
) -> None:
    """Keep a passkey that a browser has made, or raise Refused("passkey-not-verified") or what its name lacks."""
    name = check_passkey_name(name, taken=[passkey.name for passkey in queries.passkeys(session, person_id)])
    try:
        made = verify_registration_response(
            credential=parse_registration_credential_json(shown),
            expected_challenge=_still_good(challenge, now=now),
            expected_rp_id=site.id,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except WebAuthnException as fault:
        raise Refused("passkey-not-verified") from fault
    kept = {"credential": made.credential_id, "public_key": made.credential_public_key, "sign_count": made.sign_count}
    try:
        with session.begin_nested():
            session.add(Passkey(person_id=person_id, name=name, added_at=now, used_at=now, **kept))
    except IntegrityError as fault:
        # A credential belongs to one person, whoever shows it.
        raise Refused("passkey-not-verified") from fault
    tell(session, Event.SECOND_FACTOR_ADDED, person_id, actor_id=person_id, change=ADDED, now=now, kind="passkey")


def remove_passkey(session: Session, person_id: int, passkey_id: int, *, now: datetime) -> None:
    """Take one of the person's passkeys away, or raise NotFound."""
    own = Passkey.id == passkey_id, Passkey.person_id == person_id
    if session.scalar(delete(Passkey).where(*own).returning(Passkey.id)) is None:
        raise NotFound("passkey")
    forget_codes_without_factor(session, person_id)
    tell(session, Event.SECOND_FACTOR_REMOVED, person_id, actor_id=person_id, change=REMOVED, now=now, kind="passkey")


def prove_passkey(
    session: Session, shown: str, *, person_id: int | None, challenge: Challenge, site: RelyingParty, now: datetime
) -> int:
    """Return the id of the person whose passkey has signed the challenge; of this person, if one is expected.

    Raises Refused("passkey-not-verified") and leaves an entry: commit it too.
    """
    try:
        passkey, sign_count = _verified(session, shown, challenge=challenge, site=site, now=now)
        _check_owner(passkey, expected=person_id)
        _use(session, passkey, sign_count=sign_count, challenge=challenge, now=now)
    except (Refused, WebAuthnException) as fault:
        subject = f"person {person_id}" if person_id else "nobody"
        record(session, Event.SIGN_IN_FAILED, subject, at=now, actor_id=None, step="passkey")
        raise Refused("passkey-not-verified") from fault
    return passkey.person_id


def _verified(
    session: Session, shown: str, *, challenge: Challenge, site: RelyingParty, now: datetime
) -> tuple[Passkey, int]:
    credential = parse_authentication_credential_json(shown)
    passkey = queries.passkey_by_credential(session, credential.raw_id)
    if passkey is None or not _names_owner(credential, passkey, site):
        raise Refused("passkey-not-verified")
    proven = verify_authentication_response(
        credential=credential,
        expected_challenge=_still_good(challenge, now=now),
        expected_rp_id=site.id,
        expected_origin=site.origin,
        credential_public_key=passkey.public_key,
        # The library refuses a count that does not rise: then there are two of what must be one.
        credential_current_sign_count=passkey.sign_count,
        require_user_verification=True,
    )
    return passkey, proven.new_sign_count


def _check_owner(passkey: Passkey, *, expected: int | None) -> None:
    if expected not in (None, passkey.person_id):
        raise Refused("passkey-not-verified")


def _names_owner(credential: AuthenticationCredential, passkey: Passkey, site: RelyingParty) -> bool:
    handle = credential.response.user_handle
    return handle is None or handle == user_handle(passkey.person_id, site)


def _use(session: Session, passkey: Passkey, *, sign_count: int, challenge: Challenge, now: datetime) -> None:
    # A challenge that is older than the last use may be the one that was used: none is good twice.
    fresh = Passkey.id == passkey.id, Passkey.used_at < challenge.issued_at
    used = update(Passkey).where(*fresh).values(sign_count=sign_count, used_at=now).returning(Passkey.id)
    if session.scalar(used) is None:
        raise Refused("passkey-not-verified")


def _still_good(challenge: Challenge, *, now: datetime) -> bytes:
    if not is_recent(challenge.issued_at, now=now, within=CHALLENGE_FOR):
        raise Refused("passkey-not-verified")
    return challenge.value
