"""Prints scales.csv: the spatial proximity profile from the steps between all pairs, and the variance of shares by scale from the persons
themselves.

    python scales.py > scales.csv

Steps are those of Floyd and Warshall; the integral is added up between the shares that units have. The variance components are solved for from
the sums of squares of all persons, by the traces of the matrices that the model multiplies its effects by.
"""

import csv

import numpy as np
import scipy
from scipy.sparse.csgraph import floyd_warshall

with open("data/blocks.csv") as f:
    rows = list(csv.DictReader(f))
names = [r["block"] for r in rows]
x, y = (np.array([float(r[c]) for r in rows]) for c in ("newcomers", "others"))
n = len(rows)

print("index,arguments,part,program,value,tolerance")


def row(index, flags, part, program, value):
    arguments = f"--data golden/data/blocks.csv --unit block --group newcomers,others {flags}"
    print(f'{index},"{arguments}","{part}",{program},{float(value)!r},1e-12')


for contiguity in ("queen", "rook"):
    beside = np.zeros((n, n))
    with open("data/blocks-neighbours.csv") as f:
        for r in csv.DictReader(f):
            if contiguity == "queen" or float(r["length"]) > 0:
                i, j = names.index(r["from"]), names.index(r["to"])
                beside[i, j] = beside[j, i] = 1
    steps = floyd_warshall(beside)
    with np.errstate(invalid="ignore"):
        p = x / (x + y)

    def eta(s):
        among = np.flatnonzero(p >= s)
        pairs = steps[np.ix_(among, among)][~np.eye(len(among), dtype=bool)]
        joined = pairs[np.isfinite(pairs)]
        return len(joined) / len(pairs) / joined.mean() if len(joined) else 0.0

    P = x.sum() / (x + y).sum()
    shares = np.unique(p[np.isfinite(p)])
    ends = np.unique(np.concatenate([[0], shares, [P]]))
    integral = lambda low, high: sum((b - a) * eta(b) for a, b in zip(ends, ends[1:]) if low <= a and b <= high)
    flags = f"--neighbours golden/data/blocks-neighbours.csv --param contiguity={contiguity}"
    program = f"SciPy {scipy.__version__}"
    row("spatial-proximity-profile", flags, "", program, (P - integral(0, P) + integral(P, 1)) / (1 - P))
    for s in shares:
        row("spatial-proximity-curve", flags, "at=" + repr(float(s)).removesuffix(".0"), program, eta(s))

# One row of each person: 1 of the newcomers, and the areas that the person lives in.
person = np.concatenate([np.repeat([1.0, 0.0], [int(a), int(b)]) for a, b in zip(x, y)])
unit = np.repeat(np.arange(n), (x + y).astype(int))
borough, quarter = (np.array([r[c] for r in rows])[unit] for c in ("borough", "quarter"))


def members(of):
    """A column for each area, 1 for those who live there."""
    return (of[:, None] == np.unique(of)).astype(float)


def mean(Z):
    """The matrix that puts everybody's mean of their area in the place of their number."""
    return Z @ np.diag(1 / Z.sum(axis=0)) @ Z.T


for columns, levels in (("borough,quarter", [borough, quarter, unit]), ("borough", [borough, unit])):
    Z = [members(of) for of in levels]
    M = [np.full((len(person), len(person)), 1 / len(person))] + [mean(z) for z in Z] + [np.eye(len(person))]
    Q = [b - a for a, b in zip(M, M[1:])]  # the squares of each level, and of persons
    squares = np.array([person @ q @ person for q in Q])
    expected = np.array([[np.trace(z.T @ q @ z) for z in Z] + [np.trace(q)] for q in Q])
    variance = np.maximum(np.linalg.solve(expected, squares), 0)
    names_of = columns.split(",") + ["units"]
    flags, program = f"--within {columns}", f"NumPy {np.__version__}"
    row("variance-by-scale", flags, "part=total", program, squares[:-1].sum() / squares.sum())
    for l, name in enumerate(names_of):
        term = f"between {name}" + (f" within {names_of[l - 1]}" if l else "")
        row("variance-by-scale", flags, f"part={term}", program, squares[l] / squares.sum())
        row("variance-by-scale", flags, f"part={term}, beyond chance", program, variance[l] / variance.sum())
