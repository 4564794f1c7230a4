package analysis

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// CompareOptions are what districts are compared with beside the rest of the city, and how the tests and the funnels are made. The zero value of a
// field means the default named with it.
type CompareOptions struct {
	Against       []Benchmark
	DiscoveryRate float64 // of false ones among the differences that are found; default 0.05
	Dependent     bool    // hold the rate however tests depend on one another: see [Discoveries]
	Funnel        FunnelOptions
}

// BenchmarkKind is what sort of thing areas are compared with.
type BenchmarkKind string

// The kinds of benchmarks.
const (
	RestOfCity  BenchmarkKind = "rest"      // the city without the area
	WholeCity   BenchmarkKind = "city"      // the city with the area in it
	Country     BenchmarkKind = "nation"    // the area of level nation
	OneArea     BenchmarkKind = "area"      // a district, municipality or county
	GroupOf     BenchmarkKind = "group"     // some municipalities, the city itself left out
	AllOthers   BenchmarkKind = "districts" // each district with each of the others
	pairsAtMost               = 50          // districts that are compared with one another: 1,225 pairs for each indicator and group
)

// Benchmark is one thing that areas are compared with.
type Benchmark struct {
	Kind  BenchmarkKind
	Codes []string  // of an area, one; of the members of a group
	Name  lang.Text // of a group
}

// Rest is the benchmark that every comparison has.
var Rest = Benchmark{Kind: RestOfCity}

// ID names a benchmark in tables: its kind, and the codes after a colon.
func (b Benchmark) ID() string {
	if len(b.Codes) == 0 {
		return string(b.Kind)
	}
	return string(b.Kind) + ":" + strings.Join(b.Codes, "+")
}

// ParseBenchmark reads a benchmark as [Benchmark.ID] writes it.
func ParseBenchmark(s string) (Benchmark, error) {
	kind, codes, named := strings.Cut(s, ":")
	b := Benchmark{Kind: BenchmarkKind(kind)}
	switch b.Kind {
	case RestOfCity, WholeCity, Country, AllOthers:
		if !named {
			return b, nil
		}
	case OneArea, GroupOf:
		if b.Codes = strings.Split(codes, "+"); named && !slices.Contains(b.Codes, "") && (b.Kind == GroupOf || len(b.Codes) == 1) {
			return b, nil
		}
	}
	return Benchmark{}, fmt.Errorf("cannot read %q as something to compare with: rest, city, nation, districts, area:CODE or group:CODE+CODE", s)
}

// BenchmarkComparison is one indicator and group of the districts, and of the city where the benchmark lies outside of it, against one benchmark.
type BenchmarkComparison struct {
	Benchmark  Benchmark
	Reference  indicators.Area // of city, nation, area and districts; zero otherwise
	Indicator  indicators.Indicator
	Group      indicators.Group
	Period     indicators.Period
	Value      Value             // of what is compared with; of the rest each area has its own
	Unweighted indicators.Number // mean of the values of a group's members, each counting alike
	Members    int               // of a group with a value
	Lacking    int               // of a group without
	Pooled     bool              // Value of a group is that of its people together, else the unweighted mean
	Areas      []BenchmarkArea   // with districts, those after the reference: each pair comes once
	tooFew     bool              // the reference, or a member, has numbers below the thresholds
}

// BenchmarkArea is one area in a comparison with a benchmark.
type BenchmarkArea struct {
	Area  indicators.Area
	Value Value
	Rest  Value // what the test is against: the benchmark, without the area where it is part of it
	Contrast
}

// benchmarks compares the districts with what the options name.
func (a *analyst) benchmarks(res *Results) {
	per := len(res.Comparisons)
	found := make([][]BenchmarkComparison, len(a.o.Compare.Against)*per)
	parallel(len(found), a.o.Workers, func(i int) {
		found[i] = a.benchmark(a.o.Compare.Against[i/per], &res.Comparisons[i%per])
	})
	res.Benchmarks = slices.Concat(found...)
}

// benchmark returns the comparisons of one indicator and group with one benchmark; of counts, which say how large a place is, none.
func (a *analyst) benchmark(b Benchmark, c *Comparison) []BenchmarkComparison {
	if c.Indicator.Unit.Kind == indicators.Count || c.NoFigures != NoReason && b.Kind != Country && b.Kind != GroupOf && b.Kind != OneArea {
		return nil
	}
	base := BenchmarkComparison{Benchmark: b, Indicator: c.Indicator, Group: c.Group, Period: c.Period}
	switch b.Kind {
	case RestOfCity:
		base.Value = noValue(NoReason, indicators.Missing)
		for _, area := range c.Areas {
			base.Areas = append(base.Areas, BenchmarkArea{area.Area, area.Value, area.Rest, area.Contrast})
		}
	case WholeCity:
		base.Reference, base.Value = a.city, c.City
		for _, area := range c.Areas {
			base.Areas = append(base.Areas, a.part(c.Indicator, area.Area, area.Value, area.Rest, c.City))
		}
	case AllOthers:
		return a.pairs(base, c)
	case Country:
		nation, _ := findArea(a.reg, a.city.Version, isNation)
		a.larger(&base, c, nation)
	case OneArea:
		area, _ := a.named(b.Codes[0])
		if d := slices.IndexFunc(a.districts, func(x indicators.Area) bool { return x.ID() == area.ID() }); d >= 0 {
			a.against(&base, c, d, 0)
		} else if area.ID() == a.city.ID() {
			b.Kind, b.Codes = WholeCity, nil
			out := a.benchmark(b, c)
			for i := range out {
				out[i].Benchmark = base.Benchmark
			}
			return out
		} else {
			a.larger(&base, c, area)
		}
	case GroupOf:
		a.group(&base, c)
	}
	return []BenchmarkComparison{base}
}

// pairs compares each district with each of those after it.
func (a *analyst) pairs(base BenchmarkComparison, c *Comparison) []BenchmarkComparison {
	var out []BenchmarkComparison
	for d := range max(len(c.Areas)-1, 0) {
		each := base
		a.against(&each, c, d, d+1)
		out = append(out, each)
	}
	return out
}

// against compares the districts from a position on with another one. Two that share ground are not compared: their people are partly the same.
func (a *analyst) against(b *BenchmarkComparison, c *Comparison, other, from int) {
	b.Reference, b.Value = c.Areas[other].Area, c.Areas[other].Value
	for d := from; d < len(c.Areas); d++ {
		if d == other {
			continue
		}
		area := BenchmarkArea{Area: c.Areas[d].Area, Value: c.Areas[d].Value, Rest: b.Value}
		if a.overlap(d, other) {
			area.Rest, area.Contrast = noValue(PartOnly, indicators.Missing), noContrast(PartOnly)
		} else {
			area.Contrast = a.contrast(c.Indicator, area.Value, area.Rest)
		}
		b.Areas = append(b.Areas, area)
	}
}

// overlap tells whether two districts have ground in common.
func (a *analyst) overlap(d, e int) bool {
	for _, l := range a.now.parts {
		if l.level == a.o.AreaLevel || l.doubled == 0 {
			continue
		}
		other := l.districts[e]
		for _, s := range l.districts[d] {
			i, ok := slices.BinarySearchFunc(other, s.area, func(x share, area int) int { return cmp.Compare(x.area, area) })
			if ok && s.weight+other[i].weight > 1+1e-9 {
				return true
			}
		}
	}
	return false
}

// larger compares the districts, and the city, with a larger area or with another municipality.
func (a *analyst) larger(b *BenchmarkComparison, c *Comparison, area indicators.Area) {
	b.Reference = area
	b.Value = a.outside(c, area)
	b.tooFew = a.few(c.Indicator, b.Value)
	holds := a.holdsCity(area)
	for _, each := range withCity(a.city, c) {
		b.Areas = append(b.Areas, a.besideLarger(c.Indicator, each, b.Value, holds))
	}
}

// holdsCity tells whether a larger area has the city in it.
func (a *analyst) holdsCity(area indicators.Area) bool {
	return area.Level == indicators.Nation || slices.ContainsFunc(a.reg.Within(area.ID(), indicators.City), func(m indicators.Membership) bool {
		return m.Area.Code == a.city.Code
	})
}

// besideLarger compares a place with a larger area, by way of the rest of it where it holds the place and both have counts.
func (a *analyst) besideLarger(ind indicators.Indicator, each AreaValue, whole Value, holds bool) BenchmarkArea {
	if !holds || !whole.counted() || !each.Value.counted() {
		return BenchmarkArea{each.Area, each.Value, whole, a.contrast(ind, each.Value, whole)}
	}
	rest, ok := subtract(ind, whole, each.Value)
	if !ok { // the part would be more than the whole
		return BenchmarkArea{each.Area, each.Value, noValue(Contradictory, indicators.Missing), noContrast(Contradictory)}
	}
	a.limits(ind, &rest)
	return a.part(ind, each.Area, each.Value, rest, whole)
}

// withCity returns the city and then the districts.
func withCity(city indicators.Area, c *Comparison) []AreaValue {
	out := []AreaValue{{city, c.City}}
	for _, area := range c.Areas {
		out = append(out, AreaValue{area.Area, area.Value})
	}
	return out
}

// few tells whether a value rests on numbers below the thresholds.
func (a *analyst) few(ind indicators.Indicator, v Value) bool {
	p := protector{min: a.o.Disclosure}
	return v.OK && p.small(ind, v.Numerator, v.Denominator)
}

// group compares the districts and the city with some municipalities together. The city itself is left out of them. Where every member with a
// value has counts, or a mean its number of persons, they are taken as one population; otherwise as the mean of their values, which is then
// taken as certain. A group needs as large a share of its members as a district needs of its people.
func (a *analyst) group(b *BenchmarkComparison, c *Comparison) {
	ind := c.Indicator
	var values []Value
	for _, code := range b.Benchmark.Codes {
		area, _ := a.named(code)
		if area.Code == a.city.Code {
			continue
		}
		v := a.outside(c, area)
		if !v.OK {
			b.Lacking++
			continue
		}
		values = append(values, v)
		b.tooFew = b.tooFew || a.few(ind, v)
	}
	b.Members = len(values)
	switch {
	case b.Members == 0:
		b.Value = noValue(NoObservation, indicators.Missing)
	case float64(b.Members) < a.o.MinCoverage*float64(b.Members+b.Lacking)-1e-9:
		b.Value = noValue(LowCoverage, indicators.Missing)
	default:
		b.Unweighted = indicators.Num(mean(values))
		b.Value, b.Pooled = a.combined(ind, values)
	}
	for _, each := range withCity(a.city, c) {
		b.Areas = append(b.Areas, BenchmarkArea{each.Area, each.Value, b.Value, a.contrast(ind, each.Value, b.Value)})
	}
}

func mean(values []Value) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v.Value
	}
	return sum / float64(len(values))
}

// outside returns the published value of an area that is not part of the city, in the period of a comparison. Where the source gives no
// counts, and no limits of a known level, it is taken as certain.
func (a *analyst) outside(c *Comparison, area indicators.Area) Value {
	ind := c.Indicator
	o, ok := a.table.Find(ind.ID, area.ID(), c.Group, c.Period)
	switch {
	case !ok:
		return noValue(NoObservation, indicators.Missing)
	case !o.Value.OK && o.Status == indicators.Suppressed:
		return noValue(SourceWithheld, o.Status)
	case !o.Value.OK:
		return noValue(NoObservation, o.Status)
	}
	v := Value{OK: true, Status: o.Status, Basis: Published, Coverage: 1, Provisional: provisional(o.Note), Denominator: o.Denominator}
	v.Estimate.Value = o.Value.V
	if !v.Denominator.OK && ind.Denominator != nil {
		pop := a.population(*ind.Denominator, c.Group, c.Period, area.Level, area.Version)
		if v.Denominator = pop.of(a.table, area.ID()); v.Denominator.OK {
			v.Note = pop.note
		}
	}
	v.Numerator = numerator(ind, o, v.Denominator)
	v.Noise = noiseOf(ind, a.cellNoise(ind, &o))
	v.Sampled = sampled(ind, &o)
	if o.Lower.OK && o.Upper.OK {
		v.Lower, v.Upper, v.Interval = o.Lower.V, o.Upper.V, true
	}
	a.limits(ind, &v)
	if _, _, known := limitsAt(ind, v, a.o.Level); !known {
		v.Certain = true
	}
	return v
}

// named returns the area of a code.
func (a *analyst) named(code string) (indicators.Area, bool) {
	return findArea(a.reg, a.city.Version, func(area indicators.Area) bool { return area.Code == code })
}

// findArea returns the area that is meant: of the version named where it has one there, else of the newest.
func findArea(reg *indicators.Register, version string, meant func(indicators.Area) bool) (found indicators.Area, ok bool) {
	for _, area := range reg.Areas() {
		if !meant(area) || ok && (found.Version == version || area.Version != version && area.Version <= found.Version) {
			continue
		}
		found, ok = area, true
	}
	return found, ok
}

func isNation(area indicators.Area) bool { return area.Level == indicators.Nation }

// check adds every problem with what areas are to be compared with.
func (o CompareOptions) check(city indicators.AreaID, level indicators.Level, reg *indicators.Register, ps *indicators.Problems) {
	if !(o.DiscoveryRate > 0 && o.DiscoveryRate < 1) {
		ps.Add(fmt.Errorf("rate of false discoveries is %v; it must lie between 0 and 1, such as 0.05", o.DiscoveryRate))
	}
	seen := map[string]bool{}
	for _, b := range o.Against {
		if _, err := ParseBenchmark(b.ID()); err != nil {
			ps.Add(err)
			continue
		}
		if seen[b.ID()] {
			ps.Add(fmt.Errorf("areas are compared with %s twice", b.ID()))
		}
		seen[b.ID()] = true
		switch b.Kind {
		case Country:
			if _, ok := findArea(reg, city.Version, isNation); !ok {
				ps.Add(errors.New("the study has no area of level nation to compare with; add it to the areas, and its figures to the data"))
			}
		case AllOthers:
			if n := len(reg.Within(city, level)); n > pairsAtMost {
				ps.Add(fmt.Errorf("%d areas are too many to compare each with each, at most %d; name some as area:CODE", n, pairsAtMost))
			}
		}
		members := 0
		for i, code := range b.Codes {
			area, ok := findArea(reg, city.Version, func(area indicators.Area) bool { return area.Code == code })
			switch {
			case !ok:
				ps.Add(fmt.Errorf("the study has no area %q to compare with; add it to the areas", code))
			case b.Kind == GroupOf && area.Level != indicators.City:
				ps.Add(fmt.Errorf("a group to compare with is of municipalities, but %s (%s) is of level %s", area.Name, code, area.Level))
			case b.Kind == OneArea && area.Level > indicators.City && area.Level != level:
				ps.Add(fmt.Errorf("%s (%s) is of level %s; compare with one of level %s, or with a municipality, county or nation", area.Name, code, area.Level, level))
			case slices.Contains(b.Codes[:i], code):
				ps.Add(fmt.Errorf("a group to compare with names %s (%s) twice", area.Name, code))
			}
			if code != city.Code {
				members++
			}
		}
		if b.Kind == GroupOf && members == 0 {
			ps.Add(errors.New("a group to compare with has no member beside the city itself, which is left out of it"))
		}
	}
}
