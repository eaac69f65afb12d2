"""How does a changed sentence go through the hands of a translator and a reviewer in a browser, page by page?"""

from dataclasses import dataclass

from playwright.sync_api import expect

from tests import bridge, keyboard
from tests.author import Author
from tests.translator import Translator


@dataclass(slots=True, kw_only=True)
class Story:
    """A module that is published in two languages, and who has to do with it; `script`: browsers run any."""

    key: str
    trainer: Author
    translator: Translator
    reviewer: Translator
    reader: Author
    held: Author
    script: bool


def find_what_is_out_of_date(story: Story) -> None:
    """One text of all is behind; both sources stand there, with what changed, and the old text as a suggestion."""
    author = story.translator
    author.open("/translation")
    author.sign_in()
    author.fits_a_narrow_screen()
    author.press("My work list")
    author.choose("stale")
    author.fits_a_narrow_screen()
    assert author.page.locator("[data-segment]").count() == 1
    old, new = (author.row(bridge.PAST).locator(f".seg__source {mark}").all_inner_texts() for mark in ("del", "ins"))
    assert not any("1998" in each for each in (*old, *new))
    assert any("2021" in each for each in new)
    assert author.field(bridge.PAST).input_value() == bridge.SLOVENE[bridge.PAST]
    author.open(f"/translation/{story.key}")
    elsewhere = author.page.goto(f"/{author.language}/translation/{story.key}/{bridge.HELD}")
    assert elsewhere
    assert elsewhere.status == 403


def write_what_a_check_warns_of(story: Story) -> None:
    """A number is missing: it is asked for, and what was typed stays; beside it somebody else begins."""
    author, other = story.translator, story.reviewer
    other.open(f"{other.desk}?lesson=who")
    other.sign_in()
    author.open(f"{author.desk}?state=stale")
    author.put(bridge.FAULTY, bridge.PAST)
    assert author.reads("The translation lacks %(numbers)s", numbers="2021")
    assert author.field(bridge.PAST).input_value() == bridge.FAULTY
    other.field(bridge.TITLE).fill(bridge.TITLES[0])
    other.field(bridge.PAST).fill(bridge.THEIRS)
    other.press("Save all that you changed")
    assert other.field(bridge.PAST).input_value() == bridge.THEIRS
    # Nobody approves what is their own.
    assert not any(other.button("approve", each).count() for each in (bridge.TITLE, bridge.PAST))


def decide_between_two(story: Story) -> None:
    """With a script the number is mended; without it a reason says why it is missing: it outlives the clash."""
    author = story.translator
    mine = bridge.MENDED if story.script else bridge.FAULTY
    if not story.script:
        author.page.locator(f"[name='reason:{bridge.PAST}:numbers']").fill(bridge.WHY)
    author.put(mine, bridge.PAST)
    assert author.reads("Somebody else has changed this translation while you were writing.")
    for mark, words in (("del", "prenovili"), ("ins", "obnovljen")):
        assert words in " ".join(author.row(bridge.PAST).locator(f".seg__told {mark}").all_inner_texts())
    author.fits_a_narrow_screen()
    if story.script:
        _keep_theirs(author)
        author.put(mine, bridge.PAST)
    else:
        author.press("Save mine")
    author.open(f"{author.desk}/segments/{bridge.PAST}")
    author.fits_a_narrow_screen()
    assert author.field(bridge.PAST).input_value() == mine
    assert bridge.THEIRS in author.page.locator("main").inner_text()
    assert (bridge.WHY in author.page.locator("main").inner_text()) is not story.script
    assert author.button("approve", bridge.PAST).count() == 0


def _keep_theirs(author: Translator) -> None:
    """What is thrown away for what somebody else wrote is gone: neither page nor browser asks about it again."""
    author.press("Keep theirs")
    assert author.field(bridge.PAST).input_value() == bridge.THEIRS
    assert author.page.locator("main .notice").count() == 0


def lose_the_session(story: Story) -> None:
    """What is sent after the session has ended is offered after signing in."""
    author = story.translator
    author.open(f"{author.desk}?lesson=who")
    author.field(bridge.ASK).fill(bridge.UNSAVED)
    author.page.context.clear_cookies()
    author.follow(author.button("save", bridge.ASK))
    assert "/sign-in" in author.page.url
    author.sign_in()
    assert author.page.locator(".kept ins").count()
    assert author.field(bridge.ASK).input_value() == bridge.SLOVENE[bridge.ASK]
    author.press("Take it over")
    assert author.page.locator(".kept").count() == 0
    author.open(f"{author.desk}?lesson=who")
    assert author.field(bridge.ASK).input_value() == bridge.UNSAVED


def close_the_page(story: Story) -> None:
    """What is typed and never sent is offered by the same browser; by keys it is saved, and the next text comes."""
    author = story.translator
    page = author.page.context.new_page()
    page.goto(author.page.url)
    page.locator(f"[name='text:{bridge.TODAY}']").fill(bridge.UNSENT)
    page.wait_for_function("text => Object.values(localStorage).some(kept => kept.includes(text))", arg=bridge.UNSENT)
    page.close()
    author.open(f"{author.desk}?lesson=who")
    assert author.field(bridge.TODAY).input_value() == bridge.SLOVENE[bridge.TODAY]
    author.row(bridge.TODAY).locator(".seg__device [data-take]").click()
    with author.page.expect_navigation():
        author.page.keyboard.press("Control+Enter")
    author.look()
    expect(author.field(bridge.ASK)).to_be_focused()
    assert author.field(bridge.TODAY).input_value() == bridge.UNSENT


def write_by_the_keyboard(story: Story) -> None:
    """Nothing but keys: a text is found, written anew and saved."""
    author = story.translator
    author.open(f"{author.desk}?text=new+use")
    keyboard.tab_to(author.page, f"[name='text:{bridge.TODAY}']")
    author.page.keyboard.press("Control+A")
    author.page.keyboard.type(bridge.UNSENT)
    keyboard.press(author.page, f"button[value='save:{bridge.TODAY}']")
    author.look()
    assert author.field(bridge.TODAY).input_value() == bridge.UNSENT


def send_back_and_approve(story: Story) -> None:
    """A reviewer sees a text where readers do, sends it back, and approves the rest, but nothing of her own."""
    author, other = story.translator, story.reviewer
    other.choose("unreviewed")
    assert other.page.locator("[data-segment]").count() == 4
    other.follow(other.row(bridge.PAST).locator(".seg__ways a").first)
    assert bridge.UNSENT in other.page.locator("main").inner_text()
    other.open(f"{other.desk}/segments/{bridge.PAST}")
    other.page.locator("#tasks summary").click()
    other.write({"reason": bridge.WHY}, within="#tasks")
    other.follow(other.page.locator("#tasks details button"))
    other.open(f"{other.desk}?state=unreviewed")
    other.press("Approve all shown")
    assert _addresses(other) == [bridge.TITLE, bridge.PAST]
    _mend_what_came_back(author)
    author.open(f"{author.desk}?state=unreviewed")
    author.put(bridge.TITLES[1], bridge.TITLE)
    other.open(f"{other.desk}?state=unreviewed")
    other.press("Approve all shown")
    assert not _addresses(other)


def _addresses(author: Translator) -> list[str | None]:
    return [each.get_attribute("data-segment") for each in author.page.locator("[data-segment]").all()]


def _mend_what_came_back(author: Translator) -> None:
    author.choose("task")
    author.open(f"{author.desk}/segments/{bridge.PAST}")
    assert bridge.WHY in author.page.locator("#tasks").inner_text()
    author.put(bridge.BETTER, bridge.PAST)
    assert author.reads("Saved.")
    assert author.reads("Nobody has asked to look at this text.")
