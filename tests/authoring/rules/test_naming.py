"""Is everything called by the words that its author gave it?"""

from tests import make
from training.authoring.rules.naming import name_of, named, noun, page_of
from training.authoring.rules.units import units
from training.content.rules.blocks import BLOCKS, TextBlock
from training.content.rules.module import Lesson
from training.content.rules.questions import QUESTIONS, Choice


def test_everything_has_a_noun_and_what_is_written_has_a_name() -> None:
    module = make.module_value()
    for address in units(module):
        noun_there, name = named(module, address)
        assert noun_there
        # A list of sources is called by its kind alone.
        assert bool(name) is (noun_there != "sources"), address
    assert named(module, "who/hook") == ("text", "A desk in February")
    assert named(module, "who/who-quiz/who-single") == ("single", "Which of these is public?")
    assert named(module, "who/nothing") == ("", "")
    assert (noun(Lesson), noun(Choice)) == ("lesson", "choice")
    assert len({noun(kind) for kind in (*BLOCKS, *QUESTIONS)}) == len(BLOCKS) + len(QUESTIONS)


def test_a_long_name_is_cut_between_two_words() -> None:
    name = name_of(TextBlock(key="long", body="word, " * 40))
    assert len(name) <= 91
    assert name.endswith("word…")
    assert name_of(TextBlock(key="new", body="")) == ""


def test_a_unit_is_listed_on_the_page_of_its_lesson_or_of_the_module() -> None:
    pages = {address: page_of(address) for address in ("module", "module/sort", "who", "who/hook", "who/q/one")}
    assert pages == {
        "module": "module",
        "module/sort": "module",
        "who": "module",
        "who/hook": "who",
        "who/q/one": "who",
    }
