"""How do letters leave, and what comes back? By a command once, or by the worker each minute."""

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import click
import structlog
from flask import Flask

from training.app import create_app
from training.commands.ground import transaction
from training.config import Config
from training.foundation.clock import now
from training.foundation.extensions import db
from training.foundation.outbox import OutboxLetter, State
from training.mail import actions, queries
from training.mail.files import AddressFault, as_message, read_bounce, return_path
from training.mail.queries import Addressee
from training.mail.rules import Fault, Stage
from training.mail.views import envelope, written

log = structlog.get_logger()

#: Letters stop leaving after this, so that no worker is busy with them alone; the next minute goes on.
_A_WHILE = timedelta(seconds=50)

HandIn = Callable[..., Fault | None]


@click.group
def mail() -> None:
    """Letters: send those that wait, read what comes back."""


@mail.command
def send() -> None:
    """Send the letters that are due; the worker does it each minute."""
    click.echo(f"{deliver(create_app(Config.from_environment()))} sent.")


@mail.command
def bounce() -> None:
    """Read a letter that has come back from standard input, as the mail server pipes it, and mark ours as bounced."""
    config = Config.from_environment()
    returned = read_bounce(sys.stdin.buffer.read())
    with transaction(config) as session:
        letter_id = actions.come_back(session, returned, key=config.secret_key)
    # Whatever it was, it has been read: another exit code would make the mail server send it back again.
    click.echo(f"Letter {letter_id} has bounced." if letter_id else "Nothing to do: it tells of no letter of ours.")


def deliver(app: Flask, *, rest: Callable[[], bool] | None = None) -> int:
    """Hand in the letters that are due, each in transactions of its own, and return how many have left.

    From a demonstration and without a mail server none does. `rest` waits for a moment when nothing is due, and tells
    whether to look once more.
    """
    config: Config = app.config["TRAINING"]
    if config.demonstration or config.mail_server is None:
        return 0
    until, count = now() + _A_WHILE, 0
    with app.app_context(), actions.PostOffice(config.mail_server, name=config.site_host()) as office:
        while now() < until:
            letter = actions.take(db.session, now=now())
            db.session.commit()
            if letter is None:
                office.leave()
                if rest is None or not rest():
                    break
                continue
            fault = _sent(letter, config, office.hand_in)
            count += letter.state == State.SENT.value
            if fault and fault.everybodys:
                log.error("letters cannot leave", fault=str(fault))
                break
    return count


def _sent(letter: OutboxLetter, config: Config, hand_in: HandIn) -> Fault | None:
    """Write a letter, hand it in and mark it: killed in between, it leaves a second time, under the same Message-ID."""
    reader = queries.addressee(db.session, letter.person_id)
    if not reader.open:
        actions.give_up(db.session, letter, why=actions.ACCOUNT_CLOSED)
        db.session.commit()
        return None
    fault = _handed_in(letter, reader, config, hand_in)
    if fault is None:
        actions.left(db.session, letter)
    else:
        actions.failed(db.session, letter, fault, now=now())
    db.session.commit()
    log.info("letter", number=letter.id, kind=letter.letter, state=letter.state, tries=letter.tries, fault=letter.fault)
    return fault


def _handed_in(letter: OutboxLetter, reader: Addressee, config: Config, hand_in: HandIn) -> Fault | None:
    sender = envelope(letter, reader)
    try:
        message = _message(letter, reader, now())
        back = return_path(sender, returns=config.mail_return)
        # No transaction stays open while the mail server thinks.
        db.session.commit()
        return hand_in(message, sender=back, recipient=str(message["To"].addresses[0].addr_spec))
    except AddressFault:
        return Fault(stage=Stage.ADDRESS)
    except Exception as fault:
        # A letter that cannot be written must not keep the others.
        log.error("letter not written", number=letter.id, kind=letter.letter, exc_info=fault)  # noqa: TRY400 (places, not words)
        db.session.rollback()
        return Fault(stage=Stage.WRITING)


def _message(letter: OutboxLetter, reader: Addressee, moment: datetime) -> EmailMessage:
    return as_message(written(letter, reader), envelope(letter, reader), now=moment)
