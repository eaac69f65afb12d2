"""What does a file say in its reader's language, beside keys that are the same in all?"""

from collections.abc import Mapping
from dataclasses import dataclass

from training.reporting.rules.cells import ALL, LANGUAGE, LESSON, ROUND, is_direct
from training.reporting.rules.releases import Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Names and meanings by machine key, and sentences about the whole.

    `labels` and `meanings` are of measures and figures of groups, `columns` and `explained` of the columns of the long
    table, `facts` of what is told about the file, `about` sentences.
    """

    language: str
    all_regions: str
    all_modules: str
    #: After the name of an organisation of which only the own people are meant.
    directly: str
    low: str
    high: str
    sum_of: str
    figures: str
    definitions: str
    labels: Mapping[str, str]
    meanings: Mapping[str, str]
    columns: Mapping[str, str]
    explained: Mapping[str, str]
    facts: Mapping[str, str]
    about: Mapping[str, str]
    languages: Mapping[str, str]
    rounds: Mapping[str, str]

    def place(self, heading: Heading, place: str) -> str:
        """Return what a place is called."""
        if place == ALL:
            return self.all_regions
        name = heading.place_name(place, self.language)
        return f"{name} ({self.directly})" if is_direct(place) else name

    def module(self, heading: Heading, module: str) -> str:
        """Return what a module is called."""
        return self.all_modules if module == ALL else str(heading.title(module, self.language))

    def part(self, heading: Heading, module: str, part: str) -> str:
        """Return what a part is called; nothing for all of them."""
        if part.startswith(LANGUAGE):
            return self.languages[part.removeprefix(LANGUAGE)]
        if part.startswith(ROUND):
            return self.rounds[part.removeprefix(ROUND)]
        if part.startswith(LESSON):
            return str(heading.lesson_title(module, part.removeprefix(LESSON), self.language))
        return ""
