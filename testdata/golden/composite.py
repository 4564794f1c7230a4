"""Writes composite.csv: values of composite indices for data/boroughs.csv and data/care-need.csv.

    python composite.py > composite.csv

Where SciPy has the step, it is SciPy's; else the formula is worked out here, in fractions where it is one.
"""

import csv
import os
import sys
from fractions import Fraction
from importlib.metadata import version

import numpy as np
from scipy import stats

HERE = os.path.dirname(os.path.abspath(__file__))
UNITS = "--data golden/data/boroughs.csv --unit borough"
TABLE = f"{UNITS} --indicator jobless,income,school,crowded --reverse jobless,crowded"
GOALS = "--goal jobless=5,20 --goal income=200,300 --goal school=70,95 --goal crowded=0,10"
EXACT = "exact arithmetic"
SCIPY = f"SciPy {version('scipy')}"
NUMPY = f"NumPy {version('numpy')}"

with open(os.path.join(HERE, "data", "boroughs.csv")) as f:
    ROWS = list(csv.DictReader(f))
NAMES = [r["borough"] for r in ROWS]
PEOPLE = [int(r["population"]) for r in ROWS]
INDICATORS = ["jobless", "income", "school", "crowded"]
LOW_IS_HIGH = {"jobless", "crowded"}
GOAL = {"jobless": (5, 20), "income": (200, 300), "school": (70, 95), "crowded": (0, 10)}


def column(name):
    """The boroughs that have the indicator, and its exact values."""
    have = [i for i, r in enumerate(ROWS) if r[name]]
    return have, [Fraction(ROWS[i][name]) for i in have]


def turned(name, values):
    return [-v for v in values] if name in LOW_IS_HIGH else list(values)


def scale(name, f):
    """The parts of an indicator: f takes the values with high counting as high."""
    have, values = column(name)
    out = f(name, turned(name, values))
    return [(f"unit={NAMES[i]};group={name}", v) for i, v in zip(have, out)]


def min_max(_, v):
    return [100 * (x - min(v)) / (max(v) - min(v)) for x in v]


def goals(name, v, capped=True):
    low, high = GOAL[name]
    if name in LOW_IS_HIGH:
        low, high = -high, -low
    out = [Fraction(x - low, high - low) * 100 for x in v]
    return [min(max(x, 0), 100) for x in out] if capped else out


def target(name, v):
    best = -GOAL[name][0] if name in LOW_IS_HIGH else GOAL[name][1]
    return [min(1, (x - min(v)) / (best - min(v))) for x in v]


def reference(name, v, best=False):
    have, raw = column(name)
    people = [PEOPLE[i] for i in have]
    ref = sum(x * n for x, n in zip(raw, people)) / sum(people)
    if best:
        ref = min(raw) if name in LOW_IS_HIGH else max(raw)
    sign = -1 if name in LOW_IS_HIGH else 1
    return [sign * (x - ref) / ref for x in raw]


def floats(f):
    return lambda name, v: f(np.array([float(x) for x in v]))


def exponential(v):
    r = stats.rankdata(v) / len(v)
    return -23 * np.log(1 - r * (1 - np.exp(-100 / 23)))


def shifted_log(v):
    return np.log(v - v.min() + 0.01 * (v.max() - v.min()))


def scales():
    for index, arguments, program, f in [
        ("min-max-scaling", TABLE, EXACT, min_max),
        ("min-max-scaling", f"{TABLE} --param top=1", EXACT, lambda n, v: [x / 100 for x in min_max(n, v)]),
        ("z-score", TABLE, f"{SCIPY} zscore", floats(lambda v: stats.zscore(v, ddof=1))),
        ("z-score", f"{TABLE} --param sample=0", f"{SCIPY} zscore", floats(stats.zscore)),
        ("percentile-rank", TABLE, f"{SCIPY} rankdata", floats(lambda v: 100 * (stats.rankdata(v) - 1) / (len(v) - 1))),
        ("percentile-rank", f"{TABLE} --param ties=0 --param top=1", f"{SCIPY} rankdata",
         floats(lambda v: (stats.rankdata(v, "min") - 1) / (len(v) - 1))),
        ("goalposts", f"{TABLE} {GOALS}", EXACT, goals),
        ("goalposts", f"{TABLE} {GOALS} --param capped=0", EXACT, lambda n, v: goals(n, v, False)),
        ("distance-to-target", f"{TABLE} {GOALS}", EXACT, target),
        ("distance-to-reference", f"{TABLE} --weight population", EXACT, reference),
        ("distance-to-reference", f"{TABLE} --param reference=1", EXACT, lambda n, v: reference(n, v, True)),
        ("borda-points", TABLE, f"{SCIPY} rankdata", floats(lambda v: stats.rankdata(v) - 1)),
        ("exponential-rank", TABLE, f"formula of IMD, {SCIPY} rankdata", floats(exponential)),
        ("logarithm", TABLE, f"{NUMPY} log", floats(shifted_log)),
    ]:
        for name in INDICATORS:
            for part, value in scale(name, f):
                yield index, arguments, part, program, value
    for i, value in enumerate(np.log([float(x) for x in column("income")[1]])):
        yield "logarithm", f"{UNITS} --indicator income --param form=2", f"unit={NAMES[i]};group=income", f"{NUMPY} log", value


COMPLETE = [i for i, r in enumerate(ROWS) if all(r[n] for n in INDICATORS)]
WEIGHTS = [2, 1, 1, 1]


def matrix(f):
    """The scale f of all indicators by borough, None where one is missing."""
    out = [[None] * len(ROWS) for _ in INDICATORS]
    for k, name in enumerate(INDICATORS):
        have, values = column(name)
        for i, v in zip(have, f(name, turned(name, values))):
            out[k][i] = v
    return out


def of_unit(m, i):
    """The values that a borough has, with weights that sum to 1."""
    have = [k for k in range(len(m)) if m[k][i] is not None]
    total = sum(WEIGHTS[k] for k in have)
    return [m[k][i] for k in have], [Fraction(WEIGHTS[k], total) for k in have]


def power_mean(values, weights, p):
    values, weights = np.array([float(v) for v in values]), [float(w) for w in weights]
    if p == 0:
        return stats.gmean(values, weights=weights)
    if p == -1:
        return stats.hmean(values, weights=weights)
    return stats.pmean(values, p, weights=weights)


def one_to_hundred(name, v):
    return [1 + 99 * x / 100 for x in min_max(name, v)]


def z_scores(_, v):
    return stats.zscore([float(x) for x in v], ddof=1)


def copeland(i, members):
    score = 0
    for j in members:
        lead = 0
        for name, w in zip(INDICATORS, WEIGHTS):
            if ROWS[i][name] and ROWS[j][name]:
                a, b = turned(name, [Fraction(ROWS[i][name]), Fraction(ROWS[j][name])])
                lead += w * ((a > b) - (a < b))
        score += (lead > 0) - (lead < 0)
    return score


def combinations():
    weighted = f"{TABLE} --indicator-weight {','.join(map(str, WEIGHTS))}"
    hundred, positive, z = matrix(min_max), matrix(one_to_hundred), matrix(z_scores)
    everyone = range(len(ROWS))
    for index, arguments, program, table, members, f in [
        ("composite-arithmetic-mean", weighted, EXACT, hundred, COMPLETE, lambda v, w: sum(x * y for x, y in zip(v, w))),
        ("composite-arithmetic-mean", f"{weighted} --param available=0.75", EXACT, hundred, everyone, lambda v, w: sum(x * y for x, y in zip(v, w))),
        ("composite-arithmetic-mean", f"{weighted} --param normalise=3", f"{SCIPY} zscore", z, COMPLETE,
         lambda v, w: sum(x * float(y) for x, y in zip(v, w))),
        ("composite-geometric-mean", weighted, f"{SCIPY} gmean", positive, COMPLETE, lambda v, w: power_mean(v, w, 0)),
        ("composite-harmonic-mean", weighted, f"{SCIPY} hmean", positive, COMPLETE, lambda v, w: power_mean(v, w, -1)),
        ("composite-generalised-mean", f"{weighted} --param power=-3", f"{SCIPY} pmean", positive, COMPLETE, lambda v, w: power_mean(v, w, -3)),
        ("composite-generalised-mean", weighted, f"{SCIPY} pmean", positive, COMPLETE, lambda v, w: power_mean(v, w, 0.5)),
    ]:
        for i in members:
            yield index, arguments, f"unit={NAMES[i]}", program, f(*of_unit(table, i))
    for arguments, members in [(weighted, COMPLETE), (f"{weighted} --param available=0.5", everyone)]:
        for i in members:
            yield "copeland", arguments, f"unit={NAMES[i]}", EXACT, copeland(i, members)
    yield from principal_component()
    yield from leave_one_out()


def principal_component():
    x = np.array([[float(t) for t in turned(n, [float(ROWS[i][n]) for i in COMPLETE])] for n in INDICATORS])
    values, vectors = np.linalg.eigh(np.corrcoef(x))
    a = vectors[:, -1] * np.sign(vectors[:, -1].sum())
    index, program = "principal-component-weights", f"{NUMPY} corrcoef, eigh"
    yield index, TABLE, "part=explained share", program, values[-1] / len(a)
    for k, name in enumerate(INDICATORS):
        yield index, TABLE, f"group={name};part=loading", program, a[k] * values[-1] ** 0.5
        yield index, TABLE, f"group={name};part=weight", program, a[k] / a.sum()
        yield index, f"{TABLE} --param squared=1", f"group={name};part=weight", program, a[k] ** 2
    for i, score in zip(COMPLETE, a @ stats.zscore(x, axis=1, ddof=1)):
        yield index, TABLE, f"unit={NAMES[i]};part=score", program, score


def ranked(composites):
    """Ranks of exact composites, 1 for the highest, ties sharing the mean."""
    return {i: 1 + sum(v > c for v in composites.values()) + Fraction(sum(v == c for v in composites.values()) - 1, 2)
            for i, c in composites.items()}


def leave_one_out():
    index, hundred = "leave-one-out-ranks", matrix(min_max)
    composites = {i: sum(row[i] for row in hundred) for i in COMPLETE}
    for i, rank in ranked(composites).items():
        yield index, TABLE, f"unit={NAMES[i]};part=rank", EXACT, rank
    for k, name in enumerate(INDICATORS):
        without = {i: sum(row[i] for row in hundred[:k] + hundred[k + 1:]) for i in COMPLETE + []}
        if name == "crowded":  # the borough without it is there now, but is not ranked
            assert "Hazel" not in [NAMES[i] for i in without]
        before, after = ranked(composites), ranked(without)
        shifts = {i: after[i] - before[i] for i in COMPLETE}
        for i, shift in shifts.items():
            yield index, TABLE, f"unit={NAMES[i]};group={name};part=shift", EXACT, shift
        yield index, TABLE, f"group={name};part=mean absolute shift", EXACT, sum(map(abs, shifts.values())) / len(shifts)


def treatments():
    index, program = "outlier-treatment", f"{SCIPY} skew, kurtosis"
    for name in INDICATORS:
        have, values = column(name)
        v = np.array([float(x) for x in values])

        def moments(when, v):
            yield index, TABLE, f"group={name};part=skewness {when}", program, stats.skew(v, bias=False)
            yield index, TABLE, f"group={name};part=kurtosis {when}", program, stats.kurtosis(v, bias=False)

        yield from moments("before", v)
        names = ["kept"] * len(v)
        while abs(stats.skew(v, bias=False)) >= 2 and stats.kurtosis(v, bias=False) >= 3.5:
            j = int(np.argmax(v))  # all tails here are to the right, and no extreme is tied
            v[j], names[j] = np.partition(v, -2)[-2], "winsorised"
        yield from moments("after", v)
        for i, value, done in zip(have, v, names):
            yield index, TABLE, f"unit={NAMES[i]};group={name};part={done}", program, value
            if done == "winsorised":
                yield index, TABLE, f"unit={NAMES[i]};group={name};part=raw", EXACT, Fraction(ROWS[i][name])
    # No value may be winsorised: the logarithm instead.
    have, values = column("crowded")
    for i, value in zip(have, shifted_log(np.array([float(x) for x in values]))):
        yield index, f"{TABLE} --param points=0", f"unit={NAMES[i]};group=crowded;part=logarithm", f"{NUMPY} log", value


def shrinkage():
    index = "logit-shrinkage"
    for name in ["jobless", "crowded"]:
        have, values = column(name)
        y = {i: float(v) / 100 for i, v in zip(have, values)}
        se = {i: float(ROWS[i][f"{name}_error"]) / 100 for i in have}
        counted = {i: empirical(y[i], PEOPLE[i]) for i in have}
        given = {i: (np.log(y[i] / (1 - y[i])), se[i] / y[i] / (1 - y[i])) for i in have}
        for arguments, logits, pooled, noise in [
            (f"{UNITS} --indicator {name} --within district --weight population", counted, True, True),
            (f"{UNITS} --indicator {name} --within district --weight population --param noise=0", counted, True, False),
            (f"{UNITS} --indicator {name} --indicator-se {name}_error --within district", given, False, True),
            (f"{UNITS} --indicator {name} --indicator-se {name}_error --within district --weight population", given, True, True),
            (f"{UNITS} --indicator {name} --indicator-se {name}_error", given, False, True),
        ]:
            places = sorted({ROWS[i]["district"] for i in have}) if "--within" in arguments else [None]
            for place in places:
                members = [i for i in have if place in (None, ROWS[i]["district"])]
                for i, shrunken, w in shrunk(members, y, logits, pooled, noise):
                    cell = f"unit={NAMES[i]};group={name}"
                    yield index, arguments, f"{cell};part=shrunken", f"formula, {NUMPY}", shrunken
                    yield index, arguments, f"{cell};part=weight", f"formula, {NUMPY}", w
                    yield index, arguments, f"{cell};part=raw", EXACT, 100 * y[i]


def empirical(y, n):
    r = y * n
    return np.log((r + 0.5) / (n - r + 0.5)), ((n + 1) * (n + 2) / (n * (r + 1) * (n - r + 1))) ** 0.5


def shrunk(members, y, logits, pooled, noise):
    z = np.array([logits[i][0] for i in members])
    v = np.array([logits[i][1] for i in members]) ** 2
    centre = z.mean()
    if pooled:
        people = sum(PEOPLE[i] for i in members)
        centre, _ = empirical(sum(y[i] * PEOPLE[i] for i in members) / people, people)
    t2 = ((z - centre) ** 2).sum() / (len(z) - 1)
    if noise:
        t2 = max(0, t2 - v.mean())
    if not pooled:
        centre = np.average(z, weights=1 / (t2 + v))
    w = t2 / (t2 + v)
    return zip(members, 100 / (1 + np.exp(-(w * z + (1 - w) * centre))), w)


def care_need():
    groups = ["under5", "born_abroad", "alone65", "single_parent", "moved_in", "unemployed", "low_education"]
    arguments = f"--data golden/data/care-need.csv --unit unit --indicator {','.join(groups)} --weight population"
    weights = [Fraction(w) for w in ["3.23", "5.72", "6.15", "4.19", "4.19", "5.13", "3.97"]]
    with open(os.path.join(HERE, "data", "care-need.csv")) as f:
        for row in csv.DictReader(f):
            total = sum(w * int(row[g]) for w, g in zip(weights, groups))
            value = total / int(row["population"]) / Fraction("2.4761")
            yield "care-need-index", arguments, f"unit={row['unit']};part=index", EXACT, value
            yield "care-need-index", arguments, f"unit={row['unit']};part=index sum", EXACT, total
            for part, published, tolerance in [("index", row["published"], 5e-5), ("index sum", row["published_sum"], 1)]:
                yield "care-need-index", arguments, f"unit={row['unit']};part={part}", "Statistics Sweden's example", float(published), tolerance


class Choices:
    """Ranks by random weights, normalisations and means, of the boroughs that have all indicators; from the formulas, with NumPy's numbers."""

    def __init__(self):
        v = [np.array([float(t) for t in turned(n, column(n)[1])]) for n in INDICATORS]
        at = [[column(n)[0].index(i) for i in COMPLETE] for n in INDICATORS]

        def table(f):
            return np.array([f(x)[j] for x, j in zip(v, at)])

        self.scales = [
            table(lambda x: 1 + 99 * (x - x.min()) / (x.max() - x.min())),
            table(lambda x: 1 + 99 * (stats.rankdata(x) - 1) / (len(x) - 1)),
            table(lambda x: np.maximum(1, 50 + 10 * stats.zscore(x, ddof=1))),
        ]
        self.nominal = self.ranks(np.full((1, 6), 0.5) * [1, 1, 1, 1, 0, 0])[0]

    def ranks(self, u):
        out = np.empty((len(u), len(COMPLETE)))
        w = 1 + 0.25 * (2 * u[:, :4] - 1)
        w /= w.sum(axis=1, keepdims=True)
        for s in range(3):
            for m in range(3):
                rows = (np.floor(3 * u[:, 4]) == s) & (np.floor(3 * u[:, 5]) == m)
                y = self.scales[s]
                if m == 0:
                    c = w[rows] @ y
                elif m == 1:
                    c = np.exp(w[rows] @ np.log(y))
                else:
                    c = 1 / (w[rows] @ (1 / y))
                out[rows] = stats.rankdata(-np.round(c, 10), axis=1)
        return out

    def shift(self, u):
        return np.abs(self.ranks(u) - self.nominal).mean(axis=1)


def robustness():
    choices, random = Choices(), np.random.default_rng(1)
    program = f"formula, {NUMPY} random numbers"
    draws = choices.ranks(random.random((400_000, 6)))
    arguments = f"{TABLE} --param draws=10000"
    for j, i in enumerate(COMPLETE):
        name = f"unit={NAMES[i]};part="
        yield "rank-uncertainty", TABLE, f"{name}nominal rank", program, choices.nominal[j], 0
        for part, q in [("median rank", 0.5), ("median rank;lower", 0.05), ("median rank;upper", 0.95)]:
            # A quantile that other random numbers could move to the next rank is left out.
            if len({np.quantile(draws[:, j], q + d, method="inverted_cdf") for d in (-0.02, 0, 0.02)}) == 1:
                yield "rank-uncertainty", arguments, name + part, program, np.quantile(draws[:, j], q, method="inverted_cdf"), 0
        yield "rank-uncertainty", arguments, f"{name}probability of highest", program, (draws[:, j] == 1).mean(), 0.02
        yield "rank-uncertainty", arguments, f"{name}probability of lowest", program, (draws[:, j] == len(COMPLETE)).mean(), 0.02
    n = 1 << 17
    a, b = random.random((n, 6)), random.random((n, 6))
    fa, fb = choices.shift(a), choices.shift(b)
    both = np.concatenate([fa, fb])
    arguments = f"{TABLE} --param sample=8192"
    yield "rank-sensitivity", arguments, "part=mean rank shift", program, both.mean(), 0.02
    for f, about in enumerate([f"group={name};part=" for name in INDICATORS] + ["part=normalisation, ", "part=mean, "]):
        ab = a.copy()
        ab[:, f] = b[:, f]
        y = choices.shift(ab)
        yield "rank-sensitivity", arguments, f"{about}first order", program, ((fb - both.mean()) * (y - fa)).mean() / both.var(), 0.05
        yield "rank-sensitivity", arguments, f"{about}total", program, ((fa - y) ** 2).mean() / 2 / both.var(), 0.05


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["index", "arguments", "part", "program", "value", "tolerance"])
    for rows in (scales, treatments, shrinkage, combinations, care_need, robustness):
        for index, arguments, part, program, value, *tolerance in rows():
            within = tolerance[0] if tolerance else float(f"{1e-11 * max(1, abs(value)):.0e}")
            out.writerow([index, arguments, part, program, float(value), within])


main()
