"""Writes projected.csv: points in every system of metres that the package knows, computed by PROJ through pyproj.

The same longitude and latitude is used for SWEREF 99, ETRS89 and WGS 84: each plane is projected from its own geographic
system, so that no change of datum takes part. Points lie in the zone's middle, at its border, and far outside it.
"""
import csv
from pyproj import CRS, Transformer, __version__, proj_version_str

codes = list(range(3006, 3019)) + list(range(25828, 25839)) + [32601, 32610, 32632, 32633, 32634, 32660, 32701, 32723, 32734, 32760]
with open("projected.csv", "w", newline="") as f:
    f.write(f"# pyproj {__version__}, PROJ {proj_version_str}: python projected.py\n")
    w = csv.writer(f, lineterminator="\n")
    w.writerow(["epsg", "longitude", "latitude", "east", "north"])
    for code in codes:
        plane = CRS.from_epsg(code)
        t = Transformer.from_crs(plane.geodetic_crs, plane, always_xy=True)
        m = next(p.value for p in plane.coordinate_operation.params if p.name == "Longitude of natural origin")
        south = 32701 <= code <= 32760
        for dlon, lat in [(0, 0), (0, 57.72), (0.75, 55.3), (-3, 59.33), (3, 67.86), (-9, 63.5), (20, 60.1), (-1.5, 83.9)]:
            lon, lat = m + dlon, -lat if south else lat
            e, n = t.transform(lon, lat)
            w.writerow([code, repr(lon), repr(lat), f"{e:.6f}", f"{n:.6f}"])
