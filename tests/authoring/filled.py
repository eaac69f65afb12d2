"""What would a browser send if somebody pressed a button of a form as it stands?"""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class _Form(HTMLParser):
    """Reads the fields of one form, in the order of the page."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside, self.action = form_id, False, ""
        self.fields: dict[str, list[str]] = {}
        self.acts: list[str] = []
        self._area: str | None = None
        self._select: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field that a browser would send."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("id") == self.form_id:
            self.inside, self.action = True, given["action"]
        if not self.inside:
            return
        match tag:
            case "input" if given.get("type") in ("checkbox", "radio"):
                if "checked" in given:
                    self._add(given["name"], given["value"])
            case "input":
                self._add(given["name"], given.get("value", ""))
            case "textarea":
                self._area = given["name"]
                self._add(self._area, "")
            case "select":
                self._select = (given["name"], [])
            case "option" if self._select and ("selected" in given or not self._select[1]):
                self._select[1][:] = [given["value"]]
            case "button" if given.get("name") == "act":
                self.acts.append(given["value"])

    def handle_data(self, data: str) -> None:
        """Note what stands in a text area."""
        if self._area:
            self.fields[self._area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        """End a field, or the form."""
        match tag:
            case "form":
                self.inside = False
            case "textarea" if self._area:
                self.fields[self._area][-1] = self.fields[self._area][-1].removeprefix("\n")
                self._area = None
            case "select" if self._select:
                name, values = self._select
                self.fields.setdefault(name, []).extend(values)
                self._select = None

    def _add(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)


class Filled:
    """A form as it stands on a page; `fields` may be changed before it is sent."""

    def __init__(self, page: str, form_id: str = "unit") -> None:
        reader = _Form(form_id)
        reader.feed(page)
        self.action, self.fields, self.acts = reader.action, reader.fields, reader.acts

    def __iter__(self) -> Iterator[str]:
        """List the names of the fields."""
        return iter(self.fields)

    def send(self, client: FlaskClient, act: str = "save", **typed: Any) -> TestResponse:
        """Send it with what is typed; dots in names are written as two underscores."""
        changes = {name.replace("__", "."): value for name, value in typed.items()}
        return self.sent(client, changes, act=act)

    def sent(self, client: FlaskClient, typed: Mapping[str, Any], *, act: str = "save") -> TestResponse:
        """Send it with what is typed, by the names of the fields."""
        return client.post(self.action, data={**self.fields, **typed, "act": act})


def opened(client: FlaskClient, address: str) -> Filled:
    """Open the page of a unit and return its form."""
    page = client.get(address)
    assert page.status_code == 200, page.status
    return Filled(page.text)
