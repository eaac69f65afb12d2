"""Which module stands in a folder, and what is wrong with it? Read as if by a stranger; everything is told at once."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from training.content.files.notation import plain
from training.content.files.pictures import ENDINGS, LARGEST, SVG, PictureFile, dangers, picture_type
from training.content.files.shapes import Cover, Misfit, shaped
from training.content.files.videos import FILM_ENDINGS, HEAD, LARGEST_FILM, film_type, tells_place
from training.content.rules.fault import Fault, Place, is_key, lesson_file
from training.content.rules.faults import faults
from training.content.rules.module import Lesson, Medium, Module
from training.foundation.errors import Refused

COVER = "module.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a folder holds: the module (None where there are faults) with its pictures, and the faults.

    `based_on` is the digest of the version that the files were edited from.
    """

    module: Module | None
    based_on: str | None = None
    pictures: tuple[PictureFile, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class _Folder:
    """A folder that is being read; faults are collected on the way."""

    path: Path
    faults: list[Fault] = field(default_factory=list)

    def note(self, fault: Fault) -> None:
        """Remember a fault."""
        self.faults.append(fault)

    def content(self, name: str) -> bytes | None:
        """Return a file's bytes; None, and a fault, where it cannot be had."""
        path = self.path / name
        if path.is_symlink() or not path.resolve().is_relative_to(self.path.resolve()):
            self.note(Place(file=name).fault("This is a link to elsewhere", "Put the file itself here"))
        elif not path.exists():
            remedy = "Add it, or correct its name where it is listed"
            self.note(Place(file=name).fault("The file is missing", remedy))
        elif not path.is_file():
            self.note(Place(file=name).fault("This is not a file", "Put a file here"))
        else:
            return self._bytes(path, name)
        return None

    def _bytes(self, path: Path, name: str) -> bytes | None:
        try:
            return path.read_bytes()
        except OSError as fault:
            problem, remedy = "The file cannot be read (%(reason)s)", "Look at the file and its permissions"
            self.note(Place(file=name).fault(problem, remedy, reason=str(fault.strerror)))
            return None

    def values(self, name: str) -> Any:
        """Return what a YAML file says; None, and faults, where it says nothing useful."""
        content, place = self.content(name), Place(file=name)
        if content is None:
            return None
        try:
            value, flaws = plain(content.decode())
        except UnicodeDecodeError as fault:
            problem, remedy = "Line %(line)s: the file is not UTF-8", "Save it again with the encoding UTF-8"
            self.note(place.fault(problem, remedy, line=content[: fault.start].count(b"\n") + 1))
            return None
        for flaw in flaws:
            self.note(place.fault(flaw.problem, flaw.remedy, line=flaw.line, words=flaw.words))
        if not flaws and not isinstance(value, dict):
            self.note(place.fault("The file is not made of named fields", "Write it as in docs/course-format.md"))
        return None if flaws or not isinstance(value, dict) else value

    def misfits(self, name: str, found: list[Misfit]) -> None:
        """Remember values that have not the right shape."""
        for misfit in found:
            place = Place(file=name, block="/".join(misfit.at) or None)
            self.note(place.fault(misfit.problem, misfit.remedy, **misfit.facts))

    def names(self, folder: str) -> Iterator[str]:
        """List the files in a folder of this folder by name; what an editor hides is left out."""
        path = self.path / folder
        if path.is_symlink():
            self.note(Place(file=folder).fault("This is a link to elsewhere", "Put the folder itself here"))
            return
        for entry in sorted(path.iterdir()) if path.is_dir() else ():
            if entry.is_dir() and not entry.is_symlink():
                place = Place(file=f"{folder}/{entry.name}")
                self.note(place.fault("Nobody looks into this folder", "Move the files out of it"))
            elif not entry.name.startswith("."):
                yield entry.name


def read_folder(path: Path, *, languages: Collection[str] = (), regions: Collection[str] = ()) -> Reading:
    """Read a module's folder; `languages` and `regions` are the known ones, unchecked where empty."""
    folder = _Folder(path)
    values = folder.values(COVER)
    cover, misfits = shaped(Cover, values) if values is not None else (None, [])
    folder.misfits(COVER, misfits)
    pictures = tuple(_pictures(folder))
    lessons = _lessons(folder, cover)
    _look_at_translations(folder, set(languages) - {cover.source if cover else None})
    if cover is None:
        return Reading(module=None, faults=tuple(folder.faults))
    module = _module(path.resolve().name, cover, lessons, pictures)
    absent = set(cover.lessons) - {lesson.key for lesson in lessons}
    found = [*folder.faults, *faults(module, languages=languages, regions=regions, absent=absent)]
    if found:
        return Reading(module=None, based_on=cover.based_on, faults=tuple(found))
    return Reading(module=module, based_on=cover.based_on, pictures=pictures)


def _module(key: str, cover: Cover, lessons: tuple[Lesson, ...], pictures: tuple[PictureFile, ...]) -> Module:
    shared = {each.name for each in fields(Module)} & {each.name for each in fields(Cover)} - {"lessons"}
    media = tuple(Medium(name=picture.name, digest=picture.digest) for picture in pictures)
    return Module(key=key, lessons=lessons, media=media, **{name: getattr(cover, name) for name in shared})


def _lessons(folder: _Folder, cover: Cover | None) -> tuple[Lesson, ...]:
    """Read the lessons in the order of the cover; without a cover all that are there, for their faults."""
    there = list(folder.names("lessons"))
    for name in there:
        place = Place(file=f"lessons/{name}")
        if not name.endswith(".yaml"):
            folder.note(place.fault("Nobody reads this file", "Let its name end in .yaml, or remove it"))
        elif cover and name.removesuffix(".yaml") not in cover.lessons:
            folder.note(place.fault("The lesson is not in the order of lessons", "Name it in module.yaml"))
    keys = cover.lessons if cover else [name.removesuffix(".yaml") for name in there if name.endswith(".yaml")]
    read = [_lesson(folder, key) for key in dict.fromkeys(keys) if _is_good(folder, key)]
    if cover and len(set(keys)) < len(keys):
        problem = "A lesson is twice in the order of lessons"
        folder.note(Place(file=COVER).fault(problem, "Name each lesson once"))
    return tuple(lesson for lesson in read if lesson)


def _look_at_translations(folder: _Folder, languages: Collection[str]) -> None:
    """Find files among the translations that nobody will read; what is in the others is told elsewhere."""
    for name in folder.names("translations"):
        file = f"translations/{name}"
        if languages and name not in {f"{language}.po" for language in languages}:
            remedy, known = "Name it by its language, such as de.po; there are: %(known)s", ", ".join(sorted(languages))
            folder.note(Place(file=file).fault("Nobody reads this file", remedy, known=known))
        else:
            folder.content(file)


def _is_good(folder: _Folder, key: str) -> bool:
    if not is_key(key):
        remedy = "Use lower-case words joined by hyphens, for the file and in module.yaml"
        folder.note(Place(file=COVER).fault("“%(key)s” is not a good key of a lesson", remedy, key=key))
    return is_key(key)


def _lesson(folder: _Folder, key: str) -> Lesson | None:
    name = lesson_file(key)
    values = folder.values(name)
    if values is None:
        return None
    if "key" in values:
        remedy = "Remove it: the file's name is the lesson's key"
        folder.note(Place(file=name).fault("There is no field “%(field)s” here", remedy, field="key"))
    lesson, misfits = shaped(Lesson, values | {"key": key})
    folder.misfits(name, misfits)
    return lesson


def _pictures(folder: _Folder) -> Iterator[PictureFile]:
    for name in folder.names("media"):
        file = f"media/{name}"
        content, place = folder.content(file), Place(file=file)
        if content is None:
            continue
        kind = picture_type(content) or film_type(content[:HEAD])
        if kind is None:
            remedy = "Save it as SVG, PNG, JPEG or WebP, a film as MP4 or WebM"
            folder.note(place.fault("This is no picture or film that a browser shows", remedy))
            continue
        endings = (ENDINGS | FILM_ENDINGS)[kind]
        if not name.endswith(endings):
            problem, remedy = "The name does not fit what is in the file (%(kind)s)", "Let it end in %(ending)s"
            folder.note(place.fault(problem, remedy, kind=kind, ending=endings[0]))
        if len(content) > (LARGEST_FILM if kind in FILM_ENDINGS else LARGEST):
            problem, remedy = "The file is too large", "Make a picture smaller than 1 megabyte, a film smaller than 100"
            folder.note(place.fault(problem, remedy))
        for danger in dangers(content) if kind == SVG else ():
            remedy = "Save it as a plain drawing without it"
            folder.note(place.fault("The drawing is not safe: %(danger)s", remedy, danger=danger))
        for fault in _film_faults(place, content) if kind in FILM_ENDINGS else ():
            folder.note(fault)
        yield PictureFile(name=name, digest=sha256(content).hexdigest(), type=kind, content=content)


def _film_faults(place: Place, content: bytes) -> Iterator[Fault]:
    remedy = "Save it anew with picture and sound alone, or send it by the page of the module, which takes places out"
    try:
        if tells_place(content):
            yield place.fault("The film says where it was filmed", remedy)
    except Refused as refusal:
        is_damaged = refusal.code == "film-unreadable"
        yield place.fault("The film is damaged" if is_damaged else "The film has a track of notes", remedy)
