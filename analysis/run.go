package analysis

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// analyst is what the steps share: the table, the choices, and the city with its parts. It does not change while they run.
type analyst struct {
	table     *indicators.Table
	exact     *indicators.Table // before counts were rounded to protect persons
	has       []held            // what there is in all, of which the table may be a part
	reg       *indicators.Register
	cat       *indicators.Catalogue
	o         Options
	city      indicators.Area
	districts []indicators.Area
	assumed   []bool      // the delimitation of the district is an assumption
	now       *division   // how the city is divided today
	divisions []*division // the newest first
	at        map[indicators.Period]*division
	used      map[string]bool                               // versions that have figures
	grounds   map[indicators.AreaID]map[delimitation]string // what tells the delimitations of a place apart; nil where there is only one
	runs      map[runName][]indicators.RunKey
	known     map[runName]*remembered
	single    bool // figures are asked for once, and there are too many to be remembered
	withNoise bool // some source adds noise of a known size
}

// runName is one indicator for one group.
type runName struct {
	indicator string
	group     indicators.Group
}

// Run analyses a table. It returns an error, with everything that is wrong at once, when the options ask for what the table or its
// catalogue does not have; what the data cannot answer is no error but a [Reason] or a [Warning] in the results.
//
// The results are the same for any number of workers.
func Run(t *indicators.Table, o Options) (*Results, error) {
	o, err := o.filled(t)
	if err != nil {
		return nil, err
	}
	shown, err := rounded(t, o)
	if err != nil {
		return nil, err
	}
	a := newAnalyst(shown, o, heldBy(shown))
	a.exact = t
	res := &Results{City: a.city, Districts: a.districts, Options: o, Warnings: a.delimitation()}

	names := a.names()
	a.indicators(res, names)
	a.ofSeveral(res, slices.ContainsFunc(res.Comparisons, Comparison.any))
	for _, topic := range topics {
		topic(a, res)
	}
	a.lorenzCurves(res, names)
	for _, topic := range across {
		topic(a, res)
	}
	a.protect(res, a.unprotected())
	discoveries(res)
	res.Findings = a.findings(res)
	return res, nil
}

// ofSeveral adds what does not come of one indicator alone and needs none of the results: the segregation of groups, with the areas that lie among
// areas like them by it before those of indicators, mixes, and a warning where there are no figures.
func (a *analyst) ofSeveral(res *Results, figures bool) {
	for _, spec := range a.o.Segregation {
		res.Segregation = append(res.Segregation, a.segregation(spec)...)
	}
	ofIndicators := res.Clusters
	res.Clusters = nil
	for i := range res.Segregation {
		if c := a.groupClusters(&res.Segregation[i], i); c != nil {
			res.Clusters = append(res.Clusters, *c)
		}
	}
	res.Clusters = append(res.Clusters, ofIndicators...)
	for _, spec := range a.o.Mix {
		if m, ok := a.mix(spec); ok {
			res.Mixes = append(res.Mixes, m)
		} else {
			res.Warnings = append(res.Warnings, noComposition(spec.ID, spec.Indicator))
		}
	}
	res.Makeups, res.Pyramids = a.makeups(), a.pyramids()
	if !figures {
		res.Warnings = append(res.Warnings, Warning{Code: "no_figures", Area: a.city.Code, Text: text(
			"Inget mått har någon uppgift om %s eller dess delar.", "No indicator has a figure for %s or any part of it.", a.city.Name)})
	}
}

// indicators adds what comes of some indicators and groups to the results.
func (a *analyst) indicators(res *Results, names []runName) {
	found := make([]*indicatorResults, len(names))
	parallel(len(names), a.o.Workers, func(i int) { found[i] = a.indicator(names[i]) })
	for _, f := range found {
		if f == nil {
			continue
		}
		res.Comparisons = append(res.Comparisons, f.comparison)
		if f.trend != nil {
			res.Trends = append(res.Trends, *f.trend)
		}
		res.Inequality = append(res.Inequality, f.inequality...)
		if f.clusters != nil {
			res.Clusters = append(res.Clusters, *f.clusters)
		}
	}
}

// topics are what is found out from all groups and periods of an indicator, and across from several indicators together, each in a file of its
// name. They read the table and the results so far and add their own to the results; what of it must be withheld, the topic's entry among
// [withholding] says.
var (
	topics = []func(*analyst, *Results){
		(*analyst).courses,
		(*analyst).benchmarks,
		(*analyst).funnels,
		(*analyst).precision,
		(*analyst).groupGaps, (*analyst).groupCells, (*analyst).groupMeasures, (*analyst).groupAreas, (*analyst).decompositions,
	}
	across = []func(*analyst, *Results){
		(*analyst).segregationSeries, (*analyst).segregationScales, (*analyst).segregationAreas, (*analyst).segregationPairs,
		(*analyst).composites, (*analyst).relations, (*analyst).disadvantage, (*analyst).alike,
		(*analyst).targets,
		(*analyst).curves, (*analyst).rankOrders,
	}
)

// indicatorResults is what comes of one indicator for one group.
type indicatorResults struct {
	comparison Comparison
	trend      *Trend
	inequality []Inequality
	clusters   *Clusters
}

// indicator returns nil where the table has no row about the city or a part of it in the period asked for.
func (a *analyst) indicator(name runName) *indicatorResults {
	ind, _ := a.cat.Indicator(name.indicator)
	series := a.series(ind, name.group)
	if len(series) == 0 {
		return nil
	}
	latest := series[newest(series)]
	if a.o.Period != (indicators.Period{}) && latest.period != a.o.Period {
		return nil
	}
	out := &indicatorResults{
		comparison: a.compare(ind, name.group, series),
		trend:      a.trend(ind, name.group, series),
	}
	if ind.Unit.Kind != indicators.Count {
		out.inequality = a.inequality(ind, name.group, latest)
	}
	if name.group == indicators.Everyone && slices.Contains(a.o.Space.Indicators, ind.ID) {
		out.clusters = a.indicatorClusters(ind, latest)
	}
	return out
}

func newAnalyst(t *indicators.Table, o Options, has []held) *analyst {
	a := &analyst{table: t, exact: t, has: has, reg: t.Register(), cat: t.Catalogue(), o: o, runs: make(map[runName][]indicators.RunKey)}
	a.withNoise = slices.ContainsFunc(a.cat.Sources, func(s indicators.Source) bool { return s.NoiseSD > 0 })
	a.city, _ = a.reg.Find(o.City)
	for _, m := range a.reg.Within(a.city.ID(), o.AreaLevel) {
		if m.Area.Version == a.city.Version {
			d, _ := a.reg.Find(m.Area)
			a.districts = append(a.districts, d)
			a.assumed = append(a.assumed, false)
		}
	}
	for _, level := range []indicators.Level{indicators.DeSO, indicators.RegSO} {
		for d, district := range a.districts {
			for _, m := range a.reg.Within(district.ID(), level) {
				a.assumed[d] = a.assumed[d] || strings.HasPrefix(m.Basis, "assum")
			}
		}
	}
	a.divide()
	for _, r := range t.Runs() {
		if a.concerns(r.Key) {
			n := runName{r.Key.Indicator, r.Key.Group}
			a.runs[n] = append(a.runs[n], r.Key)
		}
	}
	a.known = make(map[runName]*remembered, len(a.runs))
	for n := range a.runs {
		a.known[n] = new(remembered)
	}
	return a
}

// concerns tells whether a run may hold values of the city, its districts or their parts.
func (a *analyst) concerns(k indicators.RunKey) bool {
	if (k.Level == a.city.Level || k.Level == a.o.AreaLevel) && (k.Version == a.city.Version || a.hasTwins(k.Level, k.Version)) {
		return true
	}
	at := func(l *layout) bool { return l.level == k.Level && l.version == k.Version }
	return slices.ContainsFunc(a.divisions, func(d *division) bool {
		return slices.ContainsFunc(d.parts, at) || slices.ContainsFunc(d.schools, at)
	})
}

// names returns the indicators and groups that are compared, in the order of the catalogue, everyone before groups.
func (a *analyst) names() []runName {
	var out []runName
	for _, ind := range a.cat.Indicators {
		if !a.o.reports(ind.ID) {
			continue
		}
		var groups []indicators.Group
		for n := range a.runs {
			if n.indicator == ind.ID {
				groups = append(groups, n.group)
			}
		}
		slices.SortFunc(groups, func(g, h indicators.Group) int {
			return cmp.Or(cmp.Compare(len(g.Categories()), len(h.Categories())), cmp.Compare(g, h))
		})
		for _, g := range groups {
			out = append(out, runName{ind.ID, g})
		}
	}
	return out
}

// periods returns the periods that an indicator has for a group anywhere in the city, in order of time.
func (a *analyst) periods(n runName) []indicators.Period {
	var out []indicators.Period
	for _, k := range a.runs[n] {
		if a.o.Period == (indicators.Period{}) || k.Period.Compare(a.o.Period) <= 0 {
			out = append(out, k.Period)
		}
	}
	slices.SortFunc(out, indicators.Period.Compare)
	return slices.Compact(out)
}

// delimitation returns the warnings about how the city is divided.
func (a *analyst) delimitation() []Warning {
	var out []Warning
	if len(a.districts) == 0 {
		out = append(out, Warning{Code: "no_districts", Area: a.city.Code, Text: text(
			"Studien har inga områden att jämföra med %s.", "The study has no areas to compare with %s.", a.city.Name)})
	}
	if slices.Contains(a.assumed, true) {
		out = append(out, Warning{Code: "assumed_districts", Area: a.city.Code, Text: lang.Text{
			Sv: "Gränserna för områdena som jämförs är ett antagande, ingen officiell indelning.",
			En: "The boundaries of the areas that are compared are an assumption, no official delimitation.",
		}})
	}
	if len(a.now.parts) > 0 && len(a.districts) > 0 {
		l := a.now.parts[0]
		if l.loose > 0 {
			out = append(out, Warning{Code: "outside_districts", Area: a.city.Code, Text: text(
				"%d av %d %s ligger inte i något av områdena som jämförs. De räknas i %s och i resten av %[4]s.",
				"%d of %d %s lie in none of the areas that are compared. They count in %s and in the rest of it.", l.loose, len(l.areas), smallArea(l.level), a.city.Name)})
		}
		if l.doubled > 0 {
			out = append(out, Warning{Code: "overlapping_districts", Area: a.city.Code, Text: text(
				"%d av %d %s räknas i mer än ett av områdena som jämförs.",
				"%d of %d %s count in more than one of the areas that are compared.", l.doubled, len(l.areas), smallArea(l.level))})
		}
	}
	return append(out, a.boundaryWarnings()...)
}

// any tells whether something has a value.
func (c Comparison) any() bool {
	return c.City.OK || c.NoFigures == NoReason || len(c.Spread) > 0
}

// parallel calls f for 0 to n−1 from some goroutines.
func parallel(n, workers int, f func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers, n) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wg.Wait()
}
