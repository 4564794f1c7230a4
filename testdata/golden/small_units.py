"""Prints small-units.csv: what chance does to indices of small units, summed over whole distributions.

    python small_units.py > small-units.csv

Every expectation is a sum over all outcomes with SciPy's binomial and hypergeometric distributions, over pairs of units and
pairs of outcomes where the definition has pairs: no closed form, no sorting and nothing drawn.
"""

import csv
import sys

import numpy as np
from scipy.integrate import quad
from scipy.optimize import minimize, minimize_scalar
from scipy.stats import beta, betabinom, binom, hypergeom, norm

out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["index", "arguments", "part", "program", "value", "tolerance"])


def row(index, arguments, value, tolerance=1e-10):
    out.writerow([index, arguments, "", "sum over all outcomes with SciPy", repr(float(value)), tolerance])


def deviation(distribution, largest, centre):
    k = np.arange(largest + 1)
    return (distribution.pmf(k) * abs(k - centre)).sum()


def against_chance(value, expected):
    return (value - expected) / (1 - expected) if value >= expected else (value - expected) / expected


def two(arguments, x, y):
    t, X, Y = x + y, x.sum(), y.sum()
    T = X + Y
    P = X / T
    D = abs(x / X - y / Y).sum() / 2
    scale = 2 * T * P * (1 - P)
    for margins, distribution in ((0, lambda n: binom(n, P)), (1, lambda n: hypergeom(T, X, n))):
        expected = sum(deviation(distribution(n), n, n * P) for n in t) / scale
        row("expected-dissimilarity", f"{arguments} --param margins={margins}", expected)
        row("modified-dissimilarity", f"{arguments} --param margins={margins}", against_chance(D, expected))
    shares = [(np.arange(n + 1) / n, binom(n, P).pmf(np.arange(n + 1)), n) for n in t]
    expected = gini = 0
    for i, (p, a, n) in enumerate(shares):
        for j, (q, b, m) in enumerate(shares):
            gini += n * m * abs(x[i] / n - x[j] / m)
            if i != j:
                expected += n * m * (np.outer(a, b) * abs(p[:, None] - q[None, :])).sum()
    row("modified-gini", arguments, against_chance(gini / (T * scale), expected / (T * scale)))
    drawn = 0
    for a, b in zip(x, y):
        k, l = np.arange(X + 1), np.arange(Y + 1)
        drawn += (np.outer(binom(X, a / X).pmf(k), binom(Y, b / Y).pmf(l)) * abs(k[:, None] / X - l[None, :] / Y)).sum()
    row("bias-corrected-dissimilarity", arguments, 2 * D - drawn / 2)
    total = 0
    for p, q in zip(x / X, y / Y):
        sd = np.sqrt(p * (1 - p) / X + q * (1 - q) / Y)
        theta = abs(p - q) / sd
        density = lambda z: -(norm.pdf(z - theta) + norm.pdf(z + theta))
        best = minimize_scalar(density, bounds=(0, theta + 1), method="bounded", options={"xatol": 1e-12})
        if -density(0) >= -best.fun:
            continue
        total += sd * best.x
    row("density-corrected-dissimilarity", arguments, total / 2, 1e-6)


def many(arguments, table, base=np.e):
    t, N, T = table.sum(1), table.sum(0), table.sum()
    P = N / T
    E = -(P * np.log(P)).sum()
    M = 0
    for n in t:
        for K in N:
            k = np.arange(1, n + 1)
            M += (hypergeom(T, K, n).pmf(k) * k * np.log(k * T / (n * K))).sum() / T
    row("expected-mutual-information", arguments, M, 1e-9)
    row("expected-mutual-information", arguments + " --param base=2", M / np.log(2), 1e-9)
    row("expected-theil-h", arguments, M / E, 1e-9)


def corrected(arguments, table):
    """A sample of the share r: every term of the correction by itself."""
    m, n = table.sum(), table.sum(1)
    for r in (0, 0.25, 1):
        more = arguments + (f" --param rate={r}" if r else "")
        h = lambda s: -sum(p * np.log(p) for p in s if p > 0)
        lack = lambda counts: (1 - r) * (np.count_nonzero(counts) - 1) / (2 * counts.sum())
        own = sum(c.sum() / m * (h(c / c.sum()) + lack(c)) for c in table)
        whole = table.sum(0)
        # Var(P_k) of a sample of its own size from every unit.
        variance = sum((c.sum() / m) ** 2 * (c / c.sum()) * (1 - c / c.sum()) / c.sum() for c in table) * (1 - r)
        row("sampling-corrected-theil-h", more, 1 - own / (h(whole / m) + (variance / (2 * whole / m)).sum()))
        f = [0 if r == 1 else 1 / k if r == 0 else (k / r - k) / (k * (k / r - 1)) for k in n]
        diversity = [1 - ((c / c.sum()) ** 2).sum() for c in table]
        units = sum(k / m * i / (1 - g) for k, i, g in zip(n, diversity, f))
        city = 1 - ((whole / m) ** 2).sum() + sum((k / m) ** 2 * i / (1 - g) * g for k, i, g in zip(n, diversity, f))
        row("sampling-corrected-relative-diversity", more, 1 - units / city)


def read(file, columns):
    with open(f"data/{file}") as f:
        table = np.array([[int(r[c]) for c in columns] for r in csv.DictReader(f)])
    return table[table.sum(1) > 0]


schools = read("schools.csv", ["minority", "majority"])
two("--data golden/data/schools.csv --unit school --group minority,majority", schools[:, 0], schools[:, 1])
columns = ["sweden", "nordic", "europe", "world"]
areas = read("neighbourhoods.csv", columns)
arguments = "--data golden/data/neighbourhoods.csv --unit area --group " + ",".join(columns)
many(arguments, areas)
corrected(arguments, areas)
corrected("--data golden/data/schools.csv --unit school --group minority,majority", schools)
classes = read("classes.csv", ["girls", "boys"])
two("--data golden/data/classes.csv --unit class --group girls,boys", classes[:, 0], classes[:, 1])


def mixture(arguments, x, y):
    """One beta by Nelder and Mead's search from three starts, and its indices by numerical integration."""
    loss = lambda z: -betabinom.logpmf(x, x + y, *np.exp(z)).sum()
    options = dict(xatol=1e-12, fatol=1e-14, maxiter=20000, maxfev=20000)
    fits = [minimize(loss, start, method="Nelder-Mead", options=options) for start in ((0, 0), (1, 1), (2, 3))]
    a, b = np.exp(min(fits, key=lambda fit: fit.fun).x)
    d, P = beta(a, b), a / (a + b)
    integral = lambda f: sum(quad(f, *part, epsabs=1e-13, limit=500)[0] for part in ((0, P), (P, 1)))
    mean = lambda f: integral(lambda p: f(p) * d.pdf(p))
    entropy = lambda p: -(p * np.log(p) + (1 - p) * np.log1p(-p)) if 0 < p < 1 else 0
    for part, value in (
        ("dissimilarity", mean(lambda p: abs(p - P)) / (2 * P * (1 - P))),
        ("gini", integral(lambda p: d.cdf(p) * d.sf(p)) / (P * (1 - P))),
        ("theil-h", 1 - mean(entropy) / entropy(P)),
        ("atkinson", 1 - mean(lambda p: np.sqrt(p * (1 - p))) ** 2 / (P * (1 - P))),
        ("correlation-ratio", d.var() / (P * (1 - P))),
    ):
        out.writerow(["beta-mixture", arguments, f"part={part}", "maximum likelihood and integration with SciPy", repr(float(value)), 1e-6])


mixture("--data golden/data/schools.csv --unit school --group minority,majority", schools[:, 0], schools[:, 1])
mixture("--data golden/data/classes.csv --unit class --group girls,boys", classes[:, 0], classes[:, 1])
