package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/changes"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/columnar"
)

// earlierRun is the result of an earlier run, checked against its manifest.
type earlierRun struct {
	changes.Run
	choices map[string]json.RawMessage
}

// maxManifest is how large a manifest may be.
const maxManifest = 64 << 20

// readRun reads a result: a directory, or its manifest.
func readRun(path string) (*earlierRun, error) {
	dir := path
	if info, err := os.Stat(path); err != nil {
		return nil, plainPathError(err)
	} else if !info.IsDir() {
		dir = filepath.Dir(path)
	}
	name := filepath.Join(dir, manifestName)
	if dir != path {
		name = path
	}
	m, err := readManifest(name)
	if err != nil {
		return nil, err
	}
	run := &earlierRun{choices: m.Choices, Run: changes.Run{Study: m.Study, Date: m.Date, Version: m.Version, Seed: m.Seed, Definitions: m.Definitions}}
	if m.Choices != nil {
		run.Choices = map[string]string{}
		for k, text := range m.Choices {
			var b bytes.Buffer
			if err := json.Compact(&b, text); err != nil {
				return nil, fmt.Errorf("%s: choice %s: %w", name, k, err)
			}
			run.Choices[k] = b.String()
		}
	}
	for _, in := range m.Inputs {
		run.Inputs = append(run.Inputs, changes.Input{Name: in.Name, SHA256: in.SHA256, Indicators: in.Indicators, Study: in.Role == studyRole})
	}
	for _, table := range changeTables {
		list, err := m.numbers(dir, table)
		if err != nil {
			return nil, err
		}
		run.Numbers = append(run.Numbers, list...)
	}
	return run, nil
}

func readManifest(name string) (*manifest, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: no such file; want the directory of an earlier result, or its %s", name, manifestName)
	} else if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxManifest+1))
	if err != nil {
		return nil, err
	}
	var m manifest
	if err := json.Unmarshal(b, &m); err != nil || len(b) > maxManifest {
		return nil, fmt.Errorf("%s: is damaged, or no manifest of a result", name)
	}
	switch {
	case m.Program != "jamlik":
		return nil, fmt.Errorf("%s: is no manifest of a result of this program", name)
	case newer(m.Version, version):
		return nil, fmt.Errorf("%s: was written by version %s of the program, which is newer than this one (%s); compare with that", name, m.Version, version)
	}
	return &m, nil
}

// newer tells whether version a comes after b.
func newer(a, b string) bool {
	parts := func(v string) (out [3]int) {
		for i, s := range strings.SplitN(v, ".", 3) {
			s, _, _ = strings.Cut(s, "-")
			out[i], _ = strconv.Atoi(s)
		}
		return out
	}
	x, y := parts(a), parts(b)
	return slices.Compare(x[:], y[:]) > 0
}

// changeTable is a table whose numbers are compared: the columns that say what a row is about, and those of its numbers.
type changeTable struct {
	name    string
	about   func(row rowOf) changes.About
	numbers []string
	texts   []string
}

// rowOf returns the text of a column of a row; "" where there is none.
type rowOf func(column string) string

var changeTables = []changeTable{
	{"comparisons", func(row rowOf) changes.About {
		return changes.About{Table: "comparisons", Indicator: row("indicator"), Group: row("group"), Level: row("area_level"), Area: row("area")}
	}, []string{"value", "lower", "upper", "rest_of_city", "difference", "difference_lower", "difference_upper", "ratio", "ratio_lower", "ratio_upper"},
		[]string{"verdict", "verdict_overview"}},
	{"indices", func(row rowOf) changes.About {
		about := changes.About{Table: "indices", Indicator: row("subject"), Group: row("group"), Level: row("area_level"), Index: row("index")}
		var params []string // but for the level, which is how sure the limits are, not what they are of
		for _, p := range strings.Split(row("params"), ";") {
			if p != "" && !strings.HasPrefix(p, index.Level.Name+"=") {
				params = append(params, p)
			}
		}
		if len(params) > 0 {
			about.Index += "(" + strings.Join(params, ";") + ")"
		}
		return about
	}, []string{"value", "lower", "upper", "bias_corrected"}, nil},
}

// numbers reads a table of the result through the guarded reader, after comparing it with the sum that the manifest has of it.
func (m *manifest) numbers(dir string, table changeTable) ([]changes.Number, error) {
	name := "data/" + table.name + ".parquet"
	path := filepath.Join(dir, filepath.FromSlash(name))
	i := slices.IndexFunc(m.Files, func(f manifestFile) bool { return f.Name == name })
	if i < 0 {
		return nil, fmt.Errorf("%s: the manifest has no %s; the result is not of a run", filepath.Join(dir, manifestName), name)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, plainPathError(err)
	}
	h := sha256.New()
	_, err = io.Copy(h, f)
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	if hex.EncodeToString(h.Sum(nil)) != m.Files[i].SHA256 {
		return nil, fmt.Errorf("%s: is not the file that the manifest tells of: its sha256 differs; compare with an unchanged result", path)
	}
	r, err := open(path, fileFlags{skip: -1}, false)
	if err != nil {
		return nil, err
	}
	out, err := table.read(path, r)
	return out, errors.Join(err, r.Close())
}

// read makes numbers of the rows of a table.
func (t changeTable) read(name string, r ingest.Reader) ([]changes.Number, error) {
	for _, column := range append(append([]string{"period"}, t.numbers...), t.texts...) {
		if len(r.Schema().FieldIndices(column)) != 1 {
			return nil, indicators.Problem{File: name, Column: column, What: "the column is missing", Remedy: "compare with the result of a run"}
		}
	}
	var out []changes.Number
	err := eachBatch(r, func(b ingest.Batch) error {
		columns := map[string]arrow.Array{}
		for i, f := range b.Record.Schema().Fields() {
			columns[f.Name] = b.Record.Column(i)
		}
		for i := range int(b.Record.NumRows()) {
			row := func(column string) string { return textAt(columns[column], i) }
			base := changes.Number{About: t.about(row), Period: row("period"), Reason: row("reason"), Value: math.NaN()}
			if strings.HasPrefix(row("undefined"), "withheld") {
				base.Reason = changes.Withheld
			}
			for _, column := range t.numbers {
				n := base
				n.Name, n.Value = column, numberAt(columns[column], i)
				out = append(out, n)
			}
			for _, column := range t.texts {
				n := base
				n.Name, n.Text = column, row(column)
				out = append(out, n)
			}
			if past, ok := t.past(columns, row, base, i); ok {
				out = append(out, past)
			}
		}
		return nil
	})
	return out, err
}

// past is the value of the earlier period, which a comparison tells by how much the value has changed since.
func (t changeTable) past(columns map[string]arrow.Array, row rowOf, base changes.Number, i int) (changes.Number, bool) {
	if columns["change"] == nil || row("earlier_period") == "" {
		return base, false
	}
	base.Name, base.Period = "value", row("earlier_period")
	base.Value = numberAt(columns["value"], i) - numberAt(columns["change"], i)
	return base, !math.IsNaN(base.Value)
}

func textAt(a arrow.Array, i int) string {
	switch a := a.(type) {
	case *array.Dictionary:
		if a.IsValid(i) {
			if words, ok := a.Dictionary().(*array.String); ok {
				return words.Value(a.GetValueIndex(i))
			}
		}
	case *array.String:
		if a.IsValid(i) {
			return a.Value(i)
		}
	}
	return ""
}

func numberAt(a arrow.Array, i int) float64 {
	if f, ok := a.(*array.Float64); ok && f.IsValid(i) {
		return f.Value(i)
	}
	return math.NaN()
}

// resultNumbers are the numbers of results as their tables have them, and the values of earlier periods that trends have.
func resultNumbers(res *analysis.Results) ([]changes.Number, error) {
	var out []changes.Number
	for _, t := range changeTables {
		var b bytes.Buffer
		var err error
		if t.name == "comparisons" {
			err = columnar.WriteResults(&b, comparisonRows(res))
		} else {
			err = columnar.WriteResults(&b, indexRows(res))
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", t.name, err)
		}
		r, err := columnar.Parquet.Open(ingest.Input{Name: t.name, Data: bytes.NewReader(b.Bytes()), Size: int64(b.Len())}, ingest.Options{})
		if err != nil {
			return nil, err
		}
		list, err := t.read(t.name, r)
		if err = errors.Join(err, r.Close()); err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	for _, t := range res.Trends {
		add := func(a indicators.Area, p indicators.Period, v analysis.Value) {
			n := changes.Number{About: changes.About{Table: "comparisons", Indicator: t.Indicator.ID, Group: string(t.Group), Level: a.Level.String(), Area: a.Code},
				Name: "value", Period: p.String(), Value: math.NaN(), Reason: string(v.Reason)}
			if v.OK {
				n.Value = v.Value
			}
			out = append(out, n)
		}
		for i, p := range t.Periods {
			add(res.City, p, t.City[i])
			for _, a := range t.Areas {
				add(a.Area, p, a.Values[i])
			}
		}
	}
	return out, nil
}
