"""Is it found when a translation is not built like its source?"""

import pytest

from tests.translation.rules.checked import checked
from training.translation.rules.checks import Check

PAGE = "https://a.org/{}/x?lang={}"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("**four** *halls*", "**vier** *Hallen*"),
        ("**four** _halls_", "__vier__ *Hallen*"),
        ("Save your snake_case_name", "Ihren snake_case_name sichern"),
        ("one\n\n- two\n- three", "eins\n\n* zwei\n* drei"),
        ("1. one\n2. two", "1) eins\n2) zwei"),
        ("See https://a.org/x.", "Siehe https://a.org/x"),
        (f"[a]({PAGE.format('en', 'EN')})", f"[a]({PAGE.format('de', 'DE')})"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_what_is_built_alike_is_accepted(source: str, text: str) -> None:
    assert checked(source, text) == {}


@pytest.mark.parametrize(
    ("check", "source", "text", "said"),
    [
        (Check.LINKS, "[Law](https://a.org)", "[Gesetz](https://b.org)", "other links"),
        (Check.LINKS, "See https://a.org/x", "Siehe dort", "other links"),
        (Check.LINKS, "[a](https://a.org/enter)", "[a](https://a.org/deter)", "other links"),
        (Check.PLACEHOLDERS, "Dear %(name)s", "Liebe %(nome)s", "other placeholders"),
        (Check.PLACEHOLDERS, "Dear {name}", "Liebe", "other placeholders"),
        (Check.MARKDOWN, "- a\n- b", "- a, b", "1 items in lists"),
        (Check.MARKDOWN, "**so**", "so", "0 bold passages"),
        (Check.MARKDOWN, "*so*", "**so**", "slanted passages"),
        (Check.MARKDOWN, "one\n\ntwo", "eins zwei", "other paragraphs"),
    ],
)
def test_what_is_not_built_alike_is_told(check: Check, source: str, text: str, said: str) -> None:
    assert said in checked(source, text)[check]
