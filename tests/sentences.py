"""Which sentences for readers stand in code? Those of faults and findings, and phrases that fill them.

Babel asks `extracted` for them (see babel.cfg). A sentence that it could not find is an error, not an omission.
"""

import ast
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

#: Where a call holds sentences: the numbers of its arguments, and the names of those that are named.
_CALLS = {
    "fault": (0, 1),
    "mend": (0, 1),
    "advise": (0, 1),
    "Phrase": (0,),
    "_Wrong": (0, 1),
    "_note": (1, 2),
}
_NAMED = {"problem", "remedy"}
_WITH_NAMED = {"Flaw", "Misfit", "Fault"}

Found = tuple[int, None, str, list[str]]


def extracted(
    file: BinaryIO, keywords: Collection[str], comment_tags: Collection[str], options: dict[str, Any]
) -> Iterator[Found]:
    """Give Babel the sentences of a file."""
    del keywords, comment_tags, options
    for line, sentence in sentences(file.read().decode()):
        yield line, None, sentence, []


def sentences(code: str) -> Iterator[tuple[int, str]]:
    """List the sentences of a module of Python with their lines; raises ValueError at one that is put together."""
    tree = ast.parse(code)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    seen: set[int] = set()
    for scope in (*functions[::-1], tree):
        assigned = _assigned(scope)
        for node in ast.walk(scope):
            if isinstance(node, ast.Call) and id(node) not in seen:
                seen.add(id(node))
                for argument in _arguments(node):
                    yield from _constants(argument, assigned)


def _arguments(call: ast.Call) -> Iterator[ast.expr]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    yield from (call.args[at] for at in _CALLS.get(name, ()) if at < len(call.args))
    if name in _WITH_NAMED:
        yield from (keyword.value for keyword in call.keywords if keyword.arg in _NAMED)


def _assigned(scope: ast.AST) -> dict[str, list[ast.expr]]:
    """List what each name of a function may stand for."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(scope):
        for target, value in _pairs(node):
            if isinstance(target, ast.Name):
                found.setdefault(target.id, []).append(value)
    return found


def _pairs(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                yield from zip(target.elts, node.value.elts, strict=True)
            else:
                yield target, node.value


def _constants(value: ast.expr, assigned: dict[str, list[ast.expr]]) -> Iterator[tuple[int, str]]:
    match value:
        case ast.Constant(value=str() as sentence):
            yield value.lineno, sentence
        case ast.IfExp():
            yield from _constants(value.body, assigned)
            yield from _constants(value.orelse, assigned)
        case ast.Name():
            for one in assigned.get(value.id, ()):
                yield from _constants(one, {})
        case ast.JoinedStr() | ast.BinOp():
            message = f"line {value.lineno}: a sentence that is put together cannot be translated"
            raise ValueError(message)
