"""Do captions run with a film in the language of the page, for those who may take the module?"""

from collections.abc import Callable
from dataclasses import replace

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.films import film, lesson_with, medium
from training.accounts.models import Person
from training.content.rules.module import Module


def watched() -> Module:
    """Make a module with a film."""
    value = make.module_value()
    return replace(value, lessons=(*value.lessons, lesson_with(film())), media=(*value.media, medium()))


def test_a_lesson_names_the_captions_of_its_film_and_they_are_those_of_the_publication(
    client: FlaskClient, session: Session, sign_in: Callable[[FlaskClient, Person], FlaskClient]
) -> None:
    value = watched()
    published = make.published_module(session, value)
    person = make.person(session)
    make.enrolment(session, person, published)
    learner = sign_in(client, person)

    page = learner.get("/sl/modules/craft/lessons/watch").text

    address = f"/sl/modules/craft/publications/{published.publication.id}/captions/watch/film.vtt"
    (track,) = (line.strip() for line in page.splitlines() if "<track" in line)
    assert (
        track.removesuffix("</video>").strip()
        == f'<track kind="captions" src="{address}" srclang="sl" label="Slovenščina" default>'
    )
    captions = learner.get(address)
    assert captions.mimetype == "text/vtt"
    assert captions.text == (
        "WEBVTT\n\n00:01.000 --> 00:03.500\n[sl] This was a mill.\n\n"
        "00:04.000 --> 00:06.000\n[sl] Rent &amp; heating &lt; 5 euro --&gt; cheap.\n"
    )
    assert "private" in captions.headers["Cache-Control"]
    gone = ["watch/none", "who/hook", "none/film"]
    assert {learner.get(address.replace("watch/film", other)).status_code for other in gone} == {404}
    make.published_module(session, make.module_value("other"), number=2)
    assert learner.get(address.replace("craft", "other")).status_code == 404


def test_a_preview_has_the_captions_of_its_version(
    client: FlaskClient, session: Session, sign_in: Callable[[FlaskClient, Person], FlaskClient]
) -> None:
    make.version(session, watched())
    person = make.person(session)
    make.grant(session, person, role="editor")
    editor = sign_in(client, person)

    page = editor.get("/en/teaching/modules/craft/versions/1/preview/lessons/watch").text

    address = "/en/teaching/modules/craft/versions/1/preview/lessons/watch/captions/film.vtt"
    assert f'src="{address}"' in page
    assert "This was a mill." in editor.get(address).text
