"""What PySAL gives for composed values on a grid of five rows by six squares: python pysal.py > pysal.csv

Run with esda 2.9.0, libpysal 4.14.1, NumPy 2.4.6, Python 3.11. Statistics that it defines otherwise are brought to the
definition of the package: local Moran times n/(n - 1).
"""
import warnings

import numpy as np
import esda
from libpysal.weights import W

warnings.filterwarnings("ignore")
ROWS, COLUMNS, ORDERS = 5, 6, 9999
N = ROWS * COLUMNS
x = np.array([12, 15, 14, 20, 25, 28, 11, 13, 18, 22, 27, 30, 9, 12, 15, 21, 24, 26, 8, 10, 14, 13, 19, 35, 7, 6, 11, 12, 16, 18], float)
y = np.array([3, 4, 4, 7, 9, 8, 2, 5, 6, 8, 7, 9, 3, 3, 5, 6, 9, 7, 2, 4, 3, 5, 6, 9, 1, 2, 4, 3, 5, 4], float)
population = np.array([100 + 50 * (i * 7 % 11) for i in range(N)], float)
black = (x > x.mean()).astype(int)
NEAR = {r * COLUMNS + c: [(r + a) * COLUMNS + c + b for a in (-1, 0, 1) for b in (-1, 0, 1)
                          if (a or b) and 0 <= r + a < ROWS and 0 <= c + b < COLUMNS]
        for r in range(ROWS) for c in range(COLUMNS)}


def queen():
    return W(NEAR, silence_warnings=True)


def show(name, values):
    for unit, value in enumerate(np.atleast_1d(values)):
        print(f"{name},{unit},{float(value)!r}")


print("statistic,unit,value")
np.random.seed(1)
m = esda.Moran(x, queen(), permutations=ORDERS)
show("moran", [m.I, m.EI, m.VI_norm, m.z_norm, m.p_norm, m.VI_rand, m.z_rand, m.p_rand, m.EI_sim, m.VI_sim])
m = esda.Moran(x, queen(), transformation="b", permutations=0)
show("moran binary", [m.I, m.VI_norm, m.VI_rand])
m = esda.Moran(x, queen(), transformation="v", permutations=0)
show("moran variance", [m.I, m.VI_norm, m.VI_rand])
g = esda.Geary(x, queen(), permutations=ORDERS)
show("geary", [g.C, g.VC_norm, g.z_norm, g.VC_rand, g.z_rand, g.EC_sim, g.VC_sim])
g = esda.G(x, queen(), permutations=ORDERS)
show("getis-ord-g", [g.G, g.EG, g.VG, g.z_norm, g.EG_sim, g.VG_sim])
j = esda.Join_Counts(black, queen(), permutations=ORDERS)
show("join-counts", [j.bb, j.ww, j.bw, j.mean_bb, j.mean_bw])
r = esda.Moran_Rate(x, population, queen(), permutations=0)
show("moran-rates", [r.I, r.VI_rand, r.z_rand])
b = esda.Moran_BV(x, y, queen(), permutations=ORDERS)
show("bivariate-moran", [b.I, b.EI_sim, b.VI_sim])
w = queen()
w.transform = "r"
p = esda.Spatial_Pearson(connectivity=w.sparse, permutations=ORDERS).fit(x[:, None], y[:, None])
draws = p.reference_distribution_[:, 0, 1]
show("lee-l", [p.association_[0, 1], draws.mean(), draws.var()])
m = esda.Moran_Local(x, queen(), permutations=ORDERS, seed=1)
show("local-moran", m.Is * N / (N - 1))
show("local-moran conditional mean", m.EIc)
show("local-moran conditional variance", m.VIc)
show("local-moran total mean", m.EI)
show("local-moran total variance", m.VI)
show("local-moran p", m.p_sim)
show("local-moran quadrant", m.q)
g = esda.Geary_Local(connectivity=queen(), permutations=ORDERS, seed=1).fit(x)
show("local-geary", g.localG)
g = esda.Geary_Local_MV(connectivity=queen(), permutations=ORDERS).fit([x, y])
show("local-geary-multivariate", g.localG)
show("local-geary-multivariate mean", g.Gs.mean(axis=1))
show("local-geary-multivariate variance", g.Gs.var(axis=1))
for star, name in ((False, "local-getis-ord-g"), (True, "local-getis-ord-g-star")):
    g = esda.G_Local(x, queen(), transform="B", star=star, permutations=ORDERS, seed=1)
    show(name, g.Gs)
    show(name + " z", g.Zs)
    show(name + " p", g.p_sim)
b = esda.Moran_Local_BV(x, y, queen(), permutations=ORDERS, seed=1)
show("local-bivariate-moran", b.Is * N / (N - 1))
show("local-bivariate-moran mean", b.EI_sim * N / (N - 1))
show("local-bivariate-moran variance", b.VI_sim * (N / (N - 1)) ** 2)
r = esda.Moran_Local_Rate(x, population, queen(), permutations=0)
show("local-moran-rates", r.Is * N / (N - 1))
j = esda.Join_Counts_Local(connectivity=queen(), seed=1).fit(black, permutations=ORDERS)
show("local-join-count", j.LJC)
show("local-join-count p", j.p_sim)
