"""Is whoever had read a lesson told that it has changed, since when and how, and nobody else?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy.orm import Session

from tests import make
from tests.learning.views.conftest import Learner
from tests.modules import PICTURE_DIGEST
from training.content.models import Media, Publication
from training.content.rules.blocks import TextBlock
from training.content.rules.module import Medium, Module

MODULE, MINE = "/en/modules/craft", "/en/my-learning"
WHO, SPACE = f"{MODULE}/lessons/who", f"{MODULE}/lessons/space"
CHANGED, NOT_MINE = "has changed since you read it", "Lessons have changed since you read them."
MARCH = datetime.fromisoformat("2027-03-05T10:00+00:00")


def with_body(module: Module, text: str, *, lesson: str = "who", **fields: Any) -> Module:
    """Write another text into the first block of a lesson."""
    lessons = []
    for each in module.lessons:
        first, *rest = each.blocks
        assert isinstance(first, TextBlock)
        blocks = (replace(first, body=text, **fields), *rest)
        lessons.append(replace(each, blocks=blocks) if each.key == lesson else each)
    return replace(module, lessons=tuple(lessons))


def publish(
    session: Session, module: Module, *, number: int, note: str = "", at: datetime = MARCH, texts: Any = None
) -> Publication:
    """Put a further version before learners, with a note."""
    saved = make.version(session, module, number=number)
    made = Publication(module_id=saved.module_id, version_id=saved.id, published_at=at, note=note, texts=texts or {})
    session.add(made)
    session.flush()
    return made


def come_back(reader: Learner, session: Session, clock: time_machine.Traveller, *, at: datetime) -> None:
    """Sign the learner in at another moment: the session that they began with is over by then."""
    clock.move_to(at)
    begun = make.sign_in(session, reader.person)
    with reader.client.session_transaction() as remembered:
        remembered.update(begun)


@pytest.fixture
def reader(learner: Learner, session: Session) -> Learner:
    """Give a learner who has read both lessons."""
    for lesson in ("who", "space"):
        make.reading(session, learner.enrolment, learner.published, lesson=lesson)
    return learner


def test_a_changed_lesson_says_so_with_the_note_in_the_language_of_the_module(
    reader: Learner, session: Session, clock: time_machine.Traveller
) -> None:
    come_back(reader, session, clock, at=MARCH + timedelta(days=1))
    publish(session, with_body(reader.published.value, "Eleven names."), number=2, note="One name more <since> May.")

    lesson, module, mine = (reader.get(page).text for page in (WHO, MODULE, MINE))
    for page in (lesson, module):
        assert CHANGED in page
    assert NOT_MINE in mine
    for page in (lesson, module, mine):
        assert page.count("<span>One name more &lt;since&gt; May.</span>") == 1
        assert "5\N{NO-BREAK SPACE}March\N{NO-BREAK SPACE}2027" in page
    assert f'<a href="{WHO}">Who they are</a>, 5' in module
    assert f'<a href="{WHO}">Who they are</a>, 5' in mine
    assert CHANGED not in reader.get(SPACE).text
    assert '<span lang="en">One name more' in reader.get(WHO.replace("/en/", "/sl/")).text
    # What they have read stays read.
    assert "Read on" in lesson


def test_notes_are_told_once_and_the_day_is_that_of_the_last_change(reader: Learner, session: Session) -> None:
    value = reader.published.value
    second = with_body(value, "Eleven names.")
    third = with_body(second, "Half of the hall is full.", lesson="space")
    publish(session, second, number=2, note="First note.")
    publish(session, third, number=3, note="Second note.", at=MARCH + timedelta(days=7))
    session.add(Publication(module_id=reader.published.row.id, texts={}, published_at=MARCH, note="A reason."))
    publish(session, third, number=4, at=MARCH + timedelta(days=14))

    module = reader.get(MODULE).text
    assert (module.count("First note."), module.count("Second note.")) == (1, 1)
    assert module.index("Second note.") < module.index("First note.")
    assert "A reason." not in module
    assert "Who they are</a>, 5" in module
    assert "Space to work</a>, 12" in module


def test_what_reads_as_before_is_not_told(reader: Learner, session: Session) -> None:
    value = reader.published.value
    publish(session, with_body(value, "Eleven names."), number=2, note="A step back follows.")
    publish(session, value, number=3, texts=make.pseudo_texts(value, languages=("it",)))
    assert [page for page in (WHO, MODULE, MINE) if "changed since you read" in reader.get(page).text] == []


def test_what_has_changed_for_another_region_alone_is_not_told(reader: Learner, session: Session) -> None:
    value = reader.published.value
    *others, space, final = value.lessons
    moved = tuple(
        replace(block, body="Another law.") if isinstance(block, TextBlock) and block.regions else block
        for block in space.blocks
    )
    publish(session, replace(value, lessons=(*others, replace(space, blocks=moved), final)), number=2)
    assert CHANGED not in reader.get(SPACE).text


def test_another_picture_under_the_same_name_is_a_change(reader: Learner, session: Session) -> None:
    other = PICTURE_DIGEST[::-1]
    session.add(Media(digest=other, name="map.svg", type="image/svg+xml", size=9, uploaded_at=make.NOW))
    value = replace(reader.published.value, media=(Medium(name="map.svg", digest=other),))
    publish(session, value, number=2)
    assert CHANGED in reader.get(SPACE).text
    assert CHANGED not in reader.get(WHO).text


def test_whoever_had_not_read_it_is_told_nothing(learner: Learner, session: Session) -> None:
    make.reading(session, learner.enrolment, learner.published, lesson="space")
    second = publish(session, with_body(learner.published.value, "Eleven names."), number=2, note="News")
    assert [page for page in (WHO, MODULE, MINE) if "changed since you read" in learner.get(page).text] == []
    # Read as it is now: nothing has changed since.
    make.reading(session, learner.enrolment, learner.published, lesson="who", publication_id=second.id)
    assert CHANGED not in learner.get(WHO).text


def test_my_learning_tells_it_for_thirty_days_and_the_lesson_for_good(
    reader: Learner, session: Session, clock: time_machine.Traveller
) -> None:
    publish(session, with_body(reader.published.value, "Eleven names."), number=2)
    for days, told in ((29, True), (31, False)):
        come_back(reader, session, clock, at=MARCH + timedelta(days=days))
        assert (NOT_MINE in reader.get(MINE).text) is told
        assert CHANGED in reader.get(WHO).text


def test_telling_it_costs_one_statement_and_none_where_nothing_has_changed(
    reader: Learner, session: Session, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    def asked(page: str) -> int:
        reader.get(page)
        with statements() as seen:
            assert reader.get(page).status_code == 200
        return len(seen)

    before = [asked(page) for page in (WHO, MODULE, MINE)]
    value = reader.published.value
    for number in range(2, 6):
        publish(session, with_body(value, f"{number} names.", lesson="who"), number=number, note=f"Note {number}")
    assert [asked(page) for page in (WHO, MODULE, MINE)] == [count + 1 for count in before]
