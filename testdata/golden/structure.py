"""Writes structure.csv: what PySAL's class DecomposeSegregation gives for the two dates of two-dates.csv.

    python structure.py > structure.csv

It subtracts the second from the first, so its signs are turned. Areas without people at a date are left out: it would rank
them as areas with none of the group.
"""

import csv
import os
import sys
import warnings
from importlib.metadata import version

import pandas as pd
from segregation.decomposition import DecomposeSegregation
from segregation.singlegroup import Dissim, Entropy, Gini

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    warnings.simplefilter("ignore")
    table = pd.read_csv(os.path.join(HERE, "data", "two-dates.csv"))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["index", "arguments", "part", "program", "value", "tolerance"])
    for index, compute in [
        ("composition-share-change", Dissim),
        ("composition-share-change-gini", Gini),
        ("composition-share-change-theil-h", Entropy),
    ]:
        for x, y in [("other", "native"), ("native", "nordic")]:
            table["total"] = table[x] + table[y]
            places = [compute(table[table.year == year], x, "total") for year in (2010, 2020)]
            arguments = f"--data golden/data/two-dates.csv --unit area --group {x},{y} --compare year=2010,2020"

            def row(name, value, part):
                program = f"PySAL segregation {version('segregation')} {name}"
                out.writerow([index, arguments, "part=" + part, program, repr(float(value)), "1e-12"])

            for part, place in zip(("before", "after"), places):
                row(compute.__name__, place.statistic, part)
            for approach in ("composition", "share", "dual_composition"):
                d = DecomposeSegregation(*places, counterfactual_approach=approach)
                way = approach.replace("_", " ")
                row("DecomposeSegregation", -d.c_s, "spatial by " + way)
                row("DecomposeSegregation", -d.c_a, "attribute by " + way)


main()
