package analysis

import (
	"cmp"
	"slices"

	"github.com/jamlik/jamlik/indicators"
)

// compare sets the newest figures of every district against the rest of the city, and against the same district before.
//
// A district is part of the city, so testing it against the city's value would compare it partly with itself: at a fifth of the
// city such a test finds 2.8 % where it says 5. Every district is therefore tested against the rest of the city and shown
// beside the city's value.
func (a *analyst) compare(ind indicators.Indicator, g indicators.Group, series []figures) Comparison {
	at := newest(series)
	now := &series[at]
	past, broken := a.earlier(ind, series, at)
	c := Comparison{
		Indicator: ind, Group: g, Period: now.period, City: now.city,
		CityPast: noValue(NoObservation, indicators.Missing), Change: noDifference(NoObservation),
		Broken: broken, Warnings: now.warnings,
	}
	if past != nil {
		c.Earlier, c.CityPast = past.period, sameGround(now.city, past.city)
		c.Change = a.change(ind, now.city, c.CityPast, now.cityOf == past.cityOf)
		c.Warnings = slices.Concat(c.Warnings, past.warnings)
	} else if broken != nil {
		c.Change.Reason = Broken
	}
	c.Areas = make([]AreaComparison, 0, len(a.districts))
	for d, district := range a.districts {
		v := now.areas[d]
		rest := a.restOf(ind, now, d)
		ac := AreaComparison{
			Area: district, Value: v, Rest: rest, Assumed: a.assumed[d],
			Contrast: a.contrast(ind, v, rest),
			Past:     c.CityPast, Change: c.Change,
		}
		if past != nil {
			ac.Past = sameGround(v, past.areas[d])
			ac.Change = a.change(ind, v, ac.Past, now.areasOf[d] == past.areasOf[d])
		}
		c.Areas = append(c.Areas, ac)
	}
	if c.NoFigures = noFigures(now.areas); c.NoFigures != NoReason {
		c.Spread = a.spread(ind, now)
	}
	c.Warnings = append(c.Warnings, a.caveats(ind, &c)...)
	return c
}

// change returns how much a value has changed. Both dates are taken as independent samples; where most persons are the same at both, the
// true interval is narrower, so that a change called sure is so. Values that are pooled from different parts of a place are not
// compared: what had changed might be the parts.
func (a *analyst) change(ind indicators.Indicator, now, past Value, sameParts bool) Difference {
	d := difference(ind, now, past, a.o.Level)
	if d.OK && !sameParts && (now.Coverage < 1 || past.Coverage < 1) {
		return noDifference(OtherAreas)
	}
	return d
}

// earlier returns the newest figures before position at that may be compared with it: of a period as long that has ended before the later
// one starts, with no break between them and some place of the same ground. A break is returned where it is what stands in the way.
func (a *analyst) earlier(ind indicators.Indicator, series []figures, at int) (*figures, *indicators.Break) {
	p := series[at].period
	for i := at - 1; i >= 0; i-- {
		f := &series[i]
		if q := f.period; q.End >= p.Start || !alike(p, q) || !f.any() {
			continue
		}
		if b, ok := ind.BreakBetween(f.period, p); ok {
			return nil, &b
		}
		if !f.comparable(&series[at]) {
			return nil, &indicators.Break{Start: p.Start, Note: otherBoundaries}
		}
		return f, nil
	}
	return nil, nil
}

// alike tells whether two periods are equally long, but for leap days and the lengths of months.
func alike(p, q indicators.Period) bool {
	diff := (p.End - p.Start) - (q.End - q.Start)
	return -3 <= diff && diff <= 3
}

func (f *figures) any() bool {
	return f.city.OK || slices.ContainsFunc(f.areas, func(v Value) bool { return v.OK })
}

// noFigures returns why no district has a value: the commonest reason, of equally common ones that of the first district. It is empty
// where one has a value.
func noFigures(values []Value) Reason {
	count := map[Reason]int{}
	best := NoObservation
	for _, v := range values {
		if v.OK {
			return NoReason
		}
		count[v.Reason]++
	}
	for _, v := range values {
		if count[v.Reason] > count[best] {
			best = v.Reason
		}
	}
	return best
}

// spread returns the published values of the smallest areas that have any, lowest first.
func (a *analyst) spread(ind indicators.Indicator, f *figures) []AreaValue {
	s := f.smallest()
	if s == nil {
		return nil
	}
	var rows []int
	for i, o := range s.obs {
		if o.Value.OK && s.city[i] > 0 {
			rows = append(rows, i)
		}
	}
	slices.SortStableFunc(rows, func(i, j int) int { return cmp.Compare(s.obs[i].Value.V, s.obs[j].Value.V) })
	out := make([]AreaValue, len(rows))
	for k, i := range rows {
		out[k] = AreaValue{s.areas[i], a.publishedValue(ind, s, i)}
	}
	return out
}

// smallest returns the smallest areas, or the schools, of which some has a published value; nil where none has.
func (f *figures) smallest() *sheet {
	for _, s := range slices.Concat(f.sheets, f.schools) {
		for i, o := range s.obs {
			if o.Value.OK && s.city[i] > 0 {
				return s
			}
		}
	}
	return nil
}

// caveats returns what the reader of a comparison must know about its figures.
func (a *analyst) caveats(ind indicators.Indicator, c *Comparison) []Warning {
	var out []Warning
	add := func(code, sv, en string, args ...any) {
		out = append(out, Warning{Code: code, Indicator: ind.ID, Text: text(sv, en, args...)})
	}
	values := []Value{c.City}
	low := 0
	for _, area := range c.Areas {
		values = append(values, area.Value)
		if area.Value.Reason == LowCoverage {
			low++
		}
	}
	noted := func(v Value) bool { return v.OK && !v.Note.IsZero() }
	if i := slices.IndexFunc(values, noted); i >= 0 {
		w := Warning{Code: "approximated", Indicator: ind.ID, Text: join(
			text("Antalet personer är uppskattat.", "The number of persons is an approximation."), values[i].Note)}
		if n := len(slices.DeleteFunc(slices.Clone(values[1:]), func(v Value) bool { return !noted(v) })); i > 0 && n < len(c.Areas) {
			w.Text = join(w.Text, text("Det gäller %d av %d stadsdelar.", "This holds for %d of %d districts.", n, len(c.Areas)))
		}
		out = append(out, w)
	}
	past := []Value{c.CityPast}
	for _, area := range c.Areas {
		past = append(past, area.Past)
	}
	if i := slices.IndexFunc(past, noted); i >= 0 {
		out = append(out, Warning{Code: "approximated", Indicator: ind.ID, Text: join(text(
			"Det tidigare värdet (%s) och ändringen sedan dess är ungefärliga.",
			"The earlier value (%s) and the change since then are approximate.", c.Earlier), past[i].Note)})
	}
	if c.City.OK && c.City.Coverage < 1 {
		add("partial_city", "Värdet för %s bygger på uppgifter för %.0f procent av området.", "The value of %s rests on data for %.0f per cent of the area.", a.city.Name, 100*c.City.Coverage)
	}
	if low > 0 {
		add("low_coverage", "Värde saknas för %d av %d stadsdelar: uppgift finns för en för liten del av dem.",
			"No value for %d of %d districts: too small a part of them has data.", low, len(c.Areas))
	}
	if slices.ContainsFunc(values, func(v Value) bool { return v.Provisional }) {
		add("provisional", "Uppgifterna är preliminära.", "The figures are provisional.")
	}
	if a.noisyIn(ind.ID, c.Period) {
		out = append(out, a.noise(ind.ID, ind, ind.Unit.Kind.Pooling() == indicators.PoolRatio))
		if c.Earlier != (indicators.Period{}) && !a.noisyIn(ind.ID, c.Earlier) {
			add("precision", "Värdena är mindre säkra än de tidigare (%s), som källan inte lade fel till. Serien är inte bruten.",
				"The values are less certain than the earlier ones (%s), to which the source added no errors. The series is not broken.", c.Earlier)
		}
	}
	if c.Broken != nil {
		out = append(out, Warning{Code: "break", Indicator: ind.ID, Text: join(
			text("Uppgifter före %s är inte jämförbara.", "Figures before %s are not comparable.", c.Broken.Start), c.Broken.Note)})
	}
	return out
}
