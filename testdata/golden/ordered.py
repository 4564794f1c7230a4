"""Prints ordered.csv: segregation on an ordered scale, from the formulas, with NumPy.

    python ordered.py > ordered.csv

Every threshold is computed from the table anew, and the polynomials are fitted in powers of p with the δ of Reardon (2011)
from numerical integrals, so nothing is shared with the program but the definitions.
"""

import csv
import sys

import numpy as np
from scipy.integrate import quad

out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["index", "arguments", "part", "program", "value", "tolerance"])


def row(index, arguments, part, value, tolerance=1e-11):
    out.writerow([index, arguments, part, "formula with NumPy and SciPy", repr(float(value)), tolerance])


def entropy(c):
    c = np.asarray(c, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(-(c * np.log2(c) + (1 - c) * np.log2(1 - c)))


KERNELS = {
    "H": entropy,
    "R": lambda c: 4 * np.asarray(c) * (1 - np.asarray(c)),
    "S": lambda c: 2 * np.sqrt(np.maximum(0, np.asarray(c) * (1 - np.asarray(c)))),
    "A": lambda c: 1 - abs(2 * np.asarray(c) - 1),
}


def delta(kernel, m):
    weigh = lambda g: quad(lambda p: float(KERNELS[kernel](p)) * g(p), 0, 1, epsabs=1e-14, limit=500)[0]
    return weigh(lambda p: p**m) / weigh(lambda p: 1)


def binary(table, kernel):
    """Share below, and 1 − Σ t_i v(p_i)/(T v(p)), at every threshold of units × levels."""
    t = table.sum(1)
    below = np.cumsum(table, 1)[:, :-1]
    p, pi = below.sum(0) / t.sum(), below / t[:, None]
    v = KERNELS[kernel]
    return p, 1 - (t[:, None] * v(pi)).sum(0) / (t.sum() * v(p))


def rank_order(table, kernel, degree, weighted):
    p, y = binary(table, kernel)
    w = KERNELS[kernel](p) if weighted else np.ones_like(p)
    A = np.vander(p, degree + 1, increasing=True)
    beta = np.linalg.lstsq(A * w[:, None], y * w, rcond=None)[0]
    d = np.array([delta(kernel, m) for m in range(degree + 1)])
    residual = ((y - A @ beta) * w) ** 2
    se = np.nan
    if len(p) > degree + 1:
        cov = np.linalg.inv((A * w[:, None]).T @ (A * w[:, None])) * residual.sum() / (len(p) - degree - 1)
        se = np.sqrt(d @ cov @ d)
    return d @ beta, se


def write(arguments, units, levels, table, names):
    used = table.sum(1) > 0
    table, names = table[used], [n for n, u in zip(names, used) if u]
    table, levels = table[:, table.sum(0) > 0], levels[table.sum(0) > 0]
    t, T = table.sum(1), table.sum()
    for index, kernel in (("theil-h", "H"), ("variation-ratio", "R"), ("square-root", "S"), ("absolute-difference", "A")):
        v = KERNELS[kernel]
        below = np.cumsum(table, 1)[:, :-1]
        total, own = v(below.sum(0) / T).mean(), v(below / t[:, None]).mean(1)
        row("ordinal-" + index, arguments, "", (t * (total - own)).sum() / (T * total))
    for index, kernel, kind in (("theil-h", "H", 1), ("variance-ratio", "R", 2), ("square-root", "S", 3)):
        for degree, weighted in ((4, 1), (2, 1), (3, 0)):
            value, se = rank_order(table, kernel, degree, weighted)
            more = f" --param degree={degree}" + ("" if weighted else " --param weighted=0")
            row("rank-order-" + index, arguments + more, "", value, 1e-8)
            row("rank-order-profile", arguments + more + f" --param kind={kind}", "part=index;se", se, 1e-8)
    mean = (table * levels).sum() / T
    own = (table * levels).sum(1) / t
    row("neighbourhood-sorting", arguments, "", np.sqrt((t * (own - mean) ** 2).sum() / (table * (levels - mean) ** 2).sum()))
    # People at one level are spread evenly over its centiles: 2,000 points for each make the mean distances.
    edges = np.concatenate([[0], np.cumsum(table.sum(0)) / T])
    gap = 0
    for i in range(len(t)):
        share = np.concatenate([[0], np.cumsum(table[i]) / t[i]])
        median = np.interp(0.5, share, edges)
        for k in range(len(levels)):
            a, b = edges[k], edges[k + 1]
            distance = quad(lambda c: abs(c - median), a, b, points=[median] if a < median < b else None)[0] / (b - a)
            gap += table[i, k] / T * distance
    row("centile-gap", arguments, "", (0.25 - gap) / 0.25)
    part = lambda low, high: np.array([max(0, min(b, high) - max(a, low)) / (b - a) for a, b in zip(edges, edges[1:])])
    quarters = np.array([table @ part(q / 4, q / 4 + 0.25) for q in range(4)]).T
    s = quarters / t[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        even = -np.nan_to_num(s * np.log(s)).sum(1) / np.log(4)
    row("quartile-evenness", arguments, "", (t * even).sum() / T)
    for name, v in zip(names, even):
        row("local-quartile-evenness", arguments, f"unit={name}", v)
    for share in (0.2, 0.1):
        excess = table @ (part(1 - share, 1) - part(0, share)) / t
        for name, v in zip(names, excess):
            row("concentration-at-extremes", arguments + f" --param share={share}", f"unit={name}", v)
    for name, v in zip(names, (table[:, -1] - table[:, 0]) / t):
        row("concentration-at-extremes", arguments + " --param share=0", f"unit={name}", v)


with open("data/incomes.csv") as f:
    areas = list(csv.DictReader(f))
for columns, scale in ((["b1", "b2", "b3", "b4", "b5", "b6", "b7"], [50, 125, 175, 250, 350, 500, 900]),):
    table = np.array([[float(a[c]) for c in columns] for a in areas])
    arguments = f"--data golden/data/incomes.csv --unit area --group {','.join(columns)} --scale {','.join(map(str, scale))}"
    write(arguments, areas, np.array(scale, float), table, [a["area"] for a in areas])

with open("data/households.csv") as f:
    people = list(csv.DictReader(f))
names = sorted({p["area"] for p in people})
levels = sorted({float(p["income"]) for p in people})
table = np.zeros((len(names), len(levels)))
for p in people:
    table[names.index(p["area"]), levels.index(float(p["income"]))] += float(p["persons"])
write("--data golden/data/households.csv --unit area --value income --weight persons", names, np.array(levels), table, names)

table = np.array([[float(a[q]) for q in ("q1", "q2", "q3", "q4")] for a in areas])[:-1]
s = table / table.sum(1)[:, None]
row("quartile-evenness", "--data golden/data/incomes.csv --unit area --group q1,q2,q3,q4 --param cut=0", "",
    (table.sum(1) / table.sum() * -(s * np.log(s)).sum(1) / np.log(4)).sum())
