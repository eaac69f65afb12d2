"""Are texts measured as the sources of the measures say?"""

import pytest

from training.content.rules.readability import MEASURES, Counts, counts, sentences, words
from training.content.rules.syllables import syllables
from training.foundation.languages import LANGUAGES

#: Ten words of these syllables in one sentence of five and one of five words.
SYLLABLES = (1, 1, 1, 1, 2, 2, 2, 3, 4, 5)
WORDS = ("a", "a", "a", "a", "bbbb", "bbbb", "bbbbbb", "ccccccc", "dddddddd", "eeeeeeeee")
COUNTED = Counts(words=WORDS, syllables=SYLLABLES, sentences=2)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The cat sat on the mat.", 116),
        ("This sentence, taken as a reading passage unto itself, is being used to prove a point.", 69),
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 37.5),
    ],
)
def test_english_is_measured_as_in_the_examples_that_are_always_given(text: str, value: float) -> None:
    """Flesch Reading Ease, worked out by many with these three."""
    assert MEASURES["en"].of(counts([text], "en")) == pytest.approx(value, abs=0.2)


@pytest.mark.parametrize(
    ("language", "value"),
    [
        ("en", 206.835 - 1.015 * 5 - 84.6 * 2.2),
        # 30 % of three syllables and more, 40 % of one, 30 % of more than six letters.
        ("de", 0.1935 * 30 + 0.1672 * 5 + 0.1297 * 30 - 0.0327 * 40 - 0.875),
        # 42 letters: 420 for each hundred words, 20 sentences for each hundred words.
        ("it", 89 - 420 / 10 + 3 * 20),
        ("nl", 206.84 - 0.93 * 5 - 77 * 2.2),
        # Two words of four syllables and more.
        ("pl", 0.4 * (5 + 20)),
        # Six different words of ten.
        ("cs", 50 - 2.2 * 5 * 0.6),
        ("sl", 5 + 30),
    ],
)
def test_every_language_has_its_formula(language: str, value: float) -> None:
    assert MEASURES[language].of(COUNTED) == pytest.approx(value)


def test_every_language_of_the_house_has_a_measure_and_knows_difficult_from_easy() -> None:
    assert set(MEASURES) == set(LANGUAGES)
    assert [measure.name for measure in MEASURES.values() if measure.is_difficult(measure.threshold)] == []
    assert MEASURES["en"].is_difficult(49)
    assert MEASURES["de"].is_difficult(13)


@pytest.mark.parametrize(
    ("language", "counted"),
    [
        (
            "en",
            "made:1 asked:1 wanted:2 makes:1 houses:2 rules:1 table:2 people:2 area:3 create:2 idea:3 museum:3 media:3",
        ),
        ("de", "Bild:1 neue:2 Gebäude:3 Theater:3 Museum:3 Region:3 Gemeinde:3 Wirtschaftsförderung:5"),
        ("nl", "gemeente:3 leegstand:2 nieuwe:2 beeld:1 mooie:2 ruimte:2 eigenaar:3"),
        ("pl", "nauka:3 miasto:2 siedem:2 pieniądze:3 przedsiębiorstwo:4"),
        ("cs", "město:2 prst:1 vlk:1 soused:2 vrstva:2 kultura:3"),
        ("sl", "mesto:2 prst:1 trg:1 Ljubljana:3"),
        ("it", "città:2 buio:2 piazza:2 edificio:4"),
    ],
)
def test_syllables_are_counted(language: str, counted: str) -> None:
    expected = {word: int(count) for word, count in (pair.split(":") for pair in counted.split())}

    assert {word: syllables(word, language) for word in expected} == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("„Wer?“ fragte er. „Gut.“ Er ging.", ["„Wer?“ fragte er.", "„Gut.“", "Er ging."]),
        ("Am 5. März kam Art. 5 dran. Es gilt.", ["Am 5. März kam Art. 5 dran.", "Es gilt."]),
        ("In 2020. Then, e.g. here, J. Novak came.", ["In 2020.", "Then, e.g. here, J. Novak came."]),
        ("Two:\n\n- first **item**\n- [a link](https://a.org/x. Y)", ["Two:", "first item", "a link"]),
        ("1. One\n2. Two", ["One", "Two"]),
        ("... 12 % ...", []),
    ],
)
def test_a_text_is_taken_apart_into_sentences(text: str, told: list[str]) -> None:
    assert sentences(text) == told


def test_numbers_are_no_words() -> None:
    assert words("In 2020, 12 well-known makers' rooms") == ["In", "well-known", "makers", "rooms"]
