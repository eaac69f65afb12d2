"""Does the history tell who did what and when, and does any version come back?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

from sqlalchemy.orm import Session

from tests import make
from tests.authoring.views.conftest import CRAFT, Writing
from training.authoring.views.history import PAGE


def test_the_history_tells_what_was_done_by_whom_in_words(writing: Writing, colleague: Writing) -> None:
    writing.opened("who/hook").send(writing.client, title="A desk in March")
    colleague.act("delete", "space/map")
    page = writing.page("/history")
    assert page.index("Version 3") < page.index("Version 2") < page.index("Version 1")
    assert "Changed: Text “A desk in March”" in page
    assert "Deleted: something that is no longer there" in page
    assert "Brought in from files" in page
    assert "Carlo Colleague" in page
    assert page.count("Learners see it.") == 1
    assert "compare?from=2&amp;to=3" in page


def test_thirty_versions_fit_a_page_and_older_ones_follow(writing: Writing, session: Session) -> None:
    for number in range(2, PAGE + 4):
        make.version(session, replace(make.module_value("craft"), title=f"Title {number}"), number=number)
    first = writing.page("/history")
    assert first.count('class="versions__one"') == PAGE
    second = writing.page("/history?before=4")
    assert f"{CRAFT}/history?before=4" in first
    assert second.count('class="versions__one"') == 3
    assert "Older versions" not in second


def test_a_comparison_marks_words_and_tells_right_answers_order_and_names(writing: Writing) -> None:
    writing.opened("who/hook").send(writing.client, body="Eleven names stand on the **list**.", sources=["report"])
    form = writing.opened("final/final-test/final-single")
    form.send(writing.client, choices__museum__right=[], choices__studio__right=["true"], see="space")
    writing.act("up", "space/map")
    writing.act("delete", "module/levy")
    page = writing.page("/compare?from=1&to=5")
    assert "Eleven</ins>" in page.replace('<span class="unseen"> end]</span>', "")
    assert "Town of Chemnitz, Report, 2022" in page
    assert "Answer 1 of 2, This is right" in page
    assert "Space to work" in page
    assert "(order)" in page
    assert "This was deleted." in page
    for key in ("who-single", "museum", "levy</dt>"):
        assert f">{key}<" not in page


def test_any_version_is_restored_as_a_new_one_and_taken_back(writing: Writing) -> None:
    before = writing.draft
    writing.act("delete", "who")
    writing.act("delete", "space")
    assert "Restore version 1" in writing.page("/compare?from=1&to=3")
    restored = writing.client.post(f"{CRAFT}/restore", data={"number": "1"})
    assert restored.location == f"{CRAFT}?saved=4"
    assert writing.draft == before
    assert "Version 1 restored" in writing.page("/history")
    page = writing.client.get(restored.location).text
    assert "Undo" in page
    writing.client.post(f"{CRAFT}/undo", data={"number": "4"})
    assert [lesson.key for lesson in writing.draft.lessons] == ["final"]
    assert "Version 4 taken back" in writing.page("/history")


def test_versions_that_are_not_there_are_not_found(writing: Writing) -> None:
    for address in ("/compare?from=7&to=1", "/compare?from=1&to=9", "/compare?from=-3&to=1"):
        assert writing.client.get(f"{CRAFT}{address}").status_code == 404, address
    assert writing.client.post(f"{CRAFT}/restore", data={"number": "8"}).status_code == 404


def test_the_history_asks_as_often_however_long_it_is(
    writing: Writing, session: Session, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    writing.page("/history")
    counts = []
    for numbers in (range(2, 4), range(4, 40)):
        for number in numbers:
            make.version(session, replace(make.module_value("craft"), title=f"Title {number}"), number=number)
        for address in ("/history", "/compare?from=1&to=2"):
            with statements() as asked:
                writing.page(address)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
