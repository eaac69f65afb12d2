"""Which page shows what has become of letters, and in a demonstration the letters themselves?"""

import re
from base64 import b64encode
from email.message import EmailMessage
from hashlib import sha256

from flask import Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from training.administration.queries.outbox import letter_counts, posted_letters
from training.administration.views.blueprint import SEE_OTHER, administrator, pages, show
from training.foundation.clock import now
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.outbox import OutboxLetter, State
from training.foundation.permissions import Permission
from training.mail import actions as mail
from training.mail import queries as mail_queries
from training.mail.files import AddressFault, Written, as_message
from training.mail.views import envelope, written

_LETTER = "/<language:language>/administration/outbox/<int(max=2147483647):letter_id>"
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@pages.get("/<language:language>/administration/outbox")
@requires(Permission.READ_OUTBOX)
def outbox(language: str) -> str:
    """List the letters, the newest first, and count them by what has become of them."""
    del language
    known = request.args.get("state", "")
    state = State(known) if known in list(State) else None
    return show(
        "outbox.html",
        counts=letter_counts(db.session),
        chosen=state,
        page=posted_letters(db.session, state=state, before=_number(request.args.get("before", ""))),
        is_later="before" in request.args,
        readable=_is_demonstration(),
        leaving=current_app.config["TRAINING"].mail_server is not None,
        sent=request.args.get("sent") == "1",
    )


@pages.post(f"{_LETTER}/send")
@requires(Permission.READ_OUTBOX)
def send_again(language: str, letter_id: int) -> ResponseReturnValue:
    """Let a letter leave once more, and whatever waits for the same person because of it."""
    mail.send_again(db.session, letter_id, now=now(), actor_id=administrator().id)
    db.session.commit()
    return redirect(url_for(".outbox", language=language, sent=1), SEE_OTHER)


@pages.get(_LETTER)
@requires(Permission.READ_OUTBOX)
def letter(language: str, letter_id: int) -> Response:
    """Show a held letter as it would leave, in a demonstration: elsewhere its links are for the reader alone."""
    del language
    words, message = _held(letter_id)
    return _without_traces(Response(show("letter.html", letter_id=letter_id, words=words, message=message)))


@pages.get(f"{_LETTER}/html")
@requires(Permission.READ_OUTBOX)
def letter_html(language: str, letter_id: int) -> Response:
    """Show the HTML of a held letter as a mail program would: nothing but its own style may act in it."""
    del language
    words, _ = _held(letter_id)
    styles = " ".join(f"'sha256-{_digest(style)}'" for style in _STYLE.findall(words.html))
    response = _without_traces(Response(words.html))
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return response


def _held(letter_id: int) -> tuple[Written, EmailMessage | None]:
    found = mail_queries.letter(db.session, letter_id) if _is_demonstration() else None
    if found is None or found.state != State.HELD.value:
        raise NotFound("letter")
    return _as_it_would_leave(found)


def _as_it_would_leave(found: OutboxLetter) -> tuple[Written, EmailMessage | None]:
    reader = mail_queries.addressee(db.session, found.person_id)
    words = written(found, reader)
    try:
        return words, as_message(words, envelope(found, reader), now=found.posted_at)
    except AddressFault:
        return words, None


def _without_traces(response: Response) -> Response:
    # What is shown holds a link that opens somebody's account.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _is_demonstration() -> bool:
    return bool(current_app.config["TRAINING"].demonstration)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 (fits an id)


def _digest(style: str) -> str:
    return b64encode(sha256(style.encode()).digest()).decode()
