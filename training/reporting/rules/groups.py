"""Which medians and means may be told, and how are they reckoned? It loads SciPy, and no page asks it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, fsum, lgamma, sqrt
from statistics import NormalDist

from scipy.special import stdtrit

from training.reporting.rules.cells import ALL
from training.reporting.rules.releases import EFFECT, GAIN, MEDIAN_DAYS, FigureKey, GroupFigure
from training.reporting.rules.tallies import Repeats

#: Behind a figure stand at least so many times the smallest group that is counted.
_TIMES = 2
_FULL = 100.0
_TAIL = 0.975
_DIGITS = 3

#: What was reached before and after, in per cent.
Pairs = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """A figure of a group of so many people; of those who were told before, `size` is that of the time."""

    figure: GroupFigure
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """How many days it took these people in the middle to complete; place and module may be all ("*")."""

    place: str
    module: str
    days: float
    people: int


NOTHING = GroupFigure(value=None)


def reckon(
    took: Iterable[Took], matched: Iterable[tuple[str, str, float, float]], repeats: Repeats
) -> dict[FigureKey, Reckoned]:
    """Reckon every figure by region, by module and over all; `matched` are region, module, percent before and after."""
    found = {
        (one.place, one.module, MEDIAN_DAYS): Reckoned(figure=GroupFigure(value=round(one.days)), size=one.people)
        for one in took
    }
    groups: defaultdict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    # In one order, whatever the database gives, so that the same pairs give the same figure to the last digit.
    for region, module, before, after in sorted(matched):
        for group in ((region, module), (region, ALL), (ALL, module), (ALL, ALL)):
            groups[group].append((before, after))
    modules = len({module for _, module in groups} - {ALL})
    for (place, module), pairs in groups.items():
        size = repeats.at_least(len(pairs), place, module, modules=modules)
        found[place, module, GAIN] = Reckoned(figure=normalised_gain(pairs), size=size)
        found[place, module, EFFECT] = Reckoned(figure=effect_size(pairs), size=size)
    return found


def normalised_gain(pairs: Pairs) -> GroupFigure:
    """Tell how much of what could be gained was gained: (mean after - mean before) / (100 - mean before).

    Hake, "Interactive-engagement versus traditional methods", American Journal of Physics 66 (1998), 64-74: of means,
    so that nobody is left out who had everything right before. The bounds are those of a ratio of two means of the same
    people (Cochran, Sampling Techniques, 1977, section 6.4) with Student's t.
    """
    number = len(pairs)
    room = fsum(_FULL - before for before, _ in pairs)
    if number <= 1 or room <= 0:
        return NOTHING
    gain = fsum(after - before for before, after in pairs) / room
    rest = fsum((after - before - gain * (_FULL - before)) ** 2 for before, after in pairs)
    error = sqrt(rest / (number - 1) / number) / (room / number)
    reach = float(stdtrit(number - 1, _TAIL)) * error
    return _rounded(gain, gain - reach, gain + reach)


def effect_size(pairs: Pairs) -> GroupFigure:
    """Tell the change in standard deviations (Cohen's d for pairs, by the mean of both variances), after Hedges.

    The correction for few people is that of Hedges, "Distribution theory for Glass's estimator of effect size",
    Journal of Educational Statistics 6 (1981), 107-128; the bounds are those of Bonett, "Confidence intervals for
    standardized linear contrasts of means", Psychological Methods 13 (2008), 99-109, where variances may differ.
    """
    number = len(pairs)
    if number <= 2:  # noqa: PLR2004 (the correction needs two degrees of freedom)
        return NOTHING
    befores, afters = zip(*pairs, strict=True)
    means = fsum(befores) / number, fsum(afters) / number
    first, second, shared = (
        fsum((one[left] - means[left]) * (one[right] - means[right]) for one in pairs) / (number - 1)
        for left, right in ((0, 0), (1, 1), (0, 1))
    )
    middle, degrees = (first + second) / 2, number - 1
    if middle <= 0:
        return NOTHING
    effect = (means[1] - means[0]) / sqrt(middle)
    spread = effect**2 * (first**2 + second**2 + 2 * shared**2) / (8 * degrees * middle**2)
    error = sqrt(spread + (first + second - 2 * shared) / (degrees * middle))
    reach = NormalDist().inv_cdf(_TAIL) * error
    return _rounded(effect * correction(degrees), effect - reach, effect + reach)


def correction(degrees: int) -> float:
    """Return by what an effect size of few people is too large (Hedges, exactly)."""
    return exp(lgamma(degrees / 2) - lgamma((degrees - 1) / 2)) / sqrt(degrees / 2)


def told(
    reckoned: Mapping[FigureKey, Reckoned],
    *,
    shown: Iterable[FigureKey],
    last: Mapping[FigureKey, Reckoned],
    minimum: int,
) -> dict[FigureKey, Reckoned]:
    """Decide what is told of figures, of all those that are reckoned and of those told before.

    One is told only if the count that it rests on is `shown`, of at least twice the minimum of people, and anew only if
    at least the minimum has come since it was told `last`: a mean of 20 and one of 21 would tell the one between. Until
    then the last one stands. What is not told keeps the size of the last time, for the next one.
    """
    shown = set(shown)
    found = {}
    for key, one in reckoned.items():
        known = last.get(key)
        is_few = key not in shown or one.size < _TIMES * minimum or one.figure.value is None
        stands = known is not None and one.size < known.size + minimum
        now = known if stands and known else one
        found[key] = Reckoned(figure=NOTHING, size=known.size if known else 0) if is_few else now
    sizes = {key: one.size for key, one in reckoned.items()}
    hidden = left_out(sizes, {key for key, one in found.items() if one.figure.value is None}, minimum=minimum)
    return {key: replace(one, figure=NOTHING) if key in hidden else one for key, one in found.items()}


def left_out(sizes: Mapping[FigureKey, int], hidden: set[FigureKey], *, minimum: int) -> set[FigureKey]:
    """Leave out further figures until what is not told does not follow from a whole and its other parts.

    What is left out of a told whole is at least two groups and together at least twice the minimum of people; else the
    smallest further group is left out as well, and in the end the whole.
    """
    hidden = set(hidden)
    lines = [(whole, parts) for whole, parts in _lines(sizes) if parts]
    while True:
        more = next((more for whole, parts in lines if (more := _further(whole, parts, sizes, hidden, minimum))), None)
        if more is None:
            return hidden
        hidden.add(more)


def _further(
    whole: FigureKey, parts: Sequence[FigureKey], sizes: Mapping[FigureKey, int], hidden: set[FigureKey], minimum: int
) -> FigureKey | None:
    """Find what else is to be left out of a whole; None where nothing is."""
    out = [part for part in parts if part in hidden and sizes[part]]
    if whole in hidden or not out:
        return None
    if len(out) > 1 and sum(sizes[part] for part in out) >= _TIMES * minimum:
        return None
    rest = [part for part in parts if part not in hidden]
    return min(rest, key=lambda part: (sizes[part], part)) if rest else whole


def _lines(sizes: Mapping[FigureKey, int]) -> list[tuple[FigureKey, list[FigureKey]]]:
    """List every whole with its parts: all regions of a module, and all modules of a region."""
    found = []
    for key in sorted(sizes):
        place, module, figure = key
        if place == ALL:
            found.append((key, [each for each in sizes if each[1:] == key[1:] and each[0] != ALL]))
        if module == ALL:
            same = (place, figure)
            found.append((key, [each for each in sizes if (each[0], each[2]) == same and each[1] != ALL]))
    return found


def _rounded(value: float, low: float, high: float) -> GroupFigure:
    return GroupFigure(value=round(value, _DIGITS), low=round(low, _DIGITS), high=round(high, _DIGITS))
