"""What can be done about attempts from a command line? Those whose time is over are graded."""

import click

from training.commands.ground import transaction
from training.config import Config
from training.foundation.clock import now
from training.learning.actions import close_overdue


@click.group
def attempts() -> None:
    """Attempts at quizzes: grade those whose time is over."""


@attempts.command
def close() -> None:
    """Grade every attempt whose time limit is over and which nobody handed in, with what was saved in time.

    Run it every few minutes. A learner who comes back can hand in all the same; twice is once.
    """
    with transaction(Config.from_environment()) as session:
        count = close_overdue(session, now=now())
    click.echo(f"{count} graded.")
