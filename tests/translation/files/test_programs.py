"""Is what Poedit, Weblate and OmegaT write back still read, and what they left undone left alone?"""

import re
from dataclasses import replace
from pathlib import Path

from tests.modules import module_value
from tests.translation.files.outgoes import outgo, planned, read_back
from training.content.rules.segments import segments
from training.translation.files.bundles import ENDINGS, write
from training.translation.rules.incoming import Fate, IncomingFile

COURSES = Path(__file__).parents[3] / "courses"
FORMATS = sorted(ENDINGS)


def _changed(format_: str, *programs: tuple[str, str]) -> IncomingFile:
    """Write a module with all texts waiting, and let a program change what it writes back."""
    module = module_value()
    texts = outgo(module, [])
    whole = tuple(replace(each, text=f"[cs] {each.source}", state="unreviewed") for each in texts.texts)
    content = write(replace(texts, texts=whole), format=format_).decode()
    for old, new in programs:
        content, times = re.subn(old, new, content, flags=re.DOTALL)
        assert times, old
    return read_back(content.encode())


def test_programs_write_back_what_is_still_read() -> None:
    """Poedit and Weblate wrap lines and know a country; OmegaT cuts into sentences; others number the units anew."""
    module = module_value()
    wanted = [(address, source, f"[cs] {source}") for address, source in segments(module)]
    for format_, changes in {
        "po": [
            (r"Language: cs\\n", r"Language: cs_CZ\\n"),
            (r'msgid "Rooms for makers"', 'msgid ""\n"Rooms "\n"for makers"'),
            (r"X-Generator: [^\\]*", "X-Generator: Poedit 3.4"),
            (
                r"(#, unreviewed, max-length:66\nmsgctxt \"module/title\")",
                r"#, max-length:66, unreviewed\n#: a.py:1\n\1",
            ),
            (r"\Z", '\n#~ msgctxt "module/gone"\n#~ msgid "Gone"\n#~ msgstr "Pryč"\n'),
        ],
        "xliff12": [
            (r'target-language="cs"', 'target-language="cs-CZ"'),
            (r'<trans-unit id="([^"]*)" resname="\1"', r'<trans-unit resname="\1" id="\1"'),
            (r'<trans-unit resname="module/title" id="module/title"', '<trans-unit id="1" resname="module/title"'),
            (
                r"<target [^>]*>\[cs\] Rooms for makers</target>",
                (
                    '<seg-source><mrk mtype="seg" mid="0">Rooms for makers</mrk></seg-source>\n'
                    '<target state="translated" state-qualifier="exact-match">'
                    '<mrk mtype="seg" mid="0">[cs] Rooms</mrk> '
                    '<mrk mtype="seg" mid="1">for makers</mrk></target>'
                ),
            ),
        ],
        "xliff21": [
            (r'trgLang="cs"', 'trgLang="cs-CZ"'),
            (
                (
                    r'<segment id="text" state="translated" subState="[^"]*">\s*<source>Rooms for makers</source>\s*'
                    r"<target>[^<]*</target>\s*</segment>"
                ),
                (
                    '<segment id="s1" state="translated"><source>Rooms</source><target>[cs] Rooms</target></segment>'
                    "<ignorable><source> </source></ignorable>"
                    '<segment id="s2" state="final"><source>for makers</source>'
                    '<target><mrk id="m1" type="generic">for makers</mrk></target></segment>'
                ),
            ),
        ],
    }.items():
        file = _changed(format_, *changes)
        assert [(row.address, row.source, row.text) for row in file.entries] == wanted, format_
        assert file.language == "cs"


def test_a_half_translated_unit_is_not_taken() -> None:
    """Of two segments one is empty: the text is no translation yet."""
    file = _changed(
        "xliff21",
        (
            r'<segment id="text"[^>]*>\s*<source>Rooms for makers</source>\s*<target>[^<]*</target>\s*</segment>',
            (
                "<segment><source>Rooms</source><target>Dílny</target></segment>"
                "<segment><source> for makers</source><target/></segment>"
            ),
        ),
    )

    first, *_ = planned(file, module_value(), []).rows

    assert first.fate is Fate.REFUSED
    assert "not finished" in first.findings[0].said
