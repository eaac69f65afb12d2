"""Are the figures of a source found in its translation, however its language writes them?"""

import pytest

from tests.translation.rules.checked import checked
from training.translation.rules.checks import findings_of

HARD = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("source", "into", "text"),
    [
        ("EUR 12,345.50 and 4.9%", "de", f"12.345,50{HARD}Euro und 4,9{HARD}%"),
        ("EUR 12,345", "cs", f"12{HARD}345 eur"),
        ("12,345 people", "pl", "12 345 osób"),
        ("until 22:00", "de", "bis 22 Uhr"),
        ("from 9 am to 2.30 pm", "it", "dalle 9.00 alle 14.30"),
        ("on 2024-03-05", "de", "am 5. März 2024"),
        ("5 March 2026", "sl", f"5.{HARD}3.{HARD}2026"),
        ("March 5, 2026", "pl", "05.03.2026 r."),
        ("5/3/2026", "cs", "5. března 2026"),
        ("5 to 7 March 2026", "cs", "od 5. 3. do 7. 3. 2026"),
        ("by 1 May", "it", "entro il 1° maggio"),
        ("You may go on. March on.", "de", "Gehen Sie weiter. Immer weiter."),
        ("It costs 3.2. We pay.", "nl", "Het kost 3,2. Wij betalen."),
        ("2019/2022", "cs", "2019 až 2022"),
        ("a 14th-century fresco", "it", "un affresco del Trecento"),
        ("the 1920s", "sl", "20. leta"),
        ("EUR 177", "de", "177,00 EUR"),
        ("a 3-hour walk", "cs", "3hodinová procházka"),
        ("EUR 20 to 30", "de", "20 bis 30 Euro"),
        ("EUR 3 million", "nl", "3 miljoen euro"),
        ("200 m² and 5 km", "pl", "200 metrów kwadratowych i 5 km"),
        ("[Law](https://a.org/1) 1", "de", "[Gesetz](https://a.org/1) 1"),
    ],
)
def test_what_is_written_in_the_habit_of_the_language_is_the_same(source: str, into: str, text: str) -> None:
    assert checked(source, text, into=into) == {}
    assert checked(text, source, into="en", out_of=into) == {}


@pytest.mark.parametrize(
    ("source", "into", "text", "said"),
    [
        ("EUR 200", "de", "2000 Euro", "The translation adds 2000"),
        ("in 2025", "de", "damals", "The translation lacks 2025"),
        ("12.5 people", "de", "125 Leute", "The translation lacks 12.5"),
        ("1,250 people", "de", "1,25 Leute", "The translation adds 1,25"),
        ("5 March 2026", "cs", "4. 3. 2026", "The date “5 March” has become “4. 3. 2026”"),
        ("2024-03-05", "sl", "5. maja 2024", "The date “2024-03-05” has become “5. maja”"),
        ("in March", "it", "in aprile", "The date “March” has become “aprile”"),
        ("20 km", "de", "20 m", "“20 km” has become “20 m”"),
        ("20 km, 30 m", "cs", "20 m, 30 km", "“20 km” has become “20 m”"),
        ("EUR 5 a day", "pl", "5 zł dziennie", "“EUR 5” has become “5 zł”"),
        ("90 minutes", "nl", "90 plaatsen", "The unit of “90 minutes” is missing"),
        ("4 % more", "sl", "4 več", "The unit of “4 %” is missing"),
    ],
)
def test_what_was_lost_or_changed_is_told(source: str, into: str, text: str, said: str) -> None:
    found = findings_of(source, text, language=into, source_language="en", terms=(), markdown=True)

    assert said in [finding.fault.said for finding in found]
