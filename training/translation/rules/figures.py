"""Which numbers, dates and units does a text hold, each read in the way of its language?"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache

from training.translation.rules.likeness import without_links
from training.translation.rules.vocabulary import (
    BEFORE,
    CAPITAL_MONTHS,
    DAYS_IN_DIGITS,
    MONTHS,
    NO_UNITS,
    SCALES,
    UNITS,
)

_NUMBER = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,:\u00a0\u202f\u2019']\d+)*")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[^\d:]\d{3})+")
_NOT_A_DIGIT = re.compile(r"\D")
#: "22:00" and "177.00" may be 22 and 177.
_NOTHING_AFTER = re.compile(r"[.,:]00$")
#: "14th" and "1920s" become words or Roman numerals elsewhere.
_IN_WORDS = re.compile(r"\b\d+(?:st|nd|rd|th|s)\b")
_CLOCK = re.compile(r"\b(\d{1,2})(?:[.:](\d\d))?\s?([ap])\.?m\b", re.IGNORECASE)
_NOON, _LAST_DAY, _LAST_MONTH = 12, 31, 12
_DATES = (
    re.compile(r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])"),
    re.compile(r"(?<![\d./-])(?P<day>\d{1,2})(?P<sign>[/-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})(?![\d/-])"),
    re.compile(r"(?<![\d.,])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)"),
)
#: "5. 3." is a day, "1. 2. 3." are none.
_DAY = re.compile(r"(?<![\d.,])(?<!\d\.\s)(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?!\s?\d)(?P<year>)")
#: A year is no number of years: "2026 roku".
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY_BEFORE = re.compile(r"(?<![\d.,])(\d{1,2})(?:\.|º|°|st|nd|rd|th)?\s(?:of )?$")
_DAY_AFTER = re.compile(r"\s(\d{1,2})(?:st|nd|rd|th)?(?!\d)")
_SIGN_BEFORE = re.compile(rf"(?<!\w)(?:{BEFORE})\s?$")
#: So far before a month its day may begin, and before a number its sign.
_NEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a text holds, with the words for it there.

    `numbers` by what they are worth; `days` by day and month; `months` named or in a date; `units` by number and unit;
    `month_numbers` are those that a month may stand for, `clock` those that tell the time, `ordinals` "14th", "1920s".
    """

    text: str
    numbers: Counter[str] = field(default_factory=Counter)
    tokens: dict[str, str] = field(default_factory=dict)
    days: dict[tuple[int, int], str] = field(default_factory=dict)
    months: dict[int, str] = field(default_factory=dict)
    month_numbers: Counter[str] = field(default_factory=Counter)
    ordinals: Counter[str] = field(default_factory=Counter)
    units: dict[tuple[str, str], str] = field(default_factory=dict)
    clock: set[str] = field(default_factory=set)

    @property
    def decades(self) -> Counter[str]:
        """What "the 1920s" are in languages that write "20. leta"."""
        return Counter(number[-2:] for number in self.ordinals)


@lru_cache(maxsize=512)
def figures(text: str, language: str) -> Figures:
    """Read the figures of a text."""
    words = without_links(text)
    found = Figures(text=_CLOCK.sub(_time, words) if language == "en" else words)
    found.ordinals.update(_NOT_A_DIGIT.sub("", ordinal) for ordinal in _IN_WORDS.findall(found.text))
    kept = _without_dates(found, language)
    _note_months(found, kept, language)
    for match in _NUMBER.finditer(kept):
        worth = _worth(match.group())
        found.numbers[worth] += 1
        found.tokens[worth] = match.group()
        if ":" in match.group():
            found.clock.add(worth)
        if unit := _unit(kept, match, language):
            found.units[worth, unit[0]] = unit[1]
    return found


def names_unit(unit: str, text: str) -> bool:
    """Tell whether a text names a unit anywhere."""
    return _named_unit(unit).search(text) is not None


def _time(match: re.Match[str]) -> str:
    hour = int(match[1]) % _NOON + (_NOON if match[3].lower() == "p" else 0)
    return f"{hour}:{match[2] or '00'}"


def _without_dates(found: Figures, language: str) -> str:
    """Note dates in digits; what remains of them in the text are day and year."""
    kept = found.text
    for pattern in (*_DATES, *((_DAY,) if language in DAYS_IN_DIGITS else ())):
        kept = pattern.sub(lambda match: _noted(found, match), kept)
    return kept


def _noted(found: Figures, match: re.Match[str]) -> str:
    day, month = int(match["day"]), int(match["month"])
    if not (1 <= day <= _LAST_DAY and 1 <= month <= _LAST_MONTH):
        return match.group()
    found.days[day, month] = found.months[month] = match.group()
    found.month_numbers[str(month)] += 1
    return f"{day}; {match['year']};" if match["year"] else f"{day};"


def _note_months(found: Figures, text: str, language: str) -> None:
    for match in _month_names(language).finditer(text):
        month = int((match.lastgroup or "")[1:])
        found.months.setdefault(month, match.group())
        found.month_numbers[str(month)] += 1
        before = _DAY_BEFORE.search(text[max(0, match.start() - _NEAR) : match.start()])
        after = _DAY_AFTER.match(text, match.end()) if language == "en" else None
        if before:
            found.days[int(before[1]), month] = before.group() + match.group()
        elif after:
            found.days[int(after[1]), month] = match.group() + after.group()


@cache
def _month_names(language: str) -> re.Pattern[str]:
    names = "|".join(f"(?P<m{number}>{name})" for number, name in enumerate(MONTHS[language], start=1))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)", 0 if language in CAPITAL_MONTHS else re.IGNORECASE)


def _worth(token: str) -> str:
    """Tell the worth of a number whatever separates its parts: "12,345.50" and "12.345,5" are the same."""
    token = _NOTHING_AFTER.sub("", token)
    *parts, last = _NOT_A_DIGIT.split(token)
    head = token[: -len(last) - 1] if parts else ""
    if _THOUSANDS.fullmatch(token):
        return "".join((*parts, last))
    if _THOUSANDS.fullmatch(head):
        parts = ["".join(parts)]
    decimals = last.rstrip("0") if parts else ""
    whole = parts or [last]
    return ".".join(part.lstrip("0") or "0" for part in whole) + (f".{decimals}" if decimals else "")


def _unit(text: str, number: re.Match[str], language: str) -> tuple[str, str] | None:
    """Find the unit beside a number, and both as they stand there."""
    behind = _unit_behind().match(text, number.end())
    unit = _UNIT_NAMES[int((behind.lastgroup or "")[1:])] if behind else ""
    is_year = unit == "year" and _YEAR.fullmatch(number.group()) is not None
    if behind and not is_year and behind.group().strip() not in NO_UNITS.get(language, ()):
        return unit, number.group() + behind.group()
    before = _SIGN_BEFORE.search(text[max(0, number.start() - _NEAR) : number.start()])
    if before:
        unit = next(unit for unit in _UNIT_NAMES if _named_unit(unit).search(before.group()))
        return unit, before.group() + number.group()
    return None


_UNIT_NAMES = tuple(UNITS)


@cache
def _unit_behind() -> re.Pattern[str]:
    names = "|".join(f"(?P<u{number}>{UNITS[unit]})" for number, unit in enumerate(_UNIT_NAMES))
    return re.compile(rf"\s?[-\u2011]?\s?(?:(?:{SCALES})\s?){{0,2}}(?:{names})", re.IGNORECASE)


@cache
def _named_unit(unit: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d])(?:{UNITS[unit]})", re.IGNORECASE)
