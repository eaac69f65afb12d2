"""Is a figure found that nobody could trace?"""

from dataclasses import replace
from typing import Any

import pytest

from tests.modules import DAY, module_value
from training.content.rules.blocks import Activity, Diagram, Method, Part, Step, TextBlock
from training.content.rules.findings import sourcing_findings
from training.content.rules.module import Module

FIGURES = ["EUR 4,000", "4.9% of the fee", "CZK 3 million", "PLN 170,000", "€30", "5 per cent", "4,000 euro"]


def _with(block: Any) -> Module:
    module = module_value()
    return replace(module, lessons=(replace(module.lessons[0], blocks=(block,)),))


def _problems(block: Any) -> list[str]:
    return [finding.said for finding in sourcing_findings(_with(block))]


@pytest.mark.parametrize("figure", FIGURES)
def test_an_amount_needs_a_source_and_a_day(figure: str) -> None:
    first, second = _problems(TextBlock(key="t", body=f"It costs {figure} here."))

    assert first.startswith("A figure without source")
    assert second == "A figure without the day on which it was checked"


@pytest.mark.parametrize("text", ["In 2021 there were 240 guests.", "Lesson 3 takes 12 minutes.", "Article 107"])
def test_years_and_counts_are_no_such_figures(text: str) -> None:
    assert _problems(TextBlock(key="t", body=text)) == []


def test_a_figure_with_source_and_day_is_no_finding() -> None:
    assert _problems(TextBlock(key="t", body="EUR 4,000", sources=("report",), as_of=DAY)) == []


def test_what_is_invented_needs_neither() -> None:
    assert _problems(TextBlock(key="t", body="EUR 4,000", invented=True)) == []


@pytest.mark.parametrize(
    "block",
    [
        Method(key="m", title="t", purpose="p", minutes=5, steps=(Step(key="s", text="Pay EUR 5."),)),
        Activity(key="a", title="t", prompt="Plan with EUR 5.", minutes=5),
        Diagram(key="d", form="process", title="t", alt="a", parts=(Part(key="p", label="EUR 5"),)),
    ],
)
def test_steps_and_drawings_are_looked_at_as_well(block: Any) -> None:
    assert len(_problems(block)) == 1
