"""What do tests of letters stand on? A mail server, and an application that knows it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests.mail.server import MailServer, mail_server
from training import config


@pytest.fixture
def server() -> Iterator[MailServer]:
    """Give a mail server that listens."""
    with mail_server() as server:
        yield server


@pytest.fixture
def sending(app: Flask, server: MailServer) -> Iterator[Callable[..., Flask]]:
    """Give a function that lets the application send to the server, with further settings perhaps."""
    before = app.config["TRAINING"]

    def sending(**settings: object) -> Flask:
        usual = {
            "mail_server": config.MailServer.from_address(server.address),
            "mail_from": "InduCCI Training <training@example.eu>",
        }
        app.config["TRAINING"] = replace(before, **(usual | settings))
        return app

    yield sending
    app.config["TRAINING"] = before
