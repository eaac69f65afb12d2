"""Who of the own people has come how far, by name?"""

from training.reporting.queries.completions.lists import (
    NamedStanding,
    standing_lines,
    standing_rows,
    standings_by_name,
    standings_counted,
    typed_standings,
)

__all__ = [
    "NamedStanding",
    "standing_lines",
    "standing_rows",
    "standings_by_name",
    "standings_counted",
    "typed_standings",
]
