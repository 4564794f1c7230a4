package analysis

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// figures is one indicator, group and period over the city and its districts.
type figures struct {
	period   indicators.Period
	city     Value
	areas    []Value // districts in order
	cityOf   string  // which parts the city's value is pooled from
	areasOf  []string
	sheets   []*sheet
	schools  []*sheet
	warnings []Warning
}

// remembered is figures that are worked out when they are first asked for.
type remembered struct {
	once   sync.Once
	series []figures
}

// series returns the figures of every period with a row about the city or a part of it, in order of time. Nobody may change them.
func (a *analyst) series(ind indicators.Indicator, g indicators.Group) []figures {
	r := a.known[runName{ind.ID, g}]
	switch {
	case r == nil:
		return nil
	case a.single:
		return a.findSeries(ind, g)
	}
	r.once.Do(func() { r.series = a.findSeries(ind, g) })
	return r.series
}

func (a *analyst) findSeries(ind indicators.Indicator, g indicators.Group) []figures {
	var out []figures
	for _, p := range a.periods(runName{ind.ID, g}) {
		then := a.division(p)
		f := figures{period: p, sheets: a.sheets(then.parts, ind, g, p), schools: a.sheets(then.schools, ind, g, p)}
		f.city, f.cityOf = a.value(ind, g, &f, a.city, wholeCity)
		f.areas, f.areasOf = make([]Value, 0, len(a.districts)), make([]string, 0, len(a.districts))
		rows := f.city.Basis == Published || len(f.sheets)+len(f.schools) > 0
		for d, district := range a.districts {
			v, of := a.value(ind, g, &f, district, districtOf(d))
			if !v.OK && v.Reason == NoObservation && a.elsewhere(&f, d) {
				v = noValue(Broken, v.Status)
			}
			rows = rows || v.Basis == Published
			f.areas, f.areasOf = append(f.areas, v), append(f.areasOf, of)
		}
		if rows {
			out = append(out, f)
		}
	}
	return out
}

// newest returns the position of the newest figures that have a value of some district, else of the newest.
func newest(series []figures) int {
	for i := len(series) - 1; i >= 0; i-- {
		for _, v := range series[i].areas {
			if v.OK {
				return i
			}
		}
	}
	return len(series) - 1
}

// value returns the value of the city or a district, published before pooled, and the parts that it is pooled from. What the source itself
// withholds, or says cannot occur, is not made up for from the parts.
func (a *analyst) value(ind indicators.Indicator, g indicators.Group, f *figures, area indicators.Area, of extent) (Value, string) {
	o, boundary, ok := a.published(ind, g, f, area, of)
	if !ok {
		v, parts := a.pooled(ind, f, area.ID(), of)
		a.limits(ind, &v)
		return v, parts
	}
	if !o.Value.OK {
		if o.Status == indicators.Suppressed {
			return noValue(SourceWithheld, o.Status), ""
		}
		return noValue(NoObservation, o.Status), ""
	}
	v := Value{OK: true, Status: o.Status, Basis: Published, Coverage: 1, Provisional: provisional(o.Note), Boundary: boundary}
	v.Estimate.Value = o.Value.V
	v.Denominator = o.Denominator
	if !o.Denominator.OK && ind.Denominator != nil {
		v.Denominator, v.Note = a.populationOf(ind, g, f, area, of)
	}
	v.Numerator = numerator(ind, o, v.Denominator)
	v.Noise = noiseOf(ind, a.cellNoise(ind, &o))
	v.Sampled = sampled(ind, &o)
	if note := crossed(o.Note); !note.IsZero() {
		v.Basis, v.Note = Approximated, join(v.Note, note)
	}
	if o.Lower.OK && o.Upper.OK {
		v.Lower, v.Upper, v.Interval = o.Lower.V, o.Upper.V, true
	}
	a.limits(ind, &v)
	a.checkParts(ind, f, area, of, o, v)
	return v, ""
}

// published returns the source's own figure for the city or a district, or for an area of another version that is the same ground, and what
// tells its ground apart.
func (a *analyst) published(ind indicators.Indicator, g indicators.Group, f *figures, area indicators.Area, of extent) (o indicators.Observation, boundary string, ok bool) {
	i := slices.IndexFunc(f.sheets, func(s *sheet) bool { return s.level == area.Level && s.version == area.Version })
	if i >= 0 && len(of(f.sheets[i].layout)) == 1 {
		o = f.sheets[i].obs[of(f.sheets[i].layout)[0].area]
	} else {
		o, _ = a.table.Find(ind.ID, area.ID(), g, f.period)
	}
	if o.Status != indicators.Missing {
		return o, a.boundary(area.ID(), area.Version, f.period), true
	}
	for _, twin := range a.reg.Twins(area.ID()) {
		if o, _ = a.table.Find(ind.ID, twin, g, f.period); o.Status != indicators.Missing {
			return o, "", true
		}
	}
	return o, "", false
}

// checkParts warns where the source's value for a place is not that of its parts.
func (a *analyst) checkParts(ind indicators.Indicator, f *figures, area indicators.Area, of extent, o indicators.Observation, v Value) {
	if !slices.ContainsFunc(f.sheets, func(s *sheet) bool { return s.level > area.Level }) && (len(f.sheets) > 0 || len(f.schools) == 0) {
		return // there are no smaller areas
	}
	pooled, _ := a.pooled(ind, f, area.ID(), of)
	if pooled.OK && pooled.Basis == Pooled && pooled.Coverage >= 1 && !a.agree(ind, o, v, pooled) {
		w := text(
			"%s, %s: källans värde %.*f skiljer sig från delområdenas sammanlagda %.*f. Källans värde används.",
			"%s, %s: the source's value %.*f differs from the %.*f of its parts together. The source's value is used.",
			area.Name, f.period, ind.Decimals+1, o.Value.V, ind.Decimals+1, pooled.Value)
		if agreementNoise(ind, v, pooled) > 0 {
			w = join(w, text("Det är mer än källans brus förklarar.", "That is more than the source's noise explains."))
		}
		f.warnings = append(f.warnings, Warning{Code: "published_differs", Indicator: ind.ID, Area: area.Code, Text: w})
	}
}

// agree tells whether a published value is that of its parts, but for the rounding of the printed decimals on both sides. Where the source
// adds noise to every figure, what that makes is forgiven too, and one in a hundred where it is not known how much that is.
func (a *analyst) agree(ind indicators.Indicator, o indicators.Observation, published, pooled Value) bool {
	tolerance := math.Pow(10, -float64(ind.Decimals)) + agreementNoise(ind, published, pooled)
	if s, _ := a.cat.Source(cmp.Or(o.Source, ind.Source)); s.NoisyIn(o.Period) && s.NoiseSD == 0 {
		tolerance += math.Abs(o.Value.V) / 100
	}
	return math.Abs(o.Value.V-pooled.Value) <= tolerance
}

// populationOf returns the declared population of the city or a district: its own published one, else that of its parts together.
func (a *analyst) populationOf(ind indicators.Indicator, g indicators.Group, f *figures, area indicators.Area, of extent) (indicators.Number, lang.Text) {
	pop := a.population(*ind.Denominator, g, f.period, area.Level, area.Version)
	if n := pop.of(a.table, area.ID()); n.OK {
		return n, pop.note
	}
	for _, l := range a.division(f.period).parts {
		pop := a.population(*ind.Denominator, g, f.period, l.level, l.version)
		var sum index.Sum
		all := true
		for _, s := range of(l) {
			n := pop.of(a.table, l.areas[s.area].ID())
			all = all && n.OK
			sum.Add(s.weight * n.V)
		}
		if all && sum.Value() > 0 {
			return indicators.Num(sum.Value()), pop.note
		}
	}
	return indicators.Number{}, lang.Text{}
}

// pooled returns the value of a place from its parts: of the finest level that gives one, otherwise the reason at the finest level that
// has rows. Figures carried over to other areas come after those of areas that are the same ground. Schools make up the city but no
// district: their pupils live all over it.
func (a *analyst) pooled(ind indicators.Indicator, f *figures, place indicators.AreaID, of extent) (Value, string) {
	v, parts := a.finest(ind, f, place, func(s *sheet) (Value, string) { return a.pool(ind, s, of(s.layout)) })
	if v.OK || len(f.sheets) > 0 || len(f.schools) == 0 {
		return v, parts
	}
	s := f.schools[0]
	if shares := of(s.layout); amount(shares) < index.Total(s.city) {
		return noValue(SchoolsOnly, indicators.Missing), ""
	}
	return a.pool(ind, s, of(s.layout))
}

// finest returns the value of a place that is pooled from the finest level that gives one.
func (a *analyst) finest(ind indicators.Indicator, f *figures, place indicators.AreaID, pool func(*sheet) (Value, string)) (v Value, parts string) {
	first := noValue(NoObservation, indicators.Missing)
	for _, s := range f.sheets {
		found, of := pool(s)
		if found.OK {
			found.Boundary = a.boundary(place, s.version, f.period)
			if found.Boundary == "" && !s.crossed {
				return found, of
			}
			if !v.OK || v.Boundary != "" && found.Boundary == "" {
				v, parts = found, of
			}
			continue
		}
		if first.Reason == NoObservation {
			first = found
		}
	}
	if v.OK {
		return v, parts
	}
	return first, ""
}

// restOf returns the value of the city without a district. Where both are published with their counts the rest is what is left; otherwise
// it is pooled from the parts that lie outside.
func (a *analyst) restOf(ind indicators.Indicator, f *figures, d int) Value {
	city, district := f.city, f.areas[d]
	switch {
	case ind.Unit.Kind == indicators.Count:
		return noValue(SizeOnly, indicators.Missing)
	case !district.OK:
		return noValue(district.Reason, district.Status)
	case !city.OK:
		return noValue(city.Reason, city.Status)
	}
	for _, l := range a.division(f.period).parts {
		if l.level != indicators.District && len(l.districts[d]) > 0 && !l.outside(d) {
			return noValue(PartOnly, indicators.Missing)
		}
	}
	left, ok := subtract(ind, city, district)
	if ok && city.Basis == Published && district.Basis == Published {
		publishedRest(ind, city, district, &left)
		a.limits(ind, &left)
		return left
	}
	rest, _ := a.finest(ind, f, indicators.AreaID{}, func(s *sheet) (Value, string) { return a.poolRest(ind, s, d), "" })
	if !rest.OK && ok && district.Coverage >= 1 && city.Coverage >= 1 {
		rest = left
	}
	if !rest.OK && ind.Unit.Kind.Pooling() == indicators.PoolNever {
		rest = noValue(CannotPool, indicators.Missing)
	}
	a.limits(ind, &rest)
	return rest
}

// subtract returns what is left of the city without the district, if both have counts and these leave something.
func subtract(ind indicators.Indicator, city, district Value) (Value, bool) {
	if !city.Denominator.OK || !district.Denominator.OK {
		return Value{}, false
	}
	den := city.Denominator.V - district.Denominator.V
	v := Value{
		OK: true, Status: indicators.Derived, Basis: Pooled, Coverage: 1, Denominator: indicators.Num(den),
		Note: city.Note, Provisional: city.Provisional || district.Provisional, Noise: city.Noise.less(district.Noise),
		Sampled: city.Sampled || district.Sampled,
	}
	if !v.Note.IsZero() || city.Basis == Approximated || district.Basis == Approximated {
		v.Basis = Approximated
	}
	switch {
	case den <= 0:
		return Value{}, false
	case ind.Unit.Kind.Pooling() == indicators.PoolMean:
		v.Estimate.Value = (float64(city.Value*city.Denominator.V) - float64(district.Value*district.Denominator.V)) / den
		return v, true
	case !city.Numerator.OK || !district.Numerator.OK:
		return Value{}, false
	}
	num := city.Numerator.V - district.Numerator.V
	if num < 0 || ind.Unit.Kind == indicators.Share && num > den {
		return Value{}, false
	}
	v.Numerator = indicators.Num(num)
	v.Estimate.Value = ind.Unit.Per * (num / den)
	return v, true
}

// noValue is a value that is not there.
func noValue(r Reason, st indicators.Status) Value {
	nan := math.NaN()
	return Value{Estimate: index.Estimate{Value: nan, Lower: nan, Upper: nan}, Reason: r, Status: st}
}
