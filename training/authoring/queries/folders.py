"""What would come in with the zip of a module?"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from training.accounts.queries import regions
from training.authoring.files.zips import unpacked
from training.authoring.queries.importing import import_plan
from training.authoring.rules import Plan
from training.content.files.reading import Reading, read_folder
from training.content.rules.fault import Fault
from training.foundation.languages import LANGUAGES
from training.translation.files import Catalogue, read_catalogues


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """A module as it was read from a zip, with what its import would do; there is no plan where it has faults."""

    reading: Reading
    catalogues: list[Catalogue]
    plan: Plan | None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """List what is wrong with its files."""
        return (*self.reading.faults, *(fault for catalogue in self.catalogues for fault in catalogue.faults))

    @property
    def digest(self) -> str:
        """Identify the plan, so that exactly what somebody saw is done."""
        return sha256(repr(self.plan).encode()).hexdigest()


@contextmanager
def arriving(session: Session, archive: Path) -> Iterator[Arriving]:
    """Read a zip and plan its import; its files are there as long as this lasts. Raises Refused("zip-unreadable")."""
    with TemporaryDirectory() as into:
        folder = unpacked(archive, Path(into))
        reading = read_folder(folder, languages=LANGUAGES, regions=[region.key for region in regions(session)])
        catalogues = read_catalogues(folder, reading.module, languages=LANGUAGES) if reading.module else []
        sound = reading.module is not None and not any(catalogue.faults for catalogue in catalogues)
        yield Arriving(reading=reading, catalogues=catalogues, plan=_plan(session, reading, catalogues, sound=sound))


def _plan(session: Session, reading: Reading, catalogues: list[Catalogue], *, sound: bool) -> Plan | None:
    if reading.module is None or not sound:
        return None
    entries = {catalogue.language: catalogue.entries for catalogue in catalogues}
    return import_plan(session, reading.module, reading.based_on, entries)
