"""Prints decomposition-of-inequality.csv: concentration indices and inequality taken apart, from their formulas in decimals of 60 digits.

    python decomposition_of_inequality.py > decomposition-of-inequality.csv

Only Python's standard library is needed. Sums run over all pairs, with nothing sorted; standard errors are those of the derivative
of the index by the weight of each row, taken numerically.
"""

import csv
from decimal import Decimal as D, getcontext

getcontext().prec = 60

with open("data/parishes.csv") as f:
    ROWS = list(csv.DictReader(f))
PARISHES = [r["parish"] for r in ROWS]
ARITHMETIC = "arithmetic in 60 digits"


def column(name):
    return [D(r[name]) for r in ROWS]


PEOPLE = column("people")
OUT = []


def row(index, arguments, part, value, program=ARITHMETIC, tolerance="1e-10"):
    OUT.append([index, f"--data golden/data/parishes.csv --unit parish {arguments}", part, program, f"{value:.17g}", tolerance])


def normalised(w):
    W = sum(w)
    return [x / W for x in w]


def mean(y, w):
    return sum(a * b for a, b in zip(y, w)) / sum(w)


def sign(x):
    return (x > 0) - (x < 0)


# Concentration


def generalised(y, rank, w):
    """Twice the covariance of value and fractional rank: Σ over pairs of y_i sgn(r_i − r_j)."""
    p = normalised(w)
    return sum(p[i] * p[j] * y[i] * sign(rank[i] - rank[j]) for i in range(len(y)) for j in range(len(y)))


def relative(y, rank, w):
    return generalised(y, rank, w) / mean(y, w)


def wagstaff(low, high):
    return lambda y, rank, w: generalised(y, rank, w) * (high - low) / (high - mean(y, w)) / (mean(y, w) - low)


def erreygers(low, high):
    return lambda y, rank, w: 4 * generalised(y, rank, w) / (high - low)


def linearised(f, w):
    """Standard error of f(w) from rows drawn with replacement: n/(n − 1) Σ (p_i z_i)², z_i being the derivative towards row i."""
    n, p, h = len(w), normalised(w), D(10) ** -20
    total = D(0)
    for i in range(n):
        def at(e):
            return f([(1 - e) * q + (e if i == j else 0) for j, q in enumerate(p)])
        z = (at(h) - at(-h)) / (2 * h)
        total += (p[i] * z) ** 2
    return (total * n / (n - 1)).sqrt()


def regression(y, rank, w, slope_mean, slope_generalised):
    """Standard errors of O'Donnell et al. (2008) by weighted least squares in matrix form: classical, HC1, HC3 and convenient."""
    p, n = normalised(w), len(y)
    R = [sum(p[j] for j in range(n) if rank[j] < r) + sum(p[j] for j in range(n) if rank[j] == r) / 2 for r in rank]
    s00, s01, s11 = sum(p), sum(a * b for a, b in zip(p, R)), sum(a * b * b for a, b in zip(p, R))
    det = s00 * s11 - s01 * s01
    inverse = [[s11 / det, -s01 / det], [-s01 / det, s00 / det]]
    t0, t1 = sum(a * b for a, b in zip(p, y)), sum(a * b * c for a, b, c in zip(p, y, R))
    a = inverse[0][0] * t0 + inverse[0][1] * t1
    b = inverse[1][0] * t0 + inverse[1][1] * t1
    e = [y[i] - a - b * R[i] for i in range(n)]
    variance = s11 - s01 * s01
    # By a and b: the mean is a + b/2, the generalised index 2σ²b.
    gradient = [slope_mean, slope_mean / 2 + slope_generalised * 2 * variance]
    convenient = [D(0), slope_generalised * 2 * variance]

    def quadratic(v, m):
        return sum(v[i] * m[i][j] * v[j] for i in range(2) for j in range(2))

    s2 = sum(p[i] * e[i] ** 2 for i in range(n)) / (n - 2)
    classical = [[s2 * c for c in line] for line in inverse]

    def sandwich(factor):
        meat = [[D(0)] * 2 for _ in range(2)]
        for i in range(n):
            x = [D(1), R[i]]
            h = p[i] * quadratic(x, inverse)
            for k in range(2):
                for l in range(2):
                    meat[k][l] += factor(h) * (p[i] * e[i]) ** 2 * x[k] * x[l]
        left = [[sum(inverse[k][m] * meat[m][l] for m in range(2)) for l in range(2)] for k in range(2)]
        return [[sum(left[k][m] * inverse[m][l] for m in range(2)) for l in range(2)] for k in range(2)]

    hc1 = sandwich(lambda h: D(n) / (n - 2))
    hc3 = sandwich(lambda h: 1 / (1 - h) ** 2)
    return [quadratic(gradient, classical).sqrt(), quadratic(gradient, hc1).sqrt(), quadratic(gradient, hc3).sqrt(), quadratic(convenient, classical).sqrt()]


Z95 = D("1.959963984540054235524594430520551527955550")


def concentration():
    y, rank, low, high = column("illness"), column("schooling"), D(0), D(100)
    m, g = mean(y, PEOPLE), generalised(y, rank, PEOPLE)
    w = wagstaff(low, high)(y, rank, PEOPLE)
    for index, flags, f, slopes in [
        ("concentration-index", "", relative, (-g / m**2, 1 / m)),
        ("generalised-concentration-index", "", generalised, (D(0), D(1))),
        ("wagstaff-index", " --bounds 0,100", wagstaff(low, high),
         (-w * (high + low - 2 * m) / (high - m) / (m - low), (high - low) / (high - m) / (m - low))),
        ("erreygers-index", " --bounds 0,100", erreygers(low, high), (D(0), 4 / (high - low))),
    ]:
        arguments = f"--value illness --weight people --rank schooling{flags}"
        v = f(y, rank, PEOPLE)
        se = linearised(lambda weights: f(y, rank, weights), PEOPLE)
        row(index, arguments, "", v)
        row(index, arguments, ";se", se)
        row(index, arguments, ";lower", v - Z95 * se)
        row(index, arguments, ";upper", v + Z95 * se)
        for k, se in enumerate(regression(y, rank, PEOPLE, *slopes)):
            row(index, f"{arguments} --param errors={k + 1}", ";se", se)
        row(index, f"--value illness --rank schooling{flags}", "", f(y, rank, [D(1)] * len(y)))
    # Ties joined, a place for each value of schooling.
    places = sorted(set(rank))
    people = [sum(w for w, r in zip(PEOPLE, rank) if r == place) for place in places]
    held = [sum(w * v for w, v, r in zip(PEOPLE, y, rank) if r == place) for place in places]
    P, H = sum(people), sum(held)
    for nu in ["1.5", "2", "3", "4"]:
        total, at = D(0), D(0)
        for n, h in zip(people, held):
            total += (h / n) / (H / P) * ((1 - at) ** D(nu) - (1 - at - n / P if at + n / P < 1 else D(0)) ** D(nu))
            at += n / P
        row("extended-concentration-index", f"--value illness --weight people --rank schooling --param nu={nu}", "", 1 - total)
    at = sofar = D(0)
    for n, h in zip([D(0)] + people[:-1], [D(0)] + held[:-1]):
        at, sofar = at + n / P, sofar + h / H
        row("concentration-curve", "--value illness --weight people --rank schooling", f"at={float(at)!r}".replace(".0", "") if at == 0 else f"at={float(at)!r}", sofar)
    row("concentration-curve", "--value illness --weight people --rank schooling", "at=1", D(1))


concentration()

print("index,arguments,part,program,value,tolerance")
for line in OUT:
    print(",".join(f'"{cell}"' if "," in cell else cell for cell in line))
