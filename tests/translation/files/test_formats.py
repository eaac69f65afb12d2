"""Do texts go out in the formats of translators' programs, and come back as the very same?"""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.content.generated import modules
from tests.gettext import complaints
from tests.modules import module_value
from tests.translation.files.oasis import schema_faults
from tests.translation.files.outgoes import MADE_AT, NOTES, kept_of, outgo, planned, read_back
from training.content.files.reading import read_folder
from training.content.rules.module import Module
from training.content.rules.segments import text_digest
from training.foundation.languages import LANGUAGES
from training.translation.files import read_catalogues
from training.translation.files.bundles import ENDINGS, packed, read, write
from training.translation.rules import Kept
from training.translation.rules import kept_of as kept_of_entries
from training.translation.rules.incoming import Fate

COURSES = Path(__file__).parents[3] / "courses"
FORMATS = sorted(ENDINGS)


@settings(max_examples=6)
@given(modules())
def test_what_comes_back_as_it_went_out_changes_nothing(module: Module) -> None:
    """For every module and format: each text is there already; nothing is new, nothing refused."""
    kept = kept_of(module)
    for format_ in FORMATS:
        file = read_back(write(outgo(module, kept), format=format_))

        assert (file.language, file.module, file.source_language) == ("cs", module.key, module.source)
        assert file.made_at == MADE_AT
        assert {row.fate for row in planned(file, module, kept).rows} == {Fate.SAME}
        # In XLIFF an out of date text stands beside, as a suggestion, and does not come back.
        assert len(file.entries) >= len(kept) * 3 // 4


@settings(max_examples=5)
@given(modules())
def test_what_was_translated_goes_out_again_as_it_came(module: Module) -> None:
    """Out, all of it translated, in, and out again: the same bytes."""
    texts = outgo(module, [])
    whole = replace(
        texts, texts=tuple(replace(each, text=f"«{each.source}»", state="unreviewed") for each in texts.texts)
    )
    for format_ in FORMATS:
        content = write(whole, format=format_)
        taken = [
            Kept(address=row.address, source_digest=text_digest(row.source or ""), text=row.text, reviewed=False)
            for row in read_back(content).entries
        ]

        assert write(outgo(module, taken), format=format_) == content


@settings(max_examples=3)
@given(modules())
def test_xliff_holds_against_the_schemas_of_oasis(module: Module) -> None:
    """With all states, older sources and remarks, and as a template."""
    for texts in (outgo(module, kept_of(module)), outgo(module, [], language=module.source)):
        for format_ in ("xliff12", "xliff21"):
            assert schema_faults(write(texts, format=format_), format_) == []


def test_the_schemas_find_what_is_wrong() -> None:
    """The check can fail, in the core and in each module."""
    texts = outgo(module_value(), kept_of(module_value()))
    for format_, old, new in (
        ("xliff12", b'size-unit="char"', b'size-unit="letters"'),
        ("xliff21", b'state="final"', b'state="done"'),
        ("xliff21", b'<mtc:match ref="#whole"', b"<mtc:match"),
        ("xliff21", b"generalProfile", b"anyProfile"),
    ):
        content = write(texts, format=format_)
        assert old in content
        assert schema_faults(content.replace(old, new), format_), old


@settings(max_examples=2)
@given(modules())
def test_msgfmt_is_content(tmp_path_factory: pytest.TempPathFactory, module: Module) -> None:
    """With every nasty text; in a template headers wait to be filled in."""
    path = tmp_path_factory.mktemp("po") / "cs.po"
    path.write_bytes(write(outgo(module, kept_of(module)), format="po"))

    assert complaints(path) == ""


def test_the_same_texts_give_the_same_bytes() -> None:
    """No day but that of the texts."""
    texts = outgo(module_value(), kept_of(module_value()))
    for format_ in FORMATS:
        content = write(texts, format=format_)
        assert content == write(texts, format=format_)
        assert packed({"a": content}) == packed({"a": content})


def test_a_translator_finds_all_that_is_known() -> None:
    """Context, older source and text, state, remarks, the length."""
    module = module_value()
    texts = outgo(module, kept_of(module))
    po, old, new = (write(texts, format=name).decode() for name in FORMATS)

    assert "#. title\n#. At most 66 characters\n#. Say it as the town hall does.\n#. Two words\n#. at most\n" in po
    assert '#, fuzzy, unreviewed, max-length:71\n#| msgid "The office for tests., as it was before"\n' in po
    assert "#, unreviewed, machine, max-length:70" in po
    assert 'maxwidth="66" size-unit="char" approved="yes" xml:space="preserve"' in old
    assert '<target state="needs-review-translation" state-qualifier="leveraged-mt">' in old
    assert re.search(
        r'<target state="needs-translation" />\s+<alt-trans alttranstype="previous-version" xml:space="preserve">\s+'
        r"<source>The office for tests., as it was before</source>",
        old,
    )
    assert f'<note annotates="source" from="developer">{NOTES["module/title"][0]}</note>' in old
    assert 'slr:sizeRestriction="66"' in new
    assert 'state="translated" subState="training:machine"' in new
    assert '<source><mrk id="whole" type="mtc:match">The office for tests.</mrk></source>' in new
    assert '<note category="context">title</note>' in new


def test_a_template_has_no_translation() -> None:
    """In the module's own language there is nothing to translate into."""
    texts = outgo(module_value(), [], language="en")
    po, old, new = (write(texts, format=name).decode() for name in FORMATS)

    assert '"Language: \\n"' in po
    assert not re.findall(r'^msgstr "[^"]', po, re.MULTILINE)
    assert "<target" not in old + new
    assert "target-language" not in old
    assert "trgLang" not in new


def test_a_zip_brings_several_files() -> None:
    """Each in its own format; what programs add is passed over."""
    module = module_value()
    files = {
        f"{language}/texts.{ENDINGS[format_]}": write(
            outgo(module, kept_of(module, language=language), language=language), format=format_
        )
        for language, format_ in (("cs", "po"), ("de", "xliff12"), ("sl", "xliff21"))
    }

    found = read("all.zip", packed({**files, "__MACOSX/cs/._texts.po": b"x", "cs/.DS_Store": b"x", "note.txt": b"x"}))

    assert [(file.language, file.faults) for file in found] == [("cs", ()), ("de", ()), ("sl", ())]


def test_a_module_of_the_courses_comes_back_as_it_went_out(tmp_path: Path) -> None:
    """With its real translations, in every format; programs and schemas are content."""
    reading = read_folder(COURSES / "chemnitz", languages=list(LANGUAGES))
    module = reading.module
    assert module is not None
    (catalogue,) = read_catalogues(COURSES / "chemnitz", module, languages=["cs"])
    kept = kept_of_entries(catalogue.entries)
    assert len(kept) > 300
    for format_ in FORMATS:
        content = write(outgo(module, kept), format=format_)
        if format_ == "po":
            (tmp_path / "cs.po").write_bytes(content)
            assert complaints(tmp_path / "cs.po") == ""
        else:
            assert schema_faults(content, format_) == []
        assert {row.fate for row in planned(read_back(content), module, kept).rows} == {Fate.SAME}
