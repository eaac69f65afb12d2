"""Is a file from elsewhere read without harm? Whatever is wrong is told in a sentence, and nothing of it taken."""

from dataclasses import replace
from io import BytesIO
from random import Random
from time import process_time
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from tests.authoring.files.exchange.mutants import mutant
from tests.modules import module_value
from tests.translation.files.outgoes import kept_of, outgo, standing_of
from training.foundation.errors import Refused
from training.translation.files.bundles import packed, read, write
from training.translation.files.reading import LARGEST
from training.translation.rules.incoming import IncomingFile, plan
from training.translation.rules.receiving import paired, require_sound

MODULE = module_value()
PO, OLD, NEW = (write(outgo(MODULE, kept_of(MODULE)), format=name) for name in ("po", "xliff12", "xliff21"))
_MUTANTS, _SECONDS = {"po": 2_000, "xliff12": 1_000, "xliff21": 1_000}, 10


def said(content: bytes, *, language: str = "cs") -> list[str]:
    """Return what is wrong with a file, with what to do."""
    (file,) = read("file", content)
    try:
        require_sound(file, MODULE, language)
    except Refused as refusal:
        return [f"{fault.said}. {fault.advice}." for fault in refusal.facts["faults"]]
    return []


def test_no_mutant_is_a_traceback() -> None:
    """Two thousand broken files of PO and of XLIFF: a plan, or a sentence; and quickly."""
    # A small module, so that what breaks is what means something.
    small = replace(MODULE, objectives=(), statements=(), glossary=(), lessons=MODULE.lessons[1:2])
    kept, random, began = kept_of(small), Random(8), process_time()  # noqa: S311 (no secret)
    texts = outgo(small, kept)
    standing = standing_of(kept)
    for format_, times in _MUTANTS.items():
        whole, told = write(replace(texts, texts=texts.texts[:6]), format=format_), 0
        for _ in range(times):
            (file,) = read("file", mutant(whole, random))
            told += bool(file.faults)
            if not file.faults:
                plan(file, small, "cs", standing)

        assert times / 20 < told < times

    assert process_time() - began < _SECONDS


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b" \n", "The file is empty"),
        (b"x" * (LARGEST + 1), "The file is too large"),
        (OLD.decode().encode("utf-16"), "not UTF-8"),
        (PO.decode().encode("cp1250", "replace"), "not UTF-8"),
        (b"hello", "no PO or XLIFF"),
        (b"/etc/passwd", "no PO or XLIFF"),
        (b"<html></html>", "no PO or XLIFF"),
        (OLD[:2000], "The file is broken in line"),
        (PO + b'\nmsgid "a" "b\n', "The file is broken in line"),
        (b"<a>" * 100 + b"</a>" * 100, "too large"),
        (b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><xliff>&b;</xliff>', "line 1 the file declares"),
        (OLD.replace(b"<xliff", b'<!DOCTYPE x SYSTEM "file:///etc/passwd">\n<xliff', 1), "line 2 the file declares"),
        (OLD.replace(b'target-language="cs"', b""), "does not say its language"),
        (OLD.replace(b'target-language="cs"', b'target-language="de-AT"'), "its language is “de”"),
        (NEW.replace(b'trgLang="cs"', b'trgLang="sl"'), "its language is “sl”"),
        (PO.replace(b"Language: cs", b"Language: pl"), "its language is “pl”"),
        (PO.replace(b"Module: craft", b"Module: other"), "belongs to the module “other”"),
        (OLD.replace(b'original="craft"', b'original="other"'), "belongs to the module “other”"),
        (NEW.replace(b'srcLang="en"', b'srcLang="it"'), "translated from “it”"),
        (PO.replace(b'msgctxt "module/title"', b'msgctxt "module/summary"'), "translated twice"),
        (OLD.replace(b'id="module/title"', b'id="module/summary"'), "translated twice"),
        (NEW.replace(b'name="module/title"', b'name="module/summary"'), "translated twice"),
        (b"PK\x03\x04 and no more", "cannot be unpacked"),
        (packed({"note.txt": b"x"}), "no PO or XLIFF"),
        (packed({"../up.po": PO}), "cannot be unpacked"),
        (packed({"large.po": b"#" * (LARGEST + 1)}), "too large"),
        (packed({"bomb.po": b"#" * 1_000_000}), "too large"),
    ],
)
def test_what_is_wrong_is_told(content: bytes, words: str) -> None:
    """With what to do about it."""
    found = said(content)

    assert any(words in each for each in found), found


def test_a_link_in_a_zip_is_not_followed() -> None:
    """It could lead anywhere."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        link = ZipInfo("cs.po")
        link.external_attr = 0o120777 << 16
        package.writestr(link, "/etc/passwd")

    assert "cannot be unpacked" in said(made.getvalue())[0]


def test_files_of_a_zip_are_for_one_language_each_and_within_reach() -> None:
    """Whoever may translate into Czech alone brings no German."""
    german = IncomingFile(name="de.po", language="de", module="craft")
    czech = IncomingFile(name="cs.po", language="cs", module="craft")

    assert paired([czech, german], MODULE, into="cs", reached=["cs", "de"]) == [(czech, "cs"), (german, "de")]
    for files, words in (([czech, czech], "two files for one language"), ([czech, german], "may not translate")):
        with pytest.raises(Refused) as caught:
            paired(files, MODULE, reached=["cs"])
        assert words in caught.value.facts["faults"][0].said
