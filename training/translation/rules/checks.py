"""What is wrong with a translation before it is accepted: what hinders it, and what a person may overrule?

Of the 7,689 translations of our courses it warns of 27 that are right, all of them words that two languages share
("euro", "hackathon"); with source and translation exchanged, of one more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from training.content.rules.fault import Fault, Place
from training.translation.rules.figures_kept import date_findings, number_findings, unit_findings
from training.translation.rules.glossary import BETWEEN_WORDS, AgreedTerm, term_findings
from training.translation.rules.likeness import (
    copy_findings,
    language_findings,
    link_findings,
    mark_findings,
    placeholder_findings,
)

#: A translation may be so many times as long as its source; a short source leaves at least this room.
TIMES = 2
ROOM = 50


class Check(StrEnum):
    """What is looked at; the first four hinder a translation, the others warn."""

    EMPTY = "empty"
    PLACEHOLDERS = "placeholders"
    LINKS = "links"
    MARKDOWN = "markdown"
    NUMBERS = "numbers"
    DATES = "dates"
    UNITS = "units"
    LENGTH = "length"
    IDENTICAL = "identical"
    LANGUAGE = "language"
    GLOSSARY = "glossary"


#: What nobody may overrule.
HINDERS = frozenset({Check.EMPTY, Check.PLACEHOLDERS, Check.LINKS, Check.MARKDOWN})
#: As long as the column that holds it.
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check has found, and whether it hinders the translation; what does not may be overruled with a reason."""

    check: Check
    fault: Fault

    @property
    def blocks(self) -> bool:
        """Whether nobody may overrule it."""
        return self.check in HINDERS


def findings_of(
    source: str, text: str, *, language: str, source_language: str, terms: Sequence[AgreedTerm], markdown: bool
) -> tuple[Finding, ...]:
    """Check a translation against its source text, what hinders it first."""
    place = Place(file="")
    if not text.strip():
        empty = place.fault("The translation is empty", "Write the translation")
        return (Finding(check=Check.EMPTY, fault=empty),)
    between = (source_language, language)
    agreed = {word.casefold() for term in terms for word in term.target}
    found = (
        (Check.PLACEHOLDERS, placeholder_findings(place, source, text)),
        (Check.LINKS, link_findings(place, source, text)),
        (Check.MARKDOWN, mark_findings(place, source, text) if markdown else ()),
        (Check.NUMBERS, number_findings(place, source, text, between)),
        (Check.DATES, date_findings(place, source, text, between)),
        (Check.UNITS, unit_findings(place, source, text, between)),
        (Check.LENGTH, _of_length(place, source, text)),
        (Check.IDENTICAL, copy_findings(place, source, text, agreed)),
        (Check.LANGUAGE, language_findings(place, source, text, between)),
        (Check.GLOSSARY, term_findings(place, source, text, terms)),
    )
    return tuple(Finding(check=check, fault=fault) for check, faults in found for fault in faults)


def is_reason(text: str) -> bool:
    """Tell whether words may stand as the reason why a warning is overruled."""
    return 0 < len(text.strip()) <= LONGEST_REASON


def most_characters(source: str) -> int:
    """Limit the length of a translation: twice its source, or some room where that is short."""
    return max(TIMES * len(source), len(source) + ROOM)


def _of_length(place: Place, source: str, text: str) -> Iterator[Fault]:
    # A glossary may give several words for one thing.
    most, longest = most_characters(source), max(map(len, text.split(BETWEEN_WORDS)))
    if longest > most:
        problem = "The translation has %(here)s characters, its source %(there)s"
        remedy = "Shorten it to at most %(most)s characters"
        yield place.mend(problem, remedy, here=longest, there=len(source), most=most)
