"""Do texts go out to other programs, and come in with a plan that is looked at first?"""

import re
from collections.abc import Callable
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import make
from training.accounts.models import Person
from training.content.models import ModuleRow
from training.translation.files.bundles import packed, read
from training.translation.queries import translation_rows

SignIn = Callable[[FlaskClient, Person], FlaskClient]
PAGE = "/en/translation/craft/cs"


@pytest.fixture
def module(session: Session) -> ModuleRow:
    """Give a module with a title that a person has translated."""
    row = make.published_module(session).row
    words = {"segment": "module/title", "source": "Rooms for makers", "text": "Dílny", "language": "cs"}
    make.translation(session, row, **words)
    return row


@pytest.fixture
def translator(client: FlaskClient, sign_in: SignIn, session: Session, module: ModuleRow) -> FlaskClient:
    """Sign a translator in."""
    return sign_in(client, make.person(session, role="translator"))


def send(translator: FlaskClient, content: bytes, *, page: str = PAGE) -> TestResponse:
    """Send a file and go where that leads."""
    answer = translator.post(f"{page}/in", data={"file": (BytesIO(content), "cs.po")})
    return translator.get(str(answer.location)) if answer.status_code == 303 else answer


def agreed(page: str, *, take: list[str] | None = None) -> dict[str, str | list[str]]:
    """Read what the form of the plan sends back."""
    ticket = re.findall(r'name="file" value="([^"]*)"', page)
    ticked = re.findall(r'name="take" value="([^"]*)" checked', page)
    plans = re.findall(r'name="plan" value="([^"]*)"', page)
    return {"file": unescape(ticket[0]), "plan": plans, "take": ticked if take is None else take}


def test_files_go_out_in_every_format(translator: FlaskClient) -> None:
    """For one language, for all, and as a template; the page names them all."""
    page = translator.get(f"{PAGE}/files").text
    for address, start, name in (
        ("cs/out/po", b"#", "craft.cs.po"),
        ("cs/out/xliff12", b"<?xml", "craft.cs.xlf"),
        ("cs/out/xliff21", b"<?xml", "craft.cs.xlf"),
        ("template/po", b"#", "craft.en.pot"),
        ("out/xliff21.zip", b"PK", "craft-xliff21.zip"),
    ):
        answer = translator.get(f"/en/translation/craft/{address}")

        assert f"/en/translation/craft/{address}" in page
        assert answer.status_code == 200
        assert answer.data.startswith(start)
        assert name in answer.headers["Content-Disposition"]
    with ZipFile(BytesIO(answer.data)) as package:
        assert package.namelist() == [f"craft.{code}.xlf" for code in ("cs", "de", "it", "nl", "pl", "sl")]
    for address in ("cs/out/csv", "xx/out/po", "en/out/po", "template/csv", "out/csv.zip", "xx/files", "en/files"):
        assert translator.get(f"/en/translation/craft/{address}").status_code == 404


@pytest.mark.usefixtures("module")
def test_whoever_translates_into_one_language_gets_all_that_the_page_offers(
    client: FlaskClient, sign_in: SignIn, session: Session
) -> None:
    person = make.person(session, role=None)
    make.grant(session, person, role="translator", language="cs")
    page = sign_in(client, person).get(f"{PAGE}/files").text

    offered = re.findall(r'href="(/en/translation/craft/[^"]*(?:out|template)/[^"]*)"', page)
    assert len(offered) == 9
    assert {client.get(each).status_code for each in offered} == {200}
    assert client.get("/en/translation/craft/de/out/po").status_code == 403


def test_a_plan_is_shown_first_and_then_carried_out(
    translator: FlaskClient, session: Session, module: ModuleRow
) -> None:
    """New texts, warnings, refusals, and a person's text only if it is chosen."""
    content = translator.get(f"{PAGE}/out/po").text
    content = content.replace('msgstr "Dílny"', 'msgstr "Dílny pro tvůrce"')
    for source, text in (("Staff of town halls.", "Úředníci."), ("Ten names stand on the **list**.", "Deset jmen.")):
        content = content.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{text}"')

    page = send(translator, content.encode()).text

    assert "Nothing has been written yet." in page
    assert [row.text for row in translation_rows(session, module.id, language="cs")] == ["Dílny"]
    assert "Only if you choose it" in page
    assert "Úředníci." in page
    assert "Not taken" in page

    answer = translator.post(f"{PAGE}/in/confirm", data=agreed(page, take=[]))
    assert answer.status_code == 303
    assert "1 text was taken. It waits for review." in translator.get(str(answer.location)).text
    assert {row.text for row in translation_rows(session, module.id, language="cs")} == {"Dílny", "Úředníci."}

    stale = translator.post(f"{PAGE}/in/confirm", data=agreed(page))
    assert stale.status_code == 409
    assert "have been changed since you saw the plan" in stale.text

    translator.post(f"{PAGE}/in/confirm", data=agreed(stale.text, take=["cs:module/title"]))
    session.expire_all()
    texts = {row.text for row in translation_rows(session, module.id, language="cs")}
    assert texts == {"Dílny pro tvůrce", "Úředníci."}


def test_a_file_that_cannot_be_taken_is_told(translator: FlaskClient) -> None:
    """A sentence for each, and nothing is kept."""
    other = translator.get("/en/translation/craft/de/out/po").data
    for content, words in (
        (b"hello", "This is no PO or XLIFF file"),
        (other, "The file says that its language is “de”"),
        (packed({"a.po": other, "b.po": other}), "There are two files for one language"),
        (b"", "Choose a file."),
    ):
        answer = send(translator, content)
        assert answer.status_code == 422
        assert words in answer.text
    assert translator.get(f"{PAGE}/in").status_code == 303


def test_a_zip_of_all_languages_comes_in(translator: FlaskClient, session: Session, module: ModuleRow) -> None:
    """Each file for its own language, with one look at all."""
    content = translator.get("/en/translation/craft/out/xliff12.zip").data
    with ZipFile(BytesIO(content)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    for code, text in (("de", "Räume"), ("sl", "Prostori")):
        empty = b'<source>Rooms for makers</source>\n        <target state="needs-translation" />'
        filled = f"<source>Rooms for makers</source><target>{text}</target>".encode()
        assert empty in files[f"craft.{code}.xlf"]
        files[f"craft.{code}.xlf"] = files[f"craft.{code}.xlf"].replace(empty, filled)

    page = send(translator, packed(files)).text
    translator.post(f"{PAGE}/in/confirm", data=agreed(page))

    assert len(read("all", packed(files))) == 6
    found = {row.language: row.text for row in translation_rows(session, module.id)}
    assert found == {"cs": "Dílny", "de": "Räume", "sl": "Prostori"}


def test_only_the_sender_goes_on(
    client: FlaskClient, sign_in: SignIn, session: Session, translator: FlaskClient
) -> None:
    """A plan is for whoever has sent the file; and who may not translate sends none."""
    content = translator.get(f"{PAGE}/out/po").data
    page = send(translator, content).text

    sign_in(client, make.person(session, role="translator"))
    assert client.post(f"{PAGE}/in/confirm", data=agreed(page)).status_code == 403
    sign_in(client, make.person(session, role="learner"))
    assert send(client, content).status_code == 403
    assert client.get(f"{PAGE}/out/po").status_code == 403
