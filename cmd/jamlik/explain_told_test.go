package main

import (
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/ingest/study"
	"github.com/jamlik/jamlik/testdata/exempelstad"
)

// TestExplainTellsOnlyWhatResultsShow looks at every number of an unprotected source that any chain tells: it must stand in the results too.
func TestExplainTellsOnlyWhatResultsShow(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the explanation of every number")
	}
	l, err := study.Load(exempelstad.Files, studyName, study.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	res, err := (&program{quiet: true}).results(l, func(o *analysis.Options) { o.Replicates = analysis.MinReplicates })
	if err != nil {
		t.Fatal(err)
	}
	shown := map[float64]bool{}
	value := func(v analysis.Value) {
		if v.OK {
			shown[v.Value] = true
			shown[v.Numerator.V], shown[v.Denominator.V] = true, true
		}
	}
	for _, c := range res.Comparisons {
		value(c.City)
		value(c.CityPast)
		shown[c.Change.Value] = c.Change.OK
		for _, a := range c.Areas {
			value(a.Value)
			value(a.Past)
			if a.Rest.OK {
				shown[a.Rest.Value] = true
			}
			for _, d := range []analysis.Difference{a.Difference, a.Ratio, a.Change} {
				if d.OK {
					shown[d.Value] = true
				}
			}
		}
		for _, a := range c.Spread {
			value(a.Value)
		}
	}
	for _, tr := range res.Trends {
		for i := range tr.Periods {
			value(tr.City[i])
			for _, a := range tr.Areas {
				value(a.Values[i])
			}
		}
	}
	for _, q := range res.Inequality {
		for _, m := range q.Measures {
			if m.OK {
				shown[m.Value.Value] = true
			}
		}
	}
	for _, g := range res.Segregation {
		for _, m := range g.Indices {
			if m.OK {
				shown[m.Value.Value] = true
			}
		}
	}
	for _, c := range res.Courses {
		for _, a := range append(c.Areas, c.City) {
			for _, d := range []analysis.Difference{a.Gap.Absolute.First, a.Gap.Absolute.Last, a.Gap.Absolute.Change, a.Gap.Relative.Change} {
				shown[d.Value] = shown[d.Value] || d.OK
			}
			for _, seg := range a.Segments {
				shown[seg.Change.Value], shown[seg.Relative.Value] = true, true
			}
		}
	}
	for _, p := range res.Targets {
		for _, d := range []analysis.Difference{p.Distance, p.Pace, p.Projected} {
			shown[d.Value] = shown[d.Value] || d.OK
		}
		shown[p.Required] = true
	}
	for _, d := range res.Disadvantage {
		for _, a := range d.Areas {
			for _, v := range []float64{0, 1, float64(a.Count), float64(a.Of), a.Expected, a.P, a.Adjusted} {
				shown[v] = true
			}
		}
		for _, m := range d.Indicators {
			shown[float64(m.High)/float64(m.Areas)] = true
		}
	}
	for _, b := range res.Benchmarks {
		shown[b.Value.Value] = shown[b.Value.Value] || b.Value.OK
		for _, a := range b.Areas {
			for _, d := range []analysis.Difference{a.Difference, a.Ratio, a.Effect} {
				shown[d.Value] = shown[d.Value] || d.OK
			}
		}
	}
	for _, f := range res.Funnels {
		for _, a := range f.Areas {
			shown[a.Z], shown[a.WideZ] = true, true
		}
	}
	for _, c := range res.Composites {
		for _, a := range c.Areas {
			shown[a.Value], shown[a.Rank] = true, true
			for _, s := range a.Parts {
				shown[s.Score] = true
			}
		}
	}
	for _, r := range res.Relations {
		for _, p := range r.Pairs {
			shown[p.Pearson.Value], shown[p.Spearman.Value] = true, true
		}
	}
	for _, s := range res.Shrinkage {
		for _, a := range s.Areas {
			shown[a.All.Value], shown[a.Near.Value] = true, true
		}
	}
	for _, r := range res.Rankings {
		for _, a := range r.Areas {
			shown[float64(a.Place.Place)], shown[a.Expected] = true, true
		}
	}
	tracer := newTracer(l, res)
	files := newFileIndex(l)
	told, kept := 0, 0
	for _, address := range tracer.Addresses() {
		tr, err := tracer.Trace(address)
		if err != nil || !tr.OK {
			continue
		}
		tr.Step.Each(func(s *analysis.Step, _ int) {
			raw := false
			s.Each(func(s *analysis.Step, _ int) {
				raw = raw || s.Cell != nil && files.sourceOf(s.Cell.Observation) == "city_records"
			})
			switch v := s.Compute().Value; {
			case !raw:
			case !tracer.Tells(s):
				kept++
			case shown[v]:
				told++
			default:
				t.Errorf("%s tells %s of %s in %s: %v, which no result shows", address, s.Name, s.Indicator, s.Area.Name, v)
			}
		})
	}
	if told == 0 || kept == 0 {
		t.Errorf("%d numbers were told and %d kept: want some of both", told, kept)
	}
}
