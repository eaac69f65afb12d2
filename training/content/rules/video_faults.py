"""What is wrong with a film? Nobody could see it, somebody could not hear it, or its captions run against the clock."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from training.content.rules.blocks import Cue, Video
from training.content.rules.fault import Fault, Place, key_faults

#: What a browser plays of all that is uploaded.
FILMS = (".mp4", ".webm")
_MOMENT = re.compile(r"(?:([0-9]{2,3}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})")
_SECURE_ADDRESS = re.compile(r"https://[^\s/]+\S*")


def video_faults(place: Place, video: Video, files: Collection[str]) -> Iterator[Fault]:
    """List every fault of a film; `files` are the names of the module's files."""
    if (video.media is None) == (video.url is None):
        remedy = "Choose a file, or write a link, and leave the other one empty"
        yield place.fault("A film is either a file or a link", remedy)
    if video.minutes < 1:
        yield place.fault("The minutes are less than 1", "Say how long it takes")
    if video.url is not None and not _SECURE_ADDRESS.fullmatch(video.url):
        problem = "“%(address)s” is no secure address on the web"
        yield place.fault(problem, "Write the whole address, from https:// on", address=video.url)
    if video.media is not None:
        yield from _of_file(place, video, video.media, files)
    yield from key_faults(place, [cue.key for cue in video.cues])
    yield from _of_cues(place, video.cues)


def milliseconds(moment: str) -> int | None:
    """Read a moment of a film; None where it is none."""
    found = _MOMENT.fullmatch(moment)
    if found is None:
        return None
    hours, minutes, seconds, thousandths = (int(part or 0) for part in found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _of_file(place: Place, video: Video, name: str, files: Collection[str]) -> Iterator[Fault]:
    if name not in files:
        yield place.fault("The file “%(name)s” is missing", "Add it, or choose another one", name=name)
    elif not name.endswith(FILMS):
        yield place.fault("The file “%(name)s” is no film", "Choose a file that ends in .mp4 or .webm", name=name)
    if not video.cues:
        remedy = "Add captions: who cannot hear the film reads them, and they are what is translated"
        yield place.fault("The film has no captions", remedy)


def _of_cues(place: Place, cues: Sequence[Cue]) -> Iterator[Fault]:
    for cue in cues:
        start, end = milliseconds(cue.start), milliseconds(cue.end)
        if start is None or end is None:
            problem = "A caption begins or ends at a moment that cannot be read"
            yield place.inside(cue.key).fault(problem, "Write minutes, seconds and thousandths, such as 01:05.500")
        elif end <= start:
            yield place.inside(cue.key).fault("A caption ends before it begins", "Correct one of the two moments")
    for before, after in pairwise(cues):
        first, second = milliseconds(before.start), milliseconds(after.start)
        if first is not None and second is not None and second < first:
            problem = "A caption begins before the one above it"
            yield place.inside(after.key).fault(problem, "Put captions in the order in which they are spoken")
