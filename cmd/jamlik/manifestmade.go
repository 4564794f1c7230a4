package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/ingest/study"
)

// notChoices are the keys of a study file that say what is measured and where the figures are. All others are choices of how they are analysed.
var notChoices = []string{
	"id", "title", "subtitle", "date", "contact", "fictional", "highlight", "seed", "areas", "lookup", "changes", "crosswalk", "versions", "assumptions",
	"boundaries", "centres", "themes", "group_names", "frames", "sources", "source_order", "use", "indicators", "snapshots", "fetch", "data", "parts",
}

// eachChoice calls f for every key of a study that is a choice, with its field.
func eachChoice(s *study.Study, f func(key string, field reflect.Value)) {
	v := reflect.ValueOf(s).Elem()
	for i := range v.NumField() {
		key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ",")
		if key != "" && key != "-" && !slices.Contains(notChoices, key) {
			f(key, v.Field(i))
		}
	}
}

// choicesOf are the choices of a study as text, by key.
func choicesOf(s *study.Study) (map[string]json.RawMessage, error) {
	out := map[string]json.RawMessage{}
	var failed error
	eachChoice(s, func(key string, field reflect.Value) {
		b, err := json.Marshal(field.Interface())
		if err != nil {
			failed = fmt.Errorf("choice %s: %w", key, err)
		}
		if !field.IsZero() {
			out[key] = b
		}
	})
	return out, failed
}

// withChoices returns a study with other choices. A key that this program does not know is an error.
func withChoices(s *study.Study, choices map[string]json.RawMessage) (*study.Study, error) {
	out := *s
	known := map[string]bool{}
	var failed error
	eachChoice(&out, func(key string, field reflect.Value) {
		known[key] = true
		field.SetZero()
		if text, ok := choices[key]; ok {
			if err := json.Unmarshal(text, field.Addr().Interface()); err != nil {
				failed = fmt.Errorf("choice %s: %w", key, err)
			}
		}
	})
	for key := range choices {
		if !known[key] {
			failed = fmt.Errorf("choice %s is not known", key)
		}
	}
	return &out, failed
}

// definitionsOf are the sha256 of what a study says of each indicator: its definition, and how its figures are read.
func definitionsOf(l *study.Loaded) (map[string]string, error) {
	out := make(map[string]string, len(l.Study.Indicators))
	for _, ind := range l.Study.Indicators {
		read := []any{ind}
		for _, d := range l.Study.Data {
			if d.Constant["indicator"] == ind.ID || slices.Contains(d.Brings, ind.ID) || slices.ContainsFunc(d.Values, func(v study.Value) bool { return v.Indicator == ind.ID }) {
				d.File = "" // a new year's file is data
				read = append(read, d)
			}
		}
		b, err := json.Marshal(read)
		if err != nil {
			return nil, fmt.Errorf("indicator %s: %w", ind.ID, err)
		}
		sum := sha256.Sum256(b)
		out[ind.ID] = hex.EncodeToString(sum[:])
	}
	return out, nil
}

// feeds are the indicators that each file has figures of.
func feeds(l *study.Loaded) (map[string][]string, error) {
	out := map[string][]string{}
	for t, err := range l.Parts() {
		if err != nil {
			return nil, err
		}
		for _, run := range t.Runs() {
			last := ""
			for i := range run.Len() {
				if f := run.Origin(i).File; f != last || i == 0 {
					last = f
					if list := out[f]; len(list) == 0 || list[len(list)-1] != run.Key.Indicator {
						out[f] = append(list, run.Key.Indicator)
					}
				}
			}
		}
	}
	for f := range out {
		slices.Sort(out[f])
		out[f] = slices.Compact(out[f])
	}
	return out, nil
}

// manifestOf is what a run was made with.
func manifestOf(l *study.Loaded) (manifest, error) {
	m := manifest{Version: version, Study: l.Study.ID, Date: l.Study.Date, Seed: l.Study.Seed}
	of, err := feeds(l)
	if err != nil {
		return m, err
	}
	for i, in := range l.Inputs {
		f := manifestFile{Name: in.Name, SHA256: in.SHA256, Indicators: of[in.Name]}
		if i == 0 {
			f.Role = studyRole
		}
		m.Inputs = append(m.Inputs, f)
	}
	if m.Choices, err = choicesOf(l.Study); err != nil {
		return m, err
	}
	m.Definitions, err = definitionsOf(l)
	return m, err
}

// studyRole marks the study file among the inputs of a manifest.
const studyRole = "study"
