"""Are broken links found, and words that go out of date?"""

from dataclasses import replace

import pytest

from tests.modules import module_value
from training.content.rules.blocks import TextBlock
from training.content.rules.findings import wording_findings


@pytest.mark.parametrize("word", ["currently", "Recently", "nowadays", "last year"])
def test_a_word_that_is_true_today_only_is_found(word: str) -> None:
    (finding,) = wording_findings(module_value(summary=f"The rate is {word} 5."))

    assert (finding.file, finding.block) == ("module.yaml", "summary")
    assert f"“{word}” is true today only" == finding.said


def test_other_languages_have_other_words() -> None:
    assert list(wording_findings(module_value(summary="soon", source="sl"))) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("See [the law] (https://example.org).", "A link is not well formed"),
        ("See [the law](https://example.org", "A link is not well formed"),
        ("See www.example.org.", "A link is not well formed"),
        ("See [the law](example.org).", "The link “example.org” is no address"),
        ("See [the law](javascript:alert).", "The link “javascript:alert” is no address"),
    ],
)
def test_a_link_that_nobody_can_follow_is_found(text: str, problem: str) -> None:
    module = module_value()
    first, *rest = module.lessons
    block = first.blocks[0]
    assert isinstance(block, TextBlock)
    hook = replace(block, body=text)
    changed = replace(module, lessons=(replace(first, blocks=(hook, *first.blocks[1:])), *rest))

    assert [(each.file, each.block, each.said) for each in wording_findings(changed)] == [
        ("lessons/who.yaml", "hook/body", problem)
    ]


def test_a_good_link_is_no_finding() -> None:
    text = "See [the law](https://www.example.org/a?b=c#d) and [below](#key)."

    assert list(wording_findings(module_value(summary=text))) == []
