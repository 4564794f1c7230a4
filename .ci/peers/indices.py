"""Computes indices with PySAL, or with NumPy by the formula: indices.py PROGRAM TASK DIRECTORY. Prints the answer, a name and a number on each line."""

import sys
import warnings

import numpy as np

program, task, data = sys.argv[1:]
warnings.simplefilter("ignore")


def counts():
    """The areas, with all their people."""
    import pandas as pd

    return pd.read_csv(f"{data}/areas.csv").assign(people=lambda t: t.foreign + t.swedish)


def mapped():
    """The areas with their map."""
    import geopandas

    return geopandas.read_file(f"{data}/areas.geojson").merge(counts(), on="area")


def values_pysal():
    import pyarrow.parquet as pq
    from inequality.gini import Gini
    from inequality.theil import Theil

    income = pq.read_table(f"{data}/persons.parquet", columns=["income"])["income"].to_numpy()
    # Theil adds up its terms in a loop of Python: given as a column of one, it adds them up as arrays, as slowly.
    return {"gini": Gini(income).g, "theil-t": Theil(income).T}


def values_numpy():
    import pyarrow.parquet as pq

    x = np.sort(pq.read_table(f"{data}/persons.parquet", columns=["income"])["income"].to_numpy())
    n, s = len(x), x / x.mean()
    ranks = np.arange(1, n + 1)
    return {"gini": 2 * (ranks * s).sum() / n**2 - (n + 1) / n, "theil-t": (s * np.log(s)).mean()}


def family_pysal():
    from segregation import singlegroup as s

    table = counts()
    classes = {
        "dissimilarity": s.Dissim, "gini-segregation": s.Gini, "theil-h": s.Entropy, "atkinson-segregation": s.Atkinson,
        "isolation": s.Isolation, "interaction": s.Interaction, "correlation-ratio": s.CorrelationR, "min-max": s.MinMax,
    }
    return {name: c(table, "foreign", "people").statistic for name, c in classes.items()}


def chance_pysal():
    from segregation.inference import SingleValueTest
    from segregation.singlegroup import Dissim

    d = Dissim(counts(), "foreign", "people")
    test = SingleValueTest(d, iterations_under_null=500, null_approach="systematic", backend="multiprocessing")
    return {"dissimilarity": d.statistic, "mean-by-chance": test.est_sim.mean()}


def neighbours_pysal():
    from libpysal.weights import Queen
    from segregation.singlegroup import SpatialDissim

    t = mapped()
    return {"adjusted-dissimilarity": SpatialDissim(t, "foreign", "people", w=Queen.from_dataframe(t, use_index=False)).statistic}


def decay_numpy():
    t = mapped()
    at = np.column_stack([t.geometry.centroid.x, t.geometry.centroid.y]) / 1000
    foreign, people = t.foreign.to_numpy(float), t.people.to_numpy(float)
    near = np.exp(-np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)))
    return {"distance-decay-isolation": (foreign / foreign.sum() * (near @ foreign) / (near @ people)).sum()}


for key, value in globals()[f"{task}_{program}"]().items():
    print(key, repr(float(value)))
