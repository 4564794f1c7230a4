"""Prints centralisation.csv: centralisation round the centre of a city and round each unit, from the formulas with cumulative shares.

    python centralisation.py > centralisation.csv

Units as far from a centre as each other are put together first, by distances rounded to a micrometre.
"""

import csv

import numpy as np

with open("data/blocks.csv") as f:
    rows = list(csv.DictReader(f))
names = [r["block"] for r in rows]
x, y, area = (np.array([float(r[c]) for r in rows]) for c in ("newcomers", "others", "area"))
place = np.array([[float(r["east"]), float(r["north"])] for r in rows])
people = x + y


def rings(distance, *amounts):
    """The amounts of each ring, nearest first."""
    keys = np.round(distance, 6)
    return [np.array([a[keys == d].sum() for d in np.unique(keys)]) for a in amounts]


def centralisation(distance, a, b):
    a, b = rings(distance, a, b)
    A, B = a.cumsum() / a.sum(), b.cumsum() / b.sum()
    return (A[:-1] * B[1:]).sum() - (A[1:] * B[:-1]).sum()


def around(centres):
    return np.min([np.hypot(*(place - c).T) for c in centres], axis=0)


def inhabited(distance, other, keep=None):
    use = people > 0
    if keep is not None:
        use &= keep
    return centralisation(distance[use], x[use], other[use])


def nearest(distance, k):
    """The k nearest inhabited units and those as near as the last."""
    return np.round(distance, 6) <= np.sort(np.round(distance[people > 0], 6))[k - 1]


def local(i, k=None, least=None):
    """Round unit i, with the k nearest inhabited units, or the nearest that hold at least so many people with it."""
    distance = np.hypot(*(place - place[i]).T)
    if k is not None:
        reach = np.sort(np.round(distance[people > 0], 6))[k]
    else:
        reach = next(d for d in np.unique(np.round(distance, 6)) if people[np.round(distance, 6) <= d].sum() >= least)
    use = (people > 0) & (np.round(distance, 6) <= reach)
    if x[use].sum() == 0 or y[use].sum() == 0:
        return None
    return centralisation(distance[use], x[use], y[use])


use = people > 0
largest = people == people.max()
rules = {
    "--param centre=mean": place[use].mean(axis=0),
    "--param centre=population": np.average(place[use], axis=0, weights=people[use]),
    "--param centre=median": np.median(place[use], axis=0),
    "--param centre=largest": place[largest].mean(axis=0),
    "--centre B2": place[names.index("B2")],
    "--centre 382000,6399500": np.array([382000.0, 6399500.0]),
}

print("index,arguments,part,program,value,tolerance")


def row(index, flags, part, value):
    arguments = f"--data golden/data/blocks.csv --unit block --group newcomers,others --coordinates east,north {flags}"
    print(f'{index},"{arguments.strip()}",{part},NumPy {np.__version__},{float(value)!r},1e-12')


for flags, centre in rules.items():
    distance = around([centre])
    row("relative-centralisation", flags, "", inhabited(distance, y))
    row("absolute-centralisation", flags + " --area area", "", inhabited(distance, area))
two = around([place[names.index("A1")], place[names.index("D1")]])
row("relative-centralisation", "--centre A1 --centre D1", "", inhabited(two, y))
row("absolute-centralisation", "--centre A1 --centre D1 --area area", "", inhabited(two, area))
one = around([place[names.index("B2")]])
for k in (3, 6):
    row("relative-centralisation", f"--centre B2 --param nearest={k}", "", inhabited(one, y, nearest(one, k)))
row("absolute-centralisation", "--centre B2 --area area --param radius=1500", "", inhabited(one, area, one <= 1500))
for flags, how in (("", {"k": 5}), ("--param nearest=2", {"k": 2}), ("--param people=400", {"least": 400})):
    for i, name in enumerate(names):
        value = local(i, **how) if people[i] > 0 else None
        if value is not None:
            row("local-centralisation", flags, f"unit={name}", value)
