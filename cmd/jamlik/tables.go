package main

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/columnar"
	"github.com/jamlik/jamlik/ingest/cube"
	"github.com/jamlik/jamlik/ingest/study"
)

// comparisonRow is one district or the city for one indicator, group and period, as tables and JSON show it.
type comparisonRow struct {
	Indicator   string   `json:"indicator" parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group       string   `json:"group" parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period      string   `json:"period" parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area        string   `json:"area" parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version     string   `json:"area_version" parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name        string   `json:"area_name" parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel   string   `json:"area_level" parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Value       *float64 `json:"value" parquet:"name=value, type=DOUBLE"`
	Lower       *float64 `json:"lower" parquet:"name=lower, type=DOUBLE"`
	Upper       *float64 `json:"upper" parquet:"name=upper, type=DOUBLE"`
	Status      string   `json:"status" parquet:"name=status, type=BYTE_ARRAY, convertedtype=UTF8"`
	Basis       string   `json:"basis" parquet:"name=basis, type=BYTE_ARRAY, convertedtype=UTF8"`
	Reason      string   `json:"reason" parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	Numerator   *float64 `json:"numerator" parquet:"name=numerator, type=DOUBLE"`
	Denominator *float64 `json:"denominator" parquet:"name=denominator, type=DOUBLE"`
	Coverage    *float64 `json:"coverage" parquet:"name=coverage, type=DOUBLE"`
	Rest        *float64 `json:"rest_of_city" parquet:"name=rest_of_city, type=DOUBLE"`
	Diff        *float64 `json:"difference" parquet:"name=difference, type=DOUBLE"`
	DiffLower   *float64 `json:"difference_lower" parquet:"name=difference_lower, type=DOUBLE"`
	DiffUpper   *float64 `json:"difference_upper" parquet:"name=difference_upper, type=DOUBLE"`
	Ratio       *float64 `json:"ratio" parquet:"name=ratio, type=DOUBLE"`
	RatioLower  *float64 `json:"ratio_lower" parquet:"name=ratio_lower, type=DOUBLE"`
	RatioUpper  *float64 `json:"ratio_upper" parquet:"name=ratio_upper, type=DOUBLE"`
	Verdict     string   `json:"verdict" parquet:"name=verdict, type=BYTE_ARRAY, convertedtype=UTF8"`
	Overview    string   `json:"verdict_overview" parquet:"name=verdict_overview, type=BYTE_ARRAY, convertedtype=UTF8"`
	Effect      *float64 `json:"standardised_difference" parquet:"name=standardised_difference, type=DOUBLE"`
	EffectLower *float64 `json:"standardised_lower" parquet:"name=standardised_lower, type=DOUBLE"`
	EffectUpper *float64 `json:"standardised_upper" parquet:"name=standardised_upper, type=DOUBLE"`
	Importance  string   `json:"importance" parquet:"name=importance, type=BYTE_ARRAY, convertedtype=UTF8"`
	P           *float64 `json:"p" parquet:"name=p, type=DOUBLE"`
	Q           *float64 `json:"q" parquet:"name=q, type=DOUBLE"`
	Earlier     string   `json:"earlier_period" parquet:"name=earlier_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Change      *float64 `json:"change" parquet:"name=change, type=DOUBLE"`
	ChangeLower *float64 `json:"change_lower" parquet:"name=change_lower, type=DOUBLE"`
	ChangeUpper *float64 `json:"change_upper" parquet:"name=change_upper, type=DOUBLE"`
}

// indexRow is one index of inequality between areas or of segregation.
type indexRow struct {
	Subject   string   `parquet:"name=subject, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group     string   `parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period    string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Areas     int64    `parquet:"name=areas, type=INT64"`
	Family    string   `parquet:"name=family, type=BYTE_ARRAY, convertedtype=UTF8"`
	Index     string   `parquet:"name=index, type=BYTE_ARRAY, convertedtype=UTF8"`
	Params    string   `parquet:"name=params, type=BYTE_ARRAY, convertedtype=UTF8"`
	Value     *float64 `parquet:"name=value, type=DOUBLE"`
	Lower     *float64 `parquet:"name=lower, type=DOUBLE"`
	Upper     *float64 `parquet:"name=upper, type=DOUBLE"`
	Corrected *float64 `parquet:"name=bias_corrected, type=DOUBLE"`
	Interval  string   `parquet:"name=interval, type=BYTE_ARRAY, convertedtype=UTF8"`
	Resampled string   `parquet:"name=resampled, type=BYTE_ARRAY, convertedtype=UTF8"`
	Undefined string   `parquet:"name=undefined, type=BYTE_ARRAY, convertedtype=UTF8"`
}

func comparisonRows(res *analysis.Results) []comparisonRow {
	var out []comparisonRow
	for _, c := range res.Comparisons {
		base := comparisonRow{Indicator: c.Indicator.ID, Group: string(c.Group), Period: c.Period.String()}
		if c.Earlier != (indicators.Period{}) {
			base.Earlier = c.Earlier.String()
		}
		city := base.withValue(res.City, c.City)
		city.Change, city.ChangeLower, city.ChangeUpper = contrast(c.Change)
		out = append(out, city)
		for _, a := range c.Areas {
			r := base.withValue(a.Area, a.Value)
			r.Rest, _, _ = estimate(a.Rest.Estimate, a.Rest.OK, a.Rest.Interval)
			r.Diff, r.DiffLower, r.DiffUpper = contrast(a.Difference)
			r.Ratio, r.RatioLower, r.RatioUpper = contrast(a.Ratio)
			r.Change, r.ChangeLower, r.ChangeUpper = contrast(a.Change)
			r.Effect, r.EffectLower, r.EffectUpper = contrast(a.Effect)
			r.Verdict, r.Overview, r.Importance = a.Verdict.String(), a.Overview.String(), a.Importance.String()
			r.P, r.Q = present(a.P), present(a.Q)
			out = append(out, r)
		}
		spread := slices.Clone(c.Spread)
		slices.SortFunc(spread, func(a, b analysis.AreaValue) int { return cmp.Compare(a.Area.Code, b.Area.Code) })
		for _, a := range spread {
			out = append(out, base.withValue(a.Area, a.Value))
		}
	}
	return out
}

func (r comparisonRow) withValue(a indicators.Area, v analysis.Value) comparisonRow {
	r.Area, r.Version, r.Name, r.AreaLevel = a.Code, a.Version, a.Name, a.Level.String()
	r.Status, r.Basis, r.Reason = v.Status.String(), string(v.Basis), string(v.Reason)
	r.Value, r.Lower, r.Upper = estimate(v.Estimate, v.OK, v.Interval)
	if v.OK {
		r.Numerator, r.Denominator = present(v.Numerator), present(v.Denominator)
		r.Coverage = finite(v.Coverage)
	}
	return r
}

func present(n indicators.Number) *float64 {
	if !n.OK {
		return nil
	}
	return finite(n.V)
}

func contrast(d analysis.Difference) (v, lo, hi *float64) {
	return estimate(d.Estimate, d.OK, d.Interval)
}

// estimate returns nil for what is not there.
func estimate(e index.Estimate, ok, interval bool) (v, lo, hi *float64) {
	if ok {
		v = finite(e.Value)
	}
	if ok && interval {
		lo, hi = finite(e.Lower), finite(e.Upper)
	}
	return v, lo, hi
}

func indexRows(res *analysis.Results) []indexRow {
	var out []indexRow
	add := func(base indexRow, vs []analysis.IndexValue) {
		for _, m := range vs {
			r := base
			r.Family, r.Index, r.Params = string(m.Index.Family), m.Index.ID, paramText(m)
			r.Value, r.Lower, r.Upper = estimate(m.Value, m.OK, m.Interval)
			if m.Resampled != "" {
				r.Corrected = finite(m.Corrected)
			}
			r.Interval, r.Resampled, r.Undefined = m.Type, m.Resampled, m.Undefined
			out = append(out, r)
		}
	}
	for _, q := range res.Inequality {
		add(indexRow{Subject: q.Indicator.ID, Group: string(q.Group), Period: q.Period.String(), AreaLevel: q.Level.String(), Areas: int64(q.Areas)}, q.Measures)
	}
	for _, s := range res.Segregation {
		add(indexRow{Subject: s.Spec.ID, Period: s.Period.String(), AreaLevel: s.Level.String(), Areas: int64(s.Areas)}, s.Indices)
		if w := s.Where; w != nil {
			add(indexRow{Subject: s.Spec.ID, Period: s.Period.String(), AreaLevel: s.Level.String(), Areas: int64(w.Areas)}, w.Indices)
		}
	}
	return out
}

// paramText writes parameters as name=value in the order that the index declares them. The confidence level of a formula is none where the
// limits are drawn.
func paramText(m analysis.IndexValue) string {
	var b bytes.Buffer
	for _, q := range m.Index.Params {
		if q.Name == index.Level.Name && m.Type != "formula" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(';')
		}
		fmt.Fprintf(&b, "%s=%v", q.Name, q.From(m.Params))
	}
	return b.String()
}

// writeTable writes rows in all formats that a table of so many has.
func writeTable[T any](out *outputDir, stem string, rows []T, of arrow.Metadata) error {
	return writeSpools(out, stem, []*spool[T]{{out: out, n: len(rows), rows: rows}}, nil, of)
}

// writeShort writes rows as Parquet, and reads them back from it into CSV (plain and for Excel), Arrow and a workbook, so that all five say the same. What the
// rows come from goes into the workbook.
func writeShort[T any](out *outputDir, stem string, rows []T, of arrow.Metadata) error {
	var pq bytes.Buffer
	if err := columnar.WriteResults(&pq, rows); err != nil {
		return fmt.Errorf("%s: %w", stem, err)
	}
	if err := out.write(stem+".parquet", pq.Bytes()); err != nil {
		return err
	}
	for _, to := range []struct {
		suffix string
		ext    string
		excel  bool
	}{{"", ".csv", false}, {"-excel-sv", ".csv", true}, {"", ".arrow", false}, {"", ".xlsx", false}} {
		b, err := convertBytesOf(stem, pq.Bytes(), to.ext, to.excel, of)
		if err != nil {
			return fmt.Errorf("%s%s: %w", stem, to.ext, err)
		}
		if err := out.write(stem+to.suffix+to.ext, b); err != nil {
			return err
		}
	}
	return nil
}

// convertBytes returns what Parquet holds in another format.
func convertBytes(name string, parquet []byte, ext string, excel bool) ([]byte, error) {
	return convertBytesOf(name, parquet, ext, excel, arrow.Metadata{})
}

// convertBytesOf is convertBytes with what is said of the table.
func convertBytesOf(name string, parquet []byte, ext string, excel bool, of arrow.Metadata) ([]byte, error) {
	r, err := columnar.Parquet.Open(ingest.Input{Name: name, Data: bytes.NewReader(parquet), Size: int64(len(parquet))}, ingest.Options{})
	if err != nil {
		return nil, err
	}
	defer r.Close()
	s := arrow.NewSchema(r.Schema().Fields(), &of)
	var b bytes.Buffer
	w, err := outputs[ext](&b, s, outputOptions{excel: excel})
	if err != nil {
		return nil, err
	}
	if err := eachBatch(r, func(batch ingest.Batch) error { return w.Write(batch.Record) }); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// provenance is what a workbook of results says of them, in Swedish: the study, its date and its sources, one to a line.
func provenance(l *study.Loaded) arrow.Metadata {
	var sources, licences []string
	for _, s := range l.Catalogue.Sources {
		line := s.Publisher.In(lang.Sv) + ": " + s.Title.In(lang.Sv)
		for _, part := range []struct{ word, text string }{{"tabell", s.Table}, {"hämtad", s.Retrieved}, {"licens", s.Licence}, {"", s.URL}} {
			if part.text != "" {
				line += ", " + strings.TrimSpace(part.word+" "+part.text)
			}
		}
		sources = append(sources, line)
		if s.Licence != "" && !slices.Contains(licences, s.Licence) {
			licences = append(licences, s.Licence)
		}
	}
	return cube.Metadata([]cube.Entry{
		{Key: ingest.MetadataLabel, Value: l.Study.Title.In(lang.Sv)},
		{Key: ingest.MetadataUpdated, Value: l.Study.Date},
		{Key: ingest.MetadataSource, Value: strings.Join(sources, "\n")},
		{Key: ingest.MetadataLicence, Value: strings.Join(licences, ", ")},
	})
}
