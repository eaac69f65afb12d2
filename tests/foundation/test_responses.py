"""Does every answer carry its headers, and is what gains from it compressed?"""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask import Flask, Response, abort
from flask.testing import FlaskClient

from training.foundation import responses
from training.foundation.gate import public

LONG = "<p>sentence</p>" * 200


@pytest.fixture(scope="module")
def app(make_app: Callable[[str], Flask]) -> Flask:
    """Give an application with pages of several kinds."""
    app = make_app("sqlite://")
    pages: dict[str, Callable[[], Any]] = {
        "long": lambda: LONG,
        "short": lambda: "short",
        "picture": lambda: Response(LONG, mimetype="image/png"),
        "packed": lambda: Response(gzip.compress(LONG.encode()), headers={"Content-Encoding": "gzip"}),
        "shared": lambda: Response(LONG, headers={"Cache-Control": "public, max-age=60"}),
        "refused": lambda: abort(403),
    }
    for name, page in pages.items():
        app.add_url_rule(f"/test/{name}", name, public(page))
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a browser for an application without rows."""
    return app.test_client()


@pytest.mark.parametrize("path", ["/test/long", "/test/refused", "/test/nowhere", "/static/favicon.svg"])
@pytest.mark.parametrize("header", responses.HEADERS)
def test_every_answer_carries_its_headers_once(client: FlaskClient, path: str, header: str) -> None:
    answer = client.get(path)

    assert answer.headers.getlist(header) == [responses.HEADERS[header]]


def test_browsers_are_told_to_stay_with_https(client: FlaskClient) -> None:
    answer = client.get("/test/long")

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_nothing_inline_and_nothing_from_elsewhere_may_run() -> None:
    assert "unsafe" not in responses.CONTENT_SECURITY_POLICY
    assert "default-src 'self'" in responses.CONTENT_SECURITY_POLICY


def test_no_script_may_make_markup_from_words() -> None:
    assert "require-trusted-types-for 'script'; trusted-types 'none'" in responses.CONTENT_SECURITY_POLICY


def test_a_page_stays_in_no_cache(client: FlaskClient) -> None:
    answer = client.get("/test/long")

    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_page_that_says_how_long_it_keeps_is_believed(client: FlaskClient) -> None:
    answer = client.get("/test/shared")

    assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_an_asset_without_a_fingerprint_is_asked_for_again_after_an_hour(client: FlaskClient) -> None:
    assert "max-age=3600" in client.get("/static/patterns/linz.svg").headers["Cache-Control"]


@pytest.mark.parametrize("address", ["favicon.svg?v=1", "vendor/kern-ux-native-2.7.2/kern.min.css"])
def test_an_asset_whose_address_tells_its_version_may_be_kept_for_a_year(client: FlaskClient, address: str) -> None:
    answer = client.get(f"/static/{address}")

    assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_a_long_page_is_compressed(client: FlaskClient) -> None:
    answer = client.get("/test/long", headers={"Accept-Encoding": "br, gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert gzip.decompress(answer.data).decode() == LONG


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip", "gzip"), ("gzip, br", "br"), ("br;q=0, gzip", "gzip")])
def test_an_asset_is_compressed_as_well_as_the_browser_understands(
    client: FlaskClient, accepted: str, encoding: str
) -> None:
    sheet = next(Path(client.application.static_folder or "").rglob("*.css"))
    path = sheet.relative_to(client.application.static_folder or "").as_posix()

    answer = client.get(f"/static/{path}", headers={"Accept-Encoding": accepted})

    assert answer.headers["Content-Encoding"] == encoding
    unpack = brotli.decompress if encoding == "br" else gzip.decompress
    assert unpack(answer.data) == sheet.read_bytes()


@pytest.mark.parametrize("accepted", ["", "br", "identity", "gzip;q=0"])
def test_a_browser_that_wants_no_gzip_gets_none(client: FlaskClient, accepted: str) -> None:
    answer = client.get("/test/long", headers={"Accept-Encoding": accepted})

    assert "Content-Encoding" not in answer.headers
    assert answer.text == LONG


@pytest.mark.parametrize("page", ["short", "picture"])
def test_what_gains_nothing_is_not_compressed(client: FlaskClient, page: str) -> None:
    answer = client.get(f"/test/{page}", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in answer.headers


def test_what_is_compressed_already_is_left_alone(client: FlaskClient) -> None:
    answer = client.get("/test/packed", headers={"Accept-Encoding": "gzip"})

    assert gzip.decompress(answer.data).decode() == LONG


def test_a_cache_in_between_knows_that_answers_differ(client: FlaskClient) -> None:
    answer = client.get("/test/long")

    assert "Accept-Encoding" in answer.vary
