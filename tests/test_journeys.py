"""Can a civil servant take a real module from the start page to the certificate, in a real browser?"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import assert_accessible, new_page
from tests.journey import FINAL, Journey, chemnitz, lesson_with, questions, quiz_in
from tests.live import Site
from training.content.rules.module import counted_lessons
from training.content.rules.questions import MultipleChoice, Numeric, Question, SingleChoice
from training.foundation.languages import LANGUAGES

ATTEMPT = re.compile(r"/attempts/[0-9a-f-]{36}$")


@pytest.fixture(
    params=[*((language, False) for language in LANGUAGES), ("sl", True)],
    ids=lambda chosen: f"{chosen[0]}-{'script' if chosen[1] else 'no-script'}",
)
def journey(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Journey]:
    """Give a civil servant of Gorenjska in each language without JavaScript, and in one with it: no page has any."""
    language, script = request.param
    email, password = site.person(region="gorenjska", language=language)
    page = new_page(browser, site.address, script=script)
    yield Journey(page, language, email, password)
    page.context.close()


def test_a_civil_servant_takes_the_module_and_gets_a_certificate(
    journey: Journey, browser: Browser, site: Site
) -> None:
    _find_the_module(journey)
    _say_how_sure(journey, "before", level=2)
    _read_and_practise(journey)
    _say_how_sure(journey, "after", level=4)
    _look_up_a_term(journey)
    _see_what_is_missing(journey)
    _fail_and_pass_the_test(journey)
    _verify_as_a_stranger(journey, browser, site)


def _find_the_module(journey: Journey) -> None:
    journey.open("/")
    assert journey.page.locator(".halls a").count() == 7
    journey.press("Choose a module")
    assert journey.page.url.endswith("/modules")
    journey.page.locator("main a[href$='/modules/chemnitz']").first.click()
    journey.look()
    journey.press("Begin the module")
    assert "/sign-in" in journey.page.url
    journey.sign_in()
    journey.open("/modules/chemnitz")
    journey.press("Begin the module")
    assert journey.page.url.endswith("/lessons/who")


def _say_how_sure(journey: Journey, moment: str, *, level: int) -> None:
    lesson = lesson_with(moment)
    journey.open(f"/modules/chemnitz/lessons/{lesson}")
    journey.page.locator(f"main a[href$='/self-assessment/{moment}']").click()
    journey.look()
    for statement in chemnitz().statements:
        journey.page.locator(f"[name={statement.key}][value='{level}']").check()
    journey.press("Save my answers")
    assert journey.page.locator("fieldset.scale :checked").count() == len(chemnitz().statements)
    assert journey.page.locator("main table tbody tr").count() == (8 if moment == "after" else 0)


def _look_up_a_term(journey: Journey) -> None:
    journey.open("/modules/chemnitz")
    journey.page.locator("main a[href$='/glossary']").click()
    journey.look()
    assert journey.page.locator("dl.terms dfn").count() == len(chemnitz().glossary)


def _read_and_practise(journey: Journey) -> None:
    journey.open("/modules/chemnitz/lessons/who")
    for number, lesson in enumerate(counted_lessons(chemnitz())):
        assert journey.page.url.endswith(f"/lessons/{lesson.key}")
        if number == 0:
            _keep_a_note(journey)
            _practise(journey, lesson.key)
            journey.open(f"/modules/chemnitz/lessons/{lesson.key}")
        journey.press("I have read this, go on")
    assert journey.page.url.endswith("/lessons/final")


def _keep_a_note(journey: Journey) -> None:
    journey.page.locator("textarea").first.fill("Pet podjetij: črka č, ž & <b>")
    other = journey.switch("de" if journey.language != "de" else "sl")
    assert other.page.locator("textarea").first.input_value() == "Pet podjetij: črka č, ž & <b>"
    other.switch(journey.language)


def _practise(journey: Journey, lesson: str) -> None:
    quiz = quiz_in(lesson)
    journey.page.locator(f"main a[href$='/quizzes/{quiz.key}']").click()
    journey.look()
    journey.press("Begin the quiz")
    first, second, *rest = quiz.questions
    journey.answer(first, rightly=False)
    journey.save()
    journey.page.go_back()
    journey.answer(first)
    journey.save()
    journey.answer(second)
    other = journey.switch("en" if journey.language != "en" else "de")
    assert other.page.url.endswith("/questions/2")
    assert other.page.locator("[name=response]:checked").count() >= 1
    other.switch(journey.language).save()
    for question in rest:
        journey.answer(question)
        journey.save()
    journey.hand_in()
    assert journey.points() == str(len(quiz.questions))


def _see_what_is_missing(journey: Journey) -> None:
    journey.open("/my-learning")
    assert journey.page.locator("details.why[open]").count() == 1
    assert journey.page.locator("details.why .conditions__state", has_text=journey.word("open")).count() == 1


def _fail_and_pass_the_test(journey: Journey) -> None:
    journey.press("Go to the test")
    journey.press("Begin the quiz")
    _leave_a_question_without_an_answer(journey)
    journey.page.locator("nav.crumbs a").last.click()
    journey.look()
    journey.hand_in()
    assert journey.points() == "0"
    assert journey.page.get_by_role("heading", level=1).inner_text() == journey.word("Test not passed yet")
    journey.press("Try again")
    journey.press("Try again")
    for question in questions(FINAL):
        journey.answer(question)
        journey.save()
    journey.hand_in()
    assert journey.points() == str(len(questions(FINAL)))
    journey.press("To the certificate")


def _leave_a_question_without_an_answer(journey: Journey) -> None:
    journey.save()
    assert journey.page.locator(".errors").is_visible()
    assert journey.page.url.endswith("/questions/1")


def _verify_as_a_stranger(journey: Journey, browser: Browser, site: Site) -> None:
    address = journey.page.url
    file = journey.page.request.get(f"{address}.pdf")
    assert (file.status, file.body()[:5]) == (200, b"%PDF-")
    stranger = new_page(browser, site.address, locale="sl-SI")
    number = address.rpartition("/")[2]
    stranger.goto(f"/certificates/{number}")
    assert stranger.url.endswith(f"/sl/certificates/{number}")
    assert "Katja Brandt" in stranger.locator("main").inner_text()
    assert_accessible(stranger)
    stranger.context.close()
    journey.open("/my-learning")
    assert journey.page.locator(f"main a[href$='{number}']").count() == 1


@pytest.fixture
def asked(page_with_script: Page, site: Site) -> Journey:
    """Give a learner who has the first question of the final test before them."""
    email, password = site.person()
    journey = Journey(page_with_script, "en", email, password)
    journey.open("/sign-in")
    journey.sign_in()
    journey.open("/modules/chemnitz")
    journey.press("Begin the module")
    journey.open(f"/modules/chemnitz/quizzes/{FINAL}")
    journey.press("Begin the quiz")
    return journey


def test_a_quiz_is_answered_by_keyboard_alone(asked: Journey) -> None:
    for number, question in enumerate(questions(FINAL), start=1):
        asked.page.locator("[name=response]").first.focus()
        _answer_by_keyboard(asked.page, question)
        asked.page.wait_for_url(f"**/questions/{number + 1}" if number < len(questions(FINAL)) else ATTEMPT)
    asked.hand_in()
    assert asked.points() == str(len(questions(FINAL)))


def _answer_by_keyboard(page: Page, question: Question) -> None:
    if isinstance(question, Numeric):
        page.keyboard.type(question.answer)
    elif isinstance(question, SingleChoice):
        page.keyboard.press("Space")
        for _ in range([choice.right for choice in question.choices].index(True)):
            page.keyboard.press("ArrowDown")
    else:
        assert isinstance(question, MultipleChoice)
        for choice in question.choices:
            if choice.right:
                page.keyboard.press("Space")
            page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_an_answer_after_the_session_ended_is_kept_and_the_person_lands_on_the_next_question(asked: Journey) -> None:
    asked.answer(questions(FINAL)[0])
    asked.page.context.clear_cookies()
    asked.page.locator("form#question .onward button").click()
    asked.look()
    assert "/sign-in" in asked.page.url
    assert asked.word("Your answer is saved.") in asked.page.locator("main").inner_text()
    asked.page.locator("[name=email]").fill(asked.email)
    asked.page.locator("[name=password]").fill(asked.password)
    asked.page.locator("main form button").first.click()
    assert asked.page.url.endswith("/questions/2")
    asked.page.goto(asked.page.url.replace("/questions/2", "/questions/1"))
    assert asked.page.locator("[name=response]:checked").count() == 1
