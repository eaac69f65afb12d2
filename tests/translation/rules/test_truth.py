"""Does a translation belong to one exact source text?"""

from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given, settings

from tests.content.generated import modules
from tests.modules import module_value
from training.content.rules.module import Module
from training.content.rules.segments import segments, text_digest
from training.foundation.errors import Refused
from training.translation.rules import (
    Change,
    Coverage,
    Entry,
    Kept,
    carried,
    change,
    changed,
    contexts,
    coverage,
    frozen_texts,
    is_whole,
    kept_of,
    state,
)
from training.translation.rules.policy import checked_policy


def _kept(source: str = "Old", text: str = "Alt", *, reviewed: bool = True, by_person: bool = False) -> Kept:
    digest = text_digest(source)
    return Kept(address="module/title", source_digest=digest, text=text, reviewed=reviewed, by_person=by_person)


@pytest.mark.parametrize(
    ("translations", "expected"),
    [
        ([], (None, "missing")),
        ([_kept("Old")], (None, "stale")),
        ([_kept("Old"), _kept("New", "Neu")], ("Neu", "reviewed")),
        ([_kept("New", "Neu", reviewed=False)], ("Neu", "unreviewed")),
        ([replace(_kept("New", "Neu", reviewed=False), machine=True)], ("Neu", "machine")),
        ([replace(_kept("New", "Neu"), machine=True)], ("Neu", "reviewed")),
    ],
)
def test_a_segment_is_fresh_stale_or_missing(translations: list[Kept], expected: tuple[str | None, str]) -> None:
    """By the exact source text; who approves a machine's draft answers for it."""
    assert state("New", translations) == expected


def test_undoing_an_edit_brings_the_old_translation_back() -> None:
    """It was never lost."""
    translations = [_kept("Old")]

    assert state("New", translations)[1] == "stale"
    assert state("Old", translations) == ("Alt", "reviewed")


def test_texts_are_frozen_in_every_language_but_the_source() -> None:
    """What is missing is left out."""
    title = _kept(module_value().title)
    stale = replace(_kept("Other"), address="module/summary")

    texts = frozen_texts(module_value(), {"en": [title], "de": [title, stale]})

    assert texts == {"de": {"module/title": ("Alt", "reviewed"), "module/summary": (None, "stale")}}


def test_a_policy_decides_what_readers_get_until_a_language_is_whole() -> None:
    """Held back: the source everywhere, also where nothing was translated yet. Older texts: never in quizzes."""
    module, stem = module_value(), "who/who-quiz/who-single/stem"
    everything = [
        Kept(address=address, source_digest=text_digest(text), text=f"[{text}]", reviewed=False, machine=True)
        for address, text in segments(module)
    ]
    edited = [
        replace(each, source_digest="older") if each.address in {"module/title", stem} else each for each in everything
    ]
    first = replace(everything[0], source_digest="oldest", text="zuerst")
    frozen = partial(frozen_texts, module)

    assert set(frozen({"de": edited}, {"de": "hold"})["de"].values()) == {(None, "held")}
    assert set(frozen({}, {"pl": "hold"})["pl"].values()) == {(None, "held")}
    assert frozen({"de": everything}, {"de": "hold"}) == frozen({"de": everything})
    assert frozen({"de": edited}, {"de": "source"}) == frozen({"de": edited})
    assert frozen({}, {"de": "stale", "en": "hold"}) == {}
    shown = frozen({"de": [first, *edited]}, {"de": "stale"})["de"]
    assert (shown["module/title"], shown[stem]) == (("[Rooms for makers]", "stale"), (None, "stale"))
    assert shown["who/title"] == ("[Who they are]", "machine")


def test_a_language_is_whole_when_every_text_is_up_to_date() -> None:
    """A draft of a machine is up to date, an older text is not; held back, nothing of it is there for readers."""
    assert is_whole(Coverage(total=3, reviewed=1, unreviewed=1, machine=1))
    assert not is_whole(Coverage(total=3, reviewed=2, stale=1))
    held = coverage(module_value(), frozen_texts(module_value(), {}, {"de": "hold"}), "de")
    assert (held.held, held.translated, held.missing) == (True, 0, held.total)
    with pytest.raises(Refused, match="choice-unknown"):
        checked_policy("never")


def test_coverage_counts_every_segment_once() -> None:
    """In the language of the source everything is there."""
    module = module_value()
    total = len(list(segments(module)))
    texts = {
        "de": {"module/title": ("a", "reviewed"), "who/title": ("b", "unreviewed"), "space/title": (None, "stale")}
    }

    found = coverage(module, texts, "de")

    assert found == Coverage(total=total, reviewed=1, unreviewed=1, stale=1, missing=total - 3)
    assert found.translated == 2
    assert coverage(module, texts, "en") == Coverage(total=total, reviewed=total)
    assert coverage(module, texts, "pl") == Coverage(total=total, missing=total)


@pytest.mark.parametrize(
    ("kept", "new", "expected"),
    [
        (None, _kept(), Change.ADD),
        (_kept(), _kept(), Change.NOTHING),
        (_kept(), _kept(text="Neu"), Change.REPLACE),
        (_kept(), _kept(text="Neu", reviewed=False), Change.REPLACE),
        (_kept(reviewed=False), _kept(), Change.APPROVE),
        (_kept(), _kept(reviewed=False), Change.NOTHING),
        (_kept(by_person=True), _kept(text="Neu"), Change.REFUSE),
        (_kept(by_person=True, reviewed=False), _kept(), Change.NOTHING),
    ],
)
def test_a_file_never_overwrites_a_person(kept: Kept | None, new: Kept, expected: Change) -> None:
    """Nor takes an approval away from a text that stays."""
    assert change(kept, new) is expected


def test_what_is_planned_is_what_will_be() -> None:
    """The translations after an import, with those that a person wrote."""
    ours = _kept("A", by_person=True)
    entries = [_entry("A", "Fremd"), _entry("B", "Neu"), replace(_entry("C", "Vergessen"), source=None)]

    after = changed([ours], entries)

    assert {(kept.source_digest, kept.text) for kept in after} == {(text_digest("A"), "Alt"), (text_digest("B"), "Neu")}


def test_a_text_under_a_new_key_takes_its_translation_along() -> None:
    """Unreviewed, since its place may ask for another word."""
    old = Entry(address="who/old/body", source="Half of the hall is empty.", text="Halb leer.", reviewed=True)

    found = carried(module_value(), [old])

    assert found == [old, replace(old, address="space/empty/body", reviewed=False)]


def test_a_text_that_has_a_translation_takes_no_other() -> None:
    """Even a stale one is nearer."""
    old = Entry(address="who/old/body", source="Half of the hall is empty.", text="Halb leer.")
    own = Entry(address="space/empty/body", source="The hall is empty.", text="Leer.")

    assert carried(module_value(), [old, own]) == [old, own]


@settings(max_examples=10, deadline=None)
@given(modules())
def test_every_text_has_a_context(module: Module) -> None:
    """However the module is made."""
    assert contexts(module).keys() == dict(segments(module)).keys()


def test_a_context_tells_where_a_text_stands() -> None:
    """The lesson, what it is part of, whether it is right, whether it is Markdown."""
    told = contexts(module_value())

    assert told["module/sort/text"] == "objective · text"
    assert told["who/title"] == "Who they are · title"
    assert told["who/hook/body"] == "Who they are · text · body · Markdown"
    assert told["who/talk/ask/text"] == "Who they are · method · step · text · Markdown"
    assert told["who/who-quiz/who-single/museum/feedback"] == "Who they are · quiz · question · right choice · feedback"
    assert told["who/who-quiz/who-single/studio/text"] == "Who they are · quiz · question · wrong choice · text"
    assert (
        told["who/who-quiz/who-numeric/tenth/feedback"] == "Who they are · quiz · question · known mistake · feedback"
    )


def test_an_entry_of_a_forgotten_source_is_stale() -> None:
    """It fits nothing exactly."""
    forgotten = replace(_entry("New", "Neu"), source=None)

    assert state("New", kept_of([forgotten])) == (None, "stale")


def _entry(source: str, text: str) -> Entry:
    return Entry(address="module/title", source=source, text=text, reviewed=True)
