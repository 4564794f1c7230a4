package reconcile

import (
	"fmt"
	"math"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// parts compares the sum of groups with their total in every area that has all of them, and tells whether there was anything to compare.
func (c *reconciler) parts(p Parts) (met bool) {
	if len(p.Groups) == 0 {
		return false
	}
	at := make(map[indicators.RunKey]int, len(c.runs))
	for i, r := range c.runs {
		if r.Key.Indicator == p.Indicator {
			at[r.Key] = i
		}
	}
	sums := make([]float64, len(c.table.AreaWords()))
	have := make([]int32, len(sums))
	for i, total := range c.runs {
		k := total.Key
		if k.Indicator != p.Total || k.Group != p.TotalGroup {
			continue
		}
		runs := []int{i}
		for _, g := range p.Groups {
			if j, ok := at[indicators.RunKey{Indicator: p.Indicator, Level: k.Level, Version: k.Version, Group: g, Period: k.Period}]; ok {
				runs = append(runs, j)
			}
		}
		if len(runs) <= len(p.Groups) {
			continue
		}
		met = true
		for _, j := range runs[1:] {
			r := c.runs[j]
			for row, code := range r.AreaCodes() {
				if v := r.Value(row); v.OK {
					sums[code] += v.V
					have[code]++
				}
			}
		}
		c.compareParts(p, runs, sums, have)
		clear(sums)
		clear(have)
	}
	return met
}

// unmet reports a statement that is about nothing in any table, which is a mistyped one.
func (c *reconciler) unmet(p Parts) {
	c.report(Finding{Severity: Warning, Kind: KindParts, Indicator: p.Indicator, Public: true,
		What: text("%s jämförs inte med %s%s: ingenstans i uppgifterna finns både alla delar och helheten",
			"%s are not compared with %s%s: nowhere in the data are all of them and the total", p.text(), p.Total, in(p.TotalGroup)),
		Remedy: text("rätta grupperna eller helheten i studien", "correct the groups or the total in the study")})
}

// text is the parts in messages of both languages.
func (p Parts) text() lang.Text {
	return lang.Text{En: p.String(),
		Sv: fmt.Sprintf("de %d delarna av %s (%s … %s)", len(p.Groups), p.Indicator, p.Groups[0], p.Groups[len(p.Groups)-1])}
}

// compareParts compares sums by area with the total, which is the first of the runs.
func (c *reconciler) compareParts(p Parts, runs []int, sums []float64, have []int32) {
	total := c.runs[runs[0]]
	codes := total.AreaCodes()
	var beyond, within tally
	var all, published float64
	tolerance, why := c.tolerance(p, runs)
	for i := range total.Len() {
		v := total.Value(i)
		if !v.OK || int(have[codes[i]]) < len(p.Groups) {
			continue
		}
		sum := sums[codes[i]]
		all, published = all+sum, published+v.V
		beyond.of++
		switch d := math.Abs(sum - v.V); {
		case d > tolerance+1e-9*math.Abs(v.V):
			area := total.Area(i)
			beyond.add(total.Origin(i), area.Code, func() lang.Text {
				return text("område %s: %s mot %s", "area %s: %s against %s", area.Code, figure(sum), figure(v.V))
			})
		case d > 0:
			within.add(total.Origin(i), total.Area(i).Code, func() lang.Text { return lang.Text{} }) // only counted
		}
	}
	s := scopeOf(total.Key)
	within.of = beyond.of
	if beyond.n > 0 {
		f := s.about(Warning, KindParts).counted(&beyond)
		f.What = text("%s skiljer sig från helheten med mer än %s i %d av %d områden: %s", "%s differ from the total by more than %s in %d of %d areas: %s",
			p.text(), figure(tolerance), beyond.n, beyond.of, beyond.list())
		f.Remedy = text("den publicerade helheten används", "the published total is used")
		f.Public = c.public(runs...)
		c.report(f)
	}
	if within.n > 0 && c.noisy(runs...) {
		f := s.about(Note, KindParts).counted(&within)
		f.What = text("%s summerar till %s mot helheten %s, inom det brus som källan lägger till%s, i %d av %d områden",
			"%s sum to %s against a total of %s, within the noise that the source adds%s, in %d of %d areas",
			p.text(), figure(all), figure(published), why, within.n, within.of)
		f.Public = c.public(runs...)
		c.report(f)
	}
}

// tolerance returns how far sums may lie from their totals: as far as the study says; where it does not say, [noiseSpan] standard deviations of
// the noise that the study assumes in each of the numbers, and then why.
func (c *reconciler) tolerance(p Parts, runs []int) (float64, lang.Text) {
	sd := c.assumedNoise(runs...)
	if p.Tolerance > 0 || sd == 0 {
		return p.Tolerance, lang.Text{}
	}
	ind, _ := c.catalogue.Indicator(p.Indicator)
	n := float64(len(runs)) * max(1, float64(ind.Cells.Numerator))
	tolerance := math.Ceil(10*noiseSpan*sd*math.Sqrt(n)) / 10
	return tolerance, text(" (högst %s: %d standardavvikelser av %s i vart och ett av %s antal)", " (up to %s: %d standard deviations of %s in each of %s counts)",
		figure(tolerance), noiseSpan, figure(sd), figure(n))
}
