"""Has this person signed in from this browser before? Then a stranger's wrong guesses do not keep them waiting.

A browser that has signed in keeps a signed cookie: a number of its own, and a mark for each account that it knows.
Whoever guesses a password from elsewhere is slowed down by account and by address; a browser that knows the account
counts its own mistakes only. Who holds a cookie may guess no faster than anybody else.
"""

import hmac
from hashlib import sha256
from secrets import token_urlsafe

from flask import Response, after_this_request, current_app, request
from flask_limiter.util import get_remote_address
from itsdangerous import BadSignature, URLSafeTimedSerializer

from training.accounts.rules import normal_email
from training.accounts.views.blueprint import SEE_OTHER

_HALF_A_YEAR = 182 * 24 * 3600
#: A machine in a training room knows many accounts; a cookie must stay small.
_MOST_ACCOUNTS = 20
_MARK_LENGTH = 22
_TOO_MANY = 429


def failed(response: Response) -> bool:
    """Tell whether a try counts against whoever made it: only failures do.

    Thirty people in one training room share one address and all know their password. Who has to wait has not been let
    try: counted by account as well, one guesser who goes on would shut it for everybody.
    """
    return response.status_code not in (SEE_OTHER, _TOO_MANY)


def account() -> str:
    """Name the account that somebody tries to open, without its address: counters may lie outside this program."""
    return _mark(request.form.get("email", ""))


def place() -> str:
    """Name where somebody tries from: the browser, if it knows this account, else the address."""
    number, marks = _kept()
    return f"browser {number}" if account() in marks else get_remote_address()


def account_at_place() -> str:
    """Name the account together with where somebody tries from."""
    return f"{account()} {place()}"


def is_known() -> bool:
    """Tell whether the person who has this address has signed in from this browser before."""
    return account() in _kept()[1]


def remember(email: str) -> None:
    """Let this browser know the account from now on; to be called once somebody has signed in."""
    number, marks = _kept()
    mine = _mark(email)
    known = [mine, *(mark for mark in marks if mark != mine)][:_MOST_ACCOUNTS]
    value = _signer().dumps([number or token_urlsafe(16), known])
    is_secure = bool(current_app.config["SESSION_COOKIE_SECURE"])

    @after_this_request
    def _keep(response: Response) -> Response:
        response.set_cookie(
            _name(), str(value), max_age=_HALF_A_YEAR, path="/", secure=is_secure, httponly=True, samesite="Strict"
        )
        return response


def _kept() -> tuple[str, list[str]]:
    """Read the number and the marks of this browser; none where it has no cookie of ours."""
    try:
        number, marks = _signer().loads(request.cookies.get(_name(), ""), max_age=_HALF_A_YEAR)
    except BadSignature:
        return "", []
    return str(number), list(marks)


def _name() -> str:
    return "__Host-browser" if current_app.config["SESSION_COOKIE_SECURE"] else "browser"


def _mark(email: str) -> str:
    # With the key, so that nobody can find out from the cookie on a shared machine who has been here.
    key = str(current_app.secret_key).encode()
    return hmac.new(key, b"mark of " + normal_email(email).encode(), sha256).hexdigest()[:_MARK_LENGTH]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="browser", signer_kwargs={"digest_method": sha256})
