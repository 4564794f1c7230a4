package reconcile

import (
	"math"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// cellNoise is the standard deviation of the noise in one published count where no tolerance of parts says otherwise. Statistics Sweden
// changes every count above zero, totals too, by a small whole number of either sign (scb.se/FAQ-CKM) whose size it does not publish. In the
// population of Borås 2025 the sums of 34 counts differ from their totals with a standard deviation of 7.9 over 77 areas, which is 1.33 for
// each of the 35 numbers.
const cellNoise = 1.4

// noiseSpan is how many standard deviations of noise are forgiven: normal noise is outside once in 16,000.
const noiseSpan = 4

// noiseOf returns the standard deviation of noise in one count of an indicator: what the study assumes of its source. Where it assumes
// nothing, a declared tolerance of parts is taken to be noiseSpan standard deviations of what their sum and the total may differ, which grows
// as the root of how many numbers there are.
func (c *reconciler) noiseOf(indicator string, runs ...int) float64 {
	sd := c.assumedNoise(runs...)
	if sd > 0 {
		return sd
	}
	for _, p := range c.options.Parts {
		if p.Indicator == indicator {
			sd = max(sd, p.Tolerance/(noiseSpan*math.Sqrt(float64(len(p.Groups)+1))))
		}
	}
	if sd == 0 {
		return cellNoise
	}
	return sd
}

// nesting is which areas of a level make up those of a coarser one.
type nesting struct {
	coarse, fine indicators.Level
	version      string
}

// hierarchy compares published figures of larger areas with those of the smaller areas that make them up: counts with their sum, shares and
// rates with Σ numerator / Σ denominator, means with the mean weighted by denominators. Medians and scores of parts say nothing of the whole.
//
// A larger area is compared where the study's smaller areas lie in it whole and all of them have exact figures. Schools are nobody's parts,
// districts need not make up a city, and the study may have only some of the cities of a county or country: those are compared unless their
// sum falls short by more than a fiftieth.
func (c *reconciler) hierarchy() {
	type key struct {
		indicator, version string
		group              indicators.Group
		period             indicators.Period
	}
	at := make(map[key][]int)
	var order []key
	for i, r := range c.runs {
		k := key{r.Key.Indicator, r.Key.Version, r.Key.Group, r.Key.Period}
		ind, _ := c.catalogue.Indicator(k.indicator)
		if r.Key.Level == indicators.School || ind.Unit.Kind.Pooling() == indicators.PoolNever {
			continue
		}
		if _, ok := at[k]; !ok {
			order = append(order, k)
		}
		at[k] = append(at[k], i)
	}
	members := make(map[nesting][][]int32)
	for _, k := range order {
		runs := at[k] // of one level each, the coarsest first
		for x, i := range runs {
			for _, j := range runs[x+1:] {
				n := nesting{c.runs[i].Key.Level, c.runs[j].Key.Level, k.version}
				if n.coarse == indicators.City && n.fine == indicators.District {
					continue
				}
				if _, ok := members[n]; !ok {
					members[n] = c.nest(n)
				}
				c.compareLevels(i, j, members[n])
			}
		}
	}
}

// nest returns, for each area of the coarse level in order of code, the positions of its parts in the words of areas; nil where they are not
// there or lie in it in part only. A part that the table does not know is −1.
func (c *reconciler) nest(n nesting) [][]int32 {
	words := c.table.AreaWords()
	coarse := c.areas(place{n.coarse, n.version})
	out := make([][]int32, len(coarse))
	c.parallel(len(coarse), func(i int) {
		for _, m := range c.register.Within(coarse[i].ID(), n.fine) {
			if m.Area.Version != n.version {
				continue
			}
			if m.Weight < 1 {
				out[i] = nil
				return
			}
			at, ok := slices.BinarySearch(words, m.Area.Code)
			if !ok {
				at = -1
			}
			out[i] = append(out[i], int32(at))
		}
	})
	return out
}

// parts that are summed: in the position of their area.
type levelSums struct {
	value, num, den []float64
	ok, counts      []bool
}

func (c *reconciler) compareLevels(coarse, fine int, members [][]int32) {
	whole, parts := c.runs[coarse], c.runs[fine]
	ind, _ := c.catalogue.Indicator(whole.Key.Indicator)
	n := len(c.table.AreaWords())
	s := levelSums{make([]float64, n), make([]float64, n), make([]float64, n), make([]bool, n), make([]bool, n)}
	for i, code := range parts.AreaCodes() {
		if v := parts.Value(i); v.OK && exact(parts, i) {
			s.value[code], s.ok[code] = v.V, true
		}
		num, den := parts.Numerator(i), parts.Denominator(i)
		s.num[code], s.den[code] = num.V, den.V
		s.counts[code] = den.OK && (num.OK || ind.Unit.Kind == indicators.Mean)
	}
	noise := 0.0
	if c.noisy(coarse, fine) {
		noise = noiseSpan * c.noiseOf(ind.ID, coarse, fine)
	}
	areas := c.areas(place{whole.Key.Level, whole.Key.Version})
	var beyond, within tally
	for k, area := range areas {
		i, ok := whole.Find(area.Code)
		if !ok || len(members[k]) == 0 || !whole.Value(i).OK || !exact(whole, i) {
			continue
		}
		sum, tolerance, ok := pooled(ind, s, members[k], c.facts[coarse].decimals, c.facts[fine].decimals, noise)
		v := whole.Value(i).V
		if !ok || whole.Key.Level < indicators.City && sum < 0.98*v && ind.Unit.Kind == indicators.Count {
			continue
		}
		beyond.of++
		example := func() lang.Text {
			together := rounded(sum, max(c.facts[coarse].decimals, ind.Decimals)+1)
			if ind.Unit.Kind == indicators.Count {
				together = figure(sum)
			}
			return text("%s: %d %s ger tillsammans %s mot publicerade %s", "%s: %d %s together give %s against the published %s",
				nameOf(area), len(members[k]), levelWords[parts.Key.Level], together, figure(v))
		}
		switch d := math.Abs(sum - v); {
		case d > tolerance*(1+1e-9)+1e-12*math.Abs(v):
			beyond.add(whole.Origin(i), area.Code, example)
		case d > 0 && noise > 0:
			within.add(whole.Origin(i), area.Code, example)
		}
	}
	within.of = beyond.of
	f := scopeOf(whole.Key).about(Warning, KindLevels)
	f.Group, f.Public = whole.Key.Group, c.public(coarse, fine)
	if beyond.n > 0 {
		f = f.counted(&beyond)
		f.What = text("%d av %d områden har inte det värde som deras delar ger: %s", "%d of %d areas do not have the value that their parts give: %s", beyond.n, beyond.of, beyond.list())
		f.Remedy = text("det publicerade värdet används", "the published value is used")
		c.report(f)
	}
	if within.n > 0 && ind.Unit.Kind == indicators.Count {
		f = f.counted(&within)
		f.Severity, f.Remedy = Note, text("", "")
		var why lang.Text
		if sd := c.assumedNoise(coarse, fine); sd > 0 {
			why = text(" (%d standardavvikelser av %s i varje antal)", " (%d standard deviations of %s in each count)", noiseSpan, figure(sd))
		}
		f.What = text("%d av %d områden skiljer sig från summan av sina delar, inom det brus som källan lägger till%s: %s",
			"%d of %d areas differ from the sum of their parts, within the noise that the source adds%s: %s", within.n, within.of, why, within.list())
		c.report(f)
	}
}

// exact tells whether a figure is one that sums must agree with: not approximate, nor estimated from another delimitation.
func exact(r indicators.Run, i int) bool {
	switch r.Status(i) {
	case indicators.Rounded:
		return false
	case indicators.Derived:
		return !strings.Contains(r.Note(i), carried)
	}
	return true
}

// pooled returns the value of some areas together and how far a published value may lie from it: half of the last digit printed of either,
// and the noise of so many numbers. It is not ok where one of them lacks a figure.
func pooled(ind indicators.Indicator, s levelSums, members []int32, whole, parts int, noise float64) (v, tolerance float64, ok bool) {
	n := float64(len(members))
	half := func(decimals int) float64 { return 0.5 * math.Pow10(-decimals) }
	var num, den, mean float64
	for _, m := range members {
		if m < 0 || !s.ok[m] || ind.Unit.Kind != indicators.Count && !s.counts[m] {
			return 0, 0, false
		}
		v += s.value[m]
		num, den = num+s.num[m], den+s.den[m]
		mean += float64(s.value[m] * s.den[m])
	}
	if ind.Unit.Kind == indicators.Count {
		tolerance = noise * math.Sqrt(n+1)
		if whole > 0 {
			tolerance += half(whole)
		}
		if parts > 0 {
			tolerance += n * half(parts)
		}
		return v, tolerance, true
	}
	if den == 0 {
		return 0, 0, false
	}
	if ind.Unit.Kind == indicators.Mean {
		// Each weight is noisy by itself: a mean moves by less than its own size times the noise of the weights.
		v = mean / den
		return v, half(whole) + half(parts) + math.Abs(v)*noise*math.Sqrt(n+1)/den, true
	}
	// The published value is rounded to its own digits or to those that the indicator is shown with, whichever is coarser, as in values.
	return ind.Unit.Per * num / den, half(min(whole, ind.Decimals)) + 2*ind.Unit.Per*noise*math.Sqrt(n+1)/den, true
}
