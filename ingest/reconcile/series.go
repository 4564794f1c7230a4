package reconcile

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
)

// series is the runs of one indicator for one group at one level and delimitation, in order of time.
type series struct {
	ind  indicators.Indicator
	runs []int
}

// allSeries cuts the runs into series. The table has the runs of a series one after another.
func (c *reconciler) allSeries() []series {
	var out []series
	for i, r := range c.runs {
		if i > 0 {
			a, b := c.runs[i-1].Key, r.Key
			b.Period = a.Period
			if a == b {
				s := &out[len(out)-1]
				s.runs = append(s.runs, i)
				continue
			}
		}
		ind, _ := c.catalogue.Indicator(r.Key.Indicator)
		out = append(out, series{ind, []int{i}})
	}
	return out
}

// eachSeries looks at every series by itself: for values out of line, columns that come twice, and changes of unit.
func (c *reconciler) eachSeries() {
	all := c.allSeries()
	found := make([][]Finding, len(all))
	c.parallel(len(all), func(i int) {
		s := all[i]
		found[i] = append(found[i], c.decimals(s)...)
		for _, part := range c.unbroken(s) {
			m := c.matrix(part)
			jumps := c.units(part, m)
			found[i] = append(found[i], jumps...)
			if len(jumps) == 0 {
				found[i] = append(found[i], c.outliers(part, m)...)
			}
		}
	})
	for _, fs := range found {
		c.found[stepSeries] = append(c.found[stepSeries], fs...)
	}
	c.step = stepCopies
	c.copies(all)
}

// unbroken cuts a series at the declared breaks of its indicator. Periods that hold nothing but zeros, or no value, are left out.
func (c *reconciler) unbroken(s series) []series {
	var out []series
	var last indicators.Period
	for _, i := range s.runs {
		f, p := &c.facts[i], c.runs[i].Key.Period
		if f.values == 0 || f.zeros == f.values {
			continue
		}
		_, broken := s.ind.BreakBetween(last, p)
		if len(out) == 0 || broken {
			out = append(out, series{ind: s.ind})
		}
		part := &out[len(out)-1]
		part.runs = append(part.runs, i)
		last = p
	}
	return out
}

// matrix is the rows of a series: one for each area that occurs, with the row of each run, −1 where there is no value.
type matrix struct {
	areas []int32 // positions in the words of areas, in order
	rows  [][]int32
}

func (c *reconciler) matrix(s series) matrix {
	var m matrix
	m.areas = c.runs[s.runs[0]].AreaCodes()
	for _, i := range s.runs[1:] {
		if codes := c.runs[i].AreaCodes(); !slices.Equal(codes, m.areas) { // as a rule they are the same
			m.areas = append(slices.Clone(m.areas), codes...)
			slices.Sort(m.areas)
			m.areas = slices.Compact(m.areas)
		}
	}
	for _, i := range s.runs {
		r := c.runs[i]
		rows := make([]int32, len(m.areas))
		at := 0
		codes := r.AreaCodes()
		for k, a := range m.areas {
			rows[k] = -1
			if at < len(codes) && codes[at] == a {
				if r.Value(at).OK {
					rows[k] = int32(at)
				}
				at++
			}
		}
		m.rows = append(m.rows, rows)
	}
	return m
}

// fewValues is the fewest values in which a change of decimals is no accident: one in ten values ends in a zero.
const fewValues = 10

// decimals notes that a period is printed with fewer decimals than the one before or after it, and fewer than the indicator is shown with.
func (c *reconciler) decimals(s series) []Finding {
	var out []Finding
	for x := 1; x < len(s.runs); x++ {
		i, j := s.runs[x-1], s.runs[x]
		a, b := &c.facts[i], &c.facts[j]
		if a.distinct < enough || b.distinct < enough || a.values < fewValues || b.values < fewValues ||
			a.decimals == b.decimals || min(a.decimals, b.decimals) >= s.ind.Decimals {
			continue
		}
		f := scopeOf(c.runs[j].Key).about(Note, KindUnit)
		f.Group, f.Public = c.runs[j].Key.Group, true
		f.Origin = c.runs[j].Origin(0)
		f.What = text("värdena har %d decimaler, men %d för %s; måttet visas med %d", "values have %d decimals but %d for %s; the indicator is shown with %d",
			b.decimals, a.decimals, c.runs[i].Key.Period, s.ind.Decimals)
		out = append(out, f)
	}
	return out
}

// units warns where the values of a period are ten, a hundred or a thousand times those of the period before: in the middle, and in three of
// four areas, within a quarter.
func (c *reconciler) units(s series, m matrix) []Finding {
	const fewAreas = 5
	var out []Finding
	for x := 1; x < len(s.runs); x++ {
		before, now := c.runs[s.runs[x-1]], c.runs[s.runs[x]]
		var logs []float64
		for k := range m.areas {
			i, j := m.rows[x-1][k], m.rows[x][k]
			if i < 0 || j < 0 {
				continue
			}
			if a, b := before.Value(int(i)).V, now.Value(int(j)).V; a > 0 && b > 0 {
				logs = append(logs, math.Log10(b/a))
			}
		}
		if len(logs) < fewAreas {
			continue
		}
		power := math.Round(median(logs))
		near := 0
		for _, l := range logs {
			if math.Abs(l-power) < 0.1 { // a factor of 1.26
				near++
			}
		}
		if power == 0 || math.Abs(power) > 6 || 4*near < 3*len(logs) {
			continue
		}
		f := scopeOf(now.Key).about(Warning, KindUnit)
		f.Group, f.Count, f.Of = now.Key.Group, near, len(logs)
		f.Origin, f.Public = now.Origin(0), c.public(s.runs[x-1], s.runs[x])
		factor := text("%s gånger", "%s times", figure(math.Pow10(int(math.Abs(power)))))
		if power > 0 {
			f.What = text("värdena är ungefär %s så stora som för %s", "values are about %s those of %s", factor, before.Key.Period)
		} else {
			f.What = text("värdena för %[2]s är ungefär %[1]s så stora", "those of %[2]s are about %[1]s as large", factor, before.Key.Period)
		}
		f.Remedy = text("kontrollera om enheten har ändrats, och räkna i så fall om eller ange ett avbrott", "check whether the unit has changed, and if so convert them or declare a break")
		out = append(out, f)
	}
	return out
}
