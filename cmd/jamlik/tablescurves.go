package main

import (
	"slices"

	"github.com/jamlik/jamlik/analysis"
)

// The tables of curves.
const (
	curvesStem       = "data/curves"
	curveIndicesStem = "data/curve-indices"
)

// curveRow is a point of a curve.
type curveRow struct {
	Subject   string   `parquet:"name=subject, type=BYTE_ARRAY, convertedtype=UTF8"`
	Kind      string   `parquet:"name=kind, type=BYTE_ARRAY, convertedtype=UTF8"`      // what the curve shows
	RankedBy  string   `parquet:"name=ranked_by, type=BYTE_ARRAY, convertedtype=UTF8"` // the composite that orders the areas of a concentration curve
	Period    string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version   string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Areas     int64    `parquet:"name=areas, type=INT64"`
	Point     *int64   `parquet:"name=point, type=INT64"` // from 0; none where the curve is withheld
	X         *float64 `parquet:"name=x, type=DOUBLE"`
	Y         *float64 `parquet:"name=y, type=DOUBLE"`
	Carried   bool     `parquet:"name=carried_over, type=BOOLEAN"`
	Reason    string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// curveIndexRow is an index that is read from a curve.
type curveIndexRow struct {
	Subject   string   `parquet:"name=subject, type=BYTE_ARRAY, convertedtype=UTF8"`
	Kind      string   `parquet:"name=kind, type=BYTE_ARRAY, convertedtype=UTF8"`
	RankedBy  string   `parquet:"name=ranked_by, type=BYTE_ARRAY, convertedtype=UTF8"` // the composite that orders the areas of a concentration curve
	Period    string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Index     string   `parquet:"name=index, type=BYTE_ARRAY, convertedtype=UTF8"`
	Value     *float64 `parquet:"name=value, type=DOUBLE"`
	Lower     *float64 `parquet:"name=lower, type=DOUBLE"`
	Upper     *float64 `parquet:"name=upper, type=DOUBLE"`
	Half      *float64 `parquet:"name=half_in, type=DOUBLE"` // the share of the people in the areas with most, or the least needs, that hold half
	Undefined string   `parquet:"name=undefined, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// curvesOf makes rows of the curves of one kind.
func curvesOf[T any](kind analysis.CurveKind, rows func(*analysis.Results) []T) func(*analysis.Results) []T {
	return func(res *analysis.Results) []T {
		return rows(&analysis.Results{Curves: slices.DeleteFunc(slices.Clone(res.Curves), func(c analysis.Curve) bool { return c.Kind != kind })})
	}
}

// curveTable is a table of curves, where there are any: those of segregation, of each indicator, and of indicators over the areas of composites.
func curveTable[T any](rows func(*analysis.Results) []T) table[T] {
	return table[T]{first: curvesOf(analysis.SegregationCurve, rows), parts: parts(curvesOf(analysis.LorenzCurve, rows)),
		rest: curvesOf(analysis.ConcentrationCurve, rows), optional: true}
}

func curveRows(res *analysis.Results) []curveRow {
	var out []curveRow
	for _, c := range res.Curves {
		for _, l := range c.Lines {
			base := curveRow{Subject: c.Subject(), Kind: string(c.Kind), RankedBy: c.RankedBy.ID, Period: l.Period.String(), AreaLevel: c.Level.String(), Version: c.Version,
				Areas: int64(l.Areas), Carried: l.Carried, Reason: string(l.Reason)}
			if len(l.Points) == 0 {
				out = append(out, base)
			}
			for i, p := range l.Points {
				r, at := base, int64(i)
				r.Point, r.X, r.Y = &at, finite(p.X), finite(p.Y)
				out = append(out, r)
			}
		}
	}
	return out
}

func curveIndexRows(res *analysis.Results) []curveIndexRow {
	var out []curveIndexRow
	for _, c := range res.Curves {
		for _, l := range c.Lines {
			for _, v := range l.Indices {
				r := curveIndexRow{Subject: c.Subject(), Kind: string(c.Kind), RankedBy: c.RankedBy.ID, Period: l.Period.String(), AreaLevel: c.Level.String(), Index: v.Index.ID,
					Undefined: v.Undefined}
				r.Value, r.Lower, r.Upper = estimate(v.Value, v.OK, v.Interval)
				if c.Kind != analysis.SegregationCurve {
					r.Half = finite(l.Half)
				}
				out = append(out, r)
			}
		}
	}
	return out
}
