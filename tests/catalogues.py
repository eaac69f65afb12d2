"""Do the catalogues hold every sentence of the templates and of the findings, translated and with its placeholders?

``python -m tests.catalogues`` brings them up to date with both: new sentences come in empty, those whose
wording was changed come in fuzzy with the old translation.
"""

import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from gettext import c2py
from pathlib import Path

import polib
from babel.messages.plurals import get_plural

from training.foundation.languages import CATALOGUES, DEFAULT, LANGUAGES

ROOT = Path(__file__).parents[1]
TRANSLATED = tuple(language for language in LANGUAGES if language != DEFAULT)
#: With the letter that says how it is written: a name written as a number would break the page.
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
#: A percent sign that would be taken for the beginning of a placeholder where a sentence has any.
_LONE = re.compile(r"%(?!%|\(\w+\)[a-z])")
_PLURALS = re.compile(r"nplurals=(\d+); *plural=(.+?);? *$")
#: By these numbers rules for plurals are told apart, and the form that stands for one alone from others.
_NUMBERS = range(1001)
_NUMBER = "%(num)d"
#: A sentence may stand in an attribute, and is trusted there: these belong to the page. “Typographic” ones are fine.
_OF_THE_PAGE = re.compile(r'["<>]|&(?!\w+;)')
_PYBABEL = (sys.executable, "-m", "babel.messages.frontend", "-q")


def path_of(language: str) -> Path:
    """Say where the catalogue of a language lies."""
    return CATALOGUES / language / "LC_MESSAGES" / "messages.po"


def extract(target: Path) -> polib.POFile:
    """Write the sentences of the templates and of the findings to a file, and return them."""
    # Babel would pass over folders that begin with an underscore: our macros stand in one.
    where = ("--ignore-dirs", ".*", "-F", "babel.cfg", "--no-location", "--sort-output", "-o", str(target))
    words = ("-k", "_", "-k", "ngettext:1,2")
    subprocess.run([*_PYBABEL, "extract", *where, *words, "."], cwd=ROOT, check=True)
    return polib.pofile(str(target))


def update() -> None:
    """Bring every catalogue up to date, making those that are missing."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        extract(template)
        for language in TRANSLATED:
            path = path_of(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            known = path.exists()
            words = ("-i", str(template), "-o", str(path), "-l", language)
            how = ("--ignore-obsolete", "--ignore-pot-creation-date") if known else ()
            subprocess.run([*_PYBABEL, "update" if known else "init", *words, *how], cwd=ROOT, check=True)


def faults() -> Iterator[str]:
    """Name everything that is wrong with the catalogues."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = {_key(entry) for entry in extract(Path(folder) / "messages.pot")}
        yield from (f"template: {key[0]!r} holds a character of the page" for key in wanted if _of_the_page(key[0]))
    for language in TRANSLATED:
        yield from (f"{language}: {fault}" for fault in faults_at(path_of(language), language, wanted))


def faults_at(path: Path, language: str, wanted: set[tuple[str, str]]) -> Iterator[str]:
    """Name what is wrong with the catalogue in a file; `wanted` are the sentences of the templates, one and many."""
    if not path.exists():
        yield "there is no catalogue"
        return
    yield from faults_in(polib.pofile(str(path)), language, wanted)
    with tempfile.TemporaryDirectory() as folder:
        yield from _compiled(path, Path(folder) / "messages.mo")


def faults_in(file: polib.POFile, language: str, wanted: set[tuple[str, str]]) -> Iterator[str]:
    """Name what is wrong in a catalogue that has been read."""
    entries = [entry for entry in file if not entry.obsolete]
    there = {_key(entry) for entry in entries}
    yield from (f"{key[0]!r} is missing: run make catalogues" for key in sorted(wanted - there))
    yield from (f"{key[0]!r} stands in no template: run make catalogues" for key in sorted(there - wanted))
    yield from (f"{entry.msgid!r} stands in no template any more" for entry in file if entry.obsolete)
    yield from (f"{key[0]!r} is there twice" for key, count in Counter(map(_key, entries)).items() if count > 1)
    forms, form_of = get_plural(language)[0], _rule(get_plural(language).plural_expr)
    yield from _faults_of_head(file.metadata.get("Plural-Forms", ""), forms, form_of)
    numbers = Counter(map(form_of, _NUMBERS))
    for entry in entries:
        yield from (f"{entry.msgid!r} {fault}" for fault in _faults_of(entry, forms, numbers))


def _faults_of_head(said: str, forms: int, form_of: Callable[[int], int]) -> Iterator[str]:
    found = _PLURALS.fullmatch(said)
    if found is None or int(found[1]) != forms:
        yield f"its head does not speak of {forms} plural forms"
    elif list(map(_rule(found[2]), _NUMBERS)) != list(map(form_of, _NUMBERS)):
        yield "its head chooses other plural forms than the language has"


def _faults_of(entry: polib.POEntry, forms: int, numbers: Counter[int]) -> Iterator[str]:
    texts = entry.msgstr_plural if entry.msgid_plural else {0: entry.msgstr}
    if entry.fuzzy:
        yield "is fuzzy"
    if not all(texts.values()):
        yield "is not translated"
        return
    if entry.msgid_plural and sorted(texts) != list(range(forms)):
        yield f"has {len(texts)} plural forms"
    for form, text in texts.items():
        for_one = bool(entry.msgid_plural) and numbers[form] == 1
        if not _fits(entry, text, for_one=for_one):
            yield f"has other placeholders than {text!r}"
        if _LONE.search(text) and not _LONE.search(entry.msgid):
            yield f"has no percent sign alone, as {text!r} has"
        if _of_the_page(text):
            yield f"holds a character of the page: {text!r}"


def _fits(entry: polib.POEntry, text: str, *, for_one: bool) -> bool:
    """Tell whether a text has the placeholders of its sentence; that for one alone may say "one lesson"."""
    most, least = _placeholders(entry.msgid_plural or entry.msgid), _placeholders(entry.msgid)
    needed = (most & least) - {_NUMBER} if for_one else most
    return needed <= _placeholders(text) <= most | least


def _rule(expression: str) -> Callable[[int], int]:
    rule: Callable[[int], int] = c2py(expression)
    return rule


def _compiled(path: Path, target: Path) -> Iterator[str]:
    words = ("-i", str(path), "-o", str(target))
    done = subprocess.run([*_PYBABEL, "compile", *words], capture_output=True, text=True, check=False)
    # Quietly it tells of faults alone, and its exit code of none of them.
    said = (done.stdout + done.stderr).replace(str(path), path.name).strip().splitlines()
    yield from said or ([] if done.returncode == 0 else [f"compiling ends with {done.returncode}"])


def _key(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgid, entry.msgid_plural or ""


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def _of_the_page(text: str) -> bool:
    return _OF_THE_PAGE.search(text) is not None


if __name__ == "__main__":
    update()
