package analysis

import (
	"fmt"
	"math"
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
	if r == nil {
		return nil
	}
	r.once.Do(func() { r.series = a.findSeries(ind, g) })
	return r.series
}

func (a *analyst) findSeries(ind indicators.Indicator, g indicators.Group) []figures {
	var out []figures
	for _, p := range a.periods(runName{ind.ID, g}) {
		then := a.division(p)
		f := figures{period: p, sheets: a.sheets(then.parts, ind, g, p), schools: a.sheets(then.schools, ind, g, p)}
		f.city, f.cityOf = a.value(ind, g, &f, a.city, func(l *layout) []float64 { return l.city })
		rows := f.city.Basis == Published || len(f.sheets)+len(f.schools) > 0
		for d, district := range a.districts {
			v, of := a.value(ind, g, &f, district, func(l *layout) []float64 { return l.districts[d] })
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
func (a *analyst) value(ind indicators.Indicator, g indicators.Group, f *figures, area indicators.Area, share func(*layout) []float64) (Value, string) {
	pooled, parts := a.pooled(ind, f, area.ID(), share)
	o, ok := a.table.Find(ind.ID, area.ID(), g, f.period)
	boundary := a.boundary(area.ID(), area.Version, f.period)
	for _, twin := range a.reg.Twins(area.ID()) {
		if !ok {
			o, ok = a.table.Find(ind.ID, twin, g, f.period)
			boundary = ""
		}
	}
	if !ok || o.Status == indicators.Missing {
		a.limits(ind, &pooled)
		return pooled, parts
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
		v.Denominator, v.Note = a.populationOf(ind, g, f, area, share)
	}
	v.Numerator = numerator(ind, o, v.Denominator)
	if note := crossed(o.Note); !note.IsZero() {
		v.Basis, v.Note = Approximated, join(v.Note, note)
	}
	if o.Lower.OK && o.Upper.OK {
		v.Lower, v.Upper, v.Interval = o.Lower.V, o.Upper.V, true
	}
	a.limits(ind, &v)
	if pooled.OK && pooled.Basis == Pooled && pooled.Coverage >= 1 && !a.agree(ind, o, pooled) {
		f.warnings = append(f.warnings, Warning{Code: "published_differs", Indicator: ind.ID, Area: area.Code, Text: text(
			"%s, %s: källans värde %.*f skiljer sig från delområdenas sammanlagda %.*f. Källans värde används.",
			"%s, %s: the source's value %.*f differs from the %.*f of its parts together. The source's value is used.",
			area.Name, f.period, ind.Decimals+1, o.Value.V, ind.Decimals+1, pooled.Value)})
	}
	return v, ""
}

// agree tells whether a published value is that of its parts, but for the rounding of the printed decimals on both sides. Where the source
// adds noise to every figure, one in a hundred more is forgiven.
func (a *analyst) agree(ind indicators.Indicator, o indicators.Observation, pooled Value) bool {
	tolerance := math.Pow(10, -float64(ind.Decimals))
	if s, _ := a.cat.Source(o.Source); s.Noise {
		tolerance += math.Abs(o.Value.V) / 100
	}
	return math.Abs(o.Value.V-pooled.Value) <= tolerance
}

// populationOf returns the declared population of the city or a district: its own published one, else that of its parts together.
func (a *analyst) populationOf(ind indicators.Indicator, g indicators.Group, f *figures, area indicators.Area, share func(*layout) []float64) (indicators.Number, lang.Text) {
	pop := a.population(*ind.Denominator, g, f.period, area.Level, area.Version)
	if n := pop.of(a.table, area.ID()); n.OK {
		return n, pop.note
	}
	for _, l := range a.division(f.period).parts {
		pop := a.population(*ind.Denominator, g, f.period, l.level, l.version)
		var sum index.Sum
		all := true
		for i, w := range share(l) {
			if w > 0 {
				n := pop.of(a.table, l.areas[i].ID())
				all = all && n.OK
				sum.Add(w * n.V)
			}
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
func (a *analyst) pooled(ind indicators.Indicator, f *figures, place indicators.AreaID, share func(*layout) []float64) (v Value, parts string) {
	first := noValue(NoObservation, indicators.Missing)
	for _, s := range f.sheets {
		found, of := a.pool(ind, s, share(s.layout))
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
		v := found
		if first.Reason == NoObservation {
			first = v
		}
	}
	if v.OK {
		return v, parts
	}
	if len(f.sheets) > 0 || len(f.schools) == 0 {
		return first, ""
	}
	s := f.schools[0]
	w := share(s.layout)
	if index.Total(w) < index.Total(s.city) {
		return noValue(SchoolsOnly, indicators.Missing), ""
	}
	return a.pool(ind, s, w)
}

// pool applies the pooling rule of the unit to the parts of a place, w being the share of each that lies in it.
//
// Coverage is the share of the denominator that has data, or the share of areas where some denominator is unknown, times what the areas
// make up of the city where they are districts. A sum must be complete: a missing count would make it too low, where a missing share
// only makes it less certain. Parts names the areas with data, so that values of two dates can be told to be about the same.
func (a *analyst) pool(ind indicators.Indicator, s *sheet, w []float64) (v Value, parts string) {
	rule := ind.Unit.Kind.Pooling()
	var num, den, all, areas, covered index.Sum
	known, split := true, false
	var withheld, values, usable int
	var carried lang.Text
	used := []byte(fmt.Sprintf("%s %s ", s.level, s.version))
	v = Value{Status: indicators.Derived, Basis: Pooled}
	for i, share := range w {
		if share <= 0 {
			continue
		}
		o := s.obs[i]
		areas.Add(share)
		known = known && s.den[i].OK
		all.Add(share * s.den[i].V)
		if o.Status == indicators.Suppressed {
			withheld++
		}
		if !o.Value.OK {
			continue
		}
		values++
		switch {
		case rule == indicators.PoolRatio && s.num[i].OK:
			num.Add(share * s.num[i].V)
		case rule == indicators.PoolMean && s.den[i].OK:
			num.Add(float64(share*s.den[i].V) * o.Value.V)
		case rule == indicators.PoolSum:
			num.Add(share * o.Value.V)
		default:
			continue
		}
		usable++
		den.Add(share * s.den[i].V)
		covered.Add(share)
		used = append(append(used, s.areas[i].Code...), ' ')
		split = split || share < 1
		v.Provisional = v.Provisional || provisional(o.Note)
		if carried.IsZero() {
			carried = crossed(o.Note)
		}
	}
	if areas.Value() > 0 {
		v.Coverage = covered.Value() / areas.Value()
	}
	if known && all.Value() > 0 && rule != indicators.PoolSum {
		v.Coverage = den.Value() / all.Value()
	}
	v.Coverage *= s.reach
	least := a.o.MinCoverage
	if rule == indicators.PoolSum {
		least = 1
	}
	missing := func(r Reason, st indicators.Status) (Value, string) {
		out := noValue(r, st)
		out.Coverage = v.Coverage
		return out, ""
	}
	switch {
	case usable == 0 && values > 0 && rule == indicators.PoolNever:
		return missing(CannotPool, indicators.Missing)
	case usable == 0 && values > 0:
		return missing(NoDenominator, indicators.Missing)
	case usable == 0 && withheld > 0:
		return missing(SourceWithheld, indicators.Suppressed)
	case usable == 0:
		return missing(NoObservation, indicators.Missing)
	case v.Coverage < least-1e-9:
		return missing(LowCoverage, indicators.Missing)
	case rule != indicators.PoolSum && den.Value() <= 0:
		return missing(NoObservation, indicators.Missing)
	}
	v.OK = true
	switch rule {
	case indicators.PoolRatio:
		n, d := num.Value(), den.Value()
		if split && math.Round(d) > 0 { // the fraction of a part would tell the last digit of its count
			n, d = math.Round(n), math.Round(d)
		}
		v.Estimate.Value = ind.Unit.Per * (n / d)
		v.Numerator, v.Denominator = indicators.Num(n), indicators.Num(d)
	case indicators.PoolMean:
		v.Estimate.Value = num.Value() / den.Value()
		v.Denominator = indicators.Num(den.Value())
	case indicators.PoolSum:
		v.Estimate.Value = num.Value()
	}
	if rule != indicators.PoolSum && !s.exact {
		v.Basis, v.Note = Approximated, s.note
	}
	if split {
		v.Basis = Approximated
		v.Note = join(v.Note, text("Delar av områden räknas efter andelen av folkmängden.", "Parts of areas count by their share of the population."))
	}
	if !carried.IsZero() {
		v.Basis, v.Note = Approximated, join(v.Note, carried)
	}
	return v, string(used)
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
		if l.level != indicators.District && index.Total(l.districts[d]) > 0 && index.Total(l.rest(d)) == 0 {
			return noValue(PartOnly, indicators.Missing)
		}
	}
	left, ok := subtract(ind, city, district)
	if ok && city.Basis == Published && district.Basis == Published {
		a.limits(ind, &left)
		return left
	}
	rest, _ := a.pooled(ind, f, indicators.AreaID{}, func(l *layout) []float64 { return l.rest(d) })
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
		Note: city.Note, Provisional: city.Provisional || district.Provisional,
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
