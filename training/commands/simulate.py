"""How does a command fill a database with invented people who have learned for years?"""

from datetime import datetime

import click

from training.commands.ground import transaction
from training.config import Config
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.reporting.actions.simulating import check_room, simulated
from training.reporting.rules.histories import Amount

_REFUSED = {
    "simulated-already": "There is a simulated history already. Begin with a new database.",
    "learners-already": "People have learned here: nothing is made up beside them. Name another database.",
    "modules-unpublished": "No module is published. Run `training courses import` first.",
}


@click.command
@click.option("--people", type=click.IntRange(1), default=1_000, show_default=True)
@click.option("--years", type=click.IntRange(1, 20), default=3, show_default=True, help="So long they have learned.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same history.")
@click.option(
    "--until", type=click.DateTime(["%Y-%m-%d"]), help="Nothing happens on this day or later. [default: today]"
)
@click.option("--organisations", type=click.IntRange(1), default=50, show_default=True)
def simulate(people: int, years: int, seed: int, until: datetime | None, organisations: int) -> None:
    """Make up people who learn: for measuring, and for trying statistics out.

    Only where nobody has learned yet, or in a demonstration. The people are called "Simulated person 1" and so on, and
    none of them can sign in.
    """
    config, moment = Config.from_environment(), now()
    day = until.date() if until else moment.date()
    amount = Amount(people=people, years=years, seed=seed, until=day, organisations=organisations)
    try:
        with transaction(config) as session:
            check_room(session, demonstration=config.demonstration)
            click.echo(
                f"Writing {people:,} people in {organisations:,} organisations who have learned for {years} years "
                f"until {day}, from the seed {seed}. Nothing is kept if it is interrupted."
            )
            made = simulated(session, amount, now=moment, demonstration=config.demonstration)
    except Refused as refusal:
        raise click.ClickException(_REFUSED[refusal.code]) from refusal
    click.echo(f"{made.people:,} people, {made.enrolments:,} enrolments, {made.completions:,} completions.")
