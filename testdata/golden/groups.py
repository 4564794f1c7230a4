"""Prints groups.csv: indices of two groups and more from their formulas, in exact fractions and decimals of 40 digits.

Only Python's standard library is needed. The formulas are written as in the sources that the indices name, as double
sums where the program sorts.
"""

import csv
import sys
from decimal import Decimal, getcontext
from fractions import Fraction as F

getcontext().prec = 40


def column(file, name):
    with open(f"data/{file}") as f:
        return [int(row[name]) for row in csv.DictReader(f)]


def dec(f):
    return Decimal(f.numerator) / Decimal(f.denominator)


def entropy(shares):
    return -sum(dec(p) * dec(p).ln() for p in shares if p)


def two(x, y):
    """The values of two groups by ID and arguments."""
    units = [(a, b) for a, b in zip(x, y) if a + b]
    X, Y = sum(x), sum(y)
    T, P = X + Y, F(X, X + Y)
    D = sum(abs(F(a, X) - F(b, Y)) for a, b in units) / 2
    t = [a + b for a, b in units]
    p = [F(a, a + b) for a, b in units]
    n = range(len(units))
    G = sum(t[i] * t[j] * abs(p[i] - p[j]) for i in n for j in n) / (2 * T * T * P * (1 - P))
    E = entropy([P, 1 - P])
    M = E - sum(dec(F(t[i], T)) * entropy([p[i], 1 - p[i]]) for i in n)
    root = sum(dec(F(a * b, X * Y)).sqrt() for a, b in units)
    sociable = [(a, b) for a, b in units if a + b > 1]
    alone = sum(a for a, b in sociable)
    yield "dissimilarity", "", D
    yield "gorard-segregation", "", sum(abs(F(a, X) - F(a + b, T)) for a, b in units) / 2
    yield "gini-segregation", "", G
    yield "theil-h", "", M / E
    yield "atkinson-segregation", "", 1 - root * root
    for b in ("0.1", "0.25", "0.9"):
        e = Decimal(b)
        s = sum(dec(F(a, X)) ** e * dec(F(c, Y)) ** (1 - e) for a, c in units if a * c)
        yield "atkinson-segregation", f" --param b={b}", 1 - s ** (1 / (1 - e))
    yield "hutchens", "", 1 - root
    low, high = (sum(f(F(a, X), F(b, Y)) for a, b in units) for f in (min, max))
    yield "min-max", "", 1 - low / high
    yield "correlation-ratio", "", sum(t[i] * (p[i] - P) ** 2 for i in n) / (T * P * (1 - P))
    # v(s) is the share of X where p >= s: a step function, integrated step by step.
    steps = sorted({F(0), P, F(1), *p})
    v = lambda s: sum(F(a, X) for (a, b), q in zip(units, p) if q >= s)
    below = sum((b - a) * v(b) for a, b in zip(steps, steps[1:]) if b <= P)
    above = sum((b - a) * v(b) for a, b in zip(steps, steps[1:]) if a >= P)
    yield "concentration-profile", "", (P - below + above) / (1 - P)
    xx = sum(F(a, X) * F(a, a + b) for a, b in units)
    yield "isolation", "", xx
    yield "interaction", "", sum(F(a, X) * F(b, a + b) for a, b in units)
    yield "isolation-self-excluded", "", sum(F(a, alone) * F(a - 1, a + b - 1) for a, b in sociable)
    yield "interaction-self-excluded", "", sum(F(a, alone) * F(b, a + b - 1) for a, b in sociable)


def curve(x, y):
    order = sorted({F(a, a + b) for a, b in zip(x, y) if a + b})
    others = group = F(0)
    yield others, group
    for p in order:
        others += sum(F(b, sum(y)) for a, b in zip(x, y) if a + b and F(a, a + b) == p)
        group += sum(F(a, sum(x)) for a, b in zip(x, y) if a + b and F(a, a + b) == p)
        yield others, group


def many(groups):
    """The values of several groups."""
    units = [u for u in zip(*groups) if sum(u)]
    N = [sum(g) for g in groups]
    T, K = sum(N), len(N)
    P = [F(n, T) for n in N]
    I = sum(p * (1 - p) for p in P)
    t = [sum(u) for u in units]
    p = [[F(v, sum(u)) for v in u] for u in units]
    n, k = range(len(units)), range(K)
    E = entropy(P)
    local = sum(dec(F(t[i], T)) * entropy(p[i]) for i in n)
    yield "multigroup-dissimilarity", "", sum(t[i] * abs(p[i][j] - P[j]) for i in n for j in k) / (2 * T * I)
    yield "multigroup-gini", "", sum(
        t[i] * t[h] * abs(p[i][j] - p[h][j]) for i in n for h in n for j in k) / (2 * T * T * I)
    yield "multigroup-theil-h", "", (E - local) / E
    square = lambda i, j: t[i] * (p[i][j] - P[j]) ** 2
    yield "relative-diversity", "", sum(square(i, j) for i in n for j in k) / (T * I)
    yield "squared-coefficient-of-variation", "", sum(square(i, j) / (T * (K - 1) * P[j]) for i in n for j in k)
    yield "normalised-exposure", "", sum(square(i, j) / (T * (1 - P[j])) for i in n for j in k)
    product = Decimal(0)
    for u in units:
        if all(u):
            product += sum(dec(F(v, N[j])).ln() for j, v in enumerate(u)).__truediv__(K).exp()
    yield "symmetric-atkinson", "", 1 - product
    yield "mutual-information", "", E - local
    yield "mutual-information", " --param base=2", (E - local) / Decimal(2).ln()
    yield "divergence", "", E - local
    yield "entropy", "", E
    yield "pielou-evenness", "", E / Decimal(K).ln()
    yield "simpson-interaction", "", I
    yield "simpson-concentration", "", 1 - I
    yield "berger-parker", "", max(P)
    yield "hill", " --param order=0", F(K)
    yield "hill", " --param order=1", E.exp()
    yield "hill", "", 1 / sum(q * q for q in P)
    for q in ("0.5", "3"):
        e = Decimal(q)
        s = sum(dec(x) ** e for x in P)
        yield "hill", f" --param order={q}", s ** (1 / (1 - e))
        yield "renyi", f" --param order={q}", s.ln() / (1 - e)
    yield "mean-local-entropy", "", local


def exposures(names, groups, own):
    for a, A in zip(names, groups):
        people = sum(v for i, v in enumerate(A) if sum(g[i] for g in groups) > own)
        for b, B in zip(names, groups):
            total = F(0)
            for i, v in enumerate(A):
                t = sum(g[i] for g in groups)
                if t > own:
                    total += F(v, people) * F(B[i] - (own if a == b else 0), t - own)
            yield f"group={a};with={b}", total


out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["index", "arguments", "part", "program", "value", "tolerance"])


def row(index, arguments, part, value):
    value = dec(value) if isinstance(value, F) else value
    out.writerow([index, arguments, part, "exact arithmetic", repr(float(value)), "1e-13"])


schools = "--data golden/data/schools.csv --unit school --group minority,majority"
x, y = column("schools.csv", "minority"), column("schools.csv", "majority")
for index, more, value in two(x, y):
    row(index, schools + more, "", value)
for others, group in curve(x, y):
    row("segregation-curve", schools, f"at={repr(float(others)).removesuffix('.0')}", group)
names = ["sweden", "nordic", "europe", "world"]
groups = [column("neighbourhoods.csv", name) for name in names]
areas = "--data golden/data/neighbourhoods.csv --unit area --group " + ",".join(names)
for index, more, value in many(groups):
    row(index, areas + more, "", value)
for own in (0, 1):
    for part, value in exposures(names, groups, own):
        row("exposure-matrix", areas + (" --param self-excluded=1" if own else ""), part, value)
