"""Prints surface.csv: spatial evenness and its scale on twelve villages, by the definitions, over all pairs.

    python surface.py > surface.csv
"""

import csv

import numpy as np
import scipy
from scipy.integrate import quad

with open("data/villages.csv") as f:
    rows = list(csv.DictReader(f))
groups = ["forest", "coast", "lake"]
names = [r["village"] for r in rows]
east, north = (np.array([float(r[c]) for r in rows]) for c in ("east", "north"))
counts = np.array([[float(r[g]) for g in groups] for r in rows])
distance = np.hypot(east[:, None] - east, north[:, None] - north)

kernels = {
    "biweight": lambda d, b: np.where(d <= b, (1 - (d / b) ** 2) ** 2, 0),
    "triangular": lambda d, b: np.where(d <= b, 1 - d / b, 0),
    "uniform": lambda d, b: np.where(d <= b, 1.0, 0),
    "exponential": lambda d, b: np.exp(-d / b),
    "gaussian": lambda d, b: np.exp(-((d / b) ** 2) / 2),
    "inverse-power": lambda d, b: np.maximum(1, d / b) ** -1.0,
}


def xlog(p):
    return np.where(p > 0, p * np.log(np.where(p > 0, p, 1)), 0)


class Environs:
    """What each village has around it: shares of groups, and what a village weighs."""

    def __init__(self, n, around, weight=None):
        self.n = n
        self.P = n.sum(axis=0) / n.sum()
        self.p = around / np.maximum(around.sum(axis=1, keepdims=True), 1e-300)
        self.t = n.sum(axis=1) if weight is None else weight
        self.some = n.sum(axis=1) > 0

    def mean(self, values):
        return (self.t * values)[self.some].sum() / self.t[self.some].sum()

    def H(self):
        return 1 - self.mean(-xlog(self.p).sum(axis=1)) / -xlog(self.P).sum()

    def R(self):
        return 1 - self.mean((self.p * (1 - self.p)).sum(axis=1)) / (self.P * (1 - self.P)).sum()

    def D(self):
        return self.mean(abs(self.p - self.P).sum(axis=1)) / (2 * (self.P * (1 - self.P)).sum())

    def G(self):
        t, p = self.t[self.some], self.p[self.some, 0]
        return (t[:, None] * t * abs(p[:, None] - p)).sum() / (2 * t.sum() ** 2 * self.P[0] * (1 - self.P[0]))

    def xPx(self):
        return self.mean(self.p[:, 0] ** 2) / self.mean(self.p[:, 0])

    def exposure(self):
        return (self.n / self.n.sum(axis=0)).T @ np.where(self.some[:, None], self.p, 0)

    def divergence(self):
        return (self.p * np.log(np.where(self.p > 0, self.p / self.P, 1))).sum(axis=1)


def smoothed(n, kernel, bandwidth, cutoff=0, self_excluded=False):
    w = kernels[kernel](distance, bandwidth)
    if cutoff:
        w = np.where(distance <= cutoff, w, 0)
    if self_excluded:
        np.fill_diagonal(w, 0)
    return Environs(n, w @ n)


def grown(n, k):
    """The sums over the nearest villages that hold k people, those equally far taken together."""
    out = np.zeros_like(n)
    for i in range(len(n)):
        for d in np.unique(distance[i].round(6)):
            out[i] = n[distance[i].round(6) <= d].sum(axis=0)
            if out[i].sum() >= k * (1 - 1e-12):
                break
    return out


def walk(n, i):
    """People and villages of each step from village i to all, and the divergence after it."""
    steps = []
    for d in np.unique(distance[i].round(6)):
        ring = (distance[i].round(6) == d) & (n.sum(axis=1) > 0)
        if ring.any():
            so_far = n[distance[i].round(6) <= d].sum(axis=0)
            q, P = so_far / so_far.sum(), n.sum(axis=0) / n.sum()
            steps.append((n[ring].sum(), ring.sum(), (xlog(q) - q * np.log(P)).sum()))
    return np.array(steps).T


def distortion(n, over, passage, normalise):
    out = []
    for i in range(len(n)):
        people, villages, divergence = walk(n, i)
        if passage == "last":
            divergence = np.maximum.accumulate(divergence[::-1])[::-1]
        out.append(np.average(divergence, weights=people if over == "people" else villages))
    return np.array(out) / (greatest(n) if normalise == "maximum" else 1)


def greatest(n):
    """The distortion of the first person when groups live one after the other, the smallest first."""
    P = np.sort(n.sum(axis=0) / n.sum())
    ends = np.concatenate([[0], P.cumsum()])
    total = 0
    for p, a, b in zip(P, ends, ends[1:]):

        def divergence(s):
            own = 1 - a / s
            return (a / s * np.log(1 / s) if a > 0 else 0) + (own * np.log(own / p) if own > 0 else 0)

        total += quad(divergence, a, b, epsabs=1e-14, epsrel=1e-13, limit=500)[0]
    return total


program = f"NumPy {np.__version__} over all pairs"
integrated = f"NumPy {np.__version__} over all pairs; SciPy {scipy.__version__} quad"
print("index,arguments,part,program,value,tolerance")


def show(index, arguments, part, value, tolerance="1e-12", program=program):
    where = "--data golden/data/villages.csv --unit village --coordinates east,north"
    print(f'{index},"{(where + " " + arguments).strip()}","{part}",{program},{float(value)!r},{tolerance}')


three, two = "--group forest,coast,lake", "--group forest,coast"
first = counts[:, :2]
for flags, chosen in [
    ("", ("biweight", 1000)),
    (" --param kernel=triangular --param bandwidth=2000", ("triangular", 2000)),
    (" --param kernel=uniform --param bandwidth=2500", ("uniform", 2500)),
    (" --param kernel=exponential --param bandwidth=800", ("exponential", 800)),
    (" --param kernel=exponential --param bandwidth=800 --param cutoff=1600", ("exponential", 800, 1600)),
    (" --param kernel=gaussian --param bandwidth=1200", ("gaussian", 1200)),
    (" --param kernel=inverse-power --param bandwidth=600 --param self=excluded", ("inverse-power", 600, 0, True)),
]:
    e = smoothed(counts, *chosen)
    show("spatial-theil-h", three + flags, "", e.H())
    show("spatial-relative-diversity", three + flags, "", e.R())
    show("spatial-dissimilarity", three + flags, "", e.D())
    show("spatial-dissimilarity", two + flags, "", smoothed(first, *chosen).D())
    met = smoothed(first, *chosen).exposure()
    show("spatial-isolation", two + flags, "", met[0, 0])
    show("spatial-interaction", two + flags, "", met[0, 1])
    met = e.exposure()
    for a, m in enumerate(groups):
        for b, n in enumerate(groups):
            show("spatial-exposure", three + flags, f"group={m};with={n}", met[a, b])

for at in (500, 1000, 2000, 4000):
    show("multiscalar-profile", three, f"at={at}", smoothed(counts, "biweight", at).H())
ladder = " --param shortest=600 --param longest=2400 --param bandwidths=3 --param kernel=triangular"
for at in (600, 1200, 2400):
    show("multiscalar-profile", three + ladder + " --param measure=R", f"at={at}", smoothed(counts, "triangular", at).R())
    show("multiscalar-profile", three + ladder + " --param measure=D", f"at={at}", smoothed(counts, "triangular", at).D())
show("macro-micro-ratio", three, "", smoothed(counts, "biweight", 4000).H() / smoothed(counts, "biweight", 500).H())
show("macro-micro-ratio", three + " --param macro=3000 --param micro=700 --param measure=D", "",
     smoothed(counts, "biweight", 3000).D() / smoothed(counts, "biweight", 700).D())

for weights in ("people", "neighbourhoods"):
    flags = " --param fewest=200 --param most=3200 --param sizes=5" + ("" if weights == "people" else f" --param weights={weights}")
    for k in (200, 400, 800, 1600, 3200):
        around = grown(first, k)
        e = Environs(first, around, around.sum(axis=1) if weights == "neighbourhoods" else None)
        for part, value in [("D", e.D()), ("G", e.G()), ("H", e.H()), ("xPx", e.xPx()), ("SI", e.exposure()[0, 0])]:
            show("nearest-profile", two + flags, f"part={part};at={k}", value)
for k in (1000, 450):
    e = Environs(first, grown(first, k))
    flags = "" if k == 1000 else f" --param nearest={k}"
    show("nearest-isolation", two + flags, "", e.exposure()[0, 0])
    for i, name in enumerate(names):
        if first[i].sum() > 0:
            show("local-nearest-share", two + flags, f"unit={name}", e.p[i, 0])

steps = 5
for j in range(steps + 1):
    around = grown(counts, j / steps * counts.sum()) if j else counts
    some = counts.sum(axis=1) > 0
    divergence = Environs(counts[some], around[some]).divergence()
    show("divergence-profile", three + f" --param steps={steps}", f"at={j / steps}".replace(".0", ""), np.average(divergence, weights=counts[some].sum(axis=1)))
some = [i for i in range(len(names)) if counts[i].sum() > 0]
for over in ("people", "units"):
    for passage in ("last", "each"):
        for normalise in ("maximum", "none"):
            chosen = [("over", over, "people"), ("passage", passage, "last"), ("normalise", normalise, "maximum")]
            flags = "".join(f" --param {p}={v}" for p, v, default in chosen if v != default)
            values = distortion(counts, over, passage, normalise)
            made = integrated if normalise == "maximum" else program
            show("global-distortion", three + flags, "", np.average(values, weights=counts.sum(axis=1)), program=made)
            for i in some[:4] if flags else some:
                show("local-distortion", three + flags, f"unit={names[i]}", values[i], program=made)
