"""Are changes told in the words of forms, with names in the place of keys?"""

from dataclasses import replace
from typing import Any

from tests import make
from tests.kinds import every_kind
from training.authoring.rules.comparing import compared
from training.authoring.rules.labelling import Labelled, labelled
from training.authoring.rules.units import unit_of, with_unit
from training.content.rules.blocks import Quiz
from training.content.rules.module import Module


def told(address: str, module: Module | None = None, **changes: Any) -> tuple[Labelled, ...]:
    """Change a unit, and return what is told of it."""
    old = module or make.module_value()
    new = with_unit(old, address, replace(unit_of(old, address), **changes))
    return labelled(old, new, compared(old, new))


def kinds() -> Module:
    """Make a module whose lesson ``who`` has a quiz of all kinds."""
    module = make.module_value()
    first, *rest = module.lessons
    quiz = Quiz(key="kinds", title="Kinds", purpose="practice", questions=every_kind())
    return replace(module, lessons=(replace(first, blocks=(*first.blocks, quiz)), *rest))


def test_a_text_is_told_word_by_word_and_a_key_by_the_name_of_what_it_names() -> None:
    (text,) = told("who/hook", body="Eleven names stand on the **list**.")
    assert (text.noun, text.field, text.word) == ("text", "body", "")
    assert {run.how for run in text.runs} == {"same", "gone", "new"}
    (see,) = told("who/who-quiz/who-single", see="space")
    assert (see.old, see.new, see.runs) == ("Who they are", "Space to work", ())
    (sources,) = told("who/hook", sources=("report",))
    assert (sources.old, sources.new) == (None, "Town of Chemnitz, Report, 2022")
    (form,) = told("space/way", form="cycle")
    assert (form.word, form.old, form.new) == ("fixed", "process", "cycle")


def test_parts_are_counted_and_named_inside_their_unit() -> None:
    module = kinds()
    scenario = unit_of(module, "who/kinds/scenario")
    first = scenario.steps[0]
    decisions = (first.decisions[0], replace(first.decisions[1], next="key", right=True))
    changed = told("who/kinds/scenario", module, steps=(replace(first, decisions=decisions), *scenario.steps[1:]))
    by_field = {each.field: each for each in changed}
    assert [(part.noun, part.number, part.count) for part in by_field["next"].parts] == [
        ("situation", 1, 2),
        ("decision", 2, 2),
    ]
    assert (by_field["next"].old, by_field["next"].new) == ("They stand at your desk.", "The key lies there.")
    assert by_field["right"].word == "truth"
    matching = unit_of(module, "who/kinds/matching")
    pairs = (replace(matching.pairs[0], target="own"), matching.pairs[1])
    (target,) = told("who/kinds/matching", module, pairs=pairs)
    assert (target.noun, target.old, target.new) == ("pair", "Public", "Private")


def test_another_order_is_told_by_names_and_what_is_gone_by_what_it_was() -> None:
    old = make.module_value()
    new = replace(old, objectives=tuple(reversed(old.objectives)), lessons=old.lessons[1:])
    changes = labelled(old, new, compared(old, new))
    order = next(each for each in changes if each.field == "objectives" and each.is_order)
    assert order.old == "sort businesses by sector; calculate a levy"
    gone = next(each for each in changes if each.unit == "who/hook" and each.field == "body")
    assert (gone.noun, gone.new) == ("text", None)
    # Nobody chooses a key or the kind of a question.
    assert not [each for each in changes if each.field in ("key", "kind") and each.noun != "lesson"]
