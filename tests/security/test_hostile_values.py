"""Does the site stay on its feet, and on its own side, whatever an address, a form or a cookie says?"""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.security.conftest import SignIn
from tests.security.walk import Address, Victim, addresses

ELSEWHERE = (
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\r\n/evil.example",
    "javascript:alert(1)",
    "https:evil.example",
)
HOSTILE = {
    "a new header": "x\r\nSet-Cookie: planted=1\r\n\r\n<script>alert(1)</script>",
    "markup": "\"'><script>alert(1)</script>{{7*7}}%(x)s${7*7}",
    "SQL": "1' OR '1'='1'; DROP TABLE person; --",
    "a path": "../../../../etc/passwd",
    "no text": "\ufffe\ud7ff\u202e",
    "a large number": "9" * 40,
    "a negative number": "-1",
    "nothing": "",
    "much": "ž" * 600,
}
#: Names by which views read what is typed.
QUERY = (
    "next",
    "saved",
    "late",
    "sent",
    "beside",
    "publication",
    "given_in",
    "change",
    "accepted",
    "attempt",
    "code",
    "page",
)
FIELDS = (
    *(
        "email",
        "password",
        "preferred",
        "ticket",
        "answer",
        "response",
        "enrolment",
        "publication",
        "form",
        "switch_to",
    ),
    *("beside", "quiet", "read", "save", "report", "about", "kind", "words", "decision", "reply", "reason", "change"),
    *("accepted", "given_in", "lower", "attempt", "next", "response-from"),
)
#: What leads on purpose to another site: none.
LEADS_AWAY: set[str] = set()


def _leads_away(answer: TestResponse) -> bool:
    location = answer.headers.get("Location", "/")
    return not location.startswith("/") or location.startswith(("//", "/\\"))


def _planted(answer: TestResponse) -> bool:
    return "planted" in str(answer.headers.getlist("Set-Cookie")) or b"<script>alert" in answer.data


def _told(each: Address, answer: TestResponse) -> str:
    return f"{each.method} {each.path[:80]} {answer.status_code} {answer.headers.get('Location', '')[:80]}"


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_address_leads_to_another_site(app: Flask, everybody: FlaskClient, victim: Victim, elsewhere: str) -> None:
    away = [
        _told(each, answer)
        for client in (app.test_client(), everybody)
        for each in addresses(app, victim.values, "GET", "POST")
        if each.endpoint not in LEADS_AWAY
        for answer in [
            client.open(each.path, method=each.method, query_string={"next": elsewhere}, data={"next": elsewhere})
        ]
        if _leads_away(answer)
    ]

    assert away == []


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_no_query_breaks_a_page(app: Flask, everybody: FlaskClient, victim: Victim, value: str) -> None:
    for each in addresses(app, victim.values, "GET"):
        answer = everybody.get(each.path, query_string=dict.fromkeys(QUERY, value))

        assert answer.status_code < 500, _told(each, answer)
        assert not _planted(answer), _told(each, answer)


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_no_form_breaks_a_page(app: Flask, everybody: FlaskClient, victim: Victim, value: str) -> None:
    for each in addresses(app, victim.values, "POST"):
        answer = everybody.post(each.path, data=dict.fromkeys(FIELDS, value))

        assert answer.status_code < 500, _told(each, answer)
        assert not _planted(answer), _told(each, answer)


@pytest.mark.parametrize("value", ["..", "a'b", "<script>", "%0d%0aX: 1", "9" * 20, "ž", "%ff", "%00", "x" * 3000])
def test_no_part_of_an_address_breaks_a_page(app: Flask, everybody: FlaskClient, victim: Victim, value: str) -> None:
    """Each part of each address that is a word or a number."""
    for rule in app.url_map.iter_rules():
        for name in rule.arguments - {"language"}:
            path = rule.rule.replace("<language:language>", "en")
            for other in rule.arguments:
                given = value if other == name else str(victim.values.get(other, 1))
                path = _filled(path, other, given)

            answer = everybody.get(path)

            assert answer.status_code < 500, path
            assert "X" not in answer.headers, path


def _filled(path: str, name: str, value: str) -> str:
    """Put a value in the place of ``<name>`` or ``<converter:name>``."""
    before, _, rest = path.partition("<")
    if not rest:
        return path
    inside, _, after = rest.partition(">")
    if inside.rpartition(":")[2] == name:
        return f"{before}{value}{after}"
    return f"{before}<{inside}>{_filled(after, name, value)}"


@pytest.mark.parametrize(
    "cookie", ["", "x", "x" * 8_000, "eyJfdXNlcl9pZCI6IjEifQ.aaaa.bbbb", "..", ".eJwrqQQAAO8A8A.a.b", '"\\000"']
)
def test_a_forged_session_is_nobodys(app: Flask, victim: Victim, cookie: str) -> None:
    answer = app.test_client(use_cookies=False).get("/en/account", headers={"Cookie": f"__Host-training={cookie}"})

    assert answer.location == "/en/sign-in?next=/en/account"


@pytest.mark.parametrize(
    ("first", "second", "leads"),
    [("/en/account", "//evil.example", "/en/account"), ("//evil.example", "/en/account", "/en/my-learning")],
)
def test_of_two_values_of_one_name_the_first_counts(
    everybody: FlaskClient, first: str, second: str, leads: str
) -> None:
    assert everybody.get(f"/en/sign-in?next={first}&next={second}").location == leads


def test_what_the_query_says_is_not_taken_for_what_the_form_says(client: FlaskClient, victim: Victim) -> None:
    answer = client.post("/en/sign-in?email=a@example.org&password=a+long+enough+password", data={})

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "x" * 1_100_000},
        {f"field{number}": "x" for number in range(1_100)},
        {"a": "x" * 490_000, "b": "x" * 600_000},
    ],
    ids=["a long field", "many fields", "a large form"],
)
def test_a_form_that_is_too_large_is_refused(client: FlaskClient, fields: dict[str, str]) -> None:
    parts = [
        f'--limit\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()
    ]
    body = "".join((*parts, "--limit--\r\n")).encode()

    answer = client.post("/en/sign-in", data=body, content_type="multipart/form-data; boundary=limit")

    assert answer.status_code == 413


def test_a_file_in_the_place_of_a_word_is_refused(app: Flask, everybody: FlaskClient, victim: Victim) -> None:
    for each in addresses(app, victim.values, "POST"):
        typed = {name: (BytesIO(b"MZ"), "../../evil.exe") for name in FIELDS}

        assert everybody.post(each.path, data=typed).status_code == 400, each.path


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "X"])
def test_a_method_that_nothing_needs_is_refused(
    app: Flask, everybody: FlaskClient, victim: Victim, method: str
) -> None:
    answers = {everybody.open(each.path, method=method).status_code for each in addresses(app, victim.values, "GET")}

    assert answers <= {404, 405}


def test_asking_for_the_head_or_the_options_tells_and_does_no_more(
    app: Flask, everybody: FlaskClient, victim: Victim
) -> None:
    for each in addresses(app, victim.values, "GET"):
        head, options = everybody.head(each.path), everybody.options(each.path)

        assert head.data == b""
        assert head.status_code == everybody.get(each.path).status_code, each.path
        assert options.data == b""
        assert not any(name.startswith("Access-Control") for name in options.headers.keys()), each.path  # noqa: SIM118


def test_a_post_cannot_be_dressed_as_a_get(client: FlaskClient, victim: Victim) -> None:
    for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        assert client.get("/en/sign-out", headers={name: "POST"}).status_code == 405
    assert client.get("/en/sign-out?_method=POST").status_code == 405


def test_a_name_is_written_as_text(client: FlaskClient, session: Session, sign_in: SignIn, victim: Victim) -> None:
    victim.person.name = HOSTILE["markup"]
    session.flush()

    page = sign_in(client, victim.person).get("/en/account").text

    assert "<script>alert" not in page
    assert "{{7*7}}" in page
