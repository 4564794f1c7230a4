package main

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/curve"
	"github.com/jamlik/jamlik/ingest/study"
)

// rankOrderRow is a point of a profile of segregation by place on an ordered scale, or its index.
type rankOrderRow struct {
	Subject   string   `parquet:"name=subject, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period    string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version   string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Areas     int64    `parquet:"name=areas, type=INT64"`
	What      string   `parquet:"name=what, type=BYTE_ARRAY, convertedtype=UTF8"` // observed, fitted or index
	Share     *float64 `parquet:"name=share_below, type=DOUBLE"`                  // of all people
	Value     *float64 `parquet:"name=value, type=DOUBLE"`
	Lower     *float64 `parquet:"name=lower, type=DOUBLE"`
	Upper     *float64 `parquet:"name=upper, type=DOUBLE"`
	Degree    int64    `parquet:"name=degree, type=INT64"` // of the polynomial
	Carried   bool     `parquet:"name=carried_over, type=BOOLEAN"`
	Reason    string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// writeRankOrders writes the profiles by rank. Results without any have no such table.
func writeRankOrders(out *outputDir, l *study.Loaded, res *analysis.Results) error {
	if len(res.RankOrders) == 0 {
		return nil
	}
	return writeTable(out, "data/rank-order", rankOrderRows(res), provenance(l))
}

func rankOrderRows(res *analysis.Results) []rankOrderRow {
	var out []rankOrderRow
	for _, r := range res.RankOrders {
		for _, l := range r.Lines {
			base := rankOrderRow{Subject: r.Spec.ID, Period: l.Period.String(), AreaLevel: r.Level.String(), Version: r.Version, Areas: int64(l.Areas),
				Degree: int64(l.Degree), Carried: l.Carried, Reason: string(l.Reason)}
			points := func(what string, list []curve.Point) {
				for _, q := range list {
					row := base
					row.What, row.Share, row.Value = what, finite(q.X), finite(q.Y)
					out = append(out, row)
				}
			}
			points("observed", l.Thresholds)
			points("fitted", l.Fitted)
			row := base
			row.What = "index"
			row.Value, row.Lower, row.Upper = estimate(l.Index.Value, l.Index.OK, l.Index.Interval)
			out = append(out, row)
		}
	}
	return out
}
