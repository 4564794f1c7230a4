package main

import (
	"cmp"
	"slices"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/ingest/study"
)

// newTracer returns a tracer of the results of a study.
func newTracer(l *study.Loaded, res *analysis.Results) *analysis.Tracer {
	return analysis.NewTracer(l.Table, res, crosswalksOf(l)...)
}

// crosswalksOf returns the shares that figures were carried over by.
func crosswalksOf(l *study.Loaded) []analysis.Crosswalk {
	var walks []analysis.Crosswalk
	for _, x := range l.Carried {
		walk := analysis.Crosswalk{Level: x.Level, From: x.From, To: x.To, Population: x.Basis == "population", Parts: make(map[string][]analysis.CrosswalkShare)}
		for from, shares := range x.Shares {
			for _, s := range shares {
				if s.Weight > 0 {
					walk.Parts[s.To] = append(walk.Parts[s.To], analysis.CrosswalkShare{Code: from, Weight: s.Weight})
				}
			}
		}
		for to := range walk.Parts {
			slices.SortFunc(walk.Parts[to], func(a, b analysis.CrosswalkShare) int { return cmp.Compare(a.Code, b.Code) })
		}
		walks = append(walks, walk)
	}
	return walks
}
