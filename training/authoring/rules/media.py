"""What is done with the files of a module: pictures, films and their captions?"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count

from training.authoring.rules.beginnings import new_key
from training.authoring.rules.structure import added
from training.authoring.rules.typing import LONGEST_TEXT
from training.authoring.rules.units import unit_of, with_unit
from training.content.rules.blocks import Cue, Picture, Video
from training.content.rules.module import Lesson, Medium, Module
from training.content.rules.video_faults import FILMS, milliseconds
from training.foundation.errors import Refused

_FILE = "file"
_A_MINUTE = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A block that shows a file; `address` is the block's."""

    address: str
    block: Picture | Video
    lesson: Lesson


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an author wants of a file besides keeping it.

    `lesson` is the key of the one whose end it is shown at, empty where it is only kept. `words` are the text
    alternative of a picture, or the title of a film. `replaces` names the file in whose place it comes.
    """

    lesson: str = ""
    words: str = ""
    caption: str = ""
    cues: tuple[Cue, ...] = ()
    replaces: str = ""


def uses(module: Module) -> dict[str, list[Use]]:
    """List by the name of each file the blocks that show it, in reading order."""
    found: dict[str, list[Use]] = {medium.name: [] for medium in module.media}
    for lesson in module.lessons:
        for block in lesson.blocks:
            if isinstance(block, Picture | Video) and block.media in found:
                found[block.media].append(Use(address=f"{lesson.key}/{block.key}", block=block, lesson=lesson))
    return found


def films(module: Module) -> list[Use]:
    """List the films that are files of the module: those that have captions of their own."""
    shown = (use for found in uses(module).values() for use in found)
    return [use for use in shown if isinstance(use.block, Video)]


def is_film(name: str) -> bool:
    """Tell by the name of a file of a module whether it is a film; names are given by what is in a file."""
    return name.endswith(FILMS)


def refuse_unless_told(wanted: Wanted, *, film: bool) -> None:
    """Demand words for whoever does not see a picture, and a name for a film, before either comes into a lesson."""
    if max(len(wanted.words), len(wanted.caption)) > LONGEST_TEXT:
        raise Refused("text-too-long")
    if wanted.lesson and not wanted.words:
        raise Refused("title-missing" if film else "alt-missing")


def media_name(filename: str, ending: str, *, taken: Collection[str]) -> str:
    """Make the name of a file in the module from that on its author's machine; another one where that is taken."""
    own = filename.replace("\\", "/").rpartition("/")[2]
    stem = own.rpartition(".")[0] or own
    return new_key(stem, taken={name.rpartition(".")[0] for name in taken}, noun=_FILE) + ending


def with_file(module: Module, filename: str, ending: str, digest: str, wanted: Wanted) -> tuple[Module, str, str]:
    """Take a file into a module; return its name and the address of the block that shows it (empty for none).

    Where it comes in the place of another, blocks that showed that one show it. Raises Refused("unit-gone") where the
    lesson or the file to be replaced is not there any more.
    """
    if wanted.replaces:
        module, name = _in_place_of(module, wanted.replaces, ending, digest)
        return module, name, ""
    name = media_name(filename, ending, taken=[medium.name for medium in module.media])
    module = replace(module, media=_sorted((*module.media, Medium(name=name, digest=digest))))
    if not wanted.lesson:
        return module, name, ""
    module, address = _shown(module, name, wanted)
    return module, name, address


def without_file(module: Module, name: str) -> Module:
    """Take a file out of a module; its bytes stay for earlier versions. Raises Refused("file-used")."""
    if uses(module).get(name):
        raise Refused("file-used", name=name)
    return replace(module, media=tuple(medium for medium in module.media if medium.name != name))


def with_cues(module: Module, address: str, cues: Sequence[Cue]) -> Module:
    """Give a film other captions; one that says the same keeps its key, and so its translations.

    Raises Refused("unit-gone") where there is no film any more.
    """
    film = unit_of(module, address)
    if not isinstance(film, Video):
        raise Refused("unit-gone")
    return with_unit(module, address, replace(film, cues=tuple(_with_known_keys(cues, film.cues))))


def _with_known_keys(cues: Sequence[Cue], before: Sequence[Cue]) -> Iterable[Cue]:
    known: dict[str, list[str]] = {}
    for cue in before:
        known.setdefault(cue.text, []).append(cue.key)
    taken = {cue.key for cue in before}
    numbers = (f"c{number}" for number in count(1))
    for cue in cues:
        same = known.get(cue.text)
        yield replace(cue, key=same.pop(0) if same else next(key for key in numbers if key not in taken))


def _in_place_of(module: Module, old: str, ending: str, digest: str) -> tuple[Module, str]:
    if old not in {medium.name for medium in module.media}:
        raise Refused("unit-gone")
    if is_film(old) != is_film(ending):
        raise Refused("file-kind-differs")
    others = [medium for medium in module.media if medium.name != old]
    stem = old.rpartition(".")[0]
    # Whatever is in the file says how its name ends, so a better picture may need another one.
    name = media_name(f"{stem}.", ending, taken=[medium.name for medium in others])
    found = uses(module)[old]
    module = replace(module, media=_sorted((*others, Medium(name=name, digest=digest))))
    for use in found:
        module = with_unit(module, use.address, replace(use.block, media=name))
    return module, name


def _shown(module: Module, name: str, wanted: Wanted) -> tuple[Module, str]:
    kind = Video if is_film(name) else Picture
    if not isinstance(unit_of(module, wanted.lesson), Lesson):
        raise Refused("unit-gone")
    module, address = added(module, wanted.lesson, kind.kind)
    return with_unit(module, address, _block(unit_of(module, address), name, wanted)), address


def _block(empty: Picture | Video, name: str, wanted: Wanted) -> Picture | Video:
    match empty:
        case Picture():
            return replace(empty, media=name, alt=wanted.words, caption=wanted.caption or None)
        case Video():
            minutes = _minutes(wanted.cues)
            return replace(empty, media=name, title=wanted.words, cues=wanted.cues, minutes=minutes)


def _minutes(cues: Sequence[Cue]) -> int:
    """Return how long a film is as far as its captions tell, rounded up; nought where they do not."""
    last = max((milliseconds(cue.end) or 0 for cue in cues), default=0)
    return -(-last // _A_MINUTE)


def _sorted(media: Iterable[Medium]) -> tuple[Medium, ...]:
    """Order files by name, as they lie in a folder."""
    return tuple(sorted(media, key=lambda medium: medium.name))
