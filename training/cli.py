"""What can be done from a command line? The `training` command: the second edge beside the web."""

from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError

from training.accounts.files import RegionsFault
from training.commands.attempts import attempts
from training.commands.audit import audit
from training.commands.backup import backup, restore
from training.commands.courses import courses
from training.commands.db import db
from training.commands.demo import demo
from training.commands.demo_history import background
from training.commands.doctor import doctor
from training.commands.mail import mail
from training.commands.person import person
from training.commands.privacy import privacy
from training.commands.roster import import_people
from training.commands.serve import serve
from training.commands.simulate import simulate
from training.commands.statistics import statistics
from training.commands.upgrade import upgrade
from training.commands.worker import worker
from training.config import ConfigurationFault
from training.foundation.migrating import NewerDatabase


class OneLine(click.Group):
    """A group whose expected faults are one clear line each, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; say in one line what its surroundings refused."""
        try:
            return super().invoke(ctx)
        except (ConfigurationFault, NewerDatabase, RegionsFault) as fault:
            raise click.ClickException(str(fault)) from fault
        except SQLAlchemyError as fault:
            reason = str(getattr(fault, "orig", None) or fault).strip().splitlines()[0]
            raise click.ClickException(f"The database refused: {reason}. Is its address right?") from fault
        except OSError as fault:
            place = f"{fault.filename}: " if fault.filename else ""
            raise click.ClickException(f"{place}{fault.strerror or fault}") from fault


@click.group(cls=OneLine, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """InduCCI Training: regional modules for public administrations, in seven languages.

    Try it out with `training demo`. For the rest, settings come from the environment: TRAINING_SECRET_KEY,
    TRAINING_DATABASE_URL, TRAINING_MEDIA_FOLDER and TRAINING_PUBLIC_ADDRESS.
    """


for command in (
    demo,
    background,
    serve,
    worker,
    db,
    courses,
    person,
    mail,
    attempts,
    backup,
    restore,
    audit,
    doctor,
    upgrade,
    privacy,
    statistics,
    simulate,
):
    main.add_command(command)
person.add_command(import_people)
