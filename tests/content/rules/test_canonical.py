"""Are equal modules equal bytes, and different ones different?"""

import json
from dataclasses import replace

from hypothesis import given, settings

from tests.content.generated import modules
from tests.modules import module_value
from training.content.rules.canonical import as_plain, canonical_json, digest
from training.content.rules.module import Module


def test_the_digest_changes_with_any_text() -> None:
    """Or an import would not notice."""
    module = module_value()

    assert digest(replace(module, title="Other")) != digest(module)
    assert digest(replace(module, key="other")) != digest(module)


def test_the_digest_of_a_module_is_forever() -> None:
    """It stands in databases and files: if this fails, every module is new to every installation."""
    bare = module_value(lessons=(), media=(), statements=(), glossary=())

    assert digest(bare) == "3a812a513302e665417a3a4a96b02aae9480bfcb48e3b3f7a9016f52feff7552"


@settings(max_examples=30, deadline=None)
@given(modules())
def test_canonical_json_is_sorted_and_unescaped(module: Module) -> None:
    """And says the same as the plain values."""
    text = canonical_json(module)

    assert json.loads(text) == as_plain(module)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_fields_at_their_default_are_left_out() -> None:
    """So that a new field with a default changes no digest."""
    plain = as_plain(module_value())

    assert "regions" not in plain["lessons"][0]["blocks"][0]
    assert "kind" not in plain["lessons"][0]
    assert plain["lessons"][2]["kind"] == "test"
    assert next(iter(plain["lessons"][0]["blocks"][0])) == "kind"
