package main

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest/study"
)

// What show says to paste makes a study that reads without a fault.
func TestSnippetsAreStudies(t *testing.T) {
	const head = "id: x\ntitle: {sv: X}\ndate: 2026-11-20\ncity: 1490\nversion: 2025\nareas: [{file: areas.csv}]\n"
	for _, ind := range study.BuiltIn().Indicators {
		text := head + snippet(ind)
		if ind.Table.API != "file" {
			text += "data: [{file: figures.csv, columns: {area: a, period: p, value: v}, constant: {indicator: " + ind.ID + "}}]\n"
		}
		s, err := study.Decode("study.yaml", []byte(text))
		if err != nil {
			t.Errorf("%s: %v", ind.ID, err)
			continue
		}
		if s.Indicators[0].ID != ind.ID {
			t.Errorf("%s: the study has %s", ind.ID, s.Indicators[0].ID)
		}
	}
}

// Every format lists every indicator.
func TestIndicatorsListIsWhole(t *testing.T) {
	want := len(study.BuiltIn().Indicators)
	table, _ := jamlik(t, "indicators", "list")
	if got := strings.Count(table, "\n") - 1; got != want {
		t.Errorf("table has %d indicators, want %d", got, want)
	}
	text, _ := jamlik(t, "indicators", "list", "--format", "csv")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows)-1 != want {
		t.Errorf("CSV has %d indicators, want %d: %v", len(rows)-1, want, err)
	}
	text, _ = jamlik(t, "indicators", "list", "--format", "json")
	var infos []indicatorInfo
	if err := json.Unmarshal([]byte(text), &infos); err != nil || len(infos) != want {
		t.Errorf("JSON has %d indicators, want %d: %v", len(infos), want, err)
	}
	for _, ind := range study.BuiltIn().Indicators {
		if out, _ := jamlik(t, "indicators", "show", ind.ID); !strings.Contains(out, ind.Definition.Sv) || !strings.Contains(out, ind.Definition.En) {
			t.Errorf("show %s lacks a definition:\n%s", ind.ID, out)
		}
	}
}
