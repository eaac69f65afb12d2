"""How does somebody answer a question who has a keyboard and nothing else?"""

from collections.abc import Mapping, Sequence

from playwright.sync_api import Locator, Page

#: More stops than any page has: whoever goes round once has missed it.
_STOPS = 80
_FORM = "form#question"
_FOCUSED = "selector => document.activeElement.matches(selector)"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what the selector means; fail where it cannot be reached."""
    for _ in range(_STOPS):
        if page.evaluate(_FOCUSED, selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by Tab on {page.url}")


def press(page: Page, selector: str) -> None:
    """Go to a button or a link by Tab and press Enter; wait for the page that follows."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def skip(page: Page) -> None:
    """Follow the first link: to the content or, on a page with an error, to the field."""
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUSED, ".skip, .errors a"), f"the first stop on {page.url} leads nowhere"
    page.keyboard.press("Enter")


def answer(page: Page, fields: Mapping[str, Sequence[str]]) -> None:
    """Fill the form of a question with what `fields` would send, and do not send it."""
    for control in page.locator(f"{_FORM} select").all():
        name = control.get_attribute("name") or ""
        _choose(page, control, name, fields[name][0])
    if "response" in fields:
        _give(page, fields["response"])


def save(page: Page) -> None:
    """Press the button that saves."""
    press(page, f"{_FORM} .onward button")


def _choose(page: Page, control: Locator, name: str, value: str) -> None:
    tab_to(page, f"[name='{name}']")
    page.keyboard.type(control.locator(f"option[value='{value}']").inner_text())


def _give(page: Page, values: Sequence[str]) -> None:
    field = f"{_FORM} [name=response]"
    match page.locator(field).first.get_attribute("type"):
        case "radio":
            tab_to(page, field)
            page.keyboard.press("Space")
            while not page.evaluate(_FOCUSED, f"[value='{values[0]}']"):
                page.keyboard.press("ArrowDown")
        case "checkbox":
            for value in values:
                tab_to(page, f"{field}[value='{value}']")
                page.keyboard.press("Space")
        case _:
            tab_to(page, field)
            page.keyboard.type(values[0])
