"""What can be done from a command line? The `training` command: the second edge beside the web."""

from importlib import import_module
from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError

from training.accounts.files import RegionsFault
from training.config import ConfigurationFault
from training.foundation.migrating import NewerDatabase
from training.tables import make_models_known

#: Where each command stands in `training/commands`, and behind it which others it takes in.
PLACES = {
    "attempts": ("attempts:attempts",),
    "audit": ("audit:audit",),
    "backup": ("backup:backup",),
    "courses": ("courses:courses", "questions:questions", "translations:translations"),
    "db": ("db:db",),
    "demo": ("demo:demo",),
    "demo-background": ("demo_history:background",),
    "doctor": ("doctor:doctor",),
    "mail": ("mail:mail",),
    "person": ("person:person", "roster:import_people"),
    "privacy": ("privacy:privacy",),
    "restore": ("backup:restore",),
    "serve": ("serve:serve",),
    "simulate": ("simulate:simulate",),
    "statistics": ("statistics:statistics",),
    "upgrade": ("upgrade:upgrade",),
    "worker": ("worker:worker",),
}


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


class Commands(OneLine):
    """The commands of `PLACES`; each is read when it is called, since to read all takes longer than most run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click gives it)
        """Name every command."""
        return sorted(PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click gives it)
        """Read a command, with those that it takes in."""
        if cmd_name not in PLACES:
            return None
        # Whatever a command needs, its rows point at those of others.
        make_models_known()
        place, *others = PLACES[cmd_name]
        command: click.Command = _read(place)
        if isinstance(command, click.Group):
            for other in others:
                command.add_command(_read(other))
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """InduCCI Training: regional modules for public administrations, in seven languages.

    Try it out with `training demo`. For the rest, settings come from the environment: TRAINING_SECRET_KEY,
    TRAINING_DATABASE_URL, TRAINING_MEDIA_FOLDER and TRAINING_PUBLIC_ADDRESS.
    """


def _read(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(f"training.commands.{module}"), name)
