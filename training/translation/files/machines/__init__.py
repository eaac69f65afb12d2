"""How does a machine draft translations? By one method; which protocol it speaks is a matter of settings.

Nothing but the texts of a module and two languages is sent: no name, no address, no key of a module. A connection is
checked by its certificate, no redirect is followed, an answer may be so large and take so long and no more. What a
service says in words is not kept: it may quote what it was sent, or a secret.
"""

from collections.abc import Collection

from training.config import TranslationMachine
from training.config.machine import ETRANSLATION
from training.translation.files.machines.asking import Machine, MachineAnswer, MachineOrder, NotDrafted
from training.translation.files.machines.etranslation import ETranslation, read_delivery
from training.translation.files.machines.libretranslate import LibreTranslate
from training.translation.rules.drafts import Failure

__all__ = [
    "ETranslation",
    "LibreTranslate",
    "Machine",
    "MachineAnswer",
    "MachineOrder",
    "NotDrafted",
    "failure_of",
    "machine_of",
    "read_delivery",
]


def machine_of(settings: TranslationMachine, *, patience: float = 60.0) -> ETranslation | LibreTranslate:
    """Return the machine that the settings name; `patience` in seconds."""
    if settings.kind == ETRANSLATION:
        return ETranslation(settings, patience=patience)
    return LibreTranslate(settings, patience=patience)


def failure_of(settings: TranslationMachine, languages: Collection[str], *, patience: float = 5.0) -> Failure | None:
    """Ask a machine whether it answers and, where it tells, knows these languages; None where all is well."""
    machine = machine_of(settings, patience=patience)
    try:
        known = machine.languages()
    except NotDrafted as fault:
        return fault.failure
    return Failure.LANGUAGE if known is not None and set(languages) - known else None
