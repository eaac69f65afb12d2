"""Has every code that a question may be told about a sentence on the page?"""

import ast
from collections.abc import Iterator

from tests.source import ROOT, python

FOLDERS = ("training/authoring/rules/exchange", "training/authoring/files/exchange")
WORDS = (ROOT / "training/templates/authoring/_questions.html").read_text()
#: How a code is said: the name of what is called, and the place of the code among its arguments.
SAID_BY = {"remark": 0, "Refused": 0, "unreadable": 1}


def codes() -> Iterator[str]:
    """List every code that readers, writers and plans give."""
    for file in python(*FOLDERS):
        for node in ast.walk(file.tree):
            match node:
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=arguments, keywords=named):
                    yield from _constants(arguments[SAID_BY[name] :][:1] if name in SAID_BY else [])
                    yield from _constants([word.value for word in named if word.arg == "code" and name == "Remark"])
                case ast.Subscript(value=ast.Attribute(attr="lost"), slice=ast.Constant(value=str(code))):
                    yield code


def _constants(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        for each in ast.walk(node):
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                yield each.value


def test_every_code_has_its_sentence() -> None:
    found = set(codes()) - {"unit-gone"}  # an address of the page itself, which has a page of its own

    assert len(found) > 60
    assert sorted(code for code in found if f"'{code}'" not in WORDS) == []
