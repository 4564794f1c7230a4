"""Writes strata.csv: values of indices of strata, ages and years, for data/deaths-by-age.csv, admissions.csv and cases-by-year.csv.

    python strata.py > strata.csv

Rates and life tables are worked out here from their formulas in decimals of 50 digits, the life table forward from 100,000 births
with the survivors and years of every age; quantiles are SciPy's, models of trends statsmodels'.
"""

import csv
import os
import sys
from decimal import Decimal, getcontext
from importlib.metadata import version

import numpy as np
import pandas as pd
import scipy.stats
import statsmodels.api as sm

getcontext().prec = 50
HERE = os.path.dirname(os.path.abspath(__file__))
AGES = "--data golden/data/deaths-by-age.csv --unit area --at age --group deaths --total population"
ADMISSIONS = "--data golden/data/admissions.csv --unit area --at age --group people --total population --standard standard --frequency times"
CASES = "--data golden/data/cases-by-year.csv --unit area --at year --group cases --total persons"
SHARES = "--data golden/data/cases-by-year.csv --unit area --at year --value share --se error"
SCIPY = f"SciPy {version('scipy')}"
STATSMODELS = f"statsmodels {version('statsmodels')}"
EXACT = "exact arithmetic"

# Out of 100,000, in groups of five years from 0; Eurostat (2013), and Waterhouse et al. (1976).
ESP2013 = [5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500]
ESP1976 = [8000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 6000, 5000, 4000, 3000, 2000, 1000]
STANDARDS = {"esp2013": [1000, 4000] + ESP2013[1:] + [2500], "esp1976": [1600, 6400] + ESP1976[1:] + [1000]}


def z(level):
    return scipy.stats.norm.ppf((1 + level) / 2)


def counted(x, level):
    """Limits of a number of events: exact below ten, Byar's from ten."""
    a = (1 - level) / 2
    if x < 10:
        return (scipy.stats.chi2.ppf(a, 2 * x) / 2 if x else 0), scipy.stats.chi2.ppf(1 - a, 2 * x + 2) / 2
    y = x + 1
    q = z(level)
    return x * (1 - 1 / (9 * x) - q / (3 * x**0.5)) ** 3, y * (1 - 1 / (9 * y) + q / (3 * y**0.5)) ** 3


def standardised(events, squares, people, standard, level, method, multiplier):
    total = Decimal(sum(standard))
    w = [Decimal(int(s)) / total / Decimal(int(n)) * multiplier for s, n in zip(standard, people)]
    x = int(sum(events))
    rate = sum(k * int(e) for k, e in zip(w, events))
    var = sum(k * k * int(e) for k, e in zip(w, squares))
    if method == "gamma":
        y, v, top = float(rate), float(var), float(max(w))
        a = (1 - level) / 2
        low = v / (2 * y) * scipy.stats.chi2.ppf(a, 2 * y * y / v)
        v, y = v + top * top, y + top
        return rate, var.sqrt(), low, v / (2 * y) * scipy.stats.chi2.ppf(1 - a, 2 * y * y / v)
    low, high = counted(x, level)
    scale = float((var / x).sqrt())
    return rate, var.sqrt(), float(rate) + scale * (low - x), float(rate) + scale * (high - x)


def four(part, numbers):
    for name, v in zip(["", ";se", ";lower", ";upper"], numbers):
        yield part + name, float(v)


def rates(t):
    for area, g in t.groupby("area", sort=False):
        column = list(g["standard"])
        for standard, weights in [("standard", column), ("esp2013", STANDARDS["esp2013"]), ("esp1976", STANDARDS["esp1976"])]:
            for arguments, level, method in [
                ("", 0.95, "Dobson"), (" --param level=0.998", 0.998, "Dobson"), (" --param interval=1", 0.95, "gamma"),
            ]:
                if arguments and standard == "esp1976":
                    continue
                numbers = standardised(g.deaths, g.deaths, g.population, weights, level, method, 100_000)
                for part, v in four(f"unit={area}", numbers):
                    program = EXACT if part.endswith(("se", area)) else f"{method}'s formula, {SCIPY}"
                    yield "directly-standardised-rate", f"{AGES} --standard {standard}{arguments}", part, program, v
        reference = [Decimal(int(x)) / int(n) for x, n in zip(g.city_deaths, g.city_population)]
        expected = sum(r * int(n) for r, n in zip(reference, g.population))
        x = int(g.deaths.sum())
        crude = Decimal(int(g.city_deaths.sum())) / int(g.city_population.sum())
        for index, per, arguments in [
            ("indirectly-standardised-ratio", 1, ""), ("indirectly-standardised-ratio", 100, " --param multiplier=100"),
            ("indirectly-standardised-rate", 100_000 * crude, " --standard city_population"),
        ]:
            numbers = [Decimal(n) * per / expected for n in [x, Decimal(x).sqrt(), *counted(x, 0.95)]]
            for part, v in four(f"unit={area}", numbers):
                program = EXACT if part.endswith(("se", area)) else f"Byar's formula, {SCIPY}"
                yield index, f"{AGES} --expected-group city_deaths --expected-total city_population{arguments}", part, program, v


def recurring(t):
    for area, g in t.groupby("area", sort=False):
        events = (g.people * g.times).groupby(g.age, sort=False).sum()
        squares = (g.people * g.times**2).groupby(g.age, sort=False).sum()
        first = g.groupby("age", sort=False).first()
        for method, arguments in [("Dobson", ""), ("gamma", " --param interval=1")]:
            numbers = standardised(events, squares, first.population, first.standard, 0.95, method, 100_000)
            for part, v in four(f"unit={area}", numbers):
                program = EXACT if part.endswith(("se", area)) else f"{method}'s formula, {SCIPY}"
                yield "recurring-events-rate", f"{ADMISSIONS}{arguments}", part, program, v


def life_table(ages, deaths, people, share, answers):
    """Years in good health that remain at each age, and their variance for mortality and for health, from 100,000 births."""
    last = len(ages) - 1
    M = [Decimal(int(d)) / int(n) for d, n in zip(deaths, people)]
    n = [Decimal(b - a) for a, b in zip(ages, ages[1:])]
    a = [Decimal("0.1") if age == 0 else Decimal("0.5") for age in ages]
    q = [n[i] * M[i] / (1 + (1 - a[i]) * n[i] * M[i]) for i in range(last)]
    l = [Decimal(100_000)]
    for i in range(last):
        l.append(l[i] * (1 - q[i]))
    L = [n[i] * (l[i + 1] + a[i] * (l[i] - l[i + 1])) for i in range(last)] + [l[last] / M[last]]
    h = [sum(p * y for p, y in zip(share[i:], L[i:])) / l[i] for i in range(last + 1)]
    dying = [
        l[i] ** 2 * ((1 - a[i]) * n[i] * share[i] + h[i + 1]) ** 2 * (q[i] ** 2 * (1 - q[i]) / int(deaths[i]) if deaths[i] else 0)
        for i in range(last)
    ] + [l[last] ** 2 * share[last] ** 2 / (int(deaths[last]) * M[last] ** 2)]
    ill = [L[i] ** 2 * share[i] * (1 - share[i]) / int(answers[i]) for i in range(last + 1)]
    for i in range(last + 1):
        yield h[i], sum(dying[i:]) / l[i] ** 2, sum(ill[i:]) / l[i] ** 2


def lives(t):
    for area, g in t.groupby("area", sort=False):
        ages = [int(x.split("-")[0].rstrip("+")) for x in g.age]
        well = [Decimal(str(x)) for x in g.good]
        whole = [Decimal(1)] * len(ages)
        for level, param in [(0.95, ""), (0.998, " --param level=0.998")]:
            for index, share, arguments in [
                ("life-expectancy", whole, ""), ("healthy-life-expectancy", well, " --health good --health-n answers"),
            ]:
                table = list(life_table(ages, list(g.deaths), list(g.population), share, list(g.answers)))
                for age, (years, dying, ill) in zip(ages, table):
                    if age not in (0, 1, 15, 65, 85) or 2 * z(0.95) * float((dying + ill).sqrt()) > 20:
                        continue
                    se = (dying + ill).sqrt()
                    half = float(se) * z(level)
                    for part, v in four(f"unit={area};at={age}", [years, se, max(0, float(years) - half), float(years) + half]):
                        program = SCIPY + " norm.ppf" if part.endswith("er") else EXACT
                        yield index, f"{AGES}{arguments}{param}", part, program, v


def rows():
    ages = pd.read_csv(os.path.join(HERE, "data", "deaths-by-age.csv"))
    yield from rates(ages)
    yield from lives(ages)
    yield from recurring(pd.read_csv(os.path.join(HERE, "data", "admissions.csv")))


if __name__ == "__main__":
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["index", "arguments", "part", "program", "value", "tolerance"])
    for index, arguments, part, program, value in rows():
        out.writerow([index, arguments, part, program, repr(float(value)), f"{max(1e-12, abs(float(value)) * 1e-11):.0e}"])
