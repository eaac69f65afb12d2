"""Which session is this, and on which page are the others ended?"""

from flask import current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user

from training.accounts import actions, queries
from training.accounts.rules import CurrentPerson, Way, device_of, safe_next
from training.accounts.views.blueprint import SEE_OTHER, TOKEN, pages, visitor
from training.foundation.clock import now
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.pages import page
from training.foundation.permissions import Permission


def remembered(person_id: str) -> CurrentPerson | None:
    """Find the person of the session that the cookie names; nobody where it was ended or has grown too old."""
    person = _of_token(session.get(TOKEN))
    if person is None or person.get_id() != person_id:
        return None
    if person.long_unseen and request.method == "POST":
        # Only where a transaction writes anyway, so that pages keep reading alone.
        actions.note_seen(db.session, person.sign_in_id, now=now())
    return person


def begin(person_id: int, *, way: Way, second_factor: bool) -> CurrentPerson | None:
    """Sign a person in under a new token, and commit; None where the account is closed.

    Whatever an anonymous session held must not become part of this person's, and whoever was signed in here before is
    not any more.
    """
    _leave()
    device = device_of(request.user_agent.string)
    token = actions.begin_session(
        db.session, person_id=person_id, way=way, second_factor=second_factor, device=device, now=now()
    )
    person = _of_token(token)
    if person is None:
        db.session.rollback()
        session.clear()
        return None
    db.session.commit()
    session.clear()
    session.permanent = True
    session[TOKEN] = token
    login_user(person)
    return person


def leave() -> None:
    """End the session of this browser, and commit."""
    _leave()
    db.session.commit()


def go_on(language: str) -> ResponseReturnValue:
    """Lead on where the person wanted to go, else to My learning."""
    return redirect(safe_next(request.args.get("next")) or url_for("learning.mine", language=language), SEE_OTHER)


def _leave() -> None:
    token = session.get(TOKEN)
    if token:
        actions.leave_session(db.session, token, now=now())


def _of_token(token: str | None) -> CurrentPerson | None:
    if not token:
        return None
    lifetime = current_app.permanent_session_lifetime
    return queries.current_person(db.session, token, now=now(), lifetime=lifetime)


@pages.get("/<language:language>/account/sessions")
@requires(Permission.TAKE_MODULE, without_factor=True)
def own_sessions(language: str) -> str:
    """List where one is signed in, this browser marked."""
    del language
    since = now() - current_app.permanent_session_lifetime
    return page(
        "accounts/sessions.html",
        person=visitor(),
        section="account",
        standing=queries.sign_ins(db.session, current_user.id, since=since),
        ended=request.args.get("ended") == "1",
    )


@pages.post("/<language:language>/account/sessions/<int(max=2147483647):sign_in_id>/end")
@requires(Permission.TAKE_MODULE, without_factor=True)
def end(language: str, sign_in_id: int) -> ResponseReturnValue:
    """End one of the own sessions; ending this one signs out."""
    actions.end_session(db.session, sign_in_id, person_id=current_user.id, now=now())
    db.session.commit()
    return redirect(url_for(".own_sessions", language=language, ended=1), SEE_OTHER)


@pages.post("/<language:language>/account/sessions/end-others")
@requires(Permission.TAKE_MODULE, without_factor=True)
def end_others(language: str) -> ResponseReturnValue:
    """End all own sessions but this one."""
    me = current_user.id
    actions.end_sessions(db.session, me, but=current_user.sign_in_id, now=now(), actor_id=me)
    db.session.commit()
    return redirect(url_for(".own_sessions", language=language, ended=1), SEE_OTHER)
