package analysis

import (
	"cmp"
	"fmt"

	"github.com/jamlik/jamlik/analysis/suppress"
	"github.com/jamlik/jamlik/indicators"
)

// rounded returns a table whose counts of unprotected sources are rounded to the base that the options name, so that all that is worked out rests on
// rounded counts: shares and rates, sums, differences and indices. Counts of the source are rounded each by itself, totals too; sums that are
// made here are sums of rounded counts. A share or rate without counts would tell what theirs are, and is withheld; means, medians and scores
// stay, for they are no counts. The table itself is returned where nothing is to be rounded.
func rounded(t *indicators.Table, o Options) (*indicators.Table, error) {
	d := o.Disclosure
	if d.RoundTo == 0 {
		return t, nil
	}
	cat := t.Catalogue()
	var b indicators.Builder
	for _, r := range t.Runs() {
		ind, _ := cat.Indicator(r.Key.Indicator)
		for i := range r.Len() {
			obs := r.At(i)
			if s, _ := cat.Source(cmp.Or(obs.Source, ind.Source)); !s.Protected && obs.Value.OK {
				obs = d.round(ind, obs, o.Seed)
			}
			b.Append(obs)
		}
	}
	out, err := b.Table(t.Register(), cat)
	if err != nil {
		return nil, fmt.Errorf("round counts to %v: %w", d.RoundTo, err)
	}
	return out, nil
}

// round rounds the counts of an observation and what follows from them.
func (d Disclosure) round(ind indicators.Indicator, o indicators.Observation, seed uint64) indicators.Observation {
	to := func(n indicators.Number, what string) indicators.Number {
		if n.OK {
			n.V = d.roundCount(n.V, seed, fmt.Sprintf("%s|%s|%s|%s|%s|%s", o.Indicator, o.Area.Code, o.Area.Version, o.Group, o.Period, what))
		}
		return n
	}
	counted := o.Numerator.OK && o.Denominator.OK
	before := o
	o.Numerator, o.Denominator = to(o.Numerator, "numerator"), to(o.Denominator, "denominator")
	switch ind.Unit.Kind {
	case indicators.Count:
		o.Value = to(o.Value, "value")
	case indicators.Share, indicators.Rate:
		if ind.Unit.Kind == indicators.Share && counted {
			o.Numerator.V = min(o.Numerator.V, o.Denominator.V)
		}
		o.Lower, o.Upper = indicators.Number{}, indicators.Number{} // the source's limits tell the counts
		if !counted || o.Denominator.V <= 0 {
			o.Value, o.Numerator, o.Denominator, o.Status = indicators.Number{}, indicators.Number{}, indicators.Number{}, indicators.Suppressed
			return o
		}
		o.Value = indicators.Num(ind.Unit.Per * (o.Numerator.V / o.Denominator.V))
	}
	if o != before && o.Status != indicators.Nil {
		o.Status = indicators.Rounded
	}
	return o
}

// roundCount rounds one count; the name keeps it the same wherever it shows.
func (d Disclosure) roundCount(v float64, seed uint64, name string) float64 {
	if d.RoundAtRandom {
		return suppress.RoundAtRandom(v, d.RoundTo, seed, name)
	}
	return suppress.Round(v, d.RoundTo)
}

// exactRule returns why a figure of the source is too small to be shown, by its counts before they were rounded.
func (p *protector) exactRule(ind indicators.Indicator, g indicators.Group, period indicators.Period, area indicators.Area) suppress.Rule {
	if p.min.RoundTo == 0 {
		return suppress.NoRule
	}
	o, ok := p.exact.Find(ind.ID, area.ID(), g, period)
	if !ok || !o.Value.OK {
		return suppress.NoRule
	}
	num := o.Numerator
	if ind.Unit.Kind == indicators.Count {
		num = o.Value
	}
	return p.rule(ind, num, o.Denominator)
}
