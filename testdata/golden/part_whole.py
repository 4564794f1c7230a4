"""How often a comparison of an area with its city says that they differ where they do not.

    python part_whole.py

Every person of a city of 20,000 has the same probability of 0.15. An area holds a share of the persons. Of 100,000 cities with each
share it prints, in per cent, in how many the area is said to differ

- because its own 95 per cent interval (Wilson) does not hold the city's figure,
- because the 95 per cent interval of its difference from the rest of the city (Newcombe, method 10) does not hold 0,
- because the score statistic of that difference is beyond 1.96,

and what theory says of the first, 2Φ(−1.96/√(1 − s)). The numbers stand in the comments of indicators/rate/rest_difference.go, and the
tests there make the same draws with the program's own functions, fewer of them.
"""

import numpy as np
from scipy.stats import norm

CITY, PROBABILITY, REPLICATES = 20_000, 0.15, 100_000
Z = norm.ppf(0.975)


def wilson(x, n):
    centre, half = x + Z * Z / 2, Z * np.sqrt(Z * Z / 4 + x * (1 - x / n))
    return (centre - half) / (n + Z * Z), (centre + half) / (n + Z * Z)


def main():
    random = np.random.default_rng(20250101)
    print("share  own interval  of the difference  score  theory of the first")
    for share in (0.02, 0.1, 0.2, 0.4, 0.6):
        n = round(share * CITY)
        m = CITY - n
        x, y = random.binomial(n, PROBABILITY, REPLICATES), random.binomial(m, PROBABILITY, REPLICATES)
        p, r, city = x / n, y / m, (x + y) / CITY
        (l1, u1), (l2, u2) = wilson(x, n), wilson(y, m)
        naive = (l1 > city) | (u1 < city)
        d = p - r
        newcombe = (d - np.hypot(p - l1, u2 - r) > 0) | (d + np.hypot(u1 - p, r - l2) < 0)
        score = np.abs(d) > Z * np.sqrt(city * (1 - city) * (1 / n + 1 / m))
        theory = 2 * norm.cdf(-Z / np.sqrt(1 - share))
        print(f"{share:5.0%}  {naive.mean():12.2%}  {newcombe.mean():17.2%}  {score.mean():5.2%}  {theory:19.2%}")


if __name__ == "__main__":
    main()
