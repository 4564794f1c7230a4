package main

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/study"
)

// fileIndex knows the files that a study read, and which entry of the study file each was read by.
type fileIndex struct {
	l     *study.Loaded
	input map[string]study.InputFile
}

func newFileIndex(l *study.Loaded) *fileIndex {
	x := &fileIndex{l, make(map[string]study.InputFile)}
	for _, in := range l.Inputs {
		x.input[in.Name] = in
	}
	return x
}

// citedFile is a file that cells were read from.
type citedFile struct {
	File   string   `json:"file"`
	SHA256 string   `json:"sha256"`
	Rows   int      `json:"rows"`
	Read   []string `json:"read"` // how the study file says that it is read
}

// citedSource is a source that cells are of.
type citedSource struct {
	Source    string `json:"source"`
	Publisher string `json:"publisher"`
	Title     string `json:"title"`
	Table     string `json:"table"`
	Contents  string `json:"contents"`
	Retrieved string `json:"retrieved"`
	Licence   string `json:"licence"`
	URL       string `json:"url"`
	Protected bool   `json:"protected"`
	Noise     bool   `json:"noise"`
}

// sourceOf is the source of an observation: its own, else its indicator's.
func (x *fileIndex) sourceOf(o indicators.Observation) string {
	ind, _ := x.l.Catalogue.Indicator(o.Indicator)
	return cmp.Or(o.Source, ind.Source)
}

// sources are those of the cells of traces, in the order of the catalogue.
func (x *fileIndex) sources(traces []*analysis.Trace) []citedSource {
	used := map[string]bool{}
	eachCell(traces, func(c *analysis.Cell) { used[x.sourceOf(c.Observation)] = true })
	out := []citedSource{}
	for _, s := range x.l.Catalogue.Sources {
		if used[s.ID] {
			out = append(out, citedSource{s.ID, s.Publisher.En, s.Title.En, s.Table, s.Contents, s.Retrieved, s.Licence, s.URL, s.Protected, s.Noise})
		}
	}
	return out
}

// read are the files of the cells of traces, in the order of reading.
func (x *fileIndex) read(traces []*analysis.Trace) []citedFile {
	used := map[string]map[string]bool{} // file → indicators
	eachCell(traces, func(c *analysis.Cell) {
		f := c.Observation.Origin.File
		if used[f] == nil {
			used[f] = map[string]bool{}
		}
		used[f][c.Observation.Indicator] = true
	})
	out := []citedFile{}
	for _, in := range x.l.Inputs {
		if of := used[in.Name]; of != nil {
			out = append(out, citedFile{in.Name, in.SHA256, in.Rows, x.mappings(in.Name, of)})
		}
	}
	return out
}

// mappings say how the entries of data that read a file find the numbers of some indicators in it.
func (x *fileIndex) mappings(file string, of map[string]bool) []string {
	out := []string{}
	for i, d := range x.l.Study.Data {
		folder := path.Join(cmp.Or(x.l.Study.Snapshots, "snapshots"), d.Fetch) + "/"
		if d.File != file && (d.Fetch == "" || !strings.HasPrefix(file, folder)) {
			continue
		}
		if id := d.Constant["indicator"]; id != "" && !of[id] {
			continue
		}
		parts := []string{fmt.Sprintf("data[%d]", i)}
		if d.Fetch != "" {
			parts = append(parts, x.fetched(d.Fetch))
		}
		add := func(what string, m map[string]string) {
			for _, k := range slices.Sorted(maps.Keys(m)) {
				parts = append(parts, fmt.Sprintf("%s %s: %s", what, k, m[k]))
			}
		}
		add("column of", d.Columns)
		add("constant", d.Constant)
		add("group", d.Groups)
		for _, k := range slices.Sorted(maps.Keys(d.Keep)) {
			parts = append(parts, fmt.Sprintf("keep %s: %s", k, strings.Join(d.Keep[k], ", ")))
		}
		for _, role := range slices.Sorted(maps.Keys(d.Cells)) {
			for _, k := range slices.Sorted(maps.Keys(d.Cells[role])) {
				parts = append(parts, fmt.Sprintf("%s = sum of the rows with %s: %s", role, k, strings.Join(d.Cells[role][k], ", ")))
			}
		}
		for _, v := range d.Values {
			if of[v.Indicator] {
				parts = append(parts, fmt.Sprintf("value column %s: %s", v.Column, strings.Join(strings.Fields(v.Indicator+" "+v.Period+" "+v.Group), " ")))
			}
		}
		if d.Note != "" {
			parts = append(parts, "note: "+d.Note)
		}
		out = append(out, strings.Join(parts, "; "))
	}
	return out
}

// fetched says what a fetch asked for.
func (x *fileIndex) fetched(id string) string {
	for _, f := range x.l.Study.Fetch {
		if f.ID == id {
			return fmt.Sprintf("fetch %s: %s %s", f.ID, f.API, cmp.Or(f.Table, f.Title, f.Measure))
		}
	}
	return "fetch " + id
}

// eachCell calls f for every cell that traces rest on.
func eachCell(traces []*analysis.Trace, f func(c *analysis.Cell)) {
	for _, t := range traces {
		if t.Step != nil {
			t.Step.Each(func(s *analysis.Step, _ int) {
				if s.Cell != nil {
					f(s.Cell)
				}
			})
		}
	}
}
