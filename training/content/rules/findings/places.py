"""Where does a text stand, for somebody who looks for it?"""

from training.content.rules.fault import Place, lesson_file
from training.content.rules.segments import MODULE


def place_of(address: str) -> Place:
    """Give the place of a segment, a block or a part of one by its address."""
    first, _, rest = address.partition("/")
    return Place(file="module.yaml" if first == MODULE else lesson_file(first), block=rest or None)
