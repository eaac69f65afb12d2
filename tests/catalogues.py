"""Do the catalogues hold every sentence of the templates and of the findings, translated and with its placeholders?

``python -m tests.catalogues`` brings them up to date with both: new sentences come in empty, those whose
wording was changed come in fuzzy with the old translation.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.plurals import get_plural

from training.foundation.languages import CATALOGUES, DEFAULT, LANGUAGES

ROOT = Path(__file__).parents[1]
TRANSLATED = tuple(language for language in LANGUAGES if language != DEFAULT)
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%(?![(%])")
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
            path = path_of(language)
            if not path.exists():
                yield f"{language}: there is no catalogue"
                continue
            yield from (f"{language}: {fault}" for fault in faults_in(polib.pofile(str(path)), language, wanted))
            yield from (f"{language}: {line}" for line in _compiled(path, Path(folder) / f"{language}.mo"))


def faults_in(file: polib.POFile, language: str, wanted: set[tuple[str, str]]) -> Iterator[str]:
    """Name what is wrong in one catalogue; `wanted` are the sentences of the templates, one and many."""
    entries = [entry for entry in file if not entry.obsolete]
    there = {_key(entry) for entry in entries}
    yield from (f"{key[0]!r} is missing: run make catalogues" for key in sorted(wanted - there))
    yield from (f"{key[0]!r} stands in no template: run make catalogues" for key in sorted(there - wanted))
    forms = get_plural(language)[0]
    if f"nplurals={forms};" not in file.metadata.get("Plural-Forms", ""):
        yield f"its head does not speak of {forms} plural forms"
    for entry in entries:
        yield from (f"{entry.msgid!r} {fault}" for fault in _faults_of(entry, forms))


def _faults_of(entry: polib.POEntry, forms: int) -> Iterator[str]:
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.fuzzy:
        yield "is fuzzy"
    if not all(texts):
        yield "is not translated"
        return
    if entry.msgid_plural and len(texts) != forms:
        yield f"has {len(texts)} plural forms"
    most, least = _placeholders(entry.msgid_plural or entry.msgid), _placeholders(entry.msgid)
    for text in texts:
        # The form for one may do without the number: "one lesson".
        if not (most & least) - {"num"} <= _placeholders(text) <= most | least:
            yield f"has other placeholders than {text!r}"
        if _of_the_page(text):
            yield f"holds a character of the page: {text!r}"


def _compiled(path: Path, target: Path) -> Iterator[str]:
    words = ("-i", str(path), "-o", str(target))
    done = subprocess.run([*_PYBABEL, "compile", *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        yield from (done.stdout + done.stderr).strip().splitlines()


def _key(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgid, entry.msgid_plural or ""


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text)) - {""}


def _of_the_page(text: str) -> bool:
    return _OF_THE_PAGE.search(text) is not None


if __name__ == "__main__":
    update()
