"""Do two authors of one thing see both texts, and does nothing of either go without a button?"""

from tests.authoring.filled import Filled
from tests.authoring.views.conftest import CRAFT, Writing
from training.authoring.rules.units import unit_of


def both(writing: Writing, colleague: Writing) -> str:
    """Let both open the same text and save; return what the slower one is shown."""
    mine, theirs = writing.opened("who/hook"), colleague.opened("who/hook")
    assert theirs.send(colleague.client, body="Ten names stand on the wall.").status_code == 303
    answer = mine.send(writing.client, body="Twelve names stand on the **list**.", title="A desk in May")
    assert answer.status_code == 409
    return answer.text


def test_different_things_merge_by_themselves(writing: Writing, colleague: Writing) -> None:
    mine, theirs = writing.opened("who/hook"), colleague.opened("who/talk")
    assert theirs.send(colleague.client, purpose="To hear.").status_code == 303
    assert mine.send(writing.client, body="Twelve names.").status_code == 303
    draft = writing.draft
    assert (unit_of(draft, "who/talk").purpose, unit_of(draft, "who/hook").body) == ("To hear.", "Twelve names.")


def test_the_slower_one_sees_both_texts_with_what_differs_marked(writing: Writing, colleague: Writing) -> None:
    page = both(writing, colleague)
    assert "Carlo Colleague saved version 2 on" in page
    assert "<del>" in page
    assert "<ins>" in page
    for words in ("wall", "Twelve", "A desk in May", "A desk in February"):
        assert words in page
    # A reader that says no colours aloud hears where it begins and ends.
    assert '<ins><span class="unseen">[new: </span>' in page
    assert all(way in page for way in ("Keep theirs", "Save mine", "Change mine first"))
    assert writing.versions == 2


def test_taking_mine_replaces_theirs_and_both_are_in_the_history(writing: Writing, colleague: Writing) -> None:
    form = Filled(both(writing, colleague))
    assert form.send(writing.client).location == f"{CRAFT}/edit/who/hook?saved=3"
    assert unit_of(writing.draft, "who/hook").body == "Twelve names stand on the **list**."
    assert "wall" in writing.page("/compare?from=2&to=3")


def test_keeping_theirs_is_a_link_that_leaves_everything_as_it_is(writing: Writing, colleague: Writing) -> None:
    page = both(writing, colleague)
    assert f'href="{CRAFT}/edit/who/hook" data-forget="{writing.person.id}/craft/who/hook"' in page
    assert writing.versions == 2


def test_a_third_save_in_between_is_shown_as_well(writing: Writing, colleague: Writing) -> None:
    form = Filled(both(writing, colleague))
    colleague.opened("who/hook").send(colleague.client, body="Ten names stand on the door.")
    again = form.send(writing.client)
    assert again.status_code == 409
    assert "door" in again.text


def test_what_was_deleted_meanwhile_is_offered_and_put_back_under_its_key(writing: Writing, colleague: Writing) -> None:
    form = writing.opened("final/final-test/final-single")
    colleague.act("delete", "final/final-test")
    answer = form.send(writing.client, stem="Which is public, then?")
    assert answer.status_code == 409
    assert "This was deleted in the meantime" in answer.text
    assert "Which is public, then?" in answer.text
    # The quiz is gone as well: there is no place to put the question.
    placeless = Filled(answer.text).send(writing.client, "put-back")
    assert placeless.status_code == 409
    assert "there is no place for it" in placeless.text
    assert "Which is public, then?" in placeless.text
    hook = writing.opened("who/hook")
    colleague.act("delete", "who/hook")
    offered = Filled(hook.send(writing.client, body="Twelve names.").text)
    back = offered.send(writing.client, "put-back", body="Twelve names, again.")
    assert back.location.startswith(f"{CRAFT}/edit/who/hook?saved=")
    assert unit_of(writing.draft, "who/hook").body == "Twelve names, again."


def test_what_is_put_back_has_all_that_lay_inside_it(writing: Writing, colleague: Writing) -> None:
    before = unit_of(writing.draft, "who")
    form = writing.opened("who")
    colleague.act("delete", "who")
    Filled(form.send(writing.client, title="Who we are").text).send(writing.client, "put-back", title="Who we are")
    returned = unit_of(writing.draft, "who")
    assert returned.title == "Who we are"
    assert returned.blocks == before.blocks
