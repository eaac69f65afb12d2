"""Which module is as large as any will be? 60 blocks in six lessons, and four quizzes of 50 questions."""

from datetime import date

from training.content.rules.blocks import Block, Quiz, Source, Sources, TextBlock
from training.content.rules.module import CompletionRule, Lesson, Module, Objective
from training.content.rules.questions import Choice, SingleChoice

MODULE, LESSON, BLOCK, QUIZ = "large", "lesson-1", "text-3", "lesson-6"
BLOCKS, QUESTIONS = 60, 200
_LESSONS, _IN_A_LESSON, _QUIZZES = 6, 10, 4
_SENTENCE = (
    "An office that buys from small firms says early what it needs, how it will choose and when it will pay, "
    "because those firms plan from week to week and have nobody who only reads announcements. "
)


def large_module(said: str) -> Module:
    """Make the module; `said` is one sentence that makes it differ from others."""
    return Module(
        key=MODULE,
        region="chemnitz",
        source="en",
        title="A large module",
        summary=_SENTENCE.strip(),
        audience="Whoever measures",
        provider="A benchmark",
        objectives=tuple(Objective(key=f"aim-{number}", text=f"do the {number}th thing") for number in range(1, 7)),
        lessons=tuple(_lesson(number, said) for number in range(1, _LESSONS + 1)),
        completion=CompletionRule(read=tuple(f"lesson-{number}" for number in range(1, _LESSONS + 1))),
    )


def questions(count: int, *, begin: int = 1) -> tuple[SingleChoice, ...]:
    """Make so many questions, numbered from `begin` on."""
    return tuple(_question(number) for number in range(begin, begin + count))


def _lesson(number: int, said: str) -> Lesson:
    quizzes = _QUIZZES if number == _LESSONS else 0
    texts = tuple(_text(place, said if number == 1 else "") for place in range(1, _IN_A_LESSON - quizzes))
    read = date(2026, 11, 1)
    sources = Sources(key="sources", items=(Source(key="law", citation="A law", url="https://a.example/", read=read),))
    blocks: tuple[Block, ...] = (*texts, *(_quiz(place) for place in range(1, quizzes + 1)), sources)
    return Lesson(key=f"lesson-{number}", title=f"Lesson {number}", minutes=10, objectives=("aim-1",), blocks=blocks)


def _text(place: int, said: str) -> TextBlock:
    body = f"{_SENTENCE * 2}\n\n- **First**: {_SENTENCE}\n- second\n\n{said}".strip()
    return TextBlock(key=f"text-{place}", title=f"Passage {place}", body=body, sources=("law",))


def _quiz(place: int) -> Quiz:
    each = QUESTIONS // _QUIZZES
    return Quiz(
        key=f"quiz-{place}", title=f"Quiz {place}", purpose="practice", questions=questions(each, begin=place * each)
    )


def _question(number: int) -> SingleChoice:
    choices = tuple(
        Choice(key=key, text=f"Choice {key} of question {number}", right=key == "a", feedback=f"About {key}: {number}.")
        for key in ("a", "b", "c", "d")
    )
    return SingleChoice(key=f"question-{number}", objective="aim-1", stem=f"What is {number}?", choices=choices)
