"""Writes unordered-measures.csv: WHO's measures of districts without an order, with standard errors and limits.

    python unordered_measures.py > unordered-measures.csv

Values come from the formulas in 40 digits. Standard errors come from the measures themselves: a derivative by each estimate is taken
numerically, so that no formula of a derivative is used; the variance of the between-group variance is that of a quadratic form of
normal numbers, 2 tr(MSMS) + 4 y'MSMy.
"""

import csv
import os
import sys

from mpmath import diff, erfinv, exp, inf, log, matrix, mp, mpf, sqrt

mp.dps = 40
HERE = os.path.dirname(os.path.abspath(__file__))
SHARE = "--data golden/data/districts.csv --unit district --group jobless --total population --per 100 --low-is-good"
PLAIN = "--data golden/data/districts.csv --unit district --value rate --weight population --low-is-good"
EXACT = f"formula in {mp.dps} digits"
SLOPES = f"derivatives in {mp.dps} digits"
Z = sqrt(2) * erfinv(mpf("0.95"))


def table():
    with open(os.path.join(HERE, "data", "districts.csv")) as f:
        return list(csv.DictReader(f))


DISTRICTS = table()
N = [mpf(d["population"]) for d in DISTRICTS]
P = [n / sum(N) for n in N]
X = [mpf(d["jobless"]) for d in DISTRICTS]
Y = [100 * x / n for x, n in zip(X, N)]
SE = [100 * sqrt(x / n * (1 - x / n) / n) for x, n in zip(X, N)]
J = range(len(N))
LAKE = [d["district"] for d in DISTRICTS].index("lake")
BEST = min(J, key=lambda j: Y[j])
WORST = max(J, key=lambda j: Y[j])


def mean(y):
    return sum(p * v for p, v in zip(P, y))


def bgv(y):
    return sum(p * (v - mean(y)) ** 2 for p, v in zip(P, y))


def theil(y):
    return sum(p * v / mean(y) * log(v / mean(y)) for p, v in zip(P, y))


def mld(y):
    return -sum(p * log(v / mean(y)) for p, v in zip(P, y))


def distance(y, centre, weights=None):
    weights = weights or [mpf(1) / len(y)] * len(y)
    return sum(w * abs(v - centre) for w, v in zip(weights, y))


def standard_error(of):
    slopes = [diff(lambda v: of(Y[:j] + [v] + Y[j + 1 :]), Y[j]) for j in J]
    return sqrt(sum((g * s) ** 2 for g, s in zip(slopes, SE)))


def quadratic_error():
    m = matrix(len(N), len(N))
    for i in J:
        for j in J:
            m[i, j] = P[i] * (i == j) - P[i] * P[j]
    s = matrix(len(N), len(N))
    for j in J:
        s[j, j] = SE[j] ** 2
    y = matrix(Y)
    msms = m * s * m * s
    return sqrt(2 * sum(msms[j, j] for j in J) + 4 * (y.T * m * s * m * y)[0])


def rows():
    smooth = [
        ("difference", "", lambda y: y[WORST] - y[BEST], -inf, inf),
        ("difference", " --reference lake", lambda y: y[WORST] - y[LAKE], -inf, inf),
        ("bgsd", "", lambda y: sqrt(bgv(y)), 0, inf),
        ("cov", "", lambda y: 100 * sqrt(bgv(y)) / mean(y), 0, inf),
        ("disparity-theil-t", "", theil, 0, inf),
        ("disparity-theil-t", " --param multiplier=1000", lambda y: 1000 * theil(y), 0, inf),
        ("disparity-mld", "", mld, 0, inf),
        ("par", "", lambda y: y[BEST] - mean(y), -inf, inf),
        ("par", " --reference lake", lambda y: y[LAKE] - mean(y), -inf, inf),
        ("paf", "", lambda y: 100 * (y[BEST] / mean(y) - 1), -100, inf),
        ("paf", " --reference lake", lambda y: 100 * (y[LAKE] / mean(y) - 1), -100, inf),
    ]
    for index, flags, of, low, high in smooth:
        v, se = of(Y), standard_error(of)
        yield index, SHARE + flags, "", EXACT, v
        yield index, SHARE + flags, ";se", SLOPES, se
        yield index, SHARE + flags, ";lower", SLOPES, max(mpf(low), v - Z * se)
        yield index, SHARE + flags, ";upper", SLOPES, min(mpf(high), v + Z * se)
    yield "bgv", SHARE, ";se", "variance of a quadratic form", quadratic_error()
    yield "bgv", SHARE, ";upper", "variance of a quadratic form", bgv(Y) + Z * quadratic_error()
    ratio = Y[WORST] / Y[BEST]
    yield "ratio", SHARE, "", EXACT, ratio
    yield "ratio", SHARE, ";se", SLOPES, standard_error(lambda y: y[WORST] / y[BEST])
    on_log = standard_error(lambda y: log(y[WORST] / y[BEST]))
    yield "ratio", SHARE, ";lower", SLOPES, ratio * exp(-Z * on_log)
    yield "ratio", SHARE, ";upper", SLOPES, ratio * exp(Z * on_log)

    y = [mpf(d["rate"]) for d in DISTRICTS]
    others = [P[j] / (1 - P[LAKE]) if j != LAKE else mpf(0) for j in J]
    for flags, weights in (("", P), (" --param weighted=0", None)):
        yield "mdb", PLAIN + flags, "", EXACT, distance(y, min(y), weights)
        yield "mdr", PLAIN + " --reference lake" + flags, "", EXACT, distance(y, y[LAKE], weights)
        yield "idis", PLAIN + " --param around=1" + flags, "", EXACT, 100 * distance(y, min(y), weights) / min(y)
    yield "idis", PLAIN + " --reference lake --param around=2", "", EXACT, 100 * distance(y, y[LAKE], others) / y[LAKE]
    unweighted = sum(abs(v - y[LAKE]) for v in y) / (len(y) - 1)
    yield "idis", PLAIN + " --reference lake --param around=2 --param weighted=0", "", EXACT, 100 * unweighted / y[LAKE]


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["index", "arguments", "part", "program", "value", "tolerance"])
    for index, arguments, part, program, value in rows():
        value = float(value)
        out.writerow([index, arguments, part, program, repr(value), f"{max(1, abs(value)) * 1e-11:.0e}"])


main()
