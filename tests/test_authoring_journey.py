"""Can a trainer make a module of nothing in a browser, beside another one, and lose not a word of it?"""

import io
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser
from sqlalchemy.orm import Session

from tests import make, making
from tests.author import GONE, somebody
from tests.databases import Databases, opened
from tests.live import Site
from tests.making import QUIZ, Story
from tests.written import WRITTEN
from training.accounts.models import Person
from training.foundation.permissions import Role

SignIn = Callable[[FlaskClient, Person], FlaskClient]
#: What axe looks at: with a script at the forms, where it adds something, without at every other page of the editor.
FORMS, OTHERS = "authoring/.*/edit/", "(?!.*/edit/)(authoring|teaching)"
_EDITOR = "authoring/*"
_PREVIEW = "teaching/modules/*/versions/*/preview"
#: Every kind of page that the story comes by, with what stands on it.
PAGES = {
    *((f"authoring{page}", "") for page in ("", "/new", "/import")),
    *((f"{_EDITOR}/{page}", "") for page in ("media", "people", "history", "compare", "questions/*/*/in")),
    *((f"{_EDITOR}/edit/{unit}", "") for unit in ("*", "*/*", "*/*/*")),
    *((f"{_EDITOR}/edit/*/*", state) for state in (".errors", ".preview", ".kept", ".editor__both", GONE)),
    *((_EDITOR, ".units__one"), (f"{_EDITOR}/media", ".units__one"), (f"{_EDITOR}/lessons/*", ".block__seen")),
    *((f"{_EDITOR}/lessons/*", ".units__one"), (f"{_EDITOR}/questions/*/*/in", "[name=plan]")),
    *((f"{_PREVIEW}{page}", "") for page in ("", "/lessons/*", "/quizzes/*", "/quizzes/*/questions/*")),
    *(("authoring/import", "[name=plan]"), ("teaching/modules/*/publish", ""), ("teaching/modules/*/withdraw", "")),
}


@pytest.fixture(params=[("cs", True), ("en", False)], ids=["cs-script", "en-no-script"])
def story(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Story]:
    """Give two trainers of a region: with JavaScript in Czech, without in English."""
    language, script = request.param
    text, audits = WRITTEN[language], FORMS if script else OTHERS
    anybody = partial(somebody, browser, site, region=text.region, language=language, script=script)
    pair = [anybody(role=Role.TRAINER, audits=each) for each in (audits, "")]
    yield Story(author=pair[0], colleague=pair[1], text=text, script=script)
    for each in pair:
        each.page.context.close()


@pytest.fixture
def elsewhere(
    story: Story, databases: Databases, make_app: Callable[[str], Flask], sign_in: SignIn
) -> Iterator[FlaskClient]:
    """Give an installation with nothing in it but a trainer of the same region."""
    address = databases.fresh("sqlite")
    engine = opened(address)
    with Session(engine) as session:
        person = make.person(session, role=Role.TRAINER, region=story.text.region)
        client = sign_in(make_app(address).test_client(), person)
        session.commit()
    yield client
    engine.dispose()


def test_an_empty_module_becomes_a_published_one_and_travels(
    story: Story, browser: Browser, site: Site, elsewhere: FlaskClient
) -> None:
    making.begin(story)
    making.write_the_cover(story)
    making.write_the_lessons(story)
    making.add_a_picture(story)
    making.write_the_test(story)
    making.say_when_it_is_complete(story)
    _look_at_it_as_learners_will(story)
    _write_beside_another_one(story)
    _write_what_another_one_deletes(story)
    _write_the_same_as_another_one(story)
    _lose_the_session(story)
    _bring_a_version_back(story)
    _publish(story)
    _learners_see_it(story, browser, site)
    _take_it_elsewhere(story, elsewhere)
    _withdraw(story)
    assert {(page, state) for page, *states in story.author.seen for state in ("", *states)} >= PAGES


def _look_at_it_as_learners_will(story: Story) -> None:
    author, text = story.author, story.text
    author.press("Preview")
    author.press(text.lessons[0])
    assert text.passage in author.page.locator("main").inner_text()
    author.open(f"{story.module}/lessons/test-1")
    author.press("Preview")
    author.follow(author.page.locator(f"main a[href*='/quizzes/{QUIZ}']"))
    author.press("Begin the quiz")
    author.page.locator("[name=response][value=choice-1]").check()
    author.follow(author.page.locator("form#question .onward button"))
    assert text.multiple[0] in author.page.locator("main").inner_text()


def _write_beside_another_one(story: Story) -> None:
    """Two who write at different places need not know of one another."""
    author, colleague, text = story.author, story.colleague, story.text
    colleague.open(f"{story.module}/edit/lesson-1/text-1")
    colleague.sign_in()
    author.open(f"{story.module}/edit/lesson-2/text-1")
    author.fits_a_narrow_screen()
    colleague.save({"body": f"{text.passage} {text.theirs[0]}"}, act="back")
    author.save({"body": f"{text.further} {text.own[0]}"}, act="preview")
    assert text.own[0] in author.page.locator(".preview").inner_text()
    author.press("Save and back to the lesson")
    assert text.own[0] in author.page.locator(".block__seen").first.inner_text()
    author.open(f"{story.module}/edit/lesson-1/text-1")
    assert author.value("body") == f"{text.passage} {text.theirs[0]}"


def _write_what_another_one_deletes(story: Story) -> None:
    """What somebody else deletes meanwhile comes back with what was typed."""
    author, colleague = story.author, story.colleague
    kept = f"{author.value('body')} {story.text.own[0]}"
    colleague.follow(colleague.page.locator("[id='at.lesson-1.text-1'] [value=delete]"))
    author.save({"body": kept})
    assert author.reads("This was deleted in the meantime")
    author.press("Put it back")
    assert author.unit == "lesson-1/text-1"
    assert author.value("body") == kept


def _write_the_same_as_another_one(story: Story) -> None:
    """Of two who write at the same place, the second sees both texts and makes one of them."""
    author, colleague, text = story.author, story.colleague, story.text
    theirs, mine = (f"{author.value('body')} {each}" for each in (text.theirs[1], text.own[1]))
    colleague.open(f"{story.module}/edit/lesson-1/text-1")
    colleague.save({"body": theirs})
    author.save({"body": mine})
    assert author.reads("Somebody else has changed this")
    for mark, words in (("del", text.theirs[1]), ("ins", text.own[1])):
        assert words.rstrip(".") in author.page.locator(f".editor__both {mark}").inner_text()
    author.fits_a_narrow_screen()
    assert author.value("body") == mine
    author.save({"body": f"{theirs} {text.own[1]}"})
    assert author.value("body") == f"{theirs} {text.own[1]}"


def _lose_the_session(story: Story) -> None:
    """What is sent after the session has ended is offered after signing in."""
    author, text = story.author, story.text
    standing = author.value("body")
    author.write({"body": f"{standing} {text.unsaved[0]}"})
    author.page.context.clear_cookies()
    author.press("Save")
    assert "/sign-in" in author.page.url
    author.sign_in()
    assert text.unsaved[0].rstrip(".") in author.page.locator(".kept ins").inner_text()
    assert author.value("body") == standing
    author.press("Take it over")
    assert author.value("body") == f"{standing} {text.unsaved[0]}"
    if story.script:
        _close_the_page(story)


def _close_the_page(story: Story) -> None:
    """What is typed and never sent is offered by the same browser."""
    author, further = story.author, story.text.unsaved[1]
    page = author.page.context.new_page()
    page.goto(author.page.url)
    page.locator("#field-body").fill(f"{author.value('body')} {further}")
    page.wait_for_function("text => Object.values(localStorage).some(kept => kept.includes(text))", arg=further)
    page.close()
    author.open(f"{story.module}/edit/lesson-1/text-1")
    assert further not in author.value("body")
    author.page.locator("#on-device [data-take]").click()
    author.save({})
    assert author.value("body").endswith(further)


def _bring_a_version_back(story: Story) -> None:
    author = story.author
    standing = author.value("body")
    author.open(f"{story.module}/history")
    _, _, number = (author.page.locator(".versions__one").nth(1).get_attribute("id") or "").partition("-")
    version = author.word("Version %(number)s", number=number)
    author.press("Compare with the draft, or restore", about=version)
    author.press("Restore version %(number)s", number=number)
    author.open(f"{story.module}/edit/lesson-1/text-1")
    assert author.value("body") != standing
    author.page.go_back()
    author.press("Undo")
    author.open(f"{story.module}/edit/lesson-1/text-1")
    assert author.value("body") == standing


def _publish(story: Story) -> None:
    author = story.author
    author.open(story.module)
    author.press("Publish")
    number = author.page.locator("[name=version]").first.input_value()
    author.press("Publish version %(number)s", number=number)
    assert author.reads("Learners see it from now on.")


def _learners_see_it(story: Story, browser: Browser, site: Site) -> None:
    learner = somebody(browser, site, region=story.text.region, language=story.author.language, script=story.script)
    learner.open("/sign-in")
    learner.sign_in()
    learner.open(f"/modules/{story.key}")
    learner.press("Begin the module")
    assert learner.page.url.endswith("/lessons/lesson-1")
    assert story.text.passage in learner.page.locator("main").inner_text()
    picture = learner.page.get_by_role("img", name=story.text.alt)
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 64
    learner.page.context.close()


def _take_it_elsewhere(story: Story, elsewhere: FlaskClient) -> None:
    """Out as a file, into an empty installation, and out again: the same bytes."""
    author = story.author
    author.open(story.module)
    with author.page.expect_download() as download:
        author.control("Save as a file").click()
    there, place = Path(download.value.path()).read_bytes(), "/en/authoring/import"
    asked = elsewhere.post(place, data={"file": (io.BytesIO(there), "module.zip")})
    plan = elsewhere.get(asked.location).text
    assert "The module is new here." in plan
    agreed = dict(re.findall(r'type="hidden" name="(file|plan)" value="([0-9a-f]*)"', plan))
    done = elsewhere.post(f"{place}/confirm", data=agreed)
    assert done.location.startswith(f"/en{story.module}?")
    assert elsewhere.get(f"/en{story.module}/export.zip").data == there
    # Where it came from, nothing would change.
    author.open("/authoring/import")
    author.page.locator("#file").set_input_files(download.value.path())
    author.press("Show what would change")
    assert author.reads("The module itself is here already, word for word.")


def _withdraw(story: Story) -> None:
    """See the pages that are left, and take the module away from learners again."""
    author, text = story.author, story.text
    author.open(f"{story.module}/people")
    author.open(f"{story.module}/questions/test-1/{QUIZ}/in")
    author.write({"text": "{} {{={} ~{}}}".format(*text.single)})
    author.press("Show what would come")
    author.open(f"/teaching/modules/{story.key}/withdraw")
    author.write({"reason": text.further})
    author.press("Withdraw the module")
    assert author.reads("Learners do not see the module any more.")
