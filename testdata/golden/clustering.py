"""Prints clustering.csv: concentration, clustering, exposure that decays with distance and dissimilarity adjusted for neighbours, from the
formulas with matrices of all pairs.

    python clustering.py > clustering.csv
"""

import csv

import numpy as np

with open("data/blocks.csv") as f:
    rows = [r for r in csv.DictReader(f) if float(r["newcomers"]) + float(r["others"]) > 0]
names = [r["block"] for r in rows]
groups = ("newcomers", "others", "students")
counts = {g: np.array([float(r[g]) for r in rows]) for g in groups}
area, perimeter = (np.array([float(r[c]) for r in rows]) for c in ("area", "perimeter"))
place = np.array([[float(r["east"]), float(r["north"])] for r in rows])
d = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1))
n = len(rows)
queen, length = np.zeros((n, n)), np.zeros((n, n))
with open("data/blocks-neighbours.csv") as f:
    for r in csv.DictReader(f):
        if r["from"] in names and r["to"] in names:
            i, j = names.index(r["from"]), names.index(r["to"])
            queen[i, j] = queen[j, i] = 1
            length[i, j] = length[j, i] = float(r["length"])
rook = (length > 0) * 1.0
x, y = counts["newcomers"], counts["others"]
t, X, Y = x + y, x.sum(), y.sum()
T = X + Y

print("index,arguments,part,program,value,tolerance")


def row(index, flags, value, part="", group="newcomers,others"):
    arguments = f"--data golden/data/blocks.csv --unit block --group {group} {flags}".strip()
    print(f'{index},"{arguments}",{part},NumPy {np.__version__},{float(value)!r},1e-12')


# Concentration.


def filled(people, needed, largest):
    """The mean area, over their people, of the smallest or the largest units that hold so many people; units of one area together."""
    held = land = 0
    for a in sorted(set(area), reverse=largest):
        if held >= needed:
            break
        held += people[area == a].sum()
        land += people[area == a].sum() * a
    return land / held


def rco(a, b, people, hold):
    A, B = a.sum(), b.sum()
    small, large = filled(people, A, False), filled(people, hold, True)
    return ((a @ area / A) / (b @ area / B) - 1) / (small / large - 1)


row("delta", "--area area", abs(x / X - area / area.sum()).sum() / 2)
small, large = filled(t, X, False), filled(t, X, True)
row("absolute-concentration", "--area area", 1 - (x @ area / X - small) / (large - small))
row("relative-concentration", "--area area", rco(x, y, t, X))
row("relative-concentration", "--area area --param largest-hold=others", rco(x, y, t, Y))
three = sum(counts.values())
for a in groups:
    for b in groups:
        if a != b:
            row("relative-concentration-matrix", "--area area", rco(counts[a], counts[b], three, counts[a].sum()), f"group={a};with={b}", ",".join(groups))

# Clustering and exposure.

shapes = {
    "exponential": lambda u: np.exp(-u),
    "inverse-power": lambda u: np.maximum(1, u) ** -2.0,
    "biweight": lambda u: np.where(u <= 1, (1 - u**2) ** 2, 0),
    "triangular": lambda u: np.where(u <= 1, 1 - u, 0),
    "uniform": lambda u: np.where(u <= 1, 1.0, 0),
    "gaussian": lambda u: np.exp(-(u**2) / 2),
}
selves = {"zero": 0 * area, "root": np.sqrt(0.6 * area), "white": 0.6 * np.sqrt(area), "excluded": None}


def kernel(shape="exponential", bandwidth=1000, self="zero", cutoff=np.inf):
    distance = d.copy()
    if selves[self] is not None:
        np.fill_diagonal(distance, selves[self])
    c = shapes[shape](distance / bandwidth) * (distance <= cutoff)
    if selves[self] is None:
        np.fill_diagonal(c, 0)
    return c


def acl(c):
    even = X * c.sum() / n**2
    return (x @ c @ x / X - even) / (x @ c @ t / X - even)


def P(a, c, b):
    return a @ c @ b / (a.sum() * b.sum())


place_flags = "--coordinates east,north"
choices = [("", {})]
choices += [(f"--param kernel={s} --param bandwidth=2500" + (" --param power=2" if s == "inverse-power" else ""), {"shape": s, "bandwidth": 2500}) for s in shapes]
choices += [(f"--area area --param self={s} --param bandwidth=1500", {"self": s, "bandwidth": 1500}) for s in selves]
choices.append(("--param cutoff=2100", {"cutoff": 2100}))
for flags, chosen in choices:
    c = kernel(**chosen)
    flags = f"{place_flags} {flags}".strip()
    row("absolute-clustering", flags, acl(c))
    row("spatial-proximity", flags, (X * P(x, c, x) + Y * P(y, c, y)) / (T * P(t, c, t)))
    row("relative-clustering", flags, P(x, c, x) / P(y, c, y) - 1)
    K = c * t / (c @ t)[:, None]
    row("distance-decay-isolation", flags, x / X @ K @ (x / t))
    row("distance-decay-interaction", flags, x / X @ K @ (y / t))
    everybody = sum(counts.values())
    N, of = everybody.sum(), ",".join(groups)
    K = c * everybody / (c @ everybody)[:, None]
    total = P(everybody, c, everybody)
    row("mean-proximity", flags, total, "part=total", of)
    row("multigroup-spatial-proximity", flags, sum(g.sum() * P(g, c, g) for g in counts.values()) / (N * total), "", of)
    for a in groups:
        row("group-spatial-proximity", flags, P(counts[a], c, counts[a]) / total, f"group={a}", of)
        for b in groups:
            row("mean-proximity", flags, P(counts[a], c, counts[b]), f"group={a};with={b}", of)
            exposure = counts[a] / counts[a].sum() @ K @ (counts[b] / everybody)
            row("distance-decay-exposure-matrix", flags, exposure, f"group={a};with={b}", of)

# Neighbours.

neighbours = "--neighbours golden/data/blocks-neighbours.csv"
p = x / t
apart = abs(p[:, None] - p[None])
D = abs(x / X - y / Y).sum() / 2
for name, c in (("queen", queen), ("rook", rook)):
    flags = f"{neighbours} --param contiguity={name}"
    row("absolute-clustering-contiguity", flags, acl(c + np.eye(n)))
    row("adjusted-dissimilarity", flags, D - (c * apart).sum() / c.sum())
    with np.errstate(invalid="ignore"):
        by_unit = np.nan_to_num(c / c.sum(1, keepdims=True))
    row("adjusted-dissimilarity", flags + " --param weights=rows", D - (by_unit * apart).sum() / by_unit.sum())
    steps, reached = [], np.eye(n)
    while len(steps) < 8:
        further = ((reached @ c + reached) > 0) * 1.0
        steps.append(further - reached)
        reached = further
    for order in (1, 2, 3, 8):
        for decay, f in (("exponential", lambda k: np.exp(0.7 * (1 - k))), ("power", lambda k: k**-0.7)):
            less = sum(f(k) * (s * apart).sum() / s.sum() for k, s in enumerate(steps[:order], 1) if s.sum() > 0)
            row("adjusted-dissimilarity-orders", f"{flags} --param order={order} --param decay={decay} --param beta=0.7", D - less)
row("boundary-dissimilarity", neighbours, D - (length * apart).sum() / length.sum())
with np.errstate(invalid="ignore"):
    by_unit = np.nan_to_num(length / length.sum(1, keepdims=True))
row("boundary-dissimilarity", f"{neighbours} --param weights=rows", D - (by_unit * apart).sum() / by_unit.sum())
for kind, around in (("full", perimeter), ("interior", length.sum(1))):
    r = around / area
    factor = (r[:, None] + r[None]) / (2 * r.max())
    flags = f"{neighbours} --area area --perimeter perimeter --param perimeter={kind}"
    row("perimeter-area-dissimilarity", flags, D - (length * apart * factor).sum() / length.sum())

# Pairs of groups: units, shares and totals are those of the two, and where they lie is kept.

for a in groups:
    for b in groups:
        if a != b:
            u, v = counts[a], counts[b]
            w, c = u + v, kernel()
            value = (u.sum() * P(u, c, u) + v.sum() * P(v, c, v)) / (w.sum() * P(w, c, w))
            row("spatial-proximity", f"{place_flags} --pairwise", value, f"group={a};with={b}", ",".join(groups))
            use = w > 0
            q = u[use] / w[use]
            c, different = length[np.ix_(use, use)], abs(q[:, None] - q[None])
            value = abs(u / u.sum() - v / v.sum()).sum() / 2 - (c * different).sum() / c.sum()
            row("boundary-dissimilarity", f"{neighbours} --pairwise", value, f"group={a};with={b}", ",".join(groups))
