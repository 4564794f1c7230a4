"""How often a comparison of an area with its city says that they differ where they do not.

    python part_whole.py

Every person of a city of 20,000 has the same probability of 0.15. An area holds a share of the persons. Of 100,000 cities with each
share it prints, in per cent, in how many the area is said to differ

- because its own 95 per cent interval (Wilson) does not hold the city's figure,
- because the 95 per cent interval of its difference from the rest of the city (Newcombe, method 10) does not hold 0,
- because the score statistic of that difference is beyond 1.96,

and what theory says of the first, 2Φ(−1.96/√(1 − s)). Then the same for occurrences, 0.15 per person and Poisson, with the exact interval
below ten and Byar's from ten in place of Wilson's. The numbers stand in the comments of indicators/rate/rest_difference.go, and the
tests there make the same draws with the program's own functions, fewer of them.
"""

import numpy as np
from scipy.stats import chi2, norm

CITY, PROBABILITY, REPLICATES = 20_000, 0.15, 100_000
Z = norm.ppf(0.975)


def wilson(x, n):
    centre, half = x + Z * Z / 2, Z * np.sqrt(Z * Z / 4 + x * (1 - x / n))
    return (centre - half) / (n + Z * Z), (centre + half) / (n + Z * Z)


def byar(x, n):
    a = np.maximum(x, 1)
    low = a * (1 - 1 / (9 * a) - Z / (3 * np.sqrt(a))) ** 3
    high = (x + 1) * (1 - 1 / (9 * (x + 1)) + Z / (3 * np.sqrt(x + 1))) ** 3
    few = x < 10
    low[few] = np.where(x[few] > 0, chi2.ppf(0.025, 2 * np.maximum(x[few], 1)) / 2, 0)
    high[few] = chi2.ppf(0.975, 2 * x[few] + 2) / 2
    return low / n, high / n


def table(draw, limits, variance):
    random = np.random.default_rng(20250101)
    print("share  own interval  of the difference  score  theory of the first")
    for share in (0.02, 0.1, 0.2, 0.4, 0.6):
        n = round(share * CITY)
        m = CITY - n
        x, y = draw(random, n), draw(random, m)
        p, r, city = x / n, y / m, (x + y) / CITY
        (l1, u1), (l2, u2) = limits(x, n), limits(y, m)
        naive = (l1 > city) | (u1 < city)
        d = p - r
        mover = (d - np.hypot(p - l1, u2 - r) > 0) | (d + np.hypot(u1 - p, r - l2) < 0)
        score = np.abs(d) > Z * np.sqrt(variance(city) * (1 / n + 1 / m))
        theory = 2 * norm.cdf(-Z / np.sqrt(1 - share))
        print(f"{share:5.0%}  {naive.mean():12.2%}  {mover.mean():17.2%}  {score.mean():5.2%}  {theory:19.2%}")


def main():
    table(lambda random, n: random.binomial(n, PROBABILITY, REPLICATES), wilson, lambda p: p * (1 - p))
    table(lambda random, n: random.poisson(n * PROBABILITY, REPLICATES), byar, lambda p: p)


if __name__ == "__main__":
    main()
