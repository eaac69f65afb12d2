"""Is it known of every text on which page its readers see it?"""

import pytest

from tests.modules import module_value
from training.content.rules.segments import segments
from training.foundation.errors import NotFound
from training.translation.rules.places import COVER, GLOSSARY, LESSON, QUESTION, STATEMENTS, Place, place_of


def test_a_text_has_its_place() -> None:
    value = module_value()
    statement, term, objective = value.statements[0].key, value.glossary[0].key, value.objectives[0].key
    found = {
        "module/title": Place(kind=COVER),
        f"module/{objective}/text": Place(kind=COVER, anchor=f"objective-{objective}"),
        f"module/{statement}/text": Place(kind=STATEMENTS, moment="before", anchor=statement),
        f"module/{term}/meaning": Place(kind=GLOSSARY, anchor=term),
        "who/title": Place(kind=LESSON, lesson="who"),
        "who/hook/body": Place(kind=LESSON, lesson="who", block="hook", anchor="hook"),
        "who/who-quiz/title": Place(kind=LESSON, lesson="who", block="who-quiz", anchor="who-quiz"),
        # Who reads in Chemnitz does not see it.
        "space/austria/body": Place(kind=LESSON, lesson="space", block="austria", anchor="austria", region="linz"),
    }
    assert {address: place_of(value, address) for address in found} == found
    question = place_of(value, "who/who-quiz/who-single/stem")
    assert (question.kind, question.block, question.question) == (QUESTION, "who-quiz", "who-single")


def test_every_text_has_one_and_what_is_not_there_has_none() -> None:
    value = module_value()
    assert all(place_of(value, address).kind for address, _ in segments(value))
    with pytest.raises(NotFound):
        place_of(value, "elsewhere/hook/body")


def test_statements_that_no_lesson_asks_stand_on_the_cover() -> None:
    value = module_value(lessons=())
    assert place_of(value, f"module/{value.statements[0].key}/text") == Place(kind=COVER)
