package areas

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
)

// Crosswalk says which share of each area of one version lies in which area of another. Shares are of the population or of the land: what
// is carried over takes people, or land, to be spread alike within each area.
type Crosswalk struct {
	Level    indicators.Level
	From, To string             // versions
	Basis    string             // population or area
	Shares   map[string][]Share // by the code of version From
}

// Share is the part of an area that lies in another.
type Share struct {
	To     string
	Weight float64
}

// Tolerance is how far the shares of an area may sum from 1, for shares that were rounded to print.
const Tolerance = 0.005

// Note is what an observation that was carried over says of itself.
func (x *Crosswalk) Note() string {
	return fmt.Sprintf("crosswalk %s-weighted %s to %s", x.Basis, x.From, x.To)
}

// Uneven returns the areas whose shares do not sum to 1, with their sums, in order of code.
func (x *Crosswalk) Uneven() (codes []string, sums []float64) {
	for _, code := range slices.Sorted(maps.Keys(x.Shares)) {
		sum := 0.0
		for _, s := range x.Shares[code] {
			sum += s.Weight
		}
		if math.Abs(sum-1) > Tolerance {
			codes, sums = append(codes, code), append(sums, sum)
		}
	}
	return codes, sums
}

// Complete adds the areas that the crosswalk leaves out and that are the same ground in both versions, and returns the areas of either
// version that it then still does not have.
func (x *Crosswalk) Complete(reg *indicators.Register) (fromLeft, toLeft []string) {
	reached := make(map[string]bool)
	for _, a := range reg.AtLevel(x.Level, x.From) {
		if len(x.Shares[a.Code]) > 0 {
			continue
		}
		if slices.Contains(reg.Twins(a.ID()), indicators.AreaID{Code: a.Code, Version: x.To}) {
			x.Shares[a.Code] = []Share{{a.Code, 1}}
			continue
		}
		fromLeft = append(fromLeft, a.Code)
	}
	for _, shares := range x.Shares {
		for _, s := range shares {
			reached[s.To] = true
		}
	}
	for _, a := range reg.AtLevel(x.Level, x.To) {
		if !reached[a.Code] {
			toLeft = append(toLeft, a.Code)
		}
	}
	return fromLeft, toLeft
}

// Carried is what a crosswalk made of observations.
type Carried struct {
	Observations []indicators.Observation
	Refused      map[string]string  // indicator → why it cannot be carried over
	Divided      map[string]float64 // indicator → share of the persons counted that lie in areas that are divided, in the newest period
}

// part is an area of the older version and the share of it that lies in one of the newer.
type part struct {
	code   string
	weight float64
}

// Carry makes the observations of the newer areas from those of the older. Counts are added up by share, a share or rate follows from its
// numerator and denominator so added, a mean from its values weighted by their denominators. A median or a score, and anything without
// counts, is refused. An area with a part that has no figure has none: a sum that lacks a part is too low.
func (x *Crosswalk) Carry(obs []indicators.Observation, unit func(indicator string) indicators.Unit) Carried {
	out := Carried{Refused: make(map[string]string), Divided: make(map[string]float64)}
	parts := make(map[string][]part)
	for _, code := range slices.Sorted(maps.Keys(x.Shares)) {
		for _, s := range x.Shares[code] {
			if s.Weight > 0 {
				parts[s.To] = append(parts[s.To], part{code, s.Weight})
			}
		}
	}
	type key struct {
		indicator string
		group     indicators.Group
		period    indicators.Period
	}
	by := make(map[key]map[string]indicators.Observation)
	for _, o := range obs {
		k := key{o.Indicator, o.Group, o.Period}
		if by[k] == nil {
			by[k] = make(map[string]indicators.Observation)
		}
		by[k][o.Area.Code] = o
	}
	keys := slices.SortedFunc(maps.Keys(by), func(a, b key) int {
		return cmp.Or(strings.Compare(a.indicator, b.indicator), strings.Compare(string(a.group), string(b.group)), a.period.Compare(b.period))
	})
	for _, k := range keys {
		u := unit(k.indicator)
		if why := refusal(u, by[k]); why != "" {
			if out.Refused[k.indicator] == "" {
				out.Refused[k.indicator] = why
			}
			continue
		}
		for _, to := range slices.Sorted(maps.Keys(parts)) {
			if o, ok := x.carry(u, by[k], parts[to]); ok {
				o.Indicator, o.Group, o.Period = k.indicator, k.group, k.period
				o.Area = indicators.AreaID{Code: to, Version: x.To}
				out.Observations = append(out.Observations, o)
			}
		}
		if k.group == indicators.Everyone || out.Divided[k.indicator] == 0 {
			if d, ok := x.divided(u, by[k]); ok {
				out.Divided[k.indicator] = d
			}
		}
	}
	for id := range out.Refused {
		delete(out.Divided, id)
	}
	return out
}

// refusal returns why observations cannot be carried over; "" where they can.
func refusal(u indicators.Unit, obs map[string]indicators.Observation) string {
	switch u.Kind.Pooling() {
	case indicators.PoolSum:
		return ""
	case indicators.PoolNever:
		return fmt.Sprintf("a %s of several areas cannot be had from theirs", u.Kind)
	}
	for _, o := range obs {
		if o.Value.OK && !o.Denominator.OK {
			return fmt.Sprintf("a %s without counts cannot be carried over: the data give no denominator", u.Kind)
		}
	}
	return ""
}

func (x *Crosswalk) carry(u indicators.Unit, obs map[string]indicators.Observation, parts []part) (indicators.Observation, bool) {
	out := indicators.Observation{Status: indicators.Derived}
	var value, num, den float64
	some, whole, lacking := false, true, indicators.Derived
	notes := []string{x.Note()}
	for _, p := range parts {
		o, ok := obs[p.code]
		if ok && !some {
			out.Source, out.Origin, some = o.Source, o.Origin, true
		}
		if !o.Value.OK { // of a row that is not there too
			if lacking == indicators.Derived || lacking == indicators.Missing {
				lacking = o.Status
			}
			continue
		}
		whole = whole && p.weight == 1
		if o.Note != "" && !slices.Contains(notes, o.Note) {
			notes = append(notes, o.Note)
		}
		den += float64(p.weight * o.Denominator.V)
		switch u.Kind.Pooling() {
		case indicators.PoolSum:
			value += float64(p.weight * o.Value.V)
		case indicators.PoolMean:
			num += float64(p.weight*o.Denominator.V) * o.Value.V
		default:
			n := o.Numerator.V
			if !o.Numerator.OK {
				n = o.Value.V * o.Denominator.V / u.Per
			}
			num += float64(p.weight * n)
		}
	}
	out.Note = strings.Join(notes, "; ")
	if lacking != indicators.Derived || u.Kind.Pooling() != indicators.PoolSum && !(den > 0) {
		out.Status = lacking
		if out.Status.HasValue() { // nobody is counted
			out.Status = indicators.Missing
		}
		return out, some
	}
	switch u.Kind.Pooling() {
	case indicators.PoolSum:
		out.Value = indicators.Num(value)
	case indicators.PoolMean:
		out.Value, out.Denominator = indicators.Num(num/den), indicators.Num(den)
	default:
		if !whole && math.Round(den) > 0 { // the fraction of a part would tell the last digit of its count
			num, den = math.Round(num), math.Round(den)
		}
		if u.Kind == indicators.Share {
			num = min(num, den)
		}
		out.Value, out.Numerator, out.Denominator = indicators.Num(u.Per*(num/den)), indicators.Num(num), indicators.Num(den)
	}
	return out, some
}

// divided returns the share of the persons counted that lie in areas of which parts go to several.
func (x *Crosswalk) divided(u indicators.Unit, obs map[string]indicators.Observation) (float64, bool) {
	var split, all float64
	for _, code := range slices.Sorted(maps.Keys(obs)) {
		o := obs[code]
		n := o.Denominator
		if u.Kind.Pooling() == indicators.PoolSum {
			n = o.Value
		}
		if !n.OK {
			continue
		}
		all += n.V
		if !slices.ContainsFunc(x.Shares[code], func(s Share) bool { return s.Weight >= 1-Tolerance }) {
			split += n.V
		}
	}
	return split / all, all > 0
}
