package reconcile

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// The rule for outliers. A value is compared with what the area's other periods and the other areas' change lead one to expect.
//
// Counts, rates and means are compared as logarithms and shares as logits, so that a change is a factor and small areas move as large ones.
// Where there are four periods or more, the area's level and the period's level are fitted by median polish (J. W. Tukey, Exploratory Data
// Analysis, 1977, ch. 11) and the residual is measured in robust standard deviations, 1.4826 times the median absolute deviation (B. Iglewicz
// and D. C. Hoaglin, How to Detect and Handle Outliers, 1993): those of the area itself or those of all areas, whichever are larger, and never
// fewer than the Poisson or binomial standard deviation of the count, the published limits, the publisher's noise and the rounding allow. With two or three
// periods each area's change is compared with the changes of the other areas in the same way.
//
// The limit is the quantile of Student's t with eight degrees of freedom, divided over all values of the series (Bonferroni), so that a series
// without any error has a false alarm at most once in a hundred; residuals of real figures have heavier tails than normal ones, which t allows for.
// A value must also lie ten units of the last digit shown from what is expected. Series of fewer areas than the constants say are not looked at. Nothing is compared over a declared break or between delimitations.
const (
	falseAlarms    = 0.01 // chance of a false alarm in a series
	freedom        = 8    // degrees of freedom of the limit
	historyPeriods = 4    // fewest periods for an area's own history
	historyAreas   = 5    // fewest areas whose change is taken off
	changeAreas    = 10   // fewest areas for a distribution of changes
	normalMAD      = 1.4826
	leastDigits    = 10  // units of the last digit shown that a value must lie off to be worth a look
	alarming       = 1.5 // times the limit, from where on it is a warning: real changes, as of a new housing estate, are mostly nearer
)

// scale turns values into numbers whose changes can be compared between areas.
type scale struct {
	ind   indicators.Indicator
	unit  float64 // half of the last digit printed
	plain bool    // as they are: scores, and means of which some are not above 0
	noise float64 // standard deviation of the publisher's noise in a count
}

// of returns a value on the scale and the variance that chance alone gives it there.
func (s scale) of(r indicators.Run, row int) (y, variance float64) {
	v, num, den := r.Value(row).V, r.Numerator(row), r.Denominator(row)
	per := s.ind.Unit.Per
	chance := func(n float64) float64 { return 1/(n+0.5) + s.noise*s.noise/((n+0.5)*(n+0.5)) }
	switch k := s.ind.Unit.Kind; {
	case s.plain:
		return v, max(s.published(r, row, 1), s.unit*s.unit)
	case k == indicators.Count:
		return math.Log(v + 0.5), chance(v)
	case k == indicators.Share && num.OK && den.OK && den.V > 0:
		return math.Log((num.V + 0.5) / (den.V - num.V + 0.5)), chance(num.V) + chance(den.V-num.V)
	case k == indicators.Rate && num.OK && den.OK && den.V > 0:
		return math.Log((num.V + 0.5) / den.V), chance(num.V)
	case k == indicators.Share:
		x := min(max(v, s.unit), per-s.unit)
		slope := per / (x * (per - x))
		return math.Log(x / (per - x)), max(s.published(r, row, slope), float64(s.unit*s.unit)*slope*slope)
	}
	x := v + s.unit
	return math.Log(x), max(s.published(r, row, 1/x), s.unit*s.unit/(x*x))
}

// published is the variance that the source's own limits give, taken to be of 95 per cent.
func (s scale) published(r indicators.Run, row int, slope float64) float64 {
	lower, upper := r.Limits(row)
	if !lower.OK || !upper.OK {
		return 0
	}
	sd := (upper.V - lower.V) / (2 * 1.96) * slope
	return sd * sd
}

// back returns the value of a number on the scale.
func (s scale) back(y float64) float64 {
	switch k := s.ind.Unit.Kind; {
	case s.plain:
		return y
	case k == indicators.Share:
		return s.ind.Unit.Per / (1 + math.Exp(-y))
	case k == indicators.Rate:
		return s.ind.Unit.Per * math.Exp(y)
	case k == indicators.Count:
		return max(math.Exp(y)-0.5, 0)
	}
	return math.Exp(y) - s.unit
}

// cell is a value on the scale, with what is expected of it.
type cell struct {
	area, period int
	y, variance  float64
	expected     float64
	spread       float64 // of the area itself
	z            float64
}

// outliers returns the values of a series that are out of line, as one finding, the farthest first.
func (c *reconciler) outliers(s series, m matrix) []Finding {
	if len(s.runs) < 2 || len(m.areas) < historyAreas || len(s.runs) < historyPeriods && len(m.areas) < changeAreas {
		return nil
	}
	sc := scale{ind: s.ind}
	digits := s.ind.Decimals
	for _, i := range s.runs {
		digits = max(digits, c.facts[i].decimals)
	}
	sc.unit = 0.5 * math.Pow10(-digits)
	if c.noisy(s.runs...) {
		sc.noise = c.noiseOf(s.ind.ID, s.runs...)
	}
	k := s.ind.Unit.Kind
	sc.plain = k == indicators.Score || (k == indicators.Mean || k == indicators.Median) && c.anyBelow(s)
	cells := make([][]cell, len(m.areas)) // of each area, in order of time
	room := make([]cell, len(m.areas)*len(s.runs))
	for a := range m.areas {
		cells[a], room = room[:0:len(s.runs)], room[len(s.runs):]
		for t, i := range s.runs {
			if row := m.rows[t][a]; row >= 0 {
				y, v := sc.of(c.runs[i], int(row))
				cells[a] = append(cells[a], cell{area: a, period: t, y: y, variance: v})
			}
		}
	}
	if len(s.runs) >= historyPeriods {
		return c.outOfLine(s, m, sc, histories(cells, len(s.runs)))
	}
	return c.outOfLine(s, m, sc, changes(cells, len(s.runs)))
}

func (c *reconciler) anyBelow(s series) bool {
	for _, i := range s.runs {
		for row := range c.runs[i].Len() {
			if v := c.runs[i].Value(row); v.OK && v.V <= 0 {
				return true
			}
		}
	}
	return false
}

// histories fits levels of areas and periods and returns the cells of areas with enough periods, measured.
func histories(cells [][]cell, periods int) [][]cell {
	var rows [][]cell
	for _, cs := range cells {
		if len(cs) >= historyPeriods {
			rows = append(rows, cs)
		}
	}
	if len(rows) < historyAreas {
		return nil
	}
	common := make([]float64, periods)
	level := make([]float64, len(rows))
	at := make([][]float64, periods)
	var buf []float64
	for range 4 { // median polish: the levels settle in a few rounds
		for a, cs := range rows {
			buf = buf[:0]
			for _, c := range cs {
				buf = append(buf, c.y-common[c.period])
			}
			level[a] = median(buf)
		}
		for t := range at {
			at[t] = at[t][:0]
		}
		for a, cs := range rows {
			for _, c := range cs {
				at[c.period] = append(at[c.period], c.y-level[a])
			}
		}
		for t, left := range at {
			if len(left) > 0 {
				common[t] = median(left)
			}
		}
	}
	for a, cs := range rows {
		buf = buf[:0]
		for i := range cs {
			cs[i].expected = level[a] + common[cs[i].period]
			buf = append(buf, math.Abs(cs[i].y-cs[i].expected))
		}
		spread := normalMAD * median(buf)
		for i := range cs {
			cs[i].spread = spread
		}
	}
	measure(rows)
	return rows
}

// changes compares each area's change from one period to the next with those of the other areas.
func changes(cells [][]cell, periods int) [][]cell {
	var out [][]cell
	for t := 1; t < periods; t++ {
		var pairs []cell
		var moved []float64
		for _, cs := range cells {
			for i := 1; i < len(cs); i++ {
				if cs[i].period == t && cs[i-1].period == t-1 {
					now := cs[i]
					now.expected = cs[i-1].y
					now.variance += cs[i-1].variance
					pairs = append(pairs, now)
					moved = append(moved, now.y-now.expected)
				}
			}
		}
		if len(pairs) < changeAreas {
			continue
		}
		common := median(moved)
		for i := range pairs {
			pairs[i].expected += common
		}
		measure([][]cell{pairs})
		out = append(out, pairs)
	}
	return out
}

// measure gives each cell its distance from what is expected. Fitted medians leave some residuals at exactly 0, which say nothing of the spread.
func measure(rows [][]cell) {
	n := 0
	for _, cs := range rows {
		n += len(cs)
	}
	buf := make([]float64, 0, n)
	for _, cs := range rows {
		for _, c := range cs {
			if d := math.Abs(c.y - c.expected); d > 1e-12 {
				buf = append(buf, d)
			}
		}
	}
	all := 0.0
	if len(buf) > 0 {
		all = normalMAD * median(buf)
	}
	for _, cs := range rows {
		for i := range cs {
			c := &cs[i]
			if sd := max(all, c.spread, math.Sqrt(c.variance)); sd > 0 {
				c.z = math.Abs(c.y-c.expected) / sd
			}
		}
	}
}

// outOfLine makes a finding of the cells beyond the limit.
func (c *reconciler) outOfLine(s series, m matrix, sc scale, rows [][]cell) []Finding {
	of := 0
	for _, cs := range rows {
		of += len(cs)
	}
	if of == 0 {
		return nil
	}
	limit := -distuv.StudentsT{Mu: 0, Sigma: 1, Nu: freedom}.Quantile(falseAlarms / 2 / float64(of))
	least := leastDigits * math.Pow10(-s.ind.Decimals)
	var cells []cell
	for _, cs := range rows {
		for _, x := range cs {
			if x.z > limit && math.Abs(sc.back(x.y)-sc.back(x.expected)) >= least {
				cells = append(cells, x)
			}
		}
	}
	if len(cells) == 0 {
		return nil
	}
	t := tally{of: of}
	slices.SortStableFunc(cells, func(a, b cell) int { return cmp.Compare(b.z, a.z) })
	var periods []indicators.Period
	for _, x := range cells {
		r := c.runs[s.runs[x.period]]
		periods = append(periods, r.Key.Period)
		row := int(m.rows[x.period][x.area])
		o := r.Origin(row)
		area := r.Area(row)
		t.add(o, area.Code, func() lang.Text {
			where := ""
			if o.File != "" && o.Row > 0 {
				where = fmt.Sprintf(" (%s:%d)", o.File, o.Row)
			}
			return text("%s har %s för %s där omkring %s vore väntat%s", "%s has %s for %s where about %s was to be expected%s",
				nameOf(area), figure(r.Value(row).V), r.Key.Period, rounded(sc.back(x.expected), s.ind.Decimals), where)
		})
	}
	slices.SortFunc(periods, indicators.Period.Compare)
	k := c.runs[s.runs[0]].Key
	severity := Note
	if cells[0].z > alarming*limit {
		severity = Warning
	}
	f := scopeOf(k).about(severity, KindOutlier).counted(&t)
	f.Periods, f.Group, f.Public = slices.Compact(periods), k.Group, c.public(s.runs...)
	history := lang.Text{Sv: "områdets egna andra perioder", En: "the area's own other periods"}
	if len(s.runs) < historyPeriods {
		history = lang.Text{Sv: "perioden före", En: "the period before"}
	}
	f.What = text("%d av %d värden ligger långt från vad %s och de andra områdenas utveckling låter vänta: %s",
		"far from what %[3]s and the change of the other areas lead one to expect: %[1]d of %[2]d values: %[4]s", t.n, t.of, history, t.list())
	f.Remedy = text("jämför dem med källan", "compare them with the source")
	return []Finding{f}
}
