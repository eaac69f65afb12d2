"""How does a trainer make a module of nothing in a browser, page by page?"""

from dataclasses import dataclass
from io import BytesIO
from secrets import token_bytes

from PIL import Image

from tests import keyboard
from tests.author import Author
from tests.written import Written
from training.foundation.clock import now

#: The key of the quiz on the page of a test.
QUIZ = "test-1-quiz"


@dataclass(slots=True, kw_only=True)
class Story:
    """A trainer who begins with nothing, another one, and what is written; `script` tells whether browsers run any."""

    author: Author
    colleague: Author
    text: Written
    script: bool
    key: str = ""

    @property
    def module(self) -> str:
        """The address of the module, when it has begun."""
        return f"/authoring/{self.key}"


def begin(story: Story) -> None:
    """Begin a module, in which everything is still to be mended."""
    author = story.author
    author.open("/sign-in")
    author.sign_in()
    author.follow(author.page.locator("header").get_by_role("link", name=author.word("Writing")))
    author.press("New module")
    author.write({"title": story.text.title})
    author.press("Begin")
    assert author.page.get_by_role("heading", level=1).inner_text() == story.text.title
    story.key = author.page.url.partition("/authoring/")[2].partition("?")[0]
    assert author.page.locator(".finding--blocks").count() > 0


def write_the_cover(story: Story) -> None:
    """Say what it is about and what for; without a script, one unit by the keyboard alone."""
    author, text = story.author, story.text
    author.press("Edit the cover")
    author.save({**text.cover, "as_of": now().date().isoformat()}, act="back")
    author.press("Add an objective")
    if story.script:
        author.save({"text": text.objective}, act="back")
    else:
        keyboard.tab_to(author.page, "[name=text]")
        author.page.keyboard.type(text.objective)
        keyboard.press(author.page, "button.kern-btn[value=back]")
        author.look()
    author.press("Add a statement")
    author.save({"text": text.statement, "objective": "objective-1"}, act="back")
    assert text.objective in author.page.locator("#objectives").inner_text()


def write_the_lessons(story: Story) -> None:
    """Write two lessons, and a source that the first rests on."""
    author, text = story.author, story.text
    _add_a_lesson(story, "lesson", text.lessons[0])
    author.fits_a_narrow_screen()
    author.add("new-block", "sources")
    today = now().date().isoformat()
    author.save({"items.source-1.citation": text.source, "items.source-1.read": today}, act="back")
    author.add("new-block", "text")
    author.save({"title": text.heading, "body": text.passage, "as_of": today, "sources": "source-1"}, act="back")
    assert text.passage in author.page.locator(".block__seen").first.inner_text()
    _add_a_lesson(story, "lesson", text.lessons[1])
    author.add("new-block", "text")
    author.save({"body": text.further}, act="back")


def _add_a_lesson(story: Story, kind: str, title: str) -> None:
    author = story.author
    author.open(story.module)
    author.add("new-lesson", kind)
    author.save({"title": title, "minutes": "5", "objectives": "objective-1"}, act="back")
    author.press(title)


def add_a_picture(story: Story) -> None:
    """Bring a picture in, and show it in the first lesson."""
    author = story.author
    author.open(f"{story.module}/media")
    file = {"name": "Mill.PNG", "mimeType": "image/png", "buffer": _picture()}
    author.page.locator("#picture-file").set_input_files(file)  # type: ignore[arg-type]
    author.write({"lesson": "lesson-1", "words": story.text.alt}, within="#new-picture")
    author.press("Keep the picture")
    author.open(f"{story.module}/lessons/lesson-1")
    assert author.page.get_by_role("img", name=story.text.alt).count() == 1


def _picture() -> bytes:
    """Make a picture that no test has made before."""
    file, (red, green, blue) = BytesIO(), token_bytes(3)
    Image.new("RGB", (64, 48), (red, green, blue)).save(file, "PNG")
    return file.getvalue()


def write_the_test(story: Story) -> None:
    """Ask five kinds of question, and change the parts of one by its buttons."""
    author, text = story.author, story.text
    _add_a_lesson(story, "test", text.test)
    author.press("Edit", about=f"{author.word('Quiz')} 1")
    assert author.unit == f"test-1/{QUIZ}"
    author.save({"title": text.test, "pass_percent": "60 %"})
    assert author.reads("Write a whole number in digits, for example 12.")
    author.save({"pass_percent": "60"}, act="back")
    author.add(f"new-question-{QUIZ}", "single")
    _write_choices(author, text.single[:3], text.feedback, right=1)
    # A part goes, another one comes and moves up: every button saves what is typed as well.
    author.save({}, act="delete:choices.choice-3")
    author.save({}, act="add:choices")
    _write_parts(author, "choices.choice-3", text=text.single[3], feedback=text.feedback[1])
    author.save({}, act="up:choices.choice-3")
    keys = author.page.locator("[name=choices]").evaluate_all("fields => fields.map(field => field.value)")
    assert keys == ["choice-1", "choice-3", "choice-2"]
    author.press("Save and back to the lesson")
    author.add(f"new-question-{QUIZ}", "multiple")
    _write_choices(author, text.multiple, text.feedback, right=2)
    author.press("Save and back to the lesson")
    _write_what_is_told_as_a_whole(story, f"new-question-{QUIZ}")
    assert author.page.locator(".units--questions > li").count() == 5


def _write_what_is_told_as_a_whole(story: Story, beside: str) -> None:
    author, text = story.author, story.text
    right, wrong = text.feedback
    told = {"objective": "objective-1", "right_feedback": right, "wrong_feedback": wrong}
    author.add(beside, "true-false")
    author.save({"stem": text.sentence, "answer": "yes", **told}, act="back")
    author.add(beside, "numeric")
    author.save({"stem": text.number, "answer": "1998", **told}, act="back")
    author.add(beside, "ordering")
    stem, *lines = text.order
    items = {f"items.item-{number}.text": line for number, line in enumerate(lines, start=1)}
    author.save({"stem": stem, **items, **told}, act="back")


def _write_choices(author: Author, texts: tuple[str, ...], feedback: tuple[str, str], *, right: int) -> None:
    stem, *choices = texts
    author.write({"stem": stem, "objective": "objective-1"})
    for number, choice in enumerate(choices, start=1):
        name = f"choices.choice-{number}"
        if number <= right:
            _write_parts(author, name, text=choice, feedback=feedback[0], right="yes")
        else:
            _write_parts(author, name, text=choice, feedback=feedback[1])


def _write_parts(author: Author, part: str, **fields: str) -> None:
    author.write({f"{part}.{name}": value for name, value in fields.items()})


def say_when_it_is_complete(story: Story) -> None:
    """Say what completes the module; nothing stands in the way of publishing any more."""
    author = story.author
    author.open(f"{story.module}/edit/module")
    for lesson in ("lesson-1", "lesson-2"):
        author.write({"completion.read": lesson})
    author.save({"completion.passed": QUIZ}, act="back")
    # What stood in the way of publishing at the beginning is gone.
    assert author.page.locator(".finding--blocks").count() == 0
