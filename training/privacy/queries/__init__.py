"""What is kept of a person, and whose time is over?"""

from training.privacy.queries.holdings import about, everything_about, known_tables, person, referring_columns, rows_of
from training.privacy.queries.retention import never_came, unused_since

__all__ = [
    "about",
    "everything_about",
    "known_tables",
    "never_came",
    "person",
    "referring_columns",
    "rows_of",
    "unused_since",
]
