"""What does a question of each kind look like, and which form answers it rightly?"""

from dataclasses import replace

from tests.modules import questions
from training.content.rules.questions import (
    Decision,
    Gap,
    GapText,
    Item,
    Matching,
    Option,
    Ordering,
    Pair,
    Question,
    Reflection,
    Scale,
    Scenario,
    ShortText,
    Situation,
    Target,
    TrueFalse,
)


def every_kind() -> tuple[Question, ...]:
    """Make one question of each kind, keyed by its kind; `RIGHT_OF_KIND` answers them."""
    told = {"objective": "sort", "right_feedback": "Yes.", "wrong_feedback": "No."}
    single, multiple, numeric = (replace(question, key=question.kind) for question in questions("any"))
    options = (Option(key="client", text="the client", right=True), Option(key="artist", text="the artist"))
    decisions = (
        Decision(key="ask", text="Ask first", right=True, feedback="Good.", next="key"),
        Decision(key="wait", text="Wait", feedback="Nothing happens.", next="start"),
    )
    end = (
        Decision(key="lend", text="Lend it", right=True, feedback="Done."),
        Decision(key="no", text="No", feedback="F."),
    )
    return (
        single,
        multiple,
        TrueFalse(key="true-false", stem="A town is a client.", answer=True, **told),
        numeric,
        ShortText(key="short-text", stem="Who pays the levy?", accepted="the client / client", **told),
        GapText(
            key="gap-text", stem="Fill the gap.", text="{who} pays.", gaps=(Gap(key="who", options=options),), **told
        ),
        Matching(
            key="matching",
            stem="What is what?",
            pairs=(Pair(key="museum", text="Museum", target="public"), Pair(key="studio", text="Studio", target="own")),
            targets=(Target(key="public", text="Public"), Target(key="own", text="Private"), Target(key="x", text="X")),
            **told,
        ),
        Ordering(
            key="ordering",
            stem="In which order?",
            items=(Item(key="one", text="First"), Item(key="two", text="Then"), Item(key="three", text="Last")),
            **told,
        ),
        Scenario(
            key="scenario",
            objective="sort",
            stem="A collective asks for the mill.",
            steps=(
                Situation(key="start", text="They stand at your desk.", decisions=decisions),
                Situation(key="key", text="The key lies there.", decisions=end),
            ),
        ),
        Scale(key="scale", objective="sort", stem="How sure are you?", low="not at all", high="very"),
        Reflection(key="reflection", objective="sort", stem="What stands empty?", model_answer="A mill, *perhaps*."),
    )


#: Right answers to `every_kind`, by kind: what a form sends.
RIGHT_OF_KIND: dict[str, dict[str, list[str]]] = {
    "single": {"response": ["museum"]},
    "multiple": {"response": ["a", "b"]},
    "true-false": {"response": ["true"]},
    "numeric": {"response": ["4,5"]},
    "short-text": {"response": ["  The CLIENT "]},
    "gap-text": {"response-who": ["client"]},
    "matching": {"response-museum": ["public"], "response-studio": ["own"]},
    "ordering": {"response-one": ["1"], "response-two": ["2"], "response-three": ["3"]},
    "scenario": {"response-path": ["ask"], "response": ["lend"]},
    "scale": {"response": ["4"]},
    "reflection": {"response": ["The mill behind the station."]},
}
