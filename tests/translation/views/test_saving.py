"""Is what translators and reviewers send saved, approved or kept, and nothing of it ever lost?"""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests.authoring.filled import Filled
from tests.translation.views.conftest import DESK, HOOK, SOURCES, AtDesk, SignIn, translated
from training.accounts.models import RoleGrant
from training.content.models import KeptText
from training.content.rules.segments import text_digest
from training.translation.models import EarlierTranslation, OverruledCheck

GOOD = "Na **seznamu** je deset imen."
TITLE = "who/hook/title"


def texts(**typed: str) -> dict[str, str]:
    """Name the fields of two texts: `body` and `title` of the hook."""
    return {f"text:who/hook/{name}": text for name, text in typed.items()}


def test_one_text_is_saved_and_the_desk_goes_on_to_the_next(translating: AtDesk) -> None:
    saved = translating.save(GOOD)
    assert saved.status_code == 303
    assert saved.location == f"{DESK}?saved=1&lesson=who#at.who.before.title"
    kept = translating.standing()
    assert kept is not None
    assert (kept.text, kept.translated_by, kept.approved_at) == (GOOD, translating.person.id, None)
    assert "1 text is saved." in translating.page("?saved=1")
    # The same once more changes nothing.
    assert translating.save(GOOD).status_code == 303


def test_many_are_saved_at_once_and_those_with_a_fault_stay_in_their_fields(translating: AtDesk) -> None:
    form = translating.form("?lesson=who")
    answer = form.sent(translating.client, texts(body="Brez poudarka.", title="Miza v februarju"), act="save-all")
    assert answer.status_code == 422
    kept = translating.standing(TITLE)
    assert kept is not None
    assert kept.text == "Miza v februarju"
    assert translating.standing() is None
    assert "Brez poudarka.</textarea>" in answer.text
    assert "bold passages" in answer.text
    assert "Not everything on this page is saved." in answer.text
    # The form that came back goes on from there.
    again = Filled(answer.text, "desk").sent(translating.client, texts(body=GOOD), act="save-all")
    assert again.status_code == 303
    assert translating.standing() is not None


def test_what_else_was_typed_stays_when_one_text_is_saved(translating: AtDesk) -> None:
    form = translating.form("?lesson=who")
    answer = form.sent(translating.client, texts(body=GOOD, title="Še ne konč"), act=f"save:{HOOK}")
    assert answer.status_code == 200
    assert translating.standing() is not None
    assert translating.standing(TITLE) is None
    assert "Še ne konč</textarea>" in answer.text


def test_a_warning_is_overruled_with_a_reason(translating: AtDesk, session: Session) -> None:
    refused = translating.save("Rooms for makers", "module/title", "?lesson=module")
    assert refused.status_code == 422
    form = Filled(refused.text, "desk")
    fields = [name for name in form if name.startswith("reason:module/title:")]
    assert fields
    assert form.sent(translating.client, {fields[0]: " "}, act="save:module/title").status_code == 422
    answer = form.sent(translating.client, dict.fromkeys(fields, "A name that stays"), act="save:module/title")
    assert answer.status_code == 303
    reasons = set(session.scalars(select(OverruledCheck.reason)))
    assert reasons == {"A name that stays"}
    page = translating.client.get(f"{DESK}/segments/module/title").text
    assert "A name that stays" in page
    assert "Is this right?" not in page


def test_where_two_have_written_both_texts_are_shown_until_somebody_decides(
    translating: AtDesk, reviewing: AtDesk, session: Session
) -> None:
    mine = translating.form("?lesson=who")
    assert reviewing.save("Na **listi** je deset imen.").status_code == 303
    clash = mine.sent(translating.client, texts(body=GOOD), act=f"save:{HOOK}")
    assert clash.status_code == 409
    assert "Somebody else has changed this translation" in clash.text
    assert "listi<span" in clash.text
    assert f"{GOOD}</textarea>" in clash.text
    form = Filled(clash.text, "desk")
    assert {f"theirs:{HOOK}", f"save:{HOOK}"} <= set(form.acts)
    theirs = form.sent(translating.client, {}, act=f"theirs:{HOOK}")
    assert theirs.status_code == 200
    assert "Na **listi** je deset imen.</textarea>" in theirs.text
    assert '<a href="#at.who.hook.body">' in clash.text
    assert "Not everything on this page is saved." in clash.text
    assert "Not everything on this page is saved." not in theirs.text
    assert form.sent(translating.client, {}, act=f"save:{HOOK}").status_code == 303
    kept = translating.standing()
    assert kept is not None
    assert kept.text == GOOD
    assert session.scalars(select(EarlierTranslation.text)).all() == ["Na **listi** je deset imen."]


def test_approving_is_for_others_and_for_what_was_read(
    translating: AtDesk, reviewing: AtDesk, session: Session
) -> None:
    translated(session, translating.row, translated_by=translating.person.id, origin="human")
    own = translated(session, translating.row, TITLE, translated_by=reviewing.person.id, origin="human")
    assert translating.send(f"approve:{HOOK}").status_code == 403
    form = reviewing.form("?lesson=who")
    assert f"approve:{TITLE}" not in form.acts
    refused = form.sent(reviewing.client, {}, act=f"approve:{TITLE}")
    assert refused.status_code == 422
    assert "You have written this yourself." in refused.text
    typed = form.sent(reviewing.client, texts(body="Deset **imen**."), act=f"approve:{HOOK}")
    assert typed.status_code == 422
    assert "Deset **imen**.</textarea>" in typed.text
    # All that is shown and not one's own; what changed meanwhile is read again.
    translating.save(GOOD)
    moved = form.sent(reviewing.client, {}, act="approve-all")
    assert moved.status_code == 409
    assert "This text has changed since you opened the page." in moved.text
    assert "Not everything on this page is saved." not in moved.text
    assert reviewing.send("approve-all").status_code == 303
    approved = reviewing.standing()
    assert approved is not None
    assert approved.approved_by == reviewing.person.id
    session.refresh(own)
    assert own.approved_at is None
    assert "approved by Rok Reviewer" in translating.page("?lesson=who")


def test_what_was_sent_back_is_not_approved_in_passing(
    translating: AtDesk, reviewing: AtDesk, session: Session
) -> None:
    for address in (HOOK, TITLE):
        translated(session, translating.row, address, translated_by=translating.person.id, origin="human")
    told = {"segment": HOOK, "source_digest": text_digest(SOURCES[HOOK]), "reason": "It is another word."}
    basis = text_digest(f"[sl] {SOURCES[HOOK]}")
    assert reviewing.client.post(f"{DESK}/send-back", data={**told, "basis": basis}).status_code == 303
    assert reviewing.send("approve-all").status_code == 303
    hook, title = reviewing.standing(), reviewing.standing(TITLE)
    assert hook is not None
    assert title is not None
    assert (hook.approved_at, title.approved_by) == (None, reviewing.person.id)
    # Who has read it again may say so by its own button.
    assert reviewing.send(f"approve:{HOOK}").status_code == 303
    session.refresh(hook)
    assert hook.approved_by == reviewing.person.id


def test_what_is_sent_signed_out_is_offered_and_taken_over(
    translating: AtDesk, session: Session, sign_in: SignIn
) -> None:
    form = translating.form("?lesson=who")
    translating.client.post("/en/sign-out")
    answer = form.sent(translating.client, texts(body=GOOD), act=f"save:{HOOK}")
    assert answer.location == f"{DESK}?lesson=who"
    assert "/en/sign-in?next=" in translating.client.get(answer.location).location
    sign_in(translating.client, translating.person)
    (kept,) = session.scalars(select(KeptText))
    assert kept.typed["at"] == [HOOK]
    page = translating.page()
    assert "Kept on" in page
    assert "seznamu" in page
    taken = translating.client.post(f"{DESK}/kept/{kept.id}/take")
    assert taken.status_code == 303
    assert translating.standing() is not None
    assert session.scalars(select(KeptText)).all() == []


def test_what_is_kept_stays_until_it_is_decided_and_can_be_thrown_away(
    translating: AtDesk, reviewing: AtDesk, session: Session, sign_in: SignIn
) -> None:
    form = translating.form("?lesson=who")
    assert form.sent(reviewing.client, texts(body=GOOD), act="save-all").status_code == 403
    reviewing.save("Na **listi** je deset imen.")
    (kept,) = session.scalars(select(KeptText))
    assert kept.person_id == translating.person.id
    assert "Kept on" not in reviewing.page()
    assert reviewing.client.post(f"{DESK}/kept/{kept.id}/take").status_code == 404
    clash = translating.client.post(f"{DESK}/kept/{kept.id}/take")
    assert clash.status_code == 409
    assert session.scalars(select(KeptText.id)).all() == [kept.id]
    assert translating.client.post(f"{DESK}/kept/{kept.id}/drop").location == DESK
    assert session.scalars(select(KeptText)).all() == []
    sign_in(translating.client, translating.person)
    kept_elsewhere = f"/en/translation/craft/sl/kept/{kept.id}/drop"
    assert translating.client.post(kept_elsewhere).status_code == 404


def test_a_form_is_its_owners_and_reaches_nothing_but_texts(translating: AtDesk, session: Session) -> None:
    form = translating.form("?lesson=who")
    stranger = {"at": "who/who-quiz/pass_percent", "text:who/who-quiz/pass_percent": "0"}
    answer = form.sent(translating.client, stranger, act="save:who/who-quiz/pass_percent")
    # It is no text of the module: shown to be copied, and written nowhere.
    assert "This place is no longer in the module." in answer.text
    form.fields["ticket"] = ["forged"]
    assert form.sent(translating.client, {}, act="save-all").status_code == 400
    late = translating.form("?lesson=who")
    session.execute(delete(RoleGrant).where(RoleGrant.person_id == translating.person.id))
    assert late.sent(translating.client, texts(body=GOOD), act="save-all").status_code == 403
    assert translating.standing() is None
