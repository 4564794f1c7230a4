package reconcile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Coverage is how many areas have a value of an indicator, at one level, delimitation and period: for everyone, or for any group where
// there is no figure for everyone. Values and the four reasons sum to Areas.
type Coverage struct {
	Indicator string
	Level     indicators.Level
	Version   string
	Period    indicators.Period

	Areas         int // that the study has
	Values        int
	Missing       int // the source has no figure
	Suppressed    int // withheld by the source
	NotApplicable int
	NoRow         int // not even a row that says why
	Rounded       int // of the values: published as approximate

	Groups int // groups with rows, everyone among them
	Cells  int // areas times groups
	Filled int // of them with a value
}

// Share is the share of areas that have a value, 0 to 1.
func (c Coverage) Share() float64 {
	if c.Areas == 0 {
		return 0
	}
	return float64(c.Values) / float64(c.Areas)
}

// cover returns how much there is of each indicator, and reports areas that have no row, not even one that says that the figure is
// missing, where other areas of their level and version have one; and groups that lack rows which other groups have.
func (c *reconciler) cover() []Coverage {
	order, runs := c.scopes()
	words := c.table.AreaWords()
	rows, filled := make([]int32, len(words)), make([]int32, len(words)) // of the scope, by area
	var out []Coverage
	for _, s := range order {
		areas := c.areas(s.place)
		if s.place.level == indicators.City && c.options.City != "" && len(areas) > 1 {
			if cov, ok := c.ofCity(s, runs[s]); ok {
				out = append(out, cov)
			}
			continue
		}
		cov := Coverage{Indicator: s.indicator, Level: s.place.level, Version: s.place.version, Period: s.period,
			Areas: len(areas), Groups: len(runs[s]), Cells: len(areas) * len(runs[s])}
		first := c.runs[runs[s][0]] // everyone sorts before every group
		short := false
		for _, i := range runs[s] {
			cov.Filled += c.facts[i].values
			short = short || c.runs[i].Len() < len(areas)
		}
		if first.Key.Group == indicators.Everyone {
			f := &c.facts[runs[s][0]]
			cov.Values, cov.NoRow = f.values, len(areas)-first.Len()
			cov.Missing, cov.Suppressed, cov.NotApplicable, cov.Rounded = f.status[indicators.Missing], f.status[indicators.Suppressed], f.status[indicators.NotApplicable], f.status[indicators.Rounded]
		}
		if short || first.Key.Group != indicators.Everyone {
			for _, i := range runs[s] {
				r := c.runs[i]
				for j, code := range r.AreaCodes() {
					rows[code]++
					if r.Status(j).HasValue() {
						filled[code]++
					}
				}
			}
		}
		if first.Key.Group != indicators.Everyone {
			c.coverAny(&cov, runs[s], rows, filled)
		}
		if short {
			c.absent(s, runs[s], areas, rows)
		}
		if short || first.Key.Group != indicators.Everyone {
			for _, i := range runs[s] {
				for _, code := range c.runs[i].AreaCodes() {
					rows[code], filled[code] = 0, 0
				}
			}
		}
		c.thin(s, cov, runs[s])
		out = append(out, cov)
	}
	return out
}

// withoutRows reports the indicators that no row of any table is about.
func (c *reconciler) withoutRows() {
	met := make(map[string]bool)
	for _, cov := range c.coverage {
		met[cov.Indicator] = true
	}
	for _, ind := range c.catalogue.Indicators {
		if !met[ind.ID] {
			c.report(Finding{Severity: Warning, Kind: KindCoverage, Indicator: ind.ID, Public: true,
				What:   text("ingen rad handlar om måttet", "no row is about it"),
				Remedy: text("läs in uppgifter, eller ta bort måttet ur studien", "read figures for it, or take it out of the study")})
		}
	}
}

// ofCity returns how much there is about the city alone where there are other municipalities beside it; ok is false where there is no row.
func (c *reconciler) ofCity(s scope, runs []int) (cov Coverage, ok bool) {
	cov = Coverage{Indicator: s.indicator, Level: s.place.level, Version: s.place.version, Period: s.period, Areas: 1}
	var best indicators.Status
	everyone := false
	for _, i := range runs {
		r := c.runs[i]
		row, found := r.Find(c.options.City)
		if !found {
			continue
		}
		cov.Groups++
		cov.Cells++
		status := r.Status(row)
		if status.HasValue() {
			cov.Filled++
		}
		// Everyone sorts before every group; without a row for everyone, any group with a value will do.
		if !ok || !everyone && status.HasValue() {
			best = status
		}
		everyone = everyone || r.Key.Group == indicators.Everyone
		ok = true
	}
	switch {
	case best.HasValue():
		cov.Values = 1
		if best == indicators.Rounded {
			cov.Rounded = 1
		}
	case best == indicators.Suppressed:
		cov.Suppressed = 1
	case best == indicators.NotApplicable:
		cov.NotApplicable = 1
	default:
		cov.Missing = 1
	}
	return cov, ok
}

// coverAny fills in the coverage of an indicator that only groups have: an area has a value where any group has one, and otherwise the
// status of the first group that has a row.
func (c *reconciler) coverAny(cov *Coverage, runs []int, rows, filled []int32) {
	seen := 0
	for _, i := range runs {
		r := c.runs[i]
		for j, code := range r.AreaCodes() {
			if rows[code] <= 0 { // counted
				continue
			}
			rows[code] = -rows[code]
			seen++
			switch s := r.Status(j); {
			case filled[code] > 0:
				cov.Values++
			case s == indicators.Suppressed:
				cov.Suppressed++
			case s == indicators.NotApplicable:
				cov.NotApplicable++
			default:
				cov.Missing++
			}
		}
		cov.Rounded = max(cov.Rounded, c.facts[i].status[indicators.Rounded])
	}
	for _, i := range runs {
		for _, code := range c.runs[i].AreaCodes() {
			rows[code] = max(rows[code], -rows[code])
		}
	}
	cov.NoRow = cov.Areas - seen
}

// absent reports the areas of a scope that have no row, and those that have rows for some groups only.
func (c *reconciler) absent(s scope, runs []int, areas []indicators.Area, rows []int32) {
	var never, some tally
	words := c.table.AreaWords()
	origin := indicators.Origin{File: c.runs[runs[0]].Origin(0).File}
	for _, a := range areas {
		n := int32(0)
		if code, ok := slices.BinarySearch(words, a.Code); ok {
			n = rows[code]
		}
		switch {
		case n == 0:
			never.add(origin, a.Code, func() lang.Text { return same(nameOf(a)) })
		case int(n) < len(runs):
			if some.n >= examples { // only counted
				some.n++
				continue
			}
			for _, i := range runs {
				if _, ok := c.runs[i].Find(a.Code); !ok {
					some.add(origin, a.Code, func() lang.Text { return text("%s saknar %s", "%s lacks %s", nameOf(a), groupOr(c.runs[i].Key.Group)) })
					break
				}
			}
		}
	}
	why := text("lägg till rader som säger varför uppgiften saknas", "add rows that say why the figure is missing")
	never.of, some.of = len(areas), len(areas)
	if never.n > 0 {
		f := s.about(Warning, KindCoverage).counted(&never)
		f.What = text("%d av %d områden har ingen rad: %s", "%d of %d areas have no row: %s", never.n, len(areas), never.list())
		f.Remedy, f.Public = why, true
		c.report(f)
	}
	if some.n > 0 {
		f := s.about(Warning, KindCoverage).counted(&some)
		f.What = text("%d av %d områden saknar rader för några grupper: %s", "%d of %d areas lack rows for some groups: %s", some.n, len(areas), some.list())
		f.Remedy, f.Public = why, true
		c.report(f)
	}
}

func groupOr(g indicators.Group) lang.Text {
	if g == indicators.Everyone {
		return lang.Text{Sv: "alla", En: "everyone"}
	}
	return same(string(g))
}

// thinBelow is the share of areas with a value below which a scope is said to be thin: the usual floor of a study for combining areas.
const thinBelow = 0.85

// thin notes that few areas have a value although their rows say why not.
func (c *reconciler) thin(s scope, cov Coverage, runs []int) {
	if cov.Areas == 0 || cov.Share() >= thinBelow || cov.Values+cov.NoRow == cov.Areas {
		return
	}
	var svenska, why []string
	for _, w := range []struct {
		n      int
		sv, en string
	}{
		{cov.Suppressed, "skyddade av källan", "withheld by the source"}, {cov.Missing, "saknas", "missing"},
		{cov.NotApplicable, "kan inte förekomma", "not applicable"}, {cov.NoRow, "utan rad", "without a row"},
	} {
		if w.n > 0 {
			svenska, why = append(svenska, fmt.Sprintf("%d %s", w.n, w.sv)), append(why, fmt.Sprintf("%d %s", w.n, w.en))
		}
	}
	f := s.about(Note, KindCoverage)
	f.Count, f.Of, f.Public = cov.Areas-cov.Values, cov.Areas, true
	f.Origin = indicators.Origin{File: c.runs[runs[0]].Origin(0).File}
	f.What = text("%d av %d områden har inget värde (%s)", "%d of %d areas have no value (%s)", f.Count, f.Of, lang.Text{Sv: strings.Join(svenska, ", "), En: strings.Join(why, ", ")})
	c.report(f)
}
