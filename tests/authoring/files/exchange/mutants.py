"""How does a file break? Byte by byte, and (where it is XML) in ways after which it is still well-formed."""

from collections.abc import Mapping
from io import BytesIO
from random import Random
from xml.etree import ElementTree as ET
from zipfile import ZipFile

_PIECES: tuple[bytes, ...] = (
    b"<",
    b">",
    b"&",
    b"{",
    b"}",
    b"=",
    b"~",
    b"#",
    b"\0",
    b"\xff",
    b"]]>",
    b"<!--",
    b"\\",
    b"%",
    b"::",
    b"-->",
)
_PIECES += (b"<!DOCTYPE x>", b"1e999", b"NaN", b"\n\n", b"[[9]]", b"PK\x03\x04", b"\r", b"\xc3", b"{1:MC:}", b"<p>")
_TEXTS = ("", "*", "-1", "1e999", "NaN", "100", "[[9]]", "{gap}", "<p>a</p>", "&amp;", "true", "\ue000", "a" * 21_000)


def mutant(content: bytes, random: Random) -> bytes:
    """Break a file in one way or another."""
    if content.startswith(b"PK"):
        return _package(content, random)
    if content.startswith(b"<") and random.random() < 0.6:
        return _tree(content, random)
    return _bytes(content, random)


def _bytes(content: bytes, random: Random) -> bytes:
    """Flip bytes, cut out, double or move a part, or put something in that means something."""
    broken = bytearray(content)
    for _ in range(random.randint(1, 4)):
        first = random.randrange(len(broken) + 1)
        last = first + random.choice((1, 8, 200))
        match random.randrange(6):
            case 0:
                broken[first:last] = bytes(byte ^ 1 << random.randrange(8) for byte in broken[first:last][:4])
            case 1:
                del broken[first:last]
            case 2:
                broken[first:first] = broken[first:last]
            case 3:
                moved = broken[first:last]
                del broken[first:last]
                place = random.randrange(len(broken) + 1)
                broken[place:place] = moved
            case 4:
                broken[first:first] = random.choice(_PIECES)
            case 5:
                del broken[max(first, len(broken) // 2) :]
    return bytes(broken)


def _tree(content: bytes, random: Random) -> bytes:
    """Remove, double, rename, move or empty elements; change what they say."""
    root = ET.fromstring(content)  # noqa: S314 (our own sample)
    for _ in range(random.randint(1, 4)):
        elements = list(root.iter())
        one, other = random.choice(elements), random.choice(elements)
        children = list(one)
        match random.randrange(7):
            case 0 if children:
                one.remove(random.choice(children))
            case 1 if children:
                one.append(random.choice(children))
            case 2:
                one.tag = other.tag
            case 3 if one.attrib:
                one.set(random.choice(list(one.attrib)), random.choice(_TEXTS))
            case 4 if one.attrib:
                del one.attrib[random.choice(list(one.attrib))]
            case 5:
                one.text = random.choice(_TEXTS)
            case 6:
                one.text, other.text = other.text, one.text
    return ET.tostring(root)


def _package(content: bytes, random: Random) -> bytes:
    """Break one file of a package, or its name, or the package itself."""
    if random.random() < 0.2:
        return _bytes(content, random)
    with ZipFile(BytesIO(content)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    name = random.choice(list(files))
    match random.randrange(6):
        case 0:
            files[random.choice(("../up.xml", "/root.xml", "items/../../up.xml", "c:\\up.xml"))] = files.pop(name)
        case 1:
            del files[name]
        case _:
            files[name] = mutant(files[name], random)
    return _zipped(files)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as package:
        for name, inside in files.items():
            package.writestr(name, inside)
    return made.getvalue()
