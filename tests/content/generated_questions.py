"""Which questions could there be? Sound ones of every kind."""

from typing import Any

from hypothesis import strategies as st

from tests.content.generated_texts import KEYS, NUMBERS, keys, maybe, texts
from training.content.rules.questions import (
    Choice,
    Decision,
    Gap,
    GapText,
    Item,
    Matching,
    MultipleChoice,
    Numeric,
    Option,
    Ordering,
    Pair,
    Question,
    Reflection,
    Scale,
    Scenario,
    ShortText,
    SingleChoice,
    Situation,
    Target,
    Trap,
    TrueFalse,
)


@st.composite
def questions(draw: st.DrawFn, objectives: list[str], lessons: list[str]) -> tuple[Question, ...]:
    """Generate questions of every kind, each with what it needs and nothing that is a fault."""
    made: list[Question] = []
    for key in draw(keys(1, 3)):
        told: dict[str, Any] = {
            "key": key,
            "objective": draw(st.sampled_from(objectives)),
            "stem": draw(texts()),
            "see": draw(maybe(st.sampled_from(lessons))),
        }
        made.append(draw(draw(st.sampled_from(list(_KINDS)))(told)))
    return tuple(made)


@st.composite
def _choices(draw: st.DrawFn) -> tuple[Choice, ...]:
    said = draw(st.lists(texts(), min_size=2, max_size=4, unique=True))
    keys = draw(st.lists(KEYS, min_size=len(said), max_size=len(said), unique=True))
    right = draw(st.integers(0, len(said) - 1))
    return tuple(
        Choice(key=key, text=text, right=number == right, feedback=draw(texts()))
        for number, (key, text) in enumerate(zip(keys, said, strict=True))
    )


def _single(told: dict[str, Any]) -> st.SearchStrategy[SingleChoice]:
    return st.builds(SingleChoice, choices=_choices(), **_given(told))


def _multiple(told: dict[str, Any]) -> st.SearchStrategy[MultipleChoice]:
    return st.builds(MultipleChoice, choices=_choices(), **_given(told))


def _true_false(told: dict[str, Any]) -> st.SearchStrategy[TrueFalse]:
    return st.builds(TrueFalse, answer=st.booleans(), **_given(told), **_both())


def _short_text(told: dict[str, Any]) -> st.SearchStrategy[ShortText]:
    return st.builds(ShortText, accepted=texts(), **_given(told), **_both())


@st.composite
def _gap_text(draw: st.DrawFn, told: dict[str, Any]) -> GapText:
    gaps = tuple(Gap(key=key, options=draw(_options())) for key in draw(keys(1, 3)))
    text = " ".join(f"{{{gap.key}}}" for gap in gaps)
    return GapText(text=f"Text {text}.", gaps=gaps, right_feedback=draw(texts()), wrong_feedback=draw(texts()), **told)


@st.composite
def _options(draw: st.DrawFn) -> tuple[Option, ...]:
    return tuple(Option(key=each.key, text=each.text, right=each.right) for each in draw(_choices()))


@st.composite
def _matching(draw: st.DrawFn, told: dict[str, Any]) -> Matching:
    first, second, *rest = draw(keys(4, 6))
    said = draw(st.lists(texts(), min_size=2, max_size=2, unique=True))
    targets = (Target(key=first, text=said[0]), Target(key=second, text=said[1]))
    pairs = tuple(Pair(key=key, text=draw(texts()), target=draw(st.sampled_from([first, second]))) for key in rest)
    feedback = {"right_feedback": draw(texts()), "wrong_feedback": draw(texts())}
    return Matching(pairs=pairs, targets=targets, **feedback, **told)


@st.composite
def _ordering(draw: st.DrawFn, told: dict[str, Any]) -> Ordering:
    said = draw(st.lists(texts(), min_size=2, max_size=4, unique=True))
    items = tuple(Item(key=f"i{number}", text=text) for number, text in enumerate(said))
    return Ordering(items=items, right_feedback=draw(texts()), wrong_feedback=draw(texts()), **told)


@st.composite
def _scenario(draw: st.DrawFn, told: dict[str, Any]) -> Scenario:
    names = [f"s{number}" for number in range(draw(st.integers(1, 3)))]
    steps = tuple(
        Situation(
            key=name,
            text=draw(texts()),
            decisions=(
                Decision(key="r", text=draw(texts()), right=True, feedback=draw(texts()), next=after),
                Decision(key="w", text=draw(texts()), feedback=draw(texts()), next=draw(st.sampled_from(names))),
            ),
        )
        for name, after in zip(names, [*names[1:], None], strict=True)
    )
    return Scenario(steps=steps, **told)


def _scale(told: dict[str, Any]) -> st.SearchStrategy[Scale]:
    return st.builds(Scale, low=texts(), high=texts(), **_given(told))


def _reflection(told: dict[str, Any]) -> st.SearchStrategy[Reflection]:
    return st.builds(Reflection, model_answer=texts(), **_given(told))


def _given(told: dict[str, Any]) -> dict[str, st.SearchStrategy[Any]]:
    return {name: st.just(value) for name, value in told.items()}


def _both() -> dict[str, st.SearchStrategy[str]]:
    return {"right_feedback": texts(), "wrong_feedback": texts()}


@st.composite
def _numeric(draw: st.DrawFn, told: dict[str, Any]) -> Numeric:
    traps = tuple(
        Trap(key=key, value=f"-{number}", feedback=draw(texts())) for number, key in enumerate(draw(keys(0, 2)), 1)
    )
    return Numeric(
        answer=draw(NUMBERS),
        tolerance=draw(st.sampled_from(["0", "0.5", "1"])),
        unit=draw(maybe(texts())),
        right_feedback=draw(texts()),
        wrong_feedback=draw(texts()),
        traps=traps,
        **told,
    )


_KINDS: tuple[Any, ...] = (
    _single,
    _multiple,
    _true_false,
    _numeric,
    _short_text,
    _gap_text,
    _matching,
    _ordering,
    _scenario,
    _scale,
    _reflection,
)
