"""Which of our questions with several parts says the same as one from elsewhere?"""

import re
from collections.abc import Mapping, Sequence

from training.authoring.rules.exchange.building import ALL, Answer, keys_of, note_missing
from training.authoring.rules.exchange.received import Making
from training.content.rules.questions import Gap, GapText, Item, Matching, Option, Ordering, Pair, Target
from training.foundation.errors import Refused

_TWO = 2
_BRACES = re.compile(r"\{([a-z0-9-]+)\}")
_PARAGRAPHS = re.compile(r"\n+")


def matching(
    making: Making, pairs: Sequence[tuple[str, str]], further: Sequence[str] = (), *, right: str = "", wrong: str = ""
) -> Matching:
    """Make pairs to find; a target that is there twice is one, and `further` ones belong to nothing."""
    if len(pairs) < _TWO:
        raise Refused("pairs-missing")
    note_missing(making, right, wrong)
    texts = list(dict.fromkeys([*(target for _, target in pairs), *further]))
    key_of = {text: f"target-{place}" for place, text in enumerate(texts, 1)}
    return Matching(
        pairs=tuple(
            Pair(key=f"pair-{place}", text=text, target=key_of[target]) for place, (text, target) in enumerate(pairs, 1)
        ),
        targets=tuple(Target(key=key, text=text) for text, key in key_of.items()),
        right_feedback=right,
        wrong_feedback=wrong,
        **making.told,
    )


def keyed_matching(
    making: Making, pairs: Mapping[str, tuple[str, str]], targets: Mapping[str, str], *, right: str, wrong: str
) -> Matching:
    """Make pairs to find where a file has keys for pairs (with text and target) and targets."""
    keys = [*pairs, *targets]
    named = dict(zip(keys, keys_of(keys, "part"), strict=True))
    if len(named) < len(keys):
        raise Refused("keys-twice")
    if len(pairs) < _TWO or any(target not in targets for _, target in pairs.values()):
        raise Refused("pairs-missing")
    note_missing(making, right, wrong)
    return Matching(
        pairs=tuple(Pair(key=named[key], text=text, target=named[target]) for key, (text, target) in pairs.items()),
        targets=tuple(Target(key=named[key], text=text) for key, text in targets.items()),
        right_feedback=right,
        wrong_feedback=wrong,
        **making.told,
    )


def ordering(making: Making, items: Sequence[tuple[str, str]], *, right: str = "", wrong: str = "") -> Ordering:
    """Make an order of items, each a key (or none) and a text, in their right order."""
    if len(items) < _TWO:
        raise Refused("items-missing")
    note_missing(making, right, wrong)
    keys = keys_of([key for key, _ in items], "item")
    made = tuple(Item(key=key, text=text) for key, (_, text) in zip(keys, items, strict=True))
    return Ordering(items=made, right_feedback=right, wrong_feedback=wrong, **making.told)


def gap_text(
    making: Making, pieces: Sequence[str], gaps: Sequence[tuple[str, Sequence[Answer]]], *, right: str, wrong: str
) -> GapText:
    """Make a text with gaps: a piece of text, a gap (its key, or none, and its answers), a piece of text and so on."""
    if not gaps:
        raise Refused("gaps-missing")
    note_missing(making, right, wrong)
    keys = keys_of([key for key, _ in gaps], "gap")
    made = tuple(Gap(key=key, options=_options(answers)) for key, (_, answers) in zip(keys, gaps, strict=True))
    plain = [_without_braces(making, piece) for piece in pieces]
    text = "".join(f"{piece}{{{gap.key}}}" for piece, gap in zip(plain, made, strict=False)) + plain[-1]
    return GapText(text=text.strip(), gaps=made, right_feedback=right, wrong_feedback=wrong, **making.told)


def apart(making: Making, first: str) -> str:
    """Take from the piece before the first gap the paragraphs that ask; they are the stem. Return the rest."""
    *asking, rest = _PARAGRAPHS.split(first)
    making.stem = "\n".join(text for text in asking if text)
    return rest


def _options(answers: Sequence[Answer]) -> tuple[Option, ...]:
    right = [answer.share == ALL for answer in answers]
    if sum(right) != 1:
        raise Refused("several-right" if sum(right) else "right-answer-missing", count=sum(right))
    if len(answers) < _TWO:
        raise Refused("choices-missing")
    keys = keys_of([answer.key for answer in answers], "option")
    return tuple(
        Option(key=key, text=answer.text, right=is_right)
        for key, answer, is_right in zip(keys, answers, right, strict=True)
    )


def _without_braces(making: Making, piece: str) -> str:
    """Keep a word in braces from being a gap that nobody meant."""
    if _BRACES.search(piece):
        making.remark("braces-changed")
    return _BRACES.sub(r"(\1)", piece)
