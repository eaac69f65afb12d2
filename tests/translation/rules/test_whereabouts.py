"""Is the place of every text told in the words that people have for it?"""

from tests import make
from training.content.rules.segments import segments
from training.translation.rules.whereabouts import Part, block_at, question_at, whereabouts

MODULE = make.module_value()


def test_every_text_of_a_module_has_a_place() -> None:
    for address, _ in segments(MODULE):
        found = whereabouts(MODULE, address)
        assert bool(found.lesson) is not address.startswith("module/"), address
        assert found.field == address.rpartition("/")[2]
        assert [part.key for part in found.parts] == address.split("/")[1:-1]


def test_a_text_deep_in_a_question_is_told_step_by_step() -> None:
    found = whereabouts(MODULE, "final/final-test/final-multiple/a/feedback")
    assert found.lesson == "Final test"
    assert found.parts == (
        Part(noun="quiz", key="final-test", number=2),
        Part(noun="multiple", key="final-multiple", number=2),
        Part(noun="choice", key="a", number=1, count=3, right=True),
    )
    assert (found.noun, found.is_markdown) == ("choice", False)
    assert whereabouts(MODULE, "who/talk/purpose").is_markdown
    assert whereabouts(MODULE, "module/levy/term").parts == (Part(noun="term", key="levy", number=1),)


def test_a_text_knows_its_block_and_its_question() -> None:
    found = block_at(MODULE, "space/map/alt")
    assert found is not None
    assert (found[0].key, found[1].key) == ("space", "map")
    assert block_at(MODULE, "module/title") is None
    assert block_at(MODULE, "who/title") is None
    inside = "final/final-test/final-multiple/"
    assert question_at(MODULE, f"{inside}stem") == inside
    assert question_at(MODULE, f"{inside}a/feedback") == inside
    # A title of a quiz, and steps of other blocks, belong to no question.
    assert question_at(MODULE, "final/final-test/title") == ""
    assert question_at(MODULE, "who/walk/look/text") == ""
    assert question_at(MODULE, "module/title") == ""


def test_texts_of_two_blocks_of_one_kind_are_told_apart() -> None:
    places = [whereabouts(MODULE, address) for address, _ in segments(MODULE)]
    told = [
        (each.lesson, tuple((part.noun, part.number) for part in each.parts), each.noun, each.field) for each in places
    ]
    assert len(set(told)) == len(told)
