"""How does learning stand? Counted from the projection, and from the facts where it does not tell."""

from training.reporting.queries.standings.durations import Durations, group_facts
from training.reporting.queries.standings.facts import counted_until, number_of_enrolments, standings_from_facts
from training.reporting.queries.standings.leaves import Leaf, leaves
from training.reporting.queries.standings.lessons import readers_by_lesson
from training.reporting.queries.standings.pairs import MatchedPair, matched_pairs

__all__ = [
    "Durations",
    "Leaf",
    "MatchedPair",
    "counted_until",
    "group_facts",
    "leaves",
    "matched_pairs",
    "number_of_enrolments",
    "readers_by_lesson",
    "standings_from_facts",
]
