"""Writes noise-corrected.csv: disparity between districts without what chance makes of it.

    python noise_corrected.py > noise-corrected.csv

Moments of the observed variance come from matrices, slopes of the measures from numerical derivatives in 40 digits, and limits from
SciPy's noncentral chi-squared distribution and its root finder.
"""

import csv
import os
import sys

import numpy as np
import scipy
from mpmath import diff, log, mp, mpf, sqrt
from scipy.optimize import brentq
from scipy.stats import chi2, ncx2, norm

mp.dps = 40
HERE = os.path.dirname(os.path.abspath(__file__))
SHARE = "--data golden/data/districts.csv --unit district --group jobless --total population --per 100"
RATE = "--data golden/data/districts.csv --unit district --group deaths --total population --per 1000 --events rate"
PROGRAM = f"SciPy {scipy.__version__} ncx2, mpmath"



def table(name):
    with open(os.path.join(HERE, "data", name)) as f:
        return list(csv.DictReader(f))


class Noise:
    def __init__(self, y, p, v):
        """y estimates, p shares of the population, v sampling variances"""
        self.y, self.p, self.v = y, p, v
        m = np.diag(p) - np.outer(p, p)
        s = np.diag(v)
        self.mu = p @ y
        self.observed = y @ m @ y
        self.expected = np.trace(m @ s)
        self.variance = 2 * np.trace(m @ s @ m @ s)
        self.true = max(0.0, self.observed - self.expected)
        self.slope = (y @ m @ s @ m @ y) / self.observed

    def at_most(self, x, b, slope):
        c = (self.variance + 4 * slope * b) / (2 * (self.expected + 2 * b))
        df = self.expected / c
        return ncx2.cdf(x / c, df, b / c) if b > 0 else chi2.cdf(x / c, df)

    def limits(self, slope, level=0.95):
        alpha = (1 - level) / 2
        x = self.observed
        if self.at_most(x, 0, slope) < 0.25:
            x = brentq(lambda x: self.at_most(x, 0, slope) - 0.25, 0, self.expected, xtol=1e-14)
        out = []
        for p in (1 - alpha, alpha):
            f = lambda b: self.at_most(x, b, slope) - p
            out.append(0.0 if f(0) <= 0 else brentq(f, 0, 50 * (x + self.expected), xtol=1e-14, rtol=1e-14))
        return out

    def slope_of(self, measure, rise, weight=lambda j: 1.0):
        y = [mpf(float(v)) for v in self.y]
        total = 0.0
        for j in range(len(y)):
            g = diff(lambda v: measure(y[:j] + [v] + y[j + 1 :], self.p), y[j])
            total += (float(g) / rise * weight(j)) ** 2 * self.v[j]
        slope = total / self.observed / 4
        return min(max(slope, self.slope / 10), 10 * self.slope)


def mean(y, p):
    return sum(mpf(float(w)) * v for w, v in zip(p, y))


def variance(y, p):
    return sum(mpf(float(w)) * (v - mean(y, p)) ** 2 for w, v in zip(p, y))


def cov(y, p):
    return sqrt(variance(y, p)) / mean(y, p)


def idis(y, p):
    return sum(mpf(float(w)) * abs(v - mean(y, p)) for w, v in zip(p, y)) / mean(y, p)


def theil(y, p):
    return sum(mpf(float(w)) * v / mean(y, p) * log(v / mean(y, p)) for w, v in zip(p, y))


def mld(y, p):
    return -sum(mpf(float(w)) * log(v / mean(y, p)) for w, v in zip(p, y))


def folded_variance(m):
    m = abs(m)
    e = np.sqrt(2 / np.pi) * np.exp(-m * m / 2) + m * (1 - 2 * norm.cdf(-m))
    return m * m + 1 - e * e


def measures(n):
    """Of each index: the function of the true variance, and the slope."""
    y = [mpf(float(v)) for v in n.y]
    sd = np.sqrt(n.observed)
    part = float(idis(y, n.p)) * n.mu / sd
    shrunken = np.sqrt(n.true / n.observed)
    half = lambda j: np.sqrt((1 + folded_variance(shrunken * (n.y[j] - n.mu) / np.sqrt(n.v[j]))) / 2)
    yield "noise-corrected-bgv", lambda b: b, n.slope
    yield "noise-corrected-bgsd", np.sqrt, n.slope
    yield "noise-corrected-cov", lambda b: 100 * np.sqrt(b) / n.mu, n.slope_of(cov, 1 / (2 * sd * n.mu))
    yield "noise-corrected-idis", lambda b: 100 * part * np.sqrt(b) / n.mu, n.slope_of(idis, part / (2 * sd * n.mu), half)
    for index, f in (("noise-corrected-theil-t", theil), ("noise-corrected-mld", mld)):
        per = float(f(y, n.p)) / n.observed
        yield index, lambda b, per=per: per * b, n.slope_of(f, per)
    yield "noise-share", lambda b: n.expected / (n.expected + b), n.slope


def counts(rows, events, per, shares):
    x, size = np.array([float(r[events]) for r in rows]), np.array([float(r["population"]) for r in rows])
    part = (x + 2 * x.sum() / size.sum()) / (size + 2)
    v = per**2 * part / size * ((1 - part) if shares else 1)
    return Noise(per * x / size, size / size.sum(), v)


def change(before, after):
    for name, at in (("standard deviation", 1), ("coefficient of variation", 2)):
        value, lower, upper = [], [], []
        for n in (before, after):
            _, f, slope = list(measures(n))[at]
            low, high = n.limits(slope)
            value.append(f(n.true)), lower.append(f(low)), upper.append(f(high))
        d = value[1] - value[0]
        down, up = np.hypot(value[1] - lower[1], upper[0] - value[0]), np.hypot(upper[1] - value[1], value[0] - lower[0])
        yield f"part={name}", d
        yield f"part={name};lower", d - down
        yield f"part={name};upper", d + up
        yield f"part={name}, before", value[0]
        yield f"part={name}, after", value[1]
        yield f"part={name}, p-value", 2 * norm.sf(abs(d) / (down if d >= 0 else up) * norm.ppf(0.975))


def rows():
    districts = table("districts.csv")
    for arguments, n in ((SHARE, counts(districts, "jobless", 100, True)), (RATE, counts(districts, "deaths", 1000, False))):
        for index, f, slope in measures(n):
            low, high = (f(b) for b in n.limits(slope))
            yield index, arguments, "", PROGRAM, f(n.true)
            yield index, arguments, ";lower", PROGRAM, min(low, high)
            yield index, arguments, ";upper", PROGRAM, max(low, high)
    years = table("survey-years.csv")
    two = []
    for year in ("2020", "2025"):
        at = [r for r in years if r["year"] == year]
        size = np.array([float(r["population"]) for r in at])
        two.append(Noise(np.array([float(r["share"]) for r in at]), size / size.sum(), np.array([float(r["error"]) for r in at]) ** 2))
    arguments = "--data golden/data/survey-years.csv --unit district --value share --se error --weight population --compare year=2020,2025"
    for part, v in change(*two):
        yield "disparity-change", arguments, part, PROGRAM, v


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["index", "arguments", "part", "program", "value", "tolerance"])
    for index, arguments, part, program, value in rows():
        value = float(value)
        out.writerow([index, arguments, part, program, repr(value), f"{max(1, abs(value)) * 1e-8:.0e}"])


main()
