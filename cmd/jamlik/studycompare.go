package main

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/ingest/study"
)

// compareOf turns a study's choices of comparisons into those of the analysis.
func compareOf(c study.Comparison) analysis.CompareOptions {
	o := analysis.CompareOptions{
		DiscoveryRate: c.FalseDiscoveries, Dependent: c.Dependent,
		Funnel: analysis.FunnelOptions{Multiplicative: c.Funnel.Overdispersion == "multiplicative", Winsorise: c.Funnel.Winsorise},
	}
	for _, a := range c.Against {
		b := analysis.Benchmark{Kind: analysis.BenchmarkKind(a.To)}
		switch {
		case a.Area != "":
			b = analysis.Benchmark{Kind: analysis.OneArea, Codes: []string{a.Area}}
		case len(a.Group) > 0:
			b = analysis.Benchmark{Kind: analysis.GroupOf, Codes: a.Group, Name: a.Name}
		}
		o.Against = append(o.Against, b)
	}
	return o
}
