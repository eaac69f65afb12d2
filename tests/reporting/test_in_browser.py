"""Is the page of figures readable on a phone and on a desk, for everybody? The real courses, a quarter of learning."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from numpy.random import default_rng
from playwright.sync_api import Browser
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tests import make
from tests.browser import assert_accessible, new_page
from tests.live import Site
from tests.reporting.crowds import INSIDE
from training.accounts.models import Person, Region
from training.content.queries import current_publications, modules
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import Role
from training.learning.models import Completion, Enrolment, Reading

#: The narrowest and a usual screen.
WIDTHS = (320, 1280)


@pytest.fixture(scope="module")
def released(site: Site) -> Site:
    """Let people learn on the site, and release two quarters by command."""
    with site.session() as session:
        _learn(session)
    site.command("statistics", "release", "--quarter", "2026Q1")
    site.command("statistics", "release", "--quarter", "2026Q2")
    return site


@pytest.mark.parametrize("language", ["en", "sl"])
def test_a_partner_reads_and_takes_along(released: Site, browser: Browser, language: str) -> None:
    email, password = released.person(role=Role.PARTNER, region="linz")
    page = new_page(browser, released.address, script=False)
    page.goto(f"/{language}/statistics")
    page.locator("[name=email]").fill(email)
    page.locator("[name=password]").fill(password)
    page.locator("main form button").first.click()

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"/{language}/statistics?quarter=2026Q2")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("#chart svg rect").count() == page.locator("#figures tbody tr").count() == 7
    page.locator("[name=quarter]").select_option("2026Q1")
    page.locator("form.filter button").click()
    assert "quarter=2026Q1" in page.url
    with page.expect_download() as download:
        page.locator("#files a").last.click()
    told = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert (told["quarter"], told["region"]) == ("2026Q1", "linz")
    page.context.close()


def _learn(session: Session) -> None:
    """Let many people of every region learn in the first two quarters, the same ones every time."""
    chance = default_rng(7)
    editions = current_publications(session)
    rows: list[dict[str, Any]] = []
    homes = {region.id: make.person(session, region=region.key) for region in session.scalars(select(Region))}
    for home, person in homes.items():
        for module in modules(session):
            size = int(chance.poisson(chance.lognormal(4.8, 0.6)))
            rows += [_enrolment(home, person, module.id, number) for number in range(1, size + 1)]
    session.execute(insert(Enrolment), rows)
    people = [person.id for person in homes.values()]
    columns = (Enrolment.id, Enrolment.module_id, Enrolment.enrolled_at)
    made = session.execute(select(*columns).where(Enrolment.person_id.in_(people)).order_by(Enrolment.id)).all()
    by_id = {module.id: editions[module.key] for module in modules(session)}
    left = [(row, by_id[row.module_id], float(chance.random())) for row in made]
    _leave(session, left, languages=chance.choice(list(LANGUAGES), len(left)).tolist())


def _enrolment(home: int, person: Person, module_id: int, number: int) -> dict[str, Any]:
    quarter = "2026Q1" if number % 3 else "2026Q2"
    return {
        "person_id": person.id,
        "module_id": module_id,
        "round": number,
        "organisation_id": person.organisation_id,
        "region_id": home,
        "enrolled_at": INSIDE[quarter],
    }


def _leave(session: Session, left: Sequence[tuple[Any, int, float]], *, languages: Sequence[str]) -> None:
    readings: list[Mapping[str, Any]] = []
    completions: list[Mapping[str, Any]] = []
    nothing = {"rule": {}, "points": 3, "max_points": 3}
    for (row, publication_id, share), language in zip(left, languages, strict=True):
        common = {"enrolment_id": row.id, "publication_id": publication_id, "language": language}
        if share < 0.8:
            readings.append({**common, "lesson": "who", "read_at": row.enrolled_at})
        if share < 0.5:
            completed = {"completed_at": row.enrolled_at, "certificate": UUID(int=row.id)}
            completions.append({**common, **nothing, **completed})
    session.execute(insert(Reading), readings)
    session.execute(insert(Completion), completions)
