"""How does somebody try everything out with one command, and find it all again the next day?"""

import os
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from training.accounts import queries
from training.accounts.actions import add_person, grant_role, keep_organisation, keep_regions, set_password
from training.accounts.files import read_regions
from training.accounts.models import Organisation, Person, Region
from training.accounts.rules import AUTHORITY, PARTNER
from training.assignments.actions import Wanted, assign
from training.assignments.queries import assignments_of
from training.commands.courses import import_courses
from training.commands.demo_history import PEOPLE as HISTORY
from training.commands.demo_history import begin_background, make_history
from training.commands.demo_translating import make_translating
from training.commands.ground import opened, transaction
from training.commands.person import new_password
from training.commands.serve import become_server, host_option, port_option, require_free, workers_option
from training.config import Config
from training.content import queries as content
from training.content.files.stores import store_of
from training.foundation import migrating
from training.foundation.clock import now
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import BY_LANGUAGE, Role

COURSES = Path("courses")
_INVENTED = "Invented people who have learned for two years, so that there is something to count; 0: none."


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the demonstration; `scope` is the region of the role, None is everywhere.

    A training officer's role is for the own organisation.
    """

    email: str
    name: str
    region: str
    language: str
    role: Role
    scope: str | None = None


#: An invented office for each region, in the region's language.
OFFICES = {
    "chemnitz": "Stadtverwaltung Erzbrück (Demonstration)",
    "linz": "Marktgemeinde Stahlbrunn (Demonstration)",
    "sokolov": "Městský úřad Uhelná Lípa (demonstrace)",
    "bielsko": "Urząd Miejski Nowa Tkalnia (demonstracja)",
    "padova": "Comune di Borgo Telaio (dimostrazione)",
    "gorenjska": "Občina Zgornje Kovače (predstavitev)",
    "limburg": "Gemeente Mijnhoven (demonstratie)",
}
DEPARTMENT = "Odbor kultury a cestovního ruchu (demonstrace)"
PARTNER_OFFICE = "Projectpartner Mijnstreek (demonstratie)"
PEOPLE = (
    Somebody("learner@chemnitz.example", "Katrin Berger", "chemnitz", "de", Role.LEARNER),
    Somebody("learner@linz.example", "Lukas Gruber", "linz", "de", Role.LEARNER),
    Somebody("learner@sokolov.example", "Jana Nováková", "sokolov", "cs", Role.LEARNER),
    Somebody("learner@bielsko.example", "Anna Kowalska", "bielsko", "pl", Role.LEARNER),
    Somebody("learner@padova.example", "Giulia Rossi", "padova", "it", Role.LEARNER),
    Somebody("learner@gorenjska.example", "Matej Zupan", "gorenjska", "sl", Role.LEARNER),
    Somebody("learner@limburg.example", "Sofie Peeters", "limburg", "nl", Role.LEARNER),
    Somebody("trainer@chemnitz.example", "Martin Vogel", "chemnitz", "de", Role.TRAINER, "chemnitz"),
    Somebody("translator@gorenjska.example", "Nina Kralj", "gorenjska", "sl", Role.TRANSLATOR),
    Somebody("reviewer@gorenjska.example", "Jure Kos", "gorenjska", "sl", Role.REVIEWER),
    Somebody("officer@sokolov.example", "Petr Dvořák", "sokolov", "cs", Role.TRAINING_OFFICER),
    Somebody("partner@limburg.example", "Tom Claes", "limburg", "nl", Role.PARTNER, "limburg"),
    Somebody("administrator@training.example", "Eva Lindner", "chemnitz", "en", Role.ADMINISTRATOR),
)


@click.command
@click.option("--folder", type=click.Path(path_type=Path), default=Path("var"), show_default=True, help="Keeps it all.")
@click.option("--no-serve", is_flag=True, help="Prepare everything and stop.")
@click.option("--people", type=click.IntRange(0), default=HISTORY, show_default=True, help=_INVENTED)
@host_option
@port_option
@workers_option
def demo(folder: Path, *, no_serve: bool, people: int, host: str, port: int, workers: int | None) -> None:
    """Try it out: make a database with regions, modules, people and what they have learned, and serve it.

    Run again, it keeps everything and gives the people new passwords.
    """
    if not no_serve:
        require_free(host, port)
    if not COURSES.is_dir():
        raise click.ClickException(f"There is no folder {COURSES.absolute()}. Go to the project's folder first.")
    config = _settings(folder, f"http://{_reachable(host)}:{port}")
    with opened(config) as engine:
        migrating.upgrade(engine)
    with transaction(config) as session:
        regions = keep_regions(session, read_regions(COURSES / "regions.yaml", languages=LANGUAGES))
        rows = list(_people_with_new_passwords(session, {region.key: region for region in regions}))
    import_courses(config)
    with transaction(config) as session:
        _require_learning(session)
        make_translating(session, store=store_of(config))
        make_history(session, people)
    _print_table(rows)
    if no_serve:
        return
    click.echo(f"\nOpen {config.public_address} in a browser. Stop with Ctrl-C; everything is kept in {folder}.")
    os.environ |= _environment(config)
    if people:
        click.echo("Figures of past quarters are released meanwhile: statistics fill within some minutes.")
        begin_background()
    become_server(host, port, workers)


def _settings(folder: Path, address: str) -> Config:
    _require_writable(folder)
    (folder / "media").mkdir(exist_ok=True)
    home = folder.resolve()
    return Config(
        secret_key=_secret_key(home / "secret-key"),
        database_url=f"sqlite:///{home / 'training.sqlite'}",
        media_folder=home / "media",
        public_address=address,
        secure_cookies=False,
        demonstration=True,
    )


def _environment(config: Config) -> dict[str, str]:
    return {
        "TRAINING_SECRET_KEY": config.secret_key,
        "TRAINING_DATABASE_URL": config.database_url,
        "TRAINING_MEDIA_FOLDER": str(config.media_folder),
        "TRAINING_PUBLIC_ADDRESS": config.public_address,
        "TRAINING_INSECURE_COOKIES": "1",
        "TRAINING_DEMONSTRATION": "1",
    }


def _require_writable(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as fault:
        raise click.ClickException(
            f"Cannot write in the folder {folder.absolute()} ({fault.strerror}). Name another with --folder."
        ) from fault


def _secret_key(path: Path) -> str:
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()


def _reachable(host: str) -> str:
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 (compared, not bound)
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _people_with_new_passwords(session: Session, regions: dict[str, Region]) -> Iterator[tuple[str, ...]]:
    offices = {office.key: office for office in _offices(session, regions)}
    for somebody in PEOPLE:
        password = new_password()
        set_password(session, _person(session, somebody, regions, offices), password)
        yield somebody.role.value, somebody.region, somebody.email, password


def _offices(session: Session, regions: dict[str, Region]) -> Iterator[Organisation]:
    for key, name in OFFICES.items():
        yield keep_organisation(session, key=f"demo-{key}", name=name, kind=AUTHORITY, region=regions[key])
    hall = queries.organisation_by_key(session, "demo-sokolov")
    department = {"key": "demo-sokolov-culture", "name": DEPARTMENT, "kind": AUTHORITY}
    yield keep_organisation(session, **department, region=regions["sokolov"], parent=hall)
    yield keep_organisation(session, key="demo-partner", name=PARTNER_OFFICE, kind=PARTNER, region=regions["limburg"])


def _person(
    session: Session, somebody: Somebody, regions: dict[str, Region], offices: dict[str, Organisation]
) -> Person:
    person = queries.person_by_email(session, somebody.email)
    if person is None:
        key = "demo-partner" if somebody.role is Role.PARTNER else f"demo-{somebody.region}"
        person = add_person(
            session,
            email=somebody.email,
            name=somebody.name,
            organisation=offices[key],
            language=somebody.language,
            now=now(),
        )
    scope = regions[somebody.scope] if somebody.scope else None
    office = offices[f"demo-{somebody.region}"] if somebody.role is Role.TRAINING_OFFICER else None
    language = somebody.language if somebody.role in BY_LANGUAGE else None
    grant_role(session, person, somebody.role, region=scope, organisation=office, language=language, now=now())
    return person


def _require_learning(session: Session) -> None:
    """Let the town hall of Sokolov require the module of its region every year, unless it does already."""
    officer = queries.person_by_email(session, "officer@sokolov.example")
    hall = queries.organisation_by_key(session, "demo-sokolov")
    module = content.module_row(session, "sokolov")
    if not (officer and hall and module) or assignments_of(session, officer.id):
        return
    due_on = (now() + timedelta(days=90)).date()
    wanted = Wanted(module_id=module.id, due_on=due_on, repeat_months=12, compulsory=True)
    assign(session, hall, wanted, people=(), zone=ZoneInfo("Europe/Prague"), actor_id=officer.id, now=now())


def _print_table(rows: list[tuple[str, ...]]) -> None:
    table = [("Role", "Region", "Address", "Password, new at each start"), *rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
