package main

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/ingest/study"
	"github.com/jamlik/jamlik/testdata/boras"
	"github.com/jamlik/jamlik/testdata/exempelstad"
)

// TestEveryNumberIsRecomputed walks all numbers that can be traced in both studies and computes them from the cells.
func TestEveryNumberIsRecomputed(t *testing.T) {
	if testing.Short() {
		t.Skip("recomputes every number")
	}
	p := &program{quiet: true}
	for _, c := range []struct {
		name string
		load func() (*study.Loaded, error)
		base float64 // that counts are rounded to
	}{
		{"exempelstad", func() (*study.Loaded, error) { return study.Load(exempelstad.Files, studyName, study.LoadOptions{}) }, 0},
		{"exempelstad, rounded", func() (*study.Loaded, error) { return study.Load(exempelstad.Files, studyName, study.LoadOptions{}) }, 5},
		{"boras", func() (*study.Loaded, error) { return study.Load(boras.Files, studyName, study.LoadOptions{}) }, 0},
	} {
		l, err := c.load()
		if err != nil {
			t.Fatal(err)
		}
		res, err := p.results(l, func(o *analysis.Options) { o.Replicates, o.Disclosure.RoundTo = analysis.MinReplicates, c.base })
		if err != nil {
			t.Fatal(err)
		}
		tracer := newTracer(l, res)
		n, without, cells := map[string]int{}, map[string]int{}, map[*analysis.Cell]bool{}
		for _, address := range tracer.Addresses() {
			topic, _, _ := strings.Cut(address, "/")
			tr, err := tracer.Trace(address)
			switch {
			case err != nil:
				t.Errorf("%s: %v", c.name, err)
			case !tr.OK && tr.Reason == analysis.NoReason:
				t.Errorf("%s: %s has neither a number nor a reason", c.name, address)
			case !tr.OK:
				without[topic]++
			case !tr.Agree():
				t.Errorf("%s: %s: the results say %v, computed from the cells it is %v", c.name, address, tr.Found, tr.Recomputed)
			default:
				n[topic]++
				leaves := 0
				tr.Step.Each(func(s *analysis.Step, _ int) {
					if s.Cell == nil {
						return
					}
					leaves++
					cells[s.Cell] = true
					if o := s.Cell.Observation.Origin; o.File == "" || o.Row == 0 {
						t.Errorf("%s: %s rests on a cell of no file and row: %+v", c.name, address, s.Cell.Observation)
					}
				})
				if leaves == 0 {
					t.Errorf("%s: %s rests on no cell", c.name, address)
				}
			}
			if t.Failed() && n[topic] > 1000 {
				break
			}
		}
		for i := range res.Findings {
			f := &res.Findings[i]
			traces, err := tracer.Finding(f)
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
			for _, tr := range traces {
				n["finding "+string(f.Kind)]++
				if tr.OK && !tr.Agree() {
					t.Errorf("%s: the finding says of %s %v, computed from the cells it is %v", c.name, tr.Address, tr.Found, tr.Recomputed)
				}
			}
		}
		t.Logf("%s: recomputed %v, without a number %v", c.name, n, without)
		for _, topic := range []string{"comparison", "trend", "course", "gap", "benchmark", "funnel", "composite", "relation", "several", "shrunken", "rank", "index", "segregation", "mix"} {
			if n[topic] == 0 && !(c.name == "boras" && (topic == "benchmark" || topic == "trend" || topic == "course" || topic == "gap")) {
				t.Errorf("%s: no number of %s was recomputed", c.name, topic)
			}
		}
	}
}
