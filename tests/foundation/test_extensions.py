"""Do the extensions end a request as they should?"""

from collections.abc import Callable
from inspect import iscoroutinefunction

from flask import Flask

from training.foundation.extensions import db


def test_a_request_ends_without_an_event_loop(make_app: Callable[[str], Flask]) -> None:
    app = make_app("sqlite://")

    assert app.teardown_appcontext_funcs
    assert not any(map(iscoroutinefunction, app.teardown_appcontext_funcs))


def test_a_session_ends_with_its_request(make_app: Callable[[str], Flask]) -> None:
    with make_app("sqlite://").app_context():
        session = db.session
        session.connection()

    assert not session.in_transaction()
