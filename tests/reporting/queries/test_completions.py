"""Does a long list leave line by line, and may whoever takes it go away in the middle?"""

import pytest
from sqlalchemy.orm import Session

from tests.databases import KINDS, Databases, opened
from tests.reporting.towns import town
from training.foundation.permissions import Reach
from training.foundation.sheets import locale_of
from training.reporting.files.completions import COLUMNS, ENROLLED, Words, pieces
from training.reporting.queries.completions import standing_lines, standings_counted
from training.reporting.rules.completions import State, Wanted

ALL = Reach(everywhere=True, regions=frozenset(), organisations=frozenset())
WORDS = Words(
    columns={name: name for name in COLUMNS},
    labels={ENROLLED: ENROLLED, **{state.value: state.value for state in State}},
    meanings={ENROLLED: "", **{state.value: "" for state in State}},
    titles={},
    erased="nobody",
    about={},
)


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_goes_away_in_the_middle_leaves_the_database_as_it_was(kind: str, databases: Databases) -> None:
    engine = opened(databases.fresh(kind), pool_size=1, max_overflow=0)
    with Session(engine) as session, session.begin():
        made = town(session)
        for number in range(5):
            made.learner(f"Person {number}", made.hall)

    with Session(engine) as session:
        lines = standing_lines(session, ALL, Wanted(), WORDS, locale_of("en"))
        assert next(lines).startswith(b'"Person 0","Town hall","craft","1",')
        lines.close()
    with Session(engine) as session:
        whole = b"".join(pieces(standing_lines(session, ALL, Wanted(), WORDS, locale_of("en")), WORDS, locale_of("en")))
        assert standings_counted(session, ALL, Wanted()) == 5

    assert whole.count(b'\r\n"Person ') == 5
    assert b'\r\n"enrolled","5","enrolled",' in whole
    engine.dispose()
