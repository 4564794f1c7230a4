"""Prints spatial-gini.csv: the spatial Gini coefficient of PySAL inequality, on data without weights.

    python spatial_gini.py > spatial-gini.csv
"""

import csv

import numpy as np
from inequality.gini import Gini_Spatial
from libpysal.weights import W

with open("data/parishes.csv") as f:
    rows = list(csv.DictReader(f))
names, income = [r["parish"] for r in rows], np.array([float(r["income"]) for r in rows])
beside = {i: set() for i in range(len(names))}
with open("data/parishes-neighbours.csv") as f:
    for r in csv.DictReader(f):
        a, b = names.index(r["from"]), names.index(r["to"])
        beside[a].add(b)
        beside[b].add(a)
np.random.seed(1)
g = Gini_Spatial(income, W({i: sorted(js) for i, js in beside.items()}), 9999)

arguments = "--data golden/data/parishes.csv --unit parish --value income --neighbours golden/data/parishes-neighbours.csv --param permutations=9999"
print("index,arguments,part,program,value,tolerance")
for part, value, tolerance in [
    ("total", g.g, "1e-12"),
    ("neighbours", g.wg / g.den, "1e-12"),
    ("others", g.wcg / g.den, "1e-12"),
    ("polarisation", g.polarization, "1e-12"),
    ("p", g.polarization_p_sim, "0.003"),
]:
    print(f"spatial-gini,{arguments},part={part},PySAL inequality 1.1.2 Gini_Spatial,{float(value)!r},{tolerance}")
