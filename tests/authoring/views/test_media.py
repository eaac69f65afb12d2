"""Do pictures, films and captions come into a module by a form, and is what goes wrong said there?"""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import make
from tests.content.files.test_photographs import PLACE as HERE
from tests.content.files.test_photographs import exif, photograph
from tests.films import PLACE, box, film, mp4
from training.accounts.models import Person
from training.content import queries as content
from training.content.files.shapes import module_from_json
from training.content.models import Media, ModuleVersion
from training.content.rules.blocks import Picture, Video
from training.content.rules.module import Module, lesson_of
from training.foundation.audit import AuditEntry, Event

SignIn = Callable[[FlaskClient, Person], FlaskClient]
PAGE = "/en/authoring/craft/media"
SCRIPTED = b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script/><path d="M0 0h1"/></svg>'
VTT = "WEBVTT\n\n00:01.000 --> 00:03.500\nThis was a mill.\n"
Statements = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def trainer(session: Session, client: FlaskClient, sign_in: SignIn) -> FlaskClient:
    """Let a trainer work on a module whose source is German."""
    make.published_module(session, make.module_value(source="de"))
    person = make.person(session)
    make.grant(session, person, role="trainer")
    return sign_in(client, person)


def send(client: FlaskClient, content: bytes, name: str, **typed: str) -> TestResponse:
    """Send a file by the form of pictures."""
    return client.post(PAGE, data={"form": "picture", **typed, "file": (io.BytesIO(content), name)})


def draft(session: Session) -> Module:
    """Read the module as it stands now."""
    row = content.module_row(session, "craft")
    assert row
    version = content.latest_version(session, row.id)
    assert version
    return module_from_json(version.document)


def count(session: Session, model: type) -> int:
    """Count rows."""
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_photograph_is_kept_without_its_place_and_shown_with_words_for_who_does_not_see_it(
    session: Session, trainer: FlaskClient
) -> None:
    taken = photograph(exif=exif())
    assert HERE in taken

    answer = send(trainer, taken, "Halle Łódź.JPG", lesson="who", words=" Eine Halle. ", caption="2021")

    assert answer.status_code == 303
    block = lesson_of(draft(session), "who").blocks[-2]
    assert block == Picture(key=block.key, media="halle-lodz.jpg", alt="Eine Halle.", caption="2021")
    (medium,) = (each for each in draft(session).media if each.name == "halle-lodz.jpg")
    kept = trainer.get(f"/media/{medium.digest}")
    assert (kept.mimetype, HERE in kept.data) == ("image/jpeg", False)
    page = trainer.get(answer.location).text
    assert "Kept as halle-lodz.jpg." in page
    assert f"/en/authoring/craft/edit/who/{block.key}" in page
    acts = session.scalars(select(AuditEntry.event).order_by(AuditEntry.id)).all()
    assert acts[-2:] == [Event.MODULE_SAVED.value, Event.FILE_KEPT.value]


def test_what_was_taken_out_of_a_drawing_is_told(trainer: FlaskClient) -> None:
    page = trainer.get(send(trainer, SCRIPTED, "plan.svg").location).text

    assert "Taken out of it: reactions to clicks and a program" in page
    assert "Nothing shows it yet." in page


def test_a_film_is_kept_without_its_place_and_handed_out_by_pieces(session: Session, trainer: FlaskClient) -> None:
    noted = mp4(notes=box(b"udta", PLACE))

    answer = send(trainer, noted, "Mill.mp4", form="film", lesson="space", words="Die Mühle", captions=VTT)

    assert "out=notes" in answer.location
    block = lesson_of(draft(session), "space").blocks[-1]
    assert isinstance(block, Video)
    assert (block.media, block.title, block.cues, block.minutes) == ("mill.mp4", "Die Mühle", film().cues[:1], 1)
    (medium,) = (each for each in draft(session).media if each.name == "mill.mp4")
    whole = trainer.get(f"/media/{medium.digest}")
    assert (whole.mimetype, len(whole.data), PLACE in whole.data) == ("video/mp4", len(noted), False)
    assert (whole.headers["Accept-Ranges"], whole.headers["ETag"]) == ("bytes", f'"{medium.digest}"')
    assert "max-age=31536000" in whole.headers["Cache-Control"]
    piece = trainer.get(f"/media/{medium.digest}", headers={"Range": "bytes=4-11"})
    assert (piece.status_code, piece.data) == (206, b"ftypisom")
    assert piece.headers["Content-Range"] == f"bytes 4-11/{len(noted)}"
    assert trainer.get(f"/media/{medium.digest}", headers={"Range": f"bytes={len(noted)}-"}).status_code == 416
    assert trainer.get(f"/media/{medium.digest}", headers={"If-None-Match": f'"{medium.digest}"'}).status_code == 304

    captions = {"form": "captions1", "unit": f"space/{block.key}", "captions": VTT.replace("mill", "factory")}
    assert trainer.post(f"{PAGE}/captions", data=captions).status_code == 303
    (said,) = lesson_of(draft(session), "space").blocks[-1].cues  # type: ignore[union-attr]
    assert said.text == "This was a factory."
    wrong = trainer.post(f"{PAGE}/captions", data=captions | {"captions": "WEBVTT\n\n00:01 --> 2"})
    assert (wrong.status_code, "Line 3 of the captions" in wrong.text) == (422, True)


@pytest.mark.parametrize(
    ("content", "typed", "said"),
    [
        (b"", {}, "No file was chosen"),
        (b"GIF89a", {}, "no file that every browser shows"),
        (photograph(), {"lesson": "who"}, "Write what the picture tells"),
        (photograph(), {"lesson": "gone", "words": "x"}, "removed this lesson"),
        (photograph()[:-40], {}, "damaged or not complete"),
        (photograph(size=(6001, 1)), {}, "more than 6,000 pixels"),
        (b"<svg >", {}, "not well-formed SVG"),
        (mp4()[:-3], {}, "film is damaged"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_written(
    session: Session, trainer: FlaskClient, content: bytes, typed: dict[str, str], said: str
) -> None:
    before = count(session, ModuleVersion), count(session, Media)

    answer = send(trainer, content, "a.png", caption="Mine", **typed)

    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Mine"' in answer.text
    assert (count(session, ModuleVersion), count(session, Media)) == before


def test_a_file_that_nothing_shows_is_removed_and_one_that_is_shown_stays(
    session: Session, trainer: FlaskClient
) -> None:
    send(trainer, photograph(), "plan.jpg")

    assert trainer.post(f"{PAGE}/remove", data={"name": "map.svg"}).status_code == 409
    assert trainer.post(f"{PAGE}/remove", data={"name": "plan.jpg"}).status_code == 303
    assert [medium.name for medium in draft(session).media] == ["map.svg"]
    assert count(session, Media) == 2


def test_the_page_takes_the_same_few_statements_however_many_files_there_are(
    trainer: FlaskClient, statements: Statements
) -> None:
    def cost() -> int:
        with statements() as listed:
            trainer.get(PAGE)
        return len(listed)

    trainer.get(PAGE)
    few = cost()
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        send(trainer, photograph(), name)
    assert cost() == few <= 8


def test_a_store_that_is_away_is_said_and_nothing_is_written(
    app: Flask, session: Session, trainer: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "media").write_text("a file where a folder should be")
    before, digest = count(session, ModuleVersion), make.PICTURE_DIGEST
    config = app.config["TRAINING"]
    monkeypatch.setitem(app.config, "TRAINING", replace(config, media_folder=tmp_path / "media"))

    answers = [send(trainer, photograph(), "a.jpg"), trainer.get(f"/media/{digest}")]

    assert [answer.status_code for answer in answers] == [503, 503]
    assert all("pictures and films are kept does not answer" in answer.text for answer in answers)
    assert count(session, ModuleVersion) == before
