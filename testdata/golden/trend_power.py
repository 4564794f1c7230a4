"""Prints how often tests of a trend find one, in a district of 1,500 people a year at 15 per cent: 10,000 replicates of each row.

    python trend_power.py

slope is that of the log odds a year; dispersion the variance of a year's count over the binomial's (beta-binomial where above 1).
Columns: Fingertips' rule at 0.2 per cent on five years; logistic regression with dispersion max(1, Pearson/(years − 2)) at 5 per
cent, as in rate.ProportionTrend; without any dispersion. The doc comment of rate.ProportionTrend quotes the result.
"""

import numpy as np

REPLICATES = 10_000
PEOPLE, SHARE = 1500, 0.15


def logistic(x, n, t):
    """Slope, its standard error by the binomial, and Pearson's mean squared residual, of every row of x."""
    a = np.log(x.sum(1) / (n.sum(1) - x.sum(1)))
    b = np.zeros(len(x))
    for _ in range(50):
        p = 1 / (1 + np.exp(-(a[:, None] + b[:, None] * t)))
        v = n * p * (1 - p)
        g0, g1 = (x - n * p).sum(1), ((x - n * p) * t).sum(1)
        h0, h1, h2 = v.sum(1), (v * t).sum(1), (v * t * t).sum(1)
        det = h0 * h2 - h1**2
        step = (h0 * g1 - h1 * g0) / det
        a, b = a + (h2 * g0 - h1 * g1) / det, b + step
        if np.abs(step).max() < 1e-12:
            break
    return b, np.sqrt(h0 / det), ((x - n * p) ** 2 / v).sum(1) / (x.shape[1] - 2)


def fingertips(x, n):
    t = np.arange(1, 6)
    X, N = x.sum(1), n.sum(1)
    chi = N * (N * (x @ t) - X * (n @ t)) ** 2 / (X * (N - X) * (N * (n @ t**2) - (n @ t) ** 2))
    odds = np.log(x / (n - x))
    upward = []
    for left in [None, *range(5)]:
        keep = [k for k in range(5) if k != left]
        upward.append(odds[:, keep] @ (t[keep] - t[keep].mean()) >= 0)
    upward = np.array(upward).sum(0)
    return (chi > 9.54953570608324) & ((upward == 6) | (upward == 0))


if __name__ == "__main__":
    draw = np.random.default_rng(20_250_101)
    print("years slope dispersion  fingertips  quasi-binomial  binomial")
    for years in (5, 10):
        for slope in (0, 0.05):
            for dispersion in (1, 1.5, 2):
                t = np.arange(years) - (years - 1) / 2
                p = np.broadcast_to(1 / (1 + np.exp(-np.log(SHARE / (1 - SHARE)) - slope * t)), (REPLICATES, years))
                if dispersion > 1:
                    size = (PEOPLE - 1) / (dispersion - 1) - 1
                    p = draw.beta(p * size, (1 - p) * size)
                x = draw.binomial(PEOPLE, p).astype(float)
                n = np.full_like(x, PEOPLE)
                b, se, phi = logistic(x, n, t)
                z = np.abs(b) / se
                rule = fingertips(x, n).mean() if years == 5 else np.nan
                print(f"{years:5d} {slope:5.2f} {dispersion:10.1f} {rule:11.4f} {(z / np.sqrt(np.maximum(1, phi)) > 1.959964).mean():15.4f} {(z > 1.959964).mean():9.4f}")
