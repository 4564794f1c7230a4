package main

import (
	"math"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
)

// shrunkenRow is the value of one area beside what is believed of it when it is drawn towards all areas of its level, and towards its neighbours. A
// row without area says why there are none.
type shrunkenRow struct {
	Indicator  string   `parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group      string   `parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period     string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel  string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area       string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version    string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name       string   `parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	Model      string   `parquet:"name=model, type=BYTE_ARRAY, convertedtype=UTF8"`
	Persons    *float64 `parquet:"name=denominator, type=DOUBLE"`
	Value      *float64 `parquet:"name=value, type=DOUBLE"`
	Lower      *float64 `parquet:"name=lower, type=DOUBLE"`
	Upper      *float64 `parquet:"name=upper, type=DOUBLE"`
	Shrunken   *float64 `parquet:"name=shrunken, type=DOUBLE"`
	AllLower   *float64 `parquet:"name=shrunken_lower, type=DOUBLE"`
	AllUpper   *float64 `parquet:"name=shrunken_upper, type=DOUBLE"`
	Weight     *float64 `parquet:"name=own_weight, type=DOUBLE"`
	Near       *float64 `parquet:"name=shrunken_to_neighbours, type=DOUBLE"`
	NearLower  *float64 `parquet:"name=shrunken_to_neighbours_lower, type=DOUBLE"`
	NearUpper  *float64 `parquet:"name=shrunken_to_neighbours_upper, type=DOUBLE"`
	NearWeight *float64 `parquet:"name=own_weight_among_neighbours, type=DOUBLE"`
	Mean       *float64 `parquet:"name=mean_of_areas, type=DOUBLE"`
	SD         *float64 `parquet:"name=sd_of_areas, type=DOUBLE"`
	Reason     string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// rankRow is the place of one area, and how sure it is. A row without area says why there are none.
type rankRow struct {
	Indicator   string   `parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group       string   `parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period      string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel   string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area        string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version     string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name        string   `parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	First       string   `parquet:"name=first_is, type=BYTE_ARRAY, convertedtype=UTF8"`
	Areas       int64    `parquet:"name=areas, type=INT64"`
	Place       *float64 `parquet:"name=place, type=DOUBLE"`
	Tied        string   `parquet:"name=tied, type=BYTE_ARRAY, convertedtype=UTF8"`
	Highest     *float64 `parquet:"name=together_first, type=DOUBLE"`
	Lowest      *float64 `parquet:"name=together_last, type=DOUBLE"`
	Together    string   `parquet:"name=together_by, type=BYTE_ARRAY, convertedtype=UTF8"`
	Expected    *float64 `parquet:"name=expected_place, type=DOUBLE"`
	Lower       *float64 `parquet:"name=alone_first, type=DOUBLE"`
	Upper       *float64 `parquet:"name=alone_last, type=DOUBLE"`
	PFirst      *float64 `parquet:"name=probability_first, type=DOUBLE"`
	PLast       *float64 `parquet:"name=probability_last, type=DOUBLE"`
	LastQuarter *float64 `parquet:"name=probability_last_quarter, type=DOUBLE"`
	Believed    string   `parquet:"name=believed, type=BYTE_ARRAY, convertedtype=UTF8"`
	Reason      string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
}

func shrunkenRows(res *analysis.Results) []shrunkenRow {
	var out []shrunkenRow
	for _, s := range res.Shrinkage {
		base := shrunkenRow{Indicator: s.Indicator.ID, Group: string(s.Group), Period: s.Period.String(), AreaLevel: s.Level.String(),
			Model: s.Model, Reason: string(s.Reason)}
		if s.Reason != analysis.NoReason {
			out = append(out, base)
			continue
		}
		base.Mean, base.SD = finite(s.Mean), finite(s.SD)
		for _, a := range s.Areas {
			r := base
			r.Area, r.Version, r.Name = a.Area.Code, a.Area.Version, a.Area.Name
			r.Persons = finite(a.Persons)
			r.Value, r.Lower, r.Upper = estimate(a.Value, true, a.Interval)
			r.Shrunken, r.AllLower, r.AllUpper = estimate(a.All.Estimate, a.All.OK, a.All.OK)
			r.Near, r.NearLower, r.NearUpper = estimate(a.Near.Estimate, a.Near.OK, a.Near.OK)
			r.Weight, r.NearWeight = finite(a.All.Weight), finite(a.Near.Weight)
			out = append(out, r)
		}
	}
	return out
}

func rankRows(res *analysis.Results) []rankRow {
	var out []rankRow
	for _, k := range res.Rankings {
		base := rankRow{Indicator: k.Indicator.ID, Group: string(k.Group), Period: k.Period.String(), AreaLevel: k.Level.String(),
			First: "best", Areas: int64(len(k.Areas)), Reason: string(k.Reason)}
		if k.Indicator.Direction == indicators.NotJudged {
			base.First = "highest"
		}
		if k.Reason != analysis.NoReason {
			out = append(out, base)
			continue
		}
		base.Together, base.Believed = k.Together, "value"
		if k.Shrunken {
			base.Believed = "shrunken"
		}
		for _, a := range k.Areas {
			r := base
			r.Area, r.Version, r.Name = a.Area.Code, a.Area.Version, a.Area.Name
			r.Tied = yesNo(a.Tied)
			r.Place, r.Highest, r.Lowest = whole(a.Place.Place), whole(a.Highest), whole(a.Lowest)
			r.Lower, r.Upper = whole(a.Lower), whole(a.Upper)
			r.Expected = finite(math.Round(100*a.Expected) / 100)
			r.PFirst, r.PLast, r.LastQuarter = finite(a.First), finite(a.Last), finite(a.LastQuarter)
			out = append(out, r)
		}
	}
	return out
}

func whole(n int) *float64 {
	v := float64(n)
	return &v
}
