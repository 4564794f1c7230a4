"""Writes inequality.csv, disparity.csv and rate.csv: values of those families for data/districts.csv.

    python families.py inequality > inequality.csv
    python families.py disparity > disparity.csv
    python families.py rate > rate.csv

PySAL's functions take no weights: every district stands there once for every hundred of its people, which is the same.
Where no program has an index, its formula is worked out here in fractions.
"""

import csv
import os
import sys
from fractions import Fraction
from importlib.metadata import version

import inequality
import numpy as np
import pandas as pd
import scipy.stats
import statsmodels.api as sm
from statsmodels.stats.proportion import proportion_confint

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = "--data golden/data/districts.csv --unit district"
INCOME = f"{DATA} --value income --weight population"
RATE = f"{DATA} --value rate --weight population"

PYSAL = f"PySAL inequality {version('inequality')}"
NUMPY = f"NumPy {version('numpy')}"
SCIPY = f"SciPy {version('scipy')}"
STATSMODELS = f"statsmodels {version('statsmodels')}"
EXACT = "exact arithmetic"


def inequality_rows(t):
    people = np.repeat(t.income.to_numpy(), t.population.to_numpy() // 100)
    exact = [(Fraction(str(x)), int(n)) for x, n in sorted(zip(t.income, t.population))]
    persons = sum(n for _, n in exact)

    def held(values, share):
        """What the first share of the persons hold."""
        left, total = persons * share, Fraction(0)
        for x, n in values:
            n = min(n, left)
            total, left = total + n * x, left - n
        return total

    palma = held(exact[::-1], Fraction(1, 10)) / held(exact, Fraction(4, 10))
    yield "gini", INCOME, f"{PYSAL} Gini", inequality.gini.Gini(people).g
    yield "theil-t", INCOME, f"{PYSAL} Theil", inequality.theil.Theil(people).T
    mean_over_geometric = people.mean() / scipy.stats.gmean(people)
    yield "theil-l", INCOME, f"{SCIPY} gmean", np.log(mean_over_geometric)
    for epsilon in (0.5, 1, 2):
        value = inequality.atkinson.Atkinson(people, epsilon).A
        yield "atkinson", f"{INCOME} --param epsilon={epsilon}", f"{PYSAL} Atkinson", value
    yield "coefficient-of-variation", INCOME, f"{SCIPY} variation", scipy.stats.variation(people)
    p10, p90 = np.percentile(people, [10, 90], method="averaged_inverted_cdf")
    yield "p90-p10", INCOME, f"{NUMPY} percentile", p90 / p10
    yield "palma", INCOME, EXACT, palma


def disparity_rows(t):
    y = [Fraction(str(x)) for x in t.rate]
    n = [int(x) for x in t.population]
    mean = sum(a * b for a, b in zip(y, n)) / sum(n)
    distances = [abs(x - mean) for x in y]
    mdm = sum(d * k for d, k in zip(distances, n)) / sum(n)
    low = f"{RATE} --low-is-good"
    ordered = f"{low} --rank deprivation"
    lake = t.district.tolist().index("lake")
    yield "difference", low, EXACT, max(y) - min(y)
    yield "difference", f"{low} --reference lake", EXACT, max(y) - y[lake]
    yield "difference", ordered, EXACT, y[0] - y[-1]
    yield "ratio", low, EXACT, max(y) / min(y)
    yield "ratio", f"{low} --reference lake", EXACT, max(y) / y[lake]
    yield "mdm", low, EXACT, mdm
    yield "mdm", f"{low} --param weighted=0", EXACT, sum(distances) / len(y)
    yield "idis", low, EXACT, 100 * mdm / mean
    yield "bgv", low, EXACT, sum(d * d * k for d, k in zip(distances, n)) / sum(n)
    below = np.concatenate([[0], np.cumsum(n)[:-1]])
    ranks = (below + np.array(n) / 2) / sum(n)
    line = sm.WLS(t.rate.to_numpy(), sm.add_constant(ranks), weights=np.array(n)).fit()
    most, least = line.predict([[1, 0], [1, 1]])
    yield "sii", ordered, f"{STATSMODELS} WLS", least - most
    yield "rii", ordered, f"{STATSMODELS} WLS", least / most
    yield "par", low, EXACT, min(y) - mean
    yield "par", f"{low} --reference lake", EXACT, y[lake] - mean
    yield "paf", low, EXACT, 100 * (min(y) - mean) / mean


def rate_rows(t):
    for _, d in t.iterrows():
        part = f"unit={d.district}"
        arguments = f"{DATA} --group jobless --total population"
        low, high = proportion_confint(d.jobless, d.population, method="wilson")
        yield "proportion", arguments, EXACT, 100 * Fraction(d.jobless, d.population), part
        yield "proportion", arguments, f"{STATSMODELS} proportion_confint", 100 * low, f"{part};lower"
        yield "proportion", arguments, f"{STATSMODELS} proportion_confint", 100 * high, f"{part};upper"
        arguments = f"{DATA} --group deaths --total population"
        x, per = d.deaths, 100_000 / d.population
        if x < 10:
            program = f"{SCIPY} chi2.ppf"
            low, high = scipy.stats.chi2.ppf(0.025, 2 * x) / 2, scipy.stats.chi2.ppf(0.975, 2 * x + 2) / 2
        else:
            program = f"Byar's formula, {SCIPY} norm.ppf"
            z = scipy.stats.norm.ppf(0.975)
            low = x * (1 - 1 / (9 * x) - z / (3 * x**0.5)) ** 3
            high = (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * (x + 1) ** 0.5)) ** 3
        yield "crude-rate", arguments, EXACT, 100_000 * Fraction(x, d.population), part
        yield "crude-rate", arguments, program, low * per, f"{part};lower"
        yield "crude-rate", arguments, program, high * per, f"{part};upper"


def main():
    rows = {"inequality": inequality_rows, "disparity": disparity_rows, "rate": rate_rows}[sys.argv[1]]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["index", "arguments", "part", "program", "value", "tolerance"])
    for index, arguments, program, value, *part in rows(pd.read_csv(os.path.join(HERE, "data", "districts.csv"))):
        value = float(value)
        out.writerow([index, arguments, *(part or [""]), program, repr(value), f"{max(1, abs(value)) * 1e-12:.0e}"])


if __name__ == "__main__":
    main()
