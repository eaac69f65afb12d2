"""How is a module written into a folder, so that equal modules are equal bytes?"""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

from training.content.files.notation import notated
from training.content.files.reading import COVER
from training.content.files.shapes import Cover
from training.content.rules.canonical import as_plain
from training.content.rules.fault import lesson_file
from training.content.rules.module import Module


def folder_files(module: Module, *, based_on: str | None = None) -> dict[str, str]:
    """Write down a module: file names and texts, pictures and translations apart."""
    shared = {each.name for each in fields(Cover)} & {each.name for each in fields(Module)} - {"lessons"}
    keys = tuple(lesson.key for lesson in module.lessons)
    cover = Cover(lessons=keys, based_on=based_on, **{name: getattr(module, name) for name in shared})
    files = {COVER: notated(as_plain(cover))}
    for lesson in module.lessons:
        files[lesson_file(lesson.key)] = notated(_without_key(as_plain(lesson)))
    return files


def write_folder(
    module: Module, folder: Path, *, bytes_of: Callable[[str], bytes], based_on: str | None = None
) -> None:
    """Write a module's files and pictures; lessons and pictures that it does not have any more go.

    `bytes_of` finds the bytes of a picture by their digest.
    """
    for name, text in folder_files(module, based_on=based_on).items():
        _write(folder / name, text.encode())
    for medium in module.media:
        _write(folder / "media" / medium.name, bytes_of(medium.digest))
    _remove(folder / "lessons", keep={f"{lesson.key}.yaml" for lesson in module.lessons}, ending=".yaml")
    _remove(folder / "media", keep={medium.name for medium in module.media})


def _without_key(lesson: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in lesson.items() if name != "key"}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Through a link the bytes would land elsewhere.
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def _remove(folder: Path, *, keep: set[str], ending: str = "") -> None:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name.endswith(ending) and path.name not in keep and not path.name.startswith(".") and not path.is_dir():
            path.unlink()
