"""Writes welfare.csv: inequality and polarisation of incomes, and poverty, in data/districts.csv and data/persons.csv, from the formulas.

    python welfare.py > welfare.csv

Sums are fractions where they can be. Areas under curves are integrated numerically, between the breaks of the curve, and not by the
closed forms. A standard error is n/(n - 1) times the sum of (w dI/dw)^2 under the root, with the slopes from differences with 50 digits.
"""

import csv
import os
import sys
from fractions import Fraction

import mpmath as mp
from mpmath import mpf

mp.mp.dps = 50
HERE = os.path.dirname(os.path.abspath(__file__))
INCOME = "--data golden/data/districts.csv --unit district --value income --weight population"
PERSONS = "--data golden/data/persons.csv --unit person --value income --weight weight"
EXACT = "exact arithmetic"
DIGITS = f"mpmath {mp.__version__}"
Z = mp.sqrt(2) * mp.erfinv(mpf("0.95"))


def read(name="districts.csv", value="income", weight="population"):
    with open(os.path.join(HERE, "data", name)) as f:
        rows = list(csv.DictReader(f))
    return sorted((Fraction(r[value]), int(r[weight]) if weight else 1) for r in rows)


def real(x):
    return mpf(x.numerator) / x.denominator if isinstance(x, Fraction) else mpf(x)


def mean(t):
    return sum(x * w for x, w in t) / sum(w for _, w in t)


def share(t):
    total = sum(w for _, w in t)
    return [(x, w / total) for x, w in t]


def breaks(t):
    """The shares of the persons up to each value, with 0."""
    out = [mpf(0)]
    for _, p in share(t):
        out.append(out[-1] + p)
    out[-1] = mpf(1)
    return out


def lorenz(t):
    f, held, mu = breaks(t), [mpf(0)], mean(t)
    for x, p in share(t):
        held.append(held[-1] + p * x / mu)

    def curve(q):
        for k in range(1, len(f)):
            if q <= f[k]:
                return held[k - 1] + (q - f[k - 1]) * t[k - 1][0] / mu
        return mpf(1)

    return curve


def numbers(t):
    return [(real(x), real(w)) for x, w in t]


def area(t, g):
    return mp.quad(g, breaks(t))


def gini(t):
    s = share(t)
    return sum(p * q * abs(x - y) for x, p in s for y, q in s) / (2 * mean(t))


def s_gini(nu):
    def f(t):
        curve = lorenz(t)
        return 1 - nu * (nu - 1) * area(t, lambda q: (1 - q) ** (nu - 2) * curve(q))
    return f


def entropy(alpha):
    def f(t):
        mu, s = mean(t), share(t)
        if alpha == 0:
            return sum(p * mp.log(mu / x) for x, p in s)
        if alpha == 1:
            return sum(p * x / mu * mp.log(x / mu) for x, p in s)
        return (sum(p * (x / mu) ** alpha for x, p in s) - 1) / (alpha * (alpha - 1))
    return f


def renyi(alpha):
    return lambda t: mp.log(sum(p * (x / mean(t)) ** alpha for x, p in share(t))) / (alpha - 1)


def atkinson(epsilon):
    def f(t):
        mu, s = mean(t), share(t)
        if epsilon == 1:
            return 1 - mp.exp(sum(p * mp.log(x / mu) for x, p in s))
        return 1 - sum(p * (x / mu) ** (1 - epsilon) for x, p in s) ** (1 / (1 - mpf(epsilon)))
    return f


def hoover(t):
    mu = mean(t)
    return sum(p * abs(x - mu) for x, p in share(t)) / (2 * mu)


def kolm(alpha):
    return lambda t: mp.log(sum(p * mp.exp(alpha * (mean(t) - x)) for x, p in share(t))) / alpha


def variation(t):
    mu = mean(t)
    return mp.sqrt(sum(p * (x - mu) ** 2 for x, p in share(t))) / mu


def logarithms(around):
    def f(t):
        s = share(t)
        m = mp.log(mean(t)) if around else sum(p * mp.log(x) for x, p in s)
        return sum(p * (mp.log(x) - m) ** 2 for x, p in s)
    return f


def bonferroni(t):
    curve = lorenz(t)
    return 1 - area(t, lambda q: curve(q) / q)


def zenga(t):
    curve = lorenz(t)
    return 1 - area(t, lambda q: curve(q) / q * (1 - q) / (1 - curve(q)))


def zenga_sums(t):
    """Over the different values, of which no two districts have one."""
    z = Fraction(0)
    for k in range(len(t)):
        upper = t[k + 1:] or t[-1:]
        z += share_of(t, k) * (1 - mean(t[:k + 1]) / mean(upper))
    return z


def share_of(t, k):
    return Fraction(t[k][1], sum(w for _, w in t))


def held(t, part):
    left, total = part * sum(w for _, w in t), 0
    for x, w in t:
        w = w if w < left else left
        total, left = total + w * x, left - w
    return total


def ends(bottom, top):
    return lambda t: held(t[::-1], top) / held(t, bottom)


def top_share(part):
    return lambda t: held(t[::-1], part) / held(t, 1)


def standard_error(f, t):
    total = mpf(0)
    for k, (x, w) in enumerate(t):
        h = w * mpf(10) ** -12
        high = f([(y, v + h) if j == k else (y, v) for j, (y, v) in enumerate(t)])
        low = f([(y, v - h) if j == k else (y, v) for j, (y, v) in enumerate(t)])
        total += (w * (high - low) / (2 * h)) ** 2
    n = len(t)
    return mp.sqrt(n * total / (n - 1))


def percentile(t, k):
    """Two values are averaged where the boundary falls between them."""
    total, below = sum(w for _, w in t), 0
    for j, (x, w) in enumerate(t):
        below += w
        if below * 100 > k * total:
            return x
        if below * 100 == k * total:
            return (x + t[j + 1][0]) / 2


def lower_half(t):
    return held(t, Fraction(1, 2)) / held(t, 1)


def wolfson(t):
    return 2 * mean(t) / percentile(t, 50) * (1 - 2 * lower_half(t) - gini(t))


def esteban_ray(t, alpha):
    groups = {}
    for x, p in share(t):
        groups[x] = groups.get(x, 0) + p
    return sum(p ** (1 + alpha) * q * abs(x - y) for x, p in groups.items() for y, q in groups.items()) / mean(t)


def duclos_esteban_ray(t, alpha):
    s, mu = share(t), mean(t)
    sigma = mp.sqrt(sum(p * (x - mu) ** 2 for x, p in s))
    h = mpf("4.7") * sigma * alpha ** mpf("0.1") * mp.sqrt(sum(p * p for _, p in s))

    def f(y):
        return sum(p * mp.exp(-(((y - x) / h) ** 2) / 2) for x, p in s) / h / mp.sqrt(2 * mp.pi)

    return mu ** (alpha - 1) * sum(p * f(y) ** alpha * sum(q * abs(x - y) for x, q in s) for y, p in s)


def fgt(alpha, z):
    return lambda t: sum(p * ((z - x) / z) ** alpha for x, p in share(t) if x < z)


def watts(z):
    return lambda t: sum(p * mp.log(z / x) for x, p in share(t) if x < z)


def sen(z):
    def f(t):
        low = [(x, w) for x, w in t if x < z]
        h = sum(p for x, p in share(t) if x < z)
        i = sum(p * (z - x) / z for x, p in share(low))
        return h * (i + (1 - i) * gini(low))
    return f


def sen_shorrocks_thon(z):
    def f(t):
        gaps = [(max(0, (z - x) / z), p) for x, p in share(t)]
        return sum(p * q * max(g, k) for g, p in gaps for k, q in gaps)
    return f


def at_risk_error(t, part):
    """Of the share below part of the median: by Gaussian kernels on logarithms, of bandwidth 0.9 min(sigma, IQR/1.349) n^(-1/5), Kish's n."""
    s = [(mp.log(x), p) for x, p in share(t)]
    mu = sum(p * x for x, p in s)
    middle = (percentile(s, 75) - percentile(s, 25)) / mpf("1.349")
    spread = min(mp.sqrt(sum(p * (x - mu) ** 2 for x, p in s)), middle)
    h = mpf("0.9") * spread * sum(p * p for _, p in s) ** mpf("0.2")

    def f(y):
        return sum(p * mp.npdf((mp.log(y) - x) / h) for x, p in s) / h / y

    median = percentile(t, 50)
    z = part * median
    u = [(int(x < z) - f(z) * part * (int(x <= median) - mpf(1) / 2) / f(median), p) for x, p in share(t)]
    centre = sum(v * p for v, p in u)
    n = len(t)
    return mp.sqrt(mpf(n) / (n - 1) * sum((p * (v - centre)) ** 2 for v, p in u))


def normalised_gini(t):
    """Chen, Tsaur and Rhai (1982) with the correction of Berrebi and Silber (1985), for one person a row."""
    n, total = len(t), sum(x for x, _ in t)
    y = [x / total for x, _ in t]
    k = max(j + 1 for j in range(n) if sum(y[: j + 1]) <= 0)
    negative = sum(y[:k])
    more = 2 * sum((j + 1) * y[j] for j in range(k)) + negative * (negative / y[k] - (1 + 2 * k))
    return gini(t) / (1 + more / n)


def absolute_gini(t):
    s = share(t)
    return sum(p * q * abs(x - y) for x, p in s for y, q in s) / (2 * sum(p * abs(x) for x, p in s))


def person_rows():
    exact = read("persons.csv", "income", "weight")
    t = numbers(exact)
    median = percentile(exact, 50)

    def both(index, parameter, f):
        v, se = f(t), standard_error(f, t)
        yield index, f"{PERSONS} --param {parameter}", "", DIGITS, v
        yield index, f"{PERSONS} --param {parameter}", ";se", DIGITS, se

    for alpha in (0, 1, 2):
        yield from both("foster-greer-thorbecke", f"alpha={alpha} --param line=150", fgt(alpha, mpf(150)))
        arguments = f"{PERSONS} --param alpha={alpha} --param share=70"
        yield "foster-greer-thorbecke", arguments, "", EXACT, fgt(alpha, median * Fraction(7, 10))(exact)
    yield "foster-greer-thorbecke", PERSONS, ";se", DIGITS, at_risk_error(t, mpf("0.6"))
    yield from both("watts", "line=150", watts(mpf(150)))
    yield from both("sen", "line=150", sen(mpf(150)))
    yield from both("sen-shorrocks-thon", "line=150", sen_shorrocks_thon(mpf(150)))
    yield "sen", PERSONS, "", EXACT, sen(median * Fraction(6, 10))(exact)
    yield "sen-shorrocks-thon", PERSONS, "", EXACT, sen_shorrocks_thon(median * Fraction(6, 10))(exact)
    yield "watts", PERSONS, "", DIGITS, watts(real(median) * 6 / 10)(t)
    yield "wolfson", PERSONS, "", EXACT, wolfson(exact)
    yield "wolfson", f"{PERSONS} --param scaling=1", "", EXACT, wolfson(exact) / 2
    yield "esteban-ray", PERSONS, "", EXACT, esteban_ray(exact, 1)
    yield "esteban-ray", f"{PERSONS} --param alpha=1.3 --param constant=10", "", DIGITS, 10 * esteban_ray(t, mpf("1.3"))
    for alpha in ("0.25", "0.5", "1"):
        yield "duclos-esteban-ray", f"{PERSONS} --param alpha={alpha}", "", DIGITS, duclos_esteban_ray(t, mpf(alpha))
    for k in (1, 2, 9):
        part = held(exact, Fraction(k, 10))
        yield "lorenz-curve", PERSONS, f"at={k / 10}", EXACT, part / held(exact, 1)
        yield "generalised-lorenz-curve", PERSONS, f"at={k / 10}", EXACT, part / sum(w for _, w in exact)
        f = real(Fraction(k, 10))
        yield "lorenz-curve", PERSONS, f"at={k / 10};se", DIGITS, standard_error(lambda t: held(t, f) / held(t, 1), t)
        yield "generalised-lorenz-curve", PERSONS, f"at={k / 10};se", DIGITS, standard_error(lambda t: held(t, f) / sum(w for _, w in t), t)
    def fifth(k):
        return lambda t: (held(t, mpf(k) / 5) - held(t, mpf(k - 1) / 5)) / held(t, 1)

    for k in (1, 3, 5):
        exactly = (held(exact, Fraction(k, 5)) - held(exact, Fraction(k - 1, 5))) / held(exact, 1)
        yield "quantile-shares", PERSONS, f"at={'1' if k == 5 else k / 5}", EXACT, exactly
        yield "quantile-shares", PERSONS, f"at={'1' if k == 5 else k / 5};se", DIGITS, standard_error(fifth(k), t)
    yield "generalised-lorenz-curve", PERSONS, "at=1;se", DIGITS, standard_error(mean, t)
    yield "lorenz-curve", f"{PERSONS} --param points=4", "at=0.25", EXACT, held(exact, Fraction(1, 4)) / held(exact, 1)
    capital = "--data golden/data/persons.csv --unit person --value capital"
    yield "gini-with-negatives", capital, "", EXACT, normalised_gini(read("persons.csv", "capital", None))
    weighted = read("persons.csv", "capital", "weight")
    arguments = f"{capital} --weight weight --param normalisation=1"
    yield "gini-with-negatives", arguments, "", EXACT, absolute_gini(weighted)


def rows():
    exact = read()
    t = numbers(exact)
    tenth, fifth = Fraction(1, 10), Fraction(1, 5)

    def both(index, parameter, f, with_error=True):
        arguments = f"{INCOME} --param {parameter}" if parameter else INCOME
        v = f(t)
        yield index, arguments, "", DIGITS, v
        if with_error:
            se = standard_error(f, t)
            yield index, arguments, ";se", DIGITS, se
            yield index, arguments, ";upper", DIGITS, v + Z * se

    yield from both("gini", "", gini)
    yield "gini", f"{INCOME} --param sample=1", "", EXACT, gini(exact) * Fraction(sum(w for _, w in exact), sum(w for _, w in exact) - 1)
    for nu in ("1.5", "3"):
        yield from both("s-gini", f"nu={nu}", s_gini(mpf(nu)))
    for alpha in ("-1", "0", "0.5", "1", "2"):
        yield from both("generalised-entropy", f"alpha={alpha}", entropy(mpf(alpha)))
    yield from both("theil-t", "", entropy(1))
    yield from both("theil-l", "", entropy(0))
    for alpha in ("0.5", "2"):
        yield from both("renyi-divergence", f"alpha={alpha}", renyi(mpf(alpha)))
    yield from both("j-divergence", "", lambda t: entropy(0)(t) + entropy(1)(t))
    for epsilon in ("0.5", "1", "2"):
        yield from both("atkinson", f"epsilon={epsilon}", atkinson(mpf(epsilon)))
    yield from both("hoover", "", hoover)
    yield from both("kolm", "alpha=0.01", kolm(mpf("0.01")))
    yield from both("coefficient-of-variation", "", variation)
    for around in (0, 1):
        yield from both("variance-of-logarithms", f"around={around}", logarithms(around))
    yield from both("bonferroni", "", bonferroni)
    yield from both("zenga", "", zenga, with_error=False)
    yield "zenga", f"{INCOME} --param sums=1", "", EXACT, zenga_sums(exact)
    yield from both("palma", "", ends(real(Fraction(2, 5)), real(tenth)))
    yield from both("share-ratio", "", ends(real(fifth), real(fifth)))
    yield from both("share-ratio", "share=10", ends(real(tenth), real(tenth)))
    p20, p80 = percentile(exact, 20), percentile(exact, 80)
    at_values = sum(x * w for x, w in exact if x > p80) / sum(x * w for x, w in exact if x <= p20)
    yield "share-ratio", f"{INCOME} --param division=1", "", EXACT, at_values
    yield from both("top-share", "", top_share(real(tenth)))
    yield "percentile-ratio", INCOME, "", EXACT, percentile(exact, 90) / percentile(exact, 50)
    yield "percentile-ratio", f"{INCOME} --param upper=50 --param lower=10", "", EXACT, percentile(exact, 50) / percentile(exact, 10)
    shares = [x / sum(y for y, _ in exact) for x, _ in exact]
    n = len(shares)
    alone = INCOME.replace(" --weight population", "")
    h = sum(s * s for s in shares)
    yield "herfindahl", alone, "", EXACT, h
    yield "herfindahl", f"{alone} --param normalised=1", "", EXACT, (h - Fraction(1, n)) / (1 - Fraction(1, n))
    yield "rosenbluth", alone, "", EXACT, 1 / (2 * sum((k + 1) * s for k, s in enumerate(sorted(shares, reverse=True))) - 1)


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["index", "arguments", "part", "program", "value", "tolerance"])
    for index, arguments, part, program, value in [*rows(), *person_rows()]:
        value = float(value)
        tolerance = max(1, abs(value)) * (1e-9 if ";" in part else 1e-12)
        out.writerow([index, arguments, part, program, repr(value), f"{tolerance:.0e}"])


if __name__ == "__main__":
    main()
