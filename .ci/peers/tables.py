"""Counts persons with pandas, Polars or DuckDB: tables.py PROGRAM TASK DIRECTORY. Prints the answer, a key and a number on each line."""

import sys

program, task, data = sys.argv[1:]
text, columnar, copy = f"{data}/persons.csv", f"{data}/persons.parquet", f"{data}/{program}.parquet"
place = ["municipality", "year"]


def dissimilarity_pandas():
    import pandas as pd

    kinds = {"area": "category", "municipality": "category", "group": "category"}
    persons = pd.read_csv(text, usecols=["area", "municipality", "year", "group"], dtype=kinds, engine="pyarrow")
    cells = persons.groupby([*place, "area", "group"], observed=True).size().unstack("group", fill_value=0)
    parts = cells / cells.groupby(level=place, observed=True).transform("sum")
    half = (parts["foreign"] - parts["swedish"]).abs() / 2
    return half.groupby(level=place, observed=True).sum(min_count=1).items()


def dissimilarity_polars():
    import polars as pl

    persons = pl.scan_csv(text).select("area", "municipality", "year", "group")
    count = {g: (pl.col("group") == g).sum().alias(g) for g in ("foreign", "swedish")}
    cells = persons.group_by(*place, "area").agg(*count.values())
    parts = [pl.col(g) / pl.col(g).sum().over(place) for g in count]
    d = cells.with_columns(((parts[0] - parts[1]).abs() / 2).alias("d")).group_by(place).agg(pl.col("d").sum())
    return (((m, y), d) for m, y, d in d.collect(engine="streaming").iter_rows())


def dissimilarity_duckdb():
    import duckdb

    rows = duckdb.sql(f"""
        with cells as (select municipality, year, area, count(*) filter ("group" = 'foreign') f, count(*) filter ("group" = 'swedish') s
                       from read_csv('{text}') group by all),
             sums as (select municipality, year, sum(f) f, sum(s) s from cells group by all)
        select municipality, year, sum(abs(cells.f / sums.f - cells.s / sums.s)) / 2
        from cells join sums using (municipality, year) group by all""").fetchall()
    return (((m, y), d) for m, y, d in rows)


def rates_pandas():
    import pandas as pd

    return pd.read_parquet(columnar, columns=[*place, "work"]).groupby(place, observed=True)["work"].mean().items()


def rates_polars():
    import polars as pl

    rates = pl.scan_parquet(columnar).group_by(place).agg(pl.col("work").mean()).collect(engine="streaming")
    return (((m, y), v) for m, y, v in rates.iter_rows())


def rates_duckdb():
    import duckdb

    return (((m, y), v) for m, y, v in duckdb.sql(f"select municipality, year, avg(work) from '{columnar}' group by all").fetchall())


def convert_pandas():
    import pandas as pd

    persons = pd.read_csv(text, engine="pyarrow", dtype={c: "str" for c in ("area", "municipality", "group")})
    persons.to_parquet(copy, compression="zstd", index=False)


def convert_polars():
    import polars as pl

    pl.scan_csv(text, schema_overrides={"municipality": pl.String}).sink_parquet(copy, compression="zstd")


def convert_duckdb():
    import duckdb

    duckdb.sql(f"copy (select * from read_csv('{text}', types = {{'municipality': 'varchar'}})) to '{copy}' (format parquet, compression zstd)")


for key, value in globals()[f"{task}_{program}"]() or ():
    print(*key, repr(float(value)), sep=" ")
