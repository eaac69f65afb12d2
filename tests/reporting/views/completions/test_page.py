"""Does a training officer see by name who of the own people has come how far?"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.reporting.towns import Town, listed, noted, rows_of
from training.accounts.models import Person
from training.privacy.actions import erase_person
from training.reporting.rules.completions import PAGE

Statements = Callable[[], AbstractContextManager[list[str]]]
LIST, FILE = "/en/statistics/completions", "/en/statistics/completions.csv"
#: What is looked for, and who fits. By the clock of Linz, Anna completed a day later than by UTC.
_NARROWED: list[tuple[dict[str, str], list[str]]] = [
    ({"q": "ANNÁ"}, ["Anna Adler"]),
    ({"q": "anna@example.org"}, ["Anna Adler"]),
    ({"q": "eva"}, []),
    ({"organisation": "archive"}, ["Anna Adler"]),
    ({"module": "design"}, ["Cleo Cyan"]),
    ({"module": "nothing"}, []),
    ({"state": "not-started"}, ["Cleo Cyan"]),
    ({"state": "in-progress"}, ["Bert Beer"]),
    ({"state": "completed"}, ["Anna Adler"]),
    ({"since": "2026-11-21"}, ["Anna Adler"]),
    ({"since": "2026-11-22"}, []),
    ({"until": "2026-11-21"}, ["Anna Adler"]),
    ({"until": "2026-11-20"}, []),
    ({"since": "0001-01-01", "until": "9999-12-31"}, ["Anna Adler"]),
]


def test_an_officer_sees_the_own_people_with_all_below(officer: FlaskClient) -> None:
    lines = listed(officer.get(LIST).text)

    assert [line[:2] + line[3:] for line in lines] == [
        ["Anna Adler", "Archive", "1", "20 November 2026", "Completed", "21 November 2026", "Slovenian"],
        ["Bert Beer", "Town hall", "1", "20 November 2026", "In progress", "\N{EN DASH}", "\N{EN DASH}"],
        ["Cleo Cyan", "Town hall", "2", "20 November 2026", "Not started", "\N{EN DASH}", "\N{EN DASH}"],
    ]


def test_a_filter_narrows_page_and_file(officer: FlaskClient) -> None:
    for query, names in _NARROWED:
        assert [line[0] for line in listed(officer.get(LIST, query_string=query).text)] == names, query
        assert [row["Name"] for row in rows_of(officer.get(FILE, query_string=query).data)] == names, query


def test_a_long_list_comes_page_by_page_in_the_same_number_of_statements(
    officer: FlaskClient, session: Session, place: Town, statements: Statements
) -> None:
    officer.get(LIST)
    with statements() as few:
        officer.get(LIST)
    # The same name again and again: the pages must not lose anybody between them.
    for _ in range(PAGE):
        place.learner("Dora Same", place.archive)
    with statements() as many:
        first = officer.get(f"{LIST}?organisation=hall").text

    following = re.search(r'href="(/en/statistics/completions\?[^"]*after=\d+)"', first)
    assert following is not None
    assert "organisation=hall" in following[1]
    last = officer.get(following[1].replace("&amp;", "&")).text
    assert (len(listed(first)), len(listed(last))) == (PAGE, 3)
    assert "More people" not in last
    assert len(many) == len(few) <= 12


def test_each_look_is_noted_with_what_was_looked_for_and_no_name(officer: FlaskClient, session: Session) -> None:
    officer.get(LIST)
    officer.get(LIST, query_string={"q": "anna", "organisation": "archive", "state": "completed"})
    officer.get(FILE, query_string={"module": "craft", "since": "2026-01-01"})

    hall = {"organisations": ["hall"]}
    assert noted(session) == [
        ("completions-seen", "organisation hall", {**hall, "rows": 3}),
        (
            "completions-seen",
            "organisation archive",
            {"organisations": ["archive"], "state": "completed", "name_looked_for": True, "rows": 1},
        ),
        ("completions-exported", "organisation hall", {**hall, "module": "craft", "since": "2026-01-01", "rows": 1}),
    ]


def test_an_erased_person_has_no_name_and_is_not_found_by_one(
    officer: FlaskClient, session: Session, place: Town
) -> None:
    anna = session.scalars(select(Person).where(Person.email == "anna@example.org")).one()
    erase_person(session, anna.id, now=make.NOW, actor_id=None)

    page, file = officer.get(LIST), officer.get(FILE)

    assert "Anna" not in page.text + file.text
    assert sorted(line[0] for line in listed(page.text)) == ["Bert Beer", "Cleo Cyan", "an erased person"]
    assert '"an erased person","Archive",' in file.text
    assert listed(officer.get(f"{LIST}?q=erased").text) == []


def test_what_cannot_be_read_gives_no_list(officer: FlaskClient, session: Session) -> None:
    for name, value, status in (
        ("since", "21.11.2026", 422),
        ("until", "x", 422),
        ("state", "x", 422),
        ("after", "x", 404),
        ("after", -1, 404),
        ("after", 2**31, 404),
    ):
        for address in (LIST, FILE):
            answer = officer.get(address, query_string={name: value})
            assert answer.status_code == status, (name, value)
            assert "Anna" not in answer.text
    assert noted(session) == []
