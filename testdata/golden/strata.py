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
NUMPY = f"NumPy {version('numpy')}"
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


def trends(t):
    for area, g in t.groupby("area", sort=False):
        x, n = g.cases.to_numpy(float), g.persons.to_numpy(float)
        years = g.year.to_numpy(float) - g.year.mean()
        design = sm.add_constant(years)
        for index, model in [
            ("proportion-trend", sm.GLM(np.column_stack([x, n - x]), design, family=sm.families.Binomial())),
            ("rate-trend", sm.GLM(x, design, family=sm.families.Poisson(), exposure=n)),
        ]:
            fit = model.fit(tol=1e-14)
            for level, phi, param in [
                (0.95, max(1, fit.pearson_chi2 / (len(x) - 2)), ""),
                (0.998, max(1, fit.pearson_chi2 / (len(x) - 2)), " --param level=0.998"),
                (0.95, 1, " --param overdispersion=0"),
            ]:
                b, se = fit.params[1], fit.bse[1] * phi**0.5
                low, high = b - z(level) * se, b + z(level) * se
                numbers = {
                    "slope": b, "slope;se": se, "slope;lower": low, "slope;upper": high, "p": 2 * scipy.stats.norm.sf(abs(b) / se),
                    "overdispersion": phi, "per cent a year": 100 * np.expm1(b), "per cent a year;lower": 100 * np.expm1(low),
                    "per cent a year;upper": 100 * np.expm1(high),
                }
                for name, v in numbers.items():
                    yield index, CASES + param, f"unit={area};part={name}", f"{STATSMODELS} GLM", v
        last = g.tail(5)
        x, n, t5 = last.cases.to_numpy(float), last.persons.to_numpy(float), last.year.to_numpy(float) - 2022
        X, N = x.sum(), n.sum()
        chi = N * (N * (t5 @ x) - X * (t5 @ n)) ** 2 / (X * (N - X) * (N * (t5**2 @ n) - (t5 @ n) ** 2))
        odds = np.log(x / (n - x))
        signs = {np.sign(np.polyfit(np.delete(t5, k), np.delete(odds, k), 1)[0]) for k in range(5)}
        slope = np.polyfit(t5, odds, 1)[0]
        yield from direction("recent-proportion-trend", CASES, area, chi, slope, signs, NUMPY)
        y, s = last.share.to_numpy(float), last.error.to_numpy(float)
        wls = sm.WLS(y, sm.add_constant(t5), weights=s**-2).fit()
        se = np.sqrt(wls.normalized_cov_params[1, 1])
        signs = {np.sign(np.polyfit(np.delete(t5, k), np.delete(y, k), 1, w=1 / np.delete(s, k))[0]) for k in range(5)}
        yield from direction("recent-value-trend", SHARES, area, (wls.params[1] / se) ** 2, wls.params[1], signs, STATSMODELS + " WLS")
        yield "recent-value-trend", SHARES, f"unit={area};part=slope;se", STATSMODELS + " WLS", se
        for arguments, v in [(CASES, [Decimal(int(a)) / int(b) for a, b in zip(g.cases, g.persons)]), (SHARES.replace(" --se error", ""), [Decimal(str(a)) for a in g.share])]:
            k = len(v)
            mean = sum(v) / k
            slope = sum((Decimal(2 * i - k + 1) / 2) * y for i, y in enumerate(v)) / sum((Decimal(2 * i - k + 1) / 2) ** 2 for i in range(k))
            numbers = {
                "total": 100 * (v[-1] / v[0] - 1), "compound a year": 100 * ((v[-1] / v[0]) ** (Decimal(1) / (k - 1)) - 1),
                "fitted a year": 100 * slope / (mean - slope * (k - 1) / 2),
            }
            for name, number in numbers.items():
                yield "change-over-years", arguments, f"unit={area};part={name}", EXACT, number


def direction(index, arguments, area, chi, slope, signs, program):
    way = np.sign(slope) if chi > scipy.stats.chi2.isf(0.002, 1) and signs == {np.sign(slope)} else 0
    for name, v in [("chi-squared", chi), ("slope", slope), ("direction", way)]:
        yield index, arguments, f"unit={area};part={name}", program, v


def rows():
    ages = pd.read_csv(os.path.join(HERE, "data", "deaths-by-age.csv"))
    yield from rates(ages)
    yield from lives(ages)
    yield from trends(pd.read_csv(os.path.join(HERE, "data", "cases-by-year.csv")))
    yield from recurring(pd.read_csv(os.path.join(HERE, "data", "admissions.csv")))


if __name__ == "__main__":
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["index", "arguments", "part", "program", "value", "tolerance"])
    for index, arguments, part, program, value in rows():
        out.writerow([index, arguments, part, program, repr(float(value)), f"{max(1e-10, abs(float(value)) * 1e-10):.0e}"])
