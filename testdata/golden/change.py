"""Decompositions of a change, from the formulas, in 60 digits: the tables are fitted one cell at a time until the totals
agree to 1 part in 10^40. Standard library only. Prints change.csv."""

import csv
from decimal import Decimal as D, getcontext
from pathlib import Path

getcontext().prec = 60
HERE = Path(__file__).parent
PROGRAM = "exact arithmetic"


def read(name, groups):
    """The table of each year: {year: {(area, group): count}}."""
    out = {}
    with open(HERE / "data" / name) as f:
        for row in csv.DictReader(f):
            out.setdefault(row["year"], {}).update({(row["area"], g): D(row[g]) for g in groups if D(row[g]) > 0})
    return out


def margins(n):
    u, g = {}, {}
    for (i, k), v in n.items():
        u[i] = u.get(i, 0) + v
        g[k] = g.get(k, 0) + v
    return u, g


def common(n, other):
    while True:
        (u, g), (u2, g2) = margins(n), margins(other)
        cut = {c: v for c, v in n.items() if c[0] in u2 and c[1] in g2}
        cut2 = {c: v for c, v in other.items() if c[0] in u and c[1] in g}
        if len(cut) == len(n) and len(cut2) == len(other):
            return cut, cut2
        n, other = cut, cut2


def shares(n):
    T = sum(n.values())
    return {c: v / T for c, v in n.items()}


def fit(n, unit, group):
    n = dict(n)
    while True:
        u, _ = margins(n)
        n = {c: v * unit[c[0]] / u[c[0]] for c, v in n.items()}
        _, g = margins(n)
        if max(abs(g[k] / group[k] - 1) for k in g) < D(10) ** -40:
            return n
        n = {c: v * group[c[1]] / g[c[1]] for c, v in n.items()}


def cells(n):
    """The terms of M."""
    n = shares(n)
    u, g = margins(n)
    return {c: v * (v / (u[c[0]] * g[c[1]])).ln() for c, v in n.items()}


def M(n):
    return sum(cells(n).values())


def E(n):
    return -sum(v * v.ln() for v in margins(shares(n))[1].values())


def H(n):
    return M(n) / E(n)


def Ip(n):
    n = shares(n)
    u, g = margins(n)
    a, x = sorted(g)[0], D(0)
    return sum(abs(n.get((i, a), x) - u[i] * g[a]) for i in u)


def combinations(b, a):
    """Structure, units, groups: each of before or after."""
    (ub, gb), (ua, ga) = margins(shares(b)), margins(shares(a))
    return {(s, u, g): fit(shares({"b": b, "a": a}[s]), {"b": ub, "a": ua}[u], {"b": gb, "a": ga}[g])
            for s in "ba" for u in "ba" for g in "ba"}


def ends(index, before, after, b, a):
    return {"before": index(before), "after": index(after), "change": index(after) - index(before),
            "additions": index(after) - index(a), "removals": index(b) - index(before)}


def shapley(index, before, after):
    b, a = common(before, after)
    t = combinations(b, a)
    v = {k: index(n) for k, n in t.items()}
    v["b", "b", "b"], v["a", "a", "a"] = index(b), index(a)
    out = ends(index, before, after, b, a)
    # The orders: structure before or after both margins, and either margin before the other.
    orders = ["sug", "sgu", "ugs", "gus"]
    terms = dict.fromkeys("sug", D(0))
    for order in orders:
        at = dict.fromkeys("sug", "b")
        for x in order:
            was = v[at["s"], at["u"], at["g"]]
            at[x] = "a"
            terms[x] += (v[at["s"], at["u"], at["g"]] - was) / len(orders)
    out |= {"group margin": terms["g"], "unit margin": terms["u"], "structural": terms["s"]}
    scale = (lambda n: D(1)) if index is M else E
    c = {k: {cell: v / scale(n) for cell, v in cells(n).items()} for k, n in t.items()}
    up, down = [("a", "b", "b"), ("a", "a", "a")], [("b", "b", "b"), ("b", "a", "a")]
    for axis, word in enumerate(("unit", "group")):
        for name in margins(b)[axis]:
            def total(keys, size=lambda k: D(1)):
                return sum(v / size(k) for k in keys for cell, v in c[k].items() if cell[axis] == name) / 2
            out[f"{word}={name};part=structural"] = total(up) - total(down)
            if word == "unit":
                size = lambda k: margins(t[k])[0][name]
                out[f"{word}={name};part=local segregation"] = total(up, size) - total(down, size)
    return out


def one_way(index, before, after):
    b, a = common(before, after)
    (ub, gb), (ua, ga) = margins(shares(b)), margins(shares(a))
    units = index({(i, k): v * ua[i] / ub[i] for (i, k), v in shares(b).items()})
    groups = index({(i, k): v * ga[k] / gb[k] for (i, k), v in shares(b).items()})
    both = index(fit(shares(b), ua, ga))
    return ends(index, before, after, b, a) | {
        "unit margin": units - index(b), "group margin": groups - index(b),
        "interaction": both - units - groups + index(b), "structural": index(a) - both}


def algebraic(before, after):
    b, a = common(before, after)

    def entropies(n):
        u, _ = margins(n)
        return {i: -sum(v / u[i] * (v / u[i]).ln() for (j, _), v in n.items() if j == i) for i in u}

    eb, ea = entropies(b), entropies(a)
    ub, ua = margins(shares(b))[0], margins(shares(a))[0]
    out = ends(M, before, after, b, a) | {"group margin": E(a) - E(b)}
    out["unit margin"] = -sum((ua[i] - ub[i]) * (ea[i] + eb[i]) for i in ub) / 2
    units = {f"unit={i};part=structural": -(ua[i] + ub[i]) * (ea[i] - eb[i]) / 2 for i in ub}
    return out | {"structural": sum(units.values())} | units


def main():
    groups = ["native", "nordic", "other", "recent"]
    years = read("two-dates.csv", groups)
    pair = read("two-dates.csv", ["native", "other"])
    arguments = "--data golden/data/two-dates.csv --unit area --group {} --compare year=2010,2020"
    print("index,arguments,part,program,value,tolerance")
    for index, values, chosen in (
            ("mutual-information-change", shapley(M, years["2010"], years["2020"]), groups),
            ("theil-h-change", shapley(H, years["2010"], years["2020"]), groups),
            ("mutual-information-change-one-way", one_way(M, years["2010"], years["2020"]), groups),
            ("karmel-maclachlan", one_way(Ip, pair["2010"], pair["2020"]), ["native", "other"]),
            ("mora-ruiz-castillo-change", algebraic(years["2010"], years["2020"]), groups)):
        for part, value in values.items():
            key = part if "=" in part else "part=" + part
            print(f'{index},"{arguments.format(",".join(chosen))}",{key},{PROGRAM},{value:.17g},1e-11')


main()
