"""Does one changed sentence find its way into another language, through many hands, and is nothing lost or hidden?"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import polib
import pytest
from playwright.sync_api import Browser, expect

from tests import bridge, translating
from tests.author import somebody
from tests.live import Site
from tests.translating import Story
from tests.translator import at_desk
from training.foundation.languages import name_in
from training.foundation.permissions import Role

#: What axe looks at: with a script at the pages that have one, without at the others.
FORMS, OTHERS = r"translation/\*/\*($|/segments)", r"translation($|/work|/\*($|/\*/(files|in)))|.*/(meaning|publish)$"
#: Every kind of page that the story comes by, with what stands on it.
PAGES = {
    *((f"translation{page}", "") for page in ("", "/work", "/*", "/*/*", "/*/*/segments/*/*/*", "/*/*/files")),
    *(("translation/*/*", ".seg__told"), ("translation/*/*", ".kept"), ("translation/*/*/in", "[name=plan]")),
    *(("authoring/*/edit/*/*", ""), ("authoring/*/meaning", ""), ("teaching/modules/*/publish", "")),
    ("teaching/modules/*/versions/*/preview/lessons/*", ""),
}


@pytest.fixture(params=[("de", True), ("en", False)], ids=["de-script", "en-no-script"])
def story(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Story]:
    """Give all of them: with JavaScript in German, without in English."""
    language, script = request.param
    key, audits = f"bridge-{language}", FORMS if script else OTHERS
    with site.session() as session:
        bridge.begin(session, key)
    anybody = partial(somebody, browser, site, region="linz", script=script)
    working = partial(at_desk, browser, site, key=key, language=language, script=script, audits=audits)
    made = Story(
        key=key,
        trainer=anybody(language=language, role=Role.TRAINER, audits=audits),
        translator=working(role=Role.TRANSLATOR),
        reviewer=working(role=Role.REVIEWER),
        reader=anybody(language=bridge.INTO),
        held=anybody(language=bridge.HELD),
        script=script,
    )
    yield made
    for each in (made.trainer, made.translator, made.reviewer, made.reader, made.held):
        each.page.context.close()
    with site.session() as session:
        bridge.end(session, key)


def test_a_changed_sentence_reaches_the_readers_of_another_language(story: Story, tmp_path: Path) -> None:
    _change_a_sentence(story)
    _readers_have_what_was_published(story)
    translating.find_what_is_out_of_date(story)
    translating.write_what_a_check_warns_of(story)
    translating.decide_between_two(story)
    translating.lose_the_session(story)
    if story.script:
        translating.close_the_page(story)
    else:
        translating.write_by_the_keyboard(story)
    translating.send_back_and_approve(story)
    _hold_a_language_and_publish(story)
    _readers_have_what_is_new(story)
    _change_no_meaning(story)
    _take_it_elsewhere(story, tmp_path)
    people = (story.trainer, story.translator, story.reviewer)
    seen = {(page, state) for each in people for page, *states in each.seen for state in ("", *states)}
    assert seen >= PAGES


def _change_a_sentence(story: Story) -> None:
    trainer = story.trainer
    trainer.open(f"/authoring/{story.key}/edit/who/past")
    trainer.sign_in()
    _edit(story, "past", bridge.NEW)


def _edit(story: Story, block: str, text: str) -> None:
    """Save one text of the module; the page says which languages are behind by that."""
    trainer = story.trainer
    trainer.open(f"/authoring/{story.key}/edit/who/{block}")
    trainer.save({"body": text})
    told = trainer.page.locator(".saved p").filter(has=trainer.page.locator("a[href*='/meaning']"))
    for language in (bridge.INTO, bridge.HELD):
        expect(told).to_contain_text(name_in(trainer.language, of=language))
    assert name_in(trainer.language, of="cs") not in told.inner_text()


def _readers_have_what_was_published(story: Story) -> None:
    reader = story.reader
    reader.open("/sign-in")
    reader.sign_in()
    reader.open(f"/modules/{story.key}")
    reader.press("Begin the module")
    assert bridge.SLOVENE[bridge.PAST] in reader.page.locator("main").inner_text()
    assert reader.page.locator(".unreviewed, .untranslated, main .notice").count() == 0


def _hold_a_language_and_publish(story: Story) -> None:
    trainer = story.trainer
    trainer.open(f"/teaching/modules/{story.key}/publish")
    assert not trainer.reads("Held back: they read the original, and a sentence says so.")
    trainer.page.locator(f"#policy-{bridge.HELD}").select_option("hold")
    trainer.follow(trainer.page.locator("form", has=trainer.page.locator(f"#policy-{bridge.HELD}")).locator("button"))
    assert trainer.reads("Held back: they read the original, and a sentence says so.")
    trainer.follow(trainer.page.locator("form", has=trainer.page.locator("[name=version]")).locator(".kern-btn").first)
    assert trainer.reads("Learners see it from now on.")


def _readers_have_what_is_new(story: Story) -> None:
    reader, held = story.reader, story.held
    reader.open(f"/modules/{story.key}/lessons/who")
    said = reader.page.locator("main").inner_text()
    assert all(text in said for text in (bridge.BETTER, bridge.TITLES[1], bridge.UNSENT, bridge.UNSAVED))
    assert reader.page.locator(".unreviewed, .untranslated").count() == 0
    held.open("/sign-in")
    held.sign_in()
    held.open(f"/modules/{story.key}")
    held.press("Begin the module")
    assert held.reads(
        "This module is not offered in the language of this page yet (%(language)s).", language="italiano"
    )
    assert held.page.locator("main .notice, main .untranslated, main .unreviewed").count() == 1
    said = held.page.locator("main").inner_text()
    assert all(text in said for text in (bridge.NEW, bridge.SOURCES[bridge.TITLE], bridge.SOURCES[bridge.ASK]))
    assert "[it]" not in said


def _change_no_meaning(story: Story) -> None:
    """What an author declares to mean the same is out of date nowhere."""
    trainer = story.trainer
    _edit(story, "ask", bridge.SAME)
    trainer.follow(trainer.page.locator("a[href*='/meaning']"))
    assert trainer.page.locator("[name=text]").count() == 1
    trainer.page.locator("[name=text]").check()
    trainer.write({"reason": bridge.WHY})
    trainer.press("Keep the translations of what is chosen")
    assert bridge.WHY in trainer.page.locator("main").inner_text()
    author = story.translator
    author.open(f"{author.desk}?state=stale")
    assert author.page.locator("[data-segment]").count() == 0
    author.open(f"{author.desk}?lesson=who")
    assert author.field(bridge.ASK).input_value() == bridge.UNSAVED
    assert author.row(bridge.ASK).locator(".state--done").count() == 1


def _take_it_elsewhere(story: Story, folder: Path) -> None:
    """Out as a file and in again with one text changed: it waits for review, and nothing else is written."""
    author = story.translator
    author.open(f"{author.desk}/files")
    with author.page.expect_download() as download:
        author.page.locator(f"a[href$='/{bridge.INTO}/out/po']").click()
    download.value.save_as(folder / "bridge.po")
    texts = polib.pofile(str(folder / "bridge.po"))
    next(each for each in texts if each.msgctxt == bridge.TITLE).msgstr = bridge.FROM_FILE
    texts.save()
    author.page.locator("#file").set_input_files(folder / "bridge.po")
    author.press("Show what would come")
    assert author.page.locator("tbody tr").count() == 1
    assert author.page.locator("[name=take]").is_checked()
    author.press("Take the texts")
    assert author.reads("%(num)d text was taken. It waits for review.", num=1)
    author.open(f"{author.desk}?state=unreviewed")
    assert author.page.locator("[data-segment]").count() == 1
    assert author.field(bridge.TITLE).input_value() == bridge.FROM_FILE
