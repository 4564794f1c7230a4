// Package reconcile compares a table with itself, with what the study declares and with what is known of its sources, and tells what does
// not agree: which areas lack figures, whether parts sum to totals and small areas to large ones, whether values follow from their counts,
// which values lie far from the area's own history, where series break, and how old the figures are.
//
// Nothing is changed: the published figures stand whatever is found. A finding is a [Note] or a [Warning] and names the first row that it
// is about. What a source publishes with random noise is compared within that noise; see [Options].
package reconcile

import (
	"cmp"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/jamlik/jamlik/indicators"
)

// Options are what the table does not say of itself. The zero Options is ready.
type Options struct {
	Parts   []Parts
	City    string            // code of the city that the study is about: other areas of its level are there to compare with, and need not have every figure
	Date    string            // of the study, as 2006-01-02; "" where it has none
	Updated map[string]string // file → when its publisher last changed the table, as the file says it
	Named   []string          // sources of what is no figure of the table, such as a classification of areas
	Workers int               // goroutines; all processors where 0. The report does not depend on it
}

// Parts says that groups of a count should sum to a total, within a tolerance.
type Parts struct {
	Indicator  string
	Groups     []indicators.Group
	Total      string // indicator of the total
	TotalGroup indicators.Group
	Tolerance  float64 // absolute, per area, at least 0
}

// String names the parts in messages.
func (p Parts) String() string {
	if len(p.Groups) == 0 {
		return "no parts of " + p.Indicator
	}
	return fmt.Sprintf("the %d parts of %s (%s … %s)", len(p.Groups), p.Indicator, p.Groups[0], p.Groups[len(p.Groups)-1])
}

// Report is everything that was found.
type Report struct {
	Findings []Finding // warnings before notes, by kind, in the order of the table
	Coverage []Coverage
	Sources  []Source // in the order of the catalogue
}

// Count returns how many findings are of a severity.
func (r *Report) Count(s Severity) int {
	n := 0
	for _, f := range r.Findings {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// Table reconciles a table.
func Table(t *indicators.Table, o Options) *Report {
	r := New(t.Register(), t.Catalogue(), o)
	r.Add(t)
	return r.Report()
}

// Reconciler reconciles observations that come in several tables, each of which has whole indicators and the indicators of whole [Parts]. What
// it reports does not depend on how the indicators are divided over tables.
type Reconciler struct {
	register  *indicators.Register
	catalogue *indicators.Catalogue
	options   Options
	levels    map[place][]indicators.Area
	found     [steps][]Finding
	coverage  []Coverage
	ofParts   [][]Finding // by Parts
	met       []bool      // by Parts: whether they were compared
	uses      []use
}

// New returns a reconciler of tables about the areas of a register and the indicators of a catalogue.
func New(reg *indicators.Register, cat *indicators.Catalogue, o Options) *Reconciler {
	if o.Workers == 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	r := &Reconciler{register: reg, catalogue: cat, options: o, levels: make(map[place][]indicators.Area), ofParts: make([][]Finding, len(o.Parts)), met: make([]bool, len(o.Parts))}
	for _, a := range reg.Areas() {
		q := place{a.Level, a.Version}
		r.levels[q] = append(r.levels[q], a)
	}
	return r
}

// step is one of the checks, in the order in which their findings are told.
type step int

const (
	stepCoverage step = iota
	stepNoRows
	stepParts
	stepLevels
	stepValues
	stepSeries
	stepCopies
	stepZeros
	stepDeclaredBreaks
	stepGaps
	stepVersions
	stepSources
	stepMixed
	stepNotes
	steps
)

// Add reconciles a table.
func (r *Reconciler) Add(t *indicators.Table) {
	c := &reconciler{Reconciler: r, table: t, runs: t.Runs()}
	c.scan()
	c.step = stepCoverage
	r.coverage = append(r.coverage, c.cover()...)
	c.step = stepParts
	for i, p := range c.options.Parts {
		c.met[i] = c.parts(p) || c.met[i]
		c.takeParts(i)
	}
	c.step = stepLevels
	c.hierarchy()
	c.step = stepValues
	c.valuesAgainstCounts()
	c.eachSeries()
	c.step = stepZeros
	c.zeros()
	c.breaks()
	c.step = stepVersions
	c.versions()
	r.uses = append(r.uses, c.usesOfSources()...)
	c.step = stepMixed
	c.mixedVintages()
	c.step = stepNotes
	c.notes()
}

// takeParts puts what was just found of parts with what other tables told of them.
func (r *Reconciler) takeParts(i int) {
	r.ofParts[i] = append(r.ofParts[i], r.found[stepParts]...)
	r.found[stepParts] = nil
}

// Report returns what was found in all tables together. It is called once.
func (r *Reconciler) Report() *Report {
	var out Report
	c := &reconciler{Reconciler: r}
	c.step = stepNoRows
	c.withoutRows()
	c.step = stepParts
	for i, p := range r.options.Parts {
		if !r.met[i] && len(p.Groups) > 0 {
			c.unmet(p)
			c.takeParts(i)
		}
	}
	r.found[stepParts] = slices.Concat(r.ofParts...)
	out.Sources = r.sources()
	c.step = stepSources
	c.vintages(out.Sources)
	// Tables have their indicators in order, but those of one may lie between those of another.
	out.Coverage = r.coverage
	slices.SortStableFunc(out.Coverage, func(a, b Coverage) int { return strings.Compare(a.Indicator, b.Indicator) })
	var found []Finding
	for s, fs := range r.found {
		switch step(s) {
		case stepNoRows, stepParts, stepSources: // are in order
		case stepDeclaredBreaks:
			at := make(map[string]int)
			for i, ind := range r.catalogue.Indicators {
				at[ind.ID] = i
			}
			slices.SortStableFunc(fs, func(a, b Finding) int { return cmp.Compare(at[a.Indicator], at[b.Indicator]) })
		default:
			slices.SortStableFunc(fs, func(a, b Finding) int { return strings.Compare(a.Indicator, b.Indicator) })
		}
		found = append(found, fs...)
	}
	out.Findings = merged(found)
	rank := func(k Kind) int { return slices.Index(kinds, k) }
	slices.SortStableFunc(out.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(rank(a.Kind), rank(b.Kind)))
	})
	return &out
}

// reconciler is what the checks of one table share.
type reconciler struct {
	*Reconciler
	table *indicators.Table
	runs  []indicators.Run
	facts []facts // one for each run
	step  step
}

// place is the areas of one level and delimitation.
type place struct {
	level   indicators.Level
	version string
}

// areas returns the areas of a level and version in order of code.
func (r *Reconciler) areas(p place) []indicators.Area { return r.levels[p] }

// scope is all groups of an indicator at a level, delimitation and period.
type scope struct {
	indicator string
	place     place
	period    indicators.Period
}

func scopeOf(k indicators.RunKey) scope {
	return scope{k.Indicator, place{k.Level, k.Version}, k.Period}
}

// about makes a finding about a scope.
func (s scope) about(severity Severity, kind Kind) Finding {
	return Finding{Severity: severity, Kind: kind, Indicator: s.indicator, Level: s.place.level, Version: s.place.version,
		Periods: []indicators.Period{s.period}}
}

// counted fills in what a tally knows.
func (f Finding) counted(t *tally) Finding {
	f.Count, f.Of, f.Origin, f.Areas = t.n, t.of, t.first, t.areas
	return f
}

func (c *reconciler) report(f Finding) { c.found[c.step] = append(c.found[c.step], f) }

// scopes returns the positions of the runs of each scope, in table order.
func (c *reconciler) scopes() (order []scope, runs map[scope][]int) {
	runs = make(map[scope][]int)
	for i, r := range c.runs {
		s := scopeOf(r.Key)
		if _, ok := runs[s]; !ok {
			order = append(order, s)
		}
		runs[s] = append(runs[s], i)
	}
	return order, runs
}

// public tells whether every figure of some runs was protected by its publisher.
func (c *reconciler) public(runs ...int) bool {
	for _, i := range runs {
		ind, _ := c.catalogue.Indicator(c.runs[i].Key.Indicator)
		for _, w := range c.facts[i].sources {
			if s, ok := c.catalogue.Source(cmp.Or(w.word, ind.Source)); !ok || !s.Protected {
				return false
			}
		}
	}
	return true
}

// noisy tells whether figures of some runs carry noise of their source.
func (c *reconciler) noisy(runs ...int) bool {
	for range c.noiseSources(runs) {
		return true
	}
	return false
}

// assumedNoise is the standard deviation of the noise in one count that the study assumes of the sources of some runs, the largest; 0 where it
// assumes none.
func (c *reconciler) assumedNoise(runs ...int) float64 {
	sd := 0.0
	for s := range c.noiseSources(runs) {
		sd = max(sd, s.NoiseSD)
	}
	return sd
}

// noiseSources are the sources of some runs that add noise to their figures of the period.
func (c *reconciler) noiseSources(runs []int) iter.Seq[indicators.Source] {
	return func(yield func(indicators.Source) bool) {
		for _, i := range runs {
			k := c.runs[i].Key
			ind, _ := c.catalogue.Indicator(k.Indicator)
			for _, w := range c.facts[i].sources {
				if s, _ := c.catalogue.Source(cmp.Or(w.word, ind.Source)); s.NoisyIn(k.Period) && !yield(s) {
					return
				}
			}
		}
	}
}

// merged puts findings that differ in nothing but their period together.
func merged(fs []Finding) []Finding {
	at := make(map[string]int, len(fs))
	var out []Finding
	for _, f := range fs {
		key := strings.Join([]string{f.Severity.String(), string(f.Kind), f.Indicator, f.Source, f.Level.String(), f.Version, string(f.Group), f.What.En, f.Remedy.En}, "\x00")
		i, ok := at[key]
		if !ok || len(f.Periods) == 0 {
			at[key] = len(out)
			out = append(out, f)
			continue
		}
		out[i].Periods = append(out[i].Periods, f.Periods...)
		slices.SortFunc(out[i].Periods, indicators.Period.Compare)
		out[i].Periods = slices.Compact(out[i].Periods)
	}
	return out
}

// parallel calls f for 0 to n−1 from some goroutines.
func (c *reconciler) parallel(n int, f func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(c.options.Workers, n) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wg.Wait()
}
