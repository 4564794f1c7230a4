"""Writes events.csv: values of indices of counts among populations, and of quantile groups, for data/areas.csv, data/districts.csv
and data/deaths-by-age.csv.

    python events.py > events.csv

Where no program has a number, its formula is worked out here, in decimals of 50 digits or by solving for it.
"""

import csv
import itertools
import os
import sys
from decimal import Decimal, getcontext
from fractions import Fraction
from importlib.metadata import version

import numpy as np
import pandas as pd
import scipy.optimize
import scipy.stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

getcontext().prec = 50
HERE = os.path.dirname(os.path.abspath(__file__))
AREAS = "--data golden/data/areas.csv --unit area"
CASES = f"{AREAS} --group cases --total persons"

SCIPY = f"SciPy {version('scipy')}"
STATSMODELS = f"statsmodels {version('statsmodels')}"
NUMPY = f"NumPy {version('numpy')}"
EXACT = "exact arithmetic"
Z95, Z998 = scipy.stats.norm.ppf([0.975, 0.999])


def wilson(x, n, z=Z95):
    """Roots of (p − x/n)² = z² p(1 − p)/n."""
    return np.array(sorted(np.roots([1 + z * z / n, -(2 * x + z * z) / n, (x / n) ** 2]).real))


def poisson(x, level=0.95):
    """Exact below ten events, Byar's from ten."""
    a = (1 - level) / 2
    if x < 10:
        return np.array([scipy.stats.chi2.ppf(a, 2 * x) / 2 if x else 0, scipy.stats.chi2.ppf(1 - a, 2 * x + 2) / 2])
    z = scipy.stats.norm.ppf(1 - a)
    return np.array([x * (1 - 1 / (9 * x) - z / (3 * x**0.5)) ** 3,
                     (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * (x + 1) ** 0.5)) ** 3])


def clopper_pearson(x, n, level):
    a = (1 - level) / 2
    return scipy.stats.beta.ppf(a, x, n - x + 1) if x else 0, scipy.stats.beta.ppf(1 - a, x + 1, n - x) if x < n else 1


def mover_difference(v1, limits1, v2, limits2):
    (l1, u1), (l2, u2) = limits1, limits2
    return (v1 - v2 - np.hypot(v1 - l1, u2 - v2), v1 - v2 + np.hypot(u1 - v1, v2 - l2))


def mover_ratio(v1, limits1, v2, limits2):
    """The ratios θ at which a limit of v1 − θ v2 is zero."""
    (l1, u1), (l2, u2) = limits1, limits2

    def solve(f, low, high):
        return scipy.optimize.brentq(f, low, high, xtol=1e-300, rtol=1e-15, maxiter=1000)

    lower = solve(lambda t: v1 - t * v2 - np.hypot(v1 - l1, t * (u2 - v2)), 0, v1 / v2) if l1 > 0 else 0
    upper = solve(lambda t: v1 - t * v2 + np.hypot(u1 - v1, t * (v2 - l2)), v1 / v2, 1e6)
    return lower, upper


def rest(t, area):
    others = t[t.area != area]
    return int(others.cases.sum()), int(others.persons.sum())


def exact_proportion(t):
    for a in t.itertuples():
        low, high = proportion_confint(a.cases, a.persons, method="beta")
        yield CASES, f"unit={a.area}", EXACT, 100 * Fraction(a.cases, a.persons)
        yield CASES, f"unit={a.area};lower", f"{STATSMODELS} proportion_confint", 100 * (low if a.cases else 0)
        yield CASES, f"unit={a.area};upper", f"{STATSMODELS} proportion_confint", 100 * high
    low, high = clopper_pearson(15, 148, 0.998)
    yield f"{CASES} --param level=0.998", "unit=harbour;lower", f"{SCIPY} beta.ppf", 100 * low
    yield f"{CASES} --param level=0.998", "unit=harbour;upper", f"{SCIPY} beta.ppf", 100 * high


def pairs(t):
    """Arguments, unit and the counts of each comparison: with the rest, and with a reference."""
    for a in t.itertuples():
        yield CASES, f"unit={a.area}", a.cases, a.persons, *rest(t, a.area)
    m = t[t.area == "meadow"].iloc[0]
    for a in t.itertuples():
        if a.area != "meadow":
            yield f"{CASES} --reference meadow", f"unit={a.area}", a.cases, a.persons, int(m.cases), int(m.persons)


def proportion_difference(t):
    for arguments, part, x1, n1, x2, n2 in pairs(t):
        low, high = confint_proportions_2indep(x1, n1, x2, n2, method="newcomb", compare="diff")
        yield arguments, part, EXACT, 100 * (Fraction(x1, n1) - Fraction(x2, n2))
        yield arguments, f"{part};lower", f"{STATSMODELS} confint_proportions_2indep newcomb", 100 * low
        yield arguments, f"{part};upper", f"{STATSMODELS} confint_proportions_2indep newcomb", 100 * high


def proportion_ratio(t):
    for arguments, part, x1, n1, x2, n2 in pairs(t):
        ratio = Fraction(x1, n1) / Fraction(x2, n2)
        yield arguments, part, EXACT, ratio
        if x1 > 0:
            half = Decimal(Z95) * (1 / Decimal(x1) - 1 / Decimal(n1) + 1 / Decimal(x2) - 1 / Decimal(n2)).sqrt()
            log = (Decimal(ratio.numerator) / Decimal(ratio.denominator)).ln()
            yield arguments, f"{part};lower", "formula in 50 digits", (log - half).exp()
            yield arguments, f"{part};upper", "formula in 50 digits", (log + half).exp()
        low, high = mover_ratio(x1 / n1, wilson(x1, n1), x2 / n2, wilson(x2, n2))
        yield f"{arguments} --param method=1", f"{part};lower", f"{SCIPY} brentq", low
        yield f"{arguments} --param method=1", f"{part};upper", f"{SCIPY} brentq", high


def rate_difference(t):
    for arguments, part, x1, n1, x2, n2 in pairs(t):
        low, high = mover_difference(x1 / n1, poisson(x1) / n1, x2 / n2, poisson(x2) / n2)
        yield arguments, part, EXACT, 100_000 * (Fraction(x1, n1) - Fraction(x2, n2))
        yield arguments, f"{part};lower", f"formula, {SCIPY} chi2 and norm", 100_000 * low
        yield arguments, f"{part};upper", f"formula, {SCIPY} chi2 and norm", 100_000 * high


def rate_ratio(t):
    for arguments, part, x1, n1, x2, n2 in pairs(t):
        low, high = clopper_pearson(x1, x1 + x2, 0.95)
        yield arguments, part, EXACT, Fraction(x1, n1) / Fraction(x2, n2)
        yield arguments, f"{part};lower", f"{SCIPY} beta.ppf", low / (1 - low) * n2 / n1
        yield arguments, f"{part};upper", f"{SCIPY} beta.ppf", high / (1 - high) * n2 / n1
        low, high = mover_ratio(x1 / n1, poisson(x1) / n1, x2 / n2, poisson(x2) / n2)
        yield f"{arguments} --param method=1", f"{part};lower", f"{SCIPY} brentq", low
        yield f"{arguments} --param method=1", f"{part};upper", f"{SCIPY} brentq", high


def part_and_whole(t, of_city):
    N = int(t.persons.sum())
    for a in t.itertuples():
        (x1, n1), (x2, n2) = (a.cases, a.persons), rest(t, a.area)
        scale = 100 * (1 - n1 / N if of_city else 1)
        unit, other = f"unit={a.area};part=", Fraction(t.cases.sum(), N) if of_city else Fraction(x2, n2)
        yield CASES, f"{unit}difference", EXACT, 100 * (Fraction(x1, n1) - other)
        low, high = confint_proportions_2indep(x1, n1, x2, n2, method="newcomb", compare="diff")
        yield CASES, f"{unit}difference;lower", f"{STATSMODELS} confint_proportions_2indep newcomb", scale * low
        yield CASES, f"{unit}difference;upper", f"{STATSMODELS} confint_proportions_2indep newcomb", scale * high
        # The covariance of part and whole, said in full.
        p, r, s = x1 / n1, x2 / n2, n1 / N
        part = p * (1 - p) / n1
        whole = s * s * part + (1 - s) ** 2 * r * (1 - r) / n2
        variance = part + whole - 2 * s * part if of_city else part + r * (1 - r) / n2
        yield CASES, f"{unit}difference;se", "formula in floating point", 100 * variance**0.5
        z, probability = proportions_ztest([x1, x2], [n1, n2])
        yield CASES, f"{unit}z", f"{STATSMODELS} proportions_ztest", z
        yield CASES, f"{unit}p-value", f"{STATSMODELS} proportions_ztest", probability
        arguments = f"{CASES} --param kind=1"
        low, high = mover_difference(p, poisson(x1) / n1, r, poisson(x2) / n2)
        yield arguments, f"{unit}difference;lower", f"formula, {SCIPY} chi2 and norm", scale * low
        yield arguments, f"{unit}difference;upper", f"formula, {SCIPY} chi2 and norm", scale * high
        yield arguments, f"{unit}z", "formula in floating point", (p - r) / ((x1 + x2) / N * (1 / n1 + 1 / n2)) ** 0.5


def mean(t):
    expected = t.expected.to_numpy()
    arguments = f"{AREAS} --value expected"
    for level in (0.95, 0.998):
        interval = scipy.stats.ttest_1samp(expected, 0).confidence_interval(level)
        more = "" if level == 0.95 else f" --param level={level}"
        yield f"{arguments}{more}", "", EXACT, sum(Fraction(str(v)) for v in expected) / len(expected)
        yield f"{arguments}{more}", ";se", f"{SCIPY} sem", scipy.stats.sem(expected)
        yield f"{arguments}{more}", ";lower", f"{SCIPY} ttest_1samp", interval.low
        yield f"{arguments}{more}", ";upper", f"{SCIPY} ttest_1samp", interval.high
    w, n = t.persons.to_numpy() / t.persons.sum(), len(t)
    weighted = np.average(expected, weights=w)
    se = (n / (n - 1) * (w**2 * (expected - weighted) ** 2).sum()) ** 0.5
    half = scipy.stats.t.ppf(0.975, n - 1) * se
    arguments = f"{arguments} --weight persons"
    yield arguments, "", f"{NUMPY} average", weighted
    yield arguments, ";se", "formula in floating point", se
    yield arguments, ";lower", f"formula, {SCIPY} t.ppf", weighted - half
    yield arguments, ";upper", f"formula, {SCIPY} t.ppf", weighted + half


def quantile_groups(t):
    """PHEindicatormethods' formula as it stands there, NumPy's type 7 quantiles, and NTILE as SQL defines it."""
    districts = pd.read_csv(os.path.join(HERE, "data", "districts.csv"))
    arguments = "--data golden/data/districts.csv --unit district --value income"
    n, k = len(districts), 4
    rank = districts.income.rank(method="min")
    bounds = np.percentile(districts.income, np.linspace(0, 100, k + 1), method="linear")
    for place, d in enumerate(districts.itertuples()):
        unit = f"unit={d.district}"
        by_rank = np.floor((k + 1) - np.ceil((n + 1 - rank[place]) / (n / k)))
        yield f"{arguments} --param groups=4", unit, "formula of PHEindicatormethods", by_rank
        yield f"{arguments} --param groups=4 --param definition=2", unit, f"{NUMPY} percentile", np.searchsorted(bounds[1:], d.income) + 1
        ntile = [1, 1, 2, 2, 3, 4][int(rank[place]) - 1]
        yield f"{arguments} --param groups=4 --param definition=3", unit, "NTILE: groups of 2, 2, 1 and 1", ntile


def interpolated(distribution, p):
    """The exact quantile, drawn to a line between the whole numbers (Spiegelhalter 2005)."""
    r = distribution.ppf(p)
    return r - (distribution.cdf(r) - p) / (distribution.cdf(r) - distribution.cdf(r - 1))


def turned_round(expected, p, upper):
    """The number of events, not whole, whose exact limit is the number expected."""
    if upper:
        return scipy.optimize.brentq(lambda x: scipy.stats.chi2.ppf(p, 2 * x) / 2 - expected, expected, 5 * expected + 50, xtol=1e-13, rtol=1e-15)
    f = lambda x: scipy.stats.chi2.ppf(1 - p, 2 * x + 2) / 2 - expected
    return scipy.optimize.brentq(f, 0, expected, xtol=1e-13, rtol=1e-15) if f(0) < 0 else 0


def by_age():
    """Observed and expected deaths of each area of data/deaths-by-age.csv."""
    ages = pd.read_csv(os.path.join(HERE, "data", "deaths-by-age.csv"))
    ages["expected"] = ages.population * ages.city_deaths / ages.city_population
    return ages.groupby("area", sort=False)[["deaths", "expected"]].sum().reset_index()


def funnel(t, of, level):
    """Arguments, part, program and value of a funnel with each kind of limits and of overdispersion."""
    p, z = (1 - level) / 2, scipy.stats.norm.ppf((1 + level) / 2)
    if of == "ratio":
        t, theta, per = by_age(), 1, 100
        x, n = t.deaths.to_numpy(), t.expected.to_numpy()
        arguments = "--data golden/data/deaths-by-age.csv --unit area --at age --group deaths --total population"
        arguments += " --expected-group city_deaths --expected-total city_population"
    else:
        theta, per = t.cases.sum() / t.persons.sum(), {"proportion": 100, "rate": 100_000}[of]
        x, n = t.cases.to_numpy(), t.persons.to_numpy(dtype=float)
        arguments = CASES
    if level != 0.95:
        arguments += f" --param level={level}"
    y = x / n
    se = np.sqrt((theta * (1 - theta) if of == "proportion" else theta) / n)
    score = (y - theta) / se
    low, high = np.percentile(score, [10, 90])
    phi = (np.clip(score, low, high) ** 2).mean()
    w = 1 / se**2
    between = max(0, (len(t) * phi - (len(t) - 1)) / (w.sum() - (w**2).sum() / w.sum()))
    yield arguments, "part=benchmark", EXACT, per * theta
    yield arguments, "part=dispersion", f"formula, {NUMPY} percentile", phi
    yield arguments, "part=standard deviation between units", f"formula, {NUMPY} percentile", per * between**0.5
    for i, area in enumerate(t.area):
        yield arguments, f"unit={area};part=value", EXACT, per * y[i]
        yield arguments, f"unit={area};part=z", "formula in floating point", score[i]
        exact = scipy.stats.binom(n[i], theta) if of == "proportion" else scipy.stats.poisson(n[i] * theta)
        limits = {
            ("", f"{SCIPY} {exact.dist.name}.ppf"): (interpolated(exact, p) / n[i], interpolated(exact, 1 - p) / n[i]),
            (" --param limits=2", f"formula, {SCIPY} norm.ppf"): (theta - z * se[i], theta + z * se[i]),
        }
        for k, wide in (("1", se[i] * phi**0.5), ("2", (se[i] ** 2 + between) ** 0.5)):
            limits[f" --param overdispersion={k}", f"formula, {NUMPY} percentile"] = (theta - z * wide, theta + z * wide)
        if of == "proportion":
            limits[" --param limits=1", "quadratic equation"] = wilson(n[i] * theta, n[i], z)
        else:
            limits[" --param limits=1", f"{SCIPY} brentq and chi2.ppf"] = [turned_round(n[i] * theta, p, upper) / n[i] for upper in (False, True)]
        for (more, program), (lower, upper) in limits.items():
            lower = max(0, lower)
            upper = min(1, upper) if of == "proportion" else upper
            yield arguments + more, f"unit={area};part=benchmark;lower", program, per * lower
            yield arguments + more, f"unit={area};part=benchmark;upper", program, per * upper
            yield arguments + more, f"unit={area};part=verdict", program, int(y[i] > upper) - int(y[i] < lower)


def verdict(value, inner, outer):
    below, above = [value < limits[0] for limits in (inner, outer)], [value > limits[1] for limits in (inner, outer)]
    return sum(above) - sum(below)


def control_chart(t):
    theta = t.cases.sum() / t.persons.sum()
    for a in t.itertuples():
        expected = theta * a.persons
        limits = [wilson(expected, a.persons, z) for z in (Z95, Z998)]
        yield CASES, f"unit={a.area}", "quadratic equation", verdict(a.cases / a.persons, *limits)
        limits = [(scipy.stats.chi2.ppf(p, 2 * np.ceil(expected)) / 2, scipy.stats.chi2.ppf(1 - p, 2 * np.floor(expected) + 2) / 2) for p in (0.025, 0.001)]
        yield f"{CASES} --param kind=1", f"unit={a.area}", f"{SCIPY} chi2.ppf", verdict(a.cases, *limits)


def interval_comparison(t):
    theta = t.cases.sum() / t.persons.sum()
    m = t[t.area == "meadow"].iloc[0]
    for a in t.itertuples():
        limits = [wilson(a.cases, a.persons, z) for z in (Z95, Z998)]
        yield CASES, f"unit={a.area}", "quadratic equation", -verdict(theta, *limits)
        yield f"{CASES} --param outer-level=0.9", f"unit={a.area}", "quadratic equation", -verdict(theta, limits[0], (0, 1))
        yield f"{CASES} --param low-is-good=1", f"unit={a.area}", "quadratic equation", verdict(theta, *limits)
        if a.area != "meadow":
            limits = [poisson(a.cases, level) / a.persons for level in (0.95, 0.998)]
            yield f"{CASES} --reference meadow --param kind=1", f"unit={a.area}", f"{SCIPY} chi2 and norm", -verdict(m.cases / m.persons, *limits)


def overlap_comparison(t):
    city = wilson(t.cases.sum(), t.persons.sum())
    for a in t.itertuples():
        low, high = wilson(a.cases, a.persons)
        yield CASES, f"unit={a.area}", "quadratic equation", int(low > city[1]) - int(high < city[0])


def target_comparison(t):
    for a in t.itertuples():
        y, (low, high) = 100 * a.cases / a.persons, 100 * wilson(a.cases, a.persons)
        unit = f"unit={a.area}"
        low998, high998 = 100 * wilson(a.cases, a.persons, Z998)
        city = 100 * t.cases.sum() / t.persons.sum()
        yield f"{CASES} --param level=0.998", unit, "quadratic equation", int(low998 >= city) - int(high998 < city)
        yield f"{CASES} --param target=0.04", unit, "quadratic equation", int(low >= 4) - int(high < 4)
        yield f"{CASES} --param target=0.04 --param interval=0", unit, EXACT, 1 if y >= 4 else -1
        yield f"{CASES} --param target=0.04 --param interval=0 --param low-is-good=1", unit, EXACT, 1 if y <= 4 else -1
        yield f"{CASES} --param target=0.04 --param target-upper=0.08", unit, EXACT, int(y >= 8) - int(y < 4)


ROWS = {
    "exact-proportion": exact_proportion,
    "proportion-difference": proportion_difference,
    "proportion-ratio": proportion_ratio,
    "rate-difference": rate_difference,
    "rate-ratio": rate_ratio,
    "rest-difference": lambda t: part_and_whole(t, False),
    "city-difference": lambda t: part_and_whole(t, True),
    "mean": mean,
    "proportion-funnel": lambda t: itertools.chain(funnel(t, "proportion", 0.95), funnel(t, "proportion", 0.998)),
    "rate-funnel": lambda t: itertools.chain(funnel(t, "rate", 0.95), funnel(t, "rate", 0.998)),
    "ratio-funnel": lambda t: itertools.chain(funnel(t, "ratio", 0.95), funnel(t, "ratio", 0.998)),
    "control-chart": control_chart,
    "interval-comparison": interval_comparison,
    "overlap-comparison": overlap_comparison,
    "target-comparison": target_comparison,
    "quantile-groups": quantile_groups,
}


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["index", "arguments", "part", "program", "value", "tolerance"])
    t = pd.read_csv(os.path.join(HERE, "data", "areas.csv"))
    for index, rows in ROWS.items():
        for arguments, part, program, value in rows(t):
            value = float(value)
            out.writerow([index, arguments, part, program, repr(value), f"{max(1, abs(value)) * 1e-11:.0e}"])


if __name__ == "__main__":
    main()
