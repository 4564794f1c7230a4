package reconcile

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// line is one indicator at one level and delimitation: what a reader follows over time.
type line struct {
	indicator string
	place     place
}

// lines returns the periods in which each line has a value for any group, in order of time.
func (c *reconciler) lines() (order []line, periods map[line][]indicators.Period) {
	periods = make(map[line][]indicators.Period)
	for i, r := range c.runs {
		if c.facts[i].values == 0 {
			continue
		}
		l := line{r.Key.Indicator, place{r.Key.Level, r.Key.Version}}
		if periods[l] == nil {
			order = append(order, l)
		}
		periods[l] = append(periods[l], r.Key.Period)
	}
	for l, ps := range periods {
		slices.SortFunc(ps, indicators.Period.Compare)
		periods[l] = slices.Compact(ps)
	}
	return order, periods
}

// breaks notes declared breaks inside the data, and periods that are left out between others.
func (c *reconciler) breaks() {
	order, periods := c.lines()
	c.step = stepDeclaredBreaks
	for _, ind := range c.catalogue.Indicators {
		for _, b := range ind.Breaks {
			inside := func(l line) bool {
				ps := periods[l]
				return l.indicator == ind.ID && ps[0].Start < b.Start && b.Start <= ps[len(ps)-1].Start
			}
			if !slices.ContainsFunc(order, inside) {
				continue
			}
			f := Finding{Severity: Note, Kind: KindBreak, Indicator: ind.ID, Public: true}
			f.What = text("uppgifter före %s är inte jämförbara med senare", "figures before %s are not comparable with later ones", b.Start)
			if !b.Note.IsZero() {
				f.What = text("%s: %s", "%s: %s", f.What, lang.Text{Sv: strings.TrimRight(b.Note.In(lang.Sv), "."), En: strings.TrimRight(b.Note.In(lang.En), ".")})
			}
			c.report(f)
		}
	}
	c.step = stepGaps
	for _, l := range order {
		if gaps := leftOut(periods[l]); len(gaps) > 0 {
			f := Finding{Severity: Note, Kind: KindBreak, Indicator: l.indicator, Level: l.place.level, Version: l.place.version, Public: true, Count: len(gaps)}
			var between lang.Text
			for i, g := range gaps {
				if i > 0 {
					between = text("%s; ", "%s; ", between)
				}
				between = text("%s%s och %s", "%s%s and %s", between, g[0], g[1])
			}
			f.What = text("uppgifter saknas mellan %s", "there are no figures between %s", between)
			c.report(f)
		}
	}
}

// leftOut returns the gaps of a series of periods: steps longer than the usual one, which is the most frequent, and of equally frequent ones
// the shortest. Periods of different lengths are no series.
func leftOut(ps []indicators.Period) [][2]indicators.Period {
	if len(ps) < 3 {
		return nil
	}
	steps := make([]int, len(ps)-1)
	often := make(map[int]int)
	for i := range steps {
		if months(ps[i].Start, ps[i].End+1) != months(ps[i+1].Start, ps[i+1].End+1) {
			return nil
		}
		steps[i] = months(ps[i].Start, ps[i+1].Start)
		often[steps[i]]++
	}
	usual := steps[0]
	for _, s := range steps {
		if often[s] > often[usual] || often[s] == often[usual] && s < usual {
			usual = s
		}
	}
	var out [][2]indicators.Period
	for i, s := range steps {
		if s > usual {
			out = append(out, [2]indicators.Period{ps[i], ps[i+1]})
		}
	}
	return out
}

// months is the whole months from one day to another.
func months(from, to indicators.Day) int {
	y, m, _ := from.Date()
	z, n, _ := to.Date()
	return 12*(z-y) + int(n-m)
}

// versions notes indicators whose areas change delimitation: their series do not go on over the change.
func (c *reconciler) versions() {
	order, periods := c.lines()
	type key struct {
		indicator string
		level     indicators.Level
	}
	at := make(map[key][]line)
	var keys []key
	for _, l := range order {
		k := key{l.indicator, l.place.level}
		if at[k] == nil {
			keys = append(keys, k)
		}
		at[k] = append(at[k], l)
	}
	for _, k := range keys {
		ls := at[k]
		if len(ls) < 2 {
			continue
		}
		slices.SortFunc(ls, func(a, b line) int {
			return cmp.Or(periods[a][0].Compare(periods[b][0]), cmp.Compare(a.place.version, b.place.version))
		})
		var parts []string
		for _, l := range ls {
			parts = append(parts, l.place.version+": "+PeriodList(periods[l]))
		}
		list := strings.Join(parts, "; ")
		c.report(Finding{Severity: Note, Kind: KindVersion, Indicator: k.indicator, Level: k.level, Public: true, Count: len(ls),
			What: text("uppgifterna gäller områden i %d indelningar (%s); samma kod är inte samma område, och serien bryts där indelningen byts",
				"figures are of areas in %d delimitations (%s); the same code is not the same area, and the series breaks where the delimitation changes", len(ls), list)})
	}
}

// day reads the date that a text begins with: 2006-01-02, or 20060102 as PX has it.
func day(s string) (time.Time, bool) {
	for _, layout := range [...]string{time.DateOnly, "20060102"} {
		if len(s) >= len(layout) {
			if t, err := time.Parse(layout, s[:len(layout)]); err == nil {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

// iso is the date that a text begins with as 2006-01-02, "" where it begins with none.
func iso(s string) string {
	if t, ok := day(s); ok {
		return t.Format(time.DateOnly)
	}
	return ""
}
