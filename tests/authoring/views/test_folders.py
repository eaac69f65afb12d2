"""Is the plan of a zip shown before anything is written, and is that plan carried out?"""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from training.accounts.models import Person
from training.content import queries as content
from training.content.rules.canonical import digest

SignIn = Callable[[FlaskClient, Person], FlaskClient]
IMPORT = "/en/authoring/import"


@pytest.fixture
def trainer(session: Session, client: FlaskClient, sign_in: SignIn) -> FlaskClient:
    """Sign a trainer of the module's region in."""
    person = make.person(session)
    make.grant(session, person, role="trainer")
    # A block of the module is for readers there.
    make.region(session, "linz")
    return sign_in(client, person)


def _exported(trainer: FlaskClient, key: str) -> bytes:
    answer = trainer.get(f"/en/authoring/{key}/export.zip")
    assert answer.headers["Content-Disposition"] == f"attachment; filename={key}.zip"
    content: bytes = answer.data
    return content


def _upload(trainer: FlaskClient, content: bytes) -> str:
    answer = trainer.post(IMPORT, data={"file": (io.BytesIO(content), "module.zip")})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def _fields(page: str) -> dict[str, str]:
    """Return what the form of the plan sends back."""
    return dict(re.findall(r'type="hidden" name="(file|plan)" value="([0-9a-f]*)"', page))


def _renamed(content: bytes, old: str, new: str) -> bytes:
    target = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as source, ZipFile(target, "w") as copy:
        for entry in source.infolist():
            copy.writestr(entry.filename.replace(f"{old}/", f"{new}/", 1), source.read(entry))
    return target.getvalue()


def test_a_module_goes_out_and_comes_in_under_another_name(session: Session, trainer: FlaskClient) -> None:
    make.version(session, make.module_value("basics"))
    file = _renamed(_exported(trainer, "basics"), "basics", "second")

    plan = trainer.get(_upload(trainer, file)).text
    assert "The module is new here." in plan
    assert content.module_row(session, "second") is None

    done = trainer.post(f"{IMPORT}/confirm", data=_fields(plan))

    assert done.location == "/en/authoring/second?saved=imported"
    row = content.module_row(session, "second")
    version = content.latest_version(session, row.id) if row else None
    assert version is not None
    assert version.digest == digest(make.module_value("second"))
    assert content.current_publication_id(session, "second") is None


def test_a_plan_that_has_changed_is_shown_again(session: Session, trainer: FlaskClient) -> None:
    value = make.module_value("basics")
    make.version(session, value)
    old = _exported(trainer, "basics")
    make.version(session, replace(value, title="Written since"), number=2)
    page = trainer.get(_upload(trainer, old)).text
    make.version(session, replace(value, title="And once more"), number=3, origin="editor")
    fields = _fields(page) | {"plan": "0" * 64}

    answer = trainer.post(f"{IMPORT}/confirm", data=fields)

    assert answer.status_code == 409
    assert "The module has been changed since you saw the plan." in answer.text


def test_what_others_have_written_since_is_not_overwritten(session: Session, trainer: FlaskClient) -> None:
    value = make.module_value("basics")
    make.version(session, value)
    changed = _exported(trainer, "basics")
    make.version(session, replace(value, title="Written here"), number=2, origin="editor")
    with ZipFile(io.BytesIO(changed)) as archive:
        cover = archive.read("basics/module.yaml").decode()
    file = io.BytesIO(changed)
    with ZipFile(io.BytesIO(changed)) as source, ZipFile(file, "w") as copy:
        for entry in source.infolist():
            text = cover.replace(value.title, "Written there").encode()
            copy.writestr(entry.filename, text if entry.filename.endswith("module.yaml") else source.read(entry))

    answer = trainer.get(_upload(trainer, file.getvalue()))

    assert answer.status_code == 422
    assert "The file is older than what was written here." in answer.text
    assert "Bring it in" not in answer.text


def test_what_cannot_be_read_is_told_with_what_to_do(session: Session, trainer: FlaskClient) -> None:
    broken = trainer.get(_upload(trainer, b"this is no zip"))
    assert broken.status_code == 422
    assert "The file is not a zip, or it is damaged." in broken.text

    gone = trainer.get(f"{IMPORT}?file={'0' * 64}")
    assert gone.status_code == 422
    assert "The file is not kept any more." in gone.text

    nothing = trainer.post(IMPORT, data={})
    assert nothing.status_code == 422
    assert "Choose a file first." in nothing.text


def test_faults_are_listed_and_nothing_is_written(session: Session, trainer: FlaskClient) -> None:
    make.version(session, make.module_value("basics"))
    file = io.BytesIO()
    with ZipFile(io.BytesIO(_exported(trainer, "basics"))) as source, ZipFile(file, "w") as copy:
        for entry in source.infolist():
            if not entry.filename.endswith("lessons/who.yaml"):
                copy.writestr(entry.filename, source.read(entry))

    answer = trainer.get(_upload(trainer, file.getvalue()))

    assert answer.status_code == 422
    assert "The module cannot come in like this." in answer.text
    assert "The file is missing" in answer.text


def test_a_module_of_another_region_is_out_of_reach(session: Session, client: FlaskClient, sign_in: SignIn) -> None:
    make.version(session, make.module_value("basics"))
    home, elsewhere = make.person(session), make.person(session)
    make.grant(session, home, role="trainer")
    make.grant(session, elsewhere, role="trainer", region="linz")
    file = _exported(sign_in(client, home), "basics")
    foreign = sign_in(client, elsewhere)

    answer = foreign.get(_upload(foreign, _renamed(file, "basics", "second")))

    assert answer.status_code == 403
    assert "You may not write this module." in answer.text
    digest_of_file = answer.request.args["file"]
    again = foreign.post(f"{IMPORT}/confirm", data={"file": digest_of_file, "plan": ""})
    assert again.status_code in (403, 409)
    assert content.module_row(session, "second") is None
