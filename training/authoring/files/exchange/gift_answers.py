"""How are the answers of GIFT read? ``=right#why``, ``~wrong``, ``~%50%partly``, ``=3:0.5``, ``=1..5``."""

import re
from decimal import Decimal
from itertools import pairwise

from training.authoring.rules.exchange import Making
from training.authoring.rules.exchange.building import ALL, NOTHING, Answer, number, share
from training.authoring.rules.exchange.texts import Style

_WEIGHT = re.compile(r"\s*%(-?[0-9.]+)%")
_SIGNS = "~=#{}:\\"
_UNESCAPE = str.maketrans({chr(place): char for place, char in enumerate(_SIGNS, 1)})


def unescaped(text: str) -> str:
    r"""Give back the signs that a backslash kept from meaning something, and line ends written as ``\n``."""
    return text.replace("\\n", "\n").translate(_UNESCAPE)


def answered(
    making: Making, inside: str, style: Style, *, plain: bool = False, numbers: bool = False
) -> list[tuple[bool, bool, Answer]]:
    """List the answers, each with whether it begins with "=" and whether it says its weight."""
    return [_answer(making, piece, style, plain=plain, numbers=numbers) for piece in _pieces(inside)]


def _pieces(inside: str) -> list[str]:
    starts = [place for place, sign in enumerate(inside) if sign in "=~"]
    return [inside[start:end] for start, end in pairwise([*starts, len(inside)])]


def _answer(making: Making, piece: str, style: Style, *, plain: bool, numbers: bool) -> tuple[bool, bool, Answer]:
    is_right, rest = piece[0] == "=", piece[1:]
    weight = _WEIGHT.match(rest)
    given = share(weight[1]) if weight else (ALL if is_right else NOTHING)
    rest = rest[weight.end() :] if weight else rest
    text, _, feedback = rest.partition("#")
    told = making.text(unescaped(feedback), style)
    if numbers:
        value, tolerance = _range(unescaped(text).strip())
        return is_right, weight is not None, Answer(text=value, tolerance=tolerance, share=given, feedback=told)
    words = unescaped(text).strip() if plain else making.text(unescaped(text), style)
    return is_right, weight is not None, Answer(text=words, share=given, feedback=told)


def _range(text: str) -> tuple[str, str]:
    """Read a number with a tolerance, or the middle between two ends."""
    if text in ("", "*"):
        return text, "0"
    low, dots, high = text.partition("..")
    if dots:
        first, last = Decimal(number(low)), Decimal(number(high))
        return number(str((first + last) / 2)), number(str(abs(last - first) / 2))
    value, _, tolerance = text.partition(":")
    return number(value), number(tolerance or "0")
