"""What can be answered to each kind of question, and what is it worth? One file a kind, found by the kind's name.

Every file has three functions: `read` makes the response of what a form sent, `share` tells how much of the point it is
worth (from 0 to 1), `feedback` says what is true.
"""

from collections.abc import Mapping
from types import ModuleType

from training.quizzes.rules.kinds import (
    gap_text,
    matching,
    multiple,
    numeric,
    ordering,
    reflection,
    scale,
    scenario,
    short_text,
    single,
    true_false,
)

KINDS: Mapping[str, ModuleType] = {
    "single": single,
    "multiple": multiple,
    "true-false": true_false,
    "numeric": numeric,
    "short-text": short_text,
    "gap-text": gap_text,
    "matching": matching,
    "ordering": ordering,
    "scenario": scenario,
    "scale": scale,
    "reflection": reflection,
}
