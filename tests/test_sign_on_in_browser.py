"""Does a real browser find its way to a real provider of sign-on and back, with and without JavaScript?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import make
from tests.browser import assert_accessible, new_page
from tests.databases import Databases, opened
from tests.live import Site, free_port
from tests.provider import RealProvider, provider
from tests.test_layout import WIDTHS

CLAIMS = """
organisations: [{claim: department, value: Town hall, organisation: hall}]
"""
_STICKS_OUT = """() => [...document.querySelectorAll('main *')].filter(
  each => !each.closest('.unseen') && each.getBoundingClientRect().right > window.innerWidth + 1
).map(each => each.outerHTML.slice(0, 90))"""


@dataclass(frozen=True, slots=True)
class World:
    """A site and the provider that lets people in to it."""

    site: Site
    provider: RealProvider


@pytest.fixture(scope="module")
def world(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Serve both for the time of this file."""
    folder, port, database = tmp_path_factory.mktemp("world"), free_port(), databases.fresh("sqlite")
    (folder / "media").mkdir()
    (folder / "claims.yaml").write_text(CLAIMS)
    address = f"http://127.0.0.1:{port}"
    with provider(folder, site=address) as real:
        engine = opened(database)
        further = _settings(real, folder, address=address)
        site = Site(database=database, folder=folder, port=port, engine=engine, further=further)
        with site.session() as session:
            make.organisation(session, key="hall")
        try:
            site.start()
            yield World(site, real)
        finally:
            site.kill()
            engine.dispose()


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def page(request: pytest.FixtureRequest, browser: Browser, world: World) -> Iterator[Page]:
    """Open a page on the site, with and without JavaScript."""
    page = new_page(browser, world.site.address, script=request.param)
    yield page
    page.context.close()


def test_a_person_signs_on_and_out_again(page: Page, world: World) -> None:
    login = _known(world, page)
    page.goto("/en/account")
    _look(page)
    _go_to_provider(page)
    page.get_by_label("Login").fill(login)
    page.get_by_role("button", name="Go on").click()

    expect(page).to_have_url(f"{world.site.address}/en/account")
    expect(page.locator("main")).to_contain_text(f"{login}@example.org")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile(f"^{re.escape(world.provider.issuer)}/session/end"))
    page.get_by_role("button", name="Yes, sign me out").click()

    page.wait_for_url(f"{world.site.address}/**")
    page.goto("/en/account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    _go_to_provider(page)
    expect(page.get_by_label("Login")).to_be_visible()


def test_a_person_whom_the_provider_still_knows_comes_in_by_one_click(page: Page, world: World) -> None:
    login = _known(world, page)
    _come_in(page, login)
    page.context.clear_cookies(name="training")

    page.goto("/en/sign-in")
    page.get_by_role("link", name="Sign in with Office account").click()

    expect(page).to_have_url(f"{world.site.address}/en/my-learning")


def test_signing_out_at_the_provider_ends_the_session_here(page: Page, world: World) -> None:
    login = _known(world, page)
    _come_in(page, login)

    page.goto(f"{world.provider.issuer}/session/end")
    page.get_by_role("button", name="Yes, sign me out").click()

    page.goto("/en/account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_whoever_stops_at_the_provider_can_begin_once_more(page: Page, world: World) -> None:
    page.goto("/en/sign-in")
    _go_to_provider(page)

    page.get_by_role("button", name="Stop").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("The sign-on was not completed")
    _look(page)
    page.get_by_role("link", name="Begin once more").click()
    expect(page.get_by_label("Login")).to_be_visible()


def _settings(real: RealProvider, folder: Path, *, address: str) -> dict[str, str]:
    said = real.settings()
    return {
        "TRAINING_PUBLIC_ADDRESS": address,
        "TRAINING_OIDC_ISSUER": said.issuer,
        "TRAINING_OIDC_CLIENT_ID": said.client_id,
        "TRAINING_OIDC_CLIENT_SECRET": said.client_secret,
        "TRAINING_OIDC_NAME": said.name,
        "TRAINING_OIDC_SCOPES": said.scopes,
        "TRAINING_OIDC_CLAIMS": str(folder / "claims.yaml"),
    }


def _known(world: World, page: Page) -> str:
    """Let the provider know somebody new."""
    login = f"jana-{id(page)}"
    told = {"email": f"{login}@example.org", "email_verified": True, "department": "Town hall", "locale": "en"}
    return world.provider.knows(login, name="Jana Nováková", **told)


def _come_in(page: Page, login: str) -> None:
    page.goto("/en/sign-in")
    _go_to_provider(page)
    page.get_by_label("Login").fill(login)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def _go_to_provider(page: Page) -> None:
    page.get_by_role("link", name="Sign in with Office account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Provider")


def _look(page: Page) -> None:
    assert_accessible(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(_STICKS_OUT) == [], f"{page.url} at {width}"
