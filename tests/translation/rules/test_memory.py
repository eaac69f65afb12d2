"""Are the words well chosen by which texts are looked for, and do the most alike come first?"""

from hypothesis import given
from hypothesis import strategies as st

from training.translation.rules.memory import Wordlist, alike, wordlist_of, words_to_find

#: Of 100,000 texts so many have these words, as 2,000 of them tell.
NUMBERS = {"the": 60_000, "office": 2000, "permit": 1000, "room": 1500, "pays": 400, "of": 30_000}
KNOWN = Wordlist(texts=100_000, least=50, numbers=NUMBERS)


def test_the_rarest_word_is_looked_for_alone_and_others_in_pairs() -> None:
    assert words_to_find("The office pays the zebra of the permit", KNOWN) == (("zebra", ()), ("pays", ("permit",)))
    assert words_to_find("The office pays the permit", KNOWN) == (
        ("pays", ("permit", "office")),
        ("permit", ("office",)),
    )
    assert words_to_find("The office of the room", KNOWN) == (("room", ("office",)),), "others stand in too many"


def test_where_few_texts_are_known_several_words_are_looked_for_alone() -> None:
    words = "one two three four five six seven eight"

    assert len(words_to_find(words, Wordlist(texts=900, least=1))) == 6
    assert words_to_find("ab abcdef abc", Wordlist())[0] == ("abcdef", ()), "of two unknown words the longer one"


def test_a_text_of_common_words_or_of_signs_is_not_looked_for() -> None:
    assert words_to_find("the", KNOWN) == ()
    assert words_to_find("… !?_ “”", KNOWN) == ()
    assert words_to_find("pays", KNOWN) == (("pays", ()),)


def test_how_rare_words_are_is_learned_from_some_texts() -> None:
    known = wordlist_of(["A room", "a ROOM, a room", "no", "x"], 400)

    assert [known.number(word) for word in ("a", "room", "no", "other")] == [200, 200, 100, 50]
    assert known.together("a", "room") == 100
    assert wordlist_of([], 0).number("a") == 0


def test_the_most_alike_comes_first_and_only_the_same_text_is_the_same() -> None:
    known = {
        "one": "The office pays the rent of the room for 12 months.",
        "digit": "The office pays the rent of the room for 18 months.",
        "word": "The office pays the costs of the room for 12 months.",
        "same": "The office pays the rent of a room for 12 months.",
        "far": "Nobody knows where the bell hangs today.",
    }

    found = alike("The office pays the rent of a room for 12 months.", known, limit=9, least=60)

    assert [each.digest for each in found] == ["one", "digit", "word"]
    assert all(60 <= each.score < 100 for each in found)
    assert found[0].score > found[1].score > found[2].score
    assert alike("EUR 1", {"other": "EUR 2"}, limit=3, least=0)[0].score < 100
    assert len(alike(known["one"], known, limit=2, least=60)) == 2


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_score_lies_between_the_least_and_the_same(one: str, other: str) -> None:
    assert all(10 <= each.score < 100 for each in alike(one, {"other": other}, limit=3, least=10))
    assert all(word.isalnum() for first, others in words_to_find(one, Wordlist()) for word in (first, *others))
