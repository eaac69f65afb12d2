"""What stands in the source? Trees of our own Python files and templates, for tests about the code itself."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[1]
TRAINING = ROOT / "training"
TEMPLATES = TRAINING / "templates"

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class File:
    """A Python file: its path from the root, its lines, its tree."""

    path: Path
    lines: int
    tree: ast.Module

    @property
    def layer(self) -> str:
        """The column of the grid, or the name of the file where it stands beside it."""
        inside = self.path.relative_to(TRAINING).with_suffix("").parts
        return inside[1] if len(inside) > 1 and inside[0] != "commands" else inside[0]

    def calls(self) -> Iterator[ast.Call]:
        """List every call."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """List every function, nested ones included."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    def public(self) -> Iterator[Definition]:
        """List the functions and classes that others may use, and the public methods of these classes."""
        for node in self.tree.body:
            if isinstance(node, Definition) and not node.name.startswith("_"):
                yield node
                inner = node.body if isinstance(node, ast.ClassDef) else []
                yield from (part for part in inner if isinstance(part, Definition) and not part.name.startswith("_"))

    def at(self, node: ast.AST) -> str:
        """Say where a node stands: ``training/app.py:12``."""
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


@cache
def python(*folders: str) -> tuple[File, ...]:
    """Read every Python file beneath these folders of the project."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    texts = [(path, path.read_text()) for path in paths]
    return tuple(File(path, len(text.splitlines()), ast.parse(text)) for path, text in texts)


@cache
def templates() -> tuple[tuple[str, str, nodes.Template], ...]:
    """Read every template: name, text, tree."""
    environment = Environment(autoescape=True)
    paths = sorted(path for path in TEMPLATES.rglob("*") if path.suffix in (".html", ".json", ".txt"))
    texts = [(path.relative_to(TEMPLATES).as_posix(), path.read_text()) for path in paths]
    return tuple((name, text, environment.parse(text, name)) for name, text in texts)


def function_length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines from `def` to its end, the docstring left out."""
    told = function.body[0] if ast.get_docstring(function) else None
    docstring = told.end_lineno - told.lineno + 1 if told and told.end_lineno else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring
