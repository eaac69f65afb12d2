"""Does the whole list leave as a file, the same from both databases, and noted before it does?"""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.reporting.towns import Town, noted

_HALL = '\'=HYPERLINK(""http://evil.example"";""Hall"")'
#: Lines of a German file, whichever database wrote them, without the quotation marks around each cell.
_WRITTEN = [
    ("'-Dash, comma", "Archive", "T", "1", "2026-11-20", "Nicht begonnen", "", "", "archive", "craft", "not-started"),
    (
        '\'@Semi; ""quoted""',
        "Archive",
        "T",
        "1",
        "2026-11-20",
        "Nicht begonnen",
        "",
        "",
        "archive",
        "craft",
        "not-started",
    ),
    (
        "Anna Adler",
        "Archive",
        "T",
        "1",
        "2026-11-20",
        "Abgeschlossen",
        "2026-11-21",
        "sl",
        "archive",
        "craft",
        "completed",
    ),
    ("Bert Beer", _HALL, "T", "1", "2026-11-20", "In Bearbeitung", "", "", "hall", "craft", "in-progress"),
    ("Cleo Cyan", _HALL, "T", "2", "2026-11-20", "Nicht begonnen", "", "", "hall", "design", "not-started"),
    ("Two\nlines", _HALL, "T", "1", "2026-11-20", "Nicht begonnen", "", "", "hall", "craft", "not-started"),
]


def test_the_file_is_noted_before_it_leaves(officer: FlaskClient, session: Session) -> None:
    answer = officer.get("/en/statistics/completions.csv", buffered=False)

    assert [event for event, _, _ in noted(session)] == ["completions-exported"]
    assert answer.is_streamed
    answer.close()


def test_the_file_is_the_same_on_both_databases(
    clock: object, officer: FlaskClient, session: Session, place: Town
) -> None:
    place.hall.name = '=HYPERLINK("http://evil.example";"Hall")'
    place.learner('@Semi; "quoted"', place.archive)
    place.learner("-Dash, comma", place.archive)
    place.learner("Two\nlines", place.hall)
    session.flush()

    answer = officer.get("/de/statistics/completions.csv")

    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="completions-2026-11-20-de.csv"'
    heading, *lines = answer.data.decode().split("\r\n")
    assert heading.startswith('\ufeff"Name";"Organisation";')
    title = place.craft.value.title
    assert [line.replace(f"[de] {title}", "T") for line in lines[:6]] == [_line(*cells) for cells in _WRITTEN]
    assert lines[6] == _line(*[""] * len(_WRITTEN[0]))
    assert {key: value for key, value, *_ in (line[1:-1].split('";"') for line in lines[7:] if line)} == {
        "as_of": "2026-11-20T09:30:00+00:00",
        "organisations": "hall",
        "enrolled": "6",
        "not-started": "4",
        "in-progress": "1",
        "completed": "1",
    }


def _line(*cells: str) -> str:
    return ";".join(f'"{cell}"' for cell in cells)
