"""Is what an author types saved as it was typed, whatever kind it is, and shown again where it could not be?"""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tests.authoring.views.conftest import CRAFT, Writing
from training.accounts.models import RoleGrant
from training.authoring.rules.units import unit_of, units
from training.content.rules.questions import SingleChoice


def test_what_is_typed_becomes_a_version_and_the_page_says_so(writing: Writing) -> None:
    form = writing.opened("who/hook")
    saved = form.send(writing.client, title="A desk in March", body="Eleven names.\r\n\r\nAnd *more*.", as_of="")
    assert saved.location == f"{CRAFT}/edit/who/hook?saved=2"
    hook = unit_of(writing.draft, "who/hook")
    assert (hook.title, hook.body, hook.as_of) == ("A desk in March", "Eleven names.\n\nAnd *more*.", None)
    page = writing.client.get(saved.location).text
    assert "Saved as version 2." in page
    assert f'data-saved="{writing.person.id}/craft/who/hook"' in page
    # Whoever goes back to the lesson is told there, at the block.
    back = writing.opened("who/hook").send(writing.client, "back", title="A desk in April")
    assert back.location == f"{CRAFT}/lessons/who?saved=3&unit=who/hook#at.who.hook"
    assert f'data-saved="{writing.person.id}/craft/who/hook"' in writing.client.get(back.location).text


def test_every_unit_goes_through_its_form_unchanged(writing: Writing) -> None:
    for unit in units(writing.draft):
        sent = writing.opened(unit).send(writing.client)
        assert sent.location == f"{CRAFT}/edit/{unit}?saved=1"
    assert writing.versions == 1


def test_parts_are_added_moved_and_deleted_with_what_is_typed(writing: Writing) -> None:
    unit = "final/final-test/final-single"
    form = writing.opened(unit)
    assert {"add:choices", "down:choices.museum", "up:choices.studio", "delete:choices.museum"} <= set(form.acts)
    added = form.send(writing.client, "add:choices", stem="Which is public, then?")
    assert added.location == f"{CRAFT}/edit/{unit}?saved=2#part-choices.choice-1"
    page = writing.client.get(added.location).text
    assert 'id="part-choices.choice-1"' in page
    assert "Answer 3 of 3" in page
    writing.opened(unit).send(writing.client, "up:choices.choice-1", choices__choice__1__text="ignored")
    question = unit_of(writing.draft, unit)
    assert isinstance(question, SingleChoice)
    assert question.stem == "Which is public, then?"
    assert [choice.key for choice in question.choices] == ["museum", "choice-1", "studio"]
    gone = writing.opened(unit).send(writing.client, "delete:choices.museum")
    assert gone.location.endswith("#part-choices")
    assert [choice.key for choice in unit_of(writing.draft, unit).choices] == ["choice-1", "studio"]


def test_what_cannot_be_read_is_told_and_nothing_typed_is_lost(writing: Writing) -> None:
    form = writing.opened("who/talk")
    answer = form.send(writing.client, title="A first talk", minutes="half an hour", purpose="To *listen*.")
    assert answer.status_code == 422
    assert "Minutes: Write a whole number in digits" in answer.text
    assert 'href="#field-minutes"' in answer.text
    assert "data-unsaved" in answer.text
    for typed in ("A first talk", "half an hour", "To *listen*."):
        assert typed in answer.text
    assert writing.versions == 1
    # A button of a part does not lose it either.
    assert form.send(writing.client, "add:steps", minutes="many").status_code == 422


def test_a_preview_shows_what_learners_will_see_and_saves_nothing(writing: Writing) -> None:
    page = writing.opened("who/hook").send(writing.client, "preview", body="One **bold** word.").text
    assert "One <strong>bold</strong> word." in page
    assert "One **bold** word.</textarea>" in page
    question = writing.opened("final/final-test/final-single").send(writing.client, "preview", stem="Really?").text
    assert '<h1 class="question">Really?</h1>' in question
    assert "Yes: the town pays for it." in question
    assert writing.versions == 1


def test_a_preview_does_not_hide_what_others_have_saved(writing: Writing, colleague: Writing) -> None:
    form = writing.opened("who/hook")
    colleague.opened("who/hook").send(colleague.client, body="Theirs.")
    page = form.send(writing.client, "preview", body="Mine.").text
    assert f'name="basis" value="{form.fields["basis"][0]}"' in page
    assert form.send(writing.client, body="Mine.").status_code == 409


def test_references_are_offered_by_name_and_never_by_key(writing: Writing) -> None:
    page = writing.client.get(f"{CRAFT}/edit/who/who-quiz/who-single").text
    assert '<option value="sort" selected>sort businesses by sector</option>' in page
    assert '<option value="who" selected>Who they are</option>' in page
    page = writing.client.get(f"{CRAFT}/edit/who/mill").text
    assert "Town of Chemnitz, Report, 2022" in page
    assert "Chemnitz (en)" in page
    page = writing.client.get(f"{CRAFT}/edit/module").text
    assert "Who they are" in page
    assert "The test" in page


def test_what_is_chosen_and_no_longer_there_stays_until_its_author_chooses(writing: Writing) -> None:
    # The paragraph is for Linz, which this site does not have.
    page = writing.client.get(f"{CRAFT}/edit/space/austria").text
    assert "linz (no longer there)" in page
    writing.opened("space/austria").send(writing.client, body="Another law.")
    assert unit_of(writing.draft, "space/austria").regions == ("linz",)


def test_a_form_is_its_owners_alone(writing: Writing, colleague: Writing) -> None:
    form = writing.opened("who/hook")
    refused = form.send(colleague.client, body="Not mine.")
    assert refused.status_code == 403
    assert "This belongs to another account" in refused.text
    form.fields["ticket"] = ["forged"]
    assert form.send(writing.client).status_code == 400
    elsewhere = writing.opened("who/talk")
    elsewhere.action = f"{CRAFT}/edit/who/hook"
    assert elsewhere.send(writing.client).status_code == 400
    assert writing.versions == 1


def test_whoever_may_not_write_any_more_saves_nothing(session: Session, writing: Writing) -> None:
    form = writing.opened("who/hook")
    session.execute(delete(RoleGrant).where(RoleGrant.person_id == writing.person.id, RoleGrant.role == "trainer"))
    assert form.send(writing.client, body="Late.").status_code == 403
    assert writing.versions == 1
