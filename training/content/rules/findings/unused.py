"""Does a module carry files that nobody sees?"""

from collections.abc import Iterator

from training.content.rules.blocks import Picture, Video
from training.content.rules.fault import Fault, Place
from training.content.rules.module import Module


def unused_findings(module: Module) -> Iterator[Fault]:
    """Find pictures and films that no block shows."""
    used = {block.media for lesson in module.lessons for block in lesson.blocks if isinstance(block, Picture | Video)}
    for medium in module.media:
        if medium.name not in used:
            yield Place(file=f"media/{medium.name}").mend(
                "Nothing in the module uses this file", "Use it, or remove it"
            )
