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


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["index", "arguments", "part", "program", "value", "tolerance"])
    for index, arguments, part, program, value in scales():
        out.writerow([index, arguments, part, program, float(value), f"{1e-11 * max(1, abs(value)):.0e}"])


main()
