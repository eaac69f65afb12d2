"""Are files of translators whole, and made for this module and the languages that they are sent to?"""

from collections.abc import Collection, Iterator, Sequence

from training.content.rules.fault import Fault, Place
from training.content.rules.module import Module
from training.foundation.errors import Refused
from training.translation.rules.incoming import IncomingFile


def require_sound(file: IncomingFile, module: Module, language: str) -> None:
    """Raise Refused("translations-unreadable") with faults where a file is broken, or of something else."""
    faults = file.faults or tuple(_of_something_else(file, module, language))
    if faults:
        raise Refused("translations-unreadable", faults=faults)


def paired(
    files: Sequence[IncomingFile], module: Module, *, into: str | None = None, reached: Collection[str]
) -> list[tuple[IncomingFile, str]]:
    """Return files with the language of each; a single one is for `into`, where that is said.

    `reached` are the languages that somebody may translate into. Raises Refused("translations-unreadable") with all
    that is wrong with any.
    """
    found: dict[str, IncomingFile] = {}
    faults: list[Fault] = []
    for file in files:
        language = into if into and len(files) == 1 else file.language
        wrong = file.faults or tuple(_of_something_else(file, module, language))
        faults += wrong or _out_of_reach(file, language, found, reached)
        found.setdefault(language, file)
    if faults:
        raise Refused("translations-unreadable", faults=tuple(faults))
    return [(file, language) for language, file in found.items()]


def _of_something_else(file: IncomingFile, module: Module, language: str) -> Iterator[Fault]:
    place = Place(file=file.name)
    if file.module and file.module != module.key:
        remedy = "Send it to that module, or choose a file of this one"
        yield place.fault("The file belongs to the module “%(said)s”", remedy, said=file.module)
    if not file.language:
        yield place.fault("The file does not say its language", "Write the language that it is translated into")
    elif file.language != language:
        remedy = "Send it to that language, or correct the language in the file"
        yield place.fault("The file says that its language is “%(said)s”", remedy, said=file.language)
    if file.source_language and file.source_language != module.source:
        remedy = "Save the texts of this module once more, and translate from those"
        yield place.fault("The file is translated from “%(said)s”", remedy, said=file.source_language)


def _out_of_reach(
    file: IncomingFile, language: str, found: Collection[str], reached: Collection[str]
) -> Iterator[Fault]:
    place = Place(file=file.name)
    if language in found:
        yield place.fault("There are two files for one language", "Send one of the two")
    elif language not in reached:
        problem = "You may not translate this module into the language “%(said)s”"
        yield place.fault(problem, "Send the other files without this one", said=language)
