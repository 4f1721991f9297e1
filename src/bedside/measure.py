"""Measure a quantity of one patient at one moment: an interval, and the readings that it came from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from math import inf

from bedside.chart import SECOND, Chart, Series, clock
from bedside.criterion import (
    Baseline,
    Change,
    Count,
    Extreme,
    Latest,
    Number,
    OfBaseline,
    PerWeight,
    Quantity,
    SinceDose,
    Threshold,
    Total,
)
from bedside.patient import Value
from bedside.quantity import show, show_conversion

PARTLY, WHOLE = 1, 2
"""How much of a reading belongs to a window: shifts are charted early or late, and a volume cannot be cut in two."""


@dataclass(frozen=True)
class Evidence:
    """One fact behind a finding.

    `value` is in the concept's own unit; `standing` is fresh, recorded, denied, baseline, counted, never, "stale since
    TIME", "readings disagree", or what else was found; `lacking` says that it left something unknown.
    """

    concept: str
    value: Value
    unit: str
    at: int | None
    standing: str
    lacking: bool = False
    conversion: str = ""
    seen: int = field(default=0, compare=False)
    """The moment at which it was looked at: earlier than now where something had to last."""


@dataclass(frozen=True)
class Interval:
    """All that a number can be, as far as is known, and why; `unknown` when it can be anything."""

    low: float
    high: float
    evidence: tuple[Evidence, ...] = ()

    @property
    def unknown(self) -> bool:
        return self.low == -inf or (self.high == inf and self.low != inf)


def stamp(moment: int) -> str:
    """A moment as people and programs both read it."""
    return clock(moment).isoformat(timespec="seconds").replace("+00:00", "Z")


def standing_of(concept: str, chart: Chart, at: int, of: str | None = None) -> tuple[Evidence, bool]:
    """The newest reading of `concept` and whether it is still fresh, judged by the freshness of `of` where given."""
    place = (concept, of, at)
    found: tuple[Evidence, bool] | None = chart.found.get(place)
    if found is None:
        found = chart.found[place] = _standing_of(concept, chart, at, of)
    return found


def _standing_of(concept: str, chart: Chart, at: int, of: str | None) -> tuple[Evidence, bool]:
    series, index = chart.of_concept(concept), chart.of_concept(concept).last(at)
    if index < 0:
        return Evidence(concept, None, chart.words[concept].unit, None, "never", True, seen=at), False
    end = series.times[index] + chart.fresh(of or concept)
    if at > end:
        return _reading(series, index, concept, chart, at, f"stale since {stamp(end)}", True), False
    if series.low[index] != series.high[index]:
        return _reading(series, index, concept, chart, at, "readings disagree", True), True
    return _reading(series, index, concept, chart, at, "fresh"), True


def _reading(series: Series, index: int, concept: str, chart: Chart, at: int, standing: str, lacking: bool = False) -> Evidence:
    words, told = chart.words[concept], series.observations[index]
    value: Value = told[-1].value
    if not words.numeric:
        return Evidence(concept, value, "", series.times[index], standing, lacking, seen=at)
    turned = [
        show_conversion(o.value, o.unit, o.amount, words.unit)
        for o in told
        if o.unit != words.unit and isinstance(o.value, (int, float))
    ]
    if series.low[index] != series.high[index]:
        turned.append(" and ".join(f"{o.value} {o.unit}" for o in told))
    amount = series.high[index]
    told_how = "; ".join(dict.fromkeys(turned))
    return Evidence(concept, amount, words.unit, series.times[index], standing, lacking, told_how, seen=at)


def measure(quantity: Quantity, chart: Chart, at: int) -> Interval:
    """The interval of `quantity` in the concept's own unit (SinceDose: seconds)."""
    match quantity:
        case Latest(concept):
            return _latest(concept, chart, at)
        case Extreme(which, concept, over):
            return _extreme(which, concept, _window_start(over, chart, at), chart, at)
        case Change(which, concept, over):
            return _change(which, concept, over, chart, at)
        case Total():
            return _total(quantity, chart, at)
        case Baseline(concept):
            return _baseline(concept, chart, at)
        case Count(what):
            number = chart.doses_given(at) if what == "doses" else chart.slots_held(at)
            unit = f"{{{what}}}"
            told = Evidence(chart.rhythm.dose, number, unit, chart.last_dose(at), "counted in this cycle", seen=at)
            return Interval(number, number, (told,))
        case SinceDose():
            last = chart.last_dose(at)
            seconds = inf if last is None else float((at - last) // SECOND)
            hours = None if last is None else round(seconds / 3600, 2)
            since = Evidence(chart.rhythm.dose, hours, "h", last, "time since last dose", seen=at)
            return Interval(seconds, seconds, (since,))


def threshold_of(threshold: Threshold, quantity: Quantity, chart: Chart, at: int) -> Interval:
    """The interval of a threshold: a number, a share of the baseline, or so much for each kilogram."""
    match threshold:
        case Number(_, _, canonical):
            return Interval(canonical, canonical)
        case PerWeight(_, _, canonical):
            scale, base = canonical, _latest("weight", chart, at)
        case OfBaseline(percent):
            assert isinstance(quantity, Latest)
            scale, base = percent / 100, _baseline(quantity.concept, chart, at)
    return Interval(scale * base.low, scale * base.high, base.evidence)


def _latest(concept: str, chart: Chart, at: int) -> Interval:
    told, fresh = standing_of(concept, chart, at)
    if not fresh:
        return Interval(-inf, inf, (told,))
    series = chart.of_concept(concept)
    index = series.last(at)
    return Interval(series.low[index], series.high[index], (told,))


def _window_start(over: int | None, chart: Chart, at: int) -> int:
    if over is not None:
        return at - over * SECOND
    last = chart.last_dose(at)
    return at if last is None or chart.cycle_start(at) is None else last


def _in_force(concept: str, chart: Chart, start: int, at: int) -> tuple[range, bool]:
    """The readings in force during [start, at], and whether they leave no moment of it without a fresh one."""
    times, fresh = chart.of_concept(concept).times, chart.fresh(concept)
    first, last = chart.of_concept(concept).last(start), chart.of_concept(concept).last(at)
    carried = first >= 0 and start - times[first] <= fresh
    inside = range(first if carried else first + 1, last + 1)
    gaps = (times[i + 1] - times[i] <= fresh for i in inside[:-1])
    return inside, carried and at - times[last] <= fresh and all(gaps)


def _extreme(which: str, concept: str, start: int, chart: Chart, at: int) -> Interval:
    series = chart.of_concept(concept)
    inside, covered = _in_force(concept, chart, start, at)
    if not inside:
        return Interval(-inf, inf, (standing_of(concept, chart, at)[0],))
    pick = max if which == "highest" else min
    low, high = pick(series.low[i] for i in inside), pick(series.high[i] for i in inside)
    peak = pick(inside, key=lambda i: (series.high[i], i))
    span = f"{which} from {stamp(start)}" if covered else f"readings do not cover {stamp(start)} to {stamp(at)}"
    told = (_reading(series, peak, concept, chart, at, span, not covered),)
    if covered:
        return Interval(low, high, told)
    return Interval(low, inf, told) if which == "highest" else Interval(-inf, high, told)


def _change(which: str, concept: str, over: int, chart: Chart, at: int) -> Interval:
    now = _latest(concept, chart, at)
    if now.low == -inf:
        return now
    series, start = chart.of_concept(concept), at - over * SECOND
    inside, _ = _in_force(concept, chart, start, at)
    if len(inside) < 2:
        return Interval(-inf, inf, (_lacking(now.evidence[0], f"measured once since {stamp(start)}"),))
    pick = min if which == "rise" else max
    low, high = pick(series.low[i] for i in inside), pick(series.high[i] for i in inside)
    far = pick(inside, key=lambda i: (series.high[i], i))
    standing = f"{'lowest' if which == 'rise' else 'highest'} from {stamp(start)}"
    told = tuple(dict.fromkeys((*now.evidence, _reading(series, far, concept, chart, at, standing))))
    if which == "rise":
        return Interval(now.low - high, now.high - low, told)
    return Interval(low - now.high, high - now.low, told)


def _total(total: Total, chart: Chart, at: int) -> Interval:
    """The sum over the window that ends with the newest reading; a reading that lies half in it may count or not."""
    series, index = chart.of_concept(total.concept), chart.of_concept(total.concept).last(at)
    told, fresh = standing_of(total.concept, chart, at)
    over = total.over * SECOND
    if not fresh or at - series.times[index] >= over:
        standing = told.standing if not fresh else f"nothing recorded in the {total.over // 3600} h to {stamp(at)}"
        return Interval(-inf, inf, (_lacking(told, standing),))
    end = series.times[index] - (over if total.previous else 0)
    first = bisect_right(series.times, end - over)
    shares = {i: _share(series.start[i], series.times[i], end - over, end) for i in range(first, index + 1)}
    if not any(shares.values()):
        return Interval(-inf, inf, (_lacking(told, "recorded over a longer time than the rule asks about"),))
    covered = _reaches(series, index, end - over)
    low = sum(series.low[i] for i, share in shares.items() if share == WHOLE)
    high = sum(series.high[i] for i, share in shares.items() if share)
    exact = covered and PARTLY not in shares.values()
    span = f"total from {stamp(end - over)} to {stamp(end)}" + ("" if covered else ", not all of it recorded")
    span += "" if PARTLY not in shares.values() else f", between {show(low)} and {show(high)}"
    turned = "; ".join(
        c for i, share in shares.items() if share and (c := _reading(series, i, total.concept, chart, at, "").conversion)
    )
    told = Evidence(total.concept, low, told.unit, series.times[index], span, not exact, turned, at)
    return Interval(low, high if covered else inf, (told,))


def _lacking(told: Evidence, standing: str) -> Evidence:
    return replace(told, standing=standing, lacking=True)


def _share(start: int, stop: int, low: int, high: int) -> int:
    """How a reading from `start` to `stop` counts in a window: whole from three quarters on, not at all up to one."""
    inside, length = 4 * (min(stop, high) - max(start, low)), stop - start
    return WHOLE if inside >= 3 * length else PARTLY if inside > length else 0


def _reaches(series: Series, index: int, back_to: int) -> bool:
    while series.start[index] > back_to:
        if index == 0 or series.start[index] != series.times[index - 1]:
            return False
        index -= 1
    return True


def _baseline(concept: str, chart: Chart, at: int) -> Interval:
    series, first = chart.of_concept(concept), chart.latest_start(at)
    index = -1 if first is None else series.last(first)
    if first is None or (index < 0 and chart.cycle_start(at) is None):
        first, index = at, series.last(at)
    if index < 0:
        unit = chart.words[concept].unit
        return Interval(-inf, inf, (Evidence(concept, None, unit, None, "never", True, seen=at),))
    if first - series.times[index] > chart.rhythm.baseline_age * SECOND:
        told = _reading(series, index, concept, chart, at, "too old to be a baseline", True)
        return Interval(-inf, inf, (told,))
    told = _reading(series, index, concept, chart, at, "baseline")
    return Interval(series.low[index], series.high[index], (told,))
