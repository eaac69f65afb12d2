"""Which modules does a test of authoring change? The tests' own, those of the courses, and generated ones."""

from functools import cache
from pathlib import Path

from training.content.files.reading import read_folder
from training.content.rules.faults import faults
from training.content.rules.module import Module
from training.foundation.languages import LANGUAGES

COURSES = Path(__file__).parents[2] / "courses"


@cache
def courses() -> tuple[Module, ...]:
    """Read the modules of all regions."""
    read = (read_folder(cover.parent, languages=LANGUAGES).module for cover in sorted(COURSES.glob("*/module.yaml")))
    return tuple(module for module in read if module is not None)


def said(module: Module) -> set[str]:
    """Tell every fault of a module in English, wherever it is."""
    return {fault.said for fault in faults(module)}


def dangling(module: Module) -> list[str]:
    """List the faults that something is named and not there; what names nothing yet is only empty."""
    words = ("does not exist", "is no lesson to be read", "is no test", "cannot be drawn", "Nothing is drawn")
    return [fault for fault in sorted(said(module)) if "“”" not in fault and any(word in fault for word in words)]
