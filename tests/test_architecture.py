"""Is the house built as its handbook says? Tests about the code itself."""

import ast
import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from jinja2 import nodes

from tests.source import ROOT, function_length, python, templates
from training.foundation.audit import Event
from training.foundation.gate import need_of
from training.foundation.permissions import TABLE, Permission

LONGEST_FUNCTION = 25
LONGEST_FILE = 250
BANNED_NAMES = {"util", "utils", "helper", "helpers", "service", "services", "manager", "managers", "common", "misc"}
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "gmtime", "localtime", "current_timestamp"}
EDGES = {"views", "commands", "app", "cli"}
INLINE = re.compile(r"""<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:""", re.IGNORECASE)
JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
POST_FORM = re.compile(r"""<form[^>]*method=["']post["'].*?</form>""", re.DOTALL | re.IGNORECASE)
# A ticket is signed for one person and one form, so it does what the token does, and outlives the session.
TOKEN = re.compile(r'name="(csrf_token|ticket)"')
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


@pytest.fixture(scope="module")
def bare_app(make_app: Callable[[str], Flask]) -> Flask:
    """Give an application whose database nobody asks."""
    return make_app("sqlite://")


def test_every_route_says_what_it_needs(bare_app: Flask) -> None:
    """The gate closes what says nothing; this names it."""
    views = {name: view for name, view in bare_app.view_functions.items() if name != "static"}

    silent = [name for name, view in views.items() if need_of(view) is None]

    assert views
    assert silent == []


def test_reading_and_writing_are_separate_views(bare_app: Flask) -> None:
    """GET and POST are two functions: only one of them commits."""
    both = [rule.rule for rule in bare_app.url_map.iter_rules() if {"GET", "POST"} <= (rule.methods or set())]

    assert both == []


def test_every_permission_is_used_by_a_route(bare_app: Flask) -> None:
    """A permission without a route opens nothing."""
    used = {need_of(view) for view in bare_app.view_functions.values()}

    assert set(Permission) - used == set()


def test_every_permission_is_held_by_a_role() -> None:
    """A permission without a role closes its routes to everybody."""
    held = set().union(*TABLE.values())

    assert held == set(Permission)


def test_every_event_is_recorded_somewhere() -> None:
    """An event that nobody records is a promise not kept."""
    named = {
        node.attr
        for file in python("training")
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Event"
    }

    assert {event.name for event in Event} - named == set()


def test_only_the_edges_commit() -> None:
    """Actions flush: one request is one transaction, visible in the view."""
    faults = [
        file.at(call)
        for file in python("training")
        for call in file.calls()
        if isinstance(call.func, ast.Attribute) and call.func.attr == "commit"
        if file.layer not in ("views", "commands")
    ]

    assert faults == []


def test_nobody_asks_the_machine_for_the_time_but_the_clock() -> None:
    """What reads the clock cannot be tested at midnight."""
    faults = [
        file.at(node)
        for file in python("training")
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS and _is_a_clock(node.value)
        if file.path.name != "clock.py"
    ]

    assert faults == []


def test_only_the_edges_ask_the_clock() -> None:
    """To everybody else the moment is an argument."""
    faults = [
        file.at(node)
        for file in python("training")
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ImportFrom) and _imports_the_clock(node)
        if file.layer not in EDGES
    ]

    assert faults == []


def test_every_file_and_public_name_has_a_docstring() -> None:
    """A file says which question it answers, a function what its name cannot."""
    silent = [
        file.at(node)
        for file in python("training", "tests", "migrations", "benchmarks")
        for node in (file.tree, *file.public())
        if ast.get_docstring(node) is None and not _is_a_test(node) and file.path.stat().st_size
    ]

    assert silent == []


def test_no_function_is_longer_than_25_lines() -> None:
    """What does not fit on half a screen has two things to say."""
    long = [
        f"{file.at(function)} {function.name}: {function_length(function)}"
        for file in python("training")
        for function in file.functions()
        if function_length(function) > LONGEST_FUNCTION
    ]

    assert long == []


def test_no_file_is_longer_than_250_lines() -> None:
    """A file that outgrows this becomes a package of the same name; a step of the migrations cannot be divided."""
    files = python("training", "tests", "benchmarks")

    long = [f"{file.path.relative_to(ROOT)}: {file.lines}" for file in files if file.lines > LONGEST_FILE]

    assert long == []


def test_no_file_is_named_for_nothing() -> None:
    """A file of helpers is where code goes that has no room."""
    nameless = [file.path.name for file in python("training", "tests") if file.path.stem in BANNED_NAMES]

    assert nameless == []


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, text, _ in templates()])
def test_a_template_has_no_inline_script_or_style(name: str, text: str) -> None:
    """The Content-Security-Policy would drop it silently; none reaches a letter, which brings its style along."""
    if name.endswith(".html") and name != "mail/_letter.html":
        found = [match.group().strip() for match in INLINE.finditer(JINJA_COMMENT.sub("", text))]

        assert found == []


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, text, _ in templates()])
def test_a_form_that_posts_carries_a_token(name: str, text: str) -> None:
    """Without one the answer is 400 on the real site only."""
    without = [form.group()[:80] for form in POST_FORM.finditer(text) if not TOKEN.search(form.group())]

    assert without == []


@pytest.mark.parametrize(("name", "tree"), [(name, tree) for name, _, tree in templates()])
def test_a_template_translates_constant_sentences_only(name: str, tree: nodes.Template) -> None:
    """A sentence put together at run time stands in no catalogue, and cannot be folded."""
    faults = [f"{name}:{call.lineno}" for call, texts in _translations(tree) if not all(map(_is_text, texts))]

    assert faults == []


@pytest.mark.parametrize(("name", "tree"), [(name, tree) for name, _, tree in templates()])
def test_a_sentence_gets_the_values_that_it_names(name: str, tree: nodes.Template) -> None:
    """A missing value is a 500 in the language of the unlucky reader."""
    faults = [
        f"{name}:{call.lineno} {sorted(wanted ^ given)}"
        for call, texts in _translations(tree)
        for wanted in [set(PLACEHOLDER.findall(" ".join(str(getattr(text, "value", "")) for text in texts)))]
        for given in [{value.key for value in call.kwargs} | ({"num"} & wanted if len(texts) > 1 else set())]
        if wanted != given
    ]

    assert faults == []


@pytest.mark.parametrize(("name", "tree"), [(name, tree) for name, _, tree in templates()])
def test_a_template_trusts_no_string(name: str, tree: nodes.Template) -> None:
    """What is safe is Markup before it comes here."""
    trusting = [f"{name}:{node.lineno}" for node in tree.find_all(nodes.Filter) if node.name == "safe"]

    assert trusting == []


def _translations(tree: nodes.Template) -> Iterator[tuple[nodes.Call, list[nodes.Expr]]]:
    """List each call of `_` with its one text, and of `ngettext` with its two."""
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "ngettext"):
            yield call, call.args[:1] if call.node.name == "_" else call.args[:2]


def _is_text(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, str)


def _is_a_clock(owner: ast.expr) -> bool:
    return isinstance(owner, ast.Name) and owner.id in ("datetime", "date", "time", "func")


def _imports_the_clock(node: ast.ImportFrom) -> bool:
    names = {alias.name for alias in node.names}
    return node.module == "training.foundation.clock" or (node.module == "training.foundation" and "clock" in names)


def _is_a_test(node: ast.AST) -> bool:
    # The name of a test is the sentence.
    return isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
