"""Does the page of one text show what it belongs to and what was before, and take remarks, tasks and reasons?"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.authoring.filled import Filled
from tests.translation.views.conftest import DESK, HOOK, AtDesk, translated
from training.content.rules.segments import text_digest
from training.translation.models import SegmentNote, TranslationTask

PAGE = f"{DESK}/segments/{HOOK}"
GOOD = "Na **seznamu** je deset imen."


def test_a_text_is_shown_as_learners_see_it_or_with_the_rest_of_its_question(
    translating: AtDesk, session: Session
) -> None:
    translated(session, translating.row, text=GOOD)
    page = translating.client.get(PAGE).text
    assert "As learners see it" in page
    assert "<strong>seznamu</strong>" in page
    question = "who/who-quiz/who-single"
    translated(session, translating.row, f"{question}/museum/text", text="Mestni muzej")
    page = translating.client.get(f"{DESK}/segments/{question}/stem").text
    assert "The rest of the question" in page
    assert "Mestni muzej</div>" in page
    assert "Answer 2 of 2 (wrong) · Feedback" in page
    assert "Which two cost no money?" not in page
    assert translating.client.get(f"{DESK}/segments/module/title").status_code == 200


def test_an_earlier_wording_can_be_taken_back(translating: AtDesk, reviewing: AtDesk) -> None:
    for text in (GOOD, "Na **listi** je deset imen."):
        form = Filled(translating.client.get(PAGE).text, "desk")
        saved = form.sent(translating.client, {f"text:{HOOK}": text}, act=f"save:{HOOK}")
        assert saved.location == f"{PAGE}?saved=1"
    page = reviewing.client.get(PAGE).text
    assert "Earlier wordings" in page
    taken = Filled(page, "desk").sent(reviewing.client, {}, act=f"use:{text_digest(GOOD)}:{HOOK}")
    assert taken.status_code == 200
    assert f"{GOOD}</textarea>" in taken.text
    assert Filled(taken.text, "desk").sent(reviewing.client, {}, act=f"save:{HOOK}").status_code == 303
    kept = reviewing.standing()
    assert kept is not None
    assert (kept.text, kept.translated_by) == (GOOD, reviewing.person.id)


def test_a_reviewer_sends_a_text_back_and_a_translator_says_what_came_of_it(
    translating: AtDesk, reviewing: AtDesk, session: Session
) -> None:
    standing = translated(session, translating.row, text=GOOD, translated_by=translating.person.id)
    assert "What is to be done better?" not in translating.client.get(PAGE).text
    assert "What is to be done better?" in reviewing.client.get(PAGE).text
    sent = {
        "segment": HOOK,
        "source_digest": standing.source_digest,
        "basis": text_digest(GOOD),
        "reason": "Too stiff.",
    }
    assert translating.client.post(f"{DESK}/send-back", data=sent).status_code == 403
    without = reviewing.client.post(f"{DESK}/send-back", data=sent | {"reason": " "})
    assert without.status_code == 422
    assert "Write the reason. Translators and reviewers have a right to it." in without.text
    # What is another by now is read again, and the reason need not be typed twice.
    older = reviewing.client.post(f"{DESK}/send-back", data=sent | {"basis": "0" * 32})
    assert older.status_code == 409
    assert "This text has changed since you opened the page." in older.text
    assert "Too stiff.</textarea>" in older.text
    assert reviewing.client.post(f"{DESK}/send-back", data=sent).location == f"{PAGE}#tasks"
    page = translating.client.get(PAGE).text
    assert "A reviewer has sent it back." in page
    assert "Too stiff." in page
    (task,) = session.scalars(select(TranslationTask))
    closed = {"segment": HOOK, "outcome": "nothing-wrong"}
    assert translating.client.post(f"{DESK}/tasks/{task.id}", data=closed).location == f"{PAGE}#tasks"
    session.refresh(task)
    assert (task.outcome, task.closed_by) == ("nothing-wrong", translating.person.id)
    assert "Nobody has asked to look at this text." in translating.client.get(PAGE).text
    assert translating.client.post(f"{DESK}/tasks/999999", data=closed).status_code == 404


def test_remarks_are_for_one_language_or_for_all(translating: AtDesk, session: Session) -> None:
    client = translating.client
    for data in ({"note": "A pun."}, {"note": "Keep it short.", "everybody": "yes"}):
        assert client.post(f"{DESK}/notes", data={"segment": HOOK, **data}).location == f"{PAGE}#remarks"
    assert [(note.text, note.language) for note in session.scalars(select(SegmentNote))] == [
        ("A pun.", "sl"),
        ("Keep it short.", None),
    ]
    page = client.get(PAGE).text
    assert "Keep it short." in page
    assert "Tina Translator" in page
    assert "2 remarks" in translating.page("?lesson=who")
    for text in (" ", "x" * 1001):
        assert client.post(f"{DESK}/notes", data={"segment": HOOK, "note": text}).status_code in (409, 422)
    assert client.post(f"{DESK}/notes", data={"segment": "who/gone/body", "note": "x"}).status_code == 404
