"""How does a table follow from counts of its finest cells? By trees of names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from training.reporting.rules.disclosure.tables import Key, Relation, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A tree of names: `parts` names for every whole what it consists of; a name without parts is a leaf.

    Who belongs to a whole directly needs a leaf of their own beneath it, or the parts would not add up.
    """

    root: str
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def names(self) -> Iterator[str]:
        """List all names, wholes before their parts."""
        waiting = [self.root]
        while waiting:
            name = waiting.pop()
            yield name
            waiting += reversed(self.parts.get(name, ()))

    def wholes(self) -> dict[str, tuple[str, ...]]:
        """Name for every leaf the wholes that it is in, itself first."""
        above = {part: whole for whole, parts in self.parts.items() for part in parts}
        return {name: tuple(_upwards(name, above)) for name in self.names() if not self.parts.get(name)}


def flat(root: str, parts: Iterable[str]) -> Dimension:
    """Make a dimension of one total and its parts."""
    return Dimension(root=root, parts={root: tuple(parts)})


def crossed(counts: Mapping[Key, int], dimensions: Sequence[Dimension]) -> Table:
    """Add counts of leaves up to every combination of names, and relate each whole to its parts in every dimension.

    Leaves that `counts` does not name count nobody. A dimension of its root alone stands for a total, so that tables
    of other dimensions have the same keys and can be `joined`.
    """
    wholes = [dimension.wholes() for dimension in dimensions]
    values: defaultdict[Key, int] = defaultdict(int)
    for key, count in counts.items():
        for cell in product(*(of_leaf[name] for of_leaf, name in zip(wholes, key, strict=True))):
            values[cell] += count
    cells = list(product(*(tuple(dimension.names()) for dimension in dimensions)))
    return Table(values={cell: values[cell] for cell in cells}, relations=tuple(_sums(cells, dimensions)))


def _upwards(name: str, above: Mapping[str, str]) -> Iterator[str]:
    yield name
    while name in above:
        name = above[name]
        yield name


def _sums(cells: Iterable[Key], dimensions: Sequence[Dimension]) -> Iterator[Relation]:
    for cell in cells:
        for place, dimension in enumerate(dimensions):
            parts = dimension.parts.get(cell[place])
            if parts:
                right = tuple((*cell[:place], part, *cell[place + 1 :]) for part in parts)
                yield Relation(left=(cell,), right=right)
