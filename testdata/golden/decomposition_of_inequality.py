"""Prints decomposition-of-inequality.csv: concentration indices and inequality taken apart, from their formulas in decimals of 60 digits.

    python decomposition_of_inequality.py > decomposition-of-inequality.csv

Only Python's standard library is needed. Sums run over all pairs, with nothing sorted; standard errors are those of the derivative
of the index by the weight of each row, taken numerically.
"""

import csv
from decimal import Decimal as D, getcontext
from itertools import combinations, permutations
from math import fsum, log
from random import Random

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


def order(a, b):
    return (a > b) - (a < b)


# Concentration


def generalised(y, rank, w):
    """Twice the covariance of value and fractional rank: Σ over pairs of y_i sgn(r_i − r_j), for ranks of any kind that can be compared."""
    p = normalised(w)
    return sum(p[i] * p[j] * y[i] * order(rank[i], rank[j]) for i in range(len(y)) for j in range(len(y)))


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


# Groups


def groups():
    names = [r["district"] for r in ROWS]
    return [(name, [i for i, n in enumerate(names) if n == name]) for name in sorted(set(names))]


def pick(values, rows):
    return [values[i] for i in rows]


def entropy(y, w, alpha):
    """The textbook formula, and its limits at 0 and 1."""
    m = mean(y, w)
    if alpha == 0:
        return -mean([(v / m).ln() for v in y], w)
    if alpha == 1:
        return mean([v / m * (v / m).ln() for v in y], w)
    return (mean([(v / m) ** alpha for v in y], w) - 1) / (alpha * (alpha - 1))


def atkinson(y, w, epsilon):
    m = mean(y, w)
    if epsilon == 1:
        return 1 - mean([v.ln() for v in y], w).exp() / m
    return 1 - mean([v ** (1 - epsilon) for v in y], w) ** (1 / (1 - epsilon)) / m


def gini(y, w):
    p = normalised(w)
    return sum(p[i] * p[j] * abs(y[i] - y[j]) for i in range(len(y)) for j in range(len(y))) / (2 * mean(y, w))


def means(y, w):
    """The mean of the group of each row."""
    out = list(y)
    for _, rows in groups():
        m = mean(pick(y, rows), pick(w, rows))
        for i in rows:
            out[i] = m
    return out


BY_GROUP = "--value income --weight people --subgroup district"


def decomposition(index, flags, f, contribution, between=True):
    """The parts that all decompositions by group have; the part within is what contribution gives for the groups."""
    y = column("income")
    arguments = BY_GROUP + flags
    W, Y = sum(PEOPLE), sum(a * b for a, b in zip(y, PEOPLE))
    within = D(0)
    for name, rows in groups():
        own, people = pick(y, rows), pick(PEOPLE, rows)
        share = sum(people) / W
        held = sum(a * b for a, b in zip(own, people)) / Y
        row(index, arguments, f"group={name};part=share of people", share)
        row(index, arguments, f"group={name};part=share of total", held)
        row(index, arguments, f"group={name};part=index", f(own, people))
        if contribution:
            row(index, arguments, f"group={name};part=contribution", contribution(share, held, f(own, people)))
            within += contribution(share, held, f(own, people))
    row(index, arguments, "part=total", f(y, PEOPLE))
    if between:
        row(index, arguments, "part=between", f(means(y, PEOPLE), PEOPLE))
        if contribution:
            row(index, arguments, "part=within", within)


def entropies():
    y = column("income")
    for index, flags, alpha in [
        ("theil-t-decomposition", "", D(1)),
        ("theil-l-decomposition", "", D(0)),
        ("generalised-entropy-decomposition", "", D(2)),
        ("generalised-entropy-decomposition", " --param alpha=-1", D(-1)),
        ("generalised-entropy-decomposition", " --param alpha=0.5", D("0.5")),
    ]:
        decomposition(index, flags, lambda v, w: entropy(v, w, alpha), lambda p, s, v: p * (s / p) ** alpha * v)
        arguments = BY_GROUP + flags

        def between(w):
            return entropy(means(y, w), w, alpha)

        def total(w):
            return entropy(y, w, alpha)

        row(index, arguments, "part=total;se", linearised(total, PEOPLE))
        row(index, arguments, "part=between;se", linearised(between, PEOPLE))
        within = linearised(lambda w: total(w) - between(w), PEOPLE)
        row(index, arguments, "part=within;se", within)
        row(index, arguments, "part=within;upper", total(PEOPLE) - between(PEOPLE) + Z95 * within)


def atkinsons():
    y = column("income")
    for flags, epsilon in [("", D("0.5")), (" --param epsilon=1", D(1)), (" --param epsilon=2", D(2))]:
        decomposition("atkinson-decomposition", flags, lambda v, w: atkinson(v, w, epsilon), None)
        total, between = atkinson(y, PEOPLE, epsilon), atkinson(means(y, PEOPLE), PEOPLE, epsilon)
        # Everybody gets the equally distributed equivalent of the group: what is lost on the way is within.
        equivalents = list(y)
        for _, rows in groups():
            own, people = pick(y, rows), pick(PEOPLE, rows)
            for i in rows:
                equivalents[i] = mean(own, people) * (1 - atkinson(own, people, epsilon))
        level = (1 - atkinson(equivalents, PEOPLE, epsilon)) * mean(equivalents, PEOPLE)
        without = (1 - between) * mean(y, PEOPLE)
        row("atkinson-decomposition", BY_GROUP + flags, "part=within", 1 - level / without)
        row("atkinson-decomposition", BY_GROUP + flags, "part=cross", total - between - (1 - level / without))


def ginis():
    y = column("income")
    centre = means(y, PEOPLE)
    total, between = gini(y, PEOPLE), gini(centre, PEOPLE)
    decomposition("gini-decomposition", "", gini, lambda p, s, v: p * s * v)
    # Lambert and Aronson: ordered by the mean of the group first.
    row("gini-decomposition", BY_GROUP, "part=overlap", total - relative(y, list(zip(centre, y)), PEOPLE))

    decomposition("gini-stratification", "", gini, lambda p, s, v: s * v, between=False)
    W, m = sum(PEOPLE), mean(y, PEOPLE)

    def ranks(v, w, among, weights):
        return [sum(b for a, b in zip(among, weights) if a < x) / sum(weights) + sum(b for a, b in zip(among, weights) if a == x) / sum(weights) / 2 for x in v]

    def covariance(a, b, w):
        return mean([x * y for x, y in zip(a, b)], w) - mean(a, w) * mean(b, w)

    overall = ranks(y, PEOPLE, y, PEOPLE)
    mean_rank = means(overall, PEOPLE)
    row("gini-stratification", BY_GROUP, "part=between", 2 * covariance(centre, mean_rank, PEOPLE) / m)
    within = stratification = D(0)
    for name, rows in groups():
        own, people = pick(y, rows), pick(PEOPLE, rows)
        overlapping = covariance(own, pick(overall, rows), people) / covariance(own, ranks(own, people, own, people), people)
        share, held = sum(people) / W, sum(people) * mean(own, people) / W / m
        q = (1 - overlapping) / (1 - share)
        within += held * gini(own, people)
        stratification += held * gini(own, people) * q * (share - 1)
        row("gini-stratification", BY_GROUP, f"group={name};part=overlapping", overlapping)
        row("gini-stratification", BY_GROUP, f"group={name};part=stratification", q)
    row("gini-stratification", BY_GROUP, "part=within", within)
    row("gini-stratification", BY_GROUP, "part=stratification", stratification)

    levelled = gini([a / b for a, b in zip(y, centre)], PEOPLE)
    for part, v in [("total", total), ("means alone", between), ("made equal between", levelled),
                    ("between", (between + total - levelled) / 2), ("within", (levelled + total - between) / 2)]:
        row("gini-shapley-decomposition", BY_GROUP, f"part={part}", v)


def divisions(rows, sizes):
    """All ways to put rows into groups of the given sizes, the groups being told apart."""
    if not sizes:
        yield []
        return
    for chosen in combinations(rows, sizes[0]):
        for others in divisions([i for i in rows if i not in chosen], sizes[1:]):
            yield [chosen] + others


def permuted():
    """Every division of the twelve parishes, 277,200 of them, in floating-point numbers."""
    y, w = [float(v) for v in column("income")], [float(v) for v in PEOPLE]
    W, Y = sum(w), sum(a * b for a, b in zip(y, w))

    def between(division):
        total = 0.0
        for rows in division:
            people, held = sum(w[i] for i in rows) / W, sum(w[i] * y[i] for i in rows) / Y
            total += held * log(held / people)
        return total

    observed = between([rows for _, rows in groups()])
    values = [between(d) for d in divisions(list(range(len(y))), [len(rows) for _, rows in groups()])]
    p = sum(v >= observed * (1 - 1e-12) for v in values) / len(values)
    arguments = BY_GROUP + " --param permutations=9999"
    program = "all 277200 divisions in floating point"
    row("between-group-permutation", arguments, "part=between", observed, program)
    row("between-group-permutation", arguments, "part=share", observed / float(entropy(column("income"), PEOPLE, 1)), program)
    row("between-group-permutation", arguments, "part=expected", fsum(values) / len(values), program, "0.0002")
    row("between-group-permutation", arguments, "part=p", p, program, "0.015")


# Sources and determinants


def by_source():
    y, names = column("income"), ["wages", "capital", "benefits"]
    m, total = mean(y, PEOPLE), gini(y, PEOPLE)
    for chosen in [names, names[:2]]:
        arguments = f"--value income --weight people --source {','.join(chosen)}"
        sources = [column(name) for name in chosen]
        remainder = [a - sum(others) for a, *others in zip(y, *sources)]
        row("gini-by-source", arguments, "part=total", total)
        row("gini-by-source", arguments, "part=remainder", generalised(remainder, y, PEOPLE) / m)
        variance = mean([(a - m) ** 2 for a in y], PEOPLE)

        def covariance(source):
            centre = mean(source, PEOPLE)
            return mean([(a - centre) * (b - m) for a, b in zip(source, y)], PEOPLE)

        row("variation-by-source", arguments, "part=total", variance / m**2)
        row("variation-by-source", arguments, "part=remainder", covariance(remainder) / m**2)
        for name, source in zip(chosen, sources):
            share, own = mean(source, PEOPLE) / m, gini(source, PEOPLE)
            correlation = generalised(source, y, PEOPLE) / generalised(source, source, PEOPLE)
            for part, v in [("share", share), ("gini", own), ("correlation", correlation), ("contribution", share * own * correlation),
                            ("proportion", share * own * correlation / total), ("marginal effect", share * own * correlation / total - share)]:
                row("gini-by-source", arguments, f"group={name};part={part}", v)
            for part, v in [("share", share), ("contribution", covariance(source) / m**2), ("proportion", covariance(source) / variance)]:
                row("variation-by-source", arguments, f"group={name};part={part}", v)
        for removal in [0, 1]:
            everything = sources + ([remainder] if any(remainder) else [])

            def with_sources(some):
                sums = [D(0)] * len(y)
                for k, source in enumerate(everything):
                    add = source if k in some else [mean(source, PEOPLE) if removal == 0 else D(0)] * len(y)
                    sums = [a + b for a, b in zip(sums, add)]
                return gini(sums, PEOPLE) if mean(sums, PEOPLE) else D(0)

            falls = [D(0)] * len(everything)
            orders = list(permutations(range(len(everything))))
            for each in orders:
                for at, k in enumerate(each):
                    falls[k] += with_sources(each[at:]) - with_sources(each[at + 1:])
            for name, fall in zip(chosen + ["remainder"], falls):
                part = "part=remainder" if name == "remainder" else f"group={name};part=contribution"
                row("gini-shapley-by-source", f"{arguments} --param removal={removal}", part, fall / len(orders))


def solve(a, b):
    """Gaussian elimination."""
    n = len(b)
    a = [line + [c] for line, c in zip(a, b)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(a[k][i]))
        a[i], a[pivot] = a[pivot], a[i]
        for k in range(n):
            if k != i:
                f = a[k][i] / a[i][i]
                a[k] = [u - f * v for u, v in zip(a[k], a[i])]
    return [a[i][n] / a[i][i] for i in range(n)]


def by_determinant():
    y, rank, names = column("illness"), column("schooling"), ["age", "smoking"]
    arguments = f"--value illness --weight people --rank schooling --source {','.join(names)}"
    x = [[D(1)] * len(y)] + [column(name) for name in names]
    normal = [[sum(w * a * b for w, a, b in zip(PEOPLE, u, v)) for v in x] for u in x]
    beta = solve(normal, [sum(w * a * b for w, a, b in zip(PEOPLE, u, y)) for u in x])
    residual = [v - sum(b * u[i] for b, u in zip(beta, x)) for i, v in enumerate(y)]
    m = mean(y, PEOPLE)
    row("concentration-by-determinant", arguments, "part=total", relative(y, rank, PEOPLE))
    row("concentration-by-determinant", arguments, "part=residual", generalised(residual, rank, PEOPLE) / m)
    variance = mean([(v - m) ** 2 for v in y], PEOPLE)
    row("concentration-by-determinant", arguments, "part=explained", 1 - mean([e * e for e in residual], PEOPLE) / variance)
    for name, b, u in zip(names, beta[1:], x[1:]):
        elasticity, own = b * mean(u, PEOPLE) / m, relative(u, rank, PEOPLE)
        for part, v in [("coefficient", b), ("elasticity", elasticity), ("concentration", own), ("contribution", elasticity * own)]:
            row("concentration-by-determinant", arguments, f"group={name};part={part}", v)


# Space


def by_space():
    with open("data/parishes-neighbours.csv") as f:
        beside = {frozenset((PARISHES.index(r["from"]), PARISHES.index(r["to"]))) for r in csv.DictReader(f)}
    y, arguments = column("income"), "--neighbours golden/data/parishes-neighbours.csv"
    for weights, w in [("", [D(1)] * len(y)), (" --weight people", PEOPLE)]:
        p = normalised(w)

        def split(places):
            near = far = near_pairs = far_pairs = D(0)
            for i, j in combinations(range(len(y)), 2):
                a, b = places[i], places[j]
                weight = p[a] * p[b]
                if frozenset((i, j)) in beside:
                    near, near_pairs = near + weight * abs(y[a] - y[b]), near_pairs + weight
                else:
                    far, far_pairs = far + weight * abs(y[a] - y[b]), far_pairs + weight
            return near, far, near_pairs, far_pairs

        near, far, near_pairs, far_pairs = split(list(range(len(y))))
        m = mean(y, w)
        flags = f"--value income{weights} {arguments} --param permutations=9999"
        for part, v in [("total", (near + far) / m), ("neighbours", near / m), ("others", far / m), ("share of neighbours", near / (near + far)),
                        ("share of pairs", near_pairs / (near_pairs + far_pairs)), ("polarisation", far / far_pairs / (near / near_pairs))]:
            row("spatial-gini", flags, f"part={part}", v)
        # Random orders in floating point, from a generator of Python's.
        random, alike, expected, times = Random(1), 0, 0.0, 40000
        y, p, m = [float(v) for v in y], [float(v) for v in p], float(m)
        links = [tuple(pair) for pair in beside]

        def statistic(places):
            d = n = 0.0
            for i, j in links:
                a, b = places[i], places[j]
                d, n = d + p[a] * p[b] * abs(y[a] - y[b]), n + p[a] * p[b]
            return d / n, d

        observed, places = statistic(range(len(y)))[0], list(range(len(y)))
        for _ in range(times):
            random.shuffle(places)
            v, d = statistic(places)
            alike += v <= observed + 1e-9
            expected += d / m
        program = "40000 random orders in floating point"
        row("spatial-gini", flags, "part=p", alike / times, program, "0.002")
        row("spatial-gini", flags, "part=two-sided p", 2 * min(alike / times, 1 - alike / times), program, "0.004")
        row("spatial-gini", flags, "part=expected neighbours", expected / times, program, "0.0005")
        y = column("income")


concentration()
entropies()
atkinsons()
ginis()
permuted()
by_source()
by_determinant()
by_space()

print("index,arguments,part,program,value,tolerance")
for line in OUT:
    print(",".join(f'"{cell}"' if "," in cell else cell for cell in line))
