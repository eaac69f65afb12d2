"""What is done without anybody asking? Duties that a worker does from minute to minute, beside the server."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import click
import structlog
from flask import Flask
from huey import Huey, RedisHuey, SqliteHuey, crontab

from training.app import create_app
from training.assignments.actions import remind
from training.commands.db import require_ready
from training.commands.drafts import make_drafts
from training.commands.exports import make_files, send_figures
from training.commands.ground import opened, transaction
from training.commands.mail import deliver
from training.commands.privacy import forget
from training.commands.publishing import publish_planned
from training.commands.statistics import release_unattended
from training.commands.translating import count_translations, look_for_mistranslations, tell_translators
from training.config import Config
from training.foundation.clock import now
from training.foundation.settings import settings
from training.learning.actions import close_overdue
from training.reporting.actions.standings import catch_up

log = structlog.get_logger()

_NAME = "training"
_STOPPING = "worker is stopping"
#: One is busy with letters all the time; the others share what else there is.
_THREADS = 3
_LETTERS_LEAVE_WITHIN = 5.0
#: How often a thread that has nothing to do looks for something.
_LOOK_AFTER = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that is done every few minutes, or at some hours alone; it returns how much there was to do.

    Doing it twice, or on two machines at once, must do no harm: a worker may be killed at any moment.
    """

    name: str
    minutes: str
    hours: str = "*"
    do: Callable[[Flask], int]


def _send_letters(app: Flask) -> int:
    stopping: Event = app.extensions[_STOPPING]
    # Somebody who has forgotten a password looks into the mailbox at once, not in a minute.
    return deliver(app, rest=lambda: not stopping.wait(_LETTERS_LEAVE_WITHIN))


def _close_attempts(app: Flask) -> int:
    with transaction(app.config["TRAINING"]) as session:
        return close_overdue(session, now=now())


def _remind(app: Flask) -> int:
    with transaction(app.config["TRAINING"]) as session:
        return remind(session, hour=settings(session).reminder_hour, now=now())


def _keep_no_longer(app: Flask) -> int:
    return forget(app.config["TRAINING"]).total()


def _publish(app: Flask) -> int:
    return publish_planned(app.config["TRAINING"])


def _count_standings(app: Flask) -> int:
    with transaction(app.config["TRAINING"]) as session:
        return catch_up(session, now=now())


def _release_statistics(app: Flask) -> int:
    return len(release_unattended(app.config["TRAINING"]))


def _count_translations(app: Flask) -> int:
    return count_translations(app.config["TRAINING"])


def _tell_translators(app: Flask) -> int:
    return tell_translators(app.config["TRAINING"])


def _look_for_mistranslations(app: Flask) -> int:
    return look_for_mistranslations(app.config["TRAINING"])


DUTIES = (
    Duty(name="letters", minutes="*", do=_send_letters),
    Duty(name="attempts", minutes="*/5", do=_close_attempts),
    Duty(name="reminders", minutes="7", do=_remind),
    Duty(name="retention", minutes="37", do=_keep_no_longer),
    Duty(name="standings", minutes="*/10", do=_count_standings),
    Duty(name="statistics", minutes="22", do=_release_statistics),
    Duty(name="files", minutes="*", do=make_files),
    Duty(name="publications", minutes="*", do=_publish),
    Duty(name="drafts", minutes="*", do=make_drafts),
    Duty(name="monthly figures", minutes="*/5", do=send_figures),
    # These two find out by themselves what was done today.
    Duty(name="translation counts", minutes="13", do=_count_translations),
    Duty(name="changed sources", minutes="17", do=_tell_translators),
    # Figures of all quizzes take their time: once, while few are here.
    Duty(name="mistranslations", minutes="47", hours="3", do=_look_for_mistranslations),
)


@click.command
def worker() -> None:
    """Do what has to be done without anybody asking, such as sending letters, until Ctrl-C or SIGTERM.

    Run one beside the server; with a queue in Redis, one on each machine.
    """
    config = Config.from_environment()
    with opened(config) as engine:
        require_ready(engine)
    queue = queue_of(config)
    # It would write what a fault says, which may be an address: we say ourselves what went wrong.
    logging.getLogger("huey").setLevel(logging.CRITICAL)
    # SIGTERM lets what has begun come to its end.
    consumer = queue.create_consumer(workers=_THREADS, max_delay=_LOOK_AFTER, graceful_signal="TERM")
    app = create_app(config)
    app.extensions[_STOPPING] = consumer.stop_flag
    for duty in DUTIES:
        queue.periodic_task(crontab(minute=duty.minutes, hour=duty.hours), name=duty.name)(_guarded(duty, app))
    log.info("worker begins", duties=[duty.name for duty in DUTIES], letters_leave=config.mail_server is not None)
    consumer.run()


def queue_of(config: Config) -> Huey:
    """Return the queue that the settings name: Redis, or a file of SQLite whose folder is made."""
    address = config.queue_address()
    if address.startswith(("redis://", "rediss://")):
        return RedisHuey(_NAME, url=address, results=False)
    Path(address).parent.mkdir(parents=True, exist_ok=True)
    return SqliteHuey(_NAME, filename=address, results=False)


def _guarded(duty: Duty, app: Flask) -> Callable[[], None]:
    def do() -> None:
        try:
            count = duty.do(app)
        except Exception as fault:
            log.error("duty failed", duty=duty.name, exc_info=fault)  # noqa: TRY400 (places, not words)
            return
        if count:
            log.info("duty done", duty=duty.name, count=count)

    return do
