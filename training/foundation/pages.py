"""How does a template become a page in the reader's language?

One Jinja environment a language, with what is constant worked out while a template is compiled: its sentences, the
addresses of pages without a value, those of static files. Sixty look-ups at request time cost 0.5 ms, folded ones
nothing. Other addresses are built once and remembered.
"""

import hashlib
from collections.abc import Callable, Mapping, MutableMapping
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, request
from flask_wtf.csrf import generate_csrf
from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from training.foundation import languages, markup
from training.foundation.phrases import Phrase

TEMPLATES = Path(__file__).parents[1] / "templates"
STATIC = Path(__file__).parents[1] / "static"


#: Functions of a template whose answer to the same words is always the same.
_CONSTANT = ("address", "static")


class _Fold(NodeTransformer):
    """Puts the translation in place of every ``_("constant")``, and the answer in that of ``static("constant")``."""

    def __init__(self, environment: "PageEnvironment") -> None:
        self.catalogue = languages.catalogue(environment.language)
        self.globals: Mapping[str, Any] = environment.globals
        self.words = environment.words

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 (Jinja dispatches on the name)
        self.generic_visit(node)
        match node:
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str() as text)], kwargs=values):
                translated = nodes.Const(self.words(self.catalogue.gettext(text)))
                if not values:
                    return translated
                pairs = [nodes.Pair(nodes.Const(value.key), value.value) for value in values]
                return nodes.Mod(translated, nodes.Dict(pairs))
            case nodes.Call(
                node=nodes.Name(name=name), args=[nodes.Const(value=str() as text)], kwargs=[], dyn_kwargs=None
            ):
                return nodes.Const(self.globals[name](text)) if name in _CONSTANT else node
        return node


class PageContext(Context):
    """The names that a template knows.

    Jinja asks before every call whether what is called wants this context; nothing here does, and a page calls a
    hundred times.
    """

    def call(self, called: Callable[..., Any], /, *args: Any, **values: Any) -> Any:
        """Call a macro or a function."""
        values.pop("_block_vars", None)
        values.pop("_loop_vars", None)
        return called(*args, **values)


class PageEnvironment(Environment):
    """A Jinja environment that speaks one language; `words` is what a sentence is: HTML, or plain text in letters."""

    context_class = PageContext
    language = languages.DEFAULT
    words: type[str] = Markup

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        return _Fold(self).visit(tree)  # type: ignore[no-any-return]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give a template the names that all have, as one plain dictionary: each import of macros compares them."""
        return {**self.globals, **d} if d else self.globals


def page(template: str, **values: Any) -> str:
    """Render a template in the language of the address."""
    return environment(language_of_request()).get_template(template).render(values)


def language_of_request() -> str:
    """Return the language of the address; without one, the person's browser decides."""
    chosen = (request.view_args or {}).get("language") or request.path.split("/", 2)[1]
    if chosen in languages.LANGUAGES:
        return str(chosen)
    return languages.preferred(request.accept_languages.values())


def environment(language: str) -> PageEnvironment:
    """Return this application's environment for a language."""
    return current_app.extensions["pages"](language)  # type: ignore[no-any-return]


def plain_environment(language: str) -> PageEnvironment:
    """Return this application's environment for plain text in a language: nothing is escaped in it."""
    return current_app.extensions["plain_pages"](language)  # type: ignore[no-any-return]


def init_app(app: Flask, **names: Any) -> None:
    """Give an application its pages, and their templates further names."""
    app.extensions["pages"] = cache(partial(_environment, app, names, Markup))
    app.extensions["plain_pages"] = cache(partial(_environment, app, names, str))
    app.extensions["static_digests"] = cache(_static_digest)


def address(app: Flask, language: str, endpoint: str, /, **values: Any) -> str:
    """Build the address of a page, in this language unless `values` name another."""
    if app.url_map.is_endpoint_expecting(endpoint, "language"):
        values.setdefault("language", language)
    return app.url_map.bind("").build(endpoint, values)


def _environment(app: Flask, names: Mapping[str, Any], words: type[str], language: str) -> PageEnvironment:
    made = PageEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=words is Markup,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=app.debug,
        cache_size=-1,
    )
    made.language, made.words = language, words
    made.globals |= {
        "address": lru_cache(maxsize=4096)(partial(address, app, language)),
        "static": lambda name: f"/static/{name}?v={app.extensions['static_digests'](name)}",
        "here": _here,
        "csrf_token": generate_csrf,
        "markdown": markup.html,
        "inline_markdown": markup.inline,
    }
    made.globals |= {**_words(language, words), **names}
    return made


def _words(language: str, words: type[str]) -> dict[str, Any]:
    """Return what a template needs to write dates, numbers and plurals in its language."""
    catalogue = languages.catalogue(language)

    def plural(one: str, many: str, number: int, **values: Any) -> str:
        return words(catalogue.ngettext(one, many, number)) % {"num": number, **values}

    return {
        "say": partial(_said, language, words),
        "language": language,
        "languages": tuple(languages.LANGUAGES.items()),
        "ngettext": plural,
        "day": partial(_in(language), languages.day),
        "month": partial(_in(language), languages.month),
        "clock_time": partial(_in(language), languages.clock_time),
        "number_text": partial(_in(language), languages.number),
        "percent": partial(_in(language), languages.percent),
        "listing": partial(_in(language), languages.listing),
        "own_name": languages.own_name,
        "language_name": lambda code: languages.name_in(language, of=code),
    }


def _said(language: str, words: type[str], sentence: str, facts: Mapping[str, Any]) -> str:
    """Say a sentence that stands in code, filled with its facts."""
    catalogue = languages.catalogue(language)

    def told(fact: Any) -> Any:
        if isinstance(fact, Phrase):
            return catalogue.gettext(fact)
        return languages.day(fact, language) if isinstance(fact, date) else fact

    return words(catalogue.gettext(sentence)) % {name: told(fact) for name, fact in facts.items()}


def _in(language: str) -> Any:
    return lambda write, value: write(value, language)


def _here(language: str) -> str:
    """Return the address of this page in another language, its query kept."""
    query = f"?{request.query_string.decode('ascii', 'ignore')}" if request.query_string else ""
    parts = request.path.split("/", 2)
    if len(parts) == 3 and parts[1] in languages.LANGUAGES:  # noqa: PLR2004 ("", language, rest)
        return f"/{language}/{quote(parts[2])}{query}"
    return f"/{language}/"


def _static_digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
