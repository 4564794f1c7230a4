package main

import (
	"github.com/jamlik/jamlik/analysis"
)

// pyramidRow is the persons of one age and sex in one place.
type pyramidRow struct {
	Indicator string   `parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period    string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area      string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version   string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name      string   `parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Age       string   `parquet:"name=age, type=BYTE_ARRAY, convertedtype=UTF8"`
	Sex       string   `parquet:"name=sex, type=BYTE_ARRAY, convertedtype=UTF8"`
	Persons   *float64 `parquet:"name=persons, type=DOUBLE"`
	Share     *float64 `parquet:"name=share_of_area, type=DOUBLE"`
	Reason    string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
}

func pyramidRows(res *analysis.Results) []pyramidRow {
	var out []pyramidRow
	for _, m := range res.Pyramids {
		for _, a := range append([]analysis.MixArea{m.City}, m.Areas...) {
			for k, g := range m.Spec.Groups {
				r := pyramidRow{Indicator: m.Spec.Indicator, Period: m.Period.String(), Area: a.Area.Code, Version: a.Area.Version, Name: a.Area.Name,
					AreaLevel: a.Area.Level.String(), Reason: string(a.Reason)}
				r.Age, _ = g.Get("age")
				r.Sex, _ = g.Get("sex")
				if a.OK {
					r.Persons, r.Share = finite(a.Counts[k]), finite(a.Shares[k])
				}
				out = append(out, r)
			}
		}
	}
	return out
}
