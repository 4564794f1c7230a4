"""Prints autocorrelation.csv: spatial autocorrelation by PySAL esda, on twelve parishes and their neighbours.

    python autocorrelation.py > autocorrelation.csv
"""

import csv
import warnings
from fractions import Fraction
from math import comb

import esda
import numpy as np
from libpysal.weights import W

warnings.filterwarnings("ignore")
with open("data/parishes.csv") as f:
    rows = list(csv.DictReader(f))
names = [r["parish"] for r in rows]
column = {c: np.array([float(r[c]) for r in rows]) for c in ("illness", "income", "smoking", "people")}
beside = {i: set() for i in range(len(names))}
with open("data/parishes-neighbours.csv") as f:
    for r in csv.DictReader(f):
        a, b = names.index(r["from"]), names.index(r["to"])
        beside[a].add(b)
        beside[b].add(a)
n = len(names)
data = "--data golden/data/parishes.csv --unit parish --neighbours golden/data/parishes-neighbours.csv"
values = data + " --value illness"
table = data + " --indicator illness,smoking"
events = data + " --group smoking --total people"


def w():
    return W({i: sorted(js) for i, js in beside.items()}, silence_warnings=True)


def show(index, arguments, parts, program, tolerance="1e-12"):
    for part, value in parts:
        print(f'{index},"{arguments}",{part},PySAL esda 2.9.0 {program},{float(value)!r},{tolerance}')


def each(part, numbers):
    return [(f"unit={u};part={part}", v) for u, v in zip(names, numbers)]


print("index,arguments,part,program,value,tolerance")
x, y = column["illness"], column["smoking"]
np.random.seed(1)
for style, name in (("r", "row"), ("b", "binary"), ("v", "variance")):
    m = esda.Moran(x, w(), transformation=style, permutations=9999)
    show("moran", f"{values} --param style={name} --param permutations=9999", [
        ("part=value", m.I), ("part=expected", m.EI), ("part=variance under normality", m.VI_norm), ("part=z under normality", m.z_norm),
        ("part=p under normality", m.p_norm), ("part=variance under randomisation", m.VI_rand), ("part=p under randomisation", m.p_rand)], "Moran")
    show("moran", f"{values} --param style={name} --param permutations=9999", [("part=p", 2 * m.p_sim)], "Moran", "0.01")
g = esda.Geary(x, w(), permutations=0)
show("geary", values, [("part=value", g.C), ("part=variance under normality", g.VC_norm), ("part=variance under randomisation", g.VC_rand)], "Geary")
g = esda.G(x, w(), permutations=0)
show("getis-ord-g", values, [("part=value", g.G), ("part=expected", g.EG), ("part=variance under randomisation", g.VG)], "G")
j = esda.Join_Counts((x > x.mean()).astype(int), w(), permutations=0)
show("join-counts", values, [("part=BB", j.bb), ("part=WW", j.ww), ("part=BW", j.bw)], "Join_Counts")
b = esda.Moran_BV(x, y, w(), permutations=0)
show("bivariate-moran", table, [("part=value", b.I)], "Moran_BV")
r = w()
r.transform = "r"
p = esda.Spatial_Pearson(connectivity=r.sparse, permutations=0).fit(x[:, None], y[:, None])
show("lee-l", table, [("part=value", p.association_[0, 1])], "Spatial_Pearson")
m = esda.Moran_Rate(y, column["people"], w(), permutations=0)
show("moran-rates", events, [("part=value", m.I), ("part=variance under randomisation", m.VI_rand)], "Moran_Rate")
m = esda.Moran_Local(x, w(), permutations=0)
show("local-moran", values, each("value", m.Is * n / (n - 1)) + each("expected", m.EIc) + each("variance", m.VIc) + each("quadrant", m.q), "Moran_Local")
show("local-moran", values + " --param moments=total", each("expected", m.EI) + each("variance", m.VI), "Moran_Local")
m = esda.Moran_Local_Rate(y, column["people"], w(), permutations=0)
show("local-moran-rates", events, each("value", m.Is * n / (n - 1)), "Moran_Local_Rate")
m = esda.Moran_Local_BV(x, y, w(), permutations=0)
show("local-bivariate-moran", table, each("value", m.Is * n / (n - 1)), "Moran_Local_BV")
g = esda.Geary_Local(connectivity=w(), permutations=0).fit(x)
show("local-geary", values, each("value", g.localG), "Geary_Local")
g = esda.Geary_Local_MV(connectivity=w(), permutations=0).fit([x, y])
show("local-geary-multivariate", table, each("value", g.localG), "Geary_Local_MV")
for star, index in ((False, "local-getis-ord-g"), (True, "local-getis-ord-g-star")):
    g = esda.G_Local(x, w(), transform="B", star=star, permutations=0)
    show(index, values, each("value", g.Gs) + each("z", g.Zs), "G_Local")
black = {i for i in range(n) if x[i] > x.mean()}
counts = [(i, len(beside[i] & black), len(beside[i])) for i in sorted(black)]
show("local-join-count", values, [(f"unit={names[i]};part=value", c) for i, c, _ in counts], "Join_Counts_Local")
for i, c, k in counts:
    chance = sum(Fraction(comb(len(black) - 1, m) * comb(n - len(black), k - m), comb(n - 1, k)) for m in range(c, k + 1))
    print(f'local-join-count,"{values}",unit={names[i]};part=p,exact fractions of the hypergeometric distribution,{float(chance)!r},1e-12')
e, b = y, column["people"]
show("empirical-bayes-rates", "--data golden/data/parishes.csv --unit parish --group smoking --total people --param multiplier=1", [(f"unit={u}", v) for u, v in zip(names, esda.smoothing.Empirical_Bayes(e, b).r.flatten())], "Empirical_Bayes")
q = W({i: sorted(js) for i, js in beside.items()}, id_order=list(range(n)), silence_warnings=True)
show("spatial-empirical-bayes-rates", events + " --param multiplier=1", [(f"unit={u}", v) for u, v in zip(names, esda.smoothing.Spatial_Empirical_Bayes(e, b, q).r.flatten())], "Spatial_Empirical_Bayes")
# Blocks with places and borders.
with open("data/blocks.csv") as f:
    blocks = list(csv.DictReader(f))
at = {r["block"]: i for i, r in enumerate(blocks)}
place = np.array([[float(r["east"]), float(r["north"])] for r in blocks])
apart = np.hypot(*(place[:, None] - place[None, :]).transpose(2, 0, 1))
np.fill_diagonal(apart, np.inf)
border = np.zeros_like(apart)
with open("data/blocks-neighbours.csv") as f:
    for r in csv.DictReader(f):
        a, b = at[r["from"]], at[r["to"]]
        border[a, b] = border[b, a] = float(r["length"])
kth = np.sort(apart, axis=1)[:, 3]
students = np.array([float(r["students"]) for r in blocks])
located = "--data golden/data/blocks.csv --unit block --value students --coordinates east,north --neighbours golden/data/blocks-neighbours.csv"
for name, extra, dense in (
    ("band", "bandwidth=1600", (apart <= 1600) * 1.0),
    ("kernel", "bandwidth=2600", np.maximum(0, 1 - apart / 2600)),
    ("nearest", "neighbours=4", (apart <= kth[:, None] + 1e-6) * 1.0),
    ("border", "bandwidth=1000", border),
):
    linked = dense.any(axis=1)  # islands are left out of the values as well
    dense = dense[linked][:, linked]
    m = esda.Moran(students[linked], W({i: list(map(int, np.flatnonzero(d))) for i, d in enumerate(dense)}, {i: list(map(float, d[d > 0])) for i, d in enumerate(dense)},
                                       silence_warnings=True), permutations=0)
    show("moran", f"{located} --param weights={name} --param {extra}", [("part=value", m.I), ("part=variance under randomisation", m.VI_rand)], "Moran")
