package analysis

import (
	"cmp"
	"errors"
	"iter"
	"slices"
	"sync"

	"github.com/jamlik/jamlik/indicators"
)

// Each analyses tables that together are the observations of a study, whose results may be too many to be held: it hands over what comes of each
// indicator with its groups as soon as it is there, and returns the rest. The two together are what [Run] has of all in one table:
//   - f gets the comparisons, benchmarks, funnels, trends, inequality, Lorenz curves, courses, and what is known of groups and of the precision of one indicator
//     at a time, without Q, which rests on the tests of all. Indicators come table by table, and within a table in the order of the catalogue.
//   - the rest has what several indicators tell together, segregation, mixes, clusters, findings and warnings. It has also Discoveries, and
//     all Comparisons and Benchmarks, with Q, in the order of the catalogue and without the values of the smallest areas.
//
// A table must have some indicators whole, and their denominators. Where there is more than one, the sequence is gone through twice, and those
// that are named together, such as in a composite or by a relation, are held in memory.
//
// Where figures are withheld to protect persons, what may be shown of one result rests on all the others: then f is called once, with all of
// [Run], and that is the rest as well; several tables are an error.
//
// What f gets is its own until it returns: the rest is made of it. An error of f or of the tables ends the analysis, and so does a sequence of no tables.
func Each(tables iter.Seq2[*indicators.Table, error], o Options, f func(*Results) error) (*Results, error) {
	c, err := gatherCommon(tables, o)
	if err != nil {
		return nil, err
	}
	a := newAnalyst(c.table, c.o, c.has)
	if len(a.unprotected()) > 0 || c.o.Disclosure.RoundTo > 0 {
		if c.several {
			return nil, errors.New("the study withholds figures, which rests on all observations at once, but they do not fit into memory: allow more with GOMEMLIMIT")
		}
		res, err := Run(c.table, o)
		if err == nil {
			err = f(res)
		}
		return res, err
	}
	rest := &Results{City: a.city, Districts: a.districts, Options: c.o, Warnings: a.delimitation()}
	figures := false
	receive := func(res *Results) error {
		figures = figures || slices.ContainsFunc(res.Comparisons, Comparison.any)
		if err := f(res); err != nil {
			return err
		}
		rest.keep(res)
		return nil
	}
	if !c.several {
		err = a.each(receive)
	} else {
		for t, failed := range tables {
			if err = failed; err == nil {
				err = newAnalyst(t, c.o, c.has).each(receive)
			}
			if err != nil {
				break
			}
		}
	}
	if err != nil {
		return nil, err
	}
	rest.sort(a.cat)
	a.single = true
	a.ofSeveral(rest, figures)
	if list := a.curved(); c.several && len(rest.Options.Composites) > 0 {
		left := slices.DeleteFunc(list, func(ind indicators.Indicator) bool { return c.named[ind.ID] })
		if len(left) > 0 {
			rest.Warnings = append(rest.Warnings, Warning{Code: LeftOut, Text: text(
				"Koncentrationskurvor görs inte för %d av måtten, för uppgifterna ryms inte i minnet på en gång.",
				"There are no concentration curves of %d of the indicators, because the figures do not fit into memory at once.", len(left))})
		}
	}
	for _, topic := range across {
		topic(a, rest)
	}
	discoveries(rest)
	rest.Findings = a.findings(rest)
	return rest, nil
}

// LeftOut is the code of the warning that rows of the curves are not there because the figures of all indicators do not fit into memory at once.
const LeftOut = "left_out"

// common is what an analysis needs of all tables at once.
type common struct {
	o       Options // with defaults
	table   *indicators.Table
	has     []held          // of all tables
	named   map[string]bool // the indicators of the table, where it is not all there is
	several bool            // the table is not all there is, but has what several indicators tell together
}

// held is how many observations there are of a key.
type held struct {
	key  indicators.RunKey
	rows int
}

func heldBy(t *indicators.Table) []held {
	out := make([]held, len(t.Runs()))
	for i, r := range t.Runs() {
		out[i] = held{r.Key, r.Len()}
	}
	return out
}

func gatherCommon(tables iter.Seq2[*indicators.Table, error], o Options) (c common, err error) {
	var first *indicators.Table
	var b indicators.Builder
	take := func(t *indicators.Table) {
		c.has = append(c.has, heldBy(t)...)
		for _, r := range t.Runs() {
			for i := 0; c.named[r.Key.Indicator] && i < r.Len(); i++ {
				b.Append(r.At(i))
			}
		}
	}
	for t, err := range tables {
		if err != nil {
			return c, err
		}
		switch {
		case first == nil:
			first = t
			if c.o, err = o.filled(t); err != nil {
				return c, err
			}
			continue
		case !c.several:
			c.several = true
			c.named = c.o.named(t.Catalogue())
			take(first)
		}
		take(t)
	}
	switch {
	case first == nil:
		return c, errors.New("there are no observations to analyse")
	case !c.several:
		c.table, c.has = first, heldBy(first)
		return c, nil
	}
	c.table, err = b.Table(first.Register(), first.Catalogue())
	return c, err
}

// named are the indicators that something is told of together with others, or that are counted by group, with what they are shares of.
func (o Options) named(cat *indicators.Catalogue) map[string]bool {
	out := make(map[string]bool)
	for _, s := range o.Segregation {
		out[s.Indicator] = true
	}
	for _, m := range o.Mix {
		out[m.Indicator] = true
	}
	for _, spec := range o.Composites {
		out[spec.Types.Population] = true
		for _, p := range spec.Parts {
			out[p.Indicator] = true
		}
	}
	out[o.Relation.Population] = true
	a := &analyst{cat: cat, o: o}
	for _, fits := range []func(indicators.Indicator) bool{
		func(indicators.Indicator) bool { return true },
		func(ind indicators.Indicator) bool { return ind.Direction != indicators.NotJudged },
	} {
		list, _ := a.related(fits)
		for _, ind := range list {
			out[ind.ID] = true
		}
	}
	for _, ind := range cat.Indicators {
		if ind.Unit.Kind == indicators.Count {
			out[ind.ID] = true
		}
	}
	for _, ind := range cat.Indicators {
		if out[ind.ID] && ind.Denominator != nil {
			out[ind.Denominator.Indicator] = true
		}
	}
	return out
}

// each analyses the indicators of a table one after another.
func (a *analyst) each(f func(*Results) error) error {
	byIndicator := slices.Collect(chunks(a.names(), func(m, n runName) bool { return m.indicator == n.indicator }))
	return inOrder(len(byIndicator), a.o.Workers, func(i int) *Results {
		res := &Results{City: a.city, Districts: a.districts, Options: a.o}
		a.indicators(res, byIndicator[i])
		for _, topic := range topics {
			topic(a, res)
		}
		a.lorenzCurves(res, byIndicator[i])
		for _, name := range byIndicator[i] {
			a.forget(name)
		}
		return res
	}, f)
}

// sort puts what has been kept into the order that it has in the results of one table.
func (r *Results) sort(cat *indicators.Catalogue) {
	at := make(map[string]int, len(cat.Indicators))
	for i, ind := range cat.Indicators {
		at[ind.ID] = i
	}
	slices.SortStableFunc(r.Comparisons, func(x, y Comparison) int { return at[x.Indicator.ID] - at[y.Indicator.ID] })
	slices.SortStableFunc(r.Trends, func(x, y Trend) int { return at[x.Indicator.ID] - at[y.Indicator.ID] })
	slices.SortStableFunc(r.Courses, func(x, y Course) int { return at[x.Indicator.ID] - at[y.Indicator.ID] })
	slices.SortStableFunc(r.Rankings, func(x, y Ranking) int { return at[x.Indicator.ID] - at[y.Indicator.ID] })
	slices.SortStableFunc(r.Inequality, func(x, y Inequality) int { return at[x.Indicator.ID] - at[y.Indicator.ID] })
	slices.SortStableFunc(r.GroupGaps, func(x, y GroupGap) int { return at[x.Indicator.ID] - at[y.Indicator.ID] })
	slices.SortStableFunc(r.Clusters, func(x, y Clusters) int { return at[x.Indicator.ID] - at[y.Indicator.ID] })
	against := make(map[string]int, len(r.Options.Compare.Against))
	for i, b := range r.Options.Compare.Against {
		against[b.ID()] = i
	}
	slices.SortStableFunc(r.Benchmarks, func(x, y BenchmarkComparison) int {
		return cmp.Or(against[x.Benchmark.ID()]-against[y.Benchmark.ID()], at[x.Indicator.ID]-at[y.Indicator.ID])
	})
}

// keep adds what several indicators tell together, and the findings, are made of. The smallest areas and single periods, which are most of what
// there is, are not.
func (r *Results) keep(res *Results) {
	for _, c := range res.Comparisons {
		c.Spread = nil
		r.Comparisons = append(r.Comparisons, c)
	}
	r.Benchmarks = append(r.Benchmarks, res.Benchmarks...)
	for _, t := range res.Trends {
		if slices.ContainsFunc(r.Options.Targets.List, func(s TargetSpec) bool { return s.Indicator == t.Indicator.ID && s.Group == t.Group }) {
			r.Trends = append(r.Trends, t)
		}
	}
	for _, c := range res.Courses {
		for d := range c.Areas {
			c.Areas[d].Gap.Points = nil
		}
		c.Spread.Points = nil
		r.Courses = append(r.Courses, c)
	}
	for _, k := range res.Rankings {
		if k.Level == r.Options.AreaLevel {
			r.Rankings = append(r.Rankings, k)
		}
	}
	r.Inequality = append(r.Inequality, res.Inequality...)
	r.GroupGaps = append(r.GroupGaps, res.GroupGaps...)
	r.Clusters = append(r.Clusters, res.Clusters...)
}

// forget lets go of the figures of an indicator and group. They are worked out anew when they are asked for again.
func (a *analyst) forget(n runName) { *a.known[n] = remembered{} }

// inOrder makes n things from some goroutines and hands them over in order, at most one more than there are goroutines being there at once. It ends
// with the first error of the receiver.
func inOrder[T any](n, workers int, produce func(i int) T, receive func(T) error) error {
	made := make([]chan T, n)
	for i := range made {
		made[i] = make(chan T, 1)
	}
	room, end := make(chan struct{}, workers+1), make(chan struct{})
	next := make(chan int)
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(next)
		for i := range n {
			select {
			case room <- struct{}{}:
				next <- i
			case <-end:
				return
			}
		}
	})
	for range min(workers, n) {
		wg.Go(func() {
			for i := range next {
				made[i] <- produce(i)
			}
		})
	}
	defer wg.Wait()
	defer close(end)
	for i := range made {
		if err := receive(<-made[i]); err != nil {
			return err
		}
		made[i] = nil
		<-room
	}
	return nil
}

// chunks yields the stretches of s whose neighbours are alike.
func chunks[T any](s []T, alike func(a, b T) bool) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		for from := 0; from < len(s); {
			to := from + 1
			for to < len(s) && alike(s[to-1], s[to]) {
				to++
			}
			if !yield(s[from:to]) {
				return
			}
			from = to
		}
	}
}
