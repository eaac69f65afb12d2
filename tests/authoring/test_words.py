"""Has every field, kind and part that an author meets a name in words?"""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from training.authoring.rules.naming import noun
from training.authoring.rules.typing import Field, fields_of
from training.content.rules.blocks import BLOCKS
from training.content.rules.module import Lesson, Module, Objective, Statement, Term
from training.content.rules.questions import QUESTIONS
from training.foundation.pages import environment

UNITS: tuple[type, ...] = (Module, Objective, Statement, Term, Lesson, *BLOCKS, *QUESTIONS)


def fields(kind: type) -> Iterator[tuple[str, Field]]:
    """List the fields of a kind and of its parts, each with the word for what it stands in."""
    for field in fields_of(kind):
        yield noun(kind), field
        if field.part:
            yield from fields(field.part)


@pytest.fixture(scope="module")
def app(make_app: Callable[[str], Flask]) -> Flask:
    """Give an application that needs no rows."""
    return make_app("sqlite://")


def said(app: Flask, sentence: str) -> str:
    """Say something in English with the words of authoring."""
    words = '{% import "authoring/_words.html" as words %}'
    with app.test_request_context("/en/"):
        return environment("en").from_string(words + sentence).render().strip()


def test_every_field_of_every_kind_has_a_label_and_every_part_a_name(app: Flask) -> None:
    for of, field in (each for kind in UNITS for each in fields(kind)):
        name = field.name.rpartition(".")[2]
        assert said(app, f"{{{{ words.label('{of}', '{name}') }}}}") not in ("", name), (of, field.name)
        for value in field.given:
            assert said(app, f"{{{{ words.fixed['{of}.{name}']['{value}'] }}}}")
        if field.part:
            part = noun(field.part)
            assert said(app, f"{{{{ words.kind_names['{part}'] }}}}{{{{ words.adding['{part}'] }}}}")
            assert "2 of 3" in said(app, f"{{{{ words.legend('{part}', 2, 3, 'key') }}}}")


def test_every_kind_has_a_name_and_every_block_says_what_it_is_for(app: Flask) -> None:
    for kind in UNITS:
        assert said(app, f"{{{{ words.kind_names['{noun(kind)}'] }}}}")
    for block in BLOCKS:
        assert said(app, f"{{{{ words.kind_hints['{noun(block)}'] }}}}")
