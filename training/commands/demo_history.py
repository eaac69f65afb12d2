"""How does a demonstration come to have people who have learned, and figures of past quarters?"""

import os
import subprocess
import sys
import time
from dataclasses import replace

import click
from sqlalchemy.orm import Session

from training.app import create_app
from training.commands.exports import make_files
from training.commands.ground import transaction
from training.commands.publishing import publish_planned
from training.commands.statistics import release_due
from training.commands.translating import count_translations
from training.config import Config
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.settings import change, settings
from training.reporting.actions.simulating import check_room, simulated
from training.reporting.actions.standings import catch_up
from training.reporting.rules.histories import Amount

BACKGROUND = "demo-background"
#: So many people that figures of a region can be shown, and few enough to be there at once.
PEOPLE = 3000
_ORGANISATIONS = 21
_PAUSE = 5.0


@click.command(BACKGROUND, hidden=True)
@click.option("--beside", type=int, required=True, help="The process with whose end this one ends.")
def background(beside: int) -> None:
    """Do for a demonstration what a worker does for a site, but send nothing."""
    app = create_app(Config.from_environment())
    config: Config = app.config["TRAINING"]
    for _ in release_due(config):
        if os.getppid() != beside:
            return
    while os.getppid() == beside:
        publish_planned(config)
        make_files(app)
        count_translations(config)
        with transaction(config) as session:
            catch_up(session, now=now())
        time.sleep(_PAUSE)


def begin_background() -> None:
    """Begin that beside this process, which becomes the server."""
    command = [sys.executable, "-m", "training", BACKGROUND, "--beside", str(os.getpid())]
    # It says nothing: whoever reads what the server says must not wait for it.
    nowhere = subprocess.DEVNULL
    subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere)  # noqa: S603 (ours)


def make_history(session: Session, people: int) -> None:
    """Let invented people have learned for two years, unless they have already; and let partners compare regions."""
    if not people:
        return
    try:
        check_room(session, demonstration=True)
    except Refused:
        return
    amount = Amount(people=people, years=2, seed=1, until=now().date(), organisations=_ORGANISATIONS)
    simulated(session, amount, now=now(), demonstration=True)
    change(session, replace(settings(session), regions_compared=True), person_id=None, now=now())
