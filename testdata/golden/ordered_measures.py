"""Writes ordered-measures.csv: slope and concentration indices of districts in order of deprivation, with standard errors and limits.

    python ordered_measures.py > ordered-measures.csv

statsmodels fits the lines and, for the straight one, gives standard errors from the distances to it. Standard errors from those of the
estimates come from the measures themselves: each estimate is moved and everything is fitted again, so that no formula of a
derivative is used.
"""

import csv
import os
import sys
from importlib.metadata import version

import numpy as np
import statsmodels.api as sm
from mpmath import diff, erfinv, exp, findroot, log, mp, mpf, sqrt

mp.dps = 40
HERE = os.path.dirname(os.path.abspath(__file__))
SHARE = "--data golden/data/districts.csv --unit district --group jobless --total population --per 100 --low-is-good --rank deprivation"
EXACT = f"formula in {mp.dps} digits"
SLOPES = f"derivatives in {mp.dps} digits"
STATSMODELS = f"statsmodels {version('statsmodels')}"
Z = sqrt(2) * erfinv(mpf("0.95"))


def table():
    with open(os.path.join(HERE, "data", "districts.csv")) as f:
        return list(csv.DictReader(f))


DISTRICTS = table()
N = [mpf(d["population"]) for d in DISTRICTS]
P = [n / sum(N) for n in N]
R = [sum(P[:j]) + P[j] / 2 for j in range(len(P))]  # they stand in order of deprivation, the most deprived first
Q = [mpf(d["jobless"]) / n for d, n in zip(DISTRICTS, N)]
SE = [sqrt(q * (1 - q) / n) for q, n in zip(Q, N)]
J = range(len(N))


def mean(y):
    return sum(p * v for p, v in zip(P, y))


def odds(q):
    return log(q / (1 - q))


def share(eta):
    return 1 / (1 + exp(-eta))


def straight(z, w):
    """Intercept and slope of the line by least squares."""
    centre = sum(a * x for a, x in zip(w, R)) / sum(w)
    middle = sum(a * v for a, v in zip(w, z)) / sum(w)
    slope = sum(a * (x - centre) * (v - middle) for a, x, v in zip(w, R, z))
    slope /= sum(a * (x - centre) ** 2 for a, x in zip(w, R))
    return middle - slope * centre, slope


def likeliest(z, w, inverse, start):
    """Intercept and slope at which the score of a canonical link is zero."""

    def score(a, b):
        residuals = [v - inverse(a + b * x) for v, x in zip(z, R)]
        return [sum(c * e for c, e in zip(w, residuals)), sum(c * e * x for c, e, x in zip(w, residuals, R))]

    a, b = findroot(score, start)
    return a, b


def ends(model, y, w=P):
    """Fitted shares at the most and at the least deprived end."""
    if model == 0:
        a, b = straight(y, w)
        return a, a + b
    if model == 1:
        a, b = likeliest(y, w, share, (mpf(-2), mpf(-1)))
        return share(a), share(a + b)
    if model == 2:
        a, b = likeliest(y, w, exp, (mpf(-2), mpf(-1)))
        return exp(a), exp(a + b)
    if model == 3:
        a, b = straight([log(v) for v in y], w)
        return exp(a), exp(a + b)
    a, b = straight([odds(v) for v in y], w)
    return share(a), share(a + b)


def concentration(y):
    return 2 * sum(p * (v - mean(y)) * (x - mpf(1) / 2) for p, v, x in zip(P, y, R))


def standard_error(of):
    slopes = [diff(lambda v: of(Q[:j] + [v] + Q[j + 1 :]), Q[j]) for j in J]
    return sqrt(sum((g * s) ** 2 for g, s in zip(slopes, SE)))


def sii(model):
    return lambda y: 100 * (ends(model, y)[1] - ends(model, y)[0])


def rii(model):
    return lambda y: ends(model, y)[1] / ends(model, y)[0]


def over_mean(model):
    return lambda y: (ends(model, y)[1] - ends(model, y)[0]) / mean(y)


def normal(index, flags, of, low, high):
    v, se = of(Q), standard_error(of)
    yield index, SHARE + flags, "", EXACT, v
    yield index, SHARE + flags, ";se", SLOPES, se
    yield index, SHARE + flags, ";lower", SLOPES, max(low, v - Z * se)
    yield index, SHARE + flags, ";upper", SLOPES, min(high, v + Z * se)


def fits():
    """Straight, logit and log lines by statsmodels, through shares."""
    x = sm.add_constant(np.array(R, dtype=float))
    y, w = np.array(Q, dtype=float), np.array(N, dtype=float)
    two = np.array([[1.0, 0.0], [1.0, 1.0]])
    line = sm.WLS(y, x, weights=w)
    for flags, model, program in (
        (" --param model=1", sm.GLM(y, x, sm.families.Binomial(), freq_weights=w), "GLM, binomial"),
        (" --param model=1 --param squared=1", sm.GLM(y, x, sm.families.Binomial(), freq_weights=w * w), "GLM, binomial"),
        (" --param model=2", sm.GLM(y, x, sm.families.Poisson(), freq_weights=w), "GLM, Poisson"),
        (" --param model=0 --param squared=1", sm.WLS(y, x, weights=w * w), "WLS"),
    ):
        most, least = (model.fit() if program == "WLS" else model.fit(tol=1e-14)).predict(two)
        yield "sii", SHARE + flags, "", f"{STATSMODELS} {program}", 100 * (least - most)
        yield "rii", SHARE + flags, "", f"{STATSMODELS} {program}", least / most
    plain, robust = line.fit(), line.fit(cov_type="HC1")
    most, least = plain.predict(two)
    turned = SHARE + " --param direction=1"  # a low value is good
    yield "sii", turned, "", f"{STATSMODELS} WLS", 100 * (most - least)
    yield "rii", turned, "", f"{STATSMODELS} WLS", most / least
    yield "slope-over-mean", turned, "", f"{STATSMODELS} WLS", (most - least) / float(mean(Q))
    yield "aci", turned, "", EXACT, -100 * concentration(Q)
    yield "rci", turned, "", EXACT, -concentration(Q) / mean(Q)
    low, high = robust.conf_int()[1]
    flags = " --param errors=1"
    yield "sii", SHARE + flags, ";se", f"{STATSMODELS} WLS, HC1", 100 * robust.bse[1]
    yield "sii", SHARE + flags, ";lower", f"{STATSMODELS} WLS, HC1", 100 * low
    yield "sii", SHARE + flags, ";upper", f"{STATSMODELS} WLS, HC1", 100 * high
    spread = 2 * sum(p * (x - mpf(1) / 2) ** 2 for p, x in zip(P, R))
    yield "aci", SHARE + flags, ";se", f"{STATSMODELS} WLS, HC1", 100 * float(spread) * robust.bse[1]
    log_ratio = np.array([1 / least - 1 / most, 1 / least])  # derivatives of ln RII by intercept and slope
    se = float(np.sqrt(log_ratio @ robust.cov_params() @ log_ratio))
    yield "rii", SHARE + flags, ";se", f"{STATSMODELS} WLS, HC1", least / most * se
    flags = " --param errors=2"
    yield "sii", SHARE + flags, ";se", f"{STATSMODELS} WLS", 100 * plain.bse[1]
    yield "aci", SHARE + flags, ";se", f"{STATSMODELS} WLS", 100 * float(spread) * plain.bse[1]
    yield "rci", SHARE + flags, ";se", f"{STATSMODELS} WLS", float(spread / mean(Q)) * plain.bse[1]
    low, high = plain.conf_int()[1]
    flags = " --param errors=3"
    yield "sii", SHARE + flags, ";lower", f"{STATSMODELS} WLS", 100 * low
    yield "sii", SHARE + flags, ";upper", f"{STATSMODELS} WLS", 100 * high
    yield "slope-over-mean", SHARE + flags, ";lower", f"{STATSMODELS} WLS", low / float(mean(Q))
    yield "slope-over-mean", SHARE + flags, ";upper", f"{STATSMODELS} WLS", high / float(mean(Q))


def rows():
    infinite = mpf("inf")
    for model in range(5):
        flags = f" --param model={model}"
        yield from normal("sii", flags, sii(model), -infinite, infinite)
        yield from normal("slope-over-mean", flags, over_mean(model), -infinite, infinite)
        v, on_log = rii(model)(Q), standard_error(lambda y: log(rii(model)(y)))
        yield "rii", SHARE + flags, "", EXACT, v
        yield "rii", SHARE + flags, ";se", SLOPES, v * on_log
        yield "rii", SHARE + flags, ";lower", SLOPES, v * exp(-Z * on_log)
        yield "rii", SHARE + flags, ";upper", SLOPES, v * exp(Z * on_log)
    yield from normal("aci", "", lambda y: 100 * concentration(y), -infinite, infinite)
    yield from normal("rci", "", lambda y: concentration(y) / mean(y), -1, 1)
    yield from normal("rci", " --param normalised=1", lambda y: concentration(y) / (mean(y) * (1 - mean(y))), -1, 1)
    yield from normal("rci", " --param normalised=2", lambda y: 4 * concentration(y), -1, 1)
    yield from fits()


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["index", "arguments", "part", "program", "value", "tolerance"])
    for index, arguments, part, program, value in rows():
        value = float(value)
        digits = 1e-9 if "GLM" in program else 1e-11
        out.writerow([index, arguments, part, program, repr(value), f"{max(1, abs(value)) * digits:.0e}"])


main()
