package main

import (
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/reconcile"
	"github.com/jamlik/jamlik/ingest/study"
)

// published is the reconciliation as it may leave the house. Where a study withholds nothing, there is nothing to leave out.
func published(l *study.Loaded) *reconcile.Report {
	if l.Study.Disclosure == (study.Disclosure{}) {
		return l.Reconciliation
	}
	return l.Reconciliation.Published()
}

// findingRow is a finding as tables and JSON show it.
type findingRow struct {
	Severity  string `json:"severity" parquet:"name=severity, type=BYTE_ARRAY, convertedtype=UTF8"`
	Kind      string `json:"kind" parquet:"name=kind, type=BYTE_ARRAY, convertedtype=UTF8"`
	Indicator string `json:"indicator" parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Source    string `json:"source" parquet:"name=source, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel string `json:"area_level" parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version   string `json:"area_version" parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Periods   string `json:"periods" parquet:"name=periods, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group     string `json:"group" parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	Areas     string `json:"areas" parquet:"name=areas, type=BYTE_ARRAY, convertedtype=UTF8"`
	File      string `json:"file" parquet:"name=file, type=BYTE_ARRAY, convertedtype=UTF8"`
	Row       int64  `json:"row" parquet:"name=row, type=INT64"`
	Count     int64  `json:"count" parquet:"name=count, type=INT64"`
	Of        int64  `json:"of" parquet:"name=of, type=INT64"`
	TextSv    string `json:"text_sv" parquet:"name=text_sv, type=BYTE_ARRAY, convertedtype=UTF8"`
	TextEn    string `json:"text_en" parquet:"name=text_en, type=BYTE_ARRAY, convertedtype=UTF8"`
	RemedySv  string `json:"remedy_sv" parquet:"name=remedy_sv, type=BYTE_ARRAY, convertedtype=UTF8"`
	RemedyEn  string `json:"remedy_en" parquet:"name=remedy_en, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// coverageRow is how many areas have a value of an indicator, at one level, delimitation and period.
type coverageRow struct {
	Indicator     string `json:"indicator" parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel     string `json:"area_level" parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version       string `json:"area_version" parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period        string `json:"period" parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Areas         int64  `json:"areas" parquet:"name=areas, type=INT64"`
	Values        int64  `json:"values" parquet:"name=values, type=INT64"`
	Missing       int64  `json:"missing" parquet:"name=missing, type=INT64"`
	Suppressed    int64  `json:"suppressed" parquet:"name=suppressed, type=INT64"`
	NotApplicable int64  `json:"not_applicable" parquet:"name=not_applicable, type=INT64"`
	NoRow         int64  `json:"no_row" parquet:"name=no_row, type=INT64"`
	Rounded       int64  `json:"rounded" parquet:"name=rounded, type=INT64"`
	Groups        int64  `json:"groups" parquet:"name=groups, type=INT64"`
	Cells         int64  `json:"cells" parquet:"name=cells, type=INT64"`
	Filled        int64  `json:"cells_with_value" parquet:"name=cells_with_value, type=INT64"`
}

// sourceRow is a source with what was read of it.
type sourceRow struct {
	Source       string `json:"source"`
	PublisherSv  string `json:"publisher_sv"`
	PublisherEn  string `json:"publisher_en"`
	TitleSv      string `json:"title_sv"`
	TitleEn      string `json:"title_en"`
	Table        string `json:"table"`
	Contents     string `json:"contents"`
	Retrieved    string `json:"retrieved"`
	Updated      string `json:"updated"`
	Licence      string `json:"licence"`
	Noise        bool   `json:"noise"`
	Protected    bool   `json:"protected"`
	Observations int    `json:"observations"`
	Values       int    `json:"values"`
	Indicators   int    `json:"indicators"`
	First        string `json:"first_period"`
	Last         string `json:"last_period"`
}

func findingRows(fs []reconcile.Finding) []findingRow {
	out := make([]findingRow, len(fs))
	for i, f := range fs {
		r := findingRow{Severity: f.Severity.String(), Kind: string(f.Kind), Indicator: f.Indicator, Source: f.Source, Version: f.Version, Group: string(f.Group),
			Areas: strings.Join(f.Areas, " "), File: f.Origin.File, Row: int64(f.Origin.Row), Count: int64(f.Count), Of: int64(f.Of),
			TextSv: f.What.Sv, TextEn: f.What.En, RemedySv: f.Remedy.Sv, RemedyEn: f.Remedy.En}
		if f.Level != 0 {
			r.AreaLevel = f.Level.String()
		}
		var ps []string
		for _, p := range f.Periods {
			ps = append(ps, p.String())
		}
		r.Periods = strings.Join(ps, " ")
		out[i] = r
	}
	return out
}

func coverageRows(r *reconcile.Report) []coverageRow {
	out := make([]coverageRow, len(r.Coverage))
	for i, c := range r.Coverage {
		out[i] = coverageRow{c.Indicator, c.Level.String(), c.Version, c.Period.String(), int64(c.Areas), int64(c.Values), int64(c.Missing), int64(c.Suppressed),
			int64(c.NotApplicable), int64(c.NoRow), int64(c.Rounded), int64(c.Groups), int64(c.Cells), int64(c.Filled)}
	}
	return out
}

func sourceRows(r *reconcile.Report) []sourceRow {
	out := make([]sourceRow, len(r.Sources))
	for i, s := range r.Sources {
		out[i] = sourceRow{Source: s.ID, PublisherSv: s.Publisher.Sv, PublisherEn: s.Publisher.En, TitleSv: s.Title.Sv, TitleEn: s.Title.En,
			Table: s.Table, Contents: s.Contents, Retrieved: s.Retrieved, Updated: s.Updated, Licence: s.Licence, Noise: s.Noise, Protected: s.Protected,
			Observations: s.Observations, Values: s.Values, Indicators: s.Indicators}
		if s.First != (indicators.Period{}) {
			out[i].First, out[i].Last = s.First.String(), s.Last.String()
		}
	}
	return out
}
