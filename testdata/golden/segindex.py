"""Writes segindex.csv: what the package segindex gives for data/wages.csv.

    python segindex.py > segindex.csv

segindex reads the profile at even quantiles. With as many of them as there are people, all of different wages, they are
the thresholds that the people have. It takes shares of 0 and 1 to be off by 0.000001, whose entropy of 0.00002 is the
tolerance of its values.
"""

import csv
import os
import sys
from importlib.metadata import version

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.remove(HERE)  # where this file would be the package

from segindex import estimate_Hp  # noqa: E402

DATA = "--data golden/data/wages.csv --unit area --value wage"


def main():
    areas = {}
    with open(os.path.join(HERE, "data", "wages.csv")) as f:
        for row in csv.DictReader(f):
            areas.setdefault(row["area"], []).append(float(row["wage"]))
    people = sum(map(len, areas.values()))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["index", "arguments", "part", "program", "value", "tolerance"])
    for degree in (2, 3, 4):
        value = estimate_Hp(list(areas.values()), K=people, m=degree)
        program = f"segindex {version('segindex')} estimate_Hp"
        out.writerow(["rank-order-theil-h", f"{DATA} --param degree={degree}", "", program, repr(value), "5e-5"])


if __name__ == "__main__":
    main()
