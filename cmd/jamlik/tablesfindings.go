package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts/report"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/study"
)

// foundRow is one finding of the analysis, most important first. Its ID is what jamlik explain takes.
type foundRow struct {
	Rank      int64   `json:"rank" parquet:"name=rank, type=INT64"`
	ID        string  `json:"id" parquet:"name=id, type=BYTE_ARRAY, convertedtype=UTF8"`
	Kind      string  `json:"kind" parquet:"name=kind, type=BYTE_ARRAY, convertedtype=UTF8"`
	Summary   bool    `json:"summary" parquet:"name=summary, type=BOOLEAN"`
	Tone      string  `json:"tone" parquet:"name=tone, type=BYTE_ARRAY, convertedtype=UTF8"`
	Indicator string  `json:"indicator" parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Index     string  `json:"index" parquet:"name=index, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group     string  `json:"group" parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area      string  `json:"area" parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name      string  `json:"area_name" parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period    string  `json:"period" parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Certainty float64 `json:"certainty" parquet:"name=certainty, type=DOUBLE"`
	Weight    float64 `json:"weight" parquet:"name=weight, type=DOUBLE"`
	Values    string  `json:"values" parquet:"name=values, type=BYTE_ARRAY, convertedtype=UTF8"` // key=number;key=number
	TextSv    string  `json:"text_sv" parquet:"name=text_sv, type=BYTE_ARRAY, convertedtype=UTF8"`
	TextEn    string  `json:"text_en" parquet:"name=text_en, type=BYTE_ARRAY, convertedtype=UTF8"`
}

var toneNames = map[analysis.Tone]string{analysis.BadNews: "bad", analysis.Neutral: "neutral", analysis.GoodNews: "good"}

// foundRows are the findings in their order.
func foundRows(l *study.Loaded, res *analysis.Results) []foundRow {
	r := report.Report{Results: res, Catalogue: l.Catalogue, GroupName: groupNames(l.Study)}
	out := make([]foundRow, len(res.Findings))
	for i, f := range res.Findings {
		out[i] = foundRow{
			Rank: int64(i + 1), ID: f.ID(), Kind: string(f.Kind), Summary: f.Summary, Tone: toneNames[f.Tone], Indicator: f.Indicator, Index: f.Index,
			Group: string(f.Group), Area: f.Area.Code, Name: f.Area.Name, Certainty: f.Certainty, Weight: f.Weight, Values: valuesText(f.Values),
			TextSv: r.Sentence(f, lang.Sv), TextEn: r.Sentence(f, lang.En),
		}
		if f.Period != (indicators.Period{}) {
			out[i].Period = f.Period.String()
		}
	}
	return out
}

// valuesText writes the numbers of a finding in order of key.
func valuesText(values map[string]float64) string {
	var parts []string
	for _, k := range slices.Sorted(maps.Keys(values)) {
		if v := values[k]; !math.IsNaN(v) && !math.IsInf(v, 0) {
			parts = append(parts, fmt.Sprintf("%s=%s", k, strconv.FormatFloat(v, 'g', -1, 64)))
		}
	}
	return strings.Join(parts, ";")
}
