"""Prints local.csv or decomposition.csv: values of units and groups, and indices taken apart, from their formulas in decimals of
60 digits.

    python local.py local > local.csv
    python local.py decomposition > decomposition.csv

Only Python's standard library is needed. Standard errors are those of the delta method with derivatives taken numerically, by the
probability of each cell, and the whole covariance matrix of a multinomial draw; the steps of a compression come from comparing all
pairs anew at each.
"""

import csv
import sys
from decimal import Decimal as D, getcontext
from itertools import combinations

getcontext().prec = 60
ORIGINS = ["sweden", "nordic", "europe", "world"]
INCOMES = ["poor", "middle", "rich"]


def read(file, unit, groups):
    with open(f"data/{file}") as f:
        rows = list(csv.DictReader(f))
    return rows, [r[unit] for r in rows], [[D(r[g]) for g in groups] for r in rows]


def ln(x):
    return x.ln()


def entropy(counts):
    t = sum(counts)
    return -sum(n / t * ln(n / t) for n in counts if n)


def add(rows):
    return [sum(column) for column in zip(*rows)]


def divergence(counts, whole):
    t, T = sum(counts), sum(whole)
    return sum(n / t * ln(n / t / (N / T)) for n, N in zip(counts, whole) if n)


def information(rows):
    T, whole = sum(map(sum, rows)), add(rows)
    return sum(sum(r) / T * divergence(r, whole) for r in rows if sum(r))


def standard_error(rows, f):
    """Of f(rows) when all people are one multinomial draw over the cells that have people."""
    T = sum(map(sum, rows))
    p = [[n / T for n in r] for r in rows]
    h = D(10) ** -20
    mean = square = D(0)
    for i, r in enumerate(p):
        for k, q in enumerate(r):
            if q == 0:
                continue
            r[k] = q + h
            up = f(p)
            r[k] = q - h
            down = f(p)
            r[k] = q
            g = (up - down) / (2 * h)
            mean += q * g
            square += q * g * g
    return ((square - mean * mean) / T).sqrt()


def units_and_groups(put):
    _, names, rows = read("neighbourhoods.csv", "area", ORIGINS)
    here = f"--data golden/data/neighbourhoods.csv --unit area --group {','.join(ORIGINS)}"
    whole, T = add(rows), sum(map(sum, rows))
    E = entropy(whole)
    for i, (unit, r) in enumerate(zip(names, rows)):
        t = sum(r)
        if not t:
            continue
        p = [n / t for n in r]
        at = f"unit={unit}"
        for k, g in enumerate(ORIGINS):
            put("location-quotient", here, f"{at};group={g}", p[k] / (whole[k] / T))
        e = entropy(r)
        put("local-entropy", here, at, e)
        put("local-entropy", here + " --param base=2", at, e / ln(D(2)))
        put("local-entropy", here + " --param normalise=1", at, e / ln(D(4)))
        put("local-entropy", here + " --param normalise=2", at, e / ln(D(sum(n > 0 for n in r))))
        put("local-simpson", here, at, 1 - sum(q * q for q in p))
        for order in "0", "0.5", "2", "3":
            q = D(order)
            total = sum(s**q for s in p if s)
            put("local-renyi", f"{here} --param order={order}", at, ln(total) / (1 - q))
            put("local-hill", f"{here} --param order={order}", at, total ** (1 / (1 - q)))
        put("local-renyi", here + " --param order=1", at, e)
        put("local-hill", here + " --param order=1", at, e.exp())
        put("local-berger-parker", here, at, max(p))
        put("local-divergence", here, at, divergence(r, whole))
        put("local-divergence", here, at + ";se", standard_error(rows, lambda x: divergence(x[i], add(x))))
        put("local-divergence", here + " --param base=2", at, divergence(r, whole) / ln(D(2)))
        put("local-theil-h", here, at, t * (E - e) / (T * E))
    columns = [list(c) for c in zip(*rows)]
    totals = [sum(r) for r in rows]
    for k, g in enumerate(ORIGINS):
        ls = divergence(columns[k], totals)
        put("group-divergence", here, f"group={g}", ls)
        se = standard_error(rows, lambda x: divergence([r[k] for r in x], [sum(r) for r in x]))
        put("group-divergence", here, f"group={g};se", se)
    two = "--data golden/data/neighbourhoods.csv --unit area --group world,sweden"
    X, Y = whole[3], whole[0]
    for unit, r in zip(names, rows):
        x, y = r[3], r[0]
        if x + y:
            put("local-dissimilarity", two, f"unit={unit}", abs(x / X - y / Y) / 2)
            put("local-isolation", two, f"unit={unit}", x / X * x / (x + y))


def places(rows, columns):
    """The rows of each area of the columns, in the order of the file."""
    out = {}
    for i, r in enumerate(rows):
        out.setdefault(tuple(r[c] for c in columns), []).append(i)
    return out


def taken_apart(put):
    table, names, rows = read("nested.csv", "school", INCOMES)
    here = f"--data golden/data/nested.csv --unit school --group {','.join(INCOMES)} --within city,district"
    grouped = here + " --supergroup others=poor,middle"
    T, whole = sum(map(sum, rows)), add(rows)
    E, M = entropy(whole), information(rows)
    city, district = places(table, ["city"]), places(table, ["city", "district"])
    title = {("Alder", "East"): "Alder/East", ("Birch", "East"): "Birch/East"}

    def terms(rows):
        m = information(rows)
        cities = information([add([rows[i] for i in at]) for at in city.values()])
        districts = information([add([rows[i] for i in at]) for at in district.values()])
        return cities, districts - cities, m - districts

    labels = "between city", "between district within city", "between units within district"
    joined = [[r[0] + r[1], r[2]] for r in rows]
    for index, unit in ("mutual-information-decomposition", D(1)), ("theil-h-decomposition", E):
        put(index, here, "part=total", M / unit)
        for label, all_, between in zip(labels, terms(rows), terms(joined)):
            put(index, here, f"part={label}", all_ / unit)
            put(index, grouped, f"part={label}, between supergroups", between / unit)
            put(index, grouped, f"part={label}, within supergroups", (all_ - between) / unit)
        for level, areas in ("city", city), ("district", district):
            for key, at in areas.items():
                r = [rows[i] for i in at]
                part = f"part={level} {title.get(key, key[-1])}: "
                share, own, e = sum(map(sum, r)) / T, information(r), entropy(add(r))
                above = whole if level == "city" else add([rows[i] for i in city[key[:1]]])
                put(index, here, part + "share", share)
                put(index, here, part + "contribution", share * own / unit)
                if unit == 1:
                    put(index, here, part + "divergence", divergence(add(r), above))
                    put(index, here, part + "M", own)
                else:
                    put(index, here, part + "weight", share * e / E)
                    put(index, here, part + "H", own / e)
        part, r = "part=others: ", [x[:2] for x in rows]
        share, own = sum(map(sum, r)) / T, information(r)
        put(index, grouped, part + "share", share)
        put(index, grouped, part + "contribution", share * own / unit)
    put("mutual-information-decomposition", here + " --param base=2", "part=total", M / ln(D(2)))

    totals = [sum(r) for r in rows]
    here = f"--data golden/data/nested.csv --unit school --group {','.join(INCOMES)}"
    for k, g in enumerate(INCOMES):
        c = whole[k] / T * divergence([r[k] for r in rows], totals)
        put("group-contributions", here, f"group={g};part=M", c)
        put("group-contributions", here, f"group={g};part=H", c / E)

    here = "--data golden/data/nested.csv --unit school --group poor,rich --within city,district"
    pairs = [(r[0], r[2]) for r in rows]

    def root(pairs):
        X, Y = (sum(c) for c in zip(*pairs))
        return 1 - sum((x / X * y / Y).sqrt() for x, y in pairs) if X * Y else None

    o = [root([tuple(add([pairs[i] for i in at])) for at in areas.values()]) for areas in (city, district)] + [root(pairs)]
    X, Y = (sum(c) for c in zip(*pairs))
    put("hutchens-decomposition", here, "part=total", o[2])
    for label, v in zip(labels, (o[0], o[1] - o[0], o[2] - o[1])):
        put("hutchens-decomposition", here, f"part={label}", v)
    for level, areas in ("city", city), ("district", district):
        for key, at in areas.items():
            r = [pairs[i] for i in at]
            x, y = (sum(c) for c in zip(*r))
            part = f"part={level} {title.get(key, key[-1])}: "
            weight = (x / X * y / Y).sqrt()
            put("hutchens-decomposition", here, part + "weight", weight)
            if root(r) is not None:
                put("hutchens-decomposition", here, part + "O", root(r))
                put("hutchens-decomposition", here, part + "contribution", weight * root(r))

    here = f"--data golden/data/nested.csv --unit school --group {','.join(INCOMES)}"
    for arguments, areas in (here, {(): list(range(len(rows)))}), (here + " --within city,district --param within=1", district):
        put("compression", arguments, f"at={len(rows)}", M)
        pools = [[rows[i] for i in at] for at in areas.values()]
        while any(len(pool) > 1 for pool in pools):
            def left(choice):
                p, a, b = choice
                pool = pools[p]
                rest = [r for j, r in enumerate(pool) if j not in (a, b)] + [add([pool[a], pool[b]])]
                return information([r for j, q in enumerate(pools) for r in (rest if j == p else q)]), rest
            best = max(((p, a, b) for p, pool in enumerate(pools) for a, b in combinations(range(len(pool)), 2)), key=lambda c: left(c)[0])
            value, pools[best[0]] = left(best)
            put("compression", arguments, f"at={sum(map(len, pools))}", value)


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["index", "arguments", "part", "program", "value", "tolerance"])

    def put(index, arguments, part, value):
        how = "numerical differentiation" if part.endswith(";se") else "exact arithmetic"
        out.writerow([index, arguments, part, how, repr(float(value)), f"{max(1e-12, abs(float(value)) * 1e-12):.0e}"])

    {"local": units_and_groups, "decomposition": taken_apart}[sys.argv[1]](put)


main()
