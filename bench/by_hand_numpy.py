"""The guide consensus-2014 for a whole cohort, written for it alone: what a good NumPy programmer would do by hand.

It reads the same arrays as `cohort` and knows the same things: how long a reading stays true, that what nobody knows is
neither yes nor no, what has lasted 8 hours. It takes the shortcuts that the guide and the arrays allow: two readings of one
moment never differ here, and most findings were never recorded of anybody.

A truth is an int8: 0 no, 1 unknown, 2 yes. A value is a pair of arrays: the lowest and the highest that it can be.
"""

from __future__ import annotations

import numpy as np

HOUR = 3_600_000_000
FAR = 1 << 60
BLOCK = 1 << 16
GIVE, CORRECT, HOLD, STOP_CYCLE, NOT_READY = 0, 1, 2, 3, 5

FRESH = {"heart_rate": 2, "systolic_bp": 2, "phenylephrine_rate": 9, "oxygen_flow": 9, "inspired_oxygen": 9}
FRESH |= {"urine_output": 9, "diarrhea_volume": 9, "creatinine": 14, "bicarbonate": 14}
FRESH |= {"weight": 26, "bilirubin": 26, "platelets": 26}
REVIEW = 2
RELATIVE_FLAGS = {
    "skin_review": ["moist_desquamation", "extremity_tightness"],
    "gut_review": ["abdominal_distension"],
    "bleeding_review": ["occult_blood"],
    "neuro_review": ["vivid_dreams", "mild_anxiety"],
    "lungs_review": ["dyspnea_at_rest", "rales_third"],
}
ABSOLUTE_FLAGS = {
    "circulation_review": [
        "ischemic_ecg",
        "atrial_fibrillation",
        "supraventricular_tachycardia",
        "ventricular_arrhythmia",
        "raised_cardiac_enzymes",
    ],
    # A bleeding that needs surgery is frank blood until its own review clears it.
    "gut_review": [
        "refractory_vomiting",
        "distension_impairs_breathing",
        "severe_abdominal_pain",
        "gi_bleeding_needing_surgery",
    ],
    "bleeding_review": ["frank_blood"],
    "infection_review": ["infection_suspected"],
    "skin_review": ["extremity_paresthesia"],
    "neuro_review": ["hallucinations", "persistent_crying", "failed_cognitive_test"],
    "lungs_review": ["intubated", "rales_half"],
}


def decide(columns, at):
    """The decision for each slot, as its place in give, correct, hold, stop cycle, stop for good, not ready."""
    parts = []
    for first in range(0, len(at), BLOCK):
        part = slice(first, first + BLOCK)
        some = {name: (c.times[:, part], c.low[:, part], cut(c.start, part)) for name, c in columns.items()}
        parts.append(decide_block(some, at[part]))
    return np.concatenate(parts)


def cut(table, part):
    return None if table is None else table[:, part]


def decide_block(columns, at):
    now = State(columns, at)
    relative, possibly_relative, absolute = now.relative()[0], now.relative()[1], now.absolute()
    serious = np.maximum((relative >= 3).astype(np.int8) + (possibly_relative >= 3), absolute)
    mild = np.maximum((relative > 0).astype(np.int8) + (possibly_relative > 0), now.target())
    lasting = lasted(columns, at, serious)
    complete = now.doses()[2] >= 14
    decision = np.where(mild == 2, CORRECT, GIVE)
    decision = np.where(serious == 2, HOLD, decision)
    decision = np.where((lasting == 2) | complete, STOP_CYCLE, decision)
    open_ = (mild == 1) | (serious == 1) | (lasting == 1)
    return np.where((decision == GIVE) & open_, NOT_READY, decision)


def serious(columns, at):
    """Three relative criteria or an absolute one."""
    state = State(columns, at)
    relative, possibly = state.relative()
    return np.maximum((relative >= 3).astype(np.int8) + (possibly >= 3), state.absolute())


def lasted(columns, at, now):
    """Whether it was serious at every moment of the last 8 hours; only people for whom it is now are looked at."""
    result = np.zeros_like(now)
    who = np.flatnonzero(now)
    some = {name: taken(column, who) for name, column in columns.items() if name in READ}
    least = np.minimum(now[who], serious(some, at[who] - 8 * HOUR))
    who, some, least = narrowed(who, some, least)
    moments = events(some, at[who])
    place = 0
    while place < len(moments) and len(who):
        at_place = moments[place]
        then = serious(some, np.where(at_place < FAR, at_place, at[who]))
        least = np.minimum(least, then)
        place += 1
        if (least == 0).mean() > 0.1:
            kept = least > 0
            moments = moments[:, kept]
            who, some, least = narrowed(who, some, least)
    result[who] = least
    return result


def narrowed(who, some, least):
    kept = np.flatnonzero(least)
    return who[kept], {name: taken(column, kept) for name, column in some.items()}, least[kept]


def events(columns, at):
    """Every moment of the last 8 hours at which something arrives or grows stale, a row for each."""
    rows = []
    for name, (times, _, _) in columns.items():
        if name == "il2_dose":
            rows += [times + 1, times + 216 * HOUR + 1]
        elif name in FRESH:
            rows += [times, times + FRESH[name] * HOUR + 1]
        else:
            rows += [times, times + REVIEW * HOUR + 1]
    for name in ("urine_output", "diarrhea_volume"):
        rows.append(columns[name][0] + 8 * HOUR)
    every = np.concatenate(rows)
    every[(every <= at - 8 * HOUR) | (every >= at)] = FAR
    every.sort(axis=0)
    every[1:][every[1:] == every[:-1]] = FAR
    every.sort(axis=0)
    return every[: (every < FAR).sum(axis=0).max(initial=0)]


def taken(column, who):
    times, values, start = column
    rows = slice(0, int((times < FAR).any(axis=1).sum()))
    times = times[rows].take(who, axis=1)
    return times, values[rows].take(who, axis=1), None if start is None else start[rows].take(who, axis=1)


class State:
    """What is known of each person at a moment of their own."""

    def __init__(self, columns, at):
        self.columns, self.at = columns, at
        self.reviews = {}
        self.found = {}

    def newest(self, name):
        """Time and value of the newest reading; FAR and NaN where there is none."""
        if name not in self.found:
            self.found[name] = newest(self.columns[name], self.at)
        return self.found[name]

    def fresh(self, name):
        time, value = self.newest(name)
        known = (time < FAR) & (self.at - time <= FRESH[name] * HOUR)
        return np.where(known, value, -np.inf), np.where(known, value, np.inf)

    def reviewed(self, review):
        """The time of the newest review, and the truth of a finding that nobody ever recorded."""
        if review not in self.reviews:
            time, _ = self.newest(review)
            known = (time < FAR) & (self.at - time <= REVIEW * HOUR)
            self.reviews[review] = time, 1 - known.astype(np.int8)
        return self.reviews[review]

    def flag(self, name, review):
        """The people of whom a finding was ever recorded, and its truth for them."""
        times, values, _ = self.columns[name]
        said = np.flatnonzero(times[0] < FAR) if len(times) else np.empty(0, int)
        reviewed, unsaid = (a[said] for a in self.reviewed(review))
        time, value = newest((times[:, said], values[:, said], None), self.at[said])
        seen = time < FAR
        yes = seen & (value > 0) & ~((reviewed < FAR) & (reviewed > time))
        denied = seen & (value == 0) & (self.at[said] - time <= REVIEW * HOUR)
        return said, np.where(yes, 2, np.where(denied, 0, unsaid)).astype(np.int8)

    def whole_flag(self, name, review):
        truth = self.reviewed(review)[1].copy()
        said, told = self.flag(name, review)
        truth[said] = told
        return truth

    def relative(self):
        """How many relative criteria hold, and how many cannot be ruled out."""
        flow, rate, highest = self.fresh("oxygen_flow"), self.fresh("phenylephrine_rate"), self.highest_rate()
        truths = [
            between(self.fresh("heart_rate"), 100, 130),
            between(self.total("diarrhea_volume")[0], 1000, np.inf),
            over(self.fresh("bilirubin"), 7),
            np.maximum(between(highest, 1, 1.5), np.minimum(over(rate, 0.5), between(rate, -np.inf, 0.8))),
            between(self.fresh("platelets"), 30, 50),
            self.heavier(),
            between(flow, 3, 4),
            between(self.total("urine_output")[0], 80, 160),
            np.minimum(between(self.fresh("creatinine"), 2.5, np.inf), 2 - between(self.fresh("creatinine"), 3, np.inf)),
            between(self.fresh("bicarbonate"), -np.inf, 18),
        ]
        yes = sum((truth == 2).astype(np.int8) for truth in truths)
        maybe = sum((truth > 0).astype(np.int8) for truth in truths)
        for review, names in RELATIVE_FLAGS.items():
            unsaid = self.reviewed(review)[1]
            maybe += np.int8(len(names)) * unsaid
            for name in names:
                said, told = self.flag(name, review)
                yes[said] += told == 2
                maybe[said] += (told > 0).astype(np.int8) - unsaid[said]
        return yes, maybe

    def absolute(self):
        """Whether any absolute criterion holds."""
        rate, now, before = self.fresh("phenylephrine_rate"), *self.total("diarrhea_volume")
        worst = over(self.fresh("heart_rate"), 130)
        for truth in (
            np.minimum(between(now, 1000, np.inf), between(before, 1000, np.inf)),
            np.maximum(over(self.highest_rate(), 1.5), over(rate, 0.8)),
            2 - between(self.fresh("platelets"), 30, np.inf),
            over(self.fresh("oxygen_flow"), 4),
            between(self.fresh("inspired_oxygen"), 40, np.inf),
            2 - between(self.total("urine_output")[0], 80, np.inf),
            between(self.fresh("creatinine"), 3, np.inf),
            self.changed_for_two_hours(),
        ):
            np.maximum(worst, truth, out=worst)
        for review in ABSOLUTE_FLAGS:
            np.maximum(worst, self.reviewed(review)[1], out=worst)
        for review, names in ABSOLUTE_FLAGS.items():
            for name in names:
                said, told = self.flag(name, review)
                worst[said] = np.maximum(worst[said], told)
        return worst

    def target(self):
        """Whether the pressure is below the person's own target, or the mental status changed."""
        usual, now = self.usual("systolic_bp"), self.fresh("systolic_bp")
        worst = self.whole_flag("mental_status_change", "neuro_review")
        for truth in (
            np.minimum(2 - between(usual, 100, np.inf), between(now, -np.inf, 80)),
            np.minimum(between(usual, 100, 120), between(now, -np.inf, 85)),
            np.minimum(over(usual, 120), between(now, -np.inf, 90)),
        ):
            np.maximum(worst, truth, out=worst)
        return worst

    def changed_for_two_hours(self):
        """The mental status, at its least in the last two hours; looked at where it is not known to be unchanged."""
        least = self.whole_flag("mental_status_change", "neuro_review")
        who = np.flatnonzero(least)
        names = ("mental_status_change", "neuro_review")
        some = {name: taken(self.columns[name], who) for name in names}
        at, worst = self.at[who], least[who]
        arrivals = [some[name][0] for name in names]
        every = np.concatenate(arrivals + [times + REVIEW * HOUR + 1 for times in arrivals])
        inside = (every > at - 2 * HOUR) & (every < at)
        for moment in (at - 2 * HOUR, *np.where(inside, every, at)[inside.any(axis=1)]):
            worst = np.minimum(worst, State(some, moment).whole_flag("mental_status_change", "neuro_review"))
        least[who] = worst
        return least

    def doses(self):
        """When the cycle began, the last dose, how many in the cycle; FAR, FAR, 0 outside of a cycle."""
        if "doses" not in self.found:
            start = last = np.full(self.at.shape, FAR)
            count = np.zeros(self.at.shape, np.int64)
            for dose in self.columns["il2_dose"][0]:
                seen = dose < self.at
                first = seen & ((last == FAR) | (dose - last > 216 * HOUR))
                start, count = np.where(first, dose, start), np.where(first, 1, count + seen)
                last = np.where(seen, dose, last)
            over_ = (last == FAR) | (self.at - last > 216 * HOUR)
            self.found["doses"] = np.where(over_, FAR, start), np.where(over_, FAR, last), np.where(over_, 0, count)
            self.found["latest start"] = start
        return self.found["doses"]

    def usual(self, name):
        """The last value before the latest cycle's first dose, at most two weeks older; between cycles the newest if none."""
        under_way = self.doses()[0] < FAR
        start = self.found["latest start"]
        first = np.where(start < FAR, start, self.at)
        time, value = newest(self.columns[name], first)
        first = np.where((time == FAR) & ~under_way, self.at, first)
        time, value = newest(self.columns[name], first)
        known = (time < FAR) & (first - time <= 14 * 24 * HOUR)
        return np.where(known, value, -np.inf), np.where(known, value, np.inf)

    def heavier(self):
        """Weight above 115 % of the usual."""
        (low, high), (least, most) = self.fresh("weight"), self.usual("weight")
        least, most = 1.15 * least, 1.15 * most
        known = np.isfinite(most)
        yes = known & (low > most * (1 + 1e-9))
        no = known & (high <= least * (1 + 1e-9))
        return 1 + yes.astype(np.int8) - no

    def highest_rate(self):
        """The highest phenylephrine since the last dose."""
        if "highest" not in self.found:
            self.found["highest"] = self._highest_rate()
        return self.found["highest"]

    def _highest_rate(self):
        times, values, _ = self.columns["phenylephrine_rate"]
        last_dose, fresh = self.doses()[1], FRESH["phenylephrine_rate"] * HOUR
        start = np.where(last_dose < FAR, last_dose, self.at)
        high = np.full(self.at.shape, -np.inf)
        before, held = np.full(self.at.shape, -FAR), np.zeros(self.at.shape, bool)
        carried = np.full(self.at.shape, np.nan)
        whole = np.ones(self.at.shape, bool)
        for time, value in zip(times, values, strict=True):
            early, inside = time <= start, (time > start) & (time <= self.at)
            carried, held = np.where(early, value, carried), held | early
            whole &= ~inside | (time - before <= fresh)
            high = np.where(inside, np.maximum(high, value), high)
            before = np.where(early | inside, time, before)
        at_start = newest(self.columns["phenylephrine_rate"], start)[0]
        carries = held & (start - at_start <= fresh)
        high = np.where(carries, np.maximum(high, carried), high)
        known = carries & whole & (self.at - before <= fresh)
        return high, np.where(known, high, np.inf)

    def total(self, name):
        """The sum of the last 8 hours, and of the 8 hours before."""
        if (name, "total") not in self.found:
            self.found[name, "total"] = self._total(name, False), self._total(name, True)
        return self.found[name, "total"]

    def _total(self, name, previous):
        times, values, starts = self.columns[name]
        newest_time, _ = self.newest(name)
        over_ = 8 * HOUR
        end = newest_time - (over_ if previous else 0)
        least, most = np.zeros(self.at.shape), np.zeros(self.at.shape)
        reached, joined, some = (np.full(self.at.shape, start) for start in (False, True, False))
        for r in reversed(range(len(times))):
            time, start, seen = times[r], starts[r], times[r] <= self.at
            share, whole = 4 * (np.minimum(time, end) - np.maximum(start, end - over_)), time - start
            partly = seen & (share > whole)
            least += np.where(seen & (share >= 3 * whole), values[r], 0)
            most += np.where(partly, values[r], 0)
            some |= partly
            reached |= seen & joined & (start <= end - over_)
            joined &= ~seen | (start == times[r - 1] if r else False)
        age = self.at - newest_time
        known = (newest_time < FAR) & (age <= FRESH[name] * HOUR) & (age < over_) & some
        return np.where(known, least, -np.inf), np.where(known & reached, most, np.inf)


def newest(column, at):
    time, value = np.full(at.shape, FAR), np.full(at.shape, np.nan)
    for t, v in zip(column[0], column[1], strict=True):
        seen = t <= at
        time, value = np.where(seen, t, time), np.where(seen, v, value)
    return time, value


def between(value, least, most):
    low, high = value
    return ((low >= least) & (high <= most)).astype(np.int8) + ((high >= least) & (low <= most))


def over(value, limit):
    low, high = value
    return (low > limit).astype(np.int8) + (high > limit)


FLAGS = [name for flags in (RELATIVE_FLAGS, ABSOLUTE_FLAGS) for names in flags.values() for name in names]
READ = {*FRESH, *FLAGS, *RELATIVE_FLAGS, *ABSOLUTE_FLAGS, "il2_dose", "mental_status_change"} - {"systolic_bp"}
