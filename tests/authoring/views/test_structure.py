"""Does every button that puts a module together do what it says, and can it be taken back?"""

import re

import pytest

from tests.authoring.views.conftest import CRAFT, Writing
from training.content.rules.blocks import BLOCKS
from training.content.rules.module import lesson_of, quiz_of
from training.content.rules.questions import QUESTIONS

_TOKEN = re.compile('name="csrf_token" value="([^"]+)"')
# Over https, a form must come from this site.
_HEADERS = {"Referer": "https://localhost/"}


def blocks(writing: Writing, lesson: str) -> list[str]:
    """List the keys of the blocks of a lesson."""
    return [block.key for block in lesson_of(writing.draft, lesson).blocks]


def test_what_is_added_opens_where_it_is_written(writing: Writing) -> None:
    assert writing.act("add", "module", kind="lesson") == f"{CRAFT}/edit/lesson-1?saved=2"
    where = writing.act("add", "space", kind="text", after="space/empty")
    assert where.startswith(f"{CRAFT}/edit/space/text-1")
    assert blocks(writing, "space")[:2] == ["empty", "text-1"]
    assert "Saved as version 3." in writing.client.get(where).text
    # Sources are there already: they open, and nothing is saved.
    assert writing.act("add", "who", kind="sources").startswith(f"{CRAFT}/edit/who/sources")
    assert writing.versions == 3


def test_what_is_moved_copied_or_deleted_is_shown_where_it_is_listed(writing: Writing) -> None:
    assert writing.act("up", "space/map") == f"{CRAFT}/lessons/space?saved=2#at.space.map"
    assert blocks(writing, "space")[:2] == ["map", "empty"]
    assert writing.act("duplicate", "module/sort").startswith(f"{CRAFT}?saved=3#at.module.")
    assert len(writing.draft.objectives) == 3
    writing.act("delete", "who/who-quiz/who-single")
    assert [each.key for each in quiz_of(writing.draft, "who-quiz")[1].questions] == ["who-multiple", "who-numeric"]
    assert writing.act("delete", "final") == f"{CRAFT}?saved=5#at.final"
    assert [lesson.key for lesson in writing.draft.lessons] == ["who", "space"]


def test_a_block_goes_into_another_lesson_with_what_it_rests_on(writing: Writing) -> None:
    where = writing.act("move", "who/mill", lesson="space")
    assert where == f"{CRAFT}/lessons/space?saved=2#at.space.mill"
    assert "mill" not in blocks(writing, "who")
    page = writing.client.get(where).text
    assert 'id="at.space.mill"' in page
    assert "Town of Chemnitz, Report, 2022" in page


def test_what_was_saved_last_can_be_taken_back_once(writing: Writing, colleague: Writing) -> None:
    before = writing.draft
    page = writing.client.get(writing.act("delete", "space/map")).text
    assert 'name="number" value="2"' in page
    undone = writing.client.post(f"{CRAFT}/undo", data={"number": "2", "unit": "space/map"})
    assert undone.location.startswith(f"{CRAFT}/lessons/space?saved=3")
    assert writing.draft == before
    # What somebody else has saved since cannot be taken away under their hands.
    writing.act("up", "space/map")
    colleague.act("duplicate", "module/sort")
    late = writing.client.post(f"{CRAFT}/undo", data={"number": "4", "unit": "space/map"})
    assert late.status_code == 409
    assert writing.versions == 5


def test_every_kind_can_be_added_opened_and_seen_before_anything_is_written(writing: Writing) -> None:
    writing.act("add", "module", kind="lesson")
    for kind in BLOCKS:
        opened = writing.opened(writing.act("add", "lesson-1", kind=kind.kind).split("/edit/")[1])
        assert opened.send(writing.client, "preview").status_code == 200
    for asked in QUESTIONS:
        opened = writing.opened(writing.act("add", "lesson-1/quiz-1", kind=asked.kind).split("/edit/")[1])
        assert opened.send(writing.client, "preview").status_code == 200
    page = writing.page("/lessons/lesson-1")
    assert page.count('class="units__one"') == len(QUESTIONS)


@pytest.mark.usefixtures("csrf")
def test_every_reader_has_a_token_of_their_own_in_what_is_kept_for_all(writing: Writing, colleague: Writing) -> None:
    own, theirs = (set(_TOKEN.findall(each.page("/lessons/space"))) for each in (writing, colleague))
    assert (len(own), len(theirs), own & theirs) == (1, 1, set())
    sent = {"act": "up", "unit": "space/map"}
    assert writing.client.post(f"{CRAFT}/structure", data=sent, headers=_HEADERS).status_code == 400
    token = {"csrf_token": own.pop()}
    assert writing.client.post(f"{CRAFT}/structure", data=sent | token, headers=_HEADERS).status_code == 303


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"act": "add", "unit": "who", "kind": "poem"}, 422),
        ({"act": "sing", "unit": "who"}, 422),
        ({"act": "up", "unit": "who/nothing"}, 404),
        ({"act": "move", "unit": "who/hook", "lesson": "nowhere"}, 404),
        ({}, 422),
    ],
)
def test_what_no_button_says_changes_nothing(writing: Writing, sent: dict[str, str], status: int) -> None:
    assert writing.client.post(f"{CRAFT}/structure", data=sent).status_code == status
    assert writing.versions == 1
