package reconcile

import (
	"slices"

	"github.com/jamlik/jamlik/indicators"
)

// Published returns the report without anything that could tell of persons. A finding that quotes figures of a source that its publisher has
// not protected says only that there is one: of what kind and about which indicator, once for all areas, groups and periods, without a row. Shares of
// areas, dates and what is declared are left as they are. The report itself is not changed.
func (r *Report) Published() *Report {
	out := &Report{Coverage: r.Coverage, Sources: r.Sources}
	for _, f := range r.Findings {
		if f.Public {
			out.Findings = append(out.Findings, f)
			continue
		}
		held := Finding{Severity: f.Severity, Kind: f.Kind, Indicator: f.Indicator, Source: f.Source, Public: true,
			What: text("uppgifterna stämmer inte helt, men de är inte skyddade av utgivaren och visas därför inte här",
				"the figures do not quite agree, but their publisher has not protected them and they are not shown here"),
			Remedy: text("den som har studien ser dem med jamlik check", "whoever holds the study sees them with jamlik check")}
		same := func(g Finding) bool {
			return g.Severity == held.Severity && g.Kind == held.Kind && g.Indicator == held.Indicator && g.Source == held.Source &&
				g.Origin == (indicators.Origin{}) && g.What == held.What
		}
		if !slices.ContainsFunc(out.Findings, same) {
			out.Findings = append(out.Findings, held)
		}
	}
	return out
}
