"""Writes pysal.csv: what PySAL's package segregation gives for the tables of this directory.

    python pysal.py > pysal.csv

Indices of space are left out, as are the classes whose values are known to be wrong (ModifiedDissim, ModifiedGini,
DensityCorrectedDissim) and the one that draws at random (BiasCorrectedDissim). ConProf is the index on a grid of 1,000
points: its values have a tolerance of two of them.
"""

import csv
import os
import sys
import warnings
from importlib.metadata import version

import pandas as pd
from segregation import local, multigroup, singlegroup

HERE = os.path.dirname(os.path.abspath(__file__))
SCHOOLS = "--data golden/data/schools.csv --unit school"
AREAS = "--data golden/data/neighbourhoods.csv --unit area"
BORAS = "--data boras/population_background.csv --unit area --long --group-col background --count-col value"
ORIGINS = ["sweden", "nordic", "europe", "world"]


def tables():
    schools = pd.read_csv(os.path.join(HERE, "data", "schools.csv"))
    schools["total"] = schools.minority + schools.majority
    areas = pd.read_csv(os.path.join(HERE, "data", "neighbourhoods.csv"))
    long = pd.read_csv(os.path.join(HERE, "..", "boras", "population_background.csv"))
    boras = long.pivot(index="area", columns="background", values="value").reset_index()
    boras["total"] = boras.foreign + boras.swedish
    return schools, areas, boras


# Two groups: index, class of segregation.singlegroup.
TWO = [
    ("dissimilarity", "Dissim"),
    ("gini-segregation", "Gini"),
    ("theil-h", "Entropy"),
    ("atkinson-segregation", "Atkinson"),
    ("correlation-ratio", "CorrelationR"),
    ("isolation", "Isolation"),
    ("interaction", "Interaction"),
    ("min-max", "MinMax"),
    ("concentration-profile", "ConProf"),
]

# Any number of groups: index, class of segregation.multigroup, its parameters.
MULTI = [
    ("multigroup-dissimilarity", "MultiDissim", {}),
    ("multigroup-gini", "MultiGini", {}),
    ("multigroup-theil-h", "MultiInfoTheory", {}),
    ("mutual-information", "MultiDivergence", {}),
    ("divergence", "MultiDivergence", {}),
    ("relative-diversity", "MultiRelativeDiversity", {}),
    ("squared-coefficient-of-variation", "MultiSquaredCoefVar", {}),
    ("normalised-exposure", "MultiNormExposure", {}),
    ("entropy", "MultiDiversity", {}),
    ("pielou-evenness", "MultiDiversity", {"normalized": True}),
    ("simpson-interaction", "SimpsonsInteraction", {}),
    ("simpson-concentration", "SimpsonsConcentration", {}),
]

# A value for each unit: index, class of segregation.local, the parameters of the index.
LOCAL = [
    ("location-quotient", "MultiLocationQuotient", ""),
    ("local-entropy", "MultiLocalDiversity", ""),
    ("local-entropy", "MultiLocalEntropy", " --param normalise=1"),
    ("local-simpson", "MultiLocalSimpsonInteraction", ""),
]


def main():
    warnings.simplefilter("ignore")
    schools, areas, boras = tables()
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["index", "arguments", "part", "program", "value", "tolerance"])

    def row(index, arguments, name, statistic, part=""):
        program = f"PySAL segregation {version('segregation')} {name}"
        tolerance = "2e-3" if name == "ConProf" else "1e-12"
        out.writerow([index, arguments, part, program, repr(float(statistic)), tolerance])

    for index, name in TWO:
        compute = getattr(singlegroup, name)
        for data, group, arguments in [
            (schools, "minority", f"{SCHOOLS} --group minority,majority"),
            (areas, "world", f"{AREAS} --group world --total total"),
            (areas, "nordic", f"{AREAS} --group nordic --total total"),
            (boras, "foreign", f"{BORAS} --group foreign,swedish"),
        ]:
            row(index, arguments, name, compute(data, group, "total").statistic)
    for index, name, options in MULTI:
        compute = getattr(multigroup, name)
        for data, groups, arguments in [
            (areas, ORIGINS, f"{AREAS} --group {','.join(ORIGINS)}"),
            (boras, ["foreign", "swedish"], f"{BORAS} --group foreign,swedish"),
        ]:
            row(index, arguments, name, compute(data, groups, **options).statistic)
    # PySAL gives 0 (or NaN) to a unit without people; here it has no value.
    peopled = areas.total > 0
    for index, name, parameter in LOCAL:
        arguments = f"{AREAS} --group {','.join(ORIGINS)}{parameter}"
        statistics = getattr(local, name)(areas, ORIGINS).statistics
        for unit, values in zip(areas.area[peopled], statistics[peopled]):
            if name == "MultiLocationQuotient":
                for group, value in zip(ORIGINS, values):
                    row(index, arguments, name, value, f"unit={unit};group={group}")
            else:
                row(index, arguments, name, values, f"unit={unit}")


if __name__ == "__main__":
    main()
