"""Do the settings of the site have a page with all of them, bounds, and an entry for each change?"""

from dataclasses import fields

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.administration.conftest import SignIn
from training.accounts.models import Person
from training.administration.forms.settings import SettingsForm
from training.foundation.audit import AuditEntry
from training.foundation.settings import Settings, settings

ADDRESS = "/en/administration/settings"
SENT = {"second_factor_required": "yes", "smallest_group": "10", "reminder_hour": "8", "controller": "", "contact": ""}


@pytest.fixture
def leading(client: FlaskClient, sign_in: SignIn, everywhere: Person) -> FlaskClient:
    """Give the browser in which the administrator everywhere is signed in."""
    return sign_in(client, everywhere)


def test_every_setting_has_its_field_on_the_page(leading: FlaskClient) -> None:
    page = leading.get(ADDRESS).text
    assert [field.name for field in fields(Settings) if f'name="{field.name}"' not in page] == []
    assert [field.name for field in fields(Settings) if not hasattr(SettingsForm, field.name)] == []


def test_what_is_changed_holds_and_its_entry_says_old_and_new_but_no_names(
    leading: FlaskClient, session: Session
) -> None:
    texts = {"controller": "Stadt Linz, Jana Canary", "contact": "jana@linz.at"}
    regions = {"regions_compared": "yes", "four_eyes_regions": ["linz"]}
    answer = leading.post(ADDRESS, data=SENT | texts | regions)
    assert answer.status_code == 303
    kept = settings(session)
    assert (kept.second_factor_required, kept.smallest_group, kept.reminder_hour) == (True, 10, 8)
    assert kept.regions_compared is True
    assert kept.four_eyes_regions == ("linz",)
    assert (kept.controller, kept.contact) == ("Stadt Linz, Jana Canary", "jana@linz.at")
    entry = session.scalars(select(AuditEntry)).one()
    assert entry.facts == {
        "second_factor_required": [False, True],
        "smallest_group": [5, 10],
        "reminder_hour": [9, 8],
        "regions_compared": [False, True],
        "four_eyes_regions": [[], ["linz"]],
        "controller": "changed",
        "contact": "changed",
    }


def test_the_same_again_leaves_no_entry(leading: FlaskClient, session: Session) -> None:
    for _ in range(2):
        leading.post(ADDRESS, data=SENT | {"four_eyes_regions": ["linz"]})
    assert len(session.scalars(select(AuditEntry.id)).all()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("smallest_group", "2"),
        ("smallest_group", "51"),
        ("smallest_group", ""),
        ("reminder_hour", "6"),
        ("reminder_hour", "19"),
        ("reminder_hour", "noon"),
        ("four_eyes_regions", "atlantis"),
        ("contact", "x" * 201),
    ],
)
def test_a_setting_out_of_its_bounds_is_refused(leading: FlaskClient, session: Session, name: str, value: str) -> None:
    answer = leading.post(ADDRESS, data=SENT | {name: value})
    assert answer.status_code == 422
    assert f'<a href="#{name}">' in answer.text
    assert settings(session) == Settings()


def test_after_a_release_the_smallest_group_can_only_be_lowered(leading: FlaskClient, session: Session) -> None:
    make.release(session, minimum=5)

    higher = leading.post(ADDRESS, data=SENT | {"smallest_group": "6"})

    assert higher.status_code == 422
    assert "it can only be lowered" in higher.text
    assert leading.post(ADDRESS, data=SENT | {"smallest_group": "4"}).status_code == 303
    assert settings(session).smallest_group == 4


def test_a_part_of_the_site_does_not_change_the_whole(administering: FlaskClient) -> None:
    assert administering.get(ADDRESS).status_code == 403
    assert administering.post(ADDRESS, data=SENT).status_code == 403
