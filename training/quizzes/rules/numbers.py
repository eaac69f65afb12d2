"""Which number did a person type? Only one that can be read in one way."""

import re
from decimal import Decimal

from training.foundation.errors import Refused

_SPACES = re.compile(r"[\s'\u00a0\u2009\u202f]")
_PLAIN = re.compile(r"[+-]?\d+")
_ONE_SEPARATOR = re.compile(r"([+-]?\d*)[.,](\d+)")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_MAX_LENGTH = 30


def read_number(typed: str) -> Decimal:
    """Read a decimal number written with comma or point, grouped or not.

    Raises Refused("number-ambiguous", readings=(…)) for "1.649", which is one thing in English and another in German,
    and Refused("number-not-read") for what is no number.
    """
    text = _SPACES.sub("", typed).replace("\N{MINUS SIGN}", "-")
    if len(text) > _MAX_LENGTH or not text.isascii():
        raise Refused("number-not-read", typed=typed)
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if {".", ","} <= set(text):
        return _with_both(text, typed)
    if match := _ONE_SEPARATOR.fullmatch(text):
        return _with_one(text, *match.groups(), typed=typed)
    if _GROUPED.fullmatch(text):
        return Decimal(re.sub("[.,]", "", text))
    raise Refused("number-not-read", typed=typed)


def _with_both(text: str, typed: str) -> Decimal:
    decimal_sign = "." if text.rfind(".") > text.rfind(",") else ","
    whole, _, fraction = text.rpartition(decimal_sign)
    if not _GROUPED.fullmatch(whole) or decimal_sign in whole or not fraction.isdigit():
        raise Refused("number-not-read", typed=typed)
    return Decimal(f"{re.sub('[.,]', '', whole)}.{fraction}")


def _with_one(text: str, whole: str, fraction: str, *, typed: str) -> Decimal:
    number = Decimal(f"{whole or '0'}.{fraction}") if whole not in ("+", "-") else None
    if number is None:
        raise Refused("number-not-read", typed=typed)
    if _GROUPED.fullmatch(text) and whole.lstrip("+-").lstrip("0"):
        raise Refused("number-ambiguous", readings=(Decimal(whole + fraction), number))
    return number
