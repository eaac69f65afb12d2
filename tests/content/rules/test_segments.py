"""Is every text found at one address, and shown with its language?"""

from hypothesis import given, settings

from tests.content.generated import modules
from tests.modules import module_value, pseudo_texts
from training.content.rules.blocks import TextBlock
from training.content.rules.module import Module, Objective
from training.content.rules.segments import Shown, is_markdown, localise, segments, text_digest, with_mark


@settings(max_examples=40, deadline=None)
@given(modules())
def test_an_address_names_one_text(module: Module) -> None:
    """Two texts at one address would take each other's translation."""
    addresses = [address for address, _ in segments(module)]

    assert len(addresses) == len(set(addresses))


def test_segments_come_in_reading_order() -> None:
    """The module's own first, then lesson by lesson."""
    addresses = [address for address, _ in segments(module_value())]

    assert addresses[:5] == ["module/title", "module/summary", "module/audience", "module/provider", "module/sort/text"]
    assert addresses.index("who/title") < addresses.index("who/hook/title") < addresses.index("space/title")
    assert "who/who-quiz/who-single/museum/feedback" in addresses
    assert "who/sources/report/citation" not in addresses
    assert "who/mill/year" not in addresses


def test_translations_take_the_place_of_their_source() -> None:
    """With language and state; what is missing shows the source and says so."""
    module = module_value()
    texts = pseudo_texts(module)["de"] | {"module/title": (None, "stale")}
    del texts["module/summary"]

    shown = localise(module, texts, "de")

    assert _told(shown.lessons[0].title) == ("[de] Who they are", "de", "reviewed")
    assert _told(shown.title) == ("Rooms for makers", "en", "stale")
    assert _told(shown.summary) == ("What makers need from an office.", "en", "missing")


@settings(max_examples=20, deadline=None)
@given(modules())
def test_a_module_in_its_own_language_says_the_same(module: Module) -> None:
    """Only marked as the source."""
    shown = localise(module, {}, module.source)

    assert shown == module
    assert _told(shown.title) == (module.title, module.source, "source")


def test_a_digest_belongs_to_the_exact_text() -> None:
    """32 digits of SHA-256."""
    assert text_digest("a") == "ca978112ca1bbdcafac231b39a23dc4d"
    assert text_digest("a ") != text_digest("a")


def test_markdown_is_known_by_its_field() -> None:
    """Optional texts too."""
    assert is_markdown(TextBlock, "body")
    assert not is_markdown(TextBlock, "title")
    assert not is_markdown(Objective, "text")


def _told(text: str) -> tuple[str, str, str]:
    assert isinstance(text, Shown)
    return str(text), text.language, text.state


def test_a_mark_stands_where_a_draft_has_no_words_yet() -> None:
    begun = module_value(title="", summary="Ready.")
    marked = dict(segments(with_mark(begun, "…")))

    assert marked["module/title"] == "…"
    assert {address: text or "…" for address, text in segments(begun)} == marked
